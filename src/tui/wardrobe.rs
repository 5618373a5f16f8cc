//! The themes: what the configuration says, those that are tried, the one that was chosen for this session.

use super::settings::{Catalogue, ThemesOf};
use crate::app::state::State;
use crate::app::update;
use crate::theme::{Mode, Theme};

/// Which theme is worn.
pub(super) struct Wardrobe {
    all: Catalogue,
    /// Those that are being tried, once they were asked for.
    tried: Vec<Theme>,
    kept: Option<Theme>,
    /// What the terminal says that it is.
    background: Option<Mode>,
}

impl Wardrobe {
    /// The configuration's themes; `all` gathers those that can be tried.
    pub(super) fn new(all: Catalogue) -> Self {
        Self { all, tried: Vec::new(), kept: None, background: None }
    }

    /// The theme to draw with, of a configuration's.
    pub(super) fn worn<'a>(&'a self, state: &State, themes: &'a ThemesOf) -> &'a Theme {
        let tried = update::tried(state).and_then(|theme| self.tried.get(theme));
        tried.or(self.kept.as_ref()).unwrap_or(themes.theme())
    }

    /// Whether the terminal has said what it is.
    pub(super) fn answered(&self) -> bool {
        self.background.is_some()
    }

    /// The terminal has said what it is.
    pub(super) fn answer(&mut self, mode: Mode, themes: &mut ThemesOf) {
        self.background = Some(mode);
        themes.mode = mode;
    }

    /// What the terminal said holds for other themes as well, where they ask for it.
    pub(super) fn adapt(&self, themes: &mut ThemesOf) {
        if let (Some(mode), true) = (self.background, themes.ask) {
            themes.mode = mode;
        }
    }

    /// Shows the themes, to try and choose.
    pub(super) fn show(&mut self, state: &mut State, themes: &ThemesOf) {
        self.tried = (self.all)();
        let current = self.kept.as_ref().unwrap_or(themes.theme());
        update::themes(state, &self.tried, &current.name);
    }

    /// Wears one of those that were shown for the rest of the session.
    pub(super) fn keep(&mut self, theme: usize, state: &mut State, themes: &ThemesOf) {
        if let Some(theme) = self.tried.get(theme).cloned() {
            update::theme_kept(state, &theme, themes.mode);
            self.kept = Some(theme);
        }
    }

    /// Wears the configuration's again.
    pub(super) fn put_back(&mut self) {
        self.kept = None;
    }
}
