//! Names across the library: who and what occurs where and when, with whom, in which role.
//!
//! A name is the same in two articles when its folded form and its kind are. A surname alone stands for the full name
//! that nearly always bears it ([`Store::variants`]).

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::query::Query;
use super::record::{SPEAKER, datetime};
use super::search::{Condition, names, quoted};
use super::store::{ArticleRow, COLUMNS, Store, StoreError, read_ids};
use crate::annotate::Kind;
use crate::text::fold;

/// Articles in which co-named entities are counted: the newest ones.
const SAMPLE: usize = 300;
/// A surname alone stands for one of its bearers when that one has at least this share of their articles.
const SHARE: f64 = 0.8;

/// A name that occurs in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// Its number in this store.
    pub id: i64,
    /// The name.
    pub name: String,
    /// What it is; none for a speaker that is no entity ("een woordvoerder").
    pub kind: Option<Kind>,
    /// Articles that name it.
    pub articles: usize,
    /// Mentions in all of them.
    pub mentions: usize,
}

/// A role that somebody was given, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSpan {
    /// The role.
    pub role: String,
    /// Days on which it was given first and last, where those are known.
    pub days: Option<(Date, Date)>,
    /// Articles that give it.
    pub articles: usize,
}

/// All that the library has of a name.
#[derive(Clone, Debug)]
pub struct NamePage {
    /// The name itself, counted over its variants.
    pub name: NameRow,
    /// The names that were taken together.
    pub variants: Vec<NameRow>,
    /// Mentions by day, in order.
    pub days: Vec<(Date, usize)>,
    /// Roles, the last given first.
    pub roles: Vec<RoleSpan>,
    /// Names in the same articles, in the newest 300 of them, with in how many: the most frequent first.
    pub with: Vec<(NameRow, usize)>,
    /// The newest articles, with how often each names it.
    pub articles: Vec<(ArticleRow, usize)>,
}

impl NamePage {
    /// Mentions by month, in order; the day of each is the first.
    pub fn months(&self) -> Vec<(Date, usize)> {
        let mut out: Vec<(Date, usize)> = Vec::new();
        for (day, count) in &self.days {
            match out.last_mut() {
                Some((month, sum)) if *month == day.first_of_month() => *sum += count,
                _ => out.push((day.first_of_month(), *count)),
            }
        }
        out
    }
}

impl Store {
    /// The names with these words in them, the one in most articles first; all names for no words.
    ///
    /// `query` says which articles are counted; `kind` which names.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn names(
        &self,
        words: &str,
        kind: Option<Kind>,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<NameRow>, StoreError> {
        let (condition, articles) = Condition::of(query).whole();
        let mut values: Vec<Value> = Vec::new();
        let mut sql = "SELECT n.id, n.name, n.kind, count(*) AS articles, sum(d.count) FROM named d \
                       JOIN names n ON n.id = d.name WHERE d.count > 0"
            .to_string();
        if !matches!(query.expr, super::query::Expr::All) {
            sql.push_str(&format!(" AND d.article IN (SELECT a.id FROM articles a WHERE {condition})"));
            values.extend(articles);
        }
        if !words.is_empty() {
            sql.push_str(" AND d.name IN (SELECT rowid FROM name_words WHERE name_words MATCH ?)");
            values.push(Value::Text(quoted(&fold(words))));
        }
        if let Some(kind) = kind {
            sql.push_str(&format!(" AND n.kind = {}", kind as u8));
        }
        sql.push_str(" GROUP BY d.name ORDER BY articles DESC, n.name LIMIT ?");
        values.push(Value::Integer(limit as i64));
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            statement.query_map(params_from_iter(values), name_row)?.collect()
        })())
    }

    /// A name by its number, with its counts.
    fn name(&self, id: i64) -> rusqlite::Result<NameRow> {
        let sql = "SELECT n.id, n.name, n.kind, count(d.article), coalesce(sum(d.count), 0) FROM names n \
                   LEFT JOIN named d ON d.name = n.id WHERE n.id = ? GROUP BY n.id";
        self.db.prepare_cached(sql)?.query_row([id], name_row)
    }

    /// The names that stand for the same: the name itself, and, for a person with more than one word to the name, the
    /// surname alone where nearly all who bear it are this person.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn variants(&self, id: i64) -> Result<Vec<NameRow>, StoreError> {
        self.said((|| {
            let own = self.name(id)?;
            let mut out = vec![own.clone()];
            let key = fold(&own.name);
            let Some((_, surname)) = key.rsplit_once(' ').filter(|_| own.kind == Some(Kind::Person)) else {
                return Ok(out);
            };
            let sql = format!("{} LIMIT 500", names(Some(Kind::Person)));
            let mut statement = self.db.prepare_cached(&sql)?;
            let ids: Vec<i64> =
                statement.query_map([quoted(surname)], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            let bearers: Vec<NameRow> =
                ids.into_iter().map(|id| self.name(id)).collect::<rusqlite::Result<_>>()?;
            let full = |n: &&NameRow| fold(&n.name).ends_with(&format!(" {surname}"));
            let all: usize = bearers.iter().filter(full).map(|n| n.articles).sum();
            if own.articles as f64 >= SHARE * all as f64 {
                out.extend(bearers.into_iter().filter(|n| fold(&n.name) == surname));
            }
            Ok(out)
        })())
    }

    /// The page of a name; `limit` is how many of its articles and co-named names are listed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn name_page(&self, id: i64, limit: usize) -> Result<NamePage, StoreError> {
        let variants = self.variants(id)?;
        let ids: Vec<i64> = variants.iter().map(|v| v.id).collect();
        self.said((|| {
            let mut tally = Tally::default();
            for &id in &ids {
                tally.count(self, id)?;
            }
            tally.newest.sort_unstable_by(|a, b| b.cmp(a));
            let newest: Vec<i64> = tally.newest.iter().map(|(_, id)| *id).collect();
            let mut name = variants.first().cloned().unwrap_or_else(no_name);
            name.articles = tally.articles.len();
            name.mentions = tally.articles.values().sum();
            Ok(NamePage {
                days: tally.days.iter().filter_map(|(day, n)| Some((day_of(*day)?, *n))).collect(),
                roles: self.roles(&tally)?,
                with: self.co_named(&newest[..newest.len().min(SAMPLE)], &ids, limit)?,
                articles: self.listed(&newest[..newest.len().min(limit)], &tally.articles)?,
                name,
                variants,
            })
        })())
    }

    fn roles(&self, tally: &Tally) -> rusqlite::Result<Vec<RoleSpan>> {
        let mut roles: Vec<_> = tally.roles.iter().collect();
        roles.sort_by_key(|(_, (_, last, n))| std::cmp::Reverse((*last, *n)));
        let mut statement = self.db.prepare_cached("SELECT text FROM roles WHERE id = ?")?;
        let mut span = |(id, (first, last, articles)): (&i64, &(i64, i64, usize))| {
            let days = day_of(*first).zip(day_of(*last));
            Ok(RoleSpan { role: statement.query_row([id], |r| r.get(0))?, days, articles: *articles })
        };
        roles.into_iter().map(&mut span).collect()
    }

    /// Names in these articles, but for `but`, with in how many: the most frequent first.
    fn co_named(
        &self,
        articles: &[i64],
        but: &[i64],
        limit: usize,
    ) -> rusqlite::Result<Vec<(NameRow, usize)>> {
        let mut counts: HashMap<i64, usize> = HashMap::new();
        let mut statement = self.db.prepare_cached("SELECT names FROM details WHERE article = ?")?;
        for article in articles {
            let blob: Vec<u8> = statement.query_row([article], |r| r.get(0))?;
            let (mut ids, _) = read_ids(&blob);
            ids.sort_unstable();
            ids.dedup();
            ids.iter().filter(|id| !but.contains(id)).for_each(|id| *counts.entry(*id).or_insert(0) += 1);
        }
        let mut counts: Vec<(i64, usize)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|&(id, n)| (std::cmp::Reverse(n), id));
        let mut out = Vec::new();
        let mut statement = self.db.prepare_cached("SELECT id, name, kind, 0, 0 FROM names WHERE id = ?")?;
        for (id, count) in counts {
            if out.len() >= limit {
                break;
            }
            let row = statement.query_row([id], name_row)?;
            if row.kind.is_some_and(Kind::is_name) {
                out.push((row, count));
            }
        }
        Ok(out)
    }

    fn listed(
        &self,
        ids: &[i64],
        counts: &HashMap<i64, usize>,
    ) -> rusqlite::Result<Vec<(ArticleRow, usize)>> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM articles a WHERE a.id = ?"))?;
        let mut row =
            |id: &i64| Ok((statement.query_row([id], ArticleRow::of)?, counts.get(id).copied().unwrap_or(0)));
        ids.iter().map(&mut row).collect()
    }
}

/// One walk over the articles that name somebody.
#[derive(Default)]
struct Tally {
    days: BTreeMap<i64, usize>,
    /// First and last day, and articles, of each role.
    roles: HashMap<i64, (i64, i64, usize)>,
    /// Mentions by article.
    articles: HashMap<i64, usize>,
    /// Date and article.
    newest: Vec<(i64, i64)>,
}

impl Tally {
    fn count(&mut self, store: &Store, name: i64) -> rusqlite::Result<()> {
        let mut statement = store.db.prepare_cached(
            "SELECT d.article, d.count, d.role, a.date FROM named d CROSS JOIN articles a ON a.id = d.article \
             WHERE d.name = ? AND d.count > 0",
        )?;
        let mut rows = statement.query(params![name])?;
        while let Some(row) = rows.next()? {
            let (article, count): (i64, i64) = (row.get(0)?, row.get(1)?);
            let date: Option<i64> = row.get(3)?;
            let day = date.map(|d| d.div_euclid(1440));
            let known = self.articles.entry(article).or_insert(0);
            if *known == 0 {
                self.newest.push((date.unwrap_or(i64::MIN), article));
            }
            *known += count as usize;
            if let Some(day) = day {
                *self.days.entry(day).or_insert(0) += count as usize;
            }
            if let Some(role) = row.get::<_, Option<i64>>(2)? {
                let day = day.unwrap_or(i64::MIN);
                let span = self.roles.entry(role).or_insert((day, day, 0));
                *span = (span.0.min(day), span.1.max(day), span.2 + 1);
            }
        }
        Ok(())
    }
}

fn day_of(day: i64) -> Option<Date> {
    datetime(day.checked_mul(1440)?).map(|d| d.date())
}

fn no_name() -> NameRow {
    NameRow { id: 0, name: String::new(), kind: None, articles: 0, mentions: 0 }
}

fn name_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<NameRow> {
    let kind: u8 = row.get(2)?;
    Ok(NameRow {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: Kind::ALL.get(usize::from(kind)).copied().filter(|_| kind != SPEAKER),
        articles: row.get::<_, i64>(3)? as usize,
        mentions: row.get::<_, i64>(4)? as usize,
    })
}
