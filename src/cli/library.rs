//! What the subcommands over the library share: opening it, and telling what could not be done.

use std::path::{Path, PathBuf};

use super::setup::{Setup, expand};
use super::{Failure, tell};
use crate::library::{Query, Store};

/// Where the library is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The value of `--store`.
    pub(super) store: Option<&'a Path>,
    /// The value of `--config`.
    pub(super) config: Option<&'a Path>,
}

/// Opens the store that was named, or the user's own; how it had to be mended goes to standard error.
///
/// # Errors
/// When it cannot be opened, or nobody says where it is.
pub(super) fn open(place: Place<'_>) -> Result<Store, Failure> {
    let file = match place.store {
        Some(file) => Some(file.to_path_buf()),
        None => file(None, &Setup::find_telling(place.config)?),
    };
    let store = Store::open(&file.ok_or(Failure::NoStore)?).map_err(Failure::Store)?;
    for note in store.notes() {
        tell(format_args!("briefing: {note}"));
    }
    Ok(store)
}

/// The store's file: the one that was named, the configured one, or the usual one where there is a home folder.
pub(super) fn file(named: Option<&Path>, setup: &Setup) -> Option<PathBuf> {
    let configured = &setup.config.library.store;
    let configured = (!configured.is_empty()).then(|| expand(configured));
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let usual = || Store::usual_path(variable("XDG_DATA_HOME").as_deref(), variable("HOME").as_deref());
    named.map(Path::to_path_buf).or(configured).or_else(usual)
}

/// The paths that were given, else the folders of the configuration.
///
/// # Errors
/// When the configuration cannot be read.
pub(super) fn paths(given: &[PathBuf], config: Option<&Path>) -> Result<Vec<PathBuf>, Failure> {
    if !given.is_empty() {
        return Ok(given.to_vec());
    }
    let setup = Setup::find(config)?;
    Ok(setup.config.articles.folders.iter().map(|folder| expand(folder)).collect())
}

/// Reads a query, counting relative dates from today.
///
/// # Errors
/// When it cannot be read; the failure shows where.
pub(super) fn query(text: &str) -> Result<Query, Failure> {
    Query::parse(text, jiff::Zoned::now().date()).map_err(|e| Failure::Query(e.explain(text)))
}
