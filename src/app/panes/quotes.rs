//! The quotes of the open article, as the text has them or by speaker.

use std::collections::HashMap;

use super::Cursor;
use super::entities::{STRIP, part};
use super::filter::Filter;
use crate::annotate::{Annotations, Quote, QuoteKind, SourceKind};
use crate::document::Document;
use crate::text::Span;

/// Screen lines that a quote's words may take.
pub const WORDS: usize = 2;
/// Quotes of which the engine is less sure than this are marked.
pub const SURE: f32 = 0.5;

/// Which quotes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Direct and reported.
    #[default]
    Speech,
    /// Direct only.
    Direct,
    /// Reported only.
    Reported,
    /// Quoted, but no speech.
    Scare,
}

impl Shown {
    /// The next of them.
    pub fn next(self) -> Self {
        match self {
            Shown::Speech => Shown::Direct,
            Shown::Direct => Shown::Reported,
            Shown::Reported => Shown::Scare,
            Shown::Scare => Shown::Speech,
        }
    }

    fn holds(self, kind: QuoteKind) -> bool {
        match self {
            Shown::Speech => kind != QuoteKind::Scare,
            Shown::Direct => kind == QuoteKind::Direct,
            Shown::Reported => kind == QuoteKind::Indirect,
            Shown::Scare => kind == QuoteKind::Scare,
        }
    }
}

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The quote, an index into those of the article.
    pub quote: usize,
    /// Whether a line above the words tells who said it: not again for the next one of a group.
    pub headed: bool,
}

/// How often a speaker speaks in each part of the article.
pub type Strip = [usize; STRIP];

impl Row {
    /// Screen lines it takes.
    pub fn height(self) -> usize {
        WORDS + usize::from(self.headed)
    }
}

/// Which quotes are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// The speaker whose quotes are shown alone; empty for those of nobody.
    pub speaker: Option<String>,
    /// The kind of source that is shown alone.
    pub source: Option<SourceKind>,
    /// What was typed.
    pub filter: Filter,
}

impl Sieve {
    fn holds(&self, document: &Document, quote: &Quote) -> bool {
        let words = Some(quote.span.of(&document.text)).into_iter();
        let around = [Some(speaker(quote)), quote.via.as_deref()].into_iter().flatten();
        self.speaker.as_deref().is_none_or(|s| s == speaker(quote))
            && self.source.is_none_or(|s| s == quote.source)
            && self.filter.holds(words.chain(around))
    }

    /// What is shown alone, each with a space before it.
    fn note(&self) -> String {
        let source = match self.source {
            None => "",
            Some(SourceKind::Named) => " named",
            Some(SourceKind::Role) => " by role",
            Some(SourceKind::Anonymous) => " anonymous",
            Some(SourceKind::Document) => " document",
            Some(SourceKind::None) => " no source",
        };
        let speaker = self.speaker.as_deref().map(|s| if s.is_empty() { "nobody" } else { s });
        let speaker = speaker.map(|s| format!(" {s}")).unwrap_or_default();
        let filter = if self.filter.is_empty() { String::new() } else { format!(" &{}", self.filter.typed) };
        format!("{source}{speaker}{filter}")
    }
}

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct QuotePane {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Where it is.
    pub cursor: Cursor,
    /// Which kinds of quotes are shown.
    pub shown: Shown,
    /// Which of them.
    pub sieve: Sieve,
    /// Whether they are grouped by speaker, or follow the text.
    pub grouped: bool,
    /// The strip of each speaker, by the first of the quotes, when they are grouped.
    strips: HashMap<usize, Strip>,
}

impl QuotePane {
    /// Lists the quotes of another article, from the top.
    pub fn fill(&mut self, document: &Document, annotations: &Annotations) {
        self.sieve = Sieve::default();
        self.list(document, annotations);
        self.cursor = Cursor::default();
    }

    /// Lists the quotes anew. The cursor goes to the quote at `follow`, or else stays on its row.
    pub fn refill(&mut self, document: &Document, annotations: &Annotations, follow: Option<Span>) {
        self.list(document, annotations);
        let last = self.rows.len().saturating_sub(1);
        (self.cursor.at, self.cursor.top) = (self.cursor.at.min(last), self.cursor.top.min(last));
        if let Some(quote) = annotations.quotes.iter().position(|q| Some(q.span) == follow) {
            self.select(quote);
        }
    }

    fn list(&mut self, document: &Document, annotations: &Annotations) {
        let quotes = &annotations.quotes;
        let held = |i: &usize| self.shown.holds(quotes[*i].kind) && self.sieve.holds(document, &quotes[*i]);
        let mut listed: Vec<usize> = (0..quotes.len()).filter(held).collect();
        self.strips.clear();
        if self.grouped {
            let mut first: HashMap<&str, usize> = HashMap::new();
            for &i in &listed {
                first.entry(speaker(&quotes[i])).or_insert(i);
            }
            for &i in &listed {
                let strip = self.strips.entry(first[speaker(&quotes[i])]).or_default();
                strip[part(document, quotes[i].span.start as usize)] += 1;
            }
            // Those of nobody come last.
            listed.sort_by_key(|&i| {
                let name = speaker(&quotes[i]);
                (name.is_empty(), first.get(name).copied(), i)
            });
        }
        let same = |a: usize, b: usize| speaker(&quotes[a]) == speaker(&quotes[b]);
        let before = std::iter::once(None).chain(listed.iter().copied().map(Some));
        let headed = |quote: usize, before: Option<usize>| {
            !self.grouped || before.is_none_or(|before| !same(before, quote))
        };
        let rows = listed.iter().zip(before).map(|(&quote, b)| Row { quote, headed: headed(quote, b) });
        self.rows = rows.collect();
    }

    /// Where in the article the speaker of a headed row speaks, when the rows are grouped by speaker.
    pub fn strip(&self, row: &Row) -> Option<&Strip> {
        self.strips.get(&row.quote)
    }

    /// How many quotes of which kind; or, where some are left out or grouped, how many are listed and why those.
    pub fn note(&self, annotations: &Annotations) -> String {
        let kind = match self.shown {
            Shown::Speech => "",
            Shown::Direct => " direct",
            Shown::Reported => " reported",
            Shown::Scare => " no speech",
        };
        let grouped = if self.grouped { " by speaker" } else { "" };
        let told = format!("{kind}{}{grouped}", self.sieve.note());
        if told.is_empty() {
            let count = |kind| annotations.quotes.iter().filter(|q| q.kind == kind).count();
            return format!("{} direct {} reported", count(QuoteKind::Direct), count(QuoteKind::Indirect));
        }
        format!("{}{told}", self.rows.len())
    }

    /// The quote under the cursor.
    pub fn selected(&self) -> Option<usize> {
        self.rows.get(self.cursor.at).map(|row| row.quote)
    }

    /// Puts the cursor on a quote, if it is listed.
    pub fn select(&mut self, quote: usize) {
        if let Some(at) = self.rows.iter().position(|row| row.quote == quote) {
            self.cursor.at = at;
        }
    }

    /// The quotes that are listed, in the order of the text.
    pub fn in_text_order(&self) -> Vec<usize> {
        let mut listed: Vec<usize> = self.rows.iter().map(|row| row.quote).collect();
        listed.sort_unstable();
        listed
    }

    /// Scrolls to the cursor.
    pub fn reveal(&mut self, height: usize) {
        let rows = &self.rows;
        self.cursor.reveal(height, |i| rows.get(i).map_or(1, |r| r.height()));
    }

    /// Shows the next kind of source alone, among those that the article has; after the last one, all again.
    pub fn cycle_source(&mut self, annotations: &Annotations) {
        const ALL: [SourceKind; 5] = [
            SourceKind::Named,
            SourceKind::Role,
            SourceKind::Anonymous,
            SourceKind::Document,
            SourceKind::None,
        ];
        let speech = || annotations.quotes.iter().filter(|q| self.shown.holds(q.kind));
        let present: Vec<SourceKind> = ALL.into_iter().filter(|s| speech().any(|q| q.source == *s)).collect();
        let at = self.sieve.source.and_then(|now| present.iter().position(|s| *s == now));
        self.sieve.source = present.get(at.map_or(0, |at| at + 1)).copied();
    }
}

/// Who said it, as groups and filters tell speakers apart; empty for nobody.
fn speaker(quote: &Quote) -> &str {
    quote.speaker.as_ref().map_or("", |s| &s.name)
}
