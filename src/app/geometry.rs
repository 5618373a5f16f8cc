//! Which pane stands where: a pure function of the window, the options and the focus.

use super::Pane;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Column of its left edge.
    pub x: u16,
    /// Row of its top edge.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Rect {
    /// Whether the cell lies inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// What the reader prefers, in columns; 0 for a width that follows the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneOptions {
    /// The measure: columns of a line of the article.
    pub column: u16,
    /// Width of the list of articles.
    pub list: u16,
    /// Width of the panes on the right.
    pub side: u16,
    /// Whether the list is shown where there is room.
    pub show_list: bool,
    /// Whether the panes on the right are shown where there is room.
    pub show_side: bool,
}

impl Default for PaneOptions {
    fn default() -> Self {
        Self { column: 72, list: 0, side: 0, show_list: true, show_side: true }
    }
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// All panes side by side.
    Wide,
    /// The article and one pane whose tabs are the others.
    Medium,
    /// One pane fills the screen.
    Narrow,
    /// Nothing can be read.
    TooSmall,
}

/// Where everything stands; a pane without a place is not drawn.
#[derive(Clone, Copy, Debug)]
pub struct Geometry {
    /// How much room there is.
    pub room: Room,
    /// The list of articles.
    pub list: Option<Rect>,
    /// The article.
    pub article: Option<Rect>,
    /// The entities.
    pub entities: Option<Rect>,
    /// The quotes.
    pub quotes: Option<Rect>,
    /// The article's column inside its pane, gutter left out.
    pub text: Rect,
    /// The last row.
    pub status: Rect,
}

/// Windows below this are too small, in columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);
const WIDE_FROM: u16 = 100;
const MEDIUM_FROM: u16 = 60;
/// Columns left of the text for the marks of quotes, and one right of it.
const GUTTER: u16 = 3;
const RIGHT_MARGIN: u16 = 1;

/// Arranges the panes in a window of `width` by `height` cells. `tab` is the pane shown where only one fits.
pub fn arrange(width: u16, height: u16, options: PaneOptions, focus: Pane, tab: Pane) -> Geometry {
    let body = Rect { x: 0, y: 0, width, height: height.saturating_sub(1) };
    let status = Rect { x: 0, y: body.height, width, height: 1 };
    let mut geometry = Geometry {
        room: room(width, height),
        list: None,
        article: None,
        entities: None,
        quotes: None,
        text: Rect::default(),
        status,
    };
    match geometry.room {
        Room::Wide => wide(&mut geometry, body, options),
        Room::Medium => medium(&mut geometry, body, options, tab),
        Room::Narrow => *geometry.place(focus) = Some(body),
        Room::TooSmall => {}
    }
    geometry.text = column(geometry.article.unwrap_or(body), options.column);
    geometry
}

fn room(width: u16, height: u16) -> Room {
    match width {
        w if w < SMALLEST.0 || height < SMALLEST.1 => Room::TooSmall,
        w if w < MEDIUM_FROM => Room::Narrow,
        w if w < WIDE_FROM => Room::Medium,
        _ => Room::Wide,
    }
}

fn wide(geometry: &mut Geometry, body: Rect, options: PaneOptions) {
    let list = if options.show_list { side_width(options.list, body.width / 4, 24, 34) } else { 0 };
    let side = if options.show_side { side_width(options.side, share(body.width, 27), 27, 38) } else { 0 };
    let left = if list > 0 { list + 1 } else { 0 };
    let right = if side > 0 { side + 1 } else { 0 };
    if list > 0 {
        geometry.list = Some(Rect { width: list, ..body });
    }
    geometry.article = Some(Rect { x: left, width: body.width - left - right, ..body });
    if side > 0 {
        let upper = (body.height - 1) / 2;
        let x = body.width - side;
        geometry.entities = Some(Rect { x, width: side, height: upper, ..body });
        geometry.quotes = Some(Rect { x, y: upper + 1, width: side, height: body.height - upper - 1 });
    }
}

fn medium(geometry: &mut Geometry, body: Rect, options: PaneOptions, tab: Pane) {
    if !options.show_side {
        geometry.article = Some(body);
        return;
    }
    let side = side_width(options.side, share(body.width, 36), 24, 34).min(body.width - SMALLEST.0 + 6);
    geometry.article = Some(Rect { width: body.width - side - 1, ..body });
    let place = Rect { x: body.width - side, width: side, ..body };
    let tab = if tab == Pane::Article { Pane::Entities } else { tab };
    *geometry.place(tab) = Some(place);
}

/// So many hundredths of a width.
fn share(width: u16, percent: u32) -> u16 {
    (u32::from(width) * percent / 100) as u16
}

fn side_width(wished: u16, natural: u16, least: u16, most: u16) -> u16 {
    if wished == 0 { natural.clamp(least, most) } else { wished.clamp(12, 60).min(most.max(wished)) }
}

/// The column of text, centred in its pane, never wider than the pane allows.
fn column(pane: Rect, measure: u16) -> Rect {
    let width = measure.min(pane.width.saturating_sub(GUTTER + RIGHT_MARGIN)).max(1);
    let spare = pane.width.saturating_sub(width + GUTTER + RIGHT_MARGIN);
    Rect { x: pane.x + GUTTER + spare / 2, y: pane.y, width, height: pane.height }
}

impl Geometry {
    fn place(&mut self, pane: Pane) -> &mut Option<Rect> {
        match pane {
            Pane::List => &mut self.list,
            Pane::Article => &mut self.article,
            Pane::Entities => &mut self.entities,
            Pane::Quotes => &mut self.quotes,
        }
    }

    /// Where a pane stands, if it is shown.
    pub fn of(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::List => self.list,
            Pane::Article => self.article,
            Pane::Entities => self.entities,
            Pane::Quotes => self.quotes,
        }
    }

    /// The pane under a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<Pane> {
        Pane::ALL.into_iter().find(|&p| self.of(p).is_some_and(|r| r.contains(x, y)))
    }
}

#[cfg(test)]
mod tests {
    use super::{PaneOptions, Room, arrange};
    use crate::app::Pane;

    fn shown(width: u16, height: u16, focus: Pane) -> (Room, Vec<Pane>) {
        let g = arrange(width, height, PaneOptions::default(), focus, focus);
        (g.room, Pane::ALL.into_iter().filter(|&p| g.of(p).is_some()).collect())
    }

    #[test]
    fn panes_give_way_as_room_shrinks() {
        assert_eq!(shown(120, 40, Pane::List), (Room::Wide, Pane::ALL.to_vec()));
        assert_eq!(shown(80, 24, Pane::Article), (Room::Medium, vec![Pane::Article, Pane::Entities]));
        assert_eq!(shown(80, 24, Pane::List), (Room::Medium, vec![Pane::List, Pane::Article]));
        assert_eq!(shown(40, 12, Pane::Quotes), (Room::Narrow, vec![Pane::Quotes]));
        assert_eq!(shown(39, 12, Pane::Quotes), (Room::TooSmall, vec![]));
    }

    #[test]
    fn nothing_overlaps_and_all_fits_at_every_size() {
        for width in 40..220 {
            for height in 10..70 {
                for focus in Pane::ALL {
                    let g = arrange(width, height, PaneOptions::default(), focus, focus);
                    let places: Vec<_> = Pane::ALL.into_iter().filter_map(|p| g.of(p)).collect();
                    for (i, a) in places.iter().enumerate() {
                        assert!(a.x + a.width <= width && a.y + a.height < height);
                        for b in &places[i + 1..] {
                            let apart = a.x + a.width <= b.x
                                || b.x + b.width <= a.x
                                || a.y + a.height <= b.y
                                || b.y + b.height <= a.y;
                            assert!(apart, "{width}x{height}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_column_is_centred_and_measured() {
        let g = arrange(200, 60, PaneOptions::default(), Pane::Article, Pane::Entities);
        assert_eq!(g.text.width, 72);
    }
}
