//! What the store keeps of an article, made ready on the thread that annotated it.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

use super::scan::Found;
use super::{beginnings, fingerprint, varint};
use crate::annotate::{Annotations, Entity, QuoteKind, Speaker};
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
    /// Its names; speakers that are no entity come behind.
    pub names: Vec<Name>,
    /// Sections: start, end, heading's start and length (0 for none), each as varint.
    pub sections: Vec<u8>,
    /// The media that passed quotes on.
    pub vias: Vec<String>,
    /// Its quotes: see [`QuoteRow::read`].
    pub quotes: Vec<u8>,
    /// What it is about, four bytes to a topic.
    pub topics: Vec<u8>,
}

/// The folded texts that are indexed.
#[derive(Clone, Debug)]
pub struct Searchable {
    /// The title.
    pub title: String,
    /// The body, and behind it the parts of its compounds.
    pub body: String,
    /// How the words begin.
    pub starts: String,
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
    /// Quotes.
    pub quotes: u32,
}

/// A quote as the store has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteRow {
    /// Where, in bytes of the text.
    pub span: Span,
    /// Whether it is reported speech.
    pub indirect: bool,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// Index into the record's names.
    pub speaker: Option<usize>,
    /// Index into the record's `vias`.
    pub via: Option<usize>,
    /// The names inside it, as indices into the record's names.
    pub names: Vec<usize>,
}

impl QuoteRow {
    /// Appends it: start, length, twice the confidence and 1 when indirect, speaker and via (one more than the index, 0
    /// for none), the number of names and the names, each as varint.
    pub fn write(&self, out: &mut Vec<u8>) {
        let index = |i: Option<usize>| i.map_or(0, |i| i as u64 + 1);
        let head = [
            u64::from(self.span.start),
            self.span.len() as u64,
            u64::from(self.confidence) * 2 + u64::from(self.indirect),
            index(self.speaker),
            index(self.via),
            self.names.len() as u64,
        ];
        head.into_iter().chain(self.names.iter().map(|&n| n as u64)).for_each(|v| varint::push(out, v));
    }

    /// The quotes of a blob; what does not fit is left out.
    pub fn read(blob: &[u8]) -> Vec<QuoteRow> {
        let mut numbers = varint::read(blob);
        std::iter::from_fn(|| Self::next(&mut numbers)).collect()
    }

    fn next(numbers: &mut dyn Iterator<Item = u64>) -> Option<QuoteRow> {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let index = |n: u64| usize::try_from(n).ok()?.checked_sub(1);
        let start = small(numbers.next()?);
        let end = start.saturating_add(small(numbers.next()?));
        let sure = numbers.next()?;
        let (speaker, via) = (index(numbers.next()?), index(numbers.next()?));
        let count = numbers.next()?;
        let names = (0..count).map_while(|_| numbers.next()).map(|n| n as usize).collect();
        let confidence = (sure / 2).min(100) as u8;
        Some(QuoteRow { span: Span { start, end }, indirect: sure % 2 == 1, confidence, speaker, via, names })
    }
}

impl Record {
    /// Sums up an annotated document.
    pub fn of(file: Found, content: ContentId, document: &Document, annotations: &Annotations) -> Self {
        let meta = &document.meta;
        let title = meta.title.clone().unwrap_or_else(|| file.source.stem());
        let mut body = fold(&document.text);
        let folded_title = fold(&title);
        let simhash = fingerprint::simhash(&body);
        let topics = topics(&folded_title, &body, annotations);
        body.push_str(&beginnings::parts(&body, meta.lang));
        let starts = beginnings::starts([&folded_title, &body]);
        let mut cast = Cast::of(annotations);
        let quotes = cast.quotes(annotations);
        Record {
            content,
            source: meta.source.clone(),
            date: meta.date.map(minutes),
            lang: meta.lang as u8,
            words: document.words() as u32,
            problems: document.problems.len() as u32,
            simhash,
            sections: sections(document),
            topics,
            text: Searchable { said: said(document, annotations), title: folded_title, body, starts },
            names: cast.names,
            vias: cast.vias,
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

/// The names of an article as they are gathered.
struct Cast {
    names: Vec<Name>,
    vias: Vec<String>,
    /// The name of each entity; none for a figure.
    of_entity: Vec<Option<usize>>,
    /// Speakers that are no entity, by folded name.
    others: HashMap<String, usize>,
}

impl Cast {
    fn of(annotations: &Annotations) -> Self {
        let mut names = Vec::new();
        let mut name = |e: &Entity| {
            e.kind.is_name().then(|| {
                names.push(Name {
                    kind: e.kind as u8,
                    name: e.name.clone(),
                    key: fold(&e.name),
                    role: e.role.clone(),
                    count: e.mentions.len() as u32,
                    quotes: 0,
                });
                names.len() - 1
            })
        };
        let of_entity = annotations.entities.iter().map(&mut name).collect();
        Cast { names, vias: Vec::new(), of_entity, others: HashMap::new() }
    }

    /// The quotes that are speech, as a blob.
    fn quotes(&mut self, annotations: &Annotations) -> Vec<u8> {
        let mut out = Vec::new();
        for quote in annotations.quotes.iter().filter(|q| q.kind != QuoteKind::Scare) {
            let speaker = quote.speaker.as_ref().map(|s| self.speaker(s));
            if let Some(speaker) = speaker {
                self.names[speaker].quotes += 1;
            }
            let row = QuoteRow {
                span: quote.span,
                indirect: quote.kind == QuoteKind::Indirect,
                confidence: (quote.confidence.clamp(0.0, 1.0) * 100.0) as u8,
                speaker,
                via: quote.via.as_deref().map(|v| self.via(v)),
                names: self.inside(quote.span, annotations),
            };
            row.write(&mut out);
        }
        out
    }

    fn speaker(&mut self, speaker: &Speaker) -> usize {
        let entity = speaker.entity.and_then(|id| *self.of_entity.get(id.0 as usize)?);
        entity.unwrap_or_else(|| {
            let names = &mut self.names;
            *self.others.entry(fold(&speaker.name)).or_insert_with_key(|key| {
                let (name, key) = (speaker.name.clone(), key.clone());
                names.push(Name { kind: SPEAKER, name, key, role: None, count: 0, quotes: 0 });
                names.len() - 1
            })
        })
    }

    fn via(&mut self, name: &str) -> usize {
        self.vias.iter().position(|v| v == name).unwrap_or_else(|| {
            self.vias.push(name.to_owned());
            self.vias.len() - 1
        })
    }

    /// The names that are mentioned inside a span.
    fn inside(&self, span: Span, annotations: &Annotations) -> Vec<usize> {
        let mentions = &annotations.mentions;
        let first = mentions.partition_point(|m| m.span.start < span.start);
        let inside = mentions[first..].iter().take_while(|m| m.span.start < span.end);
        let mut out: Vec<usize> = inside.filter_map(|m| *self.of_entity.get(m.entity.0 as usize)?).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
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

#[cfg(test)]
mod tests {
    use super::{QuoteRow, datetime, minutes};
    use crate::text::Span;
    use jiff::civil::date;
    use proptest::prelude::{any, prop, prop_assert, proptest};

    #[test]
    fn quotes_come_back_from_their_blob() {
        let one =
            QuoteRow { span: Span::new(5, 300), confidence: 87, speaker: Some(0), ..QuoteRow::default() };
        let two = QuoteRow { indirect: true, via: Some(2), names: vec![0, 400], ..one.clone() };
        let mut blob = Vec::new();
        one.write(&mut blob);
        two.write(&mut blob);
        assert_eq!(QuoteRow::read(&blob), [one, two]);
    }

    #[test]
    fn dates_come_back_from_minutes() {
        for day in [date(1969, 12, 31), date(2024, 2, 29)] {
            let time = day.at(23, 59, 0, 0);
            assert_eq!(datetime(minutes(time)), Some(time));
        }
    }

    proptest! {
        #[test]
        fn any_blob_is_read(blob in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(QuoteRow::read(&blob).len() <= blob.len());
        }
    }
}
