//! Floor 2: text becomes a [`Document`]: one owned `String`, everything else spans into it.
//!
//! Offsets are bytes and never change after loading; positions, marks and links are kept as offsets.

pub mod date;
pub mod heading;
pub mod meta;
pub mod source;
pub mod token;

pub use meta::{Lang, Meta};
pub use source::{Format, opening, parse};
pub use token::{Sentence, Token, TokenKind};

use crate::text::{Problem, Span};

/// An article as it is read: its text, what is known about it, and its structure.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The body: NFC, `\n` line ends, no control characters, blocks separated by a blank line.
    pub text: String,
    /// Title, date, source and so on.
    pub meta: Meta,
    /// In order, covering the body; the lead before the first heading has no heading.
    pub sections: Vec<Section>,
    /// Every block of the body in order, headings included.
    pub blocks: Vec<Block>,
    /// Emphasis, links and such of the source, for display.
    pub inlines: Vec<Inline>,
    /// What was repaired or left out while loading.
    pub problems: Vec<Problem>,
}

/// A stretch of the body under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's text, without marks of the source format; none for the lead.
    pub heading: Option<Span>,
    /// Depth, from 1.
    pub level: u8,
    /// Heading and text together, up to the next section.
    pub span: Span,
}

/// One block of the body: a line or a paragraph between blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text, without the line end.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title, where it stands in the body.
    Title,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// Byline, source and date line, job title under a byline.
    Byline,
    /// A time stamp of a live blog.
    Time,
    /// An item of a list.
    ListItem,
    /// A quoted block.
    BlockQuote,
    /// The caption or credit of a picture.
    Caption,
    /// Text whose line breaks count (code, verse, tables).
    Preformatted,
    /// A rule between parts; its span is empty or the source's dashes.
    Rule,
}

/// A stretch of text that the source sets off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Where.
    pub span: Span,
    /// How.
    pub kind: InlineKind,
}

/// How a stretch of text is set off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis (italic).
    Emphasis,
    /// Strong emphasis (bold).
    Strong,
    /// Code.
    Code,
    /// A link, with its target.
    Link(String),
}

/// Sections from the headings among `blocks`: contiguous, from 0 to `len`, one for each heading and one before the
/// first where text precedes it. `levels` gives each heading's depth; the shallowest becomes 1, and 1 stands for any
/// that is missing.
pub(crate) fn sections(len: usize, blocks: &[Block], levels: &[u8]) -> Vec<Section> {
    let shallowest = levels.iter().copied().min().unwrap_or(1);
    let headings = blocks.iter().filter(|b| b.kind == BlockKind::Heading);
    let mut out: Vec<Section> = headings
        .enumerate()
        .map(|(i, b)| Section {
            heading: Some(b.span),
            level: levels.get(i).map_or(1, |l| l - shallowest + 1),
            span: Span::new(b.span.start as usize, len),
        })
        .collect();
    if blocks.first().is_none_or(|b| b.kind != BlockKind::Heading) {
        out.insert(0, Section { heading: None, level: 1, span: Span::new(0, len) });
    }
    if let Some(first) = out.first_mut() {
        first.span.start = 0;
    }
    for i in 1..out.len() {
        out[i - 1].span.end = out[i].span.start;
    }
    out
}

impl Document {
    /// The index of the section that byte `offset` lies in.
    pub fn section_at(&self, offset: usize) -> usize {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.sections.partition_point(|s| s.span.start <= offset).saturating_sub(1)
    }

    /// The title to show: the source's own, else the first words of the text.
    pub fn title(&self) -> &str {
        self.meta.title.as_deref().unwrap_or("")
    }

    /// Words in the body, as whitespace separates them.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}
