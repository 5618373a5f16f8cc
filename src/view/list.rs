//! The list of articles.

use super::head;
use super::paint::Painter;
use crate::app::Pane;
use crate::app::panes::list::{Item, ItemState, MARGIN};
use crate::app::state::State;
use crate::theme::Role;

/// Draws the list in its pane.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.list else { return };
    let unread = state.unread();
    let narrow = &state.catalogue.list.narrow;
    let note = match (narrow.is_empty(), unread) {
        (false, _) => format!("& {narrow}"),
        (true, _) if state.list.items.is_empty() => String::new(),
        (true, 0) => "all read".to_string(),
        (true, _) => format!("{unread} unread"),
    };
    head(state, Pane::List, &note, painter);
    painter.line(place.x, place.y + 1, place.width);
    let end = place.y + place.height;
    let mut y = place.y + 2;
    if state.list.items.is_empty() && state.catalogue.ready {
        let said = if state.catalogue.is_partial() { "nothing fits; Esc shows all" } else { "no articles" };
        painter.text(place.x + 3, y, place.width as usize - 3, said, Role::Dim);
    }
    for index in state.list.cursor.top..state.list.items.len() {
        if y >= end {
            break;
        }
        if let Some(heading) = state.heading(index) {
            painter.text(place.x + 1, y, place.width as usize - 1, &heading, Role::Label);
            y += 1;
        }
        let Some(item) = state.list.items.get(index).filter(|_| y < end) else {
            y += 2;
            continue;
        };
        y += row(state, index, item, (place.x, y, place.width, end), painter);
    }
}

/// Draws an article's row as far as it fits; returns the screen lines it takes.
fn row(
    state: &State,
    index: usize,
    item: &Item,
    (x, y, columns, end): (u16, u16, u16, u16),
    painter: &mut Painter<'_>,
) -> u16 {
    let glyphs = painter.glyphs();
    let room = (columns as usize).saturating_sub(MARGIN);
    let role = if item.read { Role::Read } else { Role::Unread };
    let title = item.title();
    let (lines, cut) = item.title_lines(&title, columns as usize);
    for (i, (line, y)) in lines.iter().zip(y..end).enumerate() {
        let last = cut && i + 1 == lines.len();
        let text = if last { &title[line.span.start as usize..] } else { line.span.of(&title) };
        painter.text(x + 3, y, room, text, role);
    }
    let height = lines.len() as u16 + 1;
    if y + height <= end {
        let (about, role) = about(item, glyphs.dot);
        painter.text(x + 3, y + height - 1, room, &about, role);
    }
    if !item.read {
        painter.text(x + 1, y, 1, glyphs.unread, Role::Unread);
    }
    if item.starred {
        painter.text(x + 2, y, 1, glyphs.star, Role::Star);
    }
    if index == state.list.cursor.at {
        painter.text(x, y, 1, glyphs.cursor, Role::Key);
        let focused = state.screen.focus == Pane::List;
        let role = if focused { Role::Cursor } else { Role::CursorUnfocused };
        for y in y..end.min(y + height) {
            painter.tint(x, y, columns, role);
        }
    }
    height
}

/// Source, date and reading time, as much as is known.
fn about(item: &Item, dot: &str) -> (String, Role) {
    let summary = match &item.state {
        ItemState::Waiting => return (String::new(), Role::Dim),
        ItemState::Failed(reason) => return (reason.clone(), Role::Error),
        ItemState::Known(summary) => summary,
    };
    let date = summary.date.map(|d| format!("{} {}", d.day(), month(d.month())));
    let problems = (summary.problems > 0).then(|| match summary.problems {
        1 => "1 problem".to_string(),
        n => format!("{n} problems"),
    });
    let minutes = Some(format!("{} min", summary.minutes));
    let parts: Vec<String> =
        [state_of(item), summary.source.clone(), date, minutes, problems].into_iter().flatten().collect();
    (parts.join(&format!(" {dot} ")), Role::Dim)
}

/// Whether it is put off, and its tags.
fn state_of(item: &Item) -> Option<String> {
    let later = item.later.then(|| "later".to_string());
    let tags = item.tags.iter().map(|tag| format!("#{tag}"));
    let parts: Vec<String> = later.into_iter().chain(tags).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.get(month as usize - 1).unwrap_or(&"")
}
