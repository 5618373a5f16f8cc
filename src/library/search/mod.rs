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

use super::query::{Expr, Query, Scope, Term};
use super::record::minutes;
use super::scan;
use super::store::{ArticleRow, COLUMNS, Store, StoreError};
pub(crate) use sql::{Condition, names, quoted};

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
        let condition = Condition::of(&narrowed);
        let filters = query.filters();
        let wanted = if filters.is_empty() { CANDIDATES } else { TRIED };
        let mut found = self.said(candidates(self, &condition, wanted + 1))?;
        let more = found.len() > wanted;
        let broad = more || self.said(self.is_broad(&condition))?;
        found.truncate(wanted);
        if !filters.is_empty() {
            found = self.said(self.matching(found, &filters, limit))?;
        }
        let mut scores = self.said(self.relevance(query, &condition, &found, broad))?;
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

    /// The query with each short beginning that is itself a frequent word taken for that word: a thousand articles have
    /// it, and to look for all that begins so costs a hundred times as much.
    fn narrowed(&self, query: &Query) -> rusqlite::Result<Query> {
        fn narrow(store: &Store, expr: &Expr) -> rusqlite::Result<Expr> {
            let all =
                |parts: &[Expr]| parts.iter().map(|p| narrow(store, p)).collect::<rusqlite::Result<_>>();
            Ok(match expr {
                Expr::And(parts) => Expr::And(all(parts)?),
                Expr::Or(parts) => Expr::Or(all(parts)?),
                Expr::Text(scope, Term::Prefix(start)) if start.chars().count() <= SHORT => {
                    let word = Expr::Text(*scope, Term::Words(start.clone()));
                    let condition =
                        Condition::of(&Query { expr: Expr::Text(Scope::Any, Term::Words(start.clone())) });
                    if store.is_broad(&condition)? { word } else { expr.clone() }
                }
                other => other.clone(),
            })
        }
        Ok(Query { expr: narrow(self, &query.expr)? })
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

    /// Whether the words alone match more articles than are ranked against each other.
    fn is_broad(&self, condition: &Condition) -> rusqlite::Result<bool> {
        let Some(text) = &condition.text else { return Ok(false) };
        let sql = "SELECT count(*) FROM (SELECT rowid FROM text WHERE text MATCH ? LIMIT ?)";
        let count: i64 = self
            .db
            .prepare_cached(sql)?
            .query_row(rusqlite::params![text, CANDIDATES as i64 + 1], |r| r.get(0))?;
        Ok(count > CANDIDATES as i64)
    }

    /// BM25 of the candidates where the words are not broad; else what a match in the title is worth.
    fn relevance(
        &self,
        query: &Query,
        condition: &Condition,
        candidates: &[Candidate],
        broad: bool,
    ) -> rusqlite::Result<HashMap<i64, f64>> {
        let (Some(text), Some(oldest)) = (&condition.text, candidates.iter().map(|c| c.id).min()) else {
            return Ok(HashMap::new());
        };
        if !broad {
            // SQLite's BM25 is negative: smaller is better.
            let mut statement = self.db.prepare_cached("SELECT rowid, -rank FROM text WHERE text MATCH ?")?;
            return statement.query_map([text], |r| Ok((r.get(0)?, r.get(1)?)))?.collect();
        }
        let Some(title) = query.in_scope(Scope::Title).and_then(|q| Condition::of(&q).text) else {
            return Ok(HashMap::new());
        };
        let mut statement =
            self.db.prepare_cached("SELECT rowid FROM text WHERE text MATCH ? AND rowid >= ?")?;
        let values = [Value::Text(title), Value::Integer(oldest)];
        statement.query_map(params_from_iter(values), |r| Ok((r.get(0)?, TITLE)))?.collect()
    }
}

/// An article that matches, before it is ranked.
struct Candidate {
    id: i64,
    date: Option<i64>,
}

/// The articles that match, those that came last first.
fn candidates(store: &Store, condition: &Condition, limit: usize) -> rusqlite::Result<Vec<Candidate>> {
    let mut values = Vec::new();
    let from = match &condition.text {
        Some(text) => {
            values.push(Value::Text(text.clone()));
            "text CROSS JOIN articles a ON a.id = text.rowid WHERE text MATCH ? AND"
        }
        None => "articles a WHERE",
    };
    let order = if condition.text.is_some() { "text.rowid DESC" } else { "a.id DESC" };
    let sql = format!("SELECT a.id, a.date FROM {from} {} ORDER BY {order} LIMIT ?", condition.sql);
    values.extend(condition.values.iter().cloned());
    values.push(Value::Integer(limit as i64));
    let mut statement = store.db.prepare_cached(&sql)?;
    let candidate = |r: &rusqlite::Row<'_>| Ok(Candidate { id: r.get(0)?, date: r.get(1)? });
    statement.query_map(params_from_iter(values), candidate)?.collect()
}
