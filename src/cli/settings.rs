//! From the configuration to what the loop needs.

use std::io::{self, BufRead, IsTerminal, Write};

use super::setup::Setup;
use super::tell;
use crate::app::geometry::{Columns, PaneOptions, Seat, Side};
use crate::app::state::Options;
use crate::config::{
    self, Ask, Config, Entry, Justify, Pane, Panes, Paragraphs, Reading, Terminal, ThemeMode,
};
use crate::theme::{ColorDepth, Mode, TerminalEnv};
use crate::tui::{Manners, Programs, Settings, ThemesOf};
use crate::view::Glyphs;

/// The environment, as far as it tells of the terminal.
struct Environment {
    no_color: Option<String>,
    term: Option<String>,
    colorterm: Option<String>,
    term_program: Option<String>,
    colorfgbg: Option<String>,
}

impl Environment {
    fn read(no_color: bool) -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        Self {
            no_color: if no_color { Some("1".into()) } else { variable("NO_COLOR") },
            term: variable("TERM"),
            colorterm: variable("COLORTERM"),
            term_program: variable("TERM_PROGRAM"),
            colorfgbg: variable("COLORFGBG"),
        }
    }

    fn of_terminal(&self) -> TerminalEnv<'_> {
        TerminalEnv {
            no_color: self.no_color.as_deref(),
            term: self.term.as_deref(),
            colorterm: self.colorterm.as_deref(),
            term_program: self.term_program.as_deref(),
            colorfgbg: self.colorfgbg.as_deref(),
        }
    }

    /// Whether the terminal knows more than moving the cursor: not the console of Linux, and no printer.
    fn modern(&self) -> bool {
        self.term.as_deref().is_some_and(|t| !matches!(t, "" | "linux" | "dumb"))
    }
}

/// How many colours may be used here.
pub(super) fn depth(no_color: bool) -> ColorDepth {
    ColorDepth::from_env(&Environment::read(no_color).of_terminal())
}

/// What the loop needs of the configuration.
pub(super) fn settings(setup: &Setup, no_color: bool) -> Settings {
    let environment = Environment::read(no_color);
    let config = &setup.config;
    Settings {
        options: options(config),
        themes: themes(setup, &environment),
        keymap: setup.keymap.clone(),
        glyphs: if config.theme.ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
        mouse: config.mouse.enabled,
        rules: setup.rules(),
        session: setup.session(),
        manners: manners(&config.terminal, &environment),
        languages: setup.languages().into(),
        citation: config.copy.citation.clone(),
        programs: programs(config),
        list: (config.library.sort, config.library.groups),
        queries: config.library.queries.0.iter().map(query).collect(),
    }
}

fn query(entry: &Entry) -> (String, String) {
    (entry.key.value.clone(), entry.value.value.clone())
}

fn programs(config: &Config) -> Programs {
    Programs {
        copy: config.copy.command.clone(),
        osc52: config.copy.osc52,
        editor: config.tools.editor.clone(),
        browser: config.tools.browser.clone(),
    }
}

/// The themes for light and for dark; the terminal is asked which it is when the config leaves that open and somebody
/// is there to answer.
fn themes(setup: &Setup, environment: &Environment) -> ThemesOf {
    let env = environment.of_terminal();
    let depth = ColorDepth::from_env(&env);
    let mode = setup.mode(Mode::from_env(&env));
    let auto = setup.config.theme.mode == ThemeMode::Auto;
    let ask = auto && depth > ColorDepth::None && environment.modern() && io::stdin().is_terminal();
    ThemesOf { light: setup.theme(Mode::Light, depth), dark: setup.theme(Mode::Dark, depth), mode, ask }
}

/// What the config asks of the terminal; what it leaves open depends on what the terminal is likely to know.
fn manners(wished: &Terminal, environment: &Environment) -> Manners {
    let depth = ColorDepth::from_env(&TerminalEnv { no_color: None, ..environment.of_terminal() });
    let wish = |wished: Ask, likely: bool| match wished {
        Ask::Auto => likely,
        Ask::Always => true,
        Ask::Never => false,
    };
    Manners {
        underlines: environment.modern(),
        // A terminal that does not know mode 2026 ignores it, as it does all private modes.
        synchronized: wish(wished.synchronized, environment.term.as_deref() != Some("linux")),
        // Terminals of 24 bits are young enough to know links, or at least to leave out what they do not know.
        links: wish(wished.links, environment.modern() && depth == ColorDepth::True),
        title: wished.title && environment.modern(),
    }
}

fn options(config: &Config) -> Options {
    Options {
        panes: panes(&config.panes, &config.reading),
        hyphenate: config.reading.hyphenate,
        indented: config.reading.paragraphs == Paragraphs::Indent,
        justified: config.reading.justify == Justify::Justified,
        context_lines: config.reading.context_lines,
        wheel_lines: config.mouse.scroll_lines,
    }
}

/// Where the panes stand. One that the config names on neither side is hidden, and comes back where it is shipped.
fn panes(config: &Panes, reading: &Reading) -> PaneOptions {
    let shipped = PaneOptions::default();
    let seat = |pane: Pane, hidden: Seat| {
        let rank = |panes: &[Pane]| panes.iter().position(|p| *p == pane).map(|at| at as u8);
        match (rank(&config.left), rank(&config.right)) {
            (Some(rank), _) => Seat { side: Side::Left, rank, shown: true },
            (None, Some(rank)) => Seat { side: Side::Right, rank, shown: true },
            (None, None) => Seat { shown: false, ..hidden },
        }
    };
    PaneOptions {
        column: reading.width,
        columns: match reading.columns {
            config::Columns::One => Columns::One,
            config::Columns::Two => Columns::Two,
            config::Columns::Auto => Columns::Auto,
        },
        left: config.left_width,
        right: config.right_width,
        list: seat(Pane::List, shipped.list),
        entities: seat(Pane::Entities, shipped.entities),
        quotes: seat(Pane::Quotes, shipped.quotes),
    }
}

/// Shows what was wrong and asks whether to go on with the defaults in its place; goes on unasked where nobody can
/// answer.
pub(super) fn agree(problems: &[String]) -> bool {
    if problems.is_empty() {
        return true;
    }
    for problem in problems {
        tell(format_args!("{problem}\n"));
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return true;
    }
    let _ = write!(io::stderr(), "Enter goes on with the defaults in place of these, q leaves: ");
    let _ = io::stderr().flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok_and(|bytes| bytes > 0) && !answer.trim_start().starts_with(['q', 'Q', 'n', 'N'])
}
