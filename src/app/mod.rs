//! Floor 6: what the reader does. State, and pure functions from an action to a new state and effects.

mod candidates;
pub mod catalogue;
pub mod cells;
pub mod dim;
pub mod effect;
pub mod finder;
#[cfg(test)]
pub(crate) mod fixture;
mod fold;
pub mod geometry;
pub mod hints;
pub mod input;
pub mod jumps;
pub mod layout;
mod menus;
pub mod overlay;
mod pages;
pub mod panes;
pub mod passage;
mod preview;
pub mod reader;
mod relocate;
pub mod rulebook;
pub mod search;
pub mod select;
pub mod session;
pub mod state;
mod timeline;
pub mod update;
pub mod window;

/// The panes, in the order of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list of articles.
    List,
    /// The article.
    Article,
    /// Its entities.
    Entities,
    /// Its quotes.
    Quotes,
}

impl Pane {
    /// All of them, in the order of their keys.
    pub const ALL: [Pane; 4] = [Pane::List, Pane::Article, Pane::Entities, Pane::Quotes];
}
