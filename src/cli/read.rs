//! `briefing [PATH...]`: opens the reader.

use std::path::PathBuf;

use super::Failure;
use super::args::Args;
use crate::app::state::Options;
use crate::command::{Keymap, Preset};
use crate::library::scan;
use crate::theme::{ColorDepth, DEFAULT_DARK, TerminalEnv, Theme, shipped};
use crate::tui::{self, Settings};
use crate::view::Glyphs;

/// Opens the reader on the paths that were given, or on the configured folders.
///
/// # Errors
/// When no path could be read, or the terminal fails.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let paths = if args.paths.is_empty() { vec![PathBuf::from("articles")] } else { args.paths.clone() };
    let (sources, problems) = scan::find(&paths);
    if sources.is_empty() && !problems.is_empty() {
        return Err(Failure::Unread(problems));
    }
    let problems = problems.iter().map(ToString::to_string).collect();
    tui::run(sources, problems, settings(args)).map_err(Failure::Terminal)
}

fn settings(args: &Args) -> Settings {
    let term = std::env::var("TERM").ok();
    let env = |name: &str| std::env::var(name).ok();
    let (no_color, colorterm) = (env("NO_COLOR"), env("COLORTERM"));
    let env = TerminalEnv {
        no_color: if args.no_color { Some("1") } else { no_color.as_deref() },
        term: term.as_deref(),
        colorterm: colorterm.as_deref(),
        term_program: None,
        colorfgbg: None,
    };
    let depth = ColorDepth::from_env(&env);
    let name = if depth == ColorDepth::None { crate::theme::MONO } else { DEFAULT_DARK };
    let theme = shipped(name).unwrap_or_else(Theme::plain).at_depth(depth);
    Settings {
        options: Options::default(),
        theme,
        keymap: Keymap::defaults(Preset::default()),
        glyphs: Glyphs::UNICODE,
        mouse: true,
        underlines: term.as_deref().is_some_and(|t| t != "linux" && t != "dumb"),
    }
}
