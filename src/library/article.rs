//! An article in the hands of a reader, and what a list shows of it.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::scan::Source;
use super::store::ArticleRow;
use crate::annotate::Annotations;
use crate::document::{Document, Lang};

/// Words read in a minute; the usual figure for news in a European language.
const WORDS_PER_MINUTE: usize = 230;

/// An article: its document, and what was found in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Where it came from.
    pub source: Source,
    /// The text and its structure.
    pub document: Arc<Document>,
    /// Entities and quotes; empty until the engine has been over it.
    pub annotations: Arc<Annotations>,
    /// What a list shows of it.
    pub summary: Summary,
    /// Bytes that are still being read, of which this is the head; 0 once it is whole.
    pub rest: usize,
}

impl Article {
    /// A whole article, before the engine has been over it.
    pub fn new(source: Source, document: Document) -> Self {
        let summary = Summary::of(&source, &document);
        Self { source, document: Arc::new(document), annotations: Arc::default(), summary, rest: 0 }
    }

    /// The head of an article of which `rest` bytes are still to be read; its reading time is what the head lets
    /// expect.
    pub fn head(source: Source, document: Document, rest: usize) -> Self {
        let mut article = Article { rest, ..Article::new(source, document) };
        let read = article.document.text.len().max(1);
        let minutes = article.summary.minutes as u64 * (read + rest) as u64 / read as u64;
        article.summary.minutes = minutes as usize;
        article
    }
}

/// What a list shows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its title, or the file's name.
    pub title: String,
    /// The medium or desk.
    pub source: Option<String>,
    /// Date of publication.
    pub date: Option<DateTime>,
    /// Reading time in minutes, at least 1.
    pub minutes: usize,
    /// Its language.
    pub lang: Lang,
    /// Problems met while loading.
    pub problems: usize,
}

impl Summary {
    /// Sums up a document that was read from `source`.
    pub fn of(source: &Source, document: &Document) -> Self {
        let meta = &document.meta;
        Self {
            title: meta.title.clone().unwrap_or_else(|| source.stem()),
            source: meta.source.clone(),
            date: meta.date,
            minutes: minutes(document.words()),
            lang: meta.lang,
            problems: document.problems.len(),
        }
    }

    /// Sums up an article that the library knows.
    pub fn of_row(row: &ArticleRow) -> Self {
        Self {
            title: row.title.clone(),
            source: row.source.clone(),
            date: row.date,
            minutes: minutes(row.words as usize),
            lang: row.lang,
            problems: row.problems as usize,
        }
    }
}

fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}
