//! What the loop is given: the articles, and what the reader chose.

use std::path::PathBuf;
use std::sync::Arc;

use super::hands::Programs;
use super::librarian::Library;
use super::screen::Manners;
use crate::app::state::Options;
use crate::command::Keymap;
use crate::document::Lang;
use crate::library::scan::Source;
use crate::library::store::Sort;
use crate::theme::{Mode, Theme};
use crate::view::Glyphs;

/// Reads the configuration again; what was wrong with it, when something was.
pub type Reread = Box<dyn Fn() -> Result<Settings, String>>;

/// Gathers the themes that can be tried.
pub type Catalogue = Box<dyn Fn() -> Vec<Theme>>;

/// What is read, and from where it is read again.
pub struct Input {
    /// The articles that were found.
    pub sources: Vec<Source>,
    /// Where they were found.
    pub paths: Vec<PathBuf>,
    /// What went wrong so far.
    pub problems: Vec<String>,
    /// The configuration's file, if there is one.
    pub config: Option<PathBuf>,
    /// Reads it again.
    pub reread: Reread,
    /// Gathers the themes.
    pub themes: Catalogue,
    /// The library of the folders, if there are folders and it is to be kept.
    pub library: Option<Library>,
    /// Why nothing is kept though it should be.
    pub unkept: Option<String>,
}

/// A theme for either kind of terminal.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemesOf {
    /// For light terminals.
    pub light: Theme,
    /// For dark ones.
    pub dark: Theme,
    /// What the terminal is taken for.
    pub mode: Mode,
    /// Whether the terminal is to be asked what it is.
    pub ask: bool,
}

impl ThemesOf {
    pub(super) fn theme(&self) -> &Theme {
        match self.mode {
            Mode::Light => &self.light,
            Mode::Dark => &self.dark,
        }
    }
}

/// What the reader chose, as the loop needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Panes and setting.
    pub options: Options,
    /// Styles by role, turned down to what the terminal shows.
    pub themes: ThemesOf,
    /// The keys.
    pub keymap: Keymap,
    /// The marks and lines to draw with.
    pub glyphs: Glyphs,
    /// Whether the mouse works.
    pub mouse: bool,
    /// The file of the corrections; none when there is no home folder.
    pub rules: Option<PathBuf>,
    /// The file of what is kept between sessions; none when nothing is to be kept.
    pub session: Option<PathBuf>,
    /// The template of a citation.
    pub citation: String,
    /// Other programs.
    pub programs: Programs,
    /// What the terminal is spoken to in.
    pub manners: Manners,
    /// The languages to expect, the likeliest first.
    pub languages: Arc<[Lang]>,
    /// How the list begins, and whether its groups are headed.
    pub list: (Sort, bool),
    /// Queries with names.
    pub queries: Vec<(String, String)>,
}
