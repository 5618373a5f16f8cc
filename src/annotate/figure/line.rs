//! One block of text as the figure rules see it.

use crate::document::Lang;
use crate::language::figures::{Class, Entry, Figures};
use crate::text::Span;
use crate::text::atom::{Atom, AtomKind, atoms};

/// A piece of text with what its phrases may mean.
pub(super) struct Piece {
    pub(super) atom: Atom,
    pub(super) senses: &'static [Entry],
    /// Whether it belongs to a name: no figure runs over it.
    pub(super) named: bool,
    /// Whether a figure can begin with it; most words do not pass.
    pub(super) opens: bool,
}

/// A block in pieces. Positions are indices into `pieces`; beyond the end there is nothing.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) lang: Lang,
    pub(super) words: &'static Figures,
    pub(super) base: Option<jiff::civil::DateTime>,
    pub(super) pieces: Vec<Piece>,
}

/// A phrase that was found: what its row says, and the position after it.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) value: &'static str,
    pub(super) end: usize,
}

impl Hit {
    /// The row's value as a number; 0 where it is none.
    pub(super) fn number(self) -> i64 {
        self.value.parse().unwrap_or(0)
    }
}

/// The packs write apostrophes straight.
fn straight(c: char) -> char {
    if matches!(c, '’' | 'ʼ') { '\'' } else { c }
}

/// No phrase of the packs has more pieces.
const LONGEST_PHRASE: usize = 6;

impl<'a> Line<'a> {
    /// Takes a block apart; `is_named` tells whether a piece belongs to a name.
    pub(super) fn read(
        text: &'a str,
        span: Span,
        lang: Lang,
        base: Option<jiff::civil::DateTime>,
        mut is_named: impl FnMut(Span) -> bool,
    ) -> Line<'a> {
        let words = Figures::of(lang);
        let mut lower = String::new();
        let piece = |atom: Atom| {
            let named = is_named(atom.span);
            if atom.kind == AtomKind::Digits {
                return Piece { atom, senses: &[], named, opens: !named };
            }
            lower.clear();
            for c in atom.span.of(text).chars() {
                match c {
                    c if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
                    c => lower.extend(straight(c).to_lowercase()),
                }
            }
            let senses = words.senses(&lower);
            let is_opening = senses.iter().any(|e| e.class.opens_figure());
            let is_numeral = || atom.kind == AtomKind::Word && !words.compound(&lower).is_empty();
            Piece { atom, senses, named, opens: !named && (is_opening || is_numeral()) }
        };
        Line { text, lang, words, base, pieces: atoms(text, span).map(piece).collect() }
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |p| p.atom.span.of(self.text))
    }

    pub(super) fn lower(&self, at: usize) -> String {
        self.word(at).chars().map(straight).flat_map(char::to_lowercase).collect()
    }

    /// Whether there is a piece, and white space before it.
    pub(super) fn spaced(&self, at: usize) -> bool {
        self.pieces.get(at).is_none_or(|p| p.atom.spaced)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.atom.kind == AtomKind::Word)
    }

    /// A run of digits that is no name's, with its length.
    pub(super) fn digits(&self, at: usize) -> Option<(u64, usize)> {
        let piece = self.pieces.get(at).filter(|p| p.atom.kind == AtomKind::Digits && !p.named)?;
        let digits = piece.atom.span.of(self.text);
        Some((digits.parse().ok()?, digits.len()))
    }

    /// Whether the mark `mark` stands at `at`, glued to what is before it.
    pub(super) fn glued_mark(&self, at: usize, mark: &str) -> bool {
        !self.spaced(at) && self.word(at) == mark
    }

    /// The longest phrase of a class that begins here, outside names.
    pub(super) fn has(&self, at: usize, class: Class) -> Option<Hit> {
        let piece = self.pieces.get(at).filter(|p| !p.named && !p.senses.is_empty())?;
        let entry = piece.senses.iter().find(|e| e.class == class && self.follows(at + 1, e))?;
        let needs_capital =
            matches!(class, Class::Month | Class::Weekday) && matches!(self.lang, Lang::En | Lang::De);
        let is_capital = self.word(at).starts_with(char::is_uppercase);
        (is_capital || !needs_capital).then_some(Hit { value: entry.value, end: at + 1 + entry.rest.len() })
    }

    /// A length of time, in the singular or the plural.
    pub(super) fn period(&self, at: usize) -> Option<Hit> {
        self.has(at, Class::Period).or_else(|| self.has(at, Class::Periods))
    }

    fn follows(&self, from: usize, entry: &Entry) -> bool {
        entry.rest.iter().zip(from..).all(|((word, spaced), at)| {
            let fits = |p: &Piece| p.atom.spaced == *spaced && !p.named;
            self.pieces.get(at).is_some_and(fits) && self.lower(at) == *word
        })
    }

    /// The phrase of a class that ends right before `at`.
    pub(super) fn preceded(&self, at: usize, class: Class) -> Option<usize> {
        (at.saturating_sub(LONGEST_PHRASE)..at)
            .find(|from| self.has(*from, class).is_some_and(|hit| hit.end == at))
    }

    /// The position after any number of phrases of a class, at most two.
    pub(super) fn skip(&self, at: usize, class: Class) -> usize {
        let once = |at: usize| self.has(at, class).map_or(at, |hit| hit.end);
        once(once(at))
    }

    /// From the piece at `from` to the one before `end`.
    pub(super) fn span(&self, from: usize, end: usize) -> Option<Span> {
        let (first, last) = (self.pieces.get(from)?, self.pieces.get(end.checked_sub(1)?)?);
        Some(Span { start: first.atom.span.start, end: last.atom.span.end })
    }
}
