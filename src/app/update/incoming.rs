//! Answers of the worker and changes of the window.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::panes::follow;
use crate::annotate::Annotations;
use crate::app::effect::Effect;
use crate::app::layout::Head;
use crate::app::panes::list::{ASIDE, Item, ItemState};
use crate::app::reader::{Place, Reader};
use crate::app::relocate::relocate;
use crate::app::state::{Opened, Options, State};
use crate::library::scan::Source;
use crate::library::{Article, Summary};

/// The list learns about an article, which may have moved since it was asked for.
pub fn listed(state: &mut State, place: usize, path: &Path, result: Result<Summary, String>) {
    let is_it = |i: &Item| i.source.path == path;
    let place = match state.items.get(place) {
        Some(item) if is_it(item) => Some(place),
        // What the library lists is known already.
        _ if state.catalogue.ready => None,
        _ => state.items.place(path),
    };
    if let Some(item) = place.and_then(|p| state.items.get_mut(p)) {
        item.state = result.map_or_else(ItemState::Failed, ItemState::Known);
    }
}

/// The articles were looked for again: those that stayed keep all they have, new and changed ones are read.
pub fn found(state: &mut State, sources: Vec<Source>) -> Vec<Effect> {
    let at_cursor = state.items.get(state.list.at).map(|i| i.source.path.clone());
    let open = state.open.and_then(|o| state.items.get(o.item)).map(|i| i.source.clone());
    let mut known: HashMap<PathBuf, Item> = state.items.drain().map(|i| (i.source.path.clone(), i)).collect();
    let mut unread = Vec::new();
    for (place, source) in sources.into_iter().enumerate() {
        let old = known.remove(&source.path);
        if old.as_ref().is_none_or(|o| o.source.stamp != source.stamp) {
            unread.push((place, source.clone()));
        }
        let item = old.map(|old| Item { source: source.clone(), ..old });
        state.items.push(item.unwrap_or_else(|| Item::new(source)));
    }
    // What was read from standard input is on no disk to be found again.
    known.into_values().filter(|i| i.source.held.is_some()).for_each(|item| state.items.push(item));
    state.list.at = at_cursor.and_then(|p| state.items.place(&p)).unwrap_or(0);
    let mut effects = vec![Effect::List(unread)];
    if let Some(open) = open {
        effects.extend(follow_open(state, &open));
    }
    super::articles::reveal(state);
    effects
}

/// The open article may have another place in the list, another text, or be gone.
fn follow_open(state: &mut State, open: &Source) -> Vec<Effect> {
    let Some(item) = state.items.place(&open.path) else {
        state.say("this article is gone from the disk; what was read of it stays until you leave it");
        state.open = state.open.map(|o| Opened { item: ASIDE, ..o });
        return Vec::new();
    };
    state.open = state.open.map(|o| Opened { item, ..o });
    if state.items.get(item).is_some_and(|i| i.source.stamp == open.stamp) {
        return Vec::new();
    }
    state.say("changed on disk; read again");
    super::articles::preview_again(state, item)
}

/// An article was read; its annotations may still be empty.
pub fn opened(state: &mut State, generation: u64, result: Result<Article, String>) {
    let Some(open) = state.open.filter(|o| o.generation == generation) else { return };
    if let Some(reader) = state.reader.as_mut() {
        state.session.jumps = std::mem::take(&mut reader.jumps);
    }
    let article = match result {
        Ok(article) => article,
        Err(reason) => {
            state.reader = None;
            state.say_error(reason.clone());
            if let Some(item) = state.items.get_mut(open.item) {
                item.state = ItemState::Failed(reason);
            }
            return;
        }
    };
    let summary = Summary::of(&article.source, &article.document);
    let head = head(&article, &summary);
    listed(state, open.item, &article.source.path, Ok(summary));
    let place = place(state, open, &article);
    let height = state.screen.geometry.text.height as usize;
    let mut reader = Reader::new(article, head, state.screen.setting(), height, place);
    reader.jumps = std::mem::take(&mut state.session.jumps);
    state.reader = Some(reader);
    fill(state);
    super::prompt::find(state);
    super::library::land(state);
    super::library::follow_known(state);
    follow(state);
}

/// Where to open an article: where it was left, or, when its text has changed meanwhile, where that text is now.
fn place(state: &mut State, open: Opened, article: &Article) -> Place {
    let place = state.items.get(open.item).map(|i| i.place).unwrap_or_default();
    match &state.reader {
        Some(reader) if reader.article.source.path == article.source.path => {
            let (old, new) = (&reader.document().text, &article.document.text);
            state.session.marks.relocate(&article.source.path, |eye| relocate(old, eye, new));
            Place { eye: relocate(old, place.eye, new), ..place }
        }
        _ => place,
    }
}

/// The engine has been over the open article.
pub fn annotated(state: &mut State, generation: u64, annotations: Arc<Annotations>) {
    if state.open.is_none_or(|o| o.generation != generation) {
        return;
    }
    if let Some(reader) = state.reader.as_mut() {
        reader.found = Arc::clone(&annotations);
        reader.article.annotations = annotations;
    }
    fill(state);
    super::correct::refresh(state, false);
    follow(state);
}

fn fill(state: &mut State) {
    if let Some(reader) = &state.reader {
        state.entities.fill(&reader.article.annotations);
        state.quotes.fill(&reader.article.document, &reader.article.annotations);
    }
}

/// The window has another size.
pub fn resize(state: &mut State, width: u16, height: u16) {
    (state.screen.width, state.screen.height) = (width, height);
    rearranged(state);
}

/// The configuration was changed while the reader ran.
pub fn reconfigured(state: &mut State, options: Options) {
    state.screen.options = options;
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
    if in_text {
        // Whoever puts a title into the text puts source, date and author under it as well.
        return Head::default();
    }
    let title = Some(summary.title.clone());
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

pub(in crate::app) fn long_date(date: jiff::civil::Date) -> String {
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
