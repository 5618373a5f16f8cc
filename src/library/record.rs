//! What the store keeps of an article, made ready on the thread that annotated it.

use std::collections::HashMap;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::scan::Found;
use super::{fingerprint, varint};
use crate::annotate::{Annotations, Quote, QuoteKind};
use crate::document::Document;
use crate::text::{Span, fold};

/// The kind under which a speaker is kept that is no entity: a role, a group, a report.
pub const SPEAKER: u8 = 100;

/// Identity of an article: the hash of its file's bytes. State is kept under it, so it survives a move.
pub type ContentId = [u8; 16];

/// The identity of these bytes (XXH3, 128 bits).
pub fn content_id(bytes: &[u8]) -> ContentId {
    xxh3_128(bytes).to_be_bytes()
}

/// All that is written of one article.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file, as the scan found it.
    pub file: Found,
    /// Identity of its bytes.
    pub content: ContentId,
    /// Title, or the file's name.
    pub title: String,
    /// Medium or desk.
    pub source: Option<String>,
    /// Publication in minutes since 1970 on the publisher's clock.
    pub date: Option<i64>,
    /// Index into `Lang::ALL`.
    pub lang: u8,
    /// Words in the text.
    pub words: u32,
    /// Problems met while loading.
    pub problems: u32,
    /// SimHash of the text.
    pub simhash: u64,
    /// What the searchable text is: folded.
    pub text: Searchable,
    /// Its names, in the order of their ids in the annotations; speakers that are no entity come behind.
    pub names: Vec<Name>,
    /// Its quotes that somebody said.
    pub quotes: Vec<QuoteRow>,
    /// Sections: start, end, heading's start and length (0 for none), each as varint.
    pub sections: Vec<u8>,
    /// Mentions: start less the previous start, length, index into `names`, each as varint.
    pub mentions: Vec<u8>,
    /// What it is about, four bytes to a topic.
    pub topics: Vec<u8>,
}

/// The folded texts that are indexed.
#[derive(Clone, Debug)]
pub struct Searchable {
    /// The title.
    pub title: String,
    /// The body.
    pub body: String,
    /// The words inside quotes, and reported ones.
    pub said: String,
}

/// A name as one article has it.
#[derive(Clone, Debug)]
pub struct Name {
    /// Index into `Kind::ALL`, or [`SPEAKER`].
    pub kind: u8,
    /// The name.
    pub name: String,
    /// The name, folded.
    pub key: String,
    /// The role that the article gives.
    pub role: Option<String>,
    /// Mentions.
    pub count: u32,
}

/// A quote as the store has it.
#[derive(Clone, Debug)]
pub struct QuoteRow {
    /// Where, in bytes of the text.
    pub span: Span,
    /// 0 direct, 1 indirect.
    pub kind: u8,
    /// Index into the record's names.
    pub speaker: Option<usize>,
    /// The medium that passed it on.
    pub via: Option<String>,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// Hash of the words said, to join the same words in several outlets.
    pub words: u32,
}

impl Record {
    /// Sums up an annotated document.
    pub fn of(file: Found, content: ContentId, document: &Document, annotations: &Annotations) -> Self {
        let meta = &document.meta;
        let title = meta.title.clone().unwrap_or_else(|| file.source.stem());
        let body = fold(&document.text);
        let folded_title = fold(&title);
        let mut names: Vec<Name> = annotations.entities.iter().map(name_of).collect();
        let quotes = quotes(document, annotations, &mut names);
        Record {
            content,
            source: meta.source.clone(),
            date: meta.date.map(minutes),
            lang: meta.lang as u8,
            words: document.words() as u32,
            problems: document.problems.len() as u32,
            simhash: fingerprint::simhash(&body),
            sections: sections(document),
            mentions: mentions(annotations),
            topics: topics(&folded_title, &body, annotations),
            text: Searchable { said: said(document, annotations), title: folded_title, body },
            names,
            quotes,
            title,
            file,
        }
    }
}

/// Minutes since 1970-01-01 00:00 on the same clock.
pub fn minutes(date: jiff::civil::DateTime) -> i64 {
    date.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |z| z.timestamp().as_second() / 60)
}

/// The way back from [`minutes`]; none outside the calendar.
pub fn datetime(minutes: i64) -> Option<jiff::civil::DateTime> {
    let stamp = jiff::Timestamp::from_second(minutes.checked_mul(60)?).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

fn name_of(entity: &crate::annotate::Entity) -> Name {
    Name {
        kind: entity.kind as u8,
        name: entity.name.clone(),
        key: fold(&entity.name),
        role: entity.role.clone(),
        count: entity.mentions.len() as u32,
    }
}

/// Quotes that are speech, with their speakers among `names`; a speaker that is no entity is added there.
fn quotes(document: &Document, annotations: &Annotations, names: &mut Vec<Name>) -> Vec<QuoteRow> {
    let mut others: HashMap<String, usize> = HashMap::new();
    let speech = annotations.quotes.iter().filter(|q| q.kind != QuoteKind::Scare);
    let row = |q: &Quote| {
        let speaker = q.speaker.as_ref().map(|s| match s.entity {
            Some(id) if (id.0 as usize) < annotations.entities.len() => id.0 as usize,
            _ => *others.entry(fold(&s.name)).or_insert_with_key(|key| {
                let (name, key) = (s.name.clone(), key.clone());
                names.push(Name { kind: SPEAKER, name, key, role: None, count: 0 });
                names.len() - 1
            }),
        });
        QuoteRow {
            span: q.span,
            kind: u8::from(q.kind == QuoteKind::Indirect),
            speaker,
            via: q.via.clone(),
            confidence: (q.confidence.clamp(0.0, 1.0) * 100.0) as u8,
            words: words_hash(q.span.of(&document.text)),
        }
    };
    speech.map(row).collect()
}

/// The hash of what is said: its words alone, so that marks and line ends do not count.
fn words_hash(text: &str) -> u32 {
    let folded = fold(text);
    let words: Vec<&str> = fingerprint::words(&folded).collect();
    xxh3_64(words.join(" ").as_bytes()) as u32
}

fn sections(document: &Document) -> Vec<u8> {
    let mut out = Vec::new();
    for section in &document.sections {
        let heading = section.heading.unwrap_or_default();
        for value in [section.span.start, section.span.end, heading.start, heading.len() as u32] {
            varint::push(&mut out, u64::from(value));
        }
    }
    out
}

fn mentions(annotations: &Annotations) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    for mention in &annotations.mentions {
        varint::push(&mut out, u64::from(mention.span.start.saturating_sub(at)));
        varint::push(&mut out, mention.span.len() as u64);
        varint::push(&mut out, u64::from(mention.entity.0));
        at = mention.span.start;
    }
    out
}

fn topics(title: &str, body: &str, annotations: &Annotations) -> Vec<u8> {
    fingerprint::topics(title, body, annotations).into_iter().flat_map(u32::to_le_bytes).collect()
}

/// What is said in an article, folded; an indirect quote that holds direct ones is taken once.
fn said(document: &Document, annotations: &Annotations) -> String {
    let mut out = String::new();
    let mut end = 0;
    for quote in annotations.quotes.iter().filter(|q| q.kind != QuoteKind::Scare) {
        let span = Span { start: quote.span.start.max(end), end: quote.span.end };
        if !span.is_empty() {
            out.push_str(&fold(span.of(&document.text)));
            // A word that nobody searches: words of two quotes are no phrase.
            out.push_str(" \u{e000} ");
            end = span.end;
        }
    }
    out
}
