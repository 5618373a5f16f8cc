//! Answers of the worker and changes of the window.

use std::sync::Arc;

use super::panes::follow;
use crate::annotate::Annotations;
use crate::app::layout::Head;
use crate::app::panes::list::ItemState;
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::library::{Article, Summary};

/// The list learns about an article.
pub fn listed(state: &mut State, item: usize, result: Result<Summary, String>) {
    if let Some(item) = state.items.get_mut(item) {
        item.state = result.map_or_else(ItemState::Failed, ItemState::Known);
    }
}

/// An article was read; its annotations may still be empty.
pub fn opened(state: &mut State, generation: u64, result: Result<Article, String>) {
    let Some(open) = state.open.filter(|o| o.generation == generation) else { return };
    let article = match result {
        Ok(article) => article,
        Err(reason) => {
            state.reader = None;
            state.say_error(reason.clone());
            return listed(state, open.item, Err(reason));
        }
    };
    let summary = Summary::of(&article.source, &article.document);
    let head = head(&article, &summary);
    listed(state, open.item, Ok(summary));
    let place = state.items.get(open.item).map(|i| i.place).unwrap_or_default();
    let height = state.screen.geometry.text.height as usize;
    state.reader = Some(Reader::new(article, head, state.screen.setting(), height, place));
    fill(state);
    super::overlay::find(state);
    follow(state);
}

/// The engine has been over the open article.
pub fn annotated(state: &mut State, generation: u64, annotations: Arc<Annotations>) {
    if state.open.is_none_or(|o| o.generation != generation) {
        return;
    }
    if let Some(reader) = state.reader.as_mut() {
        reader.article.annotations = annotations;
    }
    fill(state);
    follow(state);
}

fn fill(state: &mut State) {
    if let Some(reader) = &state.reader {
        state.entities.only = None;
        state.entities.fill(&reader.article.annotations);
        state.quotes.fill(&reader.article.annotations);
    }
}

/// The window has another size.
pub fn resize(state: &mut State, width: u16, height: u16) {
    (state.screen.width, state.screen.height) = (width, height);
    rearranged(state);
}

/// The panes were divided anew: the text is set for its column, the eye's line stays on its row.
pub(super) fn rearranged(state: &mut State) {
    state.screen.arrange();
    let setting = state.screen.setting();
    let height = state.screen.geometry.text.height as usize;
    let shown = state.screen.geometry.article.is_some();
    if let (Some(reader), true) = (state.reader.as_mut(), shown) {
        reader.resize(setting, height);
    }
    super::articles::reveal(state);
    follow(state);
}

/// What stands above the text.
fn head(article: &Article, summary: &Summary) -> Head {
    let document = &article.document;
    let in_text = document.blocks.iter().any(|b| b.kind == crate::document::BlockKind::Title);
    let title = (!in_text).then(|| summary.title.clone());
    let date = summary.date.map(|d| long_date(d.date()));
    let parts = [
        document.meta.source.clone(),
        document.meta.author.clone(),
        date,
        Some(format!("{} min", summary.minutes)),
        Some(summary.lang.tag().to_string()),
    ];
    Head { title, about: parts.into_iter().flatten().collect::<Vec<_>>().join(" · ") }
}

fn long_date(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(date.month() as usize - 1).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}
