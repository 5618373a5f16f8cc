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

/// A side of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left of it.
    Left,
    /// Right of it.
    Right,
}

/// Where a pane belongs, and whether it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The side of the article.
    pub side: Side,
    /// Its place among the panes of that side, from the top.
    pub rank: u8,
    /// Whether it is shown where there is room.
    pub shown: bool,
}

/// In how many columns the article is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// In one.
    One,
    /// In two where both have the whole measure, else in one.
    #[default]
    Auto,
    /// In two, narrower ones where the measure has no room twice.
    Two,
}

/// What the reader prefers, in columns; 0 for a width that follows the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneOptions {
    /// The measure: columns of a line of the article.
    pub column: u16,
    /// How many there are side by side.
    pub columns: Columns,
    /// Width of the left side.
    pub left: u16,
    /// Width of the right side.
    pub right: u16,
    /// The list of articles.
    pub list: Seat,
    /// The entities.
    pub entities: Seat,
    /// The quotes.
    pub quotes: Seat,
}

impl Default for PaneOptions {
    fn default() -> Self {
        let seat = |side, rank| Seat { side, rank, shown: true };
        Self {
            column: 72,
            columns: Columns::default(),
            left: 0,
            right: 0,
            list: seat(Side::Left, 0),
            entities: seat(Side::Right, 0),
            quotes: seat(Side::Right, 1),
        }
    }
}

impl PaneOptions {
    /// The seat of a pane; the article has none, it is always shown.
    pub fn seat(&mut self, pane: Pane) -> Option<&mut Seat> {
        match pane {
            Pane::List => Some(&mut self.list),
            Pane::Entities => Some(&mut self.entities),
            Pane::Quotes => Some(&mut self.quotes),
            Pane::Article => None,
        }
    }

    /// Whether a pane is shown where there is room.
    pub fn shows(mut self, pane: Pane) -> bool {
        self.seat(pane).is_none_or(|seat| seat.shown)
    }

    /// Shows or hides a pane.
    pub fn show(&mut self, pane: Pane, shown: bool) {
        if let Some(seat) = self.seat(pane) {
            seat.shown = shown;
        }
    }

    /// The panes shown on a side, from the top.
    fn stack(&self, side: Side) -> Vec<Pane> {
        let seats = [(Pane::List, self.list), (Pane::Entities, self.entities), (Pane::Quotes, self.quotes)];
        let mut here: Vec<_> = seats.into_iter().filter(|(_, s)| s.side == side && s.shown).collect();
        here.sort_by_key(|(_, seat)| seat.rank);
        here.into_iter().map(|(pane, _)| pane).collect()
    }

    fn width(&self, side: Side) -> u16 {
        match side {
            Side::Left => self.left,
            Side::Right => self.right,
        }
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
    /// The article's column inside its pane, gutter left out; of two, the first.
    pub text: Rect,
    /// Legs: columns of the article side by side, one or two.
    pub legs: usize,
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
/// Between the text of one leg and that of the next, the marks of quotes among it.
const BETWEEN: u16 = 6;
/// The narrowest leg of two that do not have the whole measure.
const NARROWEST: u16 = 40;

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
        legs: 1,
        status,
    };
    match geometry.room {
        Room::Wide => wide(&mut geometry, body, options),
        Room::Medium => medium(&mut geometry, body, options, tab),
        Room::Narrow => *geometry.place(focus) = Some(body),
        Room::TooSmall => {}
    }
    (geometry.text, geometry.legs) = columns(geometry.article.unwrap_or(body), options);
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
    let sides = [Side::Left, Side::Right].map(|side| (side, options.stack(side)));
    let taken = sides.iter().filter(|(_, panes)| !panes.is_empty()).count().max(1) as u16;
    // However wide the sides are wished, the article keeps the room that it has in the smallest window.
    let most = (body.width - SMALLEST.0 - taken) / taken;
    let mut article = body;
    for (side, panes) in sides {
        if panes.is_empty() {
            continue;
        }
        let natural = match panes[..] {
            [Pane::List] => (body.width / 4).clamp(24, 34),
            _ => share(body.width, 27).clamp(27, 38),
        };
        let wished = options.width(side);
        let width = if wished == 0 { natural } else { wished }.min(most);
        article.width -= width + 1;
        let x = match side {
            Side::Left => {
                article.x = width + 1;
                body.x
            }
            Side::Right => body.width - width,
        };
        stack(geometry, &panes, Rect { x, width, ..body });
    }
    geometry.article = Some(article);
}

/// Panes one above the other, a row between them, as equal as they can be.
fn stack(geometry: &mut Geometry, panes: &[Pane], place: Rect) {
    let mut y = place.y;
    for (i, pane) in panes.iter().enumerate() {
        let left = (panes.len() - i) as u16;
        let height = (place.y + place.height - y - (left - 1)) / left;
        *geometry.place(*pane) = Some(Rect { y, height, ..place });
        y += height + 1;
    }
}

fn medium(geometry: &mut Geometry, body: Rect, options: PaneOptions, tab: Pane) {
    let beside = [tab, Pane::Entities, Pane::Quotes];
    let Some(tab) = beside.into_iter().find(|&p| p != Pane::Article && options.shows(p)) else {
        geometry.article = Some(body);
        return;
    };
    let wished = options.width(Side::Right);
    let width = if wished == 0 { share(body.width, 36).clamp(24, 34) } else { wished };
    let side = width.min(body.width - SMALLEST.0 + 6);
    geometry.article = Some(Rect { width: body.width - side - 1, ..body });
    *geometry.place(tab) = Some(Rect { x: body.width - side, width: side, ..body });
}

/// So many hundredths of a width.
fn share(width: u16, percent: u32) -> u16 {
    (u32::from(width) * percent / 100) as u16
}

/// The first column of text and how many there are, centred in their pane, never wider than the pane allows.
fn columns(pane: Rect, options: PaneOptions) -> (Rect, usize) {
    let measure = options.column;
    let room = pane.width.saturating_sub(GUTTER + RIGHT_MARGIN);
    let half = room.saturating_sub(BETWEEN) / 2;
    let two = match options.columns {
        Columns::One => false,
        Columns::Auto => half >= measure,
        Columns::Two => half >= measure.min(NARROWEST),
    };
    let width = measure.min(if two { half } else { room }).max(1);
    let spare = room.saturating_sub(if two { 2 * width + BETWEEN } else { width });
    let column = Rect { x: pane.x + GUTTER + spare / 2, y: pane.y, width, height: pane.height };
    (column, if two { 2 } else { 1 })
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

    /// A leg of the article by its number, from the left.
    pub fn leg(&self, number: usize) -> Rect {
        Rect { x: self.text.x + number as u16 * (self.text.width + BETWEEN), ..self.text }
    }

    /// The number of the leg that a column of the screen belongs to, with the gutter on its left.
    pub fn leg_at(&self, x: u16) -> usize {
        (1..self.legs).take_while(|&leg| x + GUTTER >= self.leg(leg).x).count()
    }

    /// The pane under a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<Pane> {
        Pane::ALL.into_iter().find(|&p| self.of(p).is_some_and(|r| r.contains(x, y)))
    }
}

#[cfg(test)]
mod tests {
    use super::{PaneOptions, Room, Seat, Side, arrange};
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

    fn check(width: u16, height: u16, options: PaneOptions, focus: Pane) {
        let g = arrange(width, height, options, focus, focus);
        let places: Vec<_> = Pane::ALL.into_iter().filter_map(|p| g.of(p)).collect();
        assert!(g.room == Room::Narrow || g.article.is_some_and(|a| a.width >= 33), "{width}x{height}");
        for (i, a) in places.iter().enumerate() {
            assert!(a.x + a.width <= width && a.y + a.height < height && a.height > 0);
            for b in &places[i + 1..] {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                assert!(apart, "{width}x{height}");
            }
        }
    }

    #[test]
    fn nothing_overlaps_and_all_fits_at_every_size() {
        let stacked = Seat { side: Side::Left, rank: 2, shown: true };
        let wishes = PaneOptions { left: 80, right: 80, quotes: stacked, ..PaneOptions::default() };
        for width in 40..220 {
            for height in 10..70 {
                for focus in Pane::ALL {
                    check(width, height, PaneOptions::default(), focus);
                    check(width, height, wishes, focus);
                }
            }
        }
    }

    #[test]
    fn panes_stand_where_they_are_put_and_hidden_ones_nowhere() {
        let mut options = PaneOptions { left: 20, ..PaneOptions::default() };
        options.quotes = Seat { side: Side::Left, rank: 0, shown: true };
        options.list.rank = 1;
        options.show(Pane::Entities, false);
        let g = arrange(120, 40, options, Pane::Article, Pane::Entities);
        let corner = |p: Pane| g.of(p).map(|r| (r.x, r.y, r.width));
        assert_eq!((corner(Pane::Quotes), corner(Pane::List)), (Some((0, 0, 20)), Some((0, 20, 20))));
        assert_eq!((corner(Pane::Article), corner(Pane::Entities)), (Some((21, 0, 99)), None));
    }

    #[test]
    fn the_column_is_centred_and_measured() {
        let g = arrange(200, 60, PaneOptions::default(), Pane::Article, Pane::Entities);
        assert_eq!(g.text.width, 72);
    }
}
