//! Search that does not mind accents and case: text folded to plain letters, with the way back to its offsets.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A text without accents (and, if asked for, without capitals), and where each of its bytes came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where folded and source bytes stop running side by side: the folded offset, and the source offset there.
    shifts: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text; typographic quotation marks and no-break spaces become plain ones as well.
    pub fn of(source: &str, lower: bool) -> Self {
        let mut folded = Folded { text: String::with_capacity(source.len()), shifts: Vec::new() };
        let mut at = 0;
        while at < source.len() {
            let plain = source.as_bytes()[at..].iter().take_while(|b| b.is_ascii()).count();
            folded.push_ascii(at, &source[at..at + plain], lower);
            at += plain;
            if let Some(c) = source[at..].chars().next() {
                folded.push(at, c, lower);
                at += c.len_utf8();
            }
        }
        folded.shifts.push((folded.text.len() as u32, source.len() as u32));
        folded
    }

    fn push_ascii(&mut self, at: usize, text: &str, lower: bool) {
        self.shift(at);
        let from = self.text.len();
        self.text.push_str(text);
        if lower {
            self.text[from..].make_ascii_lowercase();
        }
    }

    fn push(&mut self, at: usize, c: char, lower: bool) {
        self.shift(at);
        for plain in std::iter::once(plain(c)).nfd().filter(|&d| !is_combining_mark(d)) {
            if lower { self.text.extend(plain.to_lowercase()) } else { self.text.push(plain) }
        }
    }

    /// What is pushed next comes from `at`.
    fn shift(&mut self, at: usize) {
        self.shifts.push((self.text.len() as u32, at as u32));
    }

    /// The source's span of a range of bytes of the folded text.
    pub fn source(&self, start: usize, end: usize) -> Span {
        Span { start: self.origin(start), end: self.origin(end) }
    }

    fn origin(&self, at: usize) -> u32 {
        let at = at as u32;
        let next = self.shifts.partition_point(|&(folded, _)| folded <= at);
        let Some(&(folded, source)) = self.shifts.get(next.wrapping_sub(1)) else { return 0 };
        // A character that folds to several, or to none, is never entered half-way.
        let limit = self.shifts.get(next).map_or(source, |&(_, next)| next);
        (source + (at - folded)).min(limit)
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
    use proptest::prelude::{ProptestConfig, proptest};

    use super::Folded;

    #[test]
    fn a_match_in_the_folded_text_leads_back_to_the_source() {
        let source = "In Oekraïne, “zei” hij";
        let folded = Folded::of(source, true);
        let at = folded.text.find("oekraine").expect("folded");
        assert_eq!(folded.source(at, at + 8).of(source), "Oekraïne");
        let at = folded.text.find("\"zei\"").expect("folded");
        assert_eq!(folded.source(at, at + 5).of(source), "“zei”");
        let at = folded.text.find("hij").expect("folded");
        assert_eq!(folded.source(at, at + 3).of(source), "hij");
    }

    #[test]
    fn capitals_stay_when_they_count() {
        assert_eq!(Folded::of("Été", false).text, "Ete");
        assert_eq!(Folded::of("Été", true).text, "ete");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn every_place_leads_to_a_character(source in "\\PC{0,40}") {
            let folded = Folded::of(&source, true);
            for (at, _) in folded.text.char_indices() {
                assert!(source.is_char_boundary(folded.source(at, at).start as usize), "{source:?} at {at}");
            }
        }
    }
}
