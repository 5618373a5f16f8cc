//! The search in the library: the line, and what it finds, over the panes.

use std::ops::Range;

use ratatui::layout::Position;

use super::paint::Painter;
use crate::app::finder::Finder;
use crate::app::geometry::Rect;
use crate::app::state::State;
use crate::app::update::HIT;
use crate::library::shelf::Hit;
use crate::text::typeset::{Measure, set};
use crate::text::width;
use crate::theme::Role;

/// The widest that a result is, in columns.
const WIDEST: u16 = 110;

/// Draws the search; returns where the terminal's cursor belongs.
pub(super) fn draw(state: &State, finder: &Finder, painter: &mut Painter<'_>) -> Position {
    let screen = &state.screen;
    // A margin that is too narrow to show anything is given to the text.
    let columns = if screen.width < WIDEST + 30 { screen.width } else { WIDEST };
    let place = Rect {
        x: (screen.width - columns) / 2,
        y: 0,
        width: columns,
        height: screen.height.saturating_sub(1),
    };
    painter.frame(place, "Search the library");
    let room = columns as usize - 4;
    let (x, y) = (place.x + 2, place.y + 1);
    painter.text(x, y, 1, painter.glyphs().cursor, Role::Key);
    let text = &finder.input.text;
    let at = width::line(&text[..finder.input.at]);
    // A line that is longer than the room shows the part with the cursor.
    let skip = at.saturating_sub(room.saturating_sub(4));
    let shown =
        &text[text.char_indices().map(|(i, _)| i).find(|&i| width::line(&text[..i]) >= skip).unwrap_or(0)..];
    painter.text(x + 2, y, room - 2, shown, Role::Prompt);
    about(finder, (x, y + 1, room), painter);
    let mut y = y + 3;
    let end = place.y + place.height - 1;
    for (i, hit) in finder.found.hits.iter().enumerate().skip(finder.top) {
        if y + 1 >= end {
            break;
        }
        result(hit, i == finder.at, (x, y, room, end), painter);
        y += HIT as u16;
    }
    Position::new(x + 2 + (at - skip) as u16, place.y + 1)
}

/// How much was found, or where the line cannot be read and why.
fn about(finder: &Finder, (x, y, room): (u16, u16, usize), painter: &mut Painter<'_>) {
    let found = &finder.found;
    if let Some(wrong) = &found.wrong {
        let before: String = finder.input.text.chars().take(wrong.at).collect();
        let indent = width::line(&before).min(room.saturating_sub(3));
        painter.text(
            x + 2 + indent as u16,
            y,
            room - 2 - indent,
            &"^".repeat(wrong.len.clamp(1, 20)),
            Role::Error,
        );
        painter.text(x + 2, y + 1, room - 2, &wrong.message, Role::Error);
        return;
    }
    let said = match (finder.input.text.trim().is_empty(), found.total, found.more) {
        (true, ..) => {
            "words  \"phrases\"  storm*  OR  -not  /regex/  title: source: date:>7d person: by: said: is: tag:".into()
        }
        (_, 0, _) if found.number < finder.number => String::new(),
        (_, 0, _) => "nothing in the library fits".to_string(),
        (_, 1, _) => "1 article".to_string(),
        (_, total, false) => format!("{total} articles"),
        (_, total, true) => format!("more than {total} articles; the newest are ranked"),
    };
    painter.text(x + 2, y, room - 2, &said, Role::Dim);
}

/// A result: title, medium and date, the section and the piece of text with its matches.
fn result(hit: &Hit, chosen: bool, (x, y, room, end): (u16, u16, usize, u16), painter: &mut Painter<'_>) {
    let row = &hit.row.row;
    let date = row.date.map(|d| d.date().to_string());
    let right = [row.source.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let taken = width::line(&right).min(room / 2);
    let role = if row.is_read() { Role::Read } else { Role::Unread };
    painter.text(x + 2, y, room.saturating_sub(taken + 4), &row.title, role);
    painter.right(x + room as u16, y, room / 2, &right, Role::Dim);
    if row.is_starred() {
        painter.text(x + 1, y, 1, painter.glyphs().star, Role::Star);
    }
    let section = hit.snippet.section.as_ref().map(|s| format!("{s} — ")).unwrap_or_default();
    let text = format!("{section}{}", hit.snippet.text);
    let moved = |m: &Range<usize>| m.start + section.len()..m.end + section.len();
    let marks: Vec<Range<usize>> = hit.snippet.marks.iter().map(moved).collect();
    let lines = set(&text, Measure { width: room - 2, indent: 0, patterns: None });
    for (line, y) in lines.iter().take(2).zip(y + 1..end) {
        let span = line.span.start as usize..line.span.end as usize;
        painter.text(x + 2, y, room - 2, &text[span.clone()], Role::Popup);
        if span.start < section.len() {
            let heading = &text[span.start..section.len().min(span.end)];
            painter.text(x + 2, y, room - 2, heading, Role::Label);
        }
        for mark in marks.iter().filter(|m| m.start >= span.start && m.start < span.end) {
            let column = width::line(&text[span.start..mark.start]);
            let words = &text[mark.start..mark.end.min(span.end)];
            painter.text(x + 2 + column as u16, y, room.saturating_sub(2 + column), words, Role::SearchMatch);
        }
    }
    if chosen {
        painter.text(x, y, 1, painter.glyphs().cursor, Role::Key);
        for y in y..end.min(y + HIT as u16 - 1) {
            painter.tint(x, y, room as u16, Role::Cursor);
        }
    }
}
