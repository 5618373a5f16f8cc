//! A small map of the world with a point on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect as Area;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use super::paint::Painter;
use crate::app::geometry::Rect;
use crate::language::places::Point;
use crate::theme::Role;

/// The map's edges, in degrees: what lies south of it has no news.
const EAST: f64 = 180.0;
const NORTH: f64 = 84.0;
const SOUTH: f64 = -58.0;

/// Columns of a map of so many rows, so that it is not stretched.
pub(super) fn columns(rows: u16) -> u16 {
    // A cell is about twice as high as it is wide.
    (f64::from(rows) * 2.0 * 2.0 * EAST / (NORTH - SOUTH)).round() as u16
}

/// Draws the map into a place, with the point and the lines of its latitude and longitude at the edges.
pub(super) fn draw(point: Point, place: Rect, painter: &mut Painter<'_>) {
    let mut drawn = Buffer::empty(Area::new(0, 0, place.width, place.height));
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([-EAST, EAST])
        .y_bounds([SOUTH, NORTH])
        .paint(|context| context.draw(&Map { resolution: MapResolution::High, color: Color::Reset }))
        .render(drawn.area, &mut drawn);
    for y in 0..place.height {
        for x in 0..place.width {
            let symbol = drawn[(x, y)].symbol();
            let symbol = if painter.glyphs().dots { symbol } else { plain(symbol) };
            if symbol.trim() != "" {
                painter.text(place.x + x, place.y + y, 1, symbol, Role::Dim);
            }
        }
    }
    let share = |at: f64, cells: u16| ((at * f64::from(cells)) as u16).min(cells.saturating_sub(1));
    let x = share((point.longitude + EAST) / (2.0 * EAST), place.width);
    let y = share(((NORTH - point.latitude) / (NORTH - SOUTH)).clamp(0.0, 1.0), place.height);
    painter.text(place.x + x, place.y + y, 1, painter.glyphs().here, Role::StripCurrent);
}

/// A cell of Braille dots in ASCII, by how many there are.
fn plain(symbol: &str) -> &'static str {
    let dots = symbol.chars().next().filter(|c| ('\u{2800}'..='\u{28FF}').contains(c));
    match dots.map_or(0, |c| (c as u32 & 0xFF).count_ones()) {
        0 => " ",
        1..=2 => ".",
        3..=5 => ":",
        _ => "#",
    }
}
