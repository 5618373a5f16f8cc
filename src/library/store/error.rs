//! What can go wrong with the store, in words for the person who reads it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the store.
#[derive(Debug)]
pub enum StoreError {
    /// The file was made by a newer version of the program.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version, and the newest one that is known here.
        version: (i64, i64),
    },
    /// A file or folder could not be made, read or moved.
    File(PathBuf, io::Error),
    /// SQLite refused.
    Sqlite(PathBuf, rusqlite::Error),
}

impl StoreError {
    /// Whether the file is damaged, or no store at all.
    pub fn is_corrupt(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
    }

    /// Whether another program was writing.
    pub fn is_busy(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            StoreError::Sqlite(_, e) => e.sqlite_error_code(),
            _ => None,
        }
    }

    /// What to do about it.
    fn advice(&self) -> &'static str {
        match self.code() {
            Some(ErrorCode::DiskFull) => "the disk is full; nothing that was kept before is lost",
            Some(ErrorCode::ReadOnly) => {
                "the file or its folder is read-only; name another with --store FILE"
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                "it cannot be opened for reading and writing; name another with --store FILE"
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "another program is writing to it; try again when that is done"
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                "it is damaged; `briefing index` sets it aside and builds it anew"
            }
            _ => "",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Newer { path, version: (found, known) } => write!(
                f,
                "{}: this library was made by a newer version of the program (schema {found}, known here: {known}); \
                 update the program, or name another with --store FILE",
                path.display()
            ),
            StoreError::File(path, e) => write!(f, "{}: {e}", path.display()),
            StoreError::Sqlite(path, e) => match self.advice() {
                "" => write!(f, "{}: {e}", path.display()),
                advice => write!(f, "{}: {advice} ({e})", path.display()),
            },
        }
    }
}

impl std::error::Error for StoreError {}

/// Adds the file to what SQLite says.
pub(super) fn at(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError + '_ {
    move |e| StoreError::Sqlite(path.to_path_buf(), e)
}
