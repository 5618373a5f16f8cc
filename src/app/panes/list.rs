//! The list of articles.

use crate::app::reader::Place;
use crate::library::Summary;
use crate::library::scan::Source;
use crate::text::typeset::{self, Line, Measure};

/// Columns of a row that its marks take; the title has the rest.
pub const MARGIN: usize = 4;
/// Lines that a title may take; the rest of a longer one is cut.
const TITLE: usize = 2;

/// An article in the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it comes from.
    pub source: Source,
    /// What is known of it so far.
    pub state: ItemState,
    /// Whether it was opened.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
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
        Self { source, state: ItemState::Waiting, read: false, starred: false, place: Place::default() }
    }

    /// Its title, or its file's name as long as that is unknown.
    pub fn title(&self) -> String {
        match &self.state {
            ItemState::Known(summary) => summary.title.clone(),
            _ => self.source.stem(),
        }
    }

    /// The title broken into the lines that a row of `columns` shows, and whether some of it was left out.
    pub fn title_lines(&self, title: &str, columns: usize) -> (Vec<Line>, bool) {
        let width = columns.saturating_sub(MARGIN).max(1);
        let mut lines = typeset::set(title, Measure { width, indent: 0, patterns: None });
        let cut = lines.len() > TITLE;
        lines.truncate(TITLE);
        (lines, cut)
    }

    /// Screen lines of its row: the title, and what is known about it.
    pub fn height(&self, columns: usize) -> usize {
        self.title_lines(&self.title(), columns).0.len() + 1
    }
}
