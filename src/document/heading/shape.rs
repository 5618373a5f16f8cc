//! How a line looks.

use super::PARAGRAPH;
use super::words;

/// How a line ends, closing quotation marks and brackets left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Without a mark.
    Open,
    /// A full stop or an ellipsis.
    Stop,
    /// A question mark, not inside quotation marks that the whole line stands in.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon.
    Colon,
    /// A comma, a semicolon or a dash.
    Comma,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'a> {
    /// The line.
    pub(super) text: &'a str,
    /// Its length in characters.
    pub(super) chars: usize,
    /// Its words.
    pub(super) words: usize,
    /// How it ends.
    pub(super) end: End,
    /// Whether its first letter, which nothing but a quotation mark may precede, is lower case.
    pub(super) starts_lower: bool,
}

const QUOTES: [char; 16] =
    ['"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›', '\u{A0}', '\u{202F}'];

impl<'a> Shape<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let bare = text.trim_start_matches(QUOTES);
        // In Dutch "'s Avonds" the small letter belongs to a clipped article.
        let clipped = text.starts_with(['\'', '’', '‘']) && bare.starts_with("s ");
        Shape {
            text,
            chars: text.chars().count(),
            words: text.split_whitespace().count(),
            end: end(text),
            starts_lower: bare.starts_with(char::is_lowercase) && !clipped,
        }
    }

    /// Whether it is a question that somebody may be asked: not one that is quoted.
    pub(super) fn is_question(&self) -> bool {
        self.end == End::Question && !self.text.ends_with(QUOTES)
    }

    /// Whether it reads as an answer: it opens with a quotation mark or a dash.
    pub(super) fn begins_as_answer(&self) -> bool {
        self.text.starts_with(QUOTES) || self.text.starts_with(['–', '—'])
    }

    /// Whether it is running text: long, or a sentence with an end.
    pub(super) fn is_running(&self) -> bool {
        let sentence = match self.end {
            End::Stop => self.words >= 4,
            End::Colon => self.words >= 7,
            _ => false,
        };
        sentence || self.chars >= PARAGRAPH
    }

    /// Whether it quotes a claim after the name of who made it: `Jansen: 'Dat kan niet'`.
    pub(super) fn is_labelled_quote(&self) -> bool {
        let label = self.text.split_once(": ").filter(|(name, _)| name.split_whitespace().count() <= 5);
        self.text.ends_with(QUOTES) && label.is_some_and(|(_, claim)| claim.starts_with(QUOTES))
    }

    /// Whether a quotation opens in its midst and holds its last mark: `Jansen vroeg: "Waarom?"`.
    pub(super) fn ends_in_speech(&self) -> bool {
        let marks = ['"', '“', '”', '„', '«', '»'];
        let opened = || self.text.get(1..).and_then(|t| t.trim_end_matches(QUOTES).find(marks)).is_some();
        let long = self.text.ends_with("''") || self.text.ends_with(marks);
        long && !self.text.starts_with(marks)
            && (opened() || self.text.contains(" ''"))
            && !self.is_labelled_quote()
    }

    /// Whether it opens a quotation that it does not close: a paragraph of speech that goes on in the next.
    pub(super) fn opens_speech(&self) -> bool {
        let mut chars = self.text.chars();
        let closing: &[char] = match chars.next() {
            Some('"') => &['"'],
            Some('“' | '„') => &['”', '“', '"'],
            Some('«') => &['»'],
            Some('»') => &['«'],
            _ => return false,
        };
        !chars.as_str().contains(closing)
    }

    /// How long a question may be, in characters, to be a heading: quoted ones are speech sooner, and a sentence
    /// before the question makes a paragraph of it.
    pub(super) fn longest_question(&self) -> usize {
        let quoted = self.text.starts_with(QUOTES);
        let two_sentences =
            [". ", "? ", "! "].iter().any(|s| self.text.get(3..).is_some_and(|t| t.contains(s)));
        match (quoted, two_sentences) {
            (true, _) => 80,
            (_, true) => 100,
            _ => super::MAX_HEADING,
        }
    }

    /// Whether a word after the first is capitalised.
    pub(super) fn holds_name(&self) -> bool {
        self.text
            .split_whitespace()
            .skip(1)
            .any(|w| w.trim_start_matches(QUOTES).starts_with(char::is_uppercase))
    }

    pub(super) fn is_short(&self) -> bool {
        self.chars < PARAGRAPH
    }

    /// Whether it could be a person's name: two to six words, capitalised but for particles.
    pub(super) fn is_name(&self) -> bool {
        let particle = |w: &str| words::is_particle(w);
        let capital = |w: &str| {
            w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
        };
        let mut words = self.text.split_whitespace();
        (2..=6).contains(&self.words)
            && words.next().is_some_and(capital)
            && words.clone().last().is_some_and(capital)
            && words.all(|w| capital(w) || particle(w))
    }

    /// Whether it is no text but marks, an address or an emoji with something after it.
    pub(super) fn is_mark(&self) -> bool {
        let first = self.text.trim_start_matches(QUOTES).chars().next();
        let odd = first.is_none_or(|c| !c.is_alphanumeric() && !"¿¡[@€$£&…".contains(c));
        odd || self.is_handle()
            || self.text.contains("://")
            || self.text.starts_with('#')
            || is_score(self.text)
    }

    /// `@name` alone.
    pub(super) fn is_handle(&self) -> bool {
        self.words == 1 && self.text.starts_with('@') && self.chars > 1
    }

    /// A line of dashes, stars or the like.
    pub(super) fn is_rule(&self) -> bool {
        self.chars >= 3 && self.text.chars().all(|c| "*-_=~•·—–⁂ ".contains(c))
    }

    /// A time stamp or a date alone: figures, and words that belong to dates.
    pub(super) fn is_time(&self) -> bool {
        let digits = self.text.bytes().filter(u8::is_ascii_digit).count();
        let fits = self.chars <= 40 && (1..=16).contains(&digits);
        let mut clock = false;
        let bare = self.text.trim_end_matches(':');
        let all = bare.split([' ', ',', '\u{A0}', '|', '•', '(', ')']).filter(|w| !w.is_empty()).all(|w| {
            let time = is_clock(w);
            clock |= time;
            time || words::is_date_word(w) || w.bytes().all(|b| b.is_ascii_digit())
        });
        // A bare number is no time stamp ("2032"), a day and a month is.
        fits && all && (clock || self.words >= 2)
    }
}

/// `14:32`, `14.32`, `14h32`, `2023-11-14`, `14/11/2023`.
fn is_clock(word: &str) -> bool {
    let mut parts = word.split([':', '.', 'h', 'u', '-', '/', 'T']);
    let number = |p: &str| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    let marks = word.len() > parts.clone().count();
    let two = word.split([':', '.', 'h', 'u', '-', '/', 'T']).filter(|p| !p.is_empty()).count() >= 2;
    marks && two && word.starts_with(|c: char| c.is_ascii_digit()) && parts.all(|p| p.is_empty() || number(p))
}

/// Ends as the result of a match does: `1-1`, `3 - 2`.
fn is_score(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let dash = bare.trim_end().trim_end_matches(['-', '–']);
    let side = dash.trim_end();
    let figure = |s: &str| s.ends_with(|c: char| c.is_ascii_digit());
    bare.len() < text.len() && dash.len() < bare.trim_end().len() && figure(side) && side.contains([' '])
}

/// A list's bullet before the text.
pub(super) fn is_bullet(line: &str) -> bool {
    ["- ", "* ", "• ", "· ", "▪ ", "◦ ", "‣ ", "– "].iter().any(|b| line.starts_with(b))
}

/// The number before the text, as in `1. Tekst` or `2) Tekst`.
pub(super) fn number(line: &str) -> Option<u32> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (figure, rest) = line.split_at(digits.min(3));
    let marked = rest.starts_with(". ") || rest.starts_with(") ");
    figure.parse().ok().filter(|_| marked)
}

fn end(text: &str) -> End {
    let bare = text.trim_end_matches(QUOTES).trim_end_matches([')', ']']);
    let mut last = bare.chars().rev();
    let last = (last.next(), last.next(), last.next());
    match last.0 {
        // The initial of somebody whose surname the law withholds: "Julian F."
        Some('.') if last.1.is_some_and(char::is_uppercase) && last.2 == Some(' ') => End::Open,
        Some('.' | '…' | '。') => End::Stop,
        Some('?' | '؟' | '‽') => End::Question,
        Some('!') => End::Exclamation,
        Some(':') => End::Colon,
        Some(',' | ';' | '-' | '–' | '—') => End::Comma,
        _ => End::Open,
    }
}
