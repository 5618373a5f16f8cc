//! Search that does not mind accents and case: text folded to plain letters, with the way back to its offsets.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A text without accents (and, if asked for, without capitals), and where each of its bytes came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of the folded text, the source byte its character began at; one more for the end.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds a text; typographic quotation marks and no-break spaces become plain ones as well.
    pub fn of(source: &str, lower: bool) -> Self {
        let mut folded = Folded { text: String::with_capacity(source.len()), origins: Vec::new() };
        for (at, c) in source.char_indices() {
            folded.push(at, c, lower);
        }
        folded.origins.push(source.len() as u32);
        folded
    }

    fn push(&mut self, at: usize, c: char, lower: bool) {
        let from = self.text.len();
        if c.is_ascii() {
            self.text.push(if lower { c.to_ascii_lowercase() } else { c });
        } else {
            for plain in std::iter::once(plain(c)).nfd().filter(|&d| !is_combining_mark(d)) {
                if lower { self.text.extend(plain.to_lowercase()) } else { self.text.push(plain) }
            }
        }
        self.origins.resize(self.origins.len() + self.text.len() - from, at as u32);
    }

    /// The source's span of a range of bytes of the folded text.
    pub fn source(&self, start: usize, end: usize) -> Span {
        let origin = |at: usize| self.origins.get(at).or(self.origins.last()).copied().unwrap_or(0);
        Span { start: origin(start), end: origin(end) }
    }
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '–' | '—' | '‑' => '-',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'ı' => 'i',
        'ß' => 's',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn a_match_in_the_folded_text_leads_back_to_the_source() {
        let source = "In Oekraïne, “zei” hij";
        let folded = Folded::of(source, true);
        let at = folded.text.find("oekraine").expect("folded");
        assert_eq!(folded.source(at, at + 8).of(source), "Oekraïne");
        let at = folded.text.find("\"zei\"").expect("folded");
        assert_eq!(folded.source(at, at + 5).of(source), "“zei”");
    }

    #[test]
    fn capitals_stay_when_they_count() {
        assert_eq!(Folded::of("Été", false).text, "Ete");
        assert_eq!(Folded::of("Été", true).text, "ete");
    }
}
