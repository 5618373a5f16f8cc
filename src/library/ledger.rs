//! The speaker ledger: what somebody said, in every article, the newest first.

use std::collections::{HashMap, HashSet};

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::fingerprint::words;
use super::query::Query;
use super::scan;
use super::search::{Condition, names, quoted};
use super::store::{ArticleRow, Store, StoreError};
use crate::document::Document;
use crate::text::{Span, fold};

/// Two quotes are the same words when they share at least this part of all words in both.
const SAME: f64 = 0.7;
/// Documents that are kept while quotes are read from them.
const KEPT: usize = 8;

/// One quote in the library.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who said it, as the article resolves the name.
    pub speaker: Option<String>,
    /// The words; with their marks when they are direct.
    pub text: String,
    /// Whether it is reported speech.
    pub indirect: bool,
    /// The medium that passed it on.
    pub via: Option<String>,
    /// How sure the engine is, 0 to 100.
    pub confidence: u8,
    /// Where it stands in its article.
    pub span: Span,
    /// The heading of its section.
    pub section: Option<String>,
    /// Its article.
    pub row: ArticleRow,
}

/// The same words as several articles have them.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The earliest.
    pub first: Said,
    /// The others, in order; words that differ can be compared.
    pub others: Vec<Said>,
}

/// A quote as the store has it, before its words are read from the file.
#[derive(Clone, Debug)]
pub struct QuoteAt {
    /// Its article.
    pub article: i64,
    /// Where it stands.
    pub span: Span,
    speaker: Option<String>,
    via: Option<String>,
    indirect: bool,
    confidence: u8,
}

/// The columns of [`QuoteAt`]; `quotes q` must be among the tables.
const QUOTE: &str = "q.article, q.start, q.length, q.kind, q.confidence, \
    (SELECT name FROM names WHERE id = q.speaker), (SELECT name FROM sources WHERE id = q.via)";

impl QuoteAt {
    fn of(r: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let start: u32 = r.get(1)?;
        Ok(QuoteAt {
            article: r.get(0)?,
            span: Span { start, end: start.saturating_add(r.get(2)?) },
            indirect: r.get::<_, u8>(3)? == 1,
            confidence: r.get(4)?,
            speaker: r.get(5)?,
            via: r.get(6)?,
        })
    }
}

impl Store {
    /// The quotes of speakers with these words in their name (all quotes for no words) in the articles that a query
    /// finds, the newest article first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quotes(&self, by: &str, query: &Query, limit: usize) -> Result<Vec<QuoteAt>, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut sql = format!("SELECT {QUOTE} FROM quotes q JOIN articles a ON a.id = q.article WHERE 1");
        if !by.is_empty() {
            sql.push_str(&format!(" AND q.speaker IN ({})", names(None)));
            values.push(Value::Text(quoted(&fold(by))));
        }
        let (condition, articles) = Condition::of(query).whole();
        sql.push_str(&format!(" AND {condition} ORDER BY a.date DESC, a.id DESC, q.start LIMIT ?"));
        values.extend(articles);
        values.push(Value::Integer(limit as i64));
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            statement.query_map(params_from_iter(values), QuoteAt::of)?.collect()
        })())
    }

    /// The speakers with these words in their name, with how many quotes each has, the most first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn speakers(&self, words: &str, limit: usize) -> Result<Vec<(String, usize)>, StoreError> {
        let (clause, mut values) = match fold(words) {
            words if words.is_empty() => (String::new(), Vec::new()),
            words => (format!("AND q.speaker IN ({})", names(None)), vec![Value::Text(quoted(&words))]),
        };
        values.push(Value::Integer(limit as i64));
        let sql = format!(
            "SELECT (SELECT name FROM names WHERE id = q.speaker), count(*) AS n FROM quotes q \
             WHERE q.speaker IS NOT NULL {clause} GROUP BY q.speaker ORDER BY n DESC LIMIT ?"
        );
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get::<_, i64>(1)? as usize));
            statement.query_map(params_from_iter(values), row)?.collect()
        })())
    }

    /// Quotes with their words, read from the articles' files; one whose file is gone or changed is left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read_quotes(&self, quotes: &[QuoteAt]) -> Result<Vec<Said>, StoreError> {
        let mut reader = Reader::default();
        let mut out = Vec::with_capacity(quotes.len());
        for quote in quotes {
            out.extend(reader.said(self, quote)?);
        }
        Ok(out)
    }

    /// What others say about somebody: quotes that name one of `names` and are not by one of them, in the newest
    /// `sample` articles that name them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quotes_about(
        &self,
        names: &[i64],
        sample: usize,
        limit: usize,
    ) -> Result<Vec<QuoteAt>, StoreError> {
        let ids: Vec<String> = names.iter().map(ToString::to_string).collect();
        let ids = ids.join(",");
        let sql = format!(
            "SELECT {QUOTE}, e.names, e.mentions FROM (SELECT DISTINCT d.article AS article FROM named d WHERE d.name IN ({ids}) \
             ORDER BY d.article DESC LIMIT {sample}) f JOIN details e ON e.article = f.article \
             JOIN quotes q ON q.article = e.article WHERE q.speaker IS NULL OR q.speaker NOT IN ({ids})"
        );
        self.said((|| {
            let mut statement = self.db.prepare(&sql)?;
            let mut rows = statement.query([])?;
            let mut out = Vec::new();
            while let Some(r) = rows.next()? {
                let span = QuoteAt::of(r)?.span;
                let (in_article, mentions): (Vec<u8>, Vec<u8>) = (r.get(7)?, r.get(8)?);
                if out.len() < limit && names_inside(&in_article, &mentions, names, span) {
                    out.push(QuoteAt::of(r)?);
                }
            }
            Ok(out)
        })())
    }
}

/// Whether one of these names is mentioned inside a span; the blobs are those of the article's details.
fn names_inside(in_article: &[u8], mentions: &[u8], names: &[i64], span: Span) -> bool {
    let ids: Vec<i64> = super::varint::read(in_article).map(|n| n as i64).collect();
    let mut numbers = super::varint::read(mentions);
    let mut at = 0u64;
    while let (Some(step), Some(_), Some(entity)) = (numbers.next(), numbers.next(), numbers.next()) {
        at = at.saturating_add(step);
        let named = usize::try_from(entity).ok().and_then(|e| ids.get(e));
        if span.contains(at as usize) && named.is_some_and(|id| names.contains(id)) {
            return true;
        }
    }
    false
}

/// Reads the words of quotes; keeps the last few documents, for quotes come an article at a time.
#[derive(Default)]
struct Reader {
    documents: HashMap<i64, (ArticleRow, Document)>,
}

impl Reader {
    fn said(&mut self, store: &Store, quote: &QuoteAt) -> Result<Option<Said>, StoreError> {
        if !self.documents.contains_key(&quote.article) {
            if self.documents.len() >= KEPT {
                self.documents.clear();
            }
            let Some(row) = store.article(quote.article)? else { return Ok(None) };
            let Ok(document) = scan::load(&row.file()) else { return Ok(None) };
            self.documents.insert(quote.article, (row, document));
        }
        let Some((row, document)) = self.documents.get(&quote.article) else { return Ok(None) };
        let text = quote.span.of(&document.text);
        if text.is_empty() {
            return Ok(None);
        }
        let section = document.sections.get(document.section_at(quote.span.start as usize));
        Ok(Some(Said {
            speaker: quote.speaker.clone(),
            text: text.to_string(),
            indirect: quote.indirect,
            via: quote.via.clone(),
            confidence: quote.confidence,
            span: quote.span,
            section: section.and_then(|s| s.heading).map(|h| h.of(&document.text).to_string()),
            row: row.clone(),
        }))
    }
}

/// Joins quotes of one speaker that are the same words but for a few: each group by its earliest article, groups in the
/// order of their newest one.
pub fn join(said: Vec<Said>) -> Vec<Joined> {
    let mut groups: Vec<(HashSet<u32>, Vec<Said>)> = Vec::new();
    // Groups by word: only those with a word in common are compared.
    let mut by_word: HashMap<u32, Vec<usize>> = HashMap::new();
    for one in said {
        let folded = fold(&one.text);
        let set: HashSet<u32> = words(&folded).map(super::fingerprint::topic).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for group in set.iter().filter_map(|w| by_word.get(w)).flatten() {
            *shared.entry(*group).or_insert(0) += 1;
        }
        let same = |&(group, n): &(usize, usize)| {
            let (known, all) = (&groups[group], groups[group].0.len() + set.len() - n);
            known.1.iter().all(|s| s.speaker == one.speaker) && n as f64 >= SAME * all as f64
        };
        match shared.into_iter().filter(same).min() {
            Some((group, _)) => groups[group].1.push(one),
            None => {
                for word in &set {
                    let list = by_word.entry(*word).or_default();
                    // A word in so many quotes tells them no longer apart.
                    if list.len() < 200 {
                        list.push(groups.len());
                    }
                }
                groups.push((set, vec![one]));
            }
        }
    }
    groups.into_iter().filter_map(|(_, group)| joined(group)).collect()
}

fn joined(mut group: Vec<Said>) -> Option<Joined> {
    group.sort_by_key(|s| (s.row.date, s.row.id));
    let mut group = group.into_iter();
    Some(Joined { first: group.next()?, others: group.collect() })
}
