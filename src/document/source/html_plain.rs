//! HTML without a tree: tags are stripped in one pass.
//!
//! For pages that a tree builder would choke on (built to be deep or to multiply), and for scraps inside Markdown.

use std::borrow::Cow;

/// How the text between tags reads: tags gone, block tags as blank lines, scripts and styles left out.
pub(super) fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&entities(&rest[..at]));
        rest = &rest[at..];
        let Some(Tag { name, tail, is_end }) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        if is_block(name) {
            out.push_str("\n\n");
        }
        rest = if is_hidden(name) && !is_end { after_end(tail, name) } else { tail };
    }
    out.push_str(&entities(rest));
    out
}

/// Whether building a tree of this page stays cheap: it is not nested deeply and the nesting, summed over all tags, is
/// small. Tree builders walk up their stack at every tag and reopen what was left open, so that sum is what they cost.
pub(super) fn is_tame(html: &str) -> bool {
    const DEPTH: usize = 256;
    const WORK: usize = 4_000_000;
    let (mut depth, mut work) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = html.as_bytes().get(at + 1..).unwrap_or_default();
        let name = |from: usize| name_of(rest.get(from..).unwrap_or_default());
        match rest.first() {
            Some(b'/') if nests(name(1)) => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() && nests(name(0)) => depth += 1,
            _ => {}
        }
        work += depth;
        if depth > DEPTH || work > WORK {
            return false;
        }
    }
    true
}

fn name_of(bytes: &[u8]) -> &[u8] {
    let len = bytes.iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
    &bytes[..len]
}

/// Elements that stay open until they are closed; the others close by themselves.
fn nests(name: &[u8]) -> bool {
    let closes_itself: &[&[u8]] = &[
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source",
        b"track", b"wbr", b"p", b"li", b"dt", b"dd", b"tr", b"td", b"th", b"option", b"thead", b"tbody",
        b"path", b"use", b"circle", b"rect", b"line", b"polygon",
    ];
    !name.is_empty() && !closes_itself.iter().any(|n| name.eq_ignore_ascii_case(n))
}

/// A tag or comment.
struct Tag<'a> {
    /// Empty for a comment.
    name: &'a str,
    is_end: bool,
    /// What follows it.
    tail: &'a str,
}

/// The tag or comment that `rest` begins with; none where `<` is just a sign.
fn tag(rest: &str) -> Option<Tag<'_>> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = memchr::memmem::find(comment.as_bytes(), b"-->").map_or(comment.len(), |i| i + 3);
        return Some(Tag { name: "", is_end: false, tail: &comment[end..] });
    }
    let inner = rest[1..].strip_prefix(['/', '!', '?']).unwrap_or(&rest[1..]);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_len = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let end = memchr::memchr(b'>', inner.as_bytes()).map_or(inner.len(), |i| i + 1);
    Some(Tag { name: &inner[..name_len], is_end: rest[1..].starts_with('/'), tail: &inner[end..] })
}

/// Elements that stand on lines of their own.
const BLOCKS: &str = "p div h1 h2 h3 h4 h5 h6 li ul ol br tr table section article blockquote pre header footer hr \
    figure figcaption title aside nav";

fn is_block(name: &str) -> bool {
    BLOCKS.split(' ').any(|b| name.eq_ignore_ascii_case(b))
}

fn is_hidden(name: &str) -> bool {
    ["script", "style", "noscript", "template", "svg"].iter().any(|h| name.eq_ignore_ascii_case(h))
}

/// What follows the end tag of `name`; nothing where it is missing.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&rest.as_bytes()[from..], b"</") {
        let after = from + at + 2;
        let found = name_of(&rest.as_bytes()[after..]);
        if found.eq_ignore_ascii_case(name.as_bytes()) {
            let end = memchr::memchr(b'>', &rest.as_bytes()[after..]).map_or(rest.len(), |i| after + i + 1);
            return &rest[end..];
        }
        from = after;
    }
    ""
}

/// The common character references, decoded; what is no reference stays.
fn entities(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|e| Some((reference(rest.get(..e)?)?, e))) {
            Some((c, e)) => {
                out.push(c);
                rest = &rest[e + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |h| u32::from_str_radix(h, 16).ok())?;
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "euro" => '€',
        "eacute" => 'é',
        "euml" => 'ë',
        "iuml" => 'ï',
        "egrave" => 'è',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_tame, strip};
    use proptest::prelude::proptest;

    #[test]
    fn text_without_tags() {
        assert_eq!(
            strip("<p>Een &amp; <b>twee</b>&#x21;</p>1 < 2<!-- weg --> &onzin;"),
            "\n\nEen & twee!\n\n1 < 2 &onzin;"
        );
        assert_eq!(strip("a<script>if (1<2) {}</SCRIPT >b<style>"), "ab");
    }

    #[test]
    fn deep_and_multiplying_pages_are_told() {
        assert!(is_tame(&"<div><p>x<br></div>".repeat(10_000)));
        assert!(!is_tame(&"<div>".repeat(300)));
        assert!(!is_tame(&format!("{}{}", "<font>".repeat(200), "<p>".repeat(30_000))));
    }

    proptest! {
        #[test]
        fn never_panics(html in "[<>/!a-c &#;x0-9é-]{0,80}|(<script>|</|<!--|-->|&#){0,20}") {
            strip(&html);
            is_tame(&html);
        }
    }
}
