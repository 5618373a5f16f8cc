//! `briefing keys` and `briefing themes`: what is in force, as tables.

use std::io::{self, Write};

use super::args::{Args, KeysArgs};
use super::setup::Setup;
use super::{Failure, tell};
use crate::theme::{ColorDepth, Mode, shipped_names};

/// Prints the keymap that the configuration makes.
///
/// # Errors
/// When the configuration cannot be read or the output cannot be written.
pub(super) fn keys(args: &Args, form: &KeysArgs) -> Result<(), Failure> {
    let setup = setup(args)?;
    let keymap = &setup.keymap;
    let text = match form {
        KeysArgs { toml: true, .. } => keymap.to_toml(),
        KeysArgs { markdown: true, .. } => keymap.to_markdown(),
        _ => keymap.to_text(),
    };
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// Prints the themes that can be named in the configuration; a star marks the two in force.
///
/// # Errors
/// When the configuration cannot be read or the output cannot be written.
pub(super) fn themes(args: &Args) -> Result<(), Failure> {
    let setup = setup(args)?;
    let themes = setup.themes(ColorDepth::True);
    let widest = themes.iter().map(|t| t.name.chars().count()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for theme in &themes {
        let used = [&setup.light.name, &setup.dark.name].contains(&&theme.name);
        let star = if used { '*' } else { ' ' };
        let mode = match theme.mode {
            Mode::Light => "light",
            Mode::Dark => "dark",
        };
        let own = if shipped_names().any(|name| name == theme.name) { "" } else { " (your own)" };
        writeln!(out, "{star} {:widest$}  {mode:5}  {}{own}", theme.name, theme.title)?;
    }
    Ok(())
}

/// The settings; what is wrong in the configuration is told, and the default stands in for it.
fn setup(args: &Args) -> Result<Setup, Failure> {
    let setup = Setup::find(args.config.as_deref())?;
    for problem in &setup.problems {
        tell(format_args!("{problem}\n"));
    }
    Ok(setup)
}
