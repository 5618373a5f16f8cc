//! Search: ranked results with snippets.
//!
//! A query with few matches is ranked by BM25 (the title counts eight times) and recency. One with more matches than
//! [`CANDIDATES`] is answered from the newest of them: for words that are everywhere, what is new is what is wanted,
//! and the answer comes in the same time whatever the library's size.

pub mod snippet;
mod sql;

use std::collections::HashMap;

use jiff::civil::DateTime;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::beginnings::start;
use super::query::{Expr, Query, Scope, Term};
use super::record::minutes;
use super::store::{ArticleRow, COLUMNS, Store, StoreError};
use super::{fingerprint, scan};
use crate::text::fold;
pub(crate) use sql::{Condition, names, quoted};
use sql::{Words, ranking};

/// The most articles that are ranked against each other.
pub const CANDIDATES: usize = 1000;
/// The most articles whose text is tried against a regular expression.
const TRIED: usize = 5000;
/// The longest beginning, in letters, that may be taken for the word that it is.
const SHORT: usize = 4;
/// What a title's match adds where BM25 is not counted, and what an article of today is worth more than one from long
/// ago: in units of BM25, whose usual score for a word is 1 to 8.
const TITLE: f64 = 4.0;
const RECENT: f64 = 2.0;
/// After this many days the worth of recency has halved.
const HALF_LIFE: f64 = 30.0;

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub row: ArticleRow,
    /// How well it fits; higher is better. Comparable within one result only.
    pub score: f64,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// How many articles match; when `more`, at least so many.
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl Store {
    /// The `limit` articles that fit a query best; `now` is what recency is counted from.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search(&self, query: &Query, limit: usize, now: DateTime) -> Result<Found, StoreError> {
        let narrowed = self.said(self.narrowed(query))?;
        let condition = Condition::walked(&narrowed);
        let ranking = ranking(&narrowed);
        let filters = query.filters();
        let wanted = if filters.is_empty() { CANDIDATES } else { TRIED };
        let mut found = self.said(candidates(self, &condition, wanted + 1))?;
        let more = found.len() > wanted;
        let broad = more || self.said(self.are_broad(&condition, ranking.as_ref()))?;
        found.truncate(wanted);
        if !filters.is_empty() {
            found = self.said(self.matching(found, &filters, limit))?;
        }
        let ranked = ranking.filter(|_| !broad && !found.is_empty());
        let mut scores = match ranked {
            Some(words) => self.said(self.relevance(&words))?,
            None => titled(query, &found),
        };
        let today = minutes(now) as f64;
        for candidate in &found {
            let days = candidate.date.map_or(f64::INFINITY, |d| (today - d as f64).max(0.0) / 1440.0);
            *scores.entry(candidate.id).or_insert(0.0) += RECENT * (-days / HALF_LIFE).exp2();
        }
        let score = |id: i64| scores.get(&id).copied().unwrap_or(0.0);
        let total = found.len();
        found.sort_by(|a, b| score(b.id).total_cmp(&score(a.id)).then(b.id.cmp(&a.id)));
        let mut hits = Vec::new();
        for candidate in found.iter().take(limit) {
            if let Some(row) = self.article(candidate.id)? {
                hits.push(Hit { row, score: score(candidate.id) });
            }
        }
        Ok(Found { hits, total, more })
    }

    /// The query with each short beginning that has no index of its own, and is itself a frequent word, taken for that
    /// word: a thousand articles have it, and to look for all that begins so costs a hundred times as much.
    fn narrowed(&self, query: &Query) -> rusqlite::Result<Query> {
        fn narrow(store: &Store, expr: &Expr, indexed: bool) -> rusqlite::Result<Expr> {
            let all = |parts: &[Expr], indexed| {
                parts.iter().map(|p| narrow(store, p, indexed)).collect::<rusqlite::Result<_>>()
            };
            Ok(match expr {
                Expr::And(parts) => Expr::And(all(parts, indexed)?),
                // What is in two indexes cannot be walked through in the order of articles.
                Expr::Or(parts) => Expr::Or(all(parts, false)?),
                Expr::Text(scope, Term::Prefix(beginning))
                    if beginning.chars().count() <= SHORT
                        && (!indexed || *scope != Scope::Any || start(beginning).is_none()) =>
                {
                    let word = |scope| Expr::Text(scope, Term::Words(beginning.clone()));
                    let words = Condition::of(&Query { expr: word(Scope::Any) }).words;
                    let broad = words.map(|words| store.is_broad(&words)).transpose()?;
                    if broad == Some(true) { word(*scope) } else { expr.clone() }
                }
                other => other.clone(),
            })
        }
        Ok(Query { expr: narrow(self, &query.expr, true)? })
    }

    /// Those whose text matches every regular expression, up to `limit`; a file that cannot be read matches none.
    fn matching(
        &self,
        candidates: Vec<Candidate>,
        filters: &[&regex::Regex],
        limit: usize,
    ) -> rusqlite::Result<Vec<Candidate>> {
        let mut out = Vec::new();
        for candidate in candidates {
            let sql = format!("SELECT {COLUMNS} FROM articles a WHERE a.id = ?");
            let row = self.db.prepare_cached(&sql)?.query_row([candidate.id], ArticleRow::of)?;
            let Ok(document) = scan::load(&row.file()) else { continue };
            if filters.iter().all(|f| f.is_match(&document.text)) {
                out.push(candidate);
            }
            if out.len() >= limit {
                break;
            }
        }
        Ok(out)
    }

    /// Whether the words of a query alone, of which few articles were found, match many.
    fn are_broad(&self, condition: &Condition, ranking: Option<&Words>) -> rusqlite::Result<bool> {
        let Some(walked) = &condition.words else { return Ok(false) };
        // Without another condition, those that were found are all that there are.
        if condition.sql != "1" && self.is_broad(walked)? {
            return Ok(true);
        }
        match ranking.filter(|_| walked.index != "text") {
            Some(words) => self.is_broad(words),
            None => Ok(false),
        }
    }

    /// Whether words match more articles than are ranked against each other.
    fn is_broad(&self, Words { index, expression }: &Words) -> rusqlite::Result<bool> {
        let sql = format!("SELECT count(*) FROM (SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?)");
        let limit = CANDIDATES as i64 + 1;
        let count: i64 =
            self.db.prepare_cached(&sql)?.query_row(rusqlite::params![expression, limit], |r| r.get(0))?;
        Ok(count >= limit)
    }

    /// BM25 of the articles with these words.
    fn relevance(&self, words: &Words) -> rusqlite::Result<HashMap<i64, f64>> {
        // SQLite's BM25 is negative: smaller is better.
        let mut statement = self.db.prepare_cached("SELECT rowid, -rank FROM text WHERE text MATCH ?")?;
        statement.query_map([&words.expression], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
    }
}

/// What a title with all the words of a query is worth, where BM25 is not counted.
fn titled(query: &Query, candidates: &[Candidate]) -> HashMap<i64, f64> {
    let marks: Vec<(String, bool)> =
        query.marks().into_iter().map(|(w, open)| (format!(" {w}"), open)).collect();
    if marks.is_empty() {
        return HashMap::new();
    }
    let has = |candidate: &&Candidate| {
        let mut title = String::from(" ");
        for word in fingerprint::words(&fold(&candidate.title)) {
            title.push_str(word);
            title.push(' ');
        }
        marks.iter().all(|(words, open)| {
            let end = |rest: &str| *open || rest.starts_with(' ');
            title.match_indices(words.as_str()).any(|(at, words)| end(&title[at + words.len()..]))
        })
    };
    candidates.iter().filter(has).map(|candidate| (candidate.id, TITLE)).collect()
}

/// An article that matches, before it is ranked.
struct Candidate {
    id: i64,
    date: Option<i64>,
    title: String,
}

/// The articles that match, those that came last first.
fn candidates(store: &Store, condition: &Condition, limit: usize) -> rusqlite::Result<Vec<Candidate>> {
    let mut values = Vec::new();
    let (from, order) = match &condition.words {
        Some(Words { index, expression }) => {
            values.push(Value::Text(expression.clone()));
            let from =
                format!("{index} CROSS JOIN articles a ON a.id = {index}.rowid WHERE {index} MATCH ? AND");
            (from, format!("{index}.rowid"))
        }
        None => ("articles a WHERE".to_string(), "a.id".to_string()),
    };
    let sql =
        format!("SELECT a.id, a.date, a.title FROM {from} {} ORDER BY {order} DESC LIMIT ?", condition.sql);
    values.extend(condition.values.iter().cloned());
    values.push(Value::Integer(limit as i64));
    let mut statement = store.db.prepare_cached(&sql)?;
    let candidate =
        |r: &rusqlite::Row<'_>| Ok(Candidate { id: r.get(0)?, date: r.get(1)?, title: r.get(2)? });
    statement.query_map(params_from_iter(values), candidate)?.collect()
}
