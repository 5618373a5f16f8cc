//! The search in the library: what is typed, what was found so far.

use super::input::Input;
use crate::library::shelf::{Hit, Search, Searched};

/// A search that is being typed.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// What has been typed.
    pub input: Input,
    /// What was found last; it may still be the answer to an earlier line.
    pub found: Searched,
    /// The chosen result.
    pub at: usize,
    /// The first result in view.
    pub top: usize,
    /// The number of the last search.
    pub number: u64,
    /// Searches that led somewhere, the oldest first, and which of them is shown, counted from the newest.
    pub history: Vec<String>,
}

impl Finder {
    /// The line changed: what is to be searched for.
    pub fn typed(&mut self) -> Search {
        self.number += 1;
        Search { number: self.number, text: self.input.text.clone() }
    }

    /// Takes results in; those of an older line are passed over. Whether they are the last one's.
    pub fn answer(&mut self, found: Searched) -> bool {
        if found.number < self.number {
            return false;
        }
        if found.wrong.is_some() {
            // What was found before stays in view while the line is being mended.
            let hits = std::mem::take(&mut self.found.hits);
            self.found = Searched { hits, ..found };
        } else {
            self.found = found;
            (self.at, self.top) = (0, 0);
        }
        true
    }

    /// The chosen result.
    pub fn chosen(&self) -> Option<&Hit> {
        self.found.hits.get(self.at)
    }

    /// Moves by results; `room` of them are in view.
    pub fn move_by(&mut self, by: isize, room: usize) {
        let last = self.found.hits.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(room.max(1)));
    }

    /// Keeps the line among those that led somewhere.
    pub fn remember(&mut self) {
        let text = self.input.text.clone();
        self.history.retain(|known| *known != text);
        self.history.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use crate::library::query::QueryError;
    use crate::library::shelf::{Hit, Searched, ShelfRow};

    fn found(number: u64, hits: usize) -> Searched {
        let hit = || Hit { row: ShelfRow::default(), at: None, snippet: Default::default() };
        Searched { number, hits: (0..hits).map(|_| hit()).collect(), ..Searched::default() }
    }

    #[test]
    fn the_last_line_typed_is_the_one_that_is_answered() {
        let mut finder = Finder::default();
        finder.typed();
        let second = finder.typed().number;
        assert!(!finder.answer(found(second - 1, 5)));
        assert!(finder.answer(found(second, 3)));
        finder.move_by(9, 2);
        assert_eq!((finder.at, finder.top), (2, 1));
    }

    #[test]
    fn a_line_that_cannot_be_read_leaves_the_results() {
        let mut finder = Finder::default();
        finder.typed();
        finder.answer(found(1, 3));
        finder.typed();
        let wrong = Some(QueryError { at: 0, len: 1, message: "no".into() });
        finder.answer(Searched { number: 2, wrong, ..Searched::default() });
        assert_eq!(finder.found.hits.len(), 3);
    }
}
