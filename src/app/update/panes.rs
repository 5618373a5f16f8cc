//! The panes: focus, cursors, what opens what, and how they follow the text.

use super::{articles, incoming, motion, sieve};
use crate::annotate::EntityId;
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::geometry::{Columns, Room};
use crate::app::panes::entities::Row;
use crate::app::panes::quotes;
use crate::app::state::State;
use crate::command::action::Action;
use crate::text::Span;

/// Columns that one press of wider or narrower changes.
const STEP: u16 = 4;
/// The narrowest and widest column, in columns.
const COLUMN: (u16, u16) = (24, 160);

/// Moves the cursor of the pane that has the keys, or the text.
pub(super) fn travel(state: &mut State, action: Action, times: isize) -> Vec<Effect> {
    let focus = state.screen.focus;
    if focus == Pane::Article {
        travel_text(state, action, times);
        return Vec::new();
    }
    let rows = match focus {
        Pane::List => state.list.items.len(),
        Pane::Entities => state.entities.rows.len(),
        _ => state.quotes.rows.len(),
    };
    let by = rows_for(state, action, times, rows);
    match focus {
        Pane::List => {
            let before = state.list.cursor.at;
            state.list.cursor.move_by(by, rows);
            if state.list.cursor.at != before {
                return articles::preview(state, state.list.cursor.at);
            }
        }
        Pane::Entities => {
            state.entities.move_by(by);
            choose(state);
        }
        _ => {
            state.quotes.cursor.move_by(by, rows);
            show_quote(state);
        }
    }
    Vec::new()
}

fn travel_text(state: &mut State, action: Action, times: isize) {
    let context = state.screen.options.context_lines as usize;
    let Some(reader) = state.reader.as_mut() else { return };
    match action {
        Action::LineDown => reader.scroll(times),
        Action::LineUp => reader.scroll(-times),
        Action::HalfPageDown => reader.half_page(times),
        Action::HalfPageUp => reader.half_page(-times),
        Action::PageDown => reader.page(times, context),
        Action::PageUp => reader.page(-times, context),
        Action::Top => reader.go_top(),
        _ => reader.go_bottom(),
    }
}

/// By how many rows an action moves a cursor in a pane.
fn rows_for(state: &State, action: Action, times: isize, rows: usize) -> isize {
    let height = state.screen.geometry.of(state.screen.focus).map_or(1, |r| r.height as isize);
    let page = (height / 2 - 1).max(1);
    match action {
        Action::LineDown => times,
        Action::LineUp => -times,
        Action::HalfPageDown => times * (page / 2).max(1),
        Action::HalfPageUp => -times * (page / 2).max(1),
        Action::PageDown => times * page,
        Action::PageUp => -times * page,
        Action::Top => -(rows as isize),
        _ => rows as isize,
    }
}

/// The entity under the cursor stands out in the text.
pub(super) fn choose(state: &mut State) {
    if let Some(reader) = state.reader.as_mut() {
        reader.chosen = state.entities.selected();
    }
    reveal_entities(state);
}

/// Scrolls the panes to their cursors.
pub(super) fn reveal(state: &mut State) {
    reveal_entities(state);
    reveal_quotes(state);
}

fn reveal_entities(state: &mut State) {
    let height = state.screen.geometry.entities.map_or(3, |r| r.height.saturating_sub(1) as usize);
    state.entities.reveal(height.max(2));
}

fn reveal_quotes(state: &mut State) {
    let height = state.screen.geometry.quotes.map_or(3, |r| r.height.saturating_sub(1) as usize);
    state.quotes.reveal(height.max(3));
}

/// The quote under the cursor is brought into view.
fn show_quote(state: &mut State) {
    let quote = state.quotes.selected();
    if let Some(reader) = state.reader.as_mut() {
        let span = quote.and_then(|q| reader.annotations().quotes.get(q)).map(|q| q.span);
        if let Some(span) = span {
            reader.go_to(span);
        }
    }
    reveal_quotes(state);
}

/// Enter: the article gets the keys, the next mention or the quote comes into view.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    match state.screen.focus {
        Pane::List => {
            let opened =
                state.list.open.is_some_and(|o| o.item == state.list.cursor.at) && state.reader.is_some();
            let effects = if opened { Vec::new() } else { articles::preview(state, state.list.cursor.at) };
            articles::mark_read(state);
            focus(state, Pane::Article);
            effects
        }
        Pane::Entities => {
            choose(state);
            motion::act(state, Action::NextEntity, None, 1);
            Vec::new()
        }
        Pane::Quotes => {
            show_quote(state);
            focus(state, Pane::Article);
            Vec::new()
        }
        Pane::Article => Vec::new(),
    }
}

/// q: closes what is open, from the inside out; at the end the program.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    match state.screen.focus {
        Pane::Entities | Pane::Quotes => focus(state, Pane::Article),
        Pane::Article if state.screen.zen => rearrange(state, Action::Zen, 1),
        Pane::Article if state.list.items.len() > 1 || state.catalogue.ready => focus(state, Pane::List),
        _ => return vec![Effect::Quit],
    }
    Vec::new()
}

/// Escape: what stands out no longer does.
pub(super) fn cancel(state: &mut State) {
    if sieve::clear(state) {
        return;
    }
    clear_search(state);
    if let Some(reader) = state.reader.as_mut() {
        reader.chosen = None;
        reader.target = None;
    }
}

/// The matches of the search no longer stand out.
pub(super) fn clear_search(state: &mut State) {
    state.search.query = None;
    if let Some(reader) = state.reader.as_mut() {
        reader.hits.find(None);
    }
}

/// Gives a pane the keys.
pub(super) fn focus(state: &mut State, pane: Pane) {
    let screen = &mut state.screen;
    screen.focus = pane;
    if pane != Pane::Article {
        screen.tab = pane;
        screen.zen = false;
        screen.options.panes.show(pane, true);
    } else if screen.tab == Pane::List && screen.geometry.room == Room::Medium {
        screen.tab = Pane::Entities;
    }
    if pane == Pane::Article {
        articles::mark_read(state);
    } else if let Some(reader) = state.reader.as_mut() {
        reader.selection = None;
    }
    incoming::rearranged(state);
}

pub(super) fn focus_by(state: &mut State, by: isize) {
    let panes = state.screen.options.panes;
    let shown: Vec<Pane> = Pane::ALL.into_iter().filter(|&p| panes.shows(p)).collect();
    let at = shown.iter().position(|&p| p == state.screen.focus).unwrap_or(0) as isize;
    let next = (at + by).rem_euclid(shown.len() as isize) as usize;
    focus(state, shown[next]);
}

/// Changes which panes are shown and how wide the column is.
pub(super) fn rearrange(state: &mut State, action: Action, times: isize) {
    let screen = &mut state.screen;
    let panes = &mut screen.options.panes;
    match action {
        Action::ToggleList => panes.show(Pane::List, !panes.list.shown),
        Action::ToggleEntities => panes.show(Pane::Entities, !panes.entities.shown),
        Action::ToggleQuotes => panes.show(Pane::Quotes, !panes.quotes.shown),
        Action::Zen => screen.zen = !screen.zen,
        _ => {
            let by = times * if action == Action::Wider { STEP as isize } else { -(STEP as isize) };
            let column = (panes.column as isize + by).clamp(COLUMN.0 as isize, COLUMN.1 as isize);
            panes.column = column as u16;
        }
    }
    if screen.zen || !panes.shows(screen.focus) {
        screen.focus = Pane::Article;
    }
    incoming::rearranged(state);
    if matches!(action, Action::Wider | Action::Narrower) {
        let (asked, shown) = (state.screen.options.panes.column, state.screen.geometry.text.width);
        let limit = if shown < asked { format!(" ({shown} fit here)") } else { String::new() };
        state.say(format!("column {asked}{limit}"));
    }
}

/// Sets the text in two columns, or in one. What the window gives by itself is left to it.
pub(super) fn columns(state: &mut State) {
    let screen = &mut state.screen;
    let before = screen.geometry.legs;
    screen.options.panes.columns = Columns::Auto;
    screen.arrange();
    if screen.geometry.legs == before {
        screen.options.panes.columns = if before == 2 { Columns::One } else { Columns::Two };
    }
    incoming::rearranged(state);
    state.say(match (state.screen.options.panes.columns, state.screen.geometry.legs) {
        (Columns::Two, 1) => "two columns, once the window is wide enough",
        (_, 1) => "one column",
        _ => "two columns",
    });
}

/// The panes show what is in view, unless they have the keys themselves.
pub(super) fn follow(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let view = reader.in_view();
    if state.screen.focus != Pane::Quotes {
        follow_quotes(state, view);
    }
    if state.screen.focus != Pane::Entities {
        follow_entities(state, view);
    }
}

fn follow_quotes(state: &mut State, view: Span) {
    let Some(reader) = &state.reader else { return };
    let quotes = &reader.annotations().quotes;
    let span = |row: &quotes::Row| quotes.get(row.quote).map(|q| q.span);
    let at_target = reader.target.filter(|t| t.overlaps(view));
    let current = at_target.and_then(|t| state.quotes.rows.iter().position(|r| span(r) == Some(t)));
    // Grouped by speaker, the rows are in another order than the text.
    let visible = |(_, r): &(usize, &quotes::Row)| span(r).is_some_and(|s| s.overlaps(view));
    let rows = || state.quotes.rows.iter().enumerate();
    let first = || rows().filter(visible).min_by_key(|(_, r)| r.quote).map(|(i, _)| i);
    if let Some(at) = current.or_else(first) {
        state.quotes.cursor.at = at;
    }
    reveal_quotes(state);
}

fn follow_entities(state: &mut State, view: Span) {
    let Some(reader) = &state.reader else { return };
    if let Some(chosen) = reader.chosen {
        state.entities.select(chosen);
        return reveal_entities(state);
    }
    let mentions = &reader.annotations().mentions;
    let first = mentions.partition_point(|m| m.span.end <= view.start);
    let here = mentions[first..].iter().take_while(|m| m.span.start < view.end);
    let here: Vec<EntityId> = here.map(|m| m.entity).collect();
    let seen = |row: &Row| matches!(row, Row::Entity(id, _) if here.contains(id));
    if let Some(at) = state.entities.rows.iter().position(seen) {
        state.entities.cursor.at = at;
        reveal_entities(state);
    }
}
