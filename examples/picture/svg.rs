//! A screen as SVG: one text element for each run of cells that look the same, held to the grid by its length.

use std::fmt::Write;

use vt100::{Cell, Color, Parser, Screen};

use crate::pty::{cells, plain_underlines, underlines};

/// Pixels of a cell, and of the type in it.
const CELL: (f32, f32) = (8.4, 18.0);
const TYPE: f32 = 14.0;
const MARGIN: f32 = 10.0;
const FONTS: &str = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace";

/// A colour.
pub type Rgb = (u8, u8, u8);

/// Ink and paper where a program leaves the terminal's own.
#[derive(Clone, Copy)]
pub struct Page {
    pub ink: Rgb,
    pub paper: Rgb,
}

/// The kinds of underline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Underline {
    None,
    Plain,
    Dotted,
    Dashed,
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: Rgb,
    paper: Rgb,
    bold: bool,
    italic: bool,
    underline: Underline,
}

/// A screen to be drawn. The emulator tells no kinds of underline apart, so the bytes are shown to three of them: one
/// that takes all kinds for underlines, one that does not know dashes, one that does not know dots.
pub struct Picture {
    all: Screen,
    dotted: Screen,
    dashed: Screen,
    size: (u16, u16),
    page: Page,
}

impl Picture {
    /// The screen after these bytes.
    pub fn of(raw: &[u8], (columns, rows): (u16, u16), page: Page) -> Self {
        let show = |bytes: &[u8]| {
            let mut parser = Parser::new(cells(rows), cells(columns), 0);
            parser.process(bytes);
            parser.screen().clone()
        };
        Self {
            all: show(&plain_underlines(raw)),
            dotted: show(&underlines(raw, |kind| kind == b'4')),
            dashed: show(&underlines(raw, |kind| kind == b'5')),
            size: (columns, rows),
            page,
        }
    }

    /// The picture.
    pub fn draw(&self) -> String {
        let (columns, rows) = self.size;
        let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
        let height = f32::from(rows) * CELL.1 + 2.0 * MARGIN;
        let mut out = String::new();
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
             font-family=\"{FONTS}\" font-size=\"{TYPE}\">\n\
             <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>",
            css(self.page.paper)
        );
        for row in 0..rows {
            self.row(row, &mut out);
        }
        out.push_str("</svg>\n");
        out
    }

    fn row(&self, row: u16, out: &mut String) {
        let mut column = 0;
        while column < self.size.0 {
            let look = self.look(row, column);
            let mut end = column;
            let mut text = String::new();
            while end < self.size.0 && self.look(row, end) == look {
                match self.all.cell(row, end) {
                    Some(cell) if cell.has_contents() => text.push_str(cell.contents()),
                    Some(cell) if cell.is_wide_continuation() => {}
                    _ => text.push(' '),
                }
                end += 1;
            }
            self.run(&text, (column, end, row), look, out);
            column = end;
        }
    }

    fn run(&self, text: &str, (from, to, row): (u16, u16, u16), look: Look, out: &mut String) {
        let (x, y) = (MARGIN + f32::from(from) * CELL.0, MARGIN + f32::from(row) * CELL.1);
        let width = f32::from(to - from) * CELL.0;
        // Programs that draw SVG treat spaces at the ends of a text each in its own way.
        let blanks = |text: &str, rest: &str| (text.len() - rest.len()) as f32 * CELL.0;
        let (before, after) =
            (blanks(text, text.trim_start_matches(' ')), blanks(text, text.trim_end_matches(' ')));
        if look.paper != self.page.paper {
            let paper = css(look.paper);
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
                CELL.1
            );
        }
        if !text.trim().is_empty() {
            let weight = if look.bold { " font-weight=\"bold\"" } else { "" };
            let slant = if look.italic { " font-style=\"italic\"" } else { "" };
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
                 xml:space=\"preserve\" fill=\"{}\"{weight}{slant}>{}</text>",
                x + before,
                y + 13.5,
                width - before - after,
                css(look.ink),
                escape(text.trim_matches(' '))
            );
        }
        let dashes = match look.underline {
            Underline::None => return,
            Underline::Plain => "",
            Underline::Dotted => " stroke-dasharray=\"1.5 2\"",
            Underline::Dashed => " stroke-dasharray=\"5 3\"",
        };
        let line = y + 16.0;
        let _ =
            writeln!(out, "<path d=\"M{x:.1} {line:.1}h{width:.1}\" stroke=\"{}\"{dashes}/>", css(look.ink));
    }

    fn look(&self, row: u16, column: u16) -> Look {
        let Some(cell) = self.all.cell(row, column) else {
            return Look {
                ink: self.page.ink,
                paper: self.page.paper,
                bold: false,
                italic: false,
                underline: Underline::None,
            };
        };
        let (mut ink, mut paper) = (rgb(cell.fgcolor(), self.page.ink), rgb(cell.bgcolor(), self.page.paper));
        if cell.inverse() {
            std::mem::swap(&mut ink, &mut paper);
        }
        if cell.dim() {
            ink = between(ink, paper);
        }
        let underline = self.underline(row, column, cell);
        Look { ink, paper, bold: cell.bold(), italic: cell.italic(), underline }
    }

    fn underline(&self, row: u16, column: u16, cell: &Cell) -> Underline {
        let under = |screen: &Screen| screen.cell(row, column).is_some_and(Cell::underline);
        match (cell.underline(), under(&self.dotted), under(&self.dashed)) {
            (false, ..) => Underline::None,
            (_, true, false) => Underline::Dotted,
            (_, false, true) => Underline::Dashed,
            _ => Underline::Plain,
        }
    }
}

/// A colour from `rrggbb`.
pub fn hex(text: &str) -> Result<Rgb, String> {
    let number = u32::from_str_radix(text, 16).map_err(|_| format!("{text} is no colour"))?;
    let [_, red, green, blue] = number.to_be_bytes();
    Ok((red, green, blue))
}

fn css((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Dim ink: three fifths of the way from paper to ink.
fn between(ink: Rgb, paper: Rgb) -> Rgb {
    let mix = |a: u8, b: u8| ((u16::from(a) * 3 + u16::from(b) * 2) / 5) as u8;
    (mix(ink.0, paper.0), mix(ink.1, paper.1), mix(ink.2, paper.2))
}

fn rgb(color: Color, default: Rgb) -> Rgb {
    match color {
        Color::Default => default,
        Color::Rgb(red, green, blue) => (red, green, blue),
        Color::Idx(n) => indexed(n),
    }
}

/// The usual 256 colours: sixteen named ones, a cube, a ramp of greys.
fn indexed(n: u8) -> Rgb {
    const NAMED: [u32; 16] = [
        0x000000, 0xcd3131, 0x0dbc79, 0xe5e510, 0x2472c8, 0xbc3fbc, 0x11a8cd, 0xe5e5e5, 0x666666, 0xf14c4c,
        0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xffffff,
    ];
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match n {
        0..16 => {
            let [_, red, green, blue] = NAMED[usize::from(n)].to_be_bytes();
            (red, green, blue)
        }
        16..232 => (step((n - 16) / 36), step((n - 16) / 6 % 6), step((n - 16) % 6)),
        _ => (8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
