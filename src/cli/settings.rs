//! From the configuration to what the loop needs; every mistake with its place, the rest holds.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::setup::Setup;
use crate::app::geometry::PaneOptions;
use crate::app::state::Options;
use crate::config::{Config, Pane, Paragraphs};
use crate::theme::{ColorDepth, Mode, TerminalEnv, Theme};
use crate::tui::Settings;
use crate::view::Glyphs;

/// The configuration in force, and what was wrong with it.
pub(super) struct Loaded {
    pub(super) config: Config,
    pub(super) settings: Settings,
    pub(super) problems: Vec<String>,
}

/// Reads the configuration from `named`, or from where it usually is.
///
/// # Errors
/// When the file named by `--config`, or one that is there, cannot be read.
pub(super) fn load(named: Option<&Path>, no_color: bool) -> Result<Loaded, Failure> {
    let setup = Setup::find(named)?;
    let theme = theme(&setup, no_color);
    let Setup { config, keymap, problems, .. } = setup;
    let settings = Settings {
        options: options(&config),
        theme,
        keymap,
        glyphs: if config.theme.ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
        mouse: config.mouse.enabled,
        underlines: std::env::var("TERM").is_ok_and(|t| t != "linux" && t != "dumb"),
    };
    Ok(Loaded { config, settings, problems: problems.iter().map(ToString::to_string).collect() })
}

/// The theme for the terminal that the environment tells of.
fn theme(setup: &Setup, no_color: bool) -> Theme {
    let variable = |name: &str| std::env::var(name).ok();
    let (asked, term, colorterm) = (variable("NO_COLOR"), variable("TERM"), variable("COLORTERM"));
    let (program, fgbg) = (variable("TERM_PROGRAM"), variable("COLORFGBG"));
    let env = TerminalEnv {
        no_color: if no_color { Some("1") } else { asked.as_deref() },
        term: term.as_deref(),
        colorterm: colorterm.as_deref(),
        term_program: program.as_deref(),
        colorfgbg: fgbg.as_deref(),
    };
    setup.theme(Mode::from_env(&env), ColorDepth::from_env(&env))
}

/// Shows what was wrong and asks whether to go on with the defaults in its place; goes on unasked where nobody can
/// answer.
pub(super) fn agree(problems: &[String]) -> bool {
    if problems.is_empty() {
        return true;
    }
    for problem in problems {
        eprintln!("{problem}\n");
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return true;
    }
    eprint!("Enter goes on with the defaults in place of these, q leaves: ");
    let _ = io::stderr().flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok_and(|bytes| bytes > 0) && !answer.trim_start().starts_with(['q', 'Q', 'n', 'N'])
}

fn options(config: &Config) -> Options {
    let panes = &config.panes;
    let side = |p: &Pane| panes.right.contains(p);
    Options {
        panes: PaneOptions {
            column: config.reading.width,
            list: panes.left_width,
            side: panes.right_width,
            show_list: panes.left.contains(&Pane::List),
            show_side: side(&Pane::Entities) || side(&Pane::Quotes),
        },
        hyphenate: config.reading.hyphenate,
        indented: config.reading.paragraphs == Paragraphs::Indent,
    }
}
