//! An article set in lines for a width. Lines are made when they are first asked for, so that a long article opens
//! at once; a place is an offset into the text, and lines are found from it.

use std::sync::Arc;

use super::cells::gaps;
use crate::document::{Block, BlockKind, Document, Lang};
use crate::text::Span;
use crate::text::typeset::{self, Measure, Patterns};

/// Blocks longer than this are set in parts, so that one endless paragraph opens as fast as many short ones.
const PART: usize = 1 << 14;

/// A gap is stretched by at most this many columns on average; a line that needs more stays ragged.
const WIDEST_STRETCH: usize = 3;

/// How the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Columns to a line.
    pub width: usize,
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// Whether paragraphs are told apart by an indented first line instead of a blank one.
    pub indented: bool,
    /// Whether the lines of running text are filled out to the width.
    pub justified: bool,
}

/// A line of the set article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands on it.
    pub content: Content,
    /// Columns it is moved in.
    pub indent: usize,
    /// Columns that its spaces are stretched by, all together.
    pub stretch: usize,
}

/// What stands on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// Text of the article.
    Body {
        /// Which text.
        span: Span,
        /// What kind of block it belongs to.
        kind: BlockKind,
        /// Whether it is the block's first line.
        first: bool,
        /// Whether a hyphen is added at its end.
        hyphen: bool,
    },
    /// The article's title, where the text itself does not hold it.
    Title(String),
    /// Source, date, author, reading time.
    About(String),
}

/// A line's address: piece, and line in it. Ordered as the lines are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineAt {
    piece: usize,
    line: usize,
}

impl LineAt {
    /// The first line.
    pub const TOP: LineAt = LineAt { piece: 0, line: 0 };
}

/// What is set together: the head of the article, a block, or part of a very long one.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Head,
    Text { span: Span, kind: BlockKind, first: bool, gap: usize },
}

/// The set article.
#[derive(Debug)]
pub struct Layout {
    document: Arc<Document>,
    head: Head,
    setting: Setting,
    pieces: Vec<Piece>,
    lines: Vec<Option<Box<[Line]>>>,
}

/// What is shown above the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title, unless the text begins with it.
    pub title: Option<String>,
    /// Source, date and so on in one line.
    pub about: String,
}

impl Layout {
    /// Prepares an article for setting; takes time in its blocks, not in its text.
    pub fn new(document: Arc<Document>, head: Head, setting: Setting) -> Self {
        // There is always a first piece, so that every address leads to a line of something.
        let headless = head == Head::default() && !document.blocks.is_empty();
        let mut pieces = if headless { Vec::new() } else { vec![Piece::Head] };
        let mut previous = None;
        for block in &document.blocks {
            let gap = gap(previous, block.kind, setting.indented);
            previous = Some(block.kind);
            parts(&document.text, block, gap, &mut pieces);
        }
        let lines = vec![None; pieces.len()];
        Self { document, head, setting, pieces, lines }
    }

    /// How it is set.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// The same article, set otherwise.
    pub fn reset(&mut self, setting: Setting) {
        if setting != self.setting {
            *self = Layout::new(Arc::clone(&self.document), std::mem::take(&mut self.head), setting);
        }
    }

    /// The line at an address; none outside the article or where nothing was set yet.
    pub fn line(&self, at: LineAt) -> Option<&Line> {
        self.lines.get(at.piece)?.as_ref()?.get(at.line)
    }

    /// The lines from an address on, as far as they are set.
    pub fn lines_from(&self, at: LineAt) -> impl Iterator<Item = &Line> {
        let set = |piece: &Option<Box<[Line]>>| piece.is_some();
        let pieces = self.lines.get(at.piece..).unwrap_or(&[]);
        pieces.iter().take_while(move |p| set(p)).flatten().flat_map(|lines| lines.iter()).skip(at.line)
    }

    /// The line after, if any, setting it where needed.
    pub fn after(&mut self, at: LineAt) -> Option<LineAt> {
        if at.line + 1 < self.lines_of(at.piece).len() {
            return Some(LineAt { line: at.line + 1, ..at });
        }
        let mut piece = at.piece + 1;
        while piece < self.pieces.len() {
            if !self.lines_of(piece).is_empty() {
                return Some(LineAt { piece, line: 0 });
            }
            piece += 1;
        }
        None
    }

    /// The line before, if any, setting it where needed.
    pub fn before(&mut self, at: LineAt) -> Option<LineAt> {
        if at.line > 0 {
            return Some(LineAt { line: at.line - 1, ..at });
        }
        let mut piece = at.piece;
        while piece > 0 {
            piece -= 1;
            let lines = self.lines_of(piece).len();
            if lines > 0 {
                return Some(LineAt { piece, line: lines - 1 });
            }
        }
        None
    }

    /// The line `by` lines on (back where negative), or the last one on that side.
    pub fn step(&mut self, mut at: LineAt, by: isize) -> LineAt {
        for _ in 0..by.unsigned_abs() {
            let next = if by < 0 { self.before(at) } else { self.after(at) };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The last line.
    pub fn bottom(&mut self) -> LineAt {
        let piece = self.pieces.len() - 1;
        LineAt { piece, line: self.lines_of(piece).len().saturating_sub(1) }
    }

    /// The line that the text at byte `offset` stands on.
    pub fn find(&mut self, offset: usize) -> LineAt {
        let starts_after = |p: &Piece| match p {
            Piece::Head => false,
            Piece::Text { span, .. } => span.start as usize > offset,
        };
        let piece = self.pieces.partition_point(|p| !starts_after(p)).saturating_sub(1);
        let lines = self.lines_of(piece);
        let before = |l: &Line| match l.content {
            Content::Body { span, .. } => span.start as usize <= offset,
            _ => true,
        };
        let line = lines.partition_point(before).saturating_sub(1);
        LineAt { piece, line }
    }

    /// The offset that a line stands for: its first byte, or that of the text after it.
    pub fn offset(&mut self, at: LineAt) -> usize {
        let piece = self.pieces[at.piece.min(self.pieces.len() - 1)];
        let body = |l: &Line| match l.content {
            Content::Body { span, .. } => Some(span.start as usize),
            _ => None,
        };
        match piece {
            Piece::Head => 0,
            Piece::Text { span, .. } => {
                let lines = self.lines_of(at.piece);
                lines.iter().skip(at.line).find_map(body).unwrap_or(span.start as usize)
            }
        }
    }

    /// How many lines there are from `from` to `to`, at most `limit`.
    pub fn distance(&mut self, from: LineAt, to: LineAt, limit: usize) -> usize {
        let (mut at, mut count) = (from, 0);
        while at < to && count < limit {
            match self.after(at) {
                Some(next) => at = next,
                None => break,
            }
            count += 1;
        }
        count
    }

    fn lines_of(&mut self, piece: usize) -> &[Line] {
        if self.lines.get(piece).is_some_and(Option::is_none) {
            self.lines[piece] = Some(self.set(self.pieces[piece]).into());
        }
        self.lines.get(piece).and_then(Option::as_deref).unwrap_or(&[])
    }

    fn set(&self, piece: Piece) -> Vec<Line> {
        match piece {
            Piece::Head => self.set_head(),
            Piece::Text { span, kind, first, gap } => self.set_block(span, kind, first, gap),
        }
    }

    fn set_head(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let measure = Measure { width: self.setting.width, indent: 0, patterns: None };
        let mut push = |text: &str, content: fn(String) -> Content| {
            for line in typeset::set(text, measure) {
                let content = content(line.span.of(text).to_string());
                lines.push(Line { content, indent: 0, stretch: 0 });
            }
        };
        if let Some(title) = &self.head.title {
            push(title, Content::Title);
        }
        if !self.head.about.is_empty() {
            push(&self.head.about, Content::About);
        }
        lines
    }

    fn set_block(&self, span: Span, kind: BlockKind, first: bool, gap: usize) -> Vec<Line> {
        let indent = indent(kind);
        let first_indent = if self.setting.indented && first && gap == 0 { 2 } else { 0 };
        let patterns =
            (self.setting.hyphenate && hyphenated(kind)).then(|| patterns(self.document.meta.lang));
        let width = self.setting.width.saturating_sub(indent).max(1);
        let blank = Line { content: Content::Blank, indent: 0, stretch: 0 };
        let mut lines = vec![blank; if first { gap } else { 0 }];
        let text = span.of(&self.document.text);
        let filled = self.setting.justified && hyphenated(kind);
        for (i, line) in
            typeset::set(text, Measure { width, indent: first_indent, patterns }).iter().enumerate()
        {
            let first_indent = if i == 0 { first_indent } else { 0 };
            let stretch = if filled { stretch(text, line, width - first_indent.min(width)) } else { 0 };
            let start = span.start + line.span.start;
            let span = Span { start, end: span.start + line.span.end };
            let content = Content::Body { span, kind, first: first && i == 0, hyphen: line.hyphen };
            lines.push(Line { content, indent: indent + first_indent, stretch });
        }
        lines
    }
}

/// Columns that a line of `text` lacks to be full; none for the last line before a break, and none where its few
/// gaps would become holes.
fn stretch(text: &str, line: &typeset::Line, width: usize) -> usize {
    let rest = text[line.span.end as usize..].trim_start_matches([' ', '\t']);
    if rest.is_empty() || rest.starts_with(['\n', '\u{2028}', '\u{85}', '\u{b}', '\u{c}']) {
        return 0;
    }
    let spare = width.saturating_sub(line.width as usize);
    if spare <= WIDEST_STRETCH * gaps(line.span.of(text)) { spare } else { 0 }
}

/// Cuts a block into parts of at most [`PART`] bytes, at white space where there is some.
fn parts(text: &str, block: &Block, gap: usize, pieces: &mut Vec<Piece>) {
    let mut rest = block.span;
    let mut first = true;
    loop {
        let here = rest.of(text);
        let cut = if here.len() <= PART { here.len() } else { cut(here) };
        let span = Span { start: rest.start, end: rest.start + cut as u32 };
        pieces.push(Piece::Text { span, kind: block.kind, first, gap });
        rest.start = span.end;
        first = false;
        if rest.is_empty() {
            return;
        }
    }
}

fn cut(text: &str) -> usize {
    let limit = text.floor_char_boundary(PART);
    match text[..limit].rfind(char::is_whitespace) {
        Some(space) if space > 0 => space + text[space..].chars().next().map_or(1, char::len_utf8),
        _ => limit,
    }
}

/// Blank lines before a block.
fn gap(previous: Option<BlockKind>, kind: BlockKind, indented: bool) -> usize {
    use BlockKind::{Byline, Heading, ListItem, Paragraph, Preformatted, Time, Title};
    match (previous, kind) {
        (None, Title) => 0,
        (Some(Byline), Byline) | (Some(ListItem), ListItem) | (Some(Preformatted), Preformatted) => 0,
        (Some(Time), Heading | Paragraph) | (Some(Title), Byline) => 0,
        (Some(Heading), _) => 1,
        (Some(_), Heading | Time) => 2,
        (Some(Paragraph), Paragraph) if indented => 0,
        _ => 1,
    }
}

fn indent(kind: BlockKind) -> usize {
    match kind {
        BlockKind::BlockQuote => 4,
        BlockKind::ListItem => 2,
        _ => 0,
    }
}

fn hyphenated(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::BlockQuote | BlockKind::ListItem)
}

fn patterns(lang: Lang) -> Patterns {
    match lang {
        Lang::Nl => Patterns::Dutch,
        Lang::En => Patterns::English,
        Lang::De => Patterns::German,
        Lang::Fr => Patterns::French,
        Lang::Es => Patterns::Spanish,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Content, Head, Layout, LineAt, Setting};
    use crate::document::{Format, parse};

    fn layout(text: &str, width: usize) -> Layout {
        let document = Arc::new(parse(text.as_bytes(), Format::Plain));
        let head = Head { title: None, about: "Wire".into() };
        Layout::new(document, head, Setting { width, hyphenate: false, indented: false, justified: false })
    }

    /// All lines, drawn.
    fn picture(layout: &mut Layout, text: &str) -> Vec<String> {
        let mut at = LineAt::TOP;
        let mut lines = Vec::new();
        loop {
            layout.lines_of(at.piece);
            lines.push(match layout.line(at).map(|l| &l.content) {
                Some(Content::Body { span, .. }) => span.of(text).to_string(),
                Some(Content::Title(t) | Content::About(t)) => format!("<{t}>"),
                Some(Content::Blank) => String::new(),
                None => "?".into(),
            });
            match layout.after(at) {
                Some(next) => at = next,
                None => return lines,
            }
        }
    }

    const TEXT: &str = "Een lange eerste zin die over de regel loopt.\n\nEen tweede alinea volgt hier dan.";

    #[test]
    fn paragraphs_stand_apart() {
        let drawn = picture(&mut layout(TEXT, 26), TEXT);
        let expected = [
            "<Wire>",
            "",
            "Een lange eerste zin die",
            "over de regel loopt.",
            "",
            "Een tweede alinea volgt",
            "hier dan.",
        ];
        assert_eq!(drawn, expected);
    }

    #[test]
    fn a_place_survives_any_change_of_width() {
        for offset in (0..TEXT.len()).filter(|&o| TEXT.is_char_boundary(o)) {
            for width in 1..60 {
                let mut layout = layout(TEXT, width);
                let at = layout.find(offset);
                let line = layout.offset(at);
                assert!(line <= offset, "{offset} at {width}");
                if let Some(next) = layout.after(at) {
                    assert!(
                        layout.offset(next) > offset
                            || layout.offset(next) == line
                            || layout.offset(next) > line
                    );
                }
            }
        }
    }

    #[test]
    fn an_endless_paragraph_is_set_in_parts() {
        let text = "woord ".repeat(100_000);
        let mut layout = layout(&text, 60);
        let at = layout.find(300_000);
        assert!(layout.offset(at) <= 300_000);
        let set = layout.lines.iter().filter(|l| l.is_some()).count();
        assert!(set <= 2, "{set} parts were set to find one place");
    }
}
