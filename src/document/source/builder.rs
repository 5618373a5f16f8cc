//! Puts a document together block by block, cleaning every piece of text on its way in.
//!
//! The formats with marks (Markdown, HTML) make their text here: blocks stand apart by a blank line, white space
//! inside a block is single spaces, and inlines are spans into the text as it grows.

use super::super::{Block, BlockKind, Document, Inline, InlineKind, Meta, sections};
use crate::text::clean::{clean, nfc};
use crate::text::{Problem, Span};

/// A document in the making.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    /// The depth of each heading, in the order of the headings.
    levels: Vec<u8>,
    inlines: Vec<Inline>,
    /// Inlines that are open, with the place where they began.
    open: Vec<(InlineKind, usize)>,
    current: Option<Current>,
    pub(super) problems: Vec<Problem>,
}

/// The block that is being filled.
struct Current {
    kind: BlockKind,
    level: u8,
    start: usize,
    first_inline: usize,
}

impl Builder {
    /// Begins a block of `kind`; one that is still open ends first. `level` counts for headings only.
    pub(super) fn begin(&mut self, kind: BlockKind, level: u8) {
        self.end();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.current =
            Some(Current { kind, level, start: self.text.len(), first_inline: self.inlines.len() });
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// Whether the open block is one whose line breaks count.
    pub(super) fn is_preformatted(&self) -> bool {
        self.current.as_ref().is_some_and(|c| c.kind == BlockKind::Preformatted)
    }

    /// Whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text to the open block, beginning a paragraph where none is open. Outside preformatted blocks white space
    /// becomes single spaces.
    pub(super) fn push(&mut self, piece: &str) {
        if self.current.is_none() && piece.trim_ascii().is_empty() {
            return;
        }
        if self.current.is_none() {
            self.begin(BlockKind::Paragraph, 1);
        }
        let cleaned = clean(piece.to_owned(), &mut self.problems);
        let kind = self.current.as_ref().map_or(BlockKind::Paragraph, |c| c.kind);
        if kind == BlockKind::Preformatted { self.text.push_str(&cleaned) } else { self.push_words(&cleaned) }
    }

    fn push_words(&mut self, piece: &str) {
        for part in piece.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = part.trim_ascii_end();
            self.text.push_str(word);
            let at_start = self.current.as_ref().is_some_and(|c| c.start == self.text.len());
            if word.len() < part.len() && !at_start && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    /// Adds a line break that counts.
    pub(super) fn line_break(&mut self) {
        let Some(current) = &self.current else { return };
        if current.kind == BlockKind::Preformatted {
            self.text.push('\n');
        } else {
            self.push(" ");
        }
    }

    /// Opens an inline at this place.
    pub(super) fn open(&mut self, kind: InlineKind) {
        self.open.push((kind, self.text.len()));
    }

    /// Closes the inline opened last.
    pub(super) fn close(&mut self) {
        if let Some((kind, start)) = self.open.pop() {
            self.keep_inline(kind, start);
        }
    }

    /// Records an inline from `start` to here, without the white space around it.
    fn keep_inline(&mut self, kind: InlineKind, start: usize) {
        let Some(stretch) = self.text.get(start..) else { return };
        let start = start + (stretch.len() - stretch.trim_start().len());
        let span = Span::new(start, self.text.trim_end().len());
        if !span.is_empty() && self.current.as_ref().is_some_and(|c| c.start <= start) {
            self.inlines.push(Inline { span, kind });
        }
    }

    /// Ends the open block; an empty one leaves no trace.
    pub(super) fn end(&mut self) {
        let Some(current) = self.current.take() else { return };
        self.text.truncate(self.text.trim_end().len().max(current.start));
        if self.text.len() == current.start {
            self.text.truncate(current.start.saturating_sub(2));
            self.inlines.truncate(current.first_inline);
            return;
        }
        self.recompose(&current);
        self.blocks.push(Block { span: Span::new(current.start, self.text.len()), kind: current.kind });
        if current.kind == BlockKind::Heading {
            self.levels.push(current.level);
        }
    }

    /// A mark and its letter can come in two pieces; where they compose, the block's inlines no longer fit and go.
    fn recompose(&mut self, current: &Current) {
        let block = self.text.split_off(current.start);
        let composed = nfc(block.clone());
        if composed != block {
            self.inlines.truncate(current.first_inline);
        }
        self.text.push_str(&composed);
    }

    /// Adds a rule between parts: an empty block at this place.
    pub(super) fn rule(&mut self) {
        self.end();
        let here = Span::new(self.text.len(), self.text.len());
        if self.blocks.last().is_some_and(|b| b.kind != BlockKind::Rule) {
            self.blocks.push(Block { span: here, kind: BlockKind::Rule });
        }
    }

    /// The finished document.
    pub(super) fn finish(mut self, meta: Meta) -> Document {
        self.end();
        self.inlines.sort_by_key(|i| (i.span.start, std::cmp::Reverse(i.span.end)));
        let sections = sections(self.text.len(), &self.blocks, &self.levels);
        Document {
            text: self.text,
            meta,
            sections,
            blocks: self.blocks,
            inlines: self.inlines,
            problems: self.problems,
        }
    }
}
