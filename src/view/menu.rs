//! Menus over the panes: pages to read, rows to choose from.

use super::article::kind_role;
use super::map;
use super::paint::Painter;
use crate::app::geometry::Rect;
use crate::app::overlay::{Menu, MenuKind, Row, SIDES, Target, Tone};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::text::{Span, width};
use crate::theme::Role;

/// Lines of the text around a place that a picker shows.
const PREVIEW: u16 = 3;
/// Rows of a window from which it shows so many.
const PREVIEW_FROM: u16 = 16;

/// Draws a menu over the panes.
pub(super) fn draw(state: &State, menu: &Menu, painter: &mut Painter<'_>) {
    let place = place(state, menu);
    painter.frame(place, &menu.title);
    let preview = preview_rows(state, menu);
    let map = map_rows(state, menu);
    if let (Some(point), true) = (menu.map, map > 0) {
        let (width, height) = (map::columns(map - 1).min(place.width - 4), map - 1);
        let x = place.x + (place.width - width) / 2;
        map::draw(point, Rect { x, y: place.y + 1, width, height }, painter);
    }
    let rows = place.height.saturating_sub(2 + preview + map) as usize;
    let last_top = menu.shown.len().saturating_sub(rows);
    let choosing = menu.kind != MenuKind::Page;
    let top =
        if choosing { (menu.cursor.at + 1).saturating_sub(rows) } else { menu.cursor.top.min(last_top) };
    let left = menu.left_columns(place.width as usize);
    for (i, y) in (top..menu.shown.len().min(top + rows)).zip(place.y + 1 + map..) {
        let Some(entry) = menu.row(i) else { continue };
        row(entry, left, (place.x + 3, y, place.width as usize - SIDES), painter);
        if let Tone::Part(level) = entry.tone {
            let glyph = painter.glyphs().strip[usize::from(level.min(8))];
            painter.text(place.x + 3, y, 1, glyph, Role::Strip);
        }
        if choosing && i == menu.cursor.at {
            painter.text(place.x + 1, y, 1, painter.glyphs().cursor, Role::Key);
            painter.tint(place.x + 1, y, place.width - 2, Role::Cursor);
        }
    }
    if top < last_top {
        let more = format!(" {} more ", menu.shown.len() - top - rows);
        painter.right(place.x + place.width - 2, place.y + place.height - 1, 14, &more, Role::Dim);
    }
    if preview > 0 {
        draw_preview(state, menu, place, painter);
    }
}

fn row(entry: &Row, left: usize, (x, y, room): (u16, u16, usize), painter: &mut Painter<'_>) {
    let role = match entry.tone {
        Tone::Plain => Role::Popup,
        Tone::Dim => Role::Dim,
        Tone::Label => Role::Label,
        Tone::Key => Role::Key,
        Tone::Name(kind) => kind_role(kind),
        Tone::Quote => Role::QuoteDirect,
        Tone::Part(_) => Role::Popup,
    };
    if entry.right.is_empty() {
        painter.text(x, y, room, &entry.left, role);
        return;
    }
    painter.text(x, y, left, &entry.left, role);
    let right = if entry.tone == Tone::Key { Role::Popup } else { Role::Dim };
    painter.text(x + left as u16 + 2, y, room.saturating_sub(left + 2), &entry.right, right);
}

/// As large as its rows, within the window; a picker keeps its size while it is filtered.
fn place(state: &State, menu: &Menu) -> Rect {
    let screen = &state.screen;
    let left = menu.rows.iter().map(|r| width::line(&r.left)).max().unwrap_or(0);
    let right = menu.rows.iter().map(|r| width::line(&r.right)).max().unwrap_or(0);
    let map = map_rows(state, menu);
    let drawn = if map > 0 { map::columns(map - 1) + 4 } else { 0 };
    let columns = ((left + right + 8).max(30) as u16).min(Menu::most_columns(screen.width)).max(drawn);
    let preview = preview_rows(state, menu);
    let rows = menu.rows.len().min(200) as u16 + 2 + preview + map;
    let height = rows.clamp(3, menu.most_rows(screen.height));
    let free = screen.height.saturating_sub(height + 1);
    // Where the text moves along, it is seen above.
    let y = if menu.before.is_some() { free } else { free / 3 };
    Rect { x: (screen.width - columns) / 2, y, width: columns, height }
}

/// Rows below those to choose from that show where the chosen one leads, a rule above them; few in a window so low that
/// they would take the room of the choice.
fn preview_rows(state: &State, menu: &Menu) -> u16 {
    match menu.kind {
        MenuKind::Picker if state.screen.height < PREVIEW_FROM => 2,
        MenuKind::Picker => PREVIEW + 1,
        MenuKind::Page | MenuKind::Choice => 0,
    }
}

/// Rows that the map above the rows takes, an empty one below it counted in; none where the window is too small for
/// both.
fn map_rows(state: &State, menu: &Menu) -> u16 {
    let (width, height) = (state.screen.width, state.screen.height);
    let rows = (height / 3).min(13);
    if menu.map.is_none() || rows < 7 || map::columns(rows - 1) + 8 > width { 0 } else { rows }
}

/// The text from the sentence on that a row leads to, no more than so many bytes of it; empty where it leads elsewhere.
fn passage(reader: &Reader, target: &Target, most: usize) -> String {
    let Some(span) = target.span(reader.annotations()) else { return String::new() };
    let text = &reader.document().text;
    let from = text[..span.start as usize].rfind(['\n', '.']).map_or(0, |i| i + 1);
    let to = text.ceil_char_boundary((from + most).min(text.len()));
    Span::new(from, to).of(text).replace('\n', " ")
}

/// What the chosen row leads to: the text there, or what a command does.
fn draw_preview(state: &State, menu: &Menu, place: Rect, painter: &mut Painter<'_>) {
    let rows = preview_rows(state, menu) - 1;
    let y = place.y + place.height - 1 - rows;
    for x in place.x + 1..place.x + place.width - 1 {
        painter.text(x, y - 1, 1, painter.glyphs().horizontal, Role::PopupRule);
    }
    let columns = place.width as usize - SIDES;
    let around = match (menu.chosen(), &state.reader) {
        // A list may have cut it.
        (Some(Target::Act(action)), _) => action.doc().to_string(),
        (Some(target), Some(reader)) => passage(reader, target, columns * 6),
        _ => return,
    };
    let measure = crate::text::typeset::Measure { width: columns, indent: 0, patterns: None };
    let around = around.trim();
    for (line, y) in crate::text::typeset::set(around, measure).iter().zip(y..y + rows) {
        painter.text(place.x + 3, y, columns, line.span.of(around), Role::Dim);
    }
}
