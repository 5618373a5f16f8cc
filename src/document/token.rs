//! Tokens and sentences: what the engines of floor 4 look at.

mod abbreviation;
mod scan;
mod sentence;

use crate::text::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with the apostrophes and dots that belong to them (`auto's`, `bijv.`, `J.P.`).
    Word,
    /// Digits, with their separators (`6500`, `1,5`, `10.000`).
    Number,
    /// One mark of punctuation or a run of the same (`...`).
    Punct,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space precedes it (false inside `VVD-leider`, which is three tokens).
    pub spaced: bool,
}

/// One sentence, as a range of tokens; never crosses a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: u32,
    /// The token after the last.
    pub end: u32,
    /// The block it stands in, an index into `Document::blocks`.
    pub block: u32,
}

/// The tokens of a document and its sentences, in order.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All sentences; together they cover all tokens.
    pub sentences: Vec<Sentence>,
}

/// Splits a document into tokens and sentences.
///
/// Hyphens and slashes are tokens of their own, so that a name can be marked inside `VVD-leider`. An apostrophe
/// inside a word stays (`auto's`, `VVD'er`), but the genitive of a capitalised word is split off (`Rutte` + `'s`),
/// as is a French elision (`l'` + `Élysée`). The first token of a block counts as spaced.
pub fn tokenize(document: &super::Document) -> Tokens {
    let lang = document.meta.lang;
    let mut out = Tokens::default();
    for (block, b) in document.blocks.iter().enumerate() {
        let first = out.tokens.len();
        scan::scan(&document.text, b.span, lang, &mut out.tokens);
        sentence::split(&document.text, lang, block as u32, first, &mut out);
    }
    out
}

/// Bytes of a block before and after a place in which its sentences are looked for; a longer sentence is cut.
const NEAR: usize = 1 << 13;

/// The sentences of one block around a stretch of the text, as spans of the text: all of them, unless the block is
/// very long.
pub fn sentences(document: &super::Document, block: usize, around: Span) -> Vec<Span> {
    let Some(b) = document.blocks.get(block) else { return Vec::new() };
    let near = near(&document.text, b.span, around);
    let mut out = Tokens::default();
    scan::scan(&document.text, near, document.meta.lang, &mut out.tokens);
    sentence::split(&document.text, document.meta.lang, block as u32, 0, &mut out);
    let span = |s: &Sentence| {
        let (first, last) =
            (out.tokens.get(s.first as usize)?, out.tokens.get((s.end as usize).checked_sub(1)?)?);
        Some(Span { start: first.span.start, end: last.span.end })
    };
    out.sentences.iter().filter_map(span).collect()
}

/// What of a block lies around a stretch, cut at white space.
fn near(text: &str, block: Span, around: Span) -> Span {
    let inside = |at: usize| at.clamp(block.start as usize, block.end as usize);
    let start = inside((around.start as usize).saturating_sub(NEAR));
    let end = inside((around.end as usize).saturating_add(NEAR));
    let (start, end) = (text.floor_char_boundary(start), text.ceil_char_boundary(end));
    let before = text[block.start as usize..start].rfind(char::is_whitespace);
    let after = text[end..block.end as usize].find(char::is_whitespace);
    Span::new(
        before.map_or(block.start as usize, |at| block.start as usize + at),
        after.map_or(block.end as usize, |at| end + at),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, Lang, parse};
    use proptest::prelude::*;

    fn document(lang: Lang, text: &str) -> Document {
        let mut document = parse(text.as_bytes(), Format::Plain);
        document.meta.lang = lang;
        document
    }

    /// Tokens separated by a blank, sentences by ` | `.
    fn shown(lang: Lang, text: &str) -> String {
        let document = document(lang, text);
        let tokens = tokenize(&document);
        let words = |s: &Sentence| {
            let range = &tokens.tokens[s.first as usize..s.end as usize];
            range.iter().map(|t| t.span.of(&document.text)).collect::<Vec<_>>().join(" ")
        };
        tokens.sentences.iter().map(words).collect::<Vec<_>>().join(" | ")
    }

    fn check(lang: Lang, text: &str, expected: &str) {
        assert_eq!(shown(lang, text), expected);
    }

    #[test]
    fn hyphens_and_slashes_split_and_leave_no_space() {
        check(Lang::Nl, "De VVD-leider en/of D66'er", "De VVD - leider en / of D66'er");
        let tokens = tokenize(&document(Lang::Nl, "De VVD-leider")).tokens;
        assert_eq!(tokens.iter().map(|t| t.spaced).collect::<Vec<_>>(), [true, true, false, false]);
    }

    #[test]
    fn a_genitive_is_split_off_a_name_only() {
        check(Lang::Nl, "Rutte's auto's", "Rutte 's auto's");
        check(Lang::En, "China’s Cummings' it's", "China ’s Cummings ' it's");
        check(Lang::Nl, "D'Hondt in 's-Hertogenbosch", "D'Hondt in 's - Hertogenbosch");
        check(Lang::Fr, "l'Élysée d’Emmanuel aujourd'hui", "l' Élysée d’ Emmanuel aujourd'hui");
    }

    #[test]
    fn abbreviations_and_initials_keep_their_dots() {
        check(Lang::Nl, "Dr. J.P. de Vries o.a. bijv. hier.", "Dr. J.P. de Vries o.a. bijv. hier .");
        check(Lang::Nl, "Dat zei Jan. Hij kwam op 3 jan. 2020.", "Dat zei Jan . | Hij kwam op 3 jan. 2020 .");
        check(
            Lang::De,
            "Am 3. Oktober z.B. in St. Pölten. Ja.",
            "Am 3 . Oktober z.B. in St. Pölten . | Ja .",
        );
        check(Lang::En, "The U.S. Senate. Yes.", "The U.S. Senate . | Yes .");
        check(Lang::Nl, "Op NU.nl. Daar.", "Op NU.nl . | Daar .");
    }

    #[test]
    fn numbers_keep_their_separators() {
        check(
            Lang::Nl,
            "€1.500,50 om 12:30 is 4,5% van 50PLUS.",
            "€ 1.500,50 om 12:30 is 4,5 % van 50PLUS .",
        );
        check(Lang::Nl, "In 2023. Toen won het 3-0.", "In 2023 . | Toen won het 3 - 0 .");
    }

    #[test]
    fn quotation_marks_after_a_stop_end_the_sentence() {
        check(Lang::Nl, "\"Kom mee!\" Hij ging. 'Nee.'", "\" Kom mee ! \" | Hij ging . | ' Nee . '");
        check(Lang::Nl, "\"Kom mee!\" zei hij.", "\" Kom mee ! \" zei hij .");
        check(Lang::Nl, "Af. 's Avonds niet... maar toch.", "Af . | 's Avonds niet ... maar toch .");
    }

    #[test]
    fn a_missing_space_after_a_stop_still_ends_the_sentence() {
        check(Lang::Nl, "Het einde.De rest", "Het einde . | De rest");
    }

    #[test]
    fn the_sentences_of_an_endless_block_are_those_around_a_place() {
        let text = "Dit is een zin van de raad. ".repeat(20_000);
        let document = document(Lang::Nl, &text);
        let at = text.len() / 2;
        let found = sentences(&document, 0, Span::new(at, at + 500));
        assert!((500..700).contains(&found.len()), "{}", found.len());
        assert!(found.iter().any(|s| s.contains(at)) && found.iter().any(|s| s.contains(at + 500)));
        let inner = &found[1..found.len() - 1];
        assert!(inner.iter().all(|s| s.of(&document.text) == "Dit is een zin van de raad."));
        assert_eq!(sentences(&document, 0, Span::new(0, 0))[0].start, 0);
    }

    #[test]
    fn a_sentence_never_crosses_a_block() {
        check(Lang::Nl, "Kop\n\nTekst", "Kop | Tekst");
    }

    proptest! {
        #[test]
        fn tokens_cover_every_mark_in_order(text in "[\\PC\n]{0,60}|[a-zA-Z0-9'’.,:&/ \n-]{0,60}", lang in 0..5usize) {
            let document = document(Lang::ALL[lang], &text);
            let tokens = tokenize(&document);
            let seen: String = tokens.tokens.iter().map(|t| t.span.of(&document.text)).collect();
            let all: String = document.text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(seen, all);
            let mut at = 0;
            for s in &tokens.sentences {
                prop_assert!(s.first == at && s.end > s.first);
                at = s.end;
            }
            prop_assert_eq!(at as usize, tokens.tokens.len());
        }
    }
}
