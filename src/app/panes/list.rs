//! The list of articles.

use crate::app::reader::Place;
use crate::library::Summary;
use crate::library::scan::Source;

/// Screen lines of a row: the title, and what is known about it.
pub const ROW: usize = 2;

/// An article in the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it comes from.
    pub source: Source,
    /// What is known of it so far.
    pub state: ItemState,
    /// Whether it was opened.
    pub read: bool,
    /// Where it was left.
    pub place: Place,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Not read from disk yet.
    Waiting,
    /// Read.
    Known(Summary),
    /// It could not be read, and why.
    Failed(String),
}

impl Item {
    /// An article that was found but not read yet.
    pub fn new(source: Source) -> Self {
        Self { source, state: ItemState::Waiting, read: false, place: Place::default() }
    }

    /// Its title, or its file's name as long as that is unknown.
    pub fn title(&self) -> String {
        match &self.state {
            ItemState::Known(summary) => summary.title.clone(),
            _ => self.source.stem(),
        }
    }
}
