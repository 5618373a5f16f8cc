//! The speaker ledger: what somebody said, in every article, the newest first.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::fingerprint::words;
use super::query::Query;
use super::record::QuoteRow;
use super::scan;
use super::search::{Condition, names, quoted};
use super::store::{ArticleRow, Store, StoreError, read_ids};
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
    /// Where it stands, how it was said, how sure that is.
    pub quote: QuoteRow,
    speaker: Option<i64>,
    via: Option<i64>,
}

impl Store {
    /// The quotes of speakers with these words in their name (all quotes for no words) in the articles that a query
    /// finds, the newest article first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quotes(&self, by: &str, query: &Query, limit: usize) -> Result<Vec<QuoteAt>, StoreError> {
        let by = fold(by);
        let speakers = if by.is_empty() { Vec::new() } else { self.speaker_ids(&by)? };
        let speakers = if by.is_empty() { None } else { Some(speakers.iter().collect::<HashSet<_>>()) };
        let (condition, mut values) = Condition::of(query).whole();
        let mut sql = format!(
            "SELECT a.id, e.names, e.quotes FROM articles a JOIN details e ON e.article = a.id WHERE {condition}"
        );
        if speakers.is_some() {
            sql.push_str(&format!(
                " AND a.id IN (SELECT article FROM named WHERE quotes > 0 AND name IN ({}))",
                names(None)
            ));
            values.push(Value::Text(quoted(&by)));
        }
        sql.push_str(" ORDER BY a.date DESC, a.id DESC");
        let wanted =
            |q: &QuoteAt| speakers.as_ref().is_none_or(|known| q.speaker.is_some_and(|s| known.contains(&s)));
        self.said(self.gather(&sql, values, limit, wanted))
    }

    /// The quotes in the articles of a statement with their number, names and quotes, those that are wanted.
    fn gather(
        &self,
        sql: &str,
        values: Vec<Value>,
        limit: usize,
        wanted: impl Fn(&QuoteAt) -> bool,
    ) -> rusqlite::Result<Vec<QuoteAt>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()?
            && out.len() < limit
        {
            let article = r.get(0)?;
            let (names, vias) = read_ids(r.get_ref(1)?.as_blob()?);
            for quote in QuoteRow::read(r.get_ref(2)?.as_blob()?) {
                let speaker = quote.speaker.and_then(|s| names.get(s).copied());
                let via = quote.via.and_then(|v| vias.get(v).copied());
                let inside = quote.names.iter().filter_map(|&n| names.get(n)).map(|&n| n as usize).collect();
                let found = QuoteAt { article, speaker, via, quote: QuoteRow { names: inside, ..quote } };
                if wanted(&found) {
                    out.push(found);
                }
            }
        }
        out.truncate(limit);
        Ok(out)
    }

    /// The quotes of these speakers, by their numbers, the newest article first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quotes_by(&self, speakers: &[i64], limit: usize) -> Result<Vec<QuoteAt>, StoreError> {
        let ids: Vec<String> = speakers.iter().map(ToString::to_string).collect();
        let sql = format!(
            "SELECT a.id, e.names, e.quotes FROM (SELECT DISTINCT article FROM named WHERE quotes > 0 AND name IN ({})) f \
             CROSS JOIN articles a ON a.id = f.article CROSS JOIN details e ON e.article = a.id \
             ORDER BY a.date DESC, a.id DESC",
            ids.join(",")
        );
        let wanted = |q: &QuoteAt| q.speaker.is_some_and(|s| speakers.contains(&s));
        self.said(self.gather(&sql, Vec::new(), limit, wanted))
    }

    /// The speakers with these words in their name, by their numbers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn speaker_ids(&self, words: &str) -> Result<Vec<i64>, StoreError> {
        self.said((|| {
            let mut statement = self.db.prepare_cached(&names(None))?;
            statement.query_map([quoted(&fold(words))], |r| r.get(0))?.collect()
        })())
    }

    /// The speakers with these words in their name, with how many quotes each has, the most first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn speakers(&self, words: &str, limit: usize) -> Result<Vec<(String, usize)>, StoreError> {
        let (clause, mut values) = match fold(words) {
            words if words.is_empty() => (String::new(), Vec::new()),
            words => (format!("AND d.name IN ({})", names(None)), vec![Value::Text(quoted(&words))]),
        };
        values.push(Value::Integer(limit as i64));
        let sql = format!(
            "SELECT (SELECT name FROM names WHERE id = d.name), sum(d.quotes) AS n FROM named d \
             WHERE d.quotes > 0 {clause} GROUP BY d.name ORDER BY n DESC LIMIT ?"
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

    /// What others say about somebody: quotes that name one of `about` and are not by one of them, in the newest
    /// `sample` articles that name them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quotes_about(
        &self,
        about: &[i64],
        sample: usize,
        limit: usize,
    ) -> Result<Vec<QuoteAt>, StoreError> {
        let ids: Vec<String> = about.iter().map(ToString::to_string).collect();
        let sql = format!(
            "SELECT e.article, e.names, e.quotes FROM (SELECT DISTINCT d.article AS article FROM named d \
             WHERE d.name IN ({}) ORDER BY d.article DESC LIMIT {sample}) f JOIN details e ON e.article = f.article",
            ids.join(",")
        );
        let wanted = |q: &QuoteAt| {
            q.speaker.is_none_or(|s| !about.contains(&s))
                && q.quote.names.iter().any(|&n| about.contains(&(n as i64)))
        };
        self.said(self.gather(&sql, Vec::new(), limit, wanted))
    }
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
        let span = quote.quote.span;
        let text = span.of(&document.text);
        if text.is_empty() {
            return Ok(None);
        }
        let name = |table: &str, id: Option<i64>| {
            let Some(id) = id else { return Ok(None) };
            let sql = format!("SELECT name FROM {table} WHERE id = ?");
            store.said((|| store.db.prepare_cached(&sql)?.query_row([id], |r| r.get(0)).optional())())
        };
        let section = document.sections.get(document.section_at(span.start as usize));
        Ok(Some(Said {
            speaker: name("names", quote.speaker)?,
            text: text.to_string(),
            indirect: quote.quote.indirect,
            via: name("sources", quote.via)?,
            confidence: quote.quote.confidence,
            span,
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
