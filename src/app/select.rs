//! Selecting text: two ends in the text, and how they move.

use unicode_segmentation::UnicodeSegmentation;

use super::layout::{Content, Line};
use super::reader::Reader;
use crate::document::{BlockKind, Document, token};
use crate::text::Span;

/// What is selected at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// From character to character.
    Characters,
    /// Whole paragraphs.
    Paragraphs,
}

/// A selection; the characters at both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays, a byte offset.
    pub anchor: usize,
    /// The end that moves, a byte offset.
    pub head: usize,
    /// What is selected at once.
    pub unit: Unit,
    /// The column that moving by lines keeps to.
    column: Option<usize>,
}

impl Selection {
    /// A selection of what stands at one offset.
    pub fn new(at: usize, unit: Unit) -> Self {
        Self { anchor: at, head: at, unit, column: None }
    }

    /// The same ends, with another unit.
    pub fn with(self, unit: Unit) -> Self {
        Self { unit, column: None, ..self }
    }

    /// The text that is selected.
    pub fn span(self, document: &Document) -> Span {
        let (start, last) = (self.anchor.min(self.head), self.anchor.max(self.head));
        let end = last + cluster_at(&document.text, last);
        match self.unit {
            Unit::Characters => Span::new(start, end),
            Unit::Paragraphs => {
                let touched = Span::new(start, end.max(start + 1));
                let blocks = document.blocks.iter().map(|b| b.span).filter(|b| b.overlaps(touched));
                let all =
                    |all: Option<Span>, b: Span| Some(Span { start: all.map_or(b.start, |a| a.start), ..b });
                blocks.fold(None, all).unwrap_or(touched)
            }
        }
    }

    /// Moves the head by characters.
    pub fn by_characters(&mut self, text: &str, by: isize) {
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 { after(text, self.head) } else { before(text, self.head) };
            let Some(next) = next else { break };
            self.put(next);
        }
    }

    /// Moves the head to where words begin.
    pub fn by_words(&mut self, text: &str, by: isize) {
        let word = |(_, w): &(usize, &str)| w.chars().next().is_some_and(char::is_alphanumeric);
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 {
                let words = text[self.head..].split_word_bound_indices().skip(1);
                words.into_iter().find(word).map(|(at, _)| self.head + at)
            } else {
                text[..self.head].split_word_bound_indices().rev().find(word).map(|(at, _)| at)
            };
            let Some(next) = next else { break };
            self.put(next);
        }
    }

    /// Moves the head to the last character of a stretch, or back to the first of one.
    pub fn by_spans(&mut self, text: &str, spans: &[Span], by: isize) {
        for _ in 0..by.unsigned_abs() {
            let last = |s: &Span| last_character(text, *s);
            let next = if by > 0 {
                spans.iter().map(last).find(|&at| at > self.head)
            } else {
                spans.iter().rev().map(|s| s.start as usize).find(|&at| at < self.head)
            };
            let Some(next) = next else { break };
            self.put(next);
        }
    }

    /// Moves the head by lines of the column, blank ones not counted.
    pub fn by_lines(&mut self, reader: &mut Reader, by: isize) {
        let mut at = reader.layout.find(self.head);
        let here =
            reader.layout.line(at).and_then(|l| column_of(l, self.head, &reader.article.document.text));
        let column = self.column.or(here).unwrap_or(0);
        for _ in 0..by.unsigned_abs() {
            let mut next = at;
            let found = loop {
                let step = if by > 0 { reader.layout.after(next) } else { reader.layout.before(next) };
                let Some(step) = step else { break None };
                next = step;
                let text = &reader.article.document.text;
                if let Some(offset) = reader.layout.line(next).and_then(|l| offset_on(l, column, text)) {
                    break Some(offset);
                }
            };
            let Some(offset) = found else { break };
            self.put(offset);
            at = next;
        }
        self.column = Some(column);
    }

    /// Puts the head somewhere.
    pub fn put(&mut self, offset: usize) {
        self.head = offset;
        self.column = None;
    }

    /// The head becomes the end that stays.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.anchor, &mut self.head);
        self.column = None;
    }
}

/// Bytes of the cluster at an offset.
fn cluster_at(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.graphemes(true).next()).map_or(0, str::len)
}

/// Where the last character of a stretch begins.
pub fn last_character(text: &str, span: Span) -> usize {
    before(text, span.end as usize).unwrap_or(0)
}

/// The character after the one at an offset; line ends are passed over.
fn after(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.grapheme_indices(true).skip(1);
    rest.into_iter().find(|(_, c)| !c.starts_with('\n')).map(|(i, _)| at + i)
}

/// The character before an offset; line ends are passed over.
fn before(text: &str, at: usize) -> Option<usize> {
    text.get(..at)?.grapheme_indices(true).rev().find(|(_, c)| !c.starts_with('\n')).map(|(i, _)| i)
}

/// The column at which an offset stands on a line of the text.
pub fn column_of(line: &Line, offset: usize, text: &str) -> Option<usize> {
    let Content::Body { .. } = line.content else { return None };
    let before = line.cells(text).take_while(|c| c.at < offset).last();
    Some(before.map_or(line.indent, |c| c.column + c.columns))
}

/// The offset at a column of a line of the text, or that of its last character.
pub fn offset_on(line: &Line, column: usize, text: &str) -> Option<usize> {
    let Content::Body { span, .. } = line.content else { return None };
    let mut last = span.start as usize;
    for cell in line.cells(text) {
        last = cell.at;
        if column < cell.column + cell.columns {
            break;
        }
    }
    Some(last)
}

/// The paragraphs, headings and so on: every block with text.
pub fn paragraphs(document: &Document) -> Vec<Span> {
    let text = |k: BlockKind| k != BlockKind::Rule;
    document.blocks.iter().filter(|b| text(b.kind) && !b.span.is_empty()).map(|b| b.span).collect()
}

/// The sentences of the block at an offset, and of those before and after it.
pub fn sentences(document: &Document, offset: usize) -> Vec<Span> {
    let blocks = &document.blocks;
    let at = blocks.partition_point(|b| b.span.start as usize <= offset).saturating_sub(1);
    let full = |i: &usize| blocks[*i].kind != BlockKind::Rule && !blocks[*i].span.is_empty();
    let before = (0..at).rev().find(full);
    let after = (at + 1..blocks.len()).find(full);
    let near = before.into_iter().chain((at < blocks.len()).then_some(at)).chain(after);
    let here = Span::new(offset, offset);
    near.flat_map(|block| token::sentences(document, block, here)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop, proptest};

    use super::{Selection, Unit, column_of, offset_on, paragraphs, sentences};
    use crate::app::layout::{Content, Line};
    use crate::document::{BlockKind, Format, parse};
    use crate::text::Span;

    const TEXT: &str = "Eén zin. Nog e\u{301}én zin.\n\nTweede alinea 👩‍👩‍👧 hier.";

    #[test]
    fn ends_move_by_characters_words_and_sentences() {
        let document = parse(TEXT.as_bytes(), Format::Plain);
        let text = &document.text;
        let mut selection = Selection::new(0, Unit::Characters);
        selection.by_characters(text, 2);
        assert_eq!(selection.span(&document).of(text), "Eén");
        selection.by_words(text, 2);
        assert_eq!(selection.span(&document).of(text), "Eén zin. N");
        selection.by_spans(text, &sentences(&document, selection.head), 1);
        assert!(selection.span(&document).of(text).ends_with("én zin."));
        selection.by_characters(text, 1);
        assert!(selection.span(&document).of(text).ends_with("\n\nT"), "line ends are passed over");
        selection.by_spans(text, &paragraphs(&document), 1);
        assert!(selection.span(&document).of(text).ends_with("hier."));
        selection.swap();
        assert_eq!(selection.head, 0);
    }

    #[test]
    fn whole_paragraphs_are_selected_from_anywhere_in_them() {
        let document = parse(TEXT.as_bytes(), Format::Plain);
        let at = document.text.find("alinea").expect("there");
        let span = Selection::new(at, Unit::Paragraphs).span(&document);
        assert!(span.of(&document.text).starts_with("Tweede") && span.of(&document.text).ends_with("hier."));
    }

    #[test]
    fn columns_are_those_of_a_line_whose_spaces_are_stretched() {
        let text = "een twee drie";
        let (span, kind) = (Span::new(0, text.len()), BlockKind::Paragraph);
        let line =
            Line { content: Content::Body { span, kind, first: true, hyphen: false }, indent: 2, stretch: 5 };
        for at in [0, 4, 9] {
            let column = column_of(&line, at, text).expect("text");
            assert_eq!(offset_on(&line, column, text), Some(at));
        }
        assert_eq!(column_of(&line, 9, text), Some(2 + 9 + 5));
        assert_eq!(offset_on(&line, 99, text), Some(text.len() - 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn never_panics_and_ends_on_characters(
            text in "[a-z .\n\u{301}👩\u{200d}é]{0,40}",
            moves in prop::collection::vec((0u8..4, -3isize..4), 0..12),
        ) {
            let document = parse(text.as_bytes(), Format::Plain);
            let mut selection = Selection::new(0, Unit::Characters);
            for (kind, by) in moves {
                match kind {
                    0 => selection.by_characters(&document.text, by),
                    1 => selection.by_words(&document.text, by),
                    2 => selection.by_spans(&document.text, &sentences(&document, selection.head), by),
                    _ => selection.swap(),
                }
                let span = selection.span(&document);
                assert!(document.text.get(span.range()).is_some());
            }
        }
    }
}
