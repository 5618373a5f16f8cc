//! A theme as its file writes it, and the styles that come of it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::color::{Color, Rgb};
use super::depth::{ColorDepth, Mode};
use super::role::Role;
use super::style::{STYLE_HELP, Style, StyleSpec, is_attribute};

/// Something wrong with a theme or with the user's colours; the rest of it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeProblem {
    /// What is wrong, in a line.
    pub message: String,
    /// Where, in bytes of the file that says it.
    pub at: Range<usize>,
    /// What would be right, in a line.
    pub help: Option<&'static str>,
}

impl ThemeProblem {
    fn new(message: impl Into<String>, at: Range<usize>) -> ThemeProblem {
        ThemeProblem { message: message.into(), at, help: None }
    }
}

impl fmt::Display for ThemeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ThemeProblem {}

/// A role's look as the user's config changes it, with byte ranges into the config file for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The role's name, not yet read.
    pub role: String,
    /// Where the name stands.
    pub role_at: Range<usize>,
    /// The style, not yet read ([`StyleSpec::parse`]).
    pub style: String,
    /// Where the style stands.
    pub style_at: Range<usize>,
}

/// A theme's file, word for word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    title: String,
    mode: SheetMode,
    background: Spanned<String>,
    foreground: Spanned<String>,
    paint: bool,
    #[serde(default)]
    palette: BTreeMap<String, Spanned<String>>,
    roles: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SheetMode {
    Light,
    Dark,
}

/// How every role looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The name by which the config calls it.
    pub name: String,
    /// What it is called on the screen.
    pub title: String,
    /// Whether it is for light or for dark terminals.
    pub mode: Mode,
    /// The background that its colours are made for, painted or not.
    pub background: Rgb,
    /// The ink of text that has no colour of its own, painted or not.
    pub foreground: Rgb,
    page: Style,
    palette: BTreeMap<String, Color>,
    own: BTreeMap<Role, StyleSpec>,
    user: BTreeMap<Role, StyleSpec>,
    /// One for each role, in the order of [`Role::ALL`].
    styles: Vec<Style>,
}

impl Theme {
    /// Reads a theme's file. What cannot be read is left out and told.
    ///
    /// # Errors
    /// The file is no TOML, or lacks what every theme must say.
    pub fn parse(name: &str, source: &str) -> Result<(Theme, Vec<ThemeProblem>), ThemeProblem> {
        let sheet: Sheet = toml::from_str(source)
            .map_err(|error| ThemeProblem::new(error.message(), error.span().unwrap_or(0..0)))?;
        let mut problems = Vec::new();
        let mut theme = Theme {
            name: name.to_owned(),
            title: sheet.title,
            mode: match sheet.mode {
                SheetMode::Light => Mode::Light,
                SheetMode::Dark => Mode::Dark,
            },
            background: rgb(&sheet.background)?,
            foreground: rgb(&sheet.foreground)?,
            page: Style::default(),
            palette: palette(&sheet.palette, &mut problems),
            own: BTreeMap::new(),
            user: BTreeMap::new(),
            styles: Vec::new(),
        };
        if sheet.paint {
            theme.page = Style { fg: theme.foreground.into(), bg: theme.background.into(), ..theme.page };
        }
        let rows = sheet.roles.iter().map(|(role, style)| row(role, style));
        theme.own = theme.read(rows, &mut problems);
        theme.settle();
        Ok((theme, problems))
    }

    /// A theme that says nothing: the terminal's own colours everywhere.
    pub fn plain() -> Theme {
        Theme {
            name: "plain".to_owned(),
            title: "Plain".to_owned(),
            mode: Mode::Dark,
            background: Rgb(0, 0, 0),
            foreground: Rgb(255, 255, 255),
            page: Style::default(),
            palette: BTreeMap::new(),
            own: BTreeMap::new(),
            user: BTreeMap::new(),
            styles: vec![Style::default(); Role::ALL.len()],
        }
    }

    /// The theme with the user's colours over it, and what was wrong with these.
    #[must_use]
    pub fn with_overrides(mut self, overrides: &[Override]) -> (Theme, Vec<ThemeProblem>) {
        let mut problems = Vec::new();
        self.user = self.read(overrides.iter().cloned(), &mut problems);
        self.settle();
        problems.sort_by_key(|problem| problem.at.start);
        (self, problems)
    }

    /// The theme as a terminal of this depth can show it.
    #[must_use]
    pub fn at_depth(mut self, depth: ColorDepth) -> Theme {
        let few = depth <= ColorDepth::Ansi16;
        for role in Role::ALL {
            let style = &mut self.styles[role.index()];
            // A popup stands on its paper; with few colours it has none to spare for that.
            if few && *role == Role::Popup {
                style.bg = Color::None;
            }
            *style = style.at_depth(depth);
        }
        // Reversing the whole page would be no paper.
        self.page = if few { Style::default() } else { self.page.at_depth(depth) };
        self
    }

    /// How a role looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role.index()).copied().unwrap_or_default()
    }

    /// What everything is painted on: the theme's ink and paper, or nothing where these are left to the terminal.
    pub fn page(&self) -> Style {
        self.page
    }

    fn read(
        &self,
        rows: impl Iterator<Item = Override>,
        problems: &mut Vec<ThemeProblem>,
    ) -> BTreeMap<Role, StyleSpec> {
        let mut read = BTreeMap::new();
        for row in rows {
            let Some(role) = Role::from_name(&row.role) else {
                problems.push(ThemeProblem::new(unknown_role(&row.role), row.role_at));
                continue;
            };
            match StyleSpec::parse(&row.style, |name| self.palette.get(name).copied()) {
                Ok(spec) => {
                    read.insert(role, spec);
                }
                Err(error) => {
                    let problem = ThemeProblem::new(error.to_string(), row.style_at);
                    problems.push(ThemeProblem { help: Some(STYLE_HELP), ..problem });
                }
            }
        }
        read
    }

    /// Gives every role its style: its own, else its parent's, with the user's words over it.
    fn settle(&mut self) {
        let mut styles: Vec<Style> = Vec::with_capacity(Role::ALL.len());
        for role in Role::ALL {
            let inherited =
                role.parent().and_then(|parent| styles.get(parent.index())).copied().unwrap_or_default();
            let style = self.own.get(role).map_or(inherited, |spec| spec.apply(Style::default()));
            styles.push(self.user.get(role).map_or(style, |spec| spec.apply(style)));
        }
        self.styles = styles;
    }
}

fn row(role: &Spanned<String>, style: &Spanned<String>) -> Override {
    Override {
        role: role.get_ref().clone(),
        role_at: role.span(),
        style: style.get_ref().clone(),
        style_at: style.span(),
    }
}

fn rgb(written: &Spanned<String>) -> Result<Rgb, ThemeProblem> {
    match written.get_ref().parse() {
        Ok(Color::Rgb(rgb)) => Ok(rgb),
        _ => Err(ThemeProblem::new(
            format!("`{}` is no colour of the form #rrggbb", written.get_ref()),
            written.span(),
        )),
    }
}

fn palette(
    written: &BTreeMap<String, Spanned<String>>,
    problems: &mut Vec<ThemeProblem>,
) -> BTreeMap<String, Color> {
    let mut palette = BTreeMap::new();
    for (name, color) in written {
        if is_attribute(name) {
            let message = format!("`{name}` is an attribute and cannot be the name of a colour");
            problems.push(ThemeProblem::new(message, color.span()));
            continue;
        }
        match color.get_ref().parse::<Color>() {
            Ok(color) => {
                palette.insert(name.clone(), color);
            }
            Err(error) => problems.push(ThemeProblem::new(error.to_string(), color.span())),
        }
    }
    palette
}

fn unknown_role(name: &str) -> String {
    let said = format!("no role is called `{name}`");
    // A name far longer than any role is no typing error, and comparing it would cost its length squared.
    if name.len() > 64 {
        return said;
    }
    let scored = Role::ALL.iter().map(|role| (strsim::jaro_winkler(name, role.name()), role.name()));
    match scored.filter(|(score, _)| *score > 0.86).max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, nearest)) => format!("{said}; did you mean `{nearest}`?"),
        None => {
            let roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
            format!("{said}; expected one of {}", roles.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMALL: &str = r##"
title = "Small"
mode = "dark"
background = "#000000"
foreground = "#ffffff"
paint = false
[palette]
sea = "#0000ff"
[roles]
person = "sea bold"
"##;

    fn over(role: &str, style: &str) -> Override {
        Override { role: role.to_owned(), role_at: 1..2, style: style.to_owned(), style_at: 3..4 }
    }

    #[test]
    fn a_role_without_a_look_takes_that_of_its_parent() {
        let (theme, problems) = Theme::parse("small", SMALL).unwrap();
        assert_eq!(problems, []);
        assert_eq!(theme.style(Role::Speaker).to_string(), "#0000ff bold");
        assert_eq!(theme.style(Role::Place), Style::default());
    }

    #[test]
    fn the_user_changes_a_part_and_those_below_follow() {
        let (theme, _) = Theme::parse("small", SMALL).unwrap();
        let (theme, problems) =
            theme.with_overrides(&[over("person", "italic"), over("persn", "red"), over("place", "see")]);
        assert_eq!(theme.style(Role::Person).to_string(), "#0000ff italic");
        assert_eq!(theme.style(Role::Speaker).to_string(), "#0000ff italic");
        assert_eq!(problems[0].to_string(), "no role is called `persn`; did you mean `person`?");
        assert_eq!((problems.len(), &problems[1].at), (2, &(3..4)));
    }

    #[test]
    fn a_mistake_in_a_theme_costs_only_itself() {
        let source = SMALL.replace("person =", "plaice = \"red\"\nperson =");
        let (theme, problems) = Theme::parse("small", &source).unwrap();
        assert_eq!(problems[0].to_string(), "no role is called `plaice`; did you mean `place`?");
        assert_eq!(&source[problems[0].at.clone()], "plaice");
        assert_eq!(theme.style(Role::Person).to_string(), "#0000ff bold");
        assert!(Theme::parse("small", "title = 3").is_err());
        let (_, problems) = Theme::parse("small", &SMALL.replace("sea =", "dim = \"red\"\nsea =")).unwrap();
        assert_eq!(problems[0].to_string(), "`dim` is an attribute and cannot be the name of a colour");
    }

    proptest! {
        #[test]
        fn never_panics(tail in "\\PC{0,40}") {
            let _ = Theme::parse("any", &tail);
            let _ = Theme::parse("any", &format!("{SMALL}{tail}"));
        }
    }
}
