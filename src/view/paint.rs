//! From roles and text to cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color as Ink, Modifier, Style as Cells};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::geometry;
use crate::text::width;
use crate::theme::{Ansi, Color, Rgb, Role, Style, Theme, Underline};

/// A dotted underline. Ratatui knows one kind of underline and no reader wants text that blinks, so the two blink
/// bits tell the backend which kind is meant; a backend that does not know draws a plain underline.
pub const DOTTED: Modifier = Modifier::SLOW_BLINK;
/// A dashed or curly underline; see [`DOTTED`].
pub const DASHED: Modifier = Modifier::RAPID_BLINK;

/// The marks and lines to draw with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Between panes side by side.
    pub vertical: &'static str,
    /// Between panes one above the other.
    pub horizontal: &'static str,
    /// Where the two meet, with panes on the right of the line.
    pub tee_right: &'static str,
    /// Where the two meet, with panes on the left of the line.
    pub tee_left: &'static str,
    /// Before the row with the cursor.
    pub cursor: &'static str,
    /// Before an article that was not read.
    pub unread: &'static str,
    /// Before a starred article.
    pub star: &'static str,
    /// Before a heading.
    pub heading: &'static str,
    /// Beside direct speech.
    pub direct: &'static str,
    /// Beside reported speech.
    pub indirect: &'static str,
    /// Beside a quote or claim without a named source.
    pub unattributed: &'static str,
    /// A strip's parts, from nothing to most.
    pub strip: [&'static str; 9],
    /// Between the items of a line.
    pub dot: &'static str,
    /// Left out text.
    pub ellipsis: &'static str,
    /// Before an item of a list.
    pub bullet: &'static str,
    /// A place on a map.
    pub here: &'static str,
    /// Whether maps are drawn in Braille dots.
    pub dots: bool,
    /// Corners of a popup: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

impl Glyphs {
    /// For terminals with Unicode fonts.
    pub const UNICODE: Glyphs = Glyphs {
        vertical: "│",
        horizontal: "─",
        tee_right: "├",
        tee_left: "┤",
        cursor: "▸",
        unread: "●",
        star: "★",
        heading: "❯",
        direct: "▎",
        indirect: "┊",
        unattributed: "?",
        strip: ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        dot: "·",
        ellipsis: "…",
        bullet: "•",
        here: "✚",
        dots: true,
        corners: ["┌", "┐", "└", "┘"],
    };

    /// For any terminal.
    pub const ASCII: Glyphs = Glyphs {
        vertical: "|",
        horizontal: "-",
        tee_right: "+",
        tee_left: "+",
        cursor: ">",
        unread: "*",
        star: "+",
        heading: ">",
        direct: "|",
        indirect: ":",
        unattributed: "?",
        strip: [".", "1", "2", "3", "4", "5", "6", "7", "8"],
        dot: "-",
        ellipsis: "~",
        bullet: "-",
        here: "X",
        dots: false,
        corners: ["+", "+", "+", "+"],
    };
}

/// Draws text by role into a buffer; whatever does not fit is left out.
pub struct Painter<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    glyphs: &'a Glyphs,
}

impl<'a> Painter<'a> {
    /// Over a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: &'a Glyphs) -> Self {
        Self { buffer, theme, glyphs }
    }

    /// The marks and lines.
    pub fn glyphs(&self) -> &'a Glyphs {
        self.glyphs
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Lays the page's paper.
    pub fn page(&mut self) {
        let area = self.buffer.area;
        self.buffer.set_style(area, cells(self.theme.page()));
    }

    /// Writes `text` in at most `columns` columns from `x`, cut with an ellipsis; returns the columns taken.
    pub fn text(&mut self, x: u16, y: u16, columns: usize, text: &str, role: Role) -> u16 {
        self.styled(x, y, columns, text, self.style(role))
    }

    /// Writes `text` in a style of its own.
    pub fn styled(&mut self, x: u16, y: u16, columns: usize, text: &str, style: Style) -> u16 {
        let cut = self.cut(text, columns);
        self.put(x, y, &cut, cells(style))
    }

    /// Writes `text` so that it ends before column `end`.
    pub fn right(&mut self, end: u16, y: u16, columns: usize, text: &str, role: Role) {
        let cut = self.cut(text, columns);
        let x = end.saturating_sub(width::line(&cut) as u16);
        self.put(x, y, &cut, cells(self.style(role)));
    }

    fn cut(&self, text: &str, columns: usize) -> String {
        let cut = width::ellipsis(text, columns);
        // The program's own words hold no other marks than these.
        if self.glyphs.ellipsis == "…" || cut.is_ascii() {
            return cut;
        }
        let cut = cut.replace('…', self.glyphs.ellipsis).replace('·', self.glyphs.dot).replace('×', "x");
        let bars = Glyphs::UNICODE.strip.iter().zip(self.glyphs.strip).skip(1);
        bars.fold(cut, |cut, (bar, own)| cut.replace(bar, own))
    }

    fn put(&mut self, x: u16, y: u16, text: &str, style: Cells) -> u16 {
        let mut at = x;
        for cluster in text.graphemes(true) {
            at += self.cluster(at, y, cluster, style);
        }
        at - x
    }

    /// Writes one cluster; returns the columns it takes.
    fn cluster(&mut self, x: u16, y: u16, cluster: &str, style: Cells) -> u16 {
        let columns = width::cluster(cluster) as u16;
        let area = self.buffer.area;
        if columns == 0 || x + columns > area.right() || y >= area.bottom() {
            return 0;
        }
        let page = cells(self.theme.page());
        let cell = &mut self.buffer[(x, y)];
        // Ink and attributes are replaced, the paper below stays where the style has none of its own.
        cell.fg = page.fg.unwrap_or_default();
        cell.underline_color = Ink::Reset;
        cell.modifier = Modifier::empty();
        cell.set_symbol(cluster).set_style(style);
        if columns == 2 {
            self.buffer[(x + 1, y)].reset();
            self.buffer[(x + 1, y)].set_style(style);
        }
        columns
    }

    /// Writes a cluster in a style of the theme; returns the columns it takes.
    pub fn letter(&mut self, x: u16, y: u16, cluster: &str, style: Style) -> u16 {
        self.cluster(x, y, cluster, cells(style))
    }

    /// Tints a row of cells with the text that is in them.
    pub fn tint(&mut self, x: u16, y: u16, columns: u16, role: Role) {
        let style = cells(self.style(role));
        self.buffer.set_style(Rect::new(x, y, columns, 1).intersection(self.buffer.area), style);
    }

    /// A horizontal line.
    pub fn line(&mut self, x: u16, y: u16, columns: u16) {
        for i in 0..columns {
            self.text(x + i, y, 1, self.glyphs.horizontal, Role::Rule);
        }
    }

    /// Clears a rectangle and draws a border around it.
    pub fn frame(&mut self, place: geometry::Rect, title: &str) {
        let style = cells(self.style(Role::Popup));
        for y in place.y..place.y + place.height {
            for x in place.x..place.x + place.width {
                self.buffer[(x, y)].reset();
                self.buffer[(x, y)].set_style(cells(self.theme.page())).set_style(style);
            }
        }
        let (right, bottom) = (place.x + place.width - 1, place.y + place.height - 1);
        for x in place.x..=right {
            self.text(x, place.y, 1, self.glyphs.horizontal, Role::PopupRule);
            self.text(x, bottom, 1, self.glyphs.horizontal, Role::PopupRule);
        }
        for y in place.y..=bottom {
            self.text(place.x, y, 1, self.glyphs.vertical, Role::PopupRule);
            self.text(right, y, 1, self.glyphs.vertical, Role::PopupRule);
        }
        let corners = [(place.x, place.y), (right, place.y), (place.x, bottom), (right, bottom)];
        for ((x, y), glyph) in corners.into_iter().zip(self.glyphs.corners) {
            self.text(x, y, 1, glyph, Role::PopupRule);
        }
        self.text(place.x + 2, place.y, place.width as usize - 4, &format!(" {title} "), Role::TitleFocused);
    }
}

/// A style of the theme as ratatui has it.
pub fn cells(style: Style) -> Cells {
    let mut cells = Cells::new();
    if let Some(ink) = ink(style.fg) {
        cells = cells.fg(ink);
    }
    if let Some(paper) = ink(style.bg) {
        cells = cells.bg(paper);
    }
    if let Some(line) = ink(style.underline_color) {
        cells = cells.underline_color(line);
    }
    cells.add_modifier(modifiers(style))
}

fn modifiers(style: Style) -> Modifier {
    let underline = match style.underline {
        Underline::None => Modifier::empty(),
        Underline::Single | Underline::Double => Modifier::UNDERLINED,
        Underline::Dotted => Modifier::UNDERLINED | DOTTED,
        Underline::Dashed | Underline::Curly => Modifier::UNDERLINED | DASHED,
    };
    let attributes = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.reversed, Modifier::REVERSED),
        (style.crossed, Modifier::CROSSED_OUT),
    ];
    attributes.into_iter().filter(|(set, _)| *set).fold(underline, |all, (_, one)| all | one)
}

fn ink(color: Color) -> Option<Ink> {
    match color {
        Color::None => None,
        Color::Ansi(ansi) => Some(sixteen(ansi)),
        Color::Indexed(number) => Some(Ink::Indexed(number)),
        Color::Rgb(Rgb(r, g, b)) => Some(Ink::Rgb(r, g, b)),
    }
}

fn sixteen(ansi: Ansi) -> Ink {
    match ansi {
        Ansi::Black => Ink::Black,
        Ansi::Red => Ink::Red,
        Ansi::Green => Ink::Green,
        Ansi::Yellow => Ink::Yellow,
        Ansi::Blue => Ink::Blue,
        Ansi::Magenta => Ink::Magenta,
        Ansi::Cyan => Ink::Cyan,
        Ansi::White => Ink::Gray,
        Ansi::BrightBlack => Ink::DarkGray,
        Ansi::BrightRed => Ink::LightRed,
        Ansi::BrightGreen => Ink::LightGreen,
        Ansi::BrightYellow => Ink::LightYellow,
        Ansi::BrightBlue => Ink::LightBlue,
        Ansi::BrightMagenta => Ink::LightMagenta,
        Ansi::BrightCyan => Ink::LightCyan,
        Ansi::BrightWhite => Ink::White,
    }
}
