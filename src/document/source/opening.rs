//! The opening of a long source: enough of it for the first screens, which need not wait for the rest.

use super::Format;

/// Shorter sources are read whole in a few milliseconds, in bytes.
const LONG: usize = 512 << 10;
/// Bytes after the place that is looked at: many screens, parsed in about a millisecond.
const AHEAD: usize = 64 << 10;
/// A saved page has so many times as many bytes as its article, at least at its beginning.
const MARKUP: usize = 4;

/// The bytes up to well behind byte `place` of the text, cut where a block or a tag ends.
///
/// None where the whole is short, most of it would be needed, or what the bytes say cannot be told without the rest
/// (an encoding other than UTF-8).
pub fn opening(bytes: &[u8], format: Format, place: usize) -> Option<&[u8]> {
    let wanted = match format {
        Format::Plain | Format::Markdown => place.saturating_add(AHEAD),
        Format::Html => place.saturating_add(AHEAD).saturating_mul(MARKUP),
    };
    if bytes.len() < LONG || wanted > bytes.len() / 2 {
        return None;
    }
    let bytes = &bytes[..wanted];
    let end = match format {
        Format::Html => memchr::memrchr(b'>', bytes)? + 1,
        Format::Plain | Format::Markdown => blank_line(bytes).or_else(|| space(bytes))?,
    };
    let head = &bytes[..end];
    // Bytes that are zero are UTF-16 without a mark.
    (std::str::from_utf8(head).is_ok() && memchr::memchr(0, head).is_none()).then_some(head)
}

/// The end of the last line that a blank one follows.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    let ends = memchr::memrchr_iter(b'\n', bytes);
    ends.skip(1).find(|&end| matches!(&bytes[end + 1..], [b'\n', ..] | [b'\r', b'\n', ..])).map(|end| end + 1)
}

fn space(bytes: &[u8]) -> Option<usize> {
    memchr::memrchr2(b' ', b'\n', bytes).map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    use super::{LONG, opening};
    use crate::document::{Format, parse};

    #[test]
    fn the_opening_reads_as_the_whole_begins() {
        let paragraph =
            "Een alinea van de raad, zei hij. “Dat is zo.” En nog een zin, waarin *iets* staat.\n\n";
        let text = paragraph.repeat(2 * LONG / paragraph.len());
        for (source, format) in [
            (text.clone(), Format::Plain),
            (text.replace('\n', "\r\n"), Format::Plain),
            (text.replace("\n\n", " "), Format::Plain),
            (format!("---\ntitle: Een stuk\n---\n{text}"), Format::Markdown),
            (format!("<title>Een stuk</title><article>{}", text.replace("Een a", "<p>Een a")), Format::Html),
        ] {
            let head = opening(source.as_bytes(), format, 0).expect("a long source");
            assert!(head.len() < source.len() / 2);
            let (head, whole) = (parse(head, format), parse(source.as_bytes(), format));
            assert!(whole.text.starts_with(head.text.trim_end()), "{format:?}");
            assert_eq!(head.meta, whole.meta);
            let last = head.blocks.len() - 1;
            assert_eq!(head.blocks[..last], whole.blocks[..last], "{format:?}");
        }
    }

    #[test]
    fn what_needs_the_rest_has_no_opening() {
        let text = "woord ".repeat(LONG);
        assert!(opening(&text.as_bytes()[..LONG - 1], Format::Plain, 0).is_none());
        assert!(opening(text.as_bytes(), Format::Plain, text.len() / 2).is_none());
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(opening(&utf16, Format::Plain, 0).is_none());
        assert!(opening(&b"caf\xE9 ".repeat(LONG), Format::Plain, 0).is_none());
        assert!(opening(&b"x".repeat(2 * LONG), Format::Plain, 0).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn never_panics(part in prop::collection::vec(any::<u8>(), 1..60), place in any::<usize>()) {
            let bytes = part.repeat(LONG / part.len() + 1);
            for format in [Format::Plain, Format::Markdown, Format::Html] {
                opening(&bytes, format, place);
                opening(&bytes, format, place % bytes.len());
            }
        }
    }
}
