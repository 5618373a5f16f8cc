//! The user's settings put together: the config file found and read, keys and themes made of what it says, and
//! whatever was wrong in it, with its place.

use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::command::{Context, Keymap, Preset, UserBinding, build};
use crate::config::location::{self, Env};
use crate::config::{Config, ConfigProblem, Entry, Origin, Placed, Source, ThemeMode, is_ours};
use crate::document::Lang;
use crate::theme::{
    ColorDepth, DEFAULT_DARK, DEFAULT_LIGHT, MONO, Mode, Override, Theme, ThemeProblem, shipped,
    shipped_names,
};

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What the config says.
    pub config: Config,
    /// The file that it was read from; `None` when there is none.
    pub path: Option<PathBuf>,
    /// The user's folder, with their own themes in `themes/`.
    pub folder: Option<PathBuf>,
    /// The preset's keys with the user's.
    pub keymap: Keymap,
    /// The theme for light terminals, with the user's colours, at full depth.
    pub light: Theme,
    /// The theme for dark terminals, likewise.
    pub dark: Theme,
    /// Everything that was wrong, in the order of the file.
    pub problems: Vec<ConfigProblem>,
}

impl Setup {
    /// The languages to expect, the likeliest first.
    pub(super) fn languages(&self) -> Vec<Lang> {
        let codes = self.config.articles.languages.iter();
        codes.map(|code| Lang::from_tag(code.code()).unwrap_or_default()).collect()
    }

    /// Finds and reads the user's config file; `named` is the value of `--config`.
    ///
    /// # Errors
    /// The named file, or one that is there, cannot be read.
    pub fn find(named: Option<&Path>) -> Result<Setup, Failure> {
        let (xdg, home) = (std::env::var_os("XDG_CONFIG_HOME"), std::env::var_os("HOME"));
        let env = Env {
            named,
            xdg_config_home: xdg.as_deref().map(Path::new),
            home: home.as_deref().map(Path::new),
        };
        let folder = location::folder(&env);
        for place in location::places(&env) {
            match Source::read(&place.path) {
                Ok(source) if place.origin == Origin::WorkingFolder && !is_ours(&source.text) => {}
                Ok(source) => {
                    return Setup::read(Some((source, place.origin)), folder.as_deref())
                        .map_err(Failure::Config);
                }
                Err(error) if place.origin != Origin::Named && error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Failure::Unreadable(place.path, error)),
            }
        }
        Setup::read(None, folder.as_deref()).map_err(Failure::Config)
    }

    /// As [`Setup::find`]; what is wrong in the file goes to standard error. For the subcommands that nobody asks
    /// whether to go on with the defaults.
    pub(super) fn find_telling(named: Option<&Path>) -> Result<Setup, Failure> {
        let setup = Setup::find(named)?;
        for problem in &setup.problems {
            super::tell(format_args!("briefing: {problem}"));
        }
        Ok(setup)
    }

    /// The settings that a file makes; `folder` is where the user's own themes are looked for, in `themes/`.
    ///
    /// # Errors
    /// As [`Config::shipped`].
    pub fn read(file: Option<(Source, Origin)>, folder: Option<&Path>) -> Result<Setup, Box<ConfigProblem>> {
        let path = file.as_ref().map(|(source, _)| source.path.clone());
        let (source, origin) = file.unwrap_or_else(|| {
            (Source { path: PathBuf::from("config.toml"), text: String::new() }, Origin::User)
        });
        let (config, mut problems) = Config::load(&source, origin)?;
        let keymap = keymap(&config, &source, &mut problems);
        let overrides: Vec<Override> = config.colors.0.iter().map(to_override).collect();
        let mut looks = |name, default| {
            let theme = theme(name, default, folder, &source, &mut problems);
            theme.with_overrides(&overrides)
        };
        let (light, _) = looks(&config.theme.light, DEFAULT_LIGHT);
        let (dark, wrong) = looks(&config.theme.dark, DEFAULT_DARK);
        problems.extend(wrong.into_iter().map(|problem| place(&source, problem)));
        problems.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        Ok(Setup { config, path, folder: folder.map(Path::to_owned), keymap, light, dark, problems })
    }

    /// The file of the corrections; `None` where the environment names no home folder.
    pub fn rules(&self) -> Option<PathBuf> {
        let named = &self.config.articles.rules;
        if !named.is_empty() {
            return Some(expand(named));
        }
        data("rules.txt")
    }

    /// The file of what is kept between sessions; `None` where nothing is to be kept or there is no home folder.
    pub fn session(&self) -> Option<PathBuf> {
        self.config.reading.remember.then(|| data("session.json"))?
    }

    /// What the terminal is taken for: what the config says, else what is known, else dark.
    pub fn mode(&self, terminal: Option<Mode>) -> Mode {
        match self.config.theme.mode {
            ThemeMode::Light => Mode::Light,
            ThemeMode::Dark => Mode::Dark,
            ThemeMode::Auto => terminal.unwrap_or(Mode::Dark),
        }
    }

    /// The theme for a terminal of this mode and depth.
    pub fn theme(&self, mode: Mode, depth: ColorDepth) -> Theme {
        let theme = match (depth, mode) {
            (ColorDepth::None, _) => shipped(MONO).unwrap_or_else(Theme::plain),
            (_, Mode::Light) => self.light.clone(),
            (_, Mode::Dark) => self.dark.clone(),
        };
        theme.at_depth(depth)
    }

    /// All themes for a terminal of this depth with the user's colours: the shipped ones, then the user's own by name.
    pub fn themes(&self, depth: ColorDepth) -> Vec<Theme> {
        let overrides: Vec<Override> = self.config.colors.0.iter().map(to_override).collect();
        let own = self.folder.as_deref().map(own_names).unwrap_or_default();
        let own = own.iter().filter_map(|name| {
            let source = own_theme(name, self.folder.as_deref())?;
            Theme::parse(name, &source.text).ok().map(|(theme, _)| theme)
        });
        let all = shipped_names().filter_map(shipped).chain(own);
        all.map(|theme| theme.with_overrides(&overrides).0.at_depth(depth)).collect()
    }
}

/// A file of the data folder.
fn data(name: &str) -> Option<PathBuf> {
    let (xdg, home) = (std::env::var_os("XDG_DATA_HOME"), std::env::var_os("HOME"));
    let folder = location::data_folder(xdg.as_deref().map(Path::new), home.as_deref().map(Path::new));
    folder.map(|folder| folder.join(name))
}

/// The names of the user's own themes that no shipped one has.
fn own_names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder.join("themes")).into_iter().flatten().flatten();
    let name = |path: PathBuf| match path.extension() {
        Some(extension) if extension == "toml" => Some(path.file_stem()?.to_str()?.to_owned()),
        _ => None,
    };
    let mut names: Vec<String> = files.filter_map(|file| name(file.path())).collect();
    names.retain(|name| !shipped_names().any(|shipped| shipped == name));
    names.sort();
    names
}

/// A path as the config writes it: `~/` is the home folder.
pub fn expand(path: &str) -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

fn keymap(config: &Config, source: &Source, problems: &mut Vec<ConfigProblem>) -> Keymap {
    let bindings: Vec<UserBinding> = config.keys.entries().into_iter().filter_map(to_binding).collect();
    let preset = Preset::from_name(config.keys.preset.name()).unwrap_or_default();
    let (keymap, wrong) = build(preset, &bindings);
    problems.extend(wrong.into_iter().map(|problem| {
        let shown = source.problem(problem.at, problem.message);
        match problem.also {
            Some(also) => shown.with_help(format!("the other is at {}", source.place(also.start))),
            None => shown,
        }
    }));
    keymap
}

fn to_binding((context, entry): (&str, &Entry)) -> Option<UserBinding> {
    Some(UserBinding {
        context: Context::from_name(context)?,
        keys: entry.key.value.clone(),
        keys_at: entry.key.at.clone(),
        action: entry.value.value.clone(),
        action_at: entry.value.at.clone(),
    })
}

fn to_override(entry: &Entry) -> Override {
    Override {
        role: entry.key.value.clone(),
        role_at: entry.key.at.clone(),
        style: entry.value.value.clone(),
        style_at: entry.value.at.clone(),
    }
}

fn place(source: &Source, problem: ThemeProblem) -> ConfigProblem {
    let shown = source.problem(problem.at, problem.message);
    problem.help.into_iter().fold(shown, ConfigProblem::with_help)
}

/// The theme of this name: shipped, or the user's own; where it cannot be had, the default one.
fn theme(
    name: &Placed<String>,
    default: &str,
    folder: Option<&Path>,
    config: &Source,
    problems: &mut Vec<ConfigProblem>,
) -> Theme {
    let fallback = || shipped(default).unwrap_or_else(Theme::plain);
    if let Some(theme) = shipped(&name.value) {
        return theme;
    }
    let Some(source) = own_theme(&name.value, folder) else {
        let names: Vec<&str> = shipped_names().collect();
        let problem = config.problem(name.at.clone(), format!("no theme is called `{}`", name.value));
        problems.push(problem.with_help(format!("shipped are {}", names.join(", "))));
        return fallback();
    };
    match Theme::parse(&name.value, &source.text) {
        Ok((theme, wrong)) => {
            problems.extend(wrong.into_iter().map(|problem| place(&source, problem)));
            theme
        }
        Err(problem) => {
            problems.push(place(&source, problem));
            fallback()
        }
    }
}

/// The user's own theme file. A name is only a name: it does not lead out of the folder.
fn own_theme(name: &str, folder: Option<&Path>) -> Option<Source> {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let path = folder.filter(|_| plain)?.join("themes").join(format!("{name}.toml"));
    Source::read(&path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Action, Resolution};
    use crate::theme::Role;

    fn read(text: &str, folder: Option<&Path>) -> Setup {
        let source = Source { path: PathBuf::from("c.toml"), text: text.to_owned() };
        Setup::read(Some((source, Origin::User)), folder).unwrap()
    }

    fn headlines(setup: &Setup) -> Vec<String> {
        setup.problems.iter().map(ConfigProblem::headline).collect()
    }

    #[test]
    fn keys_and_colours_come_through() {
        let setup = read("[colors]\nperson = \"red\"\n[keys.list]\n\"x\" = \"quit\"\n", None);
        assert_eq!(headlines(&setup), [""; 0]);
        assert_eq!(setup.light.style(Role::Person).to_string(), "red bold");
        let typed = ["x".parse().unwrap()];
        assert_eq!(setup.keymap.resolve(Context::List, &typed), Resolution::Action(Action::Quit));
    }

    #[test]
    fn a_theme_is_shipped_or_ones_own_or_told() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("themes")).unwrap();
        let column = include_str!("../../themes/column-dark.toml");
        let own = column.replace("strong = \"bold\"", "strng = \"bold\"");
        std::fs::write(home.path().join("themes/own.toml"), own).unwrap();
        let setup = read("[theme]\ndark = \"own\"\nlight = \"../own\"\n", Some(home.path()));
        let said = headlines(&setup);
        assert!(
            said[0].contains("themes/own.toml") && said[0].ends_with("did you mean `strong`?"),
            "{said:?}"
        );
        assert_eq!(said[1], "c.toml:3:9: no theme is called `../own`");
        assert_eq!((setup.dark.name.as_str(), setup.light.name.as_str()), ("own", DEFAULT_LIGHT));
        let all: Vec<String> = setup.themes(ColorDepth::True).into_iter().map(|t| t.name).collect();
        assert_eq!((all.len(), all.last().map(String::as_str)), (9, Some("own")));
    }

    #[test]
    fn the_terminal_decides_between_light_and_dark_unless_the_user_does() {
        let setup = read("", None);
        assert_eq!(setup.mode(Some(Mode::Light)), Mode::Light);
        assert_eq!(setup.mode(None), Mode::Dark);
        assert_eq!(setup.theme(Mode::Light, ColorDepth::True).name, DEFAULT_LIGHT);
        assert_eq!(setup.theme(Mode::Dark, ColorDepth::None).name, MONO);
        let setup = read("[theme]\nmode = \"light\"\n", None);
        assert_eq!(setup.mode(Some(Mode::Dark)), Mode::Light);
    }
}
