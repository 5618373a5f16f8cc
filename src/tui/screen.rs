//! Cells to bytes: only those that changed since the last frame, in one write.

use std::io::{self, Write, stdout};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::view::{DASHED, DOTTED};

/// What the terminal shows, and what it will show.
#[derive(Debug)]
pub(super) struct Screen {
    shown: Buffer,
    next: Buffer,
    bytes: Vec<u8>,
    /// Whether kinds of underline are told apart; terminals that do not know them may misread the sequence.
    underlines: bool,
}

impl Screen {
    /// A screen of which nothing is known yet.
    pub(super) fn new(width: u16, height: u16, underlines: bool) -> Self {
        let area = Rect::new(0, 0, width, height);
        let mut screen =
            Self { shown: Buffer::empty(area), next: Buffer::empty(area), bytes: Vec::new(), underlines };
        screen.forget();
        screen
    }

    /// Forgets what is shown: the next frame is drawn whole.
    pub(super) fn forget(&mut self) {
        self.shown.reset();
        self.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
    }

    /// The window has another size; its cells are unknown then.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        let area = Rect::new(0, 0, width, height);
        if area != self.next.area {
            self.shown.resize(area);
            self.next.resize(area);
            self.forget();
        }
    }

    /// Draws a frame and shows it at once.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub(super) fn frame(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.next.reset();
        let cursor = draw(&mut self.next);
        let mut pen = Pen::new(self.underlines);
        let before = self.bytes.len();
        for (x, y, cell) in self.shown.diff(&self.next) {
            pen.cell(x, y, cell, &mut self.bytes);
        }
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

    fn send(&mut self) -> io::Result<()> {
        let mut out = stdout().lock();
        // Terminals that know mode 2026 show the frame in one piece; the others ignore it.
        out.write_all(b"\x1b[?2026h")?;
        out.write_all(&self.bytes)?;
        out.write_all(b"\x1b[?2026l")?;
        self.bytes.clear();
        out.flush()
    }
}

/// Where the terminal's cursor is and how it writes, so that only changes are sent.
struct Pen {
    at: Option<(u16, u16)>,
    style: Option<(Color, Color, Color, Modifier)>,
    underlines: bool,
}

impl Pen {
    fn new(underlines: bool) -> Self {
        Self { at: None, style: None, underlines }
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell, bytes: &mut Vec<u8>) {
        if self.at != Some((x, y)) {
            let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
        }
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
        Pen::new(underlines).sgr(cell, &mut bytes);
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
