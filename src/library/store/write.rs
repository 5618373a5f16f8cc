//! Writing: articles come in batches, a transaction to a batch. What was committed stays, whatever happens next.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, params};

use super::state::{Saved, read_saved, shown, tally, write_saved};
use super::{Store, StoreError, error};
use crate::library::fingerprint::Twins;
use crate::library::record::{ContentId, Name, Record};
use crate::library::scan::{Found, split};
use crate::library::varint;

/// What is to be written of one file.
#[derive(Debug)]
pub enum Outcome {
    /// A new or changed article.
    Article(Box<Record>),
    /// Only the file's time or size changed, or its place: the article `id` is in `file` now.
    Same {
        /// The article.
        id: i64,
        /// Its file.
        file: Found,
    },
    /// The file of this article is gone.
    Gone(i64),
}

/// Names in the cache of ids before it is emptied.
const CACHED: usize = 300_000;

/// Writes outcomes; what was not committed is lost when it is dropped.
#[derive(Debug)]
pub struct Writer<'s> {
    db: &'s mut Connection,
    path: PathBuf,
    open: bool,
    names: HashMap<i64, i64>,
    folders: HashMap<Vec<u8>, i64>,
    twins: Option<Twins>,
    gone: HashSet<i64>,
}

impl Store {
    /// Starts writing.
    pub fn writer(&mut self) -> Writer<'_> {
        let path = self.path().to_path_buf();
        Writer {
            db: &mut self.db,
            path,
            open: false,
            names: HashMap::new(),
            folders: HashMap::new(),
            twins: None,
            gone: HashSet::new(),
        }
    }
}

impl Writer<'_> {
    /// Writes one outcome; on disk after the next [`Writer::commit`].
    ///
    /// # Errors
    /// When the store cannot be written; the batch is then lost as a whole.
    pub fn write(&mut self, outcome: &Outcome) -> Result<(), StoreError> {
        let written = self.begin().and_then(|()| match outcome {
            Outcome::Article(record) => self.article(record),
            Outcome::Same { id, file } => self.same(*id, file),
            Outcome::Gone(id) => {
                self.gone.insert(*id);
                remove(self.db, *id)
            }
        });
        self.said(written)
    }

    /// Puts on disk what was written since the last time.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if !self.open {
            return Ok(());
        }
        let committed = self.db.execute_batch("COMMIT");
        self.open = committed.is_err();
        self.said(committed)
    }

    fn begin(&mut self) -> rusqlite::Result<()> {
        if !self.open {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            self.open = true;
        }
        Ok(())
    }

    fn said<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(error::at(&self.path))
    }

    fn same(&mut self, id: i64, file: &Found) -> rusqlite::Result<()> {
        let (folder, name) = split(&file.source.path);
        let folder = self.folder(folder)?;
        // Another article may still be written down for that file.
        let other = find(self.db, folder, name)?.filter(|(other, _)| *other != id);
        if let Some((other, _)) = other {
            self.gone.insert(other);
            remove(self.db, other)?;
        }
        let before = counted(self.db, id)?;
        if let Some((known, flags)) = before.filter(|(known, _)| *known != folder) {
            tally(self.db, known, flags, -1)?;
            tally(self.db, folder, flags, 1)?;
        }
        self.db
            .prepare_cached("UPDATE articles SET folder = ?, file = ?, size = ?, modified = ? WHERE id = ?")?
            .execute(params![folder, name, file.size as i64, file.modified, id])?;
        Ok(())
    }

    fn article(&mut self, record: &Record) -> rusqlite::Result<()> {
        let (folder, file) = split(&record.file.source.path);
        let folder = self.folder(folder)?;
        let before = find(self.db, folder, file)?;
        if let Some((id, content)) = before {
            remove(self.db, id)?;
            carry_state(self.db, content, record.content)?;
        }
        let id = self.row(record, folder, file, before.map(|(id, _)| id))?;
        let names = self.name_rows(record, id)?;
        details(self.db, record, id, &names)?;
        self.db
            .prepare_cached("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)")?
            .execute(params![id, record.text.title, record.text.body])?;
        self.db
            .prepare_cached("INSERT INTO said (rowid, words) VALUES (?, ?)")?
            .execute(params![id, record.text.said])?;
        self.db
            .prepare_cached("INSERT INTO starts (rowid, words) VALUES (?, ?)")?
            .execute(params![id, record.text.starts])?;
        Ok(())
    }

    /// Writes the article's own row; its number stays when its file is known.
    fn row(&mut self, record: &Record, folder: i64, file: &[u8], id: Option<i64>) -> rusqlite::Result<i64> {
        let source = match &record.source {
            Some(name) => Some(source(self.db, name)?),
            None => None,
        };
        let twin = self.twin(record.simhash, id)?;
        let flags = read_saved(self.db, &record.content)?.as_ref().map_or(0, shown);
        self.db
            .prepare_cached(
                "INSERT INTO articles (id, folder, file, size, modified, content, title, source, date, lang, words, \
                 problems, simhash, twin, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                folder,
                file,
                record.file.size as i64,
                record.file.modified,
                record.content,
                record.title,
                source,
                record.date,
                record.lang,
                record.words,
                record.problems,
                record.simhash as i64,
                twin,
                flags
            ])?;
        let id = self.db.last_insert_rowid();
        tally(self.db, folder, flags, 1)?;
        if let Some(twins) = &mut self.twins {
            twins.insert(record.simhash, id);
        }
        Ok(id)
    }

    /// The earlier article that this is a version of. The fingerprints are read when the first is asked for.
    fn twin(&mut self, simhash: u64, own: Option<i64>) -> rusqlite::Result<Option<i64>> {
        let twins = match self.twins.take() {
            Some(twins) => twins,
            None => known_twins(self.db)?,
        };
        let twin = twins.find(simhash).filter(|id| Some(*id) != own && !self.gone.contains(id));
        self.twins = Some(twins);
        Ok(twin)
    }

    fn folder(&mut self, path: &[u8]) -> rusqlite::Result<i64> {
        if let Some(&id) = self.folders.get(path) {
            return Ok(id);
        }
        self.db.prepare_cached("INSERT OR IGNORE INTO folders (path) VALUES (?)")?.execute([path])?;
        let id = self
            .db
            .prepare_cached("SELECT id FROM folders WHERE path = ?")?
            .query_row([path], |r| r.get(0))?;
        self.folders.insert(path.to_vec(), id);
        Ok(id)
    }

    /// The ids of the record's names, in its order; which article names them is written down.
    fn name_rows(&mut self, record: &Record, article: i64) -> rusqlite::Result<Vec<i64>> {
        if self.names.len() > CACHED {
            self.names.clear();
        }
        let mut ids = Vec::with_capacity(record.names.len());
        for name in &record.names {
            let id = self.name(name)?;
            ids.push(id);
            let role = match &name.role {
                Some(text) => Some(role(self.db, text)?),
                None => None,
            };
            self.db
                .prepare_cached(
                    "INSERT INTO named (name, article, count, quotes, role) VALUES (?, ?, ?, ?, ?) \
                     ON CONFLICT DO UPDATE SET count = count + excluded.count, \
                     quotes = quotes + excluded.quotes, role = coalesce(role, excluded.role)",
                )?
                .execute(params![id, article, name.count, name.quotes, role])?;
        }
        Ok(ids)
    }

    fn name(&mut self, name: &Name) -> rusqlite::Result<i64> {
        let hash = hash(name);
        if let Some(&id) = self.names.get(&hash) {
            return Ok(id);
        }
        let known = self
            .db
            .prepare_cached("SELECT id FROM names WHERE hash = ?")?
            .query_row([hash], |r| r.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                self.db
                    .prepare_cached("INSERT INTO names (kind, name, hash) VALUES (?, ?, ?)")?
                    .execute(params![name.kind, name.name, hash])?;
                let id = self.db.last_insert_rowid();
                self.db
                    .prepare_cached("INSERT INTO name_words (rowid, key) VALUES (?, ?)")?
                    .execute(params![id, name.key])?;
                id
            }
        };
        self.names.insert(hash, id);
        Ok(id)
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if self.open {
            // What fails here was never acknowledged.
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
}

fn known_twins(db: &Connection) -> rusqlite::Result<Twins> {
    let mut twins = Twins::default();
    let mut statement = db.prepare("SELECT simhash, id FROM articles WHERE twin IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        twins.insert(row.get::<_, i64>(0)? as u64, row.get(1)?);
    }
    Ok(twins)
}

fn find(db: &Connection, folder: i64, file: &[u8]) -> rusqlite::Result<Option<(i64, ContentId)>> {
    db.prepare_cached("SELECT id, content FROM articles WHERE folder = ? AND file = ?")?
        .query_row(params![folder, file], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()
}

/// The folder and the flags under which an article is counted.
fn counted(db: &Connection, id: i64) -> rusqlite::Result<Option<(i64, u8)>> {
    db.prepare_cached("SELECT folder, flags FROM articles WHERE id = ?")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()
}

/// Takes an article out. Its state stays: its file may come back.
fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    let names: Option<Vec<u8>> = db
        .prepare_cached("SELECT names FROM details WHERE article = ?")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    if let Some((folder, flags)) = counted(db, id)? {
        tally(db, folder, flags, -1)?;
    }
    for name in read_ids(&names.unwrap_or_default()).0 {
        db.prepare_cached("DELETE FROM named WHERE name = ? AND article = ?")?.execute([name, id])?;
    }
    for sql in [
        "DELETE FROM details WHERE article = ?",
        "DELETE FROM text WHERE rowid = ?",
        "DELETE FROM said WHERE rowid = ?",
        "DELETE FROM starts WHERE rowid = ?",
        "DELETE FROM outdated WHERE article = ?",
        "DELETE FROM articles WHERE id = ?",
    ] {
        db.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// An article whose file was edited keeps its state, unless the new content has one already.
fn carry_state(db: &Connection, from: ContentId, to: ContentId) -> rusqlite::Result<()> {
    if from == to || read_saved(db, &to)?.is_some() {
        return Ok(());
    }
    if let Some(saved) = read_saved(db, &from)? {
        write_saved(db, &Saved { content: to, ..saved }, false)?;
    }
    Ok(())
}

fn source(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT OR IGNORE INTO sources (name, key) VALUES (?, ?)")?
        .execute([name, &crate::text::fold(name)])?;
    db.prepare_cached("SELECT id FROM sources WHERE name = ?")?.query_row([name], |r| r.get(0))
}

fn role(db: &Connection, text: &str) -> rusqlite::Result<i64> {
    let find = "SELECT id FROM roles WHERE text = ?";
    if let Some(id) = db.prepare_cached(find)?.query_row([text], |r| r.get(0)).optional()? {
        return Ok(id);
    }
    db.prepare_cached("INSERT INTO roles (text) VALUES (?)")?.execute([text])?;
    Ok(db.last_insert_rowid())
}

fn details(db: &Connection, record: &Record, id: i64, names: &[i64]) -> rusqlite::Result<()> {
    let mut vias = Vec::with_capacity(record.vias.len());
    for via in &record.vias {
        vias.push(source(db, via)?);
    }
    db.prepare_cached(
        "INSERT INTO details (article, sections, names, quotes, topics) VALUES (?, ?, ?, ?, ?)",
    )?
    .execute(params![id, record.sections, ids(&[names, &vias]), record.quotes, record.topics])?;
    Ok(())
}

/// Lists of ids as a blob: each with its length before it, but the last, which goes to the end.
fn ids(lists: &[&[i64]; 2]) -> Vec<u8> {
    let mut blob = Vec::with_capacity(lists[0].len() * 3 + 4);
    varint::push(&mut blob, lists[0].len() as u64);
    lists.iter().flat_map(|l| l.iter()).for_each(|&id| varint::push(&mut blob, id as u64));
    blob
}

/// What a blob of [`ids`] holds: the article's names, and the media that its quotes came through.
pub(crate) fn read_ids(blob: &[u8]) -> (Vec<i64>, Vec<i64>) {
    let mut numbers = varint::read(blob);
    let count = numbers.next().unwrap_or(0) as usize;
    let mut names: Vec<i64> = numbers.map(|n| n as i64).collect();
    let vias = names.split_off(count.min(names.len()));
    (names, vias)
}

/// The hash under which a name is found: of its kind and its folded form.
fn hash(name: &Name) -> i64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(name.key.as_bytes(), u64::from(name.kind)) as i64
}
