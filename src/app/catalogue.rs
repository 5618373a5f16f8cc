//! What the reader knows of the library: how the list is made, what was asked of it and has not been answered yet.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::finder::Finder;
use super::overlay::Menu;
use super::panes::list::Item;
use super::reader::Place;
use super::state::State;
use crate::library::index::Progress;
use crate::library::shelf::{Ask, Known, ListAs, Mark, Which};
use crate::library::store::{Change, Sort};
use crate::text::Span;

/// Rows that are fetched beyond those in view, on either side.
const AHEAD: usize = 200;

/// The library, as far as the reader has it.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Whether there is one: nothing is kept of files that were named by themselves.
    pub open: bool,
    /// Why there is none though there should be.
    pub closed: Option<String>,
    /// Whether the list comes from it.
    pub ready: bool,
    /// How the list is made.
    pub list: ListAs,
    /// How the list is shown.
    pub shown: Shown,
    /// What is still to be asked.
    pub outbox: Vec<Ask>,
    /// Rows that were asked for.
    fetching: Option<Range<usize>>,
    /// Where the reader is on the way to.
    pub going: Going,
    /// How far the indexing is.
    pub progress: Option<Progress>,
    /// Changes of state that can be taken back, and those that were: each with how many corrections there were before.
    pub steps: (Vec<usize>, Vec<usize>),
    /// Queries with names.
    pub saved: Vec<(String, String)>,
    /// What of the open article was read elsewhere.
    pub known: Option<Known>,
    /// The search, as it was left.
    pub finder: Finder,
    /// Pages that lie under the one that is shown, and the one that was left last.
    pub pages: Vec<Menu>,
}

/// How the list is shown.
#[derive(Debug, Default)]
pub struct Shown {
    /// What the list is called, where it is not all there is.
    pub name: String,
    /// Whether a line tells where a group begins.
    pub grouped: bool,
    /// Articles in the list that were not read.
    pub unread: usize,
}

/// Where the reader is on the way to, until what was asked for comes.
#[derive(Debug, Default)]
pub struct Going {
    /// The article under the list's cursor is to be opened when its row comes; and whether to be read.
    pub opening: Option<bool>,
    /// Where to land in an article that is being opened.
    pub landing: Option<Landing>,
    /// Where to go in an article whose row is asked for.
    pub visiting: Option<(PathBuf, Place)>,
}

/// A place in an article, and words to make stand out in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The article's file.
    pub path: PathBuf,
    /// The place.
    pub span: Span,
    /// The words, folded.
    pub words: Vec<String>,
}

impl Catalogue {
    /// Asks for the list anew; the cursor stays on the article in the first of these files.
    pub fn relist(&mut self, near: Vec<PathBuf>) {
        self.list.number += 1;
        self.fetching = None;
        self.outbox.retain(|ask| !matches!(ask, Ask::List(..) | Ask::Rows(..)));
        self.outbox.push(Ask::List(self.list.clone(), near));
    }

    /// Asks for a change of an article; one that is called something can be taken back. `corrections` are those made
    /// so far.
    pub fn mark(&mut self, path: &Path, changes: Vec<Change>, called: Option<&str>, corrections: usize) {
        if !self.open {
            return;
        }
        let which = Which::File(path.to_path_buf());
        self.send(Mark { which, changes, called: called.map(str::to_string) }, corrections);
    }

    /// Asks for a change.
    pub fn send(&mut self, mark: Mark, corrections: usize) {
        if mark.called.is_some() {
            self.steps.0.push(corrections);
            self.steps.1.clear();
        }
        self.outbox.push(Ask::Mark(mark));
    }

    /// Rows have come.
    pub fn fetched(&mut self) {
        self.fetching = None;
    }

    /// Asks for the rows of a stretch of the list that are not here, and some around it.
    pub fn fetch(&mut self, view: Range<usize>, missing: impl Fn(usize) -> bool, count: usize) {
        let asked = |place: usize| self.fetching.as_ref().is_some_and(|f| f.contains(&place));
        let near = view.start.saturating_sub(AHEAD / 4)..(view.end + AHEAD / 4).min(count);
        if self.ready && near.clone().any(|place| missing(place) && !asked(place)) {
            let range = near.start.saturating_sub(AHEAD)..(near.end + AHEAD).min(count);
            self.fetching = Some(range.clone());
            self.outbox.push(Ask::Rows(self.list.number, range));
        }
    }

    /// Whether the list shows less than there is.
    pub fn is_partial(&self) -> bool {
        !self.list.query.is_empty() || !self.list.narrow.is_empty()
    }
}

impl State {
    /// The line above a row of the list where a group begins.
    pub fn heading(&self, row: usize) -> Option<String> {
        let catalogue = &self.catalogue;
        if !catalogue.ready || !catalogue.shown.grouped || !catalogue.list.narrow.is_empty() {
            return None;
        }
        let group = |row: usize| group(self.list.items.get(row)?, catalogue.list.sort);
        let own = group(row)?;
        let before = row.checked_sub(1).map(|before| (self.list.items.get(before).is_some(), group(before)));
        match before {
            None => Some(own),
            Some((known, before)) => (known && before.as_ref() != Some(&own)).then_some(own),
        }
    }

    /// Screen lines of a row of the list.
    pub fn row_height(&self, row: usize, columns: usize) -> usize {
        let own = self.list.items.get(row).map_or(2, |item| item.height(columns));
        own + usize::from(self.heading(row).is_some())
    }
}

/// What an article is grouped by in an order; none where there are no groups.
fn group(item: &Item, sort: Sort) -> Option<String> {
    match sort {
        Sort::Newest | Sort::Oldest => {
            let date = item.summary().and_then(|s| s.date);
            Some(date.map_or_else(|| "No date".to_string(), |d| day(d.date())))
        }
        Sort::Source => {
            let source = item.summary().and_then(|s| s.source.clone());
            Some(source.unwrap_or_else(|| "No source".to_string()))
        }
        Sort::Story => Some(item.grouped.1.clone().unwrap_or_else(|| "Told once".to_string())),
        Sort::Unread => Some(if item.grouped.0 { "Read" } else { "Unread" }.to_string()),
        Sort::Title | Sort::Added | Sort::File => None,
    }
}

/// A day as people write it: "Thursday 14 March 2024".
pub fn day(date: jiff::civil::Date) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let weekday = DAYS.get(date.weekday().to_monday_zero_offset() as usize).unwrap_or(&"");
    format!("{weekday} {}", super::update::long_date(date))
}
