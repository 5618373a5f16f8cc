//! `briefing [PATH...]`: opens the reader.

use std::path::PathBuf;

use super::args::Args;
use super::setup::{Setup, expand};
use super::{Failure, settings, words};
use crate::library::scan;
use crate::tui;

/// Opens the reader on the paths that were given, or on the configured folders.
///
/// # Errors
/// When no path could be read, or the terminal fails.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let setup = Setup::find(args.config.as_deref())?;
    let paths = paths(&args.paths, &setup.config.articles.folders);
    let (sources, unread) = scan::find(&paths);
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
    let input = tui::Input { sources, paths, problems, config, reread, themes };
    tui::run(input, settings::settings(&setup, args.no_color)).map_err(Failure::Terminal)
}

/// The paths to open: those that were given, else the configured ones.
fn paths(given: &[PathBuf], configured: &[String]) -> Vec<PathBuf> {
    if !given.is_empty() {
        return given.to_vec();
    }
    configured.iter().map(|folder| expand(folder)).collect()
}
