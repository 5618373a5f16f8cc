//! Cleaning: what could harm a terminal, deceive a reader or upset the layout is taken out and counted.
//!
//! Untrusted text passes here before it is kept: the body, and every title, name and address beside it. What is left
//! is NFC, has `\n` as its only control character, and nothing invisible but what the writing system needs (no-break
//! spaces, joiners inside scripts and emoji that join).

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::problem::{self, Problem, ProblemKind};

/// Combining marks that may follow one letter; real text has at most four or five.
const MARKS: usize = 8;

/// Cleans `text` and notes in `problems` what was removed. Clean text comes back as it is, without a copy.
///
/// Tabs become spaces and Unicode's line and paragraph separators become `\n`; soft hyphens go uncounted, for they are
/// hints to a printer. Linear in the text's length.
pub fn clean(text: String, problems: &mut Vec<Problem>) -> String {
    let swept = match sweep(&text, problems) {
        Some(swept) => swept,
        None => text,
    };
    nfc(swept)
}

/// Cleans a value that stands on one line (a title, a name, an address): white space becomes single spaces.
pub fn clean_line(text: &str, problems: &mut Vec<Problem>) -> String {
    let cleaned = clean(text.to_owned(), problems);
    cleaned.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Composes to NFC; text that is NFC already comes back without a copy.
pub fn nfc(text: String) -> String {
    if surely_nfc(&text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        text.nfc().collect()
    }
}

/// Whether a cheap look at the bytes proves NFC: every character below U+0300 is, and so are the quotation marks and
/// dashes of U+2010 to U+203F and the euro sign.
fn surely_nfc(text: &str) -> bool {
    let bytes = text.as_bytes();
    let following = |i: usize| bytes.get(i + 1).zip(bytes.get(i + 2));
    text.is_ascii()
        || bytes.iter().enumerate().all(|(i, &b)| match b {
            0xE2 => matches!(following(i), Some((0x80, 0x90..) | (0x82, 0xA0..))),
            _ => b < 0xCC,
        })
}

/// What becomes of a suspicious character.
enum Verdict {
    /// It is fine.
    Keep,
    /// `len` bytes from here are replaced, uncounted.
    Replace(usize, &'static str),
    /// `len` bytes from here are removed and counted.
    Drop(usize, ProblemKind),
}

/// The text without what is harmful; none where nothing had to change.
fn sweep(text: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    let mut judge = Judge::new(text);
    while let Some(next) = suspicious(text.as_bytes(), at) {
        let c = text[next..].chars().next()?;
        let (len, with) = match judge.verdict(next, c) {
            Verdict::Keep => {
                at = next + c.len_utf8();
                continue;
            }
            Verdict::Replace(len, with) => (len, with),
            Verdict::Drop(len, kind) => {
                count(problems, kind, text, next);
                (len, "")
            }
        };
        out.push_str(&text[kept..next]);
        out.push_str(with);
        at = next + len;
        kept = at;
    }
    if kept == 0 {
        return None;
    }
    out.push_str(&text[kept..]);
    Some(out)
}

/// Counts a removal; the line is looked up for the first of its kind only, which keeps the whole linear.
fn count(problems: &mut Vec<Problem>, kind: ProblemKind, text: &str, at: usize) {
    match problems.iter_mut().find(|p| p.kind == kind && p.detail.is_none()) {
        Some(known) => known.count += 1,
        None => problems.push(Problem { kind, count: 1, line: problem::line_at(text, at), detail: None }),
    }
}

/// First byte from `from` that can begin a character worth a look.
fn suspicious(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|&b| LOOK[b as usize]).map(|i| from + i)
}

/// Which bytes begin a character worth a look: controls, and the leads of blocks that hold what [`Judge`] knows.
const LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'\n' => false,
            0..0x20 | 0x7F => true,
            0xC2 | 0xCC | 0xCD | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF0..=0xF4 => true,
            _ => false,
        };
        b += 1;
    }
    table
};

/// Decides on suspicious characters, in order of their place.
struct Judge<'a> {
    text: &'a str,
    /// The end of the last combining mark and how many stand before it in a row.
    marks: (usize, usize),
    /// The next terminator of a control string, once looked up: valid up to its own place.
    terminator: Option<usize>,
}

impl<'a> Judge<'a> {
    fn new(text: &'a str) -> Self {
        Judge { text, marks: (usize::MAX, 0), terminator: None }
    }

    fn verdict(&mut self, at: usize, c: char) -> Verdict {
        let len = c.len_utf8();
        match c {
            '\t' => Verdict::Replace(1, " "),
            '\u{2028}' | '\u{2029}' => Verdict::Replace(len, "\n"),
            '\u{AD}' => Verdict::Replace(len, ""),
            '\u{1B}' | '\u{9B}' => Verdict::Drop(self.escape(at, c), ProblemKind::EscapeSequences),
            c if c.is_control() => Verdict::Drop(len, ProblemKind::ControlCharacters),
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {
                Verdict::Drop(len, ProblemKind::BidiControls)
            }
            c if self.invisible(at, c) => Verdict::Drop(len, ProblemKind::InvisibleCharacters),
            _ => Verdict::Keep,
        }
    }

    /// Length of the escape sequence that begins here, the escape character alone where none is well formed: what
    /// follows a stray one is text, and text is never lost.
    fn escape(&mut self, at: usize, c: char) -> usize {
        let rest = &self.text.as_bytes()[at..];
        if c == '\u{9B}' {
            return 2 + control_sequence(&rest[2..]).unwrap_or(0);
        }
        match rest.get(1) {
            Some(b'[') => 2 + control_sequence(&rest[2..]).unwrap_or(0),
            Some(b']' | b'P' | b'X' | b'^' | b'_') => self.control_string(at + 2) - at,
            // Two-character and charset sequences: ESC, intermediates, a final byte.
            Some(0x20..=0x2F) => {
                let intermediates =
                    rest[1..].iter().take(4).take_while(|b| (0x20..=0x2F).contains(*b)).count();
                let closed = rest.get(1 + intermediates).is_some_and(|b| (0x30..=0x7E).contains(b));
                1 + intermediates + usize::from(closed)
            }
            Some(
                b'0'..=b'9'
                | b'='
                | b'>'
                | b'<'
                | b'\\'
                | b'c'
                | b'D'
                | b'E'
                | b'H'
                | b'M'
                | b'N'
                | b'O'
                | b'Z',
            ) => 2,
            _ => 1,
        }
    }

    /// End of a control string (OSC, DCS, SOS, PM, APC) whose content begins at `from`: after its terminator where one
    /// stands on the same line, else `from` itself.
    fn control_string(&mut self, from: usize) -> usize {
        let known = self.terminator.filter(|&t| t >= from);
        let end = known.unwrap_or_else(|| terminator(self.text.as_bytes(), from));
        self.terminator = Some(end);
        match self.text.as_bytes().get(end) {
            Some(0x07) => end + 1,
            Some(0x1B | 0xC2) => end + 2,
            _ => from,
        }
    }

    /// Whether the character shows nothing where it stands, or is one combining mark too many.
    fn invisible(&mut self, at: usize, c: char) -> bool {
        let before = || self.text[..at].chars().next_back();
        match c {
            '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}' => true,
            '\u{115F}' | '\u{1160}' | '\u{FFA0}' => true,
            '\u{FDD0}'..='\u{FDEF}' => true,
            c if (c as u32) & 0xFFFE == 0xFFFE => true,
            // Joiners belong to scripts that join and to emoji.
            '\u{200C}' => !before().is_some_and(joins),
            '\u{200D}' => !before().is_some_and(|b| joins(b) || pictograph(b)),
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {
                before().is_none_or(|b| b.is_whitespace() || selector(b))
            }
            // Tags spell the flag of a region after a black flag.
            '\u{E0000}'..='\u{E007F}' => {
                !before().is_some_and(|b| b == '🏴' || ('\u{E0020}'..='\u{E007E}').contains(&b))
            }
            c if combining(c) => {
                let row = if self.marks.0 == at { self.marks.1 + 1 } else { 1 };
                self.marks = (at + c.len_utf8(), row);
                row > MARKS
            }
            _ => false,
        }
    }
}

/// Length of parameters, intermediates and final byte of a control sequence; none where it is not well formed.
fn control_sequence(rest: &[u8]) -> Option<usize> {
    let body = rest.iter().take(64).take_while(|b| (0x20..=0x3F).contains(*b)).count();
    rest.get(body).is_some_and(|b| (0x40..=0x7E).contains(b)).then_some(body + 1)
}

/// Place of the BEL, `ESC \` or C1 ST that ends a control string, or of the line end that leaves it open.
fn terminator(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&b) = bytes.get(at) {
        match (b, bytes.get(at + 1)) {
            (0x07 | b'\n', _) | (0x1B, Some(b'\\')) | (0xC2, Some(0x9C)) => return at,
            _ => at += 1,
        }
    }
    at
}

fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Scripts whose letters join: Arabic and its kin, the scripts of India and South-East Asia, Mongolian.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}')
}

fn pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_line};
    use crate::text::ProblemKind::{
        self, BidiControls, ControlCharacters, EscapeSequences, InvisibleCharacters,
    };
    use proptest::prelude::{prop, proptest};

    fn check(input: &str, expected: &str, found: &[(ProblemKind, usize, usize)]) {
        let mut problems = Vec::new();
        assert_eq!(clean(input.to_owned(), &mut problems), expected);
        let got: Vec<_> = problems.iter().map(|p| (p.kind, p.count, p.line)).collect();
        assert_eq!(got, found, "{input:?}");
    }

    #[test]
    fn clean_text_is_kept() {
        check(
            "Één ‘zin’ – à 5\u{A0}€, 🏴\u{E0067}\u{E0062}\u{E007F} 👩\u{200D}🔬 ❤\u{FE0F}\n",
            "Één ‘zin’ – à 5\u{A0}€, 🏴\u{E0067}\u{E0062}\u{E007F} 👩\u{200D}🔬 ❤\u{FE0F}\n",
            &[],
        );
        check("a\tb\u{AD}c\u{2028}d", "a bc\nd", &[]);
    }

    #[test]
    fn escape_sequences() {
        check("een\n\u{1B}[31;1mrood\u{1B}[0m", "een\nrood", &[(EscapeSequences, 2, 2)]);
        check("\u{1B}]0;titel\u{7}x\u{1B}]8;;http://a\u{1B}\\y", "xy", &[(EscapeSequences, 2, 1)]);
        check("\u{1B}P1$r\u{9C}z\u{9B}2Jq\u{1B}(B!\u{1B}c", "zq!", &[(EscapeSequences, 4, 1)]);
    }

    #[test]
    fn a_stray_escape_loses_no_text() {
        check("\u{1B}]de tekst\ngaat door", "de tekst\ngaat door", &[(EscapeSequences, 1, 1)]);
        check("\u{1B}[\u{e9}\u{1B}", "é", &[(EscapeSequences, 2, 1)]);
        // The second half of a quotation mark that was decoded twice.
        check("â€\u{9D} hij", "â€ hij", &[(ControlCharacters, 1, 1)]);
    }

    #[test]
    fn controls_bidi_and_invisible() {
        check("a\0\u{8}b\u{7F}", "ab", &[(ControlCharacters, 3, 1)]);
        check("a\n\u{202E}b\u{2066}c\u{200F}", "a\nbc", &[(BidiControls, 3, 2)]);
        check("a\u{200B}b\u{200D}c\u{FEFF}\u{FFFF}\u{FDD0}", "abc", &[(InvisibleCharacters, 5, 1)]);
        let tower = format!("e{}", "\u{316}".repeat(50));
        check(&tower, &tower[..17], &[(InvisibleCharacters, 42, 1)]);
    }

    #[test]
    fn composed_after_removal() {
        check("cafe\u{200B}\u{301}", "café", &[(InvisibleCharacters, 1, 1)]);
        check("A\u{30A} \u{212B} \u{2000}x", "Å Å \u{2002}x", &[]);
    }

    #[test]
    fn one_line() {
        assert_eq!(clean_line(" De\n \u{1B}[1mtitel\t", &mut Vec::new()), "De titel");
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        let start = std::time::Instant::now();
        for unit in ["\u{1B}]", "\u{1B}[", "\u{1B}P\u{1B}", "\u{301}", "\u{9B}1;"] {
            clean(unit.repeat(300_000), &mut Vec::new());
        }
        assert!(start.elapsed().as_secs() < 5);
    }

    proptest! {
        #[test]
        fn never_panics_and_is_clean(parts in prop::collection::vec(
            prop::sample::select(vec!["\u{1B}", "[", "]", "\u{9B}", "\u{9C}", "\\", "31m", "\n", "e", "\u{301}",
                "\u{200D}", "👩", "\u{FE0F}", "\u{7}", "P", "\u{AD}", "\u{2028}", "é", "\u{1100}", "\u{1161}"]), 0..40)
        ) {
            let once = clean(parts.concat(), &mut Vec::new());
            assert!(unicode_normalization::is_nfc(&once));
            assert!(once.chars().all(|c| c == '\n' || !c.is_control()), "{once:?}");
        }
    }
}
