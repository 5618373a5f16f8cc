//! An article as one stream of sentences, for screen readers and pipes: what boxes and colours show is said in words,
//! entities and quotes are numbered notes at the end of their section.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::annotate::{Annotations, EntityId, Quote, QuoteKind, SourceKind};
use crate::document::{Block, BlockKind, Document, Section};
use crate::text::typeset::{self, Measure};

/// A numbered note and the place in the text that it belongs to.
struct Note {
    /// Byte offset behind the words it is about.
    at: usize,
    /// Its section.
    section: usize,
    text: String,
}

/// Writes an article in `width` columns to a line; 0 leaves each paragraph on one line.
///
/// # Errors
/// What the sink returns.
pub fn write(
    document: &Document,
    annotations: &Annotations,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(document, width, out)?;
    let notes = notes(document, annotations);
    let headings = document.sections.iter().filter(|s| s.heading.is_some()).count();
    let (mut blocks, mut first, mut heading) = (document.blocks.iter().peekable(), 0, 0);
    for (index, section) in document.sections.iter().enumerate() {
        heading += usize::from(section.heading.is_some());
        let count = notes[first..].iter().take_while(|n| n.section == index).count();
        let here = &notes[first..first + count];
        while let Some(block) = blocks.next_if(|b| within(b, section, index + 1 == document.sections.len())) {
            let text = marked(document, block, here, first);
            let text = match (section.heading == Some(block.span), label(block.kind)) {
                (true, _) => format!("Section {heading} of {headings}: {text}"),
                (false, Some(label)) if !text.trim().is_empty() => format!("{label}: {text}"),
                _ => text,
            };
            paragraph(&text, width, out)?;
        }
        write_notes(here, first, width, out)?;
        first += count;
    }
    Ok(())
}

fn within(block: &Block, section: &Section, last: bool) -> bool {
    last || block.span.start < section.span.end
}

/// Title and particulars, each said to be what it is.
fn head(document: &Document, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let meta = &document.meta;
    let titled = document.blocks.iter().any(|b| b.kind == BlockKind::Title);
    let title = meta.title.clone().filter(|_| !titled);
    let date = meta.date.map(|d| d.date().to_string());
    let said =
        [("Title", title), ("Source", meta.source.clone()), ("Author", meta.author.clone()), ("Date", date)];
    for (what, text) in said.into_iter().filter_map(|(what, text)| Some((what, text?))) {
        paragraph(&format!("{what}: {text}"), width, out)?;
    }
    Ok(())
}

/// What is said before a block that is no running text.
fn label(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Title => Some("Title"),
        BlockKind::Heading => Some("Heading"),
        BlockKind::Time => Some("Time"),
        BlockKind::ListItem => Some("Item"),
        BlockKind::BlockQuote => Some("Quotation"),
        BlockKind::Caption => Some("Caption"),
        BlockKind::Paragraph | BlockKind::Byline | BlockKind::Preformatted | BlockKind::Rule => None,
    }
}

/// The text of a block with the numbers of its notes; none of a rule, which is only drawn.
fn marked(document: &Document, block: &Block, notes: &[Note], before: usize) -> String {
    if block.kind == BlockKind::Rule {
        return String::new();
    }
    let (start, end) = (block.span.start as usize, block.span.end as usize);
    let from = notes.partition_point(|n| n.at <= start);
    let mut text = String::new();
    let mut done = start;
    for (i, note) in notes.iter().enumerate().skip(from).take_while(|(_, n)| n.at <= end) {
        text.push_str(&document.text[done..note.at]);
        text.push_str(&format!(" [{}]", before + i + 1));
        done = note.at;
    }
    text + &document.text[done..end]
}

/// The notes of all sections, in the order of the text.
fn notes(document: &Document, annotations: &Annotations) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut named: HashSet<(usize, EntityId)> = HashSet::new();
    for mention in annotations.mentions.iter().filter(|m| m.kind.is_name()) {
        let section = document.section_at(mention.span.start as usize);
        let Some(entity) = annotations.entity(mention.entity) else { continue };
        if named.insert((section, mention.entity)) {
            let role = entity.role.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
            let text = format!("{}, {}{role}.", entity.name, entity.kind.word());
            notes.push(Note { at: mention.span.end as usize, section, text });
        }
    }
    for quote in annotations.quotes.iter().filter(|q| q.kind != QuoteKind::Scare) {
        let section = document.section_at(quote.span.start as usize);
        let at = end_in_section(document, quote, section);
        notes.push(Note { at, section, text: said(quote) });
    }
    notes.sort_by_key(|n| (n.section, n.at));
    notes
}

/// Where a quote ends, or its section does.
fn end_in_section(document: &Document, quote: &Quote, section: usize) -> usize {
    let end = document.sections.get(section).map_or(usize::MAX, |s| s.span.end as usize);
    (quote.span.end as usize).min(end)
}

/// Who said a quote, in words.
fn said(quote: &Quote) -> String {
    let what = if quote.kind == QuoteKind::Direct { "Quote" } else { "Reported speech" };
    let via = quote.via.as_deref().map(|via| format!(", via {via}")).unwrap_or_default();
    match &quote.speaker {
        Some(speaker) if quote.source == SourceKind::Anonymous => {
            format!("{what}: {}, not named{via}.", speaker.name)
        }
        Some(speaker) => format!("{what}: {}{via}.", speaker.name),
        None => format!("{what}, no speaker named{via}."),
    }
}

fn write_notes(notes: &[Note], before: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "Notes:")?;
    for (i, note) in notes.iter().enumerate() {
        lines(&format!("{}. {}", before + i + 1, note.text), width, out)?;
    }
    writeln!(out)
}

fn paragraph(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    lines(text, width, out)?;
    writeln!(out)
}

fn lines(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if width == 0 {
        return writeln!(out, "{text}");
    }
    for line in typeset::set(text, Measure { width, indent: 0, patterns: None }) {
        writeln!(out, "{}", line.span.of(text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::annotate::annotate;
    use crate::document::Format;
    use crate::language::detect;

    const TEXT: &str = "---\ntitle: Brug dicht\nsource: Streekblad\nlang: nl\n---\n\
        De brug blijft dicht, zei wethouder Annelies Kramer van Oldehaven.\n\n\
        ## Roest in de pijlers\n\n\"We nemen geen enkel risico\", zei Kramer.\n\n* * *\n\n- Een punt\n";

    fn linear(text: &str, width: usize) -> String {
        let document = detect::load(text.as_bytes(), Format::Markdown);
        let mut out = Vec::new();
        write(&document, &annotate(&document), width, &mut out).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn everything_is_said_in_words() {
        let said = linear(TEXT, 0);
        assert!(said.starts_with("Title: Brug dicht\n\nSource: Streekblad\n\nDe brug"), "{said}");
        assert!(said.contains("\n\nSection 1 of 1: Roest in de pijlers\n\n"), "{said}");
        assert!(said.contains("Annelies Kramer ["), "{said}");
        assert!(said.contains("Notes:\n1. "), "{said}");
        assert!(said.contains(". Quote: Annelies Kramer.\n"), "{said}");
        assert!(said.contains("\nItem: Een punt\n"), "{said}");
    }

    #[test]
    fn lines_keep_to_the_width_and_nothing_is_drawn() {
        let said = linear(TEXT, 40);
        assert!(said.lines().all(|l| l.chars().count() <= 40), "{said}");
        assert!(!said.contains(['│', '─', '▎', '·', '*']), "{said}");
        assert_eq!(linear("", 40), "");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(\\PC{0,20}|\n|## |\"|- ){0,30}", width in 0usize..40) {
            linear(&text, width);
        }
    }
}
