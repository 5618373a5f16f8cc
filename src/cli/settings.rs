//! From the configuration to what the loop needs; every mistake with its place, the rest holds.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use crate::app::geometry::PaneOptions;
use crate::app::state::Options;
use crate::command::{Context, Keymap, Preset, UserBinding, build};
use crate::config::{self, Config, ConfigProblem, Origin, Pane, Paragraphs, Source, ThemeMode, location};
use crate::theme::{ColorDepth, MONO, Mode, Override, TerminalEnv, Theme, shipped};
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
/// When the file named by `--config` cannot be read.
pub(super) fn load(named: Option<&Path>, no_color: bool) -> Result<Loaded, Failure> {
    let source = find(named)?;
    let (config, problems) = match &source {
        Some((source, origin)) => Config::load(source, *origin).map_err(Failure::Config)?,
        None => (Config::shipped().map_err(Failure::Config)?, Vec::new()),
    };
    let mut problems: Vec<ConfigProblem> = problems;
    let shipped_text = || Source { path: "config.toml".into(), text: config::SHIPPED.to_string() };
    let source = source.map_or_else(shipped_text, |(source, _)| source);
    let keymap = keymap(&config, &source, &mut problems);
    let theme = theme(&config, &source, no_color, &mut problems);
    problems.sort_by_key(|p| (p.line, p.column));
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

fn find(named: Option<&Path>) -> Result<Option<(Source, Origin)>, Failure> {
    let variable = |name: &str| std::env::var_os(name).map(std::path::PathBuf::from);
    let (xdg, home) = (variable("XDG_CONFIG_HOME"), variable("HOME"));
    let env = location::Env { named, xdg_config_home: xdg.as_deref(), home: home.as_deref() };
    for place in location::places(&env) {
        match Source::read(&place.path) {
            Ok(source) if place.origin == Origin::WorkingFolder && !config::is_ours(&source.text) => {}
            Ok(source) => return Ok(Some((source, place.origin))),
            Err(e) if e.kind() == io::ErrorKind::NotFound && place.origin != Origin::Named => {}
            Err(e) => return Err(Failure::Unreadable(place.path, e)),
        }
    }
    Ok(None)
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

fn keymap(config: &Config, source: &Source, problems: &mut Vec<ConfigProblem>) -> Keymap {
    let preset = Preset::from_name(config.keys.preset.name()).unwrap_or_default();
    let binding = |(context, entry): (&'static str, &config::Entry)| {
        Some(UserBinding {
            context: Context::from_name(context)?,
            keys: entry.key.value.clone(),
            keys_at: entry.key.at.clone(),
            action: entry.value.value.clone(),
            action_at: entry.value.at.clone(),
        })
    };
    let bindings: Vec<UserBinding> = config.keys.entries().into_iter().filter_map(binding).collect();
    let (keymap, wrong) = build(preset, &bindings);
    for problem in wrong {
        let also = problem.also.map(|at| format!("; the other is at {}", source.place(at.start)));
        let message = format!("{}{}", problem.message, also.unwrap_or_default());
        problems.push(source.problem(problem.at, message));
    }
    keymap
}

fn theme(config: &Config, source: &Source, no_color: bool, problems: &mut Vec<ConfigProblem>) -> Theme {
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
    let depth = ColorDepth::from_env(&env);
    let mode = match config.theme.mode {
        ThemeMode::Light => Mode::Light,
        ThemeMode::Dark => Mode::Dark,
        ThemeMode::Auto => Mode::from_env(&env).unwrap_or(Mode::Dark),
    };
    let wanted = if mode == Mode::Light { &config.theme.light } else { &config.theme.dark };
    let name = if depth == ColorDepth::None { MONO } else { &wanted.value };
    let theme = shipped(name).unwrap_or_else(|| {
        let known: Vec<&str> = crate::theme::shipped_names().collect();
        let message = format!("no theme is called `{name}`; there are {}", known.join(", "));
        problems.push(source.problem(wanted.at.clone(), message));
        shipped(crate::theme::DEFAULT_DARK).unwrap_or_else(Theme::plain)
    });
    let overrides: Vec<Override> = config.colors.0.iter().map(override_of).collect();
    let (theme, wrong) = theme.with_overrides(&overrides);
    problems.extend(wrong.into_iter().map(|p| source.problem(p.at, p.message)));
    theme.at_depth(depth)
}

fn override_of(entry: &config::Entry) -> Override {
    Override {
        role: entry.key.value.clone(),
        role_at: entry.key.at.clone(),
        style: entry.value.value.clone(),
        style_at: entry.value.at.clone(),
    }
}
