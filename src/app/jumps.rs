//! Places to come back to: before and after jumps, and marks, in all articles of the session.

use std::path::{Path, PathBuf};

use super::reader::Place;

/// Jumps that are remembered on either side.
const MOST: usize = 100;

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The article's file.
    pub path: PathBuf,
    /// Where in it.
    pub place: Place,
}

/// Places to go back and forward to.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    back: Vec<Stop>,
    forward: Vec<Stop>,
    changes: u64,
}

impl Jumps {
    /// Those of an earlier session, the last one at the end of either side.
    pub fn of(back: impl Iterator<Item = Stop>, forward: impl Iterator<Item = Stop>) -> Self {
        Self { back: back.collect(), forward: forward.collect(), changes: 0 }
    }

    /// The places behind, the last one at the end.
    pub fn behind(&self) -> impl Iterator<Item = &Stop> {
        self.back.iter()
    }

    /// The places ahead, the next one at the end.
    pub fn ahead(&self) -> impl Iterator<Item = &Stop> {
        self.forward.iter()
    }

    /// A number that is another one after each change.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Remembers the place before a jump. A new jump forgets what was ahead.
    pub fn note(&mut self, stop: Stop) {
        if self.last().is_none_or(|last| last.path != stop.path || last.place.eye != stop.place.eye) {
            self.back.push(stop);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        self.forward.clear();
        self.changes += 1;
    }

    /// The place before the last jump.
    pub fn last(&self) -> Option<&Stop> {
        self.back.last()
    }

    /// Forgets the last jump when it led nowhere: it was made from `here`.
    pub fn forget_idle(&mut self, here: &Stop) {
        if self.last().is_some_and(|last| last.path == here.path && last.place.eye == here.place.eye) {
            self.back.pop();
            self.changes += 1;
        }
    }

    /// Back from `here`: where the last jump was made from.
    pub fn back(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.back.pop()?;
        self.forward.push(here);
        self.changes += 1;
        Some(stop)
    }

    /// Forward again from `here`.
    pub fn forward(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.forward.pop()?;
        self.back.push(here);
        self.changes += 1;
        Some(stop)
    }
}

/// A mark: its letter and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Small letters are each article's own, capitals are the session's.
    pub letter: char,
    /// Where it is.
    pub stop: Stop,
    /// The words there, by which its place is found again in a changed text.
    pub words: String,
}

/// The marks, in the order in which they were set.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    list: Vec<Mark>,
    changes: u64,
}

impl Marks {
    /// Sets a mark, instead of the one that has its letter.
    pub fn set(&mut self, mark: Mark) {
        let same =
            |m: &Mark| m.letter == mark.letter && (m.letter.is_uppercase() || m.stop.path == mark.stop.path);
        self.list.retain(|m| !same(m));
        self.list.push(mark);
        self.changes += 1;
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Mark> {
        self.list.iter()
    }

    /// A number that is another one after each change.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The mark of a letter, as it is known in an article.
    pub fn get(&self, letter: char, here: Option<&Path>) -> Option<&Mark> {
        self.known(here).find(|m| m.letter == letter)
    }

    /// The marks that can be gone to from an article: its own, and the capitals.
    pub fn known(&self, here: Option<&Path>) -> impl Iterator<Item = &Mark> {
        self.list.iter().filter(move |m| m.letter.is_uppercase() || Some(m.stop.path.as_path()) == here)
    }

    /// The text of an article has changed: its marks move along, each to the offset and words that `to` says.
    pub fn relocate(&mut self, path: &Path, to: impl Fn(&Mark) -> (usize, String)) {
        for mark in self.list.iter_mut().filter(|m| m.stop.path == path) {
            let (eye, words) = to(mark);
            if eye != mark.stop.place.eye || words != mark.words {
                (mark.stop.place.eye, mark.words) = (eye, words);
                self.changes += 1;
            }
        }
    }
}
