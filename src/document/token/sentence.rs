//! Tokens of one block become sentences.

use super::{Sentence, Token, TokenKind, Tokens, abbreviation, scan};
use crate::document::Lang;

/// Appends the sentences of `block`, whose tokens are those from `first` on.
pub(super) fn split(text: &str, lang: Lang, block: u32, first: usize, out: &mut Tokens) {
    let view = View { text, lang, tokens: &out.tokens[first..] };
    let count = view.tokens.len();
    let mut from = 0;
    let mut at = 0;
    while at < count {
        let end = view.sentence_end(at).unwrap_or(at + 1);
        let ends = end == count || view.is_stop(at) && view.breaks(at, end);
        if ends {
            let span = Sentence { first: (first + from) as u32, end: (first + end) as u32, block };
            out.sentences.push(span);
            from = end;
        }
        at = end;
    }
}

struct View<'a> {
    text: &'a str,
    lang: Lang,
    tokens: &'a [Token],
}

impl<'a> View<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// Whether the token may end a sentence.
    fn is_stop(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.tokens[at].kind {
            TokenKind::Punct => word.starts_with(['.', '!', '?', '…']),
            TokenKind::Word => word.ends_with('.') && abbreviation::may_end_sentence(word),
            TokenKind::Number => false,
        }
    }

    /// The token after a stop and the closing marks that lean on it; none where `at` is no stop.
    fn sentence_end(&self, at: usize) -> Option<usize> {
        if !self.is_stop(at) {
            return None;
        }
        let rest = &self.tokens[at + 1..];
        let leaning = |t: &&Token| !t.spaced && is_closer(t.span.of(self.text));
        Some(at + 1 + rest.iter().take_while(leaning).count())
    }

    /// Whether a sentence ends between the stop at `at` (with its closing marks) and the token `next`.
    fn breaks(&self, at: usize, next: usize) -> bool {
        if !self.tokens[next].spaced {
            return self.word(at) == "." && next == at + 1 && self.is_lost_space(at);
        }
        !self.is_ordinal(at, next) && self.opens(next)
    }

    /// `einde.De`, a stop between a lower-case and a capitalised word.
    fn is_lost_space(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |i| self.word(i));
        before.ends_with(char::is_lowercase) && self.word(at + 1).starts_with(char::is_uppercase)
    }

    /// German `3. Oktober`, `2. Liga`.
    fn is_ordinal(&self, at: usize, next: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| &self.tokens[i]) else { return false };
        let number = before.kind == TokenKind::Number && before.span.len() <= 2;
        self.lang == Lang::De && number && next == at + 1 && !self.tokens[at].spaced
    }

    /// Whether a sentence can begin at `at`: not with a lower-case word, opening marks aside.
    fn opens(&self, at: usize) -> bool {
        let is_mark = |t: &&Token| t.kind == TokenKind::Punct;
        let first = at + self.tokens[at..].iter().take(3).take_while(is_mark).count();
        let word = self.word(first);
        if word.starts_with(scan::is_apostrophe) {
            return self.word(first + 1).starts_with(char::is_uppercase);
        }
        !word.starts_with(char::is_lowercase)
    }
}

/// Marks that close what the sentence opened.
fn is_closer(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | "’" | "”" | "“" | "‘" | "»" | "«" | "›" | "‹" | ")" | "]" | "}")
}
