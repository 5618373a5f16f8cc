//! Which articles are listed, and in which order.

use super::super::{articles, panes};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::panes::list::{ASIDE, Item};
use crate::app::state::{Opened, State};
use crate::library::Query as LibraryQuery;
use crate::library::shelf::{Ask, Listed, ShelfRow};
use crate::library::store::Sort;

/// The list was made anew: the cursor and the open article are where they were, if they are still in it.
pub(super) fn list(state: &mut State, listed: Listed) -> Vec<Effect> {
    if listed.number != state.catalogue.list.number {
        return Vec::new();
    }
    let open = state.list.open.and_then(|o| state.list.items.get(o.item)).cloned();
    let place = |i: usize| listed.places.get(i).copied().flatten();
    let (cursor, opened) = (place(0), place(1));
    state.list.items.expect(listed.total);
    state.catalogue.fetched();
    state.catalogue.ready = true;
    state.catalogue.shown.unread = listed.unread;
    let mut changed = false;
    if let Some(item) = open {
        let content = item.content;
        state.list.items.put(opened.unwrap_or(ASIDE), item);
        put(state, listed.from, listed.rows);
        let now = opened.and_then(|at| state.list.items.get(at)).and_then(|i| i.content);
        changed = content.is_some() && now.is_some() && now != content;
        state.list.open = state.list.open.map(|o| Opened { item: opened.unwrap_or(ASIDE), ..o });
    } else {
        put(state, listed.from, listed.rows);
    }
    let last = listed.total.saturating_sub(1);
    state.list.cursor.at =
        cursor.unwrap_or(if state.catalogue.is_partial() { 0 } else { state.list.cursor.at }).min(last);
    state.list.cursor.top = state.list.cursor.top.min(state.list.cursor.at);
    articles::reveal(state);
    if let (true, Some(item)) = (changed, opened) {
        state.say("changed on disk; read again");
        return articles::preview_again(state, item);
    }
    let shown = state.list.open.is_some_and(|o| o.item == state.list.cursor.at);
    if listed.total > 0 && (state.list.open.is_none() || state.screen.focus == Pane::List && !shown) {
        return articles::preview(state, state.list.cursor.at);
    }
    Vec::new()
}

pub(super) fn put(state: &mut State, from: usize, rows: Vec<ShelfRow>) {
    for (place, row) in (from..).zip(rows) {
        // What stands on the screen of the open article is newer than what is on disk.
        let open = state.list.open.filter(|o| o.item == place).and_then(|o| state.list.items.get(o.item));
        let place_in = open.map(|item| item.place);
        let mut item = Item::of(row);
        item.place = place_in.unwrap_or(item.place);
        state.list.items.put(place, item);
    }
}

pub(super) fn fetched(state: &mut State, from: usize, rows: Vec<ShelfRow>) -> Vec<Effect> {
    let end = from + rows.len();
    put(state, from, rows);
    state.catalogue.fetched();
    let open = state.list.open.map(|o| o.item);
    state.list.items.forget(from.min(state.list.cursor.at)..end.max(state.list.cursor.at + 1), open);
    if state.catalogue.going.opening.is_some() && state.list.items.get(state.list.cursor.at).is_some() {
        let entered = state.catalogue.going.opening.take() == Some(true);
        let effects = articles::preview(state, state.list.cursor.at);
        if entered {
            articles::mark_read(state);
        }
        return effects;
    }
    Vec::new()
}

pub(super) fn kept(state: &mut State, count: usize, unread: usize, said: Option<String>, others: bool) {
    if state.catalogue.ready && count == state.list.items.len() {
        state.catalogue.shown.unread = unread;
    }
    if others && state.catalogue.ready {
        let range = 0..state.list.items.len();
        let from = state.list.cursor.top.saturating_sub(100).min(range.end);
        let to = (state.list.cursor.top + 200).min(range.end);
        let open = state
            .list
            .open
            .map(|o| o.item)
            .and_then(|place| Some((place, state.list.items.get(place)?.clone())));
        state.list.items.expect(range.end);
        if let Some((place, item)) = open {
            state.list.items.put(place, item);
        }
        state.catalogue.outbox.push(Ask::Rows(state.catalogue.list.number, from..to));
    }
    state.say_if(said);
}

/// Asks for the list anew, with the cursor where it is.
pub(super) fn relist(state: &mut State) {
    let cursor = state.list.items.get(state.list.cursor.at).map(|i| i.source.path.clone());
    let open = state.list.open.and_then(|o| state.list.items.get(o.item)).map(|i| i.source.path.clone());
    // The first is the cursor's, the second the open one's; the same file stands for one that is not there.
    let near = [cursor.clone().or(open.clone()), open.or(cursor)].into_iter().flatten().collect();
    state.catalogue.relist(near);
}

/// The lists that can be chosen: the states, then the saved queries.
pub(super) fn folders(state: &State) -> Vec<(String, String)> {
    let own = [
        ("All", ""),
        ("Unread", "is:unread"),
        ("Starred", "is:starred"),
        ("Later", "is:later"),
        ("Tagged", "is:tagged"),
    ];
    let own = own.map(|(name, query)| (name.to_string(), query.to_string()));
    own.into_iter().chain(state.catalogue.saved.iter().cloned()).collect()
}

/// A query was typed for the list.
pub(in crate::app::update) fn list_query(state: &mut State, text: &str) {
    let today = jiff::Zoned::now().date();
    match LibraryQuery::parse(text, today) {
        Ok(_) => show(state, text.trim(), text),
        Err(wrong) => {
            // It can be mended where it was typed.
            let mut prompt = Prompt::new(Purpose::List, text);
            prompt.input.at = text.char_indices().nth(wrong.at).map_or(text.len(), |(at, _)| at);
            state.overlay = Overlay::Prompt(prompt);
            state.say_error(wrong.to_string());
        }
    }
}

/// Shows the articles that a query finds.
pub(super) fn show(state: &mut State, name: &str, query: &str) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    state.catalogue.list.query = query.trim().to_string();
    state.catalogue.list.narrow.clear();
    state.catalogue.shown.name = if query.trim().is_empty() { String::new() } else { name.to_string() };
    panes::focus(state, Pane::List);
    relist(state);
}

/// The list shows only what fits a line that is being typed.
pub(in crate::app::update) fn narrow(state: &mut State, text: &str) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    if state.catalogue.list.narrow != text {
        state.catalogue.list.narrow = text.to_string();
        relist(state);
    }
}

/// Shows all articles again; whether some were left out.
pub(in crate::app::update) fn widen(state: &mut State) -> bool {
    let partial = state.catalogue.is_partial();
    if partial {
        state.catalogue.list.query.clear();
        state.catalogue.list.narrow.clear();
        state.catalogue.shown.name.clear();
        relist(state);
    }
    partial
}

/// The next order of the list.
pub(in crate::app::update) fn sort(state: &mut State) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    const ORDER: [(Sort, &str); 8] = [
        (Sort::File, "by file"),
        (Sort::Newest, "the newest first"),
        (Sort::Oldest, "the oldest first"),
        (Sort::Source, "by source"),
        (Sort::Story, "by story"),
        (Sort::Unread, "unread first"),
        (Sort::Title, "by title"),
        (Sort::Added, "the last that came in first"),
    ];
    let at = ORDER.iter().position(|(sort, _)| *sort == state.catalogue.list.sort).unwrap_or(0);
    let (sort, called) = ORDER[(at + 1) % ORDER.len()];
    state.catalogue.list.sort = sort;
    if state.list.cursor.at == 0 {
        // Whoever is at the top stays at the top.
        state.catalogue.relist(Vec::new());
    } else {
        relist(state);
    }
    state.say(called);
}

/// The next state that is listed alone.
pub(in crate::app::update) fn cycle(state: &mut State) {
    let own: Vec<(String, String)> = folders(state).into_iter().take(5).collect();
    let at = own.iter().position(|(_, query)| *query == state.catalogue.list.query).unwrap_or(0);
    let (name, query) = own[(at + 1) % own.len()].clone();
    show(state, &name, &query);
    let name = name.to_lowercase();
    state.say(if query.is_empty() { "all articles".to_string() } else { format!("{name} only") });
}
