//! The library's answers, and what the reader does with it.

mod ask;
mod changes;
mod lists;

use std::path::PathBuf;

use super::{articles, panes};
use crate::app::Pane;
use crate::app::catalogue::Landing;
use crate::app::dim::Dim;
use crate::app::effect::Effect;
use crate::app::overlay::{Errand, Menu, Overlay};
use crate::app::panes::list::{ASIDE, Item};
use crate::app::reader::Place;
use crate::app::search::Query;
use crate::app::state::{Opened, State};
use crate::app::{pages, update};
use crate::library::index::Report;
use crate::library::shelf::{Answer, Ask, ShelfRow};
use crate::text::Span;

pub use ask::known_of;
pub(super) use ask::{act, follow_known};
use changes::mark_listed;
pub(super) use changes::{tag, tag_listed, undo};
pub(super) use lists::{cycle, list_query, narrow, sort, widen};
use lists::{fetched, kept, list, put, relist, show};

/// What is to be asked of the library now: what was said in the meantime, and the rows that have come into view.
pub fn asks(state: &mut State) -> Vec<Ask> {
    if state.catalogue.ready {
        let rows = state.screen.geometry.list.map_or(0, |l| l.height as usize);
        let (top, at, count) =
            (state.list.cursor.top.min(state.list.cursor.at), state.list.cursor.at, state.list.items.len());
        let end = (state.list.cursor.top + rows).max(at + 1).min(count);
        let items = &state.list.items;
        state.catalogue.fetch(top..end, |place| items.get(place).is_none(), count);
    }
    std::mem::take(&mut state.catalogue.outbox)
}

/// Asks for the list with which the reader begins.
pub(super) fn begin(state: &mut State) {
    state.catalogue.relist(Vec::new());
}

/// The library has answered.
pub fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Listed(listed) => return list(state, listed),
        Answer::Rows(number, from, rows) if number == state.catalogue.list.number => {
            return fetched(state, from, rows);
        }
        Answer::Rows(..) => {}
        Answer::Kept(count, unread, said, others) => kept(state, count, unread, said, others),
        Answer::Next(next) => return next_unread(state, next),
        Answer::Visited(path, found) => return visited(state, path, found),
        Answer::Searched(found) => {
            if let Overlay::Find(finder) = &mut state.overlay {
                finder.answer(found);
            }
        }
        Answer::Page(page) => {
            let (menu, said) = pages::page(state, page);
            state.say_if(said);
            if let Some(menu) = menu {
                open_page(state, menu);
            }
        }
        Answer::Known(known) => ask::told_known(state, known),
        Answer::Progress(progress) => state.catalogue.progress = Some(progress),
        Answer::Indexed(report) => indexed(state, report),
        Answer::Failed(reason) => state.say_error(reason),
        Answer::Closed(reason) => {
            state.catalogue.open = false;
            state.catalogue.progress = None;
            let reason = format!("nothing is kept: {reason}");
            if state.catalogue.closed.is_none() {
                state.notices.problems.push(reason.clone());
            }
            if matches!(state.overlay, Overlay::Find(_)) {
                state.overlay = Overlay::None;
            }
            state.say_error(reason.clone());
            state.catalogue.closed = Some(reason);
        }
    }
    Vec::new()
}

fn next_unread(state: &mut State, next: Option<(usize, ShelfRow)>) -> Vec<Effect> {
    let Some((place, row)) = next else {
        state.say(if state.catalogue.is_partial() {
            "everything listed is read"
        } else {
            "everything is read"
        });
        return Vec::new();
    };
    put(state, place, vec![row]);
    articles::read_at(state, place)
}

/// The article of a file is known: it is opened, in the list or aside of it.
fn visited(state: &mut State, path: PathBuf, found: Option<(Option<usize>, ShelfRow)>) -> Vec<Effect> {
    let visiting = state.catalogue.going.visiting.take().filter(|(wanted, _)| *wanted == path);
    let Some((at, row)) = found else {
        state.say("that article is gone");
        return Vec::new();
    };
    let place = visiting.map(|(_, place)| place);
    go(state, row, at, place)
}

/// Opens an article of the library, wherever it is listed, to be read.
fn go(state: &mut State, row: ShelfRow, at: Option<usize>, place: Option<Place>) -> Vec<Effect> {
    let at = at.unwrap_or(ASIDE);
    articles::leave(state);
    let mut item = Item::of(row);
    item.place = place.unwrap_or(item.place);
    let here = state.reader.as_ref().is_some_and(|r| r.article.source.path == item.source.path);
    if here && state.list.open.is_some() {
        state.list.open = state.list.open.map(|o| Opened { item: at, ..o });
        state.list.items.put(at, item);
        land(state);
        panes::focus(state, Pane::Article);
        return Vec::new();
    }
    state.list.items.put(at, item);
    let effects = articles::request(state, at);
    panes::focus(state, Pane::Article);
    effects
}

/// Opens an article at a place in it.
pub(super) fn read(
    state: &mut State,
    row: &ShelfRow,
    at: Option<usize>,
    span: Option<Span>,
    words: Vec<String>,
) -> Vec<Effect> {
    if let Some(reader) = state.reader.as_mut() {
        reader.note_jump();
    }
    let path = row.row.path.clone();
    let span = span.filter(|s| !s.is_empty());
    state.catalogue.going.landing = span.map(|span| Landing { path: path.clone(), span, words });
    // The list may have changed since the page was made: its places are looked up again.
    let known = at.filter(|&at| state.list.items.get(at).is_none_or(|item| item.source.path == path));
    match known.filter(|&at| at < state.list.items.len()).or_else(|| state.list.items.place(&path)) {
        Some(at) => go(state, row.clone(), Some(at), None),
        None if state.catalogue.ready && at.is_none() => {
            state.catalogue.outbox.push(Ask::Visit(path));
            Vec::new()
        }
        None => go(state, row.clone(), None, None),
    }
}

/// An article was opened: the place in it is shown that was asked for.
pub(super) fn land(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    let here = |l: &Landing| l.path == reader.article.source.path;
    let Some(landing) = state.catalogue.going.landing.take_if(|l| here(l)) else { return };
    if !landing.words.is_empty() {
        let pattern = landing.words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|");
        state.search.query = Query::new(&pattern, false).ok();
        super::prompt::find(state);
    }
    let Some(reader) = state.reader.as_mut() else { return };
    if (landing.span.end as usize) <= reader.document().text.len() {
        reader.go_to(landing.span);
        let hits = &mut reader.hits;
        hits.current = hits.spans.iter().position(|s| s.overlaps(landing.span));
    }
}

fn indexed(state: &mut State, report: Report) {
    state.catalogue.progress = None;
    for problem in &report.problems {
        let text = problem.to_string();
        if !state.notices.problems.contains(&text) {
            state.notices.problems.push(text);
        }
    }
    if !state.catalogue.ready || report.indexed + report.moved + report.removed > 0 {
        relist(state);
        // What was open may have been changed where the list cannot see it.
        if let Some(path) =
            state.list.open.and_then(|o| state.list.items.get(o.item)).map(|i| i.source.path.clone())
            && state.screen.dim == Some(Dim::Known)
        {
            state.catalogue.outbox.push(Ask::Known(path));
        }
    }
}

/// A page is shown; the one that it was chosen from lies under it.
fn open_page(state: &mut State, menu: Menu) {
    if let Overlay::Prompt(_) | Overlay::Find(_) = state.overlay {
        return;
    }
    state.overlay = Overlay::Menu(menu);
}

/// Does what a row of a page stands for.
pub(super) fn run(state: &mut State, menu: Menu, errand: Errand) -> Vec<Effect> {
    match errand {
        Errand::Show(name, query) => {
            show(state, &name, &query);
            Vec::new()
        }
        Errand::Read(row, span) => {
            state.catalogue.pages.push(menu);
            read(state, &row, None, span, Vec::new())
        }
        Errand::Ask(ask) => {
            state.catalogue.pages.push(menu);
            state.catalogue.outbox.push(ask);
            Vec::new()
        }
        Errand::Mark(changes, called) => {
            mark_listed(state, changes, called);
            Vec::new()
        }
    }
}

/// The place in the open article is kept, for the program ends.
pub fn leaving(state: &mut State) -> Vec<Ask> {
    articles::leave(state);
    update::asks(state)
}
