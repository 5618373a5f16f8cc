//! The list of articles.

use super::head;
use super::paint::Painter;
use crate::app::Pane;
use crate::app::panes::list::{Item, ItemState, ROW};
use crate::app::state::State;
use crate::theme::Role;

/// Draws the list in its pane.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.list else { return };
    let unread = state.unread();
    let note = if unread == 0 { "all read".to_string() } else { format!("{unread} unread") };
    head(state, Pane::List, &note, painter);
    painter.line(place.x, place.y + 1, place.width);
    let rows = state.items.iter().enumerate().skip(state.list.top);
    let end = place.y + place.height;
    for ((index, item), y) in rows.zip((place.y + 2..end).step_by(ROW)) {
        if y + 1 >= end && index != state.list.at {
            break;
        }
        row(state, index, item, (place.x, y, place.width), painter);
    }
}

fn row(
    state: &State,
    index: usize,
    item: &Item,
    (x, y, columns): (u16, u16, u16),
    painter: &mut Painter<'_>,
) {
    let glyphs = painter.glyphs();
    let room = columns.saturating_sub(4) as usize;
    if !item.read {
        painter.text(x + 1, y, 1, glyphs.unread, Role::Unread);
    }
    painter.text(x + 3, y, room, &item.title(), if item.read { Role::Read } else { Role::Unread });
    let (about, role) = about(item, glyphs.dot);
    painter.text(x + 3, y + 1, room, &about, role);
    if index == state.list.at {
        painter.text(x, y, 1, glyphs.cursor, Role::Key);
        let focused = state.screen.focus == Pane::List;
        let role = if focused { Role::Cursor } else { Role::CursorUnfocused };
        painter.tint(x, y, columns, role);
        painter.tint(x, y + 1, columns, role);
    }
}

/// Source, date and reading time, as much as is known.
fn about(item: &Item, dot: &str) -> (String, Role) {
    let summary = match &item.state {
        ItemState::Waiting => return (String::new(), Role::Dim),
        ItemState::Failed(reason) => return (reason.clone(), Role::Error),
        ItemState::Known(summary) => summary,
    };
    let date = summary.date.map(|d| format!("{} {}", d.day(), month(d.month())));
    let problems = (summary.problems > 0).then(|| format!("{} problems", summary.problems));
    let minutes = Some(format!("{} min", summary.minutes));
    let parts: Vec<String> =
        [summary.source.clone(), date, minutes, problems].into_iter().flatten().collect();
    (parts.join(&format!(" {dot} ")), Role::Dim)
}

fn month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.get(month as usize - 1).unwrap_or(&"")
}
