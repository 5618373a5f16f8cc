//! The mouse: the wheel scrolls the pane under it, a click selects.

use super::{articles, finding, overlay, panes, select};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::command::{Action, Keymap};
use crate::text::Span;

/// What the mouse did, and at which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The wheel was turned; down is positive.
    Wheel(isize, u16, u16),
    /// The left button was pressed.
    Click(u16, u16),
    /// The mouse was moved with the left button down.
    Drag(u16, u16),
    /// The left button came up.
    Release,
}

/// The mouse was used.
pub fn mouse(state: &mut State, keymap: &Keymap, mouse: Mouse) -> Vec<Effect> {
    if let Overlay::Menu(_) = state.overlay {
        return menu(state, keymap, mouse);
    }
    if let Overlay::Find(_) = state.overlay {
        finding::mouse(state, mouse);
        return Vec::new();
    }
    let (x, y) = match mouse {
        Mouse::Wheel(_, x, y) | Mouse::Click(x, y) => (x, y),
        Mouse::Drag(x, y) => {
            select::drag(state, x, y);
            panes::follow(state);
            return Vec::new();
        }
        Mouse::Release => {
            select::release(state);
            return Vec::new();
        }
    };
    let Some(pane) = state.screen.geometry.at(x, y) else { return Vec::new() };
    let effects = match mouse {
        Mouse::Wheel(turns, ..) => wheel(state, pane, turns),
        _ => click(state, pane, x, y),
    };
    panes::follow(state);
    effects
}

fn menu(state: &mut State, keymap: &Keymap, mouse: Mouse) -> Vec<Effect> {
    match mouse {
        Mouse::Wheel(turns, ..) => {
            let action = if turns < 0 { Action::LineUp } else { Action::LineDown };
            super::act(state, keymap, action, Some(turns.unsigned_abs()))
        }
        Mouse::Click(..) => {
            overlay::close(state);
            Vec::new()
        }
        Mouse::Drag(..) | Mouse::Release => Vec::new(),
    }
}

fn wheel(state: &mut State, pane: Pane, turns: isize) -> Vec<Effect> {
    let lines = turns * state.screen.options.wheel_lines as isize;
    match pane {
        Pane::Article => {
            if let Some(reader) = state.reader.as_mut() {
                reader.scroll(lines);
            }
        }
        Pane::List => state.list.cursor.top = shifted(state.list.cursor.top, turns, state.list.items.len()),
        Pane::Entities => {
            let rows = state.entities.rows.len();
            state.entities.cursor.top = shifted(state.entities.cursor.top, lines, rows);
        }
        Pane::Quotes => {
            let rows = state.quotes.rows.len();
            state.quotes.cursor.top = shifted(state.quotes.cursor.top, turns, rows);
        }
    }
    Vec::new()
}

fn shifted(top: usize, by: isize, rows: usize) -> usize {
    top.saturating_add_signed(by).min(rows.saturating_sub(1))
}

fn click(state: &mut State, pane: Pane, x: u16, y: u16) -> Vec<Effect> {
    let Some(place) = state.screen.geometry.of(pane) else { return Vec::new() };
    if pane == Pane::Article {
        panes::focus(state, pane);
        select::press(state, x, y);
        choose_at(state, x, y);
        return Vec::new();
    }
    // The first line of a list pane is its title.
    let Some(line) = (y - place.y).checked_sub(1).map(usize::from) else {
        panes::focus(state, pane);
        return Vec::new();
    };
    match pane {
        Pane::List => {
            let line = line.saturating_sub(1);
            let height = |row: usize| state.row_height(row, place.width as usize);
            if let Some(row) = state.list.cursor.row_at(line, state.list.items.len(), height) {
                let effects = articles::preview(state, row);
                panes::focus(state, Pane::Article);
                return effects;
            }
        }
        Pane::Entities => {
            let rows = &state.entities.rows;
            let row = state.entities.cursor.row_at(line, rows.len(), |i| rows[i].height());
            if let Some(row) = row {
                state.entities.cursor.at = row;
                panes::focus(state, pane);
                return panes::open(state);
            }
        }
        _ => {
            let rows = &state.quotes.rows;
            let row = state.quotes.cursor.row_at(line, rows.len(), |i| rows[i].height());
            if let Some(row) = row {
                state.quotes.cursor.at = row;
                panes::focus(state, pane);
                return panes::open(state);
            }
        }
    }
    Vec::new()
}

/// Chooses the entity under a cell of the text, or none.
fn choose_at(state: &mut State, x: u16, y: u16) {
    let leg = state.screen.geometry.leg_at(x);
    let text = state.screen.geometry.leg(leg);
    let (Some(column), Some(row)) = (x.checked_sub(text.x), y.checked_sub(text.y)) else { return };
    let Some(reader) = state.reader.as_mut() else { return };
    let Some(line) = reader.window.line_at(leg, row as usize) else { return };
    let Some(offset) = reader.offset_at(line, column as usize) else { return };
    let mention = reader.annotations().mentions.iter().find(|m| m.span.contains(offset)).copied();
    reader.chosen = mention.map(|m| m.entity);
    reader.target = mention.map(|m| m.span);
    if mention.is_none() {
        reader.target = Some(Span::new(offset, offset));
        reader.eye = offset;
    }
}
