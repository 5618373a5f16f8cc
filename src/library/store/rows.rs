//! Lists: only the rows in view are fetched, whatever the length of the list.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::state::{LATER, READ, STARRED};
use super::{Store, StoreError};
use crate::config::Sort;
use crate::document::{Format, Lang};
use crate::library::query::Query;
use crate::library::record::{ContentId, datetime};
use crate::library::scan::{Source, path_of};
use crate::library::search::Condition;

/// What a list shows: the articles that a query finds.
pub type Filter = Query;

/// The order of a list, for SQL.
pub(crate) fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "a.date DESC, a.id DESC",
        Sort::Oldest => "a.date IS NULL, a.date, a.id",
        Sort::Source => "a.source, a.date DESC, a.id DESC",
        Sort::Story => "a.story DESC, a.date DESC, a.id DESC",
        Sort::Unread => "a.flags & 1, a.date DESC, a.id DESC",
        Sort::Title => "a.title COLLATE NOCASE, a.id",
        Sort::File => "(SELECT path FROM folders WHERE id = a.folder), a.file",
        Sort::Added => "a.id DESC",
    }
}

/// An article as a list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its number in this store.
    pub id: i64,
    /// Its file.
    pub path: PathBuf,
    /// Title, or the file's name.
    pub title: String,
    /// Medium or desk.
    pub source: Option<String>,
    /// Publication, on the publisher's clock.
    pub date: Option<DateTime>,
    /// Language.
    pub lang: Lang,
    /// Words in the text.
    pub words: u32,
    /// Problems met while loading.
    pub problems: u32,
    /// `state::READ`, `STARRED` and `LATER` together.
    pub flags: u8,
    /// The earlier article that this is a copy of.
    pub twin: Option<i64>,
    /// The story that it belongs to.
    pub story: Option<i64>,
}

impl ArticleRow {
    /// Whether it has been read.
    pub fn is_read(&self) -> bool {
        self.flags & READ != 0
    }

    /// Whether it has a star.
    pub fn is_starred(&self) -> bool {
        self.flags & STARRED != 0
    }

    /// Whether it is put off.
    pub fn is_later(&self) -> bool {
        self.flags & LATER != 0
    }

    /// The file, as the scan reads it.
    pub fn file(&self) -> Source {
        let format = self.path.file_name().and_then(|n| Format::from_name(&n.to_string_lossy()));
        Source { path: self.path.clone(), format: format.unwrap_or(Format::Plain), held: None, stamp: None }
    }

    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let lang: u8 = row.get("lang")?;
        let date: Option<i64> = row.get("date")?;
        let folder = path_of(row.get_ref("folder_path")?.as_bytes()?);
        Ok(ArticleRow {
            id: row.get("id")?,
            path: folder.join(path_of(row.get_ref("file")?.as_bytes()?)),
            title: row.get("title")?,
            source: row.get("source_name")?,
            date: date.and_then(datetime),
            lang: Lang::ALL.get(usize::from(lang)).copied().unwrap_or_default(),
            words: row.get("words")?,
            problems: row.get("problems")?,
            flags: row.get("flags")?,
            twin: row.get("twin")?,
            story: row.get("story")?,
        })
    }
}

/// The columns of [`ArticleRow`]; `articles a` must be among the tables.
pub(crate) const COLUMNS: &str = "a.id, (SELECT path FROM folders WHERE id = a.folder) AS folder_path, a.file, a.title, \
    (SELECT name FROM sources WHERE id = a.source) AS source_name, \
    a.date, a.lang, a.words, a.problems, a.flags, a.twin, a.story";

/// How many articles there are, in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub all: usize,
    /// Not read.
    pub unread: usize,
    /// Starred.
    pub starred: usize,
    /// Put off.
    pub later: usize,
}

/// What the store knows of a file, to tell whether it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The article's number.
    pub id: i64,
    /// Bytes.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970; 0 when it may have changed unseen.
    pub modified: i64,
    /// Whether the file was found.
    pub seen: bool,
}

/// Where an article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Its number.
    pub id: i64,
    /// Its file.
    pub path: PathBuf,
    /// Identity of its content.
    pub content: ContentId,
}

impl Store {
    /// The rows `offset..offset + limit` of the list that a filter and an order make.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn rows(
        &self,
        filter: &Filter,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<ArticleRow>, StoreError> {
        let (sql, mut values) = Condition::of(filter).whole();
        // The ids first: rows that are only skipped are not read.
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT a.id AS found FROM articles a WHERE {sql} ORDER BY {0} LIMIT ? OFFSET ?) \
             JOIN articles a ON a.id = found ORDER BY {0}",
            order(sort)
        );
        values.extend([Value::Integer(limit as i64), Value::Integer(offset as i64)]);
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            statement.query_map(params_from_iter(values), ArticleRow::of)?.collect()
        })())
    }

    /// The numbers of all articles that a filter finds, in an order; for bulk changes and for going to the next one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn ids(&self, filter: &Filter, sort: Sort) -> Result<Vec<i64>, StoreError> {
        let (sql, values) = Condition::of(filter).whole();
        let sql = format!("SELECT a.id FROM articles a WHERE {sql} ORDER BY {}", order(sort));
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            statement.query_map(params_from_iter(values), |r| r.get(0))?.collect()
        })())
    }

    /// How many articles a filter finds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<usize, StoreError> {
        let (sql, values) = Condition::of(filter).whole();
        let sql = format!("SELECT count(*) FROM articles a WHERE {sql}");
        self.said((|| {
            self.db.prepare_cached(&sql)?.query_row(params_from_iter(values), |r| r.get::<_, i64>(0))
        })())
        .map(|n| n as usize)
    }

    /// How many articles there are, in each state.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.said((|| {
            let mut counts = Counts::default();
            let mut statement =
                self.db.prepare_cached("SELECT flags, sum(articles) FROM tally GROUP BY flags")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (flags, count): (u8, i64) = (row.get(0)?, row.get(1)?);
                let count = count as usize;
                let with = |flag| if flags & flag == 0 { 0 } else { count };
                counts.all += count;
                counts.unread += count - with(READ);
                counts.starred += with(STARRED);
                counts.later += with(LATER);
            }
            Ok(counts)
        })())
    }

    /// One article.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn article(&self, id: i64) -> Result<Option<ArticleRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM articles a WHERE a.id = ?");
        self.said((|| self.db.prepare_cached(&sql)?.query_row([id], ArticleRow::of).optional())())
    }

    /// The number of the article in this file.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn find_file(&self, path: &Path) -> Result<Option<i64>, StoreError> {
        let (folder, file) = crate::library::scan::split(path);
        let sql =
            "SELECT a.id FROM articles a JOIN folders f ON f.id = a.folder WHERE f.path = ? AND a.file = ?";
        self.said((|| self.db.prepare_cached(sql)?.query_row([folder, file], |r| r.get(0)).optional())())
    }

    /// What tells of every file whether it changed, by the hash of its path ([`path_hash`]).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn stamps(&self) -> Result<HashMap<u64, Stamp>, StoreError> {
        self.said((|| {
            let mut folders = self.db.prepare("SELECT id, path FROM folders")?;
            let folder = |r: &Row<'_>| Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?));
            let folders: HashMap<i64, Vec<u8>> =
                folders.query_map([], folder)?.collect::<rusqlite::Result<_>>()?;
            let count = self.db.query_row("SELECT count(*) FROM articles", [], |r| r.get::<_, i64>(0))?;
            let mut out = HashMap::with_capacity(count as usize);
            let mut statement = self.db.prepare("SELECT id, folder, file, size, modified FROM articles")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let folder = folders.get(&row.get(1)?).map_or(&[][..], Vec::as_slice);
                let stamp = Stamp {
                    id: row.get(0)?,
                    size: row.get::<_, i64>(3)? as u64,
                    modified: row.get(4)?,
                    seen: false,
                };
                out.insert(hash_of(folder, row.get_ref(2)?.as_bytes()?), stamp);
            }
            Ok(out)
        })())
    }

    /// The articles that an earlier version of the program indexed, and that are to be indexed again.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn outdated(&self) -> Result<Vec<i64>, StoreError> {
        self.said((|| {
            let mut statement = self.db.prepare_cached("SELECT article FROM outdated")?;
            statement.query_map([], |r| r.get(0))?.collect()
        })())
    }

    /// Where an article is, and what it was when it was read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn located(&self, id: i64) -> Result<Option<Located>, StoreError> {
        self.said((|| {
            let mut statement = self.db.prepare_cached(
                "SELECT a.id, f.path, a.file, a.content FROM articles a JOIN folders f ON f.id = a.folder \
                 WHERE a.id = ?",
            )?;
            let located = |row: &Row<'_>| {
                Ok(Located {
                    id: row.get(0)?,
                    path: path_of(row.get_ref(1)?.as_bytes()?).join(path_of(row.get_ref(2)?.as_bytes()?)),
                    content: row.get(3)?,
                })
            };
            statement.query_row([id], located).optional()
        })())
    }
}

/// The hash by which [`Store::stamps`] knows a file.
pub fn path_hash(path: &Path) -> u64 {
    let (folder, file) = crate::library::scan::split(path);
    hash_of(folder, file)
}

fn hash_of(folder: &[u8], file: &[u8]) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(folder);
    hash.update(b"/");
    hash.update(file);
    hash.digest()
}
