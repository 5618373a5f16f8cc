//! Where the links of the text stand on the screen, for terminals in which they can be clicked.

use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::document::{Inline, InlineKind};

/// Cells of one row that belong to a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkArea {
    /// The first cell.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// How many cells.
    pub columns: u16,
    /// The same for all parts of one link, so that a terminal can show them together.
    pub id: u32,
    /// The address, in printable ASCII.
    pub target: String,
}

impl LinkArea {
    /// Whether a cell belongs to it.
    pub fn contains(&self, x: u16, y: u16) -> bool {
        y == self.y && (self.x..self.x + self.columns).contains(&x)
    }
}

/// The links in view, from the top; none while something lies over the text.
pub fn links(state: &State) -> Vec<LinkArea> {
    let shown = state.screen.geometry.article.is_some() && matches!(state.overlay, Overlay::None);
    let Some(reader) = state.reader.as_ref().filter(|_| shown) else { return Vec::new() };
    let view = reader.in_view();
    let in_view = reader.document().inlines.iter().filter(|i| i.span.overlaps(view));
    let targets: Vec<(&Inline, String)> = in_view.filter_map(|i| Some((i, address(&i.kind)?))).collect();
    let mut areas: Vec<LinkArea> = Vec::new();
    if targets.is_empty() {
        return areas;
    }
    let text = &reader.document().text;
    for (line, column, y) in super::lines(state, reader) {
        for cell in line.cells(text) {
            let Some((inline, target)) = targets.iter().find(|(i, _)| i.span.contains(cell.at)) else {
                continue;
            };
            let (x, columns, id) = (column.x + cell.column as u16, cell.columns as u16, inline.span.start);
            match areas.last_mut() {
                Some(last) if last.id == id && last.y == y && last.x + last.columns == x => {
                    last.columns += columns;
                }
                _ => areas.push(LinkArea { x, y, columns, id, target: target.clone() }),
            }
        }
    }
    areas
}

/// The address of a link to somewhere outside, with all that is no printable ASCII escaped: it goes into a control
/// sequence, and the article is a stranger's.
fn address(kind: &InlineKind) -> Option<String> {
    let InlineKind::Link(target) = kind else { return None };
    let outside = ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let mut address = String::with_capacity(target.len());
    for byte in target.bytes().take(2000) {
        match byte {
            b'!'..=b'~' => address.push(byte as char),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    outside.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::address;
    use crate::document::InlineKind;

    #[test]
    fn an_address_cannot_leave_its_sequence() {
        let link = |target: &str| address(&InlineKind::Link(target.into()));
        assert_eq!(link("https://a.nl/é\x1b\\ b"), Some("https://a.nl/%C3%A9%1B\\%20b".into()));
        assert_eq!(link("file:///etc/passwd"), None);
        assert_eq!(link("/elders"), None);
    }
}
