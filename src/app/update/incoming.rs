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
use crate::app::relocate::{find_again, relocate, words_at};
use crate::app::state::{Opened, Options, State};
use crate::library::scan::Source;
use crate::library::{Article, Summary};

/// The list learns about an article, which may have moved since it was asked for.
pub fn listed(state: &mut State, place: usize, path: &Path, result: Result<Summary, String>) {
    let is_it = |i: &Item| i.source.path == path;
    let place = match state.list.items.get(place) {
        Some(item) if is_it(item) => Some(place),
        // What the library lists is known already.
        _ if state.catalogue.ready => None,
        _ => state.list.items.place(path),
    };
    if let Some(item) = place.and_then(|p| state.list.items.get_mut(p)) {
        item.state = result.map_or_else(ItemState::Failed, ItemState::Known);
    }
}

/// The articles were looked for again: those that stayed keep all they have, new and changed ones are read.
pub fn found(state: &mut State, sources: Vec<Source>) -> Vec<Effect> {
    let at_cursor = state.list.items.get(state.list.cursor.at).map(|i| i.source.path.clone());
    let open = state.list.open.and_then(|o| state.list.items.get(o.item)).map(|i| i.source.clone());
    let mut known: HashMap<PathBuf, Item> =
        state.list.items.drain().map(|i| (i.source.path.clone(), i)).collect();
    let mut unread = Vec::new();
    for (place, source) in sources.into_iter().enumerate() {
        let old = known.remove(&source.path);
        if old.as_ref().is_none_or(|o| o.source.stamp != source.stamp) {
            unread.push((place, source.clone()));
        }
        let item = old.map(|old| Item { source: source.clone(), ..old });
        state.list.items.push(item.unwrap_or_else(|| Item::new(source)));
    }
    // What was read from standard input is on no disk to be found again.
    known.into_values().filter(|i| i.source.held.is_some()).for_each(|item| state.list.items.push(item));
    state.list.cursor.at = at_cursor.and_then(|p| state.list.items.place(&p)).unwrap_or(0);
    let mut effects = vec![Effect::List(unread)];
    if let Some(open) = open {
        effects.extend(follow_open(state, &open));
    }
    super::articles::reveal(state);
    effects
}

/// The open article may have another place in the list, another text, or be gone.
fn follow_open(state: &mut State, open: &Source) -> Vec<Effect> {
    let Some(item) = state.list.items.place(&open.path) else {
        state.say("this article is gone from the disk; what was read of it stays until you leave it");
        state.list.open = state.list.open.map(|o| Opened { item: ASIDE, ..o });
        return Vec::new();
    };
    state.list.open = state.list.open.map(|o| Opened { item, ..o });
    if state.list.items.get(item).is_some_and(|i| i.source.stamp == open.stamp) {
        return Vec::new();
    }
    state.say("changed on disk; read again");
    super::articles::preview_again(state, item)
}

/// Bytes of the head of an article that must follow a place, so that it can be shown there without the rest.
const MARGIN: usize = 16 << 10;

/// An article was read, or its head, which the whole follows; its annotations are still empty.
pub fn opened(state: &mut State, generation: u64, result: Result<Article, String>) {
    let Some(open) = state.list.open.filter(|o| o.generation == generation) else { return };
    let article = match result {
        Ok(article) => article,
        Err(reason) => {
            if let Some(reader) = state.reader.take() {
                state.session.jumps = reader.jumps;
            }
            state.say_error(reason.clone());
            if let Some(item) = state.list.items.get_mut(open.item) {
                item.state = ItemState::Failed(reason);
            }
            return;
        }
    };
    if article.rest > 0 && !holds_place(state, open, &article) {
        return;
    }
    let head = head(&article, &article.summary);
    listed(state, open.item, &article.source.path, Ok(article.summary.clone()));
    let path = &article.source.path;
    let continued =
        state.reader.as_ref().is_some_and(|r| r.article.rest > 0 && r.article.source.path == *path);
    if continued {
        super::articles::leave(state);
    }
    let place = place(state, open, &article);
    let mut reader = Reader::new(article, head, state.screen.setting(), state.screen.page(), place);
    reader.jumps = std::mem::take(&mut state.session.jumps);
    if let Some(mut old) = state.reader.take() {
        reader.jumps = std::mem::take(&mut old.jumps);
        if continued {
            reader.go_on_from(old);
        }
    }
    state.reader = Some(reader);
    fill(state);
    super::prompt::find(state);
    super::library::land(state);
    super::library::follow_known(state);
    follow(state);
}

/// Whether the place where an article was left is in its head, or its words are.
fn holds_place(state: &State, open: Opened, head: &Article) -> bool {
    let text = &head.document.text;
    let wanted = state.list.items.get(open.item).map_or(0, |i| i.place.eye);
    let kept = state.session.places.get(&head.source.path);
    wanted + MARGIN <= text.len() && kept.is_none_or(|(_, words)| find_again(words, wanted, text) == wanted)
}

/// Where to open an article: where it was left, or, when its text has changed meanwhile, where that text is now. Its
/// marks move along.
fn place(state: &mut State, open: Opened, article: &Article) -> Place {
    let place = state.list.items.get(open.item).map(|i| i.place).unwrap_or_default();
    let (path, new) = (&article.source.path, &article.document.text);
    let reader = state.reader.as_ref().filter(|r| r.article.source.path == *path);
    let old = reader.map(|r| r.document().text.as_str());
    // What is left of the article may not be there yet.
    if article.rest == 0 {
        state.session.marks.relocate(path, |mark| {
            let eye = mark.stop.place.eye;
            let eye = old.map_or_else(|| find_again(&mark.words, eye, new), |old| relocate(old, eye, new));
            (eye, words_at(new, eye).to_string())
        });
    }
    let kept =
        state.session.places.get(path).filter(|(kept, _)| *kept == place).map(|(_, words)| words.as_str());
    let eye = match (old, kept) {
        (Some(old), _) => relocate(old, place.eye, new),
        (None, Some(words)) => find_again(words, place.eye, new),
        (None, None) => place.eye,
    };
    if article.rest == 0 {
        state.session.places.remove(path);
    }
    Place { eye, ..place }
}

/// The engine has been over the open article, or over its first part.
pub fn annotated(state: &mut State, generation: u64, annotations: Arc<Annotations>) {
    if state.list.open.is_none_or(|o| o.generation != generation) {
        return;
    }
    if let Some(reader) = state.reader.as_mut() {
        reader.found = annotations;
    }
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
    let page = state.screen.page();
    let shown = state.screen.geometry.article.is_some();
    if let (Some(reader), true) = (state.reader.as_mut(), shown) {
        reader.resize(setting, page);
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

#[cfg(test)]
mod tests {
    use super::opened;
    use crate::app::fixture::Desk;
    use crate::document::{Document, Format, parse};
    use crate::library::Article;

    fn long() -> (Document, Document, usize) {
        let paragraph =
            |i: usize| format!("Alinea {i} van dit stuk, die over de regel loopt zodra hij lang wordt.\n\n");
        let text: String = (0..3000).map(paragraph).collect();
        let head = &text[..text.find("Alinea 500 ").expect("there")];
        (
            parse(head.as_bytes(), Format::Markdown),
            parse(text.as_bytes(), Format::Markdown),
            text.len() - head.len(),
        )
    }

    /// Shows the head, types keys, and lets the whole come; the rows of the screen before and after that.
    fn head_and_whole(keys: &str) -> (Desk, Vec<String>, Vec<String>) {
        let (head, whole, rest) = long();
        let mut desk = Desk::new(&["Kort."]);
        desk.keys("R");
        let source = desk.state.list.items.get(0).unwrap().source.clone();
        let generation = desk.state.list.open.expect("an article").generation;
        desk.state.reader = None;
        opened(&mut desk.state, generation, Ok(Article::head(source.clone(), head, rest)));
        if !keys.is_empty() {
            desk.keys(keys);
        }
        let before = shown(&desk);
        opened(&mut desk.state, generation, Ok(Article::new(source, whole)));
        let after = shown(&desk);
        (desk, before, after)
    }

    fn shown(desk: &Desk) -> Vec<String> {
        let reader = desk.reader();
        reader.lines().map(|l| format!("{:?}", l.content)).collect()
    }

    #[test]
    fn nothing_moves_when_the_whole_comes() {
        for keys in ["", "2 j j j", "2 space space d", "2 } } } u k", "2 v } }"] {
            let (desk, before, after) = head_and_whole(keys);
            assert_eq!(before[3..], after[3..], "{keys}");
            assert_eq!(desk.reader().article.rest, 0);
            assert_eq!(desk.reader().selection.is_some(), keys.contains('v'));
        }
    }

    #[test]
    fn a_share_of_the_head_is_one_of_the_whole() {
        let (head, whole, rest) = long();
        let mut desk = Desk::new(&["Kort."]);
        let source = desk.state.list.items.get(0).unwrap().source.clone();
        desk.state.reader = None;
        opened(&mut desk.state, 1, Ok(Article::head(source.clone(), head, rest)));
        desk.keys("2 space space space");
        let percent = desk.reader().percent();
        opened(&mut desk.state, 1, Ok(Article::new(source, whole)));
        assert_eq!(desk.reader().percent(), percent);
    }

    #[test]
    fn a_wish_for_the_end_is_granted_when_the_end_is_there() {
        let at = |keys: &str| {
            let (desk, ..) = head_and_whole(keys);
            desk.reader().percent()
        };
        assert_eq!(at("2 G"), 100);
        assert!((48..=52).contains(&at("2 j 5 0 %")));
        assert!(at("2 G k") < 20, "whoever has gone on no longer wishes it");
    }

    #[test]
    fn a_head_without_the_place_is_not_shown() {
        let (head, _, rest) = long();
        let mut desk = Desk::new(&["Kort."]);
        let source = desk.state.list.items.get(0).unwrap().source.clone();
        desk.state.reader = None;
        desk.state.list.items.get_mut(0).unwrap().place.eye = head.text.len() - 100;
        opened(&mut desk.state, 1, Ok(Article::head(source, head, rest)));
        assert!(desk.state.reader.is_none());
    }
}
