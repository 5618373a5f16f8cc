//! Bytes to text: which encoding, what could not be read, one kind of line end.
//!
//! UTF-8 is tried first because it proves itself: text in a one-byte encoding is almost never valid UTF-8. Only then
//! the statistics of the bytes decide.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_8859_15, WINDOWS_1252};

use super::problem::{self, Problem, ProblemKind};

/// What the bytes of a source say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with `\n` line ends and without a byte order mark; not yet cleaned.
    pub text: String,
    /// The encoding's name, as the WHATWG Encoding Standard spells it.
    pub encoding: &'static str,
    /// Invalid bytes, if there were any; each run of them is one U+FFFD in the text.
    pub problems: Vec<Problem>,
}

/// Bytes of the head that are looked at to recognise UTF-16 without a byte order mark.
const SAMPLE: usize = 4096;

/// Turns the bytes of a source into text. Never fails; linear in their number. Bytes that are given away and need no
/// change become the text without a copy.
pub fn decode<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Decoded {
    let bytes = bytes.into();
    if let Some((order, skip)) = utf16_order(&bytes) {
        return utf16(&bytes[skip..], order);
    }
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    let body = if marked { Cow::Borrowed(&bytes[3..]) } else { bytes };
    match utf8(body) {
        Ok(text) => Decoded { text: unix_lines(text), encoding: "UTF-8", problems: Vec::new() },
        Err(body) if marked || mostly_utf8(&body) => broken_utf8(&body),
        Err(body) => one_byte(&body),
    }
}

/// Bytes as text where they are UTF-8.
fn utf8(bytes: Cow<'_, [u8]>) -> Result<String, Cow<'_, [u8]>> {
    match bytes {
        Cow::Owned(bytes) => String::from_utf8(bytes).map_err(|e| Cow::Owned(e.into_bytes())),
        Cow::Borrowed(bytes) => {
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Cow::Borrowed(bytes))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// The byte order of UTF-16 and the length of its mark; none for any other encoding.
fn utf16_order(bytes: &[u8]) -> Option<(Order, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((Order::Little, 2)),
        [0xFE, 0xFF, ..] => return Some((Order::Big, 2)),
        _ => {}
    }
    // Without a mark: Latin text in UTF-16 has a zero in nearly every other byte, and on one side only.
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (many, few) = (|n: usize| n * 10 >= pairs * 7, |n: usize| n * 20 <= pairs);
    match pairs {
        0..2 => None,
        _ if many(odd) && few(even) => Some((Order::Little, 0)),
        _ if many(even) && few(odd) => Some((Order::Big, 0)),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: Order) -> Decoded {
    let unit = |pair: &[u8]| match (order, pair) {
        (Order::Little, &[a, b]) => u16::from_le_bytes([a, b]),
        (_, &[a, b]) => u16::from_be_bytes([a, b]),
        _ => 0,
    };
    let mut text = String::with_capacity(bytes.len());
    let mut broken = Broken::default();
    let (units, half) = bytes.split_at(bytes.len() & !1);
    for unit in char::decode_utf16(units.chunks(2).map(unit)) {
        text.push(unit.unwrap_or_else(|_| {
            broken.at(text.len());
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !half.is_empty() {
        broken.at(text.len());
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let encoding = if order == Order::Little { "UTF-16LE" } else { "UTF-16BE" };
    finish(text, encoding, broken)
}

/// Whether bytes that are no valid UTF-8 still are UTF-8 with damage: at least as many good sequences as bad.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        good += if valid.is_ascii() { 0 } else { valid.bytes().filter(|&b| b >= 0xC0).count() };
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad
}

fn broken_utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut broken = Broken::default();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            broken.at(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    finish(text, "UTF-8", broken)
}

fn one_byte(bytes: &[u8]) -> Decoded {
    let encoding: &'static Encoding = if looks_like_latin9(bytes) { ISO_8859_15 } else { WINDOWS_1252 };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    finish(text.into_owned(), encoding.name(), Broken::default())
}

/// Tells ISO-8859-15 from Windows-1252.
///
/// They differ in 0x80..=0x9F, which only Windows-1252 uses for print, and in eight signs. Windows-1252 is what most
/// old text is in, so ISO-8859-15 needs more evidence for it than against it.
fn looks_like_latin9(bytes: &[u8]) -> bool {
    let mut score = 0i32;
    for (i, &b) in bytes.iter().enumerate() {
        if b < 0x80 {
            continue;
        }
        let before = if i == 0 { b' ' } else { bytes[i - 1] };
        let after = bytes.get(i + 1).copied().unwrap_or(b' ');
        score = score.saturating_add(latin9_evidence(before, b, after));
    }
    score > 0
}

/// What one byte between its neighbours says: positive for ISO-8859-15, negative for Windows-1252.
fn latin9_evidence(before: u8, byte: u8, after: u8) -> i32 {
    let letter = |b: u8| b.is_ascii_alphabetic() || b >= 0xC0;
    let vowel = |b: u8| matches!(b.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | 0xE0..=0xFC);
    match byte {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => 0,
        0x80..=0x9F => -8,
        // € against ¤, a sign that nobody writes.
        0xA4 => 4,
        // š against ¨, which never stands inside a word; ž against ¸ likewise.
        0xA8 | 0xB8 if letter(before) || letter(after) => 2,
        // Š at the start of a word against ¦.
        0xA6 if letter(after) && !letter(before) => 2,
        // Ž starts a word and a vowel follows; ´ inside a word is an apostrophe ("zo´n").
        0xB4 if !letter(before) && vowel(after) => 2,
        0xB4 => -2,
        // œ and Œ in a word against ½ and ¼ beside figures.
        0xBC | 0xBD if before.is_ascii_digit() || after.is_ascii_digit() => -2,
        0xBC | 0xBD if letter(after) => 2,
        0xBE if before.is_ascii_digit() || after == b' ' => -1,
        _ => 0,
    }
}

/// Where text could not be read.
#[derive(Default)]
struct Broken {
    count: usize,
    first: usize,
}

impl Broken {
    fn at(&mut self, offset: usize) {
        if self.count == 0 {
            self.first = offset;
        }
        self.count += 1;
    }
}

fn finish(text: String, encoding: &'static str, broken: Broken) -> Decoded {
    let mut problems = Vec::new();
    if broken.count > 0 {
        let line = problem::line_at(&text, broken.first);
        problems.push(Problem { kind: ProblemKind::InvalidBytes, count: broken.count, line, detail: None });
    }
    Decoded { text: unix_lines(text), encoding, problems }
}

/// `\r\n` and `\r` become `\n`.
fn unix_lines(text: String) -> String {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return text };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Decoded, decode};
    use proptest::prelude::{any, prop, proptest};

    fn check(bytes: &[u8], encoding: &str, text: &str, broken: usize) {
        let Decoded { text: got, encoding: name, problems } = decode(bytes);
        assert_eq!((got.as_str(), name), (text, encoding));
        assert_eq!(problems.iter().map(|p| p.count).sum::<usize>(), broken);
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check("één\r\ntwee\rdrie".as_bytes(), "UTF-8", "één\ntwee\ndrie", 0);
        check(b"\xEF\xBB\xBFkop\r\n\r\n", "UTF-8", "kop\n\n", 0);
        check(b"", "UTF-8", "", 0);
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        check(b"caf\xC3\xA9 en re\xFF\nabc", "UTF-8", "café en re\u{FFFD}\nabc", 1);
        check(b"caf\xC3\xA9, cr\xC3\xA8me br\xC3", "UTF-8", "café, crème br\u{FFFD}", 1);
    }

    #[test]
    fn utf16_by_mark_and_by_zeros() {
        let bytes = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        check(&bytes("\u{FEFF}Één 😀", false), "UTF-16LE", "Één 😀", 0);
        check(&bytes("\u{FEFF}Één 😀", true), "UTF-16BE", "Één 😀", 0);
        check(&bytes("Geen merk, één nul", false), "UTF-16LE", "Geen merk, één nul", 0);
        check(&bytes("Geen merk, één nul", true), "UTF-16BE", "Geen merk, één nul", 0);
        check(b"\xFF\xFEa\0\x00\xD8b\0c", "UTF-16LE", "a\u{FFFD}b\u{FFFD}", 2);
    }

    #[test]
    fn one_byte_encodings_are_told_apart() {
        check(b"\x93Zo\x92n plan\x94 kost \x80 5", "windows-1252", "“Zo’n plan” kost € 5", 0);
        check(b"een beetje caf\xE9", "windows-1252", "een beetje café", 0);
        check(b"zo\xB4n idee\xEBn", "windows-1252", "zo´n ideeën", 0);
        check(b"2\xBD jaar, \xBC liter, fa\xE7ade", "windows-1252", "2½ jaar, ¼ liter, façade", 0);
        check(b"voor \xA4 50 per stuk, re\xEBel", "ISO-8859-15", "voor € 50 per stuk, reëel", 0);
        check(b"un c\xBDur d\xE9\xE7u", "ISO-8859-15", "un cœur déçu", 0);
        check(b"Milo\xA8 Zeman en \xB4i\xBEkov", "ISO-8859-15", "Miloš Zeman en ŽiŸkov", 0);
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            assert!(!decode(&bytes).text.contains('\r'));
        }
    }
}
