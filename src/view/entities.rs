//! The entities of the open article.

use super::article::kind_role;
use super::head;
use super::paint::Painter;
use crate::annotate::EntityId;
use crate::app::Pane;
use crate::app::panes::entities::{Row, STRIP, label, part, strip};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::theme::Role;

/// Draws the entities in their pane.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) {
    let Some(place) = state.screen.geometry.entities else { return };
    let pane = &state.entities;
    head(state, Pane::Entities, &pane.note(), painter);
    let Some(reader) = &state.reader else { return };
    let end = place.y + place.height;
    let mut y = place.y + 1;
    for (index, row) in pane.rows.iter().enumerate().skip(pane.cursor.top) {
        if y + row.height() as u16 > end {
            break;
        }
        match *row {
            Row::Group(kind, _) => {
                let columns = place.width as usize - 2;
                painter.text(place.x + 1, y, columns, &label(kind).to_uppercase(), Role::Label);
            }
            Row::Entity(id, _) => {
                entity(state, reader, (index, id), (place.x, y, place.width), painter);
            }
        }
        y += row.height() as u16;
    }
}

fn entity(
    state: &State,
    reader: &Reader,
    (index, id): (usize, EntityId),
    (x, y, columns): (u16, u16, u16),
    painter: &mut Painter<'_>,
) {
    let Some(entity) = reader.annotations().entity(id) else { return };
    let focused = state.screen.focus == Pane::Entities;
    let chosen = reader.chosen == Some(id);
    let counts = entity.mentions.len().to_string();
    let right = STRIP + 1 + counts.len().max(2) + 2;
    let room = (columns as usize).saturating_sub(right + 2);
    painter.text(x + 2, y, room, &entity.name, kind_role(entity.kind));
    let end = x + columns - 1;
    painter.right(end - STRIP as u16 - 1, y, 5, &counts, Role::Dim);
    let counts = strip(reader.document(), reader.annotations(), id);
    draw_strip(reader, counts, end - STRIP as u16, y, painter);
    if let (Some(role), true) = (&entity.role, entity.kind.is_name()) {
        painter.text(x + 4, y + 1, (columns as usize).saturating_sub(5), role, Role::Dim);
    }
    if chosen || (focused && index == state.entities.cursor.at) {
        painter.text(x, y, 1, painter.glyphs().cursor, Role::Key);
        painter.tint(x, y, columns, if focused { Role::Cursor } else { Role::CursorUnfocused });
    }
}

/// Draws how much there is of something in each part of the article; the part with the eye stands out.
pub(super) fn draw_strip(reader: &Reader, counts: [usize; STRIP], x: u16, y: u16, painter: &mut Painter<'_>) {
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let glyphs = painter.glyphs().strip;
    let here = part(reader.document(), reader.anchor().unwrap_or(reader.eye));
    for (i, count) in counts.into_iter().enumerate() {
        let level = (count * 8).div_ceil(most).min(8);
        let role = if i == here { Role::StripCurrent } else { Role::Strip };
        painter.text(x + i as u16, y, 1, glyphs[level], role);
    }
}
