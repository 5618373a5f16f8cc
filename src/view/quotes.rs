//! The quotes of the open article.

use super::entities::draw_strip;
use super::head;
use super::paint::Painter;
use crate::annotate::{Annotations, Quote, QuoteKind, SourceKind};
use crate::app::Pane;
use crate::app::panes::entities::STRIP;
use crate::app::panes::quotes::{Row, SURE, WORDS};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::text::typeset::{self, Measure};
use crate::text::width;
use crate::theme::Role;

/// Draws the quotes in their pane.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.quotes else { return };
    let Some(reader) = &state.reader else { return head(state, Pane::Quotes, "", painter) };
    head(state, Pane::Quotes, &state.quotes.note(reader.annotations()), painter);
    let end = place.y + place.height;
    let mut y = place.y + 1;
    for (index, entry) in state.quotes.rows.iter().enumerate().skip(state.quotes.cursor.top) {
        if y >= end {
            break;
        }
        if let Some(quote) = reader.annotations().quotes.get(entry.quote) {
            let current = index == state.quotes.cursor.at;
            row(state, reader, (*entry, quote, current), (place.x, y, place.width, end), painter);
        }
        y += entry.height() as u16;
    }
}

fn row(
    state: &State,
    reader: &Reader,
    (entry, quote, current): (Row, &Quote, bool),
    (x, y, columns, end): (u16, u16, u16, u16),
    painter: &mut Painter<'_>,
) {
    let focused = state.screen.focus == Pane::Quotes;
    let room = (columns as usize).saturating_sub(3);
    if entry.headed {
        // A group holds quotes of both kinds: its head says where they are, not which kind the first is of.
        let (mut room, mut tag) = (room, kind(quote));
        if let Some(counts) = state.quotes.strip(&entry) {
            draw_strip(reader, *counts, x + columns - 1 - STRIP as u16, y, painter);
            (room, tag) = (room.saturating_sub(STRIP + 1), "");
        }
        speaker(reader.annotations(), (quote, tag), (x + 2, y, room), painter);
    }
    if current {
        painter.text(x, y, 1, painter.glyphs().cursor, Role::Key);
        painter.tint(x, y, columns, if focused { Role::Cursor } else { Role::CursorUnfocused });
    }
    let y = y + u16::from(entry.headed);
    if quote.confidence < SURE && y < end {
        painter.text(x + 2, y, 1, "~", Role::Dim);
    }
    words(reader, quote, (x + 3, y, room.saturating_sub(1), end), painter);
}

fn words(
    reader: &Reader,
    quote: &Quote,
    (x, y, room, end): (u16, u16, usize, u16),
    painter: &mut Painter<'_>,
) {
    let words = quote.span.of(&reader.document().text);
    let role = if quote.kind == QuoteKind::Direct { Role::QuoteDirect } else { Role::QuoteIndirect };
    let measure = Measure { width: room.max(1), indent: 0, patterns: None };
    // Two lines of words need no more of the text than this.
    let shown = &words[..words.floor_char_boundary(room * 8)];
    let lines = typeset::set(shown, measure);
    for (i, (line, y)) in lines.iter().take(WORDS).zip(y..end).enumerate() {
        let rest = if i + 1 == WORDS { &shown[line.span.start as usize..] } else { line.span.of(shown) };
        painter.text(x, y, room, rest, role);
    }
}

/// What kind of quote it is, where that is to be said.
fn kind(quote: &Quote) -> &'static str {
    match quote.kind {
        QuoteKind::Direct => "",
        QuoteKind::Indirect => "reported",
        QuoteKind::Scare => "no speech",
    }
}

/// The line above the words: who said it in which role, through whom, and whether it is reported.
fn speaker(
    annotations: &Annotations,
    (quote, tag): (&Quote, &str),
    (x, y, room): (u16, u16, usize),
    painter: &mut Painter<'_>,
) {
    painter.right(x + room as u16, y, room, tag, Role::Dim);
    let room = room.saturating_sub(if tag.is_empty() { 0 } else { tag.len() + 1 });
    let hidden = matches!(quote.source, SourceKind::Anonymous | SourceKind::None);
    let ink = if hidden { Role::Unattributed } else { Role::Speaker };
    if hidden && quote.kind != QuoteKind::Scare {
        painter.text(x - 1, y, 1, painter.glyphs().unattributed, Role::Unattributed);
    }
    let mut used = match &quote.speaker {
        Some(speaker) => painter.text(x, y, room, &speaker.name, ink) as usize,
        None if quote.kind == QuoteKind::Scare => 0,
        None => painter.text(x, y, room, "no speaker named", ink) as usize,
    };
    let via = quote.via.as_ref().map(|via| format!(" via {via}")).unwrap_or_default();
    let entity = quote.speaker.as_ref().and_then(|s| s.entity).and_then(|id| annotations.entity(id));
    if let Some(role) = entity.and_then(|e| e.role.as_ref()) {
        let left = room.saturating_sub(used + width::line(&via));
        used += painter.text(x + used as u16, y, left, &format!(", {role}"), Role::Dim) as usize;
    }
    painter.text(x + used as u16, y, room.saturating_sub(used), &via, Role::Dim);
}
