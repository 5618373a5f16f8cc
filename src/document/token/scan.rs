//! Characters become tokens, in one pass over a block.

use super::{Token, TokenKind, abbreviation};
use crate::document::Lang;
use crate::text::Span;

/// Appends the tokens of `block` to `out`.
pub(super) fn scan(text: &str, block: Span, lang: Lang, out: &mut Vec<Token>) {
    let mut scanner = Scanner { text: block.of(text), at: 0, lang };
    let base = block.start as usize;
    let mut spaced = true;
    while let Some(c) = scanner.peek(scanner.at) {
        if c.is_whitespace() {
            spaced = true;
            scanner.at += c.len_utf8();
            continue;
        }
        let start = scanner.at;
        let (end, kind) = scanner.token(c, spaced);
        out.push(Token { span: Span::new(base + start, base + end), kind, spaced });
        scanner.at = end;
        spaced = false;
    }
}

/// Both forms of the apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Letters and digits, and the marks that combine with them.
fn is_inner(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_joining(c) }
}

/// Combining diacritics, the soft hyphen and the zero-width joiners.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    lang: Lang,
}

impl Scanner<'_> {
    fn peek(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text.get(at..)?.chars().next() }
    }

    fn inner_at(&self, at: usize) -> bool {
        self.peek(at).is_some_and(is_inner)
    }

    /// End and kind of the token that begins at `self.at` with `c`.
    fn token(&self, c: char, spaced: bool) -> (usize, TokenKind) {
        if is_inner(c) {
            return self.word();
        }
        if is_apostrophe(c)
            && let Some(end) = self.clitic(c, spaced)
        {
            return (end, TokenKind::Word);
        }
        (self.punctuation(c), TokenKind::Punct)
    }

    /// A lone letter behind an apostrophe: `'s` after a name, and Dutch `'s`, `'t`, `'n` on their own.
    fn clitic(&self, apostrophe: char, spaced: bool) -> Option<usize> {
        let at = self.at + apostrophe.len_utf8();
        let letter = self.peek(at)?;
        let known = match letter {
            's' => self.lang == Lang::Nl || (!spaced && self.after_word()),
            't' | 'n' | 'k' | 'm' => self.lang == Lang::Nl && spaced,
            _ => false,
        };
        (known && !self.inner_at(at + 1)).then_some(at + 1)
    }

    fn after_word(&self) -> bool {
        self.text.get(..self.at).and_then(|before| before.chars().next_back()).is_some_and(is_inner)
    }

    /// One mark, or a run of the same where runs are one sign (`...`, `--`).
    fn punctuation(&self, c: char) -> usize {
        let mut end = self.at + c.len_utf8();
        if matches!(c, '.' | '-' | '–' | '—' | '!' | '?' | '…' | '*' | '=' | '_' | '~' | '#') {
            while self.peek(end) == Some(c) {
                end += c.len_utf8();
            }
        }
        end
    }

    /// A word or a number, with the marks inside it that belong to it.
    fn word(&self) -> (usize, TokenKind) {
        let mut run = Run { start: self.at, end: self.at, last: ' ', digits_only: true, separated: false };
        while let Some(c) = self.peek(run.end) {
            if is_inner(c) {
                if run.separated && run.digits_only && c.is_alphabetic() {
                    break; // `16.30u`: the unit is a word of its own
                }
                run.digits_only &= c.is_numeric();
                run.last = c;
            } else if !self.joins(&run, c) {
                break;
            } else {
                run.separated = true;
                if is_apostrophe(c) && self.is_elision(&run) {
                    return (run.end + c.len_utf8(), TokenKind::Word);
                }
            }
            run.end += c.len_utf8();
        }
        let kind = if run.digits_only { TokenKind::Number } else { TokenKind::Word };
        let dotted = kind == TokenKind::Word && self.owns_dot(&run);
        (run.end + usize::from(dotted), kind)
    }

    /// Whether the mark `c` at the end of `run` is inside the word.
    fn joins(&self, run: &Run, c: char) -> bool {
        let after = run.end + c.len_utf8();
        let Some(next) = self.peek(after) else { return false };
        match c {
            '\'' | '’' => {
                run.last.is_alphanumeric() && next.is_alphabetic() && !self.is_genitive(run, after)
            }
            '.' if next.is_numeric() => run.digits_only && run.last.is_numeric(),
            '.' => next.is_alphabetic() && run.last.is_alphabetic() && !self.is_lost_space(run, after),
            ',' | ':' => run.digits_only && run.last.is_numeric() && next.is_numeric(),
            '&' => run.last.is_uppercase() && next.is_uppercase(),
            _ => false,
        }
    }

    /// `'s` at the end of a capitalised word.
    fn is_genitive(&self, run: &Run, after: usize) -> bool {
        let capital = self.peek(run.start).is_some_and(char::is_uppercase) || run.last.is_uppercase();
        capital && self.peek(after) == Some('s') && !self.inner_at(after + 1)
    }

    /// French `l'`, `d'`, `qu'` before the word they lean on.
    fn is_elision(&self, run: &Run) -> bool {
        let Some(word) = self.text.get(run.start..run.end) else { return false };
        let known = || {
            let lower = word.to_lowercase();
            matches!(lower.as_str(), "qu" | "jusqu" | "lorsqu" | "puisqu" | "quelqu" | "presqu")
        };
        self.lang == Lang::Fr && (word.len() == 1 || (word.len() <= 6 && known()))
    }

    /// `einde.De`: a full stop whose space was lost; `NU.nl` and `J.P.` are none.
    fn is_lost_space(&self, run: &Run, after: usize) -> bool {
        let mut following = self.text.get(after..).unwrap_or("").chars();
        run.last.is_lowercase()
            && following.next().is_some_and(char::is_uppercase)
            && !following.next().is_some_and(|c| c.is_uppercase() || c == '.')
    }

    /// Whether the full stop after `run` belongs to it: abbreviations and initials.
    fn owns_dot(&self, run: &Run) -> bool {
        if self.peek(run.end) != Some('.') || self.peek(run.end + 1) == Some('.') {
            return false;
        }
        let Some(word) = self.text.get(run.start..run.end) else { return false };
        if word.len() > abbreviation::LONGEST {
            return false;
        }
        let rest = self.text.get(run.end + 1..).unwrap_or("").trim_start();
        if is_initial(word) {
            return !rest.is_empty();
        }
        if run.separated && word.split('.').any(is_initial_letter) {
            return true;
        }
        abbreviation::is_known(self.lang, word, rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// `J`, also `Th` and `Chr`; `X` stands alone more often as a name than for one.
fn is_initial(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase) && word != "X";
    (capital && is_initial_letter(word)) || matches!(word, "Th" | "Chr" | "Ph")
}

fn is_initial_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// A word as far as it has been read.
struct Run {
    start: usize,
    end: usize,
    /// The last letter or digit; a blank before the first.
    last: char,
    digits_only: bool,
    /// Whether a mark was taken in.
    separated: bool,
}
