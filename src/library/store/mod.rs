//! The store: one SQLite file that holds what is known of every article, and what its reader did with it.
//!
//! Articles stay files: the store can be deleted and made again from them, all but the state, which is exported and
//! imported as text ([`state`]). Writers are one at a time and wait for each other; readers never wait (WAL).

mod error;
mod open;
mod rows;
mod schema;
pub mod state;
mod write;

pub use crate::config::Sort;
pub use error::StoreError;
pub use rows::{ArticleRow, Counts, Filter, Located, Stamp, path_hash};
pub(crate) use rows::{COLUMNS, order};
pub use state::{Change, Saved, Undo};
pub(crate) use write::read_ids;
pub use write::{Outcome, Writer};

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::config::location::data_folder;

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Connection,
    path: PathBuf,
    notes: Vec<String>,
}

impl Store {
    /// Where the store is when nobody names one: `library.sqlite` in the user's data folder.
    ///
    /// `xdg_data_home` and `home` are the values of the variables `XDG_DATA_HOME` and `HOME`.
    pub fn usual_path(xdg_data_home: Option<&Path>, home: Option<&Path>) -> Option<PathBuf> {
        Some(data_folder(xdg_data_home, home)?.join("library.sqlite"))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What its reader must know of how it was opened: a damaged file set aside, state rescued.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// How long a change waits for another writer.
    pub(super) fn wait_at_most(&self, patience: std::time::Duration) -> Result<(), StoreError> {
        self.said(self.db.busy_timeout(patience))
    }

    /// Gives SQLite's error the file's name.
    pub(super) fn said<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(error::at(&self.path))
    }
}
