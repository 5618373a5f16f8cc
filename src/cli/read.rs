//! `briefing [PATH...]`: opens the reader.

use std::path::{Path, PathBuf};

use super::args::Args;
use super::setup::{Setup, expand};
use super::{Failure, library, settings, words};
use crate::library::Store;
use crate::library::scan::{self, Patterns};
use crate::library::shelf::Shelf;
use crate::tui;

/// Opens the reader on the paths that were given, or on the configured folders.
///
/// # Errors
/// When no path could be read, or the terminal fails.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let setup = Setup::find(args.config.as_deref())?;
    let paths = paths(&args.paths, &setup.config.articles.folders);
    let (library, told) = library(&paths, args.store.as_deref(), &setup);
    let listed = library.as_ref().is_some_and(|l| l.shelf.is_some());
    let (mut sources, unread) = if listed { Default::default() } else { scan::find(&paths) };
    sources.iter_mut().for_each(|source| source.path = absolute(&source.path));
    if sources.is_empty() && !unread.is_empty() {
        return Err(Failure::Unread(unread));
    }
    let words = setup.folder.as_deref().map(words::read).unwrap_or_default();
    let mistakes: Vec<String> = setup.problems.iter().chain(&words).map(ToString::to_string).collect();
    if !settings::agree(&mistakes) {
        return Ok(());
    }
    let problems = mistakes.into_iter().chain(unread.iter().map(ToString::to_string)).collect();
    let config = setup.path.clone();
    let (named, no_color) = (args.config.clone(), args.no_color);
    let reread = move || {
        let setup = Setup::find(named.as_deref()).map_err(|e| e.to_string())?;
        let mistakes: Vec<String> = setup.problems.iter().map(ToString::to_string).collect();
        if mistakes.is_empty() { Ok(settings::settings(&setup, no_color)) } else { Err(mistakes.join("\n")) }
    };
    let (named, no_color) = (args.config.clone(), args.no_color);
    // The themes may have changed since the start: they are read when they are asked for.
    let themes = move || match Setup::find(named.as_deref()) {
        Ok(setup) => setup.themes(settings::depth(no_color)),
        Err(_) => Vec::new(),
    };
    let (reread, themes) = (Box::new(reread), Box::new(themes));
    // What was read from standard input or a pipe is held; looked for again, it would be found empty.
    let paths = paths.iter().filter(|path| !scan::is_read_once(path)).map(|path| absolute(path)).collect();
    let input = tui::Input { sources, paths, problems, config, reread, themes, library, unkept: told };
    tui::run(input, settings::settings(&setup, args.no_color)).map_err(Failure::Terminal)
}

/// A path that is the same wherever the program is started, by which an article's place is kept.
fn absolute(path: &Path) -> PathBuf {
    match path.as_os_str() == "-" {
        true => path.to_path_buf(),
        false => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

/// The paths to open: those that were given, else the configured ones. Folders are absolute, as the library has them.
fn paths(given: &[PathBuf], configured: &[String]) -> Vec<PathBuf> {
    let paths = if given.is_empty() {
        configured.iter().map(|folder| expand(folder)).collect()
    } else {
        given.to_vec()
    };
    let whole = |path: PathBuf| path.canonicalize().ok().filter(|p| p.is_dir()).unwrap_or(path);
    paths.into_iter().map(whole).collect()
}

/// The library of the folders, with its list where the store knows articles in them; and what is wrong with it. Where a
/// file was named, or standard input, there is none.
fn library(paths: &[PathBuf], named: Option<&Path>, setup: &Setup) -> (Option<tui::Library>, Option<String>) {
    let config = &setup.config.library;
    if !config.keep || paths.is_empty() || !paths.iter().all(|path| path.is_dir()) {
        return (None, None);
    }
    let Some(file) = library::file(named, setup) else {
        return (None, Some(Failure::NoStore.to_string()));
    };
    // A store that is not there yet is made behind the reader, which does not wait for it.
    let shelf = if file.exists() {
        let store = Store::open(&file);
        let notes = store.as_ref().map(|s| s.notes().join("\n")).unwrap_or_default();
        match store.and_then(|store| Shelf::new(store, paths.to_vec())) {
            Ok(shelf) if notes.is_empty() => shelf.knows().unwrap_or(false).then_some(shelf),
            Ok(_) => return (Some(tui_library(file, paths, setup, None)), Some(notes)),
            Err(e) => return (None, Some(format!("nothing is kept: {e}"))),
        }
    } else {
        None
    };
    (Some(tui_library(file, paths, setup, shelf)), None)
}

fn tui_library(file: PathBuf, paths: &[PathBuf], setup: &Setup, shelf: Option<Shelf>) -> tui::Library {
    let ignored = Patterns::new(setup.config.library.ignore.iter().cloned());
    tui::Library { file, folders: paths.to_vec(), ignored, rules: setup.rules(), shelf }
}
