//! From the configuration to what the loop needs.

use std::io::{self, BufRead, IsTerminal, Write};

use super::setup::Setup;
use crate::app::geometry::PaneOptions;
use crate::app::state::Options;
use crate::config::{Config, Pane, Paragraphs};
use crate::theme::{ColorDepth, Mode, TerminalEnv};
use crate::tui::{Programs, Settings};
use crate::view::Glyphs;

/// What the loop needs of the configuration.
pub(super) fn settings(setup: &Setup, no_color: bool) -> Settings {
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
    let config = &setup.config;
    Settings {
        options: options(config),
        theme: setup.theme(Mode::from_env(&env), ColorDepth::from_env(&env)),
        keymap: setup.keymap.clone(),
        glyphs: if config.theme.ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
        mouse: config.mouse.enabled,
        rules: setup.rules(),
        underlines: term.as_deref().is_some_and(|t| t != "linux" && t != "dumb"),
        citation: config.copy.citation.clone(),
        programs: programs(config),
    }
}

fn programs(config: &Config) -> Programs {
    Programs {
        copy: config.copy.command.clone(),
        osc52: config.copy.osc52,
        editor: config.tools.editor.clone(),
        browser: config.tools.browser.clone(),
    }
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
