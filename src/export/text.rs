//! Articles and annotations as lines to read.

use std::io::{self, Write};

use crate::annotate::{Annotations, Quote};
use crate::document::{BlockKind, Document};
use crate::text::typeset::{self, Measure};
use crate::text::width;

/// Writes an article as readable text: its title where the text does not begin with it, what is known about it, then
/// its blocks, headings underlined.
///
/// `width` is the number of columns to a line; 0 leaves each paragraph on one line.
///
/// # Errors
/// What the sink returns.
pub fn write(document: &Document, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let titled = document.blocks.iter().any(|b| b.kind == BlockKind::Title);
    if let (Some(title), false) = (&document.meta.title, titled) {
        write_lines(title, width, "", out)?;
        writeln!(out, "{}\n", "=".repeat(columns(title, width)))?;
    }
    let about = about(document);
    if !about.is_empty() {
        writeln!(out, "{about}\n")?;
    }
    for (i, block) in document.blocks.iter().enumerate() {
        let text = block.span.of(&document.text);
        let prefix = match block.kind {
            BlockKind::BlockQuote => "    ",
            BlockKind::ListItem => "  ",
            _ => "",
        };
        write_lines(text, width, prefix, out)?;
        match block.kind {
            BlockKind::Title => writeln!(out, "{}", "=".repeat(columns(text, width)))?,
            BlockKind::Heading => writeln!(out, "{}", "-".repeat(columns(text, width)))?,
            _ => {}
        }
        let next = document.blocks.get(i + 1);
        if next.is_some_and(|n| !together(block.kind, n.kind)) {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Whether two blocks stand without a blank line between them.
fn together(one: BlockKind, next: BlockKind) -> bool {
    one == next && matches!(one, BlockKind::ListItem | BlockKind::Byline | BlockKind::Preformatted)
}

/// Source, author and date in one line.
fn about(document: &Document) -> String {
    let meta = &document.meta;
    let date = meta.date.map(|d| d.date().to_string());
    let parts: Vec<String> = [meta.source.clone(), meta.author.clone(), date].into_iter().flatten().collect();
    parts.join(" · ")
}

/// Columns of the longest line that a text is set in.
fn columns(text: &str, width: usize) -> usize {
    let columns = width::line(text);
    if width == 0 { columns } else { columns.min(width) }
}

fn write_lines(text: &str, width: usize, prefix: &str, out: &mut dyn Write) -> io::Result<()> {
    if width == 0 {
        return writeln!(out, "{prefix}{text}");
    }
    let measure = Measure { width: width.saturating_sub(prefix.len()).max(1), indent: 0, patterns: None };
    for line in typeset::set(text, measure) {
        writeln!(out, "{prefix}{}", line.span.of(text))?;
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
