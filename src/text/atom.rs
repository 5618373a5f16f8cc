//! The smallest pieces of text: runs of letters, runs of digits, single marks.
//!
//! Figures are read below the level of tokens, where `14.09.2022`, `€5m` and `15h30` come apart.

use super::Span;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AtomKind {
    /// Letters.
    Word,
    /// Digits 0 to 9.
    Digits,
    /// One character of any other kind.
    Mark,
}

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: AtomKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

fn kind(c: char) -> AtomKind {
    if c.is_ascii_digit() {
        AtomKind::Digits
    } else if c.is_alphabetic() {
        AtomKind::Word
    } else {
        AtomKind::Mark
    }
}

/// The pieces of `text[span]` in order; the first counts as spaced. White space is none.
pub fn atoms(text: &str, span: Span) -> impl Iterator<Item = Atom> + '_ {
    let base = span.start as usize;
    let part = span.of(text);
    let mut chars = part.char_indices().peekable();
    let mut spaced = true;
    std::iter::from_fn(move || {
        loop {
            let (at, c) = chars.next()?;
            if c.is_whitespace() {
                spaced = true;
                continue;
            }
            let kind = kind(c);
            let mut end = at + c.len_utf8();
            while let Some((next, d)) = chars.peek().copied() {
                if kind == AtomKind::Mark || d.is_whitespace() || self::kind(d) != kind {
                    break;
                }
                end = next + d.len_utf8();
                chars.next();
            }
            let atom = Atom { span: Span::new(base + at, base + end), kind, spaced };
            spaced = false;
            return Some(atom);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::atoms;
    use crate::text::Span;

    #[test]
    fn digits_letters_and_marks_come_apart() {
        let text = "op 14.09 €5m";
        let found: Vec<_> =
            atoms(text, Span::new(0, text.len())).map(|a| (a.span.of(text), a.spaced)).collect();
        let expected = [
            ("op", true),
            ("14", true),
            (".", false),
            ("09", false),
            ("€", true),
            ("5", false),
            ("m", false),
        ];
        assert_eq!(found, expected);
    }
}
