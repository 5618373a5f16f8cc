//! The reader's list: which articles in which order, their rows as they come into view, what its reader changes.
//!
//! The order is kept as numbers of articles; a row is read when it is asked for. One hand serves them all, so that an
//! answer never knows less than the one before it ([`Shelf::answer`]).

mod ask;
mod keep;
mod pages;

pub use ask::{
    Answer, Ask, Compared, Folder, Hit, Known, ListAs, Listed, Mark, Page, Search, Searched, ShelfRow, Which,
};

pub use keep::{Kept, tag_changes};

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::query::Query;
use super::scan::path_of;
use super::search::Condition;
use super::store::state::READ;
use super::store::{ArticleRow, COLUMNS, Sort, Store, StoreError, order};
use keep::Keeping;

/// How long a change waits for another writer before the list is served again.
const PATIENCE: Duration = Duration::from_millis(20);

/// A list over a store.
#[derive(Debug)]
pub struct Shelf {
    store: Store,
    /// Folders whose articles are listed.
    roots: Vec<PathBuf>,
    /// The articles in their order.
    order: Vec<i64>,
    /// What the list was narrowed from: its query and order, with each article's words.
    wide: Option<(ListAs, Vec<(i64, String)>)>,
    keeping: Keeping,
}

impl Shelf {
    /// A list of the articles in these folders, which are absolute.
    ///
    /// # Errors
    /// When the store cannot be set up.
    pub fn new(store: Store, roots: Vec<PathBuf>) -> Result<Shelf, StoreError> {
        store.wait_at_most(PATIENCE)?;
        Ok(Shelf { store, roots, order: Vec::new(), wide: None, keeping: Keeping::default() })
    }

    /// Whether the store knows articles in the folders.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows(&self) -> Result<bool, StoreError> {
        Ok(!self.folders()?.0.is_empty())
    }

    /// The folders with articles that lie below the roots, in order, and whether these are all.
    fn folders(&self) -> Result<(Vec<i64>, bool), StoreError> {
        self.store.said((|| {
            let mut statement = self.store.db.prepare_cached(
                "SELECT id, path FROM folders f \
                 WHERE EXISTS (SELECT 1 FROM tally WHERE folder = f.id AND articles > 0)",
            )?;
            let folder =
                |r: &rusqlite::Row<'_>| Ok((path_of(r.get_ref(1)?.as_bytes()?), r.get::<_, i64>(0)?));
            let all: Vec<(PathBuf, i64)> =
                statement.query_map([], folder)?.collect::<rusqlite::Result<_>>()?;
            let count = all.len();
            let below = |path: &Path| self.roots.iter().any(|root| path.starts_with(root));
            let mut own: Vec<(PathBuf, i64)> = all.into_iter().filter(|(path, _)| below(path)).collect();
            own.sort();
            let whole = own.len() == count;
            Ok((own.into_iter().map(|(_, id)| id).collect(), whole))
        })())
    }

    /// The beginning of a list before the whole of it is known, so that the first screen need not wait.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn first(&self, list: &ListAs, rows: usize) -> Result<Option<Listed>, StoreError> {
        if !list.query.is_empty() || !matches!(list.sort, Sort::File | Sort::Newest) {
            return Ok(None);
        }
        let (folders, whole) = self.folders()?;
        let mut ids: Vec<i64> = Vec::new();
        if list.sort == Sort::File {
            for folder in &folders {
                if ids.len() < rows {
                    ids.extend(self.in_folder(*folder, rows - ids.len())?);
                }
            }
        } else {
            let sql = format!(
                "SELECT a.id FROM articles a WHERE {} ORDER BY {} LIMIT {rows}",
                clause(&folders, whole),
                order(list.sort)
            );
            ids = self.ids(&sql, Vec::new())?;
        }
        let (total, unread) = self.tally(&clause(&folders, whole))?;
        let rows = self.rows_of(&ids)?;
        Ok(Some(Listed { total, unread, from: 0, rows, ..Listed::default() }))
    }

    /// How many articles there are where a [`clause`] holds, and how many of them are not read.
    fn tally(&self, clause: &str) -> Result<(usize, usize), StoreError> {
        let sql = format!(
            "SELECT coalesce(sum(articles), 0), coalesce(sum(iif(flags & {READ} = 0, articles, 0)), 0) \
             FROM tally a WHERE {clause}"
        );
        let counts = |r: &rusqlite::Row<'_>| Ok((r.get::<_, i64>(0)? as usize, r.get::<_, i64>(1)? as usize));
        self.store.said((|| self.store.db.prepare_cached(&sql)?.query_row([], counts))())
    }

    fn in_folder(&self, folder: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM articles WHERE folder = {folder} ORDER BY file LIMIT {limit}");
        self.ids(&sql, Vec::new())
    }

    fn ids(&self, sql: &str, values: Vec<Value>) -> Result<Vec<i64>, StoreError> {
        self.store.said((|| {
            let mut statement = self.store.db.prepare_cached(sql)?;
            statement.query_map(params_from_iter(values), |r| r.get(0))?.collect()
        })())
    }

    /// Makes the list anew. `rows` are wanted around the article in the file `cursor`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn list(
        &mut self,
        list: &ListAs,
        query: &Query,
        near: &[PathBuf],
        rows: usize,
    ) -> Result<Listed, StoreError> {
        self.order = if list.narrow.trim().is_empty() {
            self.wide = None;
            self.order_of(list, query)?
        } else {
            self.narrowed(list, query)?
        };
        let unread = self.unread()?;
        let places = self.places(near)?;
        let at = places.first().copied().flatten().unwrap_or(0);
        let from = at.saturating_sub(rows / 2);
        Ok(Listed {
            number: list.number,
            total: self.order.len(),
            unread: self.order.iter().filter(|id| unread.contains(id)).count(),
            from,
            rows: self.rows(from..from + rows)?,
            places,
        })
    }

    fn order_of(&self, list: &ListAs, query: &Query) -> Result<Vec<i64>, StoreError> {
        let (folders, whole) = self.folders()?;
        let all = list.query.trim().is_empty();
        let (condition, values) = Condition::of(query).whole();
        if list.sort == Sort::File {
            let mut order = Vec::new();
            for folder in folders {
                order.extend(self.in_folder(folder, i64::MAX as usize)?);
            }
            if !all {
                let sql = format!("SELECT a.id FROM articles a WHERE {condition}");
                let found: HashSet<i64> = self.ids(&sql, values)?.into_iter().collect();
                order.retain(|id| found.contains(id));
            }
            return Ok(order);
        }
        let sql = format!(
            "SELECT a.id FROM articles a WHERE {} AND {condition} ORDER BY {}",
            clause(&folders, whole),
            order(list.sort)
        );
        self.ids(&sql, values)
    }

    /// The articles whose title or medium fits what was typed, the best first.
    fn narrowed(&mut self, list: &ListAs, query: &Query) -> Result<Vec<i64>, StoreError> {
        let wide = ListAs { narrow: String::new(), number: 0, ..list.clone() };
        let known = self.wide.take().filter(|(known, _)| *known == wide);
        let (wide, words) = match known {
            Some(known) => known,
            None => {
                let order = self.order_of(list, query)?;
                (wide, self.words(&order)?)
            }
        };
        let pattern = Pattern::parse(&list.narrow, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, (_, words)) in words.iter().enumerate() {
            if let Some(score) = pattern.score(Utf32Str::new(words, &mut buffer), &mut matcher) {
                scored.push((score, i));
            }
        }
        scored.sort_unstable_by_key(|&(score, i)| (std::cmp::Reverse(score), i));
        let order = scored.into_iter().map(|(_, i)| words[i].0).collect();
        self.wide = Some((wide, words));
        Ok(order)
    }

    fn words(&self, order: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
        let sql = "SELECT a.title || ' ' || coalesce((SELECT name FROM sources WHERE id = a.source), '') \
                   FROM articles a WHERE a.id = ?";
        self.store.said((|| {
            let mut statement = self.store.db.prepare_cached(sql)?;
            order.iter().map(|&id| Ok((id, statement.query_row([id], |r| r.get(0))?))).collect()
        })())
    }

    /// Where the articles in these files stand in the list.
    fn places(&self, files: &[PathBuf]) -> Result<Vec<Option<usize>>, StoreError> {
        let place = |file: &PathBuf| {
            let id = self.store.find_file(file)?;
            Ok(id.and_then(|id| self.order.iter().position(|known| *known == id)))
        };
        files.iter().map(place).collect()
    }

    fn unread(&self) -> Result<HashSet<i64>, StoreError> {
        let evens: Vec<String> = (0..16).filter(|f| f & READ == 0).map(|f| f.to_string()).collect();
        let sql = format!("SELECT id FROM articles WHERE flags IN ({})", evens.join(","));
        Ok(self.ids(&sql, Vec::new())?.into_iter().collect())
    }

    /// The rows of a stretch of the list, as far as it goes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn rows(&self, range: Range<usize>) -> Result<Vec<ShelfRow>, StoreError> {
        let end = range.end.min(self.order.len());
        self.rows_of(&self.order[range.start.min(end)..end])
    }

    /// The rows of these articles; one that has gone since is left empty.
    fn rows_of(&self, ids: &[i64]) -> Result<Vec<ShelfRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, a.content FROM articles a WHERE a.id = ?");
        let title = "SELECT title FROM articles WHERE story = ? ORDER BY date DESC LIMIT 1";
        self.store.said((|| {
            let mut statement = self.store.db.prepare_cached(&sql)?;
            let mut title = self.store.db.prepare_cached(title)?;
            let mut out = Vec::with_capacity(ids.len());
            for id in ids {
                let row = |r: &rusqlite::Row<'_>| {
                    Ok(ShelfRow {
                        row: ArticleRow::of(r)?,
                        content: r.get("content")?,
                        ..ShelfRow::default()
                    })
                };
                let mut row = statement.query_row([id], row).optional()?.unwrap_or_default();
                if row.row.flags != 0 {
                    let saved = self.store.saved(&row.content)?;
                    (row.tags, row.position) = (saved.tags, saved.position);
                }
                if let Some(story) = row.row.story {
                    row.story = title.query_row([story], |r| r.get(0)).optional()?;
                }
                self.keeping.over(&mut row);
                out.push(row);
            }
            Ok(out)
        })())
    }

    /// The next unread article after a place in the list, round its end, with its row.
    fn next_unread(&self, from: usize) -> Result<Option<(usize, ShelfRow)>, StoreError> {
        let unread = self.unread()?;
        let count = self.order.len();
        for at in (1..=count).map(|i| (from + i) % count).filter(|&i| unread.contains(&self.order[i])) {
            let row = self.rows(at..at + 1)?.into_iter().next();
            // One that was read a moment ago may not be on disk yet.
            if let Some(row) = row.filter(|r| !r.row.is_read()) {
                return Ok(Some((at, row)));
            }
        }
        Ok(None)
    }
}

/// SQL for articles in these folders.
fn clause(folders: &[i64], whole: bool) -> String {
    if whole {
        return "1".to_string();
    }
    let folders: Vec<String> = folders.iter().map(ToString::to_string).collect();
    format!("a.folder IN ({})", folders.join(","))
}
