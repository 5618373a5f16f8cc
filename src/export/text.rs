//! Articles and annotations as lines to read.

use std::io::{self, Write};

use crate::annotate::{Annotations, Quote};
use crate::document::{BlockKind, Document};

/// Writes an article as readable text: title, source line, then its blocks, headings underlined.
///
/// `_width` is the number of columns to a line; 0 leaves each paragraph on one line.
///
/// # Errors
/// What the sink returns.
pub fn write(document: &Document, _width: usize, out: &mut dyn Write) -> io::Result<()> {
    for block in &document.blocks {
        let text = block.span.of(&document.text);
        writeln!(out, "{text}")?;
        if block.kind == BlockKind::Heading {
            writeln!(out, "{}", "-".repeat(text.chars().count()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes what was found in an article: its entities with counts, its quotes with speakers.
///
/// # Errors
/// What the sink returns.
pub fn write_annotations(
    document: &Document,
    annotations: &Annotations,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", document.title())?;
    for section in &document.sections {
        if let Some(heading) = section.heading {
            writeln!(out, "section\t{}", heading.of(&document.text))?;
        }
    }
    for entity in &annotations.entities {
        let role = entity.role.as_deref().unwrap_or("");
        writeln!(out, "{}\t{}\t{}\t{}", entity.kind.tag(), entity.mentions.len(), entity.name, role)?;
    }
    for quote in &annotations.quotes {
        write_quote(document, quote, out)?;
    }
    writeln!(out)
}

fn write_quote(document: &Document, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let speaker = quote.speaker.as_ref().map_or("-", |s| &s.name);
    let via = quote.via.as_deref().map(|v| format!(" via {v}")).unwrap_or_default();
    writeln!(out, "{}\t{speaker}{via}\t{}", quote.kind.tag(), quote.span.of(&document.text))
}
