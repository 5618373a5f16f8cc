//! Floor 1: what the user may set.
//!
//! The defaults are the shipped `config.toml`, embedded; the user's file holds only what differs. What is wrong in it
//! is reported with its place, and the default stands in for it. Keys, colours and theme names are handed on as they
//! are written, with their places, to be read where they are understood.

mod explain;
mod load;
pub mod location;
pub mod problem;
pub mod value;

use serde::Deserialize;

pub use load::{SHIPPED, is_ours};
pub use location::{Origin, Place};
pub use problem::{ConfigProblem, Source};
pub use value::{Entries, Entry, Placed};
use value::{citation, columns, side_width, within};

/// Everything that can be set. Its tables are those of `config.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How text is set.
    pub reading: Reading,
    /// Which panes there are.
    pub panes: Panes,
    /// Which theme.
    pub theme: ThemeChoice,
    /// Looks by role, over those of the theme: role name and style.
    pub colors: Entries,
    /// Keys.
    pub keys: Keys,
    /// Where articles come from.
    pub articles: Articles,
    /// The library of folders.
    pub library: Library,
    /// The mouse.
    pub mouse: Mouse,
    /// What copying does.
    pub copy: Copy,
    /// Other programs.
    pub tools: Tools,
    /// What the terminal is asked to do.
    pub terminal: Terminal,
}

/// How text is set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The column's width in terminal cells.
    #[serde(deserialize_with = "within::<20, 200, _>")]
    pub width: u16,
    /// How many columns stand side by side.
    #[serde(deserialize_with = "columns")]
    pub columns: Columns,
    /// The right edge.
    pub justify: Justify,
    /// What tells paragraphs apart.
    pub paragraphs: Paragraphs,
    /// Whether words are broken at the end of a line.
    pub hyphenate: bool,
    /// Lines that stay in view when a page is turned.
    #[serde(deserialize_with = "within::<0, 20, _>")]
    pub context_lines: u16,
    /// Whether places, marks, jumps and what was typed are kept between sessions.
    pub remember: bool,
}

/// How many columns stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// One.
    One,
    /// Two, where there is room for two narrow ones.
    Two,
    /// Two where both have the whole width, else one.
    Auto,
}

/// The right edge of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Justify {
    /// Lines end where their words end.
    Ragged,
    /// Lines are filled out to the width.
    Justified,
}

/// What tells paragraphs apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paragraphs {
    /// An empty line between them.
    Block,
    /// An indented first line.
    Indent,
}

/// Which panes there are, and how wide.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panes {
    /// The panes to the left of the article, from the top.
    pub left: Vec<Pane>,
    /// The panes to its right, from the top; one that is on the left already is left out here.
    pub right: Vec<Pane>,
    /// The left side's width in cells; 0 follows the window.
    #[serde(deserialize_with = "side_width")]
    pub left_width: u16,
    /// The right side's width in cells; 0 follows the window.
    #[serde(deserialize_with = "side_width")]
    pub right_width: u16,
}

/// A pane beside the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pane {
    /// The articles.
    List,
    /// The entities of the article.
    Entities,
    /// The quotes of the article.
    Quotes,
}

/// Which theme, and how much of the terminal it uses.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeChoice {
    /// Which of the two themes is used.
    pub mode: ThemeMode,
    /// The theme for light terminals.
    pub light: Placed<String>,
    /// The theme for dark terminals.
    pub dark: Placed<String>,
    /// Whether lines and marks are drawn with ASCII characters only.
    pub ascii: bool,
}

/// Which of the two themes is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeMode {
    /// The one that fits the terminal.
    Auto,
    /// The one for light terminals.
    Light,
    /// The one for dark terminals.
    Dark,
}

/// Keys: a preset, and the user's own by context (keys and action).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The set of default keys.
    pub preset: KeyPreset,
    /// Everywhere but in a prompt.
    pub global: Entries,
    /// In the list of articles.
    pub list: Entries,
    /// In the article.
    pub article: Entries,
    /// While selecting text.
    pub select: Entries,
    /// In the entities pane.
    pub entities: Entries,
    /// In the quotes pane.
    pub quotes: Entries,
    /// In a line of input.
    pub prompt: Entries,
    /// In a popup.
    pub popup: Entries,
}

impl Keys {
    /// The user's keys by the name of their context, in the order in which they stand in the file.
    pub fn entries(&self) -> Vec<(&'static str, &Entry)> {
        let contexts = [
            ("global", &self.global),
            ("list", &self.list),
            ("article", &self.article),
            ("select", &self.select),
            ("entities", &self.entities),
            ("quotes", &self.quotes),
            ("prompt", &self.prompt),
            ("popup", &self.popup),
        ];
        let mut all: Vec<_> = contexts
            .into_iter()
            .flat_map(|(name, entries)| entries.0.iter().map(move |entry| (name, entry)))
            .collect();
        all.sort_by_key(|(_, entry)| entry.key.at.start);
        all
    }
}

/// A set of default keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPreset {
    /// Vim's letters.
    Vim,
    /// Those of `less`.
    Less,
    /// Those of Emacs.
    Emacs,
}

impl KeyPreset {
    /// Its name as the config writes it.
    pub fn name(self) -> &'static str {
        match self {
            KeyPreset::Vim => "vim",
            KeyPreset::Less => "less",
            KeyPreset::Emacs => "emacs",
        }
    }
}

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// Files and folders that are read when none are named on the command line; `~/` is the home folder.
    pub folders: Vec<String>,
    /// The file of the corrections; empty for the one in the data folder.
    pub rules: String,
    /// The languages to expect, the likeliest first.
    pub languages: Vec<LanguageCode>,
}

/// The library of folders.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Whether the reader keeps one of the folders that it opens.
    pub keep: bool,
    /// The store's file; empty for the one in the data folder.
    pub store: String,
    /// Names of files and folders to leave out, with `*` and `?`.
    pub ignore: Vec<String>,
    /// The order in which the list begins.
    pub sort: Sort,
    /// Whether a line tells where a group of the list begins.
    pub groups: bool,
    /// Queries with names, for lists to choose.
    pub queries: Entries,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The newest first; articles without a date come last.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By medium, the newest first in each.
    Source,
    /// By story, the newest first in each.
    Story,
    /// Unread ones first, the newest first.
    Unread,
    /// By title.
    Title,
    /// By folder and name of the file.
    File,
    /// In the order in which the articles came in, the last first.
    Added,
}

impl Sort {
    /// Their names, as the config and the command line write them.
    pub const ALL: [(&'static str, Sort); 8] = [
        ("newest", Sort::Newest),
        ("oldest", Sort::Oldest),
        ("source", Sort::Source),
        ("story", Sort::Story),
        ("unread", Sort::Unread),
        ("title", Sort::Title),
        ("file", Sort::File),
        ("added", Sort::Added),
    ];
}

/// A language that the engine knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageCode {
    /// Dutch.
    Nl,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl LanguageCode {
    /// Its code of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            LanguageCode::Nl => "nl",
            LanguageCode::En => "en",
            LanguageCode::De => "de",
            LanguageCode::Fr => "fr",
            LanguageCode::Es => "es",
        }
    }
}

/// The mouse.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mouse {
    /// Whether wheel and clicks work here; otherwise they are the terminal's.
    pub enabled: bool,
    /// Lines for each step of the wheel.
    #[serde(deserialize_with = "within::<1, 20, _>")]
    pub scroll_lines: u16,
}

/// What copying does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copy {
    /// A command with its arguments that takes the text on standard input; empty for what the system has.
    pub command: Vec<String>,
    /// Whether the terminal is asked to put the text on the clipboard (OSC 52).
    pub osc52: Ask,
    /// The template of a citation, with the fields of [`value::CITATION_FIELDS`] in braces.
    #[serde(deserialize_with = "citation")]
    pub citation: String,
}

/// Other programs, each a command with its arguments; empty for what the environment names.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tools {
    /// Opens a file; `{file}` and `{line}` in its arguments are filled in.
    pub editor: Vec<String>,
    /// Opens a link; `{url}` in its arguments is filled in, or it is the last argument.
    pub browser: Vec<String>,
}

/// What the terminal is asked to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terminal {
    /// Whether the window's title names the article.
    pub title: bool,
    /// Whether links can be clicked in the terminal (OSC 8).
    pub links: Ask,
    /// Whether a frame is shown at once (synchronized output).
    pub synchronized: Ask,
}

/// Whether something is asked of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// When it is likely to understand.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}
