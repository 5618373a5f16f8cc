//! The formats an article comes in; each parser gives a document and its problems, and never gives up.

mod builder;
mod front_matter;
mod head;
mod html;
mod html_plain;
mod markdown;
mod opening;
mod plain;

pub use opening::opening;

use std::borrow::Cow;

use super::Document;
use crate::text::{clean, decode};

/// The format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
}

impl Format {
    /// By the file's name; none for a name that is no article's.
    pub fn from_name(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }
}

/// Parses the bytes of an article. Never fails: what cannot be read becomes a problem of the document.
///
/// The language is the stated one, else Dutch: detection stands a floor higher, in `language::detect`.
pub fn parse<'a>(bytes: impl Into<Cow<'a, [u8]>>, format: Format) -> Document {
    let decoded = decode::decode(bytes);
    let mut problems = decoded.problems;
    let text = clean::clean(decoded.text, &mut problems);
    let mut document = match format {
        Format::Plain => plain::parse(text),
        Format::Markdown => markdown::parse(&text),
        Format::Html => html::parse(&text),
    };
    problems.append(&mut document.problems);
    document.problems = problems;
    document
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Format, parse};
    use crate::document::{BlockKind, Document};
    use proptest::prelude::{any, prop, proptest};

    /// What holds for every document, whatever it was made from.
    pub(crate) fn check_invariants(document: &Document) {
        let text = &document.text;
        assert!(unicode_normalization::is_nfc(text), "{text:?}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        let mut at = 0;
        for section in &document.sections {
            assert_eq!(section.span.range().start, at);
            at = section.span.range().end;
            assert!(section.heading.is_none_or(|h| section.span.covers(h)));
        }
        assert_eq!(at, text.len());
        let mut at = 0;
        for block in &document.blocks {
            assert!(
                block.span.range().start >= at && text.get(block.span.range()).is_some(),
                "{block:?} {text:?}"
            );
            assert!(block.kind == BlockKind::Rule || !block.span.of(text).trim().is_empty());
            at = block.span.range().end;
        }
        for inline in &document.inlines {
            assert!(
                !inline.span.is_empty() && text.get(inline.span.range()).is_some(),
                "{inline:?} {text:?}"
            );
        }
    }

    #[test]
    fn problems_of_every_stage_are_kept() {
        let document = parse(b"---\ntitle: a: b\n---\ncaf\xC3\xA9 \xFF\x1b[1m", Format::Markdown);
        assert_eq!(document.problems.len(), 3, "{:?}", document.problems);
        assert_eq!(document.text, "café \u{FFFD}");
    }

    proptest! {
        #[test]
        fn any_bytes_make_a_document(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for format in [Format::Plain, Format::Markdown, Format::Html] {
                check_invariants(&parse(&bytes, format));
            }
        }
    }
}
