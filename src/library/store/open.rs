//! Opening: a new file is made, an old one migrated, a damaged one set aside and its state rescued.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::at;
use super::state::{Saved, write_saved};
use super::{Store, StoreError, schema};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);
/// Prepared statements that are kept: all that the library has.
const STATEMENTS: usize = 64;

impl Store {
    /// Opens the store, making the file and its folder where they are missing.
    ///
    /// A damaged file is renamed to `NAME.corrupt-N`, its state rescued as far as it can be read, and an empty store
    /// takes its place; [`Store::notes`] says so.
    ///
    /// # Errors
    /// When the file cannot be made or opened, or was written by a newer version.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| StoreError::File(folder.to_path_buf(), e))?;
        }
        match try_open(path) {
            Err(e) if e.is_corrupt() => replace(path, &e),
            opened => opened,
        }
    }

    /// Gives up a store that turned out damaged while it was in use, as [`Store::open`] does with one that is damaged
    /// from the start.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn rebuild(&mut self, damage: &StoreError) -> Result<(), StoreError> {
        // The damaged file is let go of before it is renamed.
        self.db = Connection::open_in_memory().map_err(at(&self.path))?;
        *self = replace(&self.path, damage)?;
        Ok(())
    }
}

fn try_open(path: &Path) -> Result<Store, StoreError> {
    let mut db = Connection::open(path).map_err(at(path))?;
    prepare(&db).map_err(at(path))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(at(path))?;
    if version > schema::VERSION {
        return Err(StoreError::Newer { path: path.to_path_buf(), version: (version, schema::VERSION) });
    }
    if version < schema::VERSION {
        schema::migrate(&mut db).map_err(at(path))?;
    }
    probe(&db).map_err(at(path))?;
    Ok(Store { db, path: path.to_path_buf(), notes: Vec::new() })
}

fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "cache_size", -8192)?;
    db.pragma_update(None, "temp_store", "memory")
}

/// Touches each table once: a file that is cut off or overwritten at its start shows here, without reading it all.
fn probe(db: &Connection) -> rusqlite::Result<()> {
    for table in [
        "articles",
        "tally",
        "details",
        "names",
        "named",
        "state",
        "text_data",
        "said_data",
        "starts_data",
        "name_words_data",
    ] {
        let mut statement = db.prepare(&format!("SELECT 1 FROM {table} LIMIT 1"))?;
        statement.query([])?.next()?;
    }
    Ok(())
}

fn replace(path: &Path, damage: &StoreError) -> Result<Store, StoreError> {
    let aside = set_aside(path)?;
    let (rescued, whole) = rescue(&aside);
    let mut store = try_open(path)?;
    let count = rescued.len();
    store.import(&rescued)?;
    let how =
        if whole { "all of its state was kept" } else { "its state was kept as far as it could be read" };
    store.notes.push(format!("{damage}; it is now {}, {how} ({count} articles)", aside.display()));
    Ok(store)
}

/// Renames the file, with the log beside it, to the first free name.
fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let name = |suffix: &str| {
        let mut name = path.as_os_str().to_os_string();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free = (1..).map(|n| name(&format!(".corrupt-{n}"))).find(|p| !p.exists());
    let aside = free.unwrap_or_else(|| name(".corrupt"));
    fs::rename(path, &aside).map_err(|e| StoreError::File(path.to_path_buf(), e))?;
    for log in ["-wal", "-shm"] {
        let mut to = aside.as_os_str().to_os_string();
        to.push(log);
        // There may be none.
        let _ = fs::rename(name(log), PathBuf::from(to));
    }
    Ok(aside)
}

/// The state in a damaged file, and whether it was read to its end: from the first row on, then from the last row back
/// to the damage.
fn rescue(path: &Path) -> (Vec<Saved>, bool) {
    let mut rescued = Vec::new();
    let Ok(db) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE) else {
        return (rescued, false);
    };
    let mut read = |order: &str| {
        let sql =
            format!("SELECT content, flags, position, tags, changed FROM state ORDER BY content {order}");
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            rescued.push(Saved::of(row)?);
        }
        Ok::<(), rusqlite::Error>(())
    };
    let whole = read("ASC").is_ok() || read("DESC").is_ok();
    rescued.sort_by_key(|s| s.content);
    rescued.dedup_by_key(|s| s.content);
    (rescued, whole)
}

impl Store {
    /// Takes state in; where both know an article, the later change counts. Returns how many were taken.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn import(&mut self, saved: &[Saved]) -> Result<usize, StoreError> {
        let path = self.path.clone();
        let taken = (|| {
            let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut taken = 0;
            for one in saved {
                taken += usize::from(write_saved(&transaction, one, true)?);
            }
            transaction.commit().map(|()| taken)
        })();
        taken.map_err(at(&path))
    }
}
