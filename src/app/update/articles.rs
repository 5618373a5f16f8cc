//! Going from article to article.

use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::reader::Place;
use crate::app::state::{Opened, State};

/// Asks for an article to be shown, without giving it the keys.
pub(super) fn preview(state: &mut State, item: usize) -> Vec<Effect> {
    if let (Some(reader), true) = (state.reader.as_mut(), state.open.is_some_and(|o| o.entered)) {
        reader.note_jump();
    }
    request(state, item)
}

/// Asks for an article; the way back does not change.
pub(super) fn request(state: &mut State, item: usize) -> Vec<Effect> {
    leave(state);
    let Some(entry) = state.items.get_mut(item) else { return Vec::new() };
    if let (true, Some((place, _))) =
        (entry.place == Place::default(), state.session.places.get(&entry.source.path))
    {
        entry.place = *place;
    }
    let (source, place) = (entry.source.clone(), entry.place.eye);
    let shown = state.reader.as_ref().is_some_and(|r| r.article.source.path == source.path);
    let generation = state.open.map_or(0, |o| o.generation) + 1;
    state.open = Some(Opened { item, entered: false, generation });
    state.list.at = item;
    reveal(state);
    vec![Effect::Open { source, generation, place: (!shown).then_some(place) }]
}

/// Asks for the open article again, after it was changed.
pub(super) fn preview_again(state: &mut State, item: usize) -> Vec<Effect> {
    let cursor = state.list.at;
    let effects = request(state, item);
    state.list.at = cursor;
    effects
}

/// Keeps the place in the open article.
pub(super) fn leave(state: &mut State) {
    if let (Some(open), Some(reader)) = (state.open, state.reader.as_mut()) {
        let place = reader.place();
        if let Some(item) = state.items.get_mut(open.item) {
            item.place = place;
        }
    }
}

/// Scrolls the list to its cursor.
pub(super) fn reveal(state: &mut State) {
    let Some(place) = state.screen.geometry.list else { return };
    let items = &state.items;
    let height = |row: usize| items.get(row).map_or(2, |i| i.height(place.width as usize));
    state.list.reveal(place.height.saturating_sub(2) as usize, height);
}

/// Opens the article `by` further in the list, and marks it read.
pub(super) fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let from = state.open.map_or(state.list.at, |o| o.item);
    let to = from.saturating_add_signed(by).min(state.items.len().saturating_sub(1));
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
    let count = state.items.len();
    let from = state.open.map_or(state.list.at, |o| o.item);
    let next = (1..=count).map(|i| (from + i) % count).find(|&i| !state.items[i].read);
    match next {
        Some(item) => {
            let effects = preview(state, item);
            super::panes::focus(state, Pane::Article);
            mark_read(state);
            effects
        }
        None => {
            state.say("everything is read");
            Vec::new()
        }
    }
}

/// Marks the open article as read.
pub(super) fn mark_read(state: &mut State) {
    if let Some(open) = state.open.as_mut() {
        open.entered = true;
    }
    if let Some(item) = state.open.and_then(|o| state.items.get_mut(o.item)) {
        item.read = true;
    }
}

pub(super) fn toggle_read(state: &mut State) {
    if let Some(item) = state.items.get_mut(state.list.at) {
        item.read = !item.read;
        let text = if item.read { "marked as read" } else { "marked as unread" };
        state.say(text);
    }
}

/// Something changed on disk: articles, or the corrections.
pub fn disk_changed(state: &mut State) -> Vec<Effect> {
    state.rulebook.await_file();
    vec![Effect::Find, Effect::Rules(Default::default())]
}

/// Looks for the articles again, and reads the open one whether it changed or not.
pub(super) fn reload(state: &mut State) -> Vec<Effect> {
    let mut effects = disk_changed(state);
    if let Some(open) = state.open {
        state.say("read again from disk");
        effects.extend(preview_again(state, open.item));
    }
    effects
}

/// Stars the article under the list's cursor, or the open one; or takes the star away.
pub(super) fn star(state: &mut State) {
    let open = state.open.map(|o| o.item).filter(|_| state.screen.focus != Pane::List);
    if let Some(item) = state.items.get_mut(open.unwrap_or(state.list.at)) {
        item.starred = !item.starred;
        let text = if item.starred { "starred" } else { "star taken away" };
        state.say(text);
    }
}
