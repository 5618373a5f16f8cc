//! Floor 7: the state drawn. Takes everything by `&`; what is not in view is not looked at.

mod article;
mod entities;
mod finder;
mod hints;
mod links;
mod list;
mod map;
mod menu;
mod paint;
mod quotes;
mod status;
mod which;

pub use links::{LinkArea, links};
pub use paint::{DASHED, DOTTED, Glyphs};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::Pane;
use crate::app::geometry::{Geometry, Rect, Room, SMALLEST};
use crate::app::layout::Line;
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::command::Keymap;
use crate::text::width;
use crate::theme::{Role, Theme};
use paint::Painter;

/// What the drawing needs beside the state.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Styles by role, already turned down to what the terminal can show.
    pub theme: &'a Theme,
    /// The keymap, for help and hints.
    pub keymap: &'a Keymap,
    /// The marks and lines to draw with.
    pub glyphs: &'a Glyphs,
}

/// Draws the whole screen; returns where the terminal's cursor belongs, if anywhere.
pub fn draw(state: &State, look: Look<'_>, buffer: &mut Buffer) -> Option<Position> {
    let mut painter = Painter::new(buffer, look.theme, look.glyphs);
    painter.page();
    let geometry = &state.screen.geometry;
    if geometry.room == Room::TooSmall {
        too_small(state, &mut painter);
        return None;
    }
    rules(geometry, &mut painter);
    let head = article::draw(state, &mut painter);
    list::draw(state, &mut painter);
    entities::draw(state, &mut painter);
    quotes::draw(state, &mut painter);
    if let (Overlay::Hints(letters), Some(reader)) = (&state.overlay, &state.reader) {
        hints::draw(state, reader, letters, &mut painter);
    }
    let cursor = status::draw(state, look.keymap, &mut painter);
    if let Overlay::Menu(menu) = &state.overlay {
        menu::draw(state, menu, &mut painter);
    }
    let cursor = match &state.overlay {
        Overlay::Find(finder) => Some(finder::draw(state, finder, &mut painter)),
        _ => cursor,
    };
    which::draw(state, &mut painter);
    let free = matches!(state.overlay, Overlay::None);
    cursor.or(head.filter(|_| free))
}

/// The set lines in view, each with its leg of the article and its row of the screen.
fn lines<'a>(state: &'a State, reader: &'a Reader) -> impl Iterator<Item = (&'a Line, Rect, u16)> {
    let geometry = &state.screen.geometry;
    reader.lines().enumerate().map(|(i, line)| {
        let (leg, row) = reader.window.place_of(i);
        let column = geometry.leg(leg);
        (line, column, column.y + row as u16)
    })
}

fn too_small(state: &State, painter: &mut Painter<'_>) {
    let text = format!("{}×{} at least, please", SMALLEST.0, SMALLEST.1);
    let width = state.screen.width as usize;
    painter.text(0, state.screen.height / 2, width, &text, Role::Dim);
}

/// The thin lines between the panes.
fn rules(geometry: &Geometry, painter: &mut Painter<'_>) {
    let Some(article) = geometry.article else { return };
    let glyphs = painter.glyphs();
    for x in [article.x.checked_sub(1), Some(article.x + article.width)].into_iter().flatten() {
        if x < geometry.status.width {
            for y in article.y..article.y + article.height {
                painter.text(x, y, 1, glyphs.vertical, Role::Rule);
            }
        }
    }
    for pane in Pane::ALL.into_iter().filter_map(|p| geometry.of(p)) {
        let Some(y) = pane.y.checked_sub(1) else { continue };
        painter.line(pane.x, y, pane.width);
        if pane.x > article.x {
            painter.text(pane.x - 1, y, 1, glyphs.tee_right, Role::Rule);
        } else {
            painter.text(pane.x + pane.width, y, 1, glyphs.tee_left, Role::Rule);
        }
    }
}

/// The head of a pane: its name, bold when it has the keys, and a word on what it holds.
///
/// Where the pane is one tab of several, the names of the others stand beside it.
fn head(state: &State, pane: Pane, note: &str, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.of(pane) else { return };
    let width = place.width as usize;
    let mut x = place.x + 1;
    if state.screen.geometry.room == Room::Wide {
        x += painter.text(x, place.y, width - 1, name(state, pane), title_role(state, pane));
    } else {
        x += tabs(state, pane, (x, place.y, width.saturating_sub(1)), painter);
    }
    let room = width.saturating_sub((x - place.x) as usize + 2);
    painter.right(place.x + place.width - 1, place.y, room, note, Role::Dim);
}

/// The numbers of the panes that share a place, with their names; where these do not fit, the one that is shown has its
/// whole name and the others share the rest, or have their numbers alone. Returns the columns taken.
fn tabs(state: &State, shown: Pane, (x, y, room): (u16, u16, usize), painter: &mut Painter<'_>) -> u16 {
    let narrow = state.screen.geometry.room == Room::Narrow;
    let panes = Pane::ALL.into_iter().enumerate().filter(|(_, tab)| narrow || *tab != Pane::Article);
    let named = |(i, tab): (usize, Pane)| (tab, format!("{} {}", i + 1, name(state, tab)));
    let all: Vec<(Pane, String)> = panes.map(named).collect();
    let whole = all.iter().find(|(tab, _)| *tab == shown).map_or(0, |(_, text)| width::line(text));
    let mut rest = room.saturating_sub(whole + all.len() - 1);
    let mut others = all.len() - 1;
    let mut at = x;
    for (tab, text) in &all {
        let left = room.saturating_sub((at - x) as usize);
        if *tab == shown {
            at += painter.text(at, y, left, text, title_role(state, shown)) + 1;
            continue;
        }
        let share = if narrow { 1 } else { (rest / others.max(1)).max(1) };
        let text = if share < 4 { &text[..1] } else { text.as_str() };
        let taken = painter.text(at, y, share.min(left), text, Role::Dim);
        at += taken + 1;
        (rest, others) = (rest.saturating_sub(taken as usize), others - 1);
    }
    at - x
}

fn title_role(state: &State, pane: Pane) -> Role {
    if state.screen.focus == pane { Role::TitleFocused } else { Role::Title }
}

fn name(state: &State, pane: Pane) -> &str {
    match pane {
        Pane::List if !state.catalogue.shown.name.is_empty() => &state.catalogue.shown.name,
        Pane::List => "Briefings",
        Pane::Article => "Article",
        Pane::Entities => "Entities",
        Pane::Quotes => "Quotes",
    }
}

#[cfg(test)]
mod tests;
