//! The annotation interchange format: one JSON object for one article, offsets in Unicode code points.

use std::io::{self, Write};

use serde::Serialize;

use crate::annotate::entity::near;
use crate::annotate::{Annotations, Entity, Mention, Quote};
use crate::document::{Document, Section};
use crate::text::Span;

/// Writes one article as a JSON object, without a line end behind it.
///
/// # Errors
/// What the sink returns.
pub fn write(document: &Document, annotations: &Annotations, out: &mut dyn Write) -> io::Result<()> {
    let points = CodePoints::of(&document.text);
    let article = Article::from(document, annotations, &points);
    serde_json::to_writer(out, &article).map_err(io::Error::from)
}

/// Byte offsets to code points, by counting from the nearest checkpoint.
struct CodePoints<'a> {
    text: &'a [u8],
    checkpoints: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    const STEP: usize = 256;

    fn of(text: &'a str) -> Self {
        let mut checkpoints = vec![0];
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            seen += starts(chunk);
            checkpoints.push(seen);
        }
        Self { text: text.as_bytes(), checkpoints }
    }

    fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let step = offset / Self::STEP;
        self.checkpoints[step] + starts(&self.text[step * Self::STEP..offset])
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.at(span.start), end: self.at(span.end) }
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[derive(Serialize)]
struct Range {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Article<'a> {
    text: &'a str,
    lang: &'static str,
    title: Option<&'a str>,
    date: Option<String>,
    source: Option<&'a str>,
    author: Option<&'a str>,
    link: Option<&'a str>,
    tags: &'a [String],
    sections: Vec<SectionOut>,
    entities: Vec<EntityOut<'a>>,
    entities_index: Vec<IndexOut<'a>>,
    quotes: Vec<QuoteOut<'a>>,
    problems: Vec<String>,
}

impl<'a> Article<'a> {
    fn from(document: &'a Document, annotations: &'a Annotations, points: &CodePoints) -> Self {
        let meta = &document.meta;
        Self {
            text: &document.text,
            lang: meta.lang.tag(),
            title: meta.title.as_deref(),
            date: meta.date.map(|d| d.to_string()),
            source: meta.source.as_deref(),
            author: meta.author.as_deref(),
            link: meta.link.as_deref(),
            tags: &meta.tags,
            sections: document.sections.iter().map(|s| SectionOut::from(s, points)).collect(),
            entities: annotations
                .mentions
                .iter()
                .map(|m| EntityOut::from(m, document, annotations, points))
                .collect(),
            entities_index: annotations
                .entities
                .iter()
                .zip(near(&annotations.entities))
                .map(|(e, near)| IndexOut::from(e, near, document, annotations, points))
                .collect(),
            quotes: annotations.quotes.iter().map(|q| QuoteOut::from(q, document, points)).collect(),
            problems: document.problems.iter().map(ToString::to_string).collect(),
        }
    }
}

#[derive(Serialize)]
struct SectionOut {
    heading: Option<Range>,
    level: u8,
    start: u32,
    end: u32,
}

impl SectionOut {
    fn from(section: &Section, points: &CodePoints) -> Self {
        let Range { start, end } = points.range(section.span);
        Self { heading: section.heading.map(|h| points.range(h)), level: section.level, start, end }
    }
}

#[derive(Serialize)]
struct EntityOut<'a> {
    start: u32,
    end: u32,
    r#type: &'static str,
    name: &'a str,
}

impl<'a> EntityOut<'a> {
    fn from(
        mention: &Mention,
        document: &'a Document,
        annotations: &'a Annotations,
        points: &CodePoints,
    ) -> Self {
        let Range { start, end } = points.range(mention.span);
        let name = annotations.entity(mention.entity).map_or(mention.span.of(&document.text), |e| &e.name);
        Self { start, end, r#type: mention.kind.tag(), name }
    }
}

#[derive(Serialize)]
struct IndexOut<'a> {
    name: &'a str,
    r#type: &'static str,
    role: Option<&'a str>,
    value: Option<&'a str>,
    aliases: &'a [String],
    /// Names of others in the article that may be the same, spelt a little differently.
    near: Vec<&'a str>,
    count: usize,
    first: Option<Range>,
    sections: Vec<usize>,
}

impl<'a> IndexOut<'a> {
    fn from(
        entity: &'a Entity,
        near: Vec<&'a str>,
        document: &Document,
        annotations: &Annotations,
        points: &CodePoints,
    ) -> Self {
        let spans = || entity.mentions.iter().filter_map(|&m| annotations.mentions.get(m as usize));
        let mut sections: Vec<usize> = spans().map(|m| document.section_at(m.span.start as usize)).collect();
        sections.dedup();
        Self {
            name: &entity.name,
            r#type: entity.kind.tag(),
            role: entity.role.as_deref(),
            value: entity.value.as_deref(),
            aliases: &entity.aliases,
            near,
            count: entity.mentions.len(),
            first: spans().next().map(|m| points.range(m.span)),
            sections,
        }
    }
}

#[derive(Serialize)]
struct QuoteOut<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    speaker: Option<SpeakerOut<'a>>,
    cue: Option<Range>,
    via: Option<ViaOut<'a>>,
    confidence: f32,
    source_kind: &'static str,
}

#[derive(Serialize)]
struct SpeakerOut<'a> {
    name: &'a str,
    phrase: Option<&'a str>,
    start: Option<u32>,
    end: Option<u32>,
}

#[derive(Serialize)]
struct ViaOut<'a> {
    name: &'a str,
}

impl<'a> QuoteOut<'a> {
    fn from(quote: &'a Quote, document: &'a Document, points: &CodePoints) -> Self {
        let Range { start, end } = points.range(quote.span);
        Self {
            start,
            end,
            kind: quote.kind.tag(),
            speaker: quote.speaker.as_ref().map(|s| SpeakerOut {
                name: &s.name,
                phrase: s.phrase.map(|phrase| phrase.of(&document.text)),
                start: s.mention.map(|m| points.at(m.start)),
                end: s.mention.map(|m| points.at(m.end)),
            }),
            cue: quote.cue.map(|c| points.range(c)),
            via: quote.via.as_deref().map(|name| ViaOut { name }),
            confidence: (quote.confidence * 1000.0).round() / 1000.0,
            source_kind: quote.source.tag(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn offsets_count_code_points() {
        let text = "é".repeat(1000) + "x";
        let points = CodePoints::of(&text);
        assert_eq!(points.at(0), 0);
        assert_eq!(points.at(1000), 500);
        assert_eq!(points.at(2001), 1001);
        assert_eq!(points.at(9999), 1001);
    }
}
