//! Going from article to article.

use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::panes::list::ASIDE;
use crate::app::reader::Place;
use crate::app::state::{Opened, State};
use crate::library::shelf::Ask;
use crate::library::store::Change;
use crate::library::store::state::{LATER, READ, STARRED};

/// Asks for an article to be shown, without giving it the keys.
pub(super) fn preview(state: &mut State, item: usize) -> Vec<Effect> {
    if let (Some(reader), true) = (state.reader.as_mut(), state.list.open.is_some_and(|o| o.entered)) {
        reader.note_jump();
    }
    request(state, item)
}

/// Asks for an article; the way back does not change. One whose row is not here is opened when that comes.
pub(super) fn request(state: &mut State, item: usize) -> Vec<Effect> {
    leave(state);
    if item != ASIDE {
        state.list.cursor.at = item;
        reveal(state);
    }
    let Some(entry) = state.list.items.get_mut(item) else {
        state.catalogue.going.opening =
            (state.catalogue.ready && item < state.list.items.len()).then_some(false);
        return Vec::new();
    };
    state.catalogue.going.opening = None;
    if let (true, Some((place, _))) =
        (entry.place == Place::default(), state.session.places.get(&entry.source.path))
    {
        entry.place = *place;
    }
    let (source, place) = (entry.source.clone(), entry.place.eye);
    let shown = state.reader.as_ref().is_some_and(|r| r.article.source.path == source.path);
    let generation = state.list.open.map_or(0, |o| o.generation) + 1;
    state.list.open = Some(Opened { item, entered: false, generation });
    vec![Effect::Open { source, generation, place: (!shown).then_some(place) }]
}

/// Asks for the open article again, after it was changed.
pub(super) fn preview_again(state: &mut State, item: usize) -> Vec<Effect> {
    let cursor = state.list.cursor.at;
    let effects = request(state, item);
    state.list.cursor.at = cursor;
    effects
}

/// Keeps the place in the open article; of one that was read, in the library as well.
pub(super) fn leave(state: &mut State) {
    let (Some(open), Some(reader)) = (state.list.open, state.reader.as_mut()) else { return };
    let place = reader.place();
    let Some(item) = state.list.items.get_mut(open.item) else { return };
    if item.source.path != reader.article.source.path {
        return;
    }
    let moved = item.place.eye != place.eye;
    item.place = place;
    if moved && open.entered {
        let (path, at) = (item.source.path.clone(), u32::try_from(place.eye).unwrap_or(u32::MAX));
        state.catalogue.mark(&path, vec![Change::Position(at)], None, 0);
    }
}

/// Scrolls the list to its cursor.
pub(super) fn reveal(state: &mut State) {
    let Some(place) = state.screen.geometry.list else { return };
    let mut cursor = state.list.cursor;
    cursor.reveal(place.height.saturating_sub(2) as usize, |row| state.row_height(row, place.width as usize));
    state.list.cursor = cursor;
}

/// Opens the article `by` further in the list, and marks it read.
pub(super) fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let from = state.list.open.map(|o| o.item).filter(|i| *i != ASIDE).unwrap_or(state.list.cursor.at);
    let to = from.saturating_add_signed(by).min(state.list.items.len().saturating_sub(1));
    if to == from {
        state.say(if by > 0 { "this is the last article" } else { "this is the first article" });
        return Vec::new();
    }
    let effects = preview(state, to);
    mark_read(state);
    effects
}

/// Opens the next article that was not opened yet.
pub(super) fn next_unread(state: &mut State) -> Vec<Effect> {
    let count = state.list.items.len();
    let from = state.list.open.map(|o| o.item).filter(|i| *i != ASIDE).unwrap_or(state.list.cursor.at);
    if state.catalogue.ready {
        state.catalogue.outbox.push(Ask::NextUnread(from));
        return Vec::new();
    }
    let unread = |i: &usize| state.list.items.get(*i).is_some_and(|item| !item.read);
    match (1..=count).map(|i| (from + i) % count).find(unread) {
        Some(item) => read_at(state, item),
        None => {
            state.say("everything is read");
            Vec::new()
        }
    }
}

/// Opens an article of the list to be read.
pub(super) fn read_at(state: &mut State, item: usize) -> Vec<Effect> {
    let effects = preview(state, item);
    super::panes::focus(state, Pane::Article);
    mark_read(state);
    effects
}

/// Marks the open article as read.
pub(super) fn mark_read(state: &mut State) {
    if let Some(entered) = state.catalogue.going.opening.as_mut() {
        *entered = true;
        return;
    }
    if let Some(open) = state.list.open.as_mut() {
        open.entered = true;
    }
    if let Some(open) = state.list.open {
        set_read(state, open.item, true, None);
    }
}

/// Sets whether an article was read; a change that is called something can be taken back.
pub(super) fn set_read(state: &mut State, item: usize, read: bool, called: Option<&str>) {
    let Some(item) = state.list.items.get_mut(item).filter(|item| item.read != read) else { return };
    item.read = read;
    let path = item.source.path.clone();
    let unread = &mut state.catalogue.shown.unread;
    *unread = if read { unread.saturating_sub(1) } else { *unread + 1 };
    state.catalogue.mark(&path, vec![Change::Flag(READ, read)], called, state.rulebook.made());
}

/// The article that an action is about: under the list's cursor when that has the keys, else the open one.
pub(super) fn chosen(state: &State) -> usize {
    let open = state.list.open.map(|o| o.item).filter(|_| state.screen.focus != Pane::List);
    open.unwrap_or(state.list.cursor.at)
}

pub(super) fn toggle_read(state: &mut State) {
    let place = chosen(state);
    let Some(item) = state.list.items.get(place) else { return };
    let text = if item.read { "marked as unread" } else { "marked as read" };
    set_read(state, place, !item.read, Some(text));
    state.say(text);
}

/// Something changed on disk: articles, or the corrections.
pub fn disk_changed(state: &mut State) -> Vec<Effect> {
    state.rulebook.await_file();
    vec![Effect::Find, Effect::Rules(Default::default())]
}

/// Looks for the articles again, and reads the open one whether it changed or not.
pub(super) fn reload(state: &mut State) -> Vec<Effect> {
    let mut effects = disk_changed(state);
    if let Some(open) = state.list.open {
        state.say("read again from disk");
        effects.extend(preview_again(state, open.item));
    }
    effects
}

/// Stars the article under the list's cursor, or the open one; or takes the star away.
pub(super) fn star(state: &mut State) {
    let place = chosen(state);
    let Some(item) = state.list.items.get_mut(place) else { return };
    item.starred = !item.starred;
    let text = if item.starred { "starred" } else { "star taken away" };
    let (path, change) = (item.source.path.clone(), Change::Flag(STARRED, item.starred));
    state.catalogue.mark(&path, vec![change], Some(text), state.rulebook.made());
    state.say(text);
}

/// Puts the article off, or no longer.
pub(super) fn later(state: &mut State) {
    let place = chosen(state);
    let Some(item) = state.list.items.get_mut(place) else { return };
    item.later = !item.later;
    let text = if item.later { "put off; it is listed under Later" } else { "no longer put off" };
    let (path, change) = (item.source.path.clone(), Change::Flag(LATER, item.later));
    let called = if item.later { "put off" } else { "no longer put off" };
    state.catalogue.mark(&path, vec![change], Some(called), state.rulebook.made());
    state.say(text);
}
