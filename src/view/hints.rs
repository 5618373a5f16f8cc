//! Letters on what is in view.

use super::paint::Painter;
use crate::app::hints::Hints;
use crate::app::layout::Content;
use crate::app::reader::Reader;
use crate::app::select::column_of;
use crate::app::state::State;
use crate::theme::Role;

/// Draws the letters that may still be typed.
pub(super) fn draw(state: &State, reader: &Reader, hints: &Hints, painter: &mut Painter<'_>) {
    let text = &reader.document().text;
    for (line, column, y) in super::lines(state, reader) {
        let Content::Body { span, .. } = line.content else { continue };
        for hint in hints.open().filter(|h| span.contains(h.span.start as usize)) {
            let Some(x) = column_of(line, hint.span.start as usize, text) else { continue };
            let rest = &hint.label[hints.typed.len()..];
            painter.text(column.x + x as u16, y, rest.len(), rest, Role::Hint);
        }
    }
}
