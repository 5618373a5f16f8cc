//! Cells to bytes: only those that changed since the last frame, in one write.

use std::io::{self, Write, stdout};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::view::{DASHED, DOTTED, LinkArea};

/// What the terminal is spoken to in; one that does not know a sequence may misread it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Dotted and dashed underlines, and underlines of another colour.
    pub underlines: bool,
    /// A frame is shown in one piece (mode 2026).
    pub synchronized: bool,
    /// Links can be clicked (OSC 8).
    pub links: bool,
    /// The window's title names the article (OSC 2).
    pub title: bool,
}

/// What the terminal shows, and what it will show.
#[derive(Debug)]
pub(super) struct Screen {
    shown: Buffer,
    next: Buffer,
    bytes: Vec<u8>,
    manners: Manners,
    /// The links among the cells that are shown.
    links: Vec<LinkArea>,
    /// The title that the window has from us.
    title: Option<String>,
}

/// What a frame has beside its cells.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Its links.
    pub(super) links: Vec<LinkArea>,
    /// What the window is called.
    pub(super) title: String,
}

impl Screen {
    /// A screen of which nothing is known yet.
    pub(super) fn new(width: u16, height: u16, manners: Manners) -> Self {
        let area = Rect::new(0, 0, width, height);
        let mut screen = Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            bytes: Vec::new(),
            manners,
            links: Vec::new(),
            title: None,
        };
        screen.forget();
        screen
    }

    /// Forgets what is shown: the next frame is drawn whole.
    pub(super) fn forget(&mut self) {
        self.shown.reset();
        self.links.clear();
        self.title = None;
        self.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
    }

    /// The terminal is to be spoken to otherwise.
    pub(super) fn set_manners(&mut self, manners: Manners) {
        if manners != self.manners {
            self.manners = manners;
            self.forget();
        }
    }

    /// The window was resized; its cells are unknown then. Also when it has the size it had: it may have had another
    /// one meanwhile, which nobody told of, and lost what did not fit.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        let area = Rect::new(0, 0, width, height);
        self.shown.resize(area);
        self.next.resize(area);
        self.forget();
    }

    /// Draws a frame and shows it at once.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub(super) fn frame(
        &mut self,
        around: Around,
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        self.next.reset();
        let cursor = draw(&mut self.next);
        self.name_window(around.title);
        self.relink(around.links);
        let mut pen = Pen::new(self.manners.underlines, &self.links);
        let before = self.bytes.len();
        for (x, y, cell) in self.shown.diff(&self.next) {
            pen.cell(x, y, cell, &mut self.bytes);
        }
        pen.unlink(&mut self.bytes);
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.bytes.len() > before {
            self.bytes.extend_from_slice(b"\x1b[0m");
        }
        match cursor {
            Some(at) => {
                let _ = write!(self.bytes, "\x1b[{};{}H\x1b[?25h", at.y + 1, at.x + 1);
            }
            None => self.bytes.extend_from_slice(b"\x1b[?25l"),
        }
        self.send()
    }

    /// Hands a sequence to the terminal with the next frame.
    pub(super) fn pass(&mut self, sequence: &str) {
        self.bytes.extend_from_slice(sequence.as_bytes());
    }

    fn name_window(&mut self, title: String) {
        if self.manners.title && self.title.as_ref() != Some(&title) {
            let _ = write!(self.bytes, "\x1b]2;{}\x07", title.replace(char::is_control, " "));
            self.title = Some(title);
        }
    }

    /// Takes the links of the next frame. A cell that belongs to another link than before is written again, even when
    /// it looks the same.
    fn relink(&mut self, links: Vec<LinkArea>) {
        if !self.manners.links || links == self.links {
            return;
        }
        let area = self.shown.area;
        for link in self.links.iter().filter(|l| !links.contains(l)).chain(&links) {
            for x in (link.x..link.x + link.columns).filter(|&x| x < area.right() && link.y < area.bottom()) {
                self.shown[(x, link.y)].set_symbol("\u{fffd}");
            }
        }
        self.links = links;
    }

    fn send(&mut self) -> io::Result<()> {
        let mut out = stdout().lock();
        if self.manners.synchronized {
            out.write_all(b"\x1b[?2026h")?;
            out.write_all(&self.bytes)?;
            out.write_all(b"\x1b[?2026l")?;
        } else {
            out.write_all(&self.bytes)?;
        }
        self.bytes.clear();
        out.flush()
    }
}

/// Where the terminal's cursor is and how it writes, so that only changes are sent.
struct Pen<'a> {
    at: Option<(u16, u16)>,
    style: Option<(Color, Color, Color, Modifier)>,
    underlines: bool,
    links: &'a [LinkArea],
    /// The link that is being written.
    link: Option<&'a LinkArea>,
}

impl<'a> Pen<'a> {
    fn new(underlines: bool, links: &'a [LinkArea]) -> Self {
        Self { at: None, style: None, underlines, links, link: None }
    }

    /// Begins or ends a link where one does at this cell.
    fn link(&mut self, x: u16, y: u16, bytes: &mut Vec<u8>) {
        let link = self.links.iter().find(|l| l.contains(x, y));
        if link.map(|l| l.id) == self.link.map(|l| l.id) {
            return;
        }
        match link {
            Some(link) => {
                let _ = write!(bytes, "\x1b]8;id={};{}\x1b\\", link.id, link.target);
                self.link = Some(link);
            }
            None => self.unlink(bytes),
        }
    }

    fn unlink(&mut self, bytes: &mut Vec<u8>) {
        if self.link.take().is_some() {
            bytes.extend_from_slice(b"\x1b]8;;\x1b\\");
        }
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell, bytes: &mut Vec<u8>) {
        if self.at != Some((x, y)) {
            let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
        }
        self.link(x, y, bytes);
        let style = (cell.fg, cell.bg, cell.underline_color, cell.modifier);
        if self.style != Some(style) {
            self.sgr(cell, bytes);
            self.style = Some(style);
        }
        let symbol = cell.symbol();
        bytes.extend_from_slice(symbol.as_bytes());
        // Terminals disagree on how far anything but plain narrow characters moves the cursor.
        self.at = (symbol.len() == 1
            || crate::text::width::cluster(symbol) == 1 && symbol.chars().count() == 1)
            .then_some((x + 1, y));
    }

    fn sgr(&self, cell: &Cell, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(b"\x1b[0");
        let attributes = [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::REVERSED, "7"),
            (Modifier::CROSSED_OUT, "9"),
        ];
        for (_, code) in attributes.iter().filter(|(bit, _)| cell.modifier.contains(*bit)) {
            let _ = write!(bytes, ";{code}");
        }
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let kind = match () {
                () if self.underlines && cell.modifier.contains(DOTTED) => ";4:4",
                () if self.underlines && cell.modifier.contains(DASHED) => ";4:5",
                () => ";4",
            };
            bytes.extend_from_slice(kind.as_bytes());
        }
        color(cell.fg, 30, bytes);
        color(cell.bg, 40, bytes);
        bytes.push(b'm');
        if self.underlines {
            underline_color(cell.underline_color, bytes);
        }
    }
}

/// Appends a colour to a sequence; `base` is 30 for ink and 40 for paper.
fn color(color: Color, base: u8, bytes: &mut Vec<u8>) {
    let sixteen = |n: u8| if n < 8 { base + n } else { base + 52 + n };
    let _ = match color {
        Color::Reset => Ok(()),
        Color::Rgb(r, g, b) => write!(bytes, ";{};2;{r};{g};{b}", base + 8),
        Color::Indexed(n) => write!(bytes, ";{};5;{n}", base + 8),
        other => write!(bytes, ";{}", sixteen(number(other))),
    };
}

fn underline_color(color: Color, bytes: &mut Vec<u8>) {
    let _ = match color {
        Color::Rgb(r, g, b) => write!(bytes, "\x1b[58:2::{r}:{g}:{b}m"),
        Color::Indexed(n) => write!(bytes, "\x1b[58:5:{n}m"),
        _ => Ok(()),
    };
}

/// The number of one of the sixteen colours.
fn number(color: Color) -> u8 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Modifier};

    use super::Pen;
    use crate::view::DOTTED;

    fn sgr(underlines: bool, cell: &Cell) -> String {
        let mut bytes = Vec::new();
        Pen::new(underlines, &[]).sgr(cell, &mut bytes);
        String::from_utf8(bytes).expect("ascii")
    }

    #[test]
    fn styles_become_sequences() {
        let mut cell = Cell::default();
        assert_eq!(sgr(true, &cell), "\x1b[0m");
        cell.modifier = Modifier::BOLD | Modifier::UNDERLINED | DOTTED;
        cell.fg = Color::LightRed;
        cell.bg = Color::Indexed(17);
        assert_eq!(sgr(true, &cell), "\x1b[0;1;4:4;91;48;5;17m");
        assert_eq!(sgr(false, &cell), "\x1b[0;1;4;91;48;5;17m");
        cell.underline_color = Color::Rgb(1, 2, 3);
        assert!(sgr(true, &cell).ends_with("\x1b[58:2::1:2:3m"));
    }
}
