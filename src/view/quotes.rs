//! The quotes of the open article.

use super::head;
use super::paint::Painter;
use crate::annotate::{Quote, QuoteKind};
use crate::app::Pane;
use crate::app::panes::quotes::{ROW, Shown};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::text::typeset::{self, Measure};
use crate::theme::Role;

/// Draws the quotes in their pane.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.quotes else { return };
    head(state, Pane::Quotes, &note(state), painter);
    let Some(reader) = &state.reader else { return };
    let rows = state.quotes.rows.iter().enumerate().skip(state.quotes.cursor.top);
    let end = place.y + place.height;
    for ((index, &quote), y) in rows.zip((place.y + 1..end).step_by(ROW)) {
        if let Some(quote) = reader.annotations().quotes.get(quote) {
            row(state, reader, (index, quote), (place.x, y, place.width, end), painter);
        }
    }
}

fn note(state: &State) -> String {
    let Some(reader) = &state.reader else { return String::new() };
    let count = |kind| reader.annotations().quotes.iter().filter(|q| q.kind == kind).count();
    match state.quotes.shown {
        Shown::Speech => {
            format!("{} direct {} reported", count(QuoteKind::Direct), count(QuoteKind::Indirect))
        }
        Shown::Direct => format!("{} direct", count(QuoteKind::Direct)),
        Shown::Reported => format!("{} reported", count(QuoteKind::Indirect)),
        Shown::Scare => format!("{} no speech", count(QuoteKind::Scare)),
    }
}

fn row(
    state: &State,
    reader: &Reader,
    (index, quote): (usize, &Quote),
    (x, y, columns, end): (u16, u16, u16, u16),
    painter: &mut Painter<'_>,
) {
    let focused = state.screen.focus == Pane::Quotes;
    let current = index == state.quotes.cursor.at;
    let room = (columns as usize).saturating_sub(3);
    speaker(quote, x + 2, y, room, painter);
    if current {
        painter.text(x, y, 1, painter.glyphs().cursor, Role::Key);
        painter.tint(x, y, columns, if focused { Role::Cursor } else { Role::CursorUnfocused });
    }
    let words = quote.span.of(&reader.document().text);
    let role = if quote.kind == QuoteKind::Direct { Role::QuoteDirect } else { Role::QuoteIndirect };
    let measure = Measure { width: room.saturating_sub(1).max(1), indent: 0, patterns: None };
    // Two lines of words need no more of the text than this.
    let shown = &words[..words.floor_char_boundary(room * 8)];
    let lines = typeset::set(shown, measure);
    for (i, (line, y)) in lines.iter().zip(y + 1..end.min(y + ROW as u16)).enumerate() {
        let rest = if i + 2 == ROW { &shown[line.span.start as usize..] } else { line.span.of(shown) };
        painter.text(x + 3, y, room - 1, rest, role);
    }
}

/// The line above the words: who said it, through whom, and whether it is reported.
fn speaker(quote: &Quote, x: u16, y: u16, room: usize, painter: &mut Painter<'_>) {
    let tag = match quote.kind {
        QuoteKind::Direct => "",
        QuoteKind::Indirect => "reported",
        QuoteKind::Scare => "no speech",
    };
    let left = room.saturating_sub(if tag.is_empty() { 0 } else { tag.len() + 1 });
    let used = match &quote.speaker {
        Some(speaker) => painter.text(x, y, left, &speaker.name, Role::Speaker),
        None if quote.kind == QuoteKind::Scare => 0,
        None => painter.text(x, y, left, "no speaker named", Role::Unattributed),
    };
    if let Some(via) = &quote.via {
        let room = left.saturating_sub(used as usize + 1);
        painter.text(x + used + 1, y, room, &format!("via {via}"), Role::Dim);
    }
    painter.right(x + room as u16, y, room, tag, Role::Dim);
}
