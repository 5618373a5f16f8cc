//! What may follow the keys typed so far, above the status line.

use super::paint::Painter;
use crate::app::geometry::Rect;
use crate::app::state::State;
use crate::command::{Action, Next};
use crate::text::typeset::{Measure, set};
use crate::text::width;
use crate::theme::Role;

/// The widest that what a key does may be told, in columns.
const WIDEST: usize = 60;

/// Draws the keys that may follow, if a sequence has begun.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let next = &state.typed.next;
    let screen = &state.screen;
    if next.is_empty() || screen.width < 12 || screen.height < 5 {
        return;
    }
    let keys: Vec<String> = next.iter().map(|n| n.key.to_string()).collect();
    let key_columns = keys.iter().map(|k| width::line(k)).max().unwrap_or(1);
    let widest = next.iter().map(|n| width::line(what(n))).max().unwrap_or(0).min(WIDEST);
    let columns = (key_columns + 2 + widest + 4).min(screen.width as usize) as u16;
    let room = (columns as usize).saturating_sub(key_columns + 6);
    let most = screen.height - 3;
    let mut lines: Vec<(&str, &str)> =
        next.iter().zip(&keys).flat_map(|(n, key)| folded(n, key, room)).collect();
    // That every key is seen matters more than all that is said of it.
    if lines.len() > most as usize {
        lines = next.iter().zip(&keys).map(|(n, key)| (key.as_str(), what(n))).collect();
    }
    let rows = (lines.len() as u16).min(most);
    let place =
        Rect { x: screen.width - columns, y: screen.height - 3 - rows, width: columns, height: rows + 2 };
    let typed: Vec<String> = state.typed.keys.iter().map(ToString::to_string).collect();
    painter.frame(place, &typed.join(" "));
    for ((key, does), y) in lines.iter().zip(place.y + 1..place.y + 1 + rows) {
        painter.text(place.x + 2, y, key_columns, key, Role::Key);
        painter.text(place.x + 4 + key_columns as u16, y, room, does, Role::Popup);
    }
    let left = lines.len() - rows as usize;
    if left > 0 {
        let end = place.x + place.width - 2;
        painter.right(end, place.y + place.height - 1, 14, &format!(" {left} more "), Role::Dim);
    }
}

/// What a key does, in lines of so many columns, the key before the first of them.
fn folded<'a>(next: &Next, key: &'a str, room: usize) -> Vec<(&'a str, &'static str)> {
    let does = what(next);
    let measure = Measure { width: room, indent: 0, patterns: None };
    let keys = std::iter::once(key).chain(std::iter::repeat(""));
    keys.zip(set(does, measure)).map(|(key, line)| (key, line.span.of(does))).collect()
}

fn what(next: &Next) -> &'static str {
    next.action.map_or("more keys", Action::doc)
}
