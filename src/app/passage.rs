//! What is handed on to other programs: a stretch of the article, a name or a quote, alone or as a citation.

use super::Pane;
use super::reader::Reader;
use super::state::State;
use crate::annotate::{Quote, QuoteKind};
use crate::document::BlockKind;
use crate::text::Span;

/// Something to hand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text, without wraps, added hyphens or marks of the gutter.
    pub text: String,
    /// What it is, in a word for messages.
    pub what: &'static str,
    /// Where it stands, if it stands in the open article.
    pub span: Option<Span>,
    /// The quote that it is or lies in, by its index.
    pub quote: Option<usize>,
}

impl Passage {
    fn new(text: String, what: &'static str) -> Self {
        Self { text, what, span: None, quote: None }
    }

    fn of(reader: &Reader, span: Span, what: &'static str) -> Self {
        let quotes = &reader.annotations().quotes;
        let speech = |q: &Quote| q.kind != QuoteKind::Scare && q.span.covers(span);
        // Reported speech may hold direct speech: the narrowest one is meant.
        let around = quotes.iter().enumerate().filter(|(_, q)| speech(q)).min_by_key(|(_, q)| q.span.len());
        Self {
            text: plain(span.of(&reader.document().text)),
            what,
            span: Some(span),
            quote: around.map(|(i, _)| i),
        }
    }
}

/// Text as it is handed on: a soft hyphen is a hint for setting and nothing that anybody wrote.
fn plain(text: &str) -> String {
    text.chars().filter(|&c| c != '\u{ad}').collect()
}

/// The text that is selected in the article.
pub fn selected(reader: &Reader) -> Option<Passage> {
    let span = reader.selection?.span(reader.document());
    Some(Passage::of(reader, span, "selection"))
}

/// What an action is about: the selection; without one the chosen row of the pane that has the keys; in the article the
/// quote that was jumped to, else the paragraph at the eye.
pub fn chosen(state: &State) -> Option<Passage> {
    if let Some(selected) = state.reader.as_ref().and_then(selected) {
        return Some(selected);
    }
    match state.screen.focus {
        Pane::List => {
            let item = state.list.items.get(state.list.cursor.at)?;
            Some(Passage::new(item.title(), "title"))
        }
        Pane::Entities => {
            let annotations = state.reader.as_ref()?.annotations();
            let entity = annotations.entity(state.entities.selected()?)?;
            Some(Passage::new(entity.name.clone(), "name"))
        }
        Pane::Quotes => quote(state.reader.as_ref()?, state.quotes.selected()?),
        Pane::Article => {
            let reader = state.reader.as_ref()?;
            let at_target = |t: Span| reader.annotations().quotes.iter().position(|q| q.span == t);
            let target = reader.target.filter(|t| reader.in_view().overlaps(*t));
            match target.and_then(at_target) {
                Some(index) => quote(reader, index),
                None => paragraph(reader),
            }
        }
    }
}

/// The whole text of the open article.
pub fn article(reader: &Reader) -> Passage {
    let text = &reader.document().text;
    Passage { text: plain(text), what: "article", span: Some(Span::new(0, text.len())), quote: None }
}

fn quote(reader: &Reader, index: usize) -> Option<Passage> {
    let span = reader.annotations().quotes.get(index)?.span;
    Some(Passage { quote: Some(index), ..Passage::of(reader, span, "quote") })
}

fn paragraph(reader: &Reader) -> Option<Passage> {
    let at = reader.anchor().unwrap_or(reader.eye);
    let mut blocks = reader.document().blocks.iter().filter(|b| b.kind != BlockKind::Rule);
    let block = blocks.find(|b| b.span.end as usize > at)?;
    let heading = matches!(block.kind, BlockKind::Heading | BlockKind::Title);
    Some(Passage::of(reader, block.span, if heading { "heading" } else { "paragraph" }))
}

/// A passage in the words of the template. A line whose fields are all empty is left out, and so is a part of a line
/// between commas.
pub fn cite(state: &State, passage: &Passage) -> String {
    let value = |field: &str| state.reader.as_ref().and_then(|r| field_value(state, r, passage, field));
    let mut lines = Vec::new();
    for line in state.session.citation.trim_end().lines() {
        let parts: Vec<Option<String>> = line.split(", ").map(|part| fill(part, value)).collect();
        let kept: Vec<String> = parts.into_iter().flatten().collect();
        if !kept.is_empty() || line.is_empty() {
            lines.push(kept.join(", "));
        }
    }
    lines.join("\n")
}

/// Fills the fields of a part; none when it has fields and all of them are empty.
fn fill(part: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (mut filled, mut rest) = (String::new(), part);
    let (mut fields, mut full) = (0, 0);
    while let Some((before, field, after)) = next_field(rest) {
        filled.push_str(before);
        fields += 1;
        if let Some(value) = value(field).filter(|v| !v.is_empty()) {
            full += 1;
            filled.push_str(&value);
        }
        rest = after;
    }
    filled.push_str(rest);
    (fields == 0 || full > 0).then_some(filled)
}

fn next_field(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let (field, after) = behind.split_once('}')?;
    Some((before, field, after))
}

fn field_value(state: &State, reader: &Reader, passage: &Passage, field: &str) -> Option<String> {
    let (document, annotations) = (reader.document(), reader.annotations());
    let quote = passage.quote.and_then(|q| annotations.quotes.get(q));
    let speaker = quote.and_then(|q| q.speaker.as_ref());
    match field {
        "text" => Some(unmarked(&passage.text).to_string()),
        "speaker" => speaker.map(|s| s.name.clone()),
        "role" => speaker.and_then(|s| annotations.entity(s.entity?)).and_then(|e| e.role.clone()),
        "via" => quote.and_then(|q| q.via.clone()),
        "title" => {
            let item = state.list.open.and_then(|o| state.list.items.get(o.item));
            document.meta.title.clone().or_else(|| item.map(|i| i.title()))
        }
        "source" => document.meta.source.clone(),
        "author" => document.meta.author.clone(),
        "date" => document.meta.date.map(|d| d.date().to_string()),
        "section" => {
            let section = document.sections.get(document.section_at(passage.span?.start as usize))?;
            section.heading.map(|h| h.of(&document.text).to_string())
        }
        _ => None,
    }
}

/// The words without the quotation marks around them, which the template has of its own.
fn unmarked(text: &str) -> &str {
    const OPEN: [char; 8] = ['"', '\'', '“', '”', '‘', '„', '«', '»'];
    const CLOSE: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '„'];
    let text = text.trim();
    let inner = text.strip_prefix(OPEN).and_then(|t| t.strip_suffix(CLOSE));
    inner.map_or(text, str::trim)
}

#[cfg(test)]
mod tests {
    use super::{fill, unmarked};

    #[test]
    fn a_part_without_any_value_is_left_out() {
        let value = |field: &str| (field == "a").then(|| "x".to_string());
        assert_eq!(fill("<{a}{b}>", value), Some("<x>".into()));
        assert_eq!(fill("“{b}”", value), None);
        assert_eq!(fill("plain", value), Some("plain".into()));
        assert_eq!(fill("open {a", value), Some("open {a".into()));
    }

    #[test]
    fn only_marks_around_the_whole_are_taken_off() {
        assert_eq!(unmarked("“Ja, ‘nee’.”"), "Ja, ‘nee’.");
        assert_eq!(unmarked("„Ja“"), "Ja");
        assert_eq!(unmarked("« Oui »"), "Oui");
        assert_eq!(unmarked("\"Ja\", zei hij."), "\"Ja\", zei hij.");
    }
}
