//! Changes of state on their way to the disk. While another program writes they wait, and the rows show them already.

use std::path::Path;

use super::{Mark, Shelf, ShelfRow, Which};
use crate::library::store::state::{Saved, shown};
use crate::library::store::{Change, StoreError, Undo};

/// Changes that wait, and those that can be taken back.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    waiting: Vec<Step>,
    done: Vec<(String, Undo)>,
    undone: Vec<(String, Undo)>,
}

#[derive(Debug)]
enum Step {
    Mark(Mark),
    Undo,
    Redo,
}

/// What was kept.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What was done, in words.
    pub said: Option<String>,
    /// Whether more than the one article changed that its reader sees already.
    pub others: bool,
}

impl Keeping {
    /// Puts what waits over a row.
    pub(super) fn over(&self, row: &mut ShelfRow) {
        for step in &self.waiting {
            if let Step::Mark(Mark { which: Which::File(file), changes, .. }) = step
                && *file == row.row.path
            {
                let mut saved = Saved {
                    flags: row.row.flags,
                    position: row.position,
                    tags: std::mem::take(&mut row.tags),
                    ..Saved::default()
                };
                changes.iter().for_each(|c| saved.apply(c));
                row.row.flags = shown(&saved);
                (row.position, row.tags) = (saved.position, saved.tags);
            }
        }
    }
}

impl Shelf {
    /// Takes a change in; [`Shelf::keep`] puts it on disk.
    pub fn mark(&mut self, mark: Mark) {
        self.keeping.waiting.push(Step::Mark(mark));
    }

    /// The last change is to be taken back.
    pub fn undo(&mut self) {
        self.keeping.waiting.push(Step::Undo);
    }

    /// It is to be made again.
    pub fn redo(&mut self) {
        self.keeping.waiting.push(Step::Redo);
    }

    /// Whether changes wait.
    pub fn waits(&self) -> bool {
        !self.keeping.waiting.is_empty()
    }

    /// Puts the first change that waits on disk; none when another program is writing. A change of a file that the
    /// store does not know yet waits for it until `last`.
    ///
    /// # Errors
    /// When the store cannot be written: the change is given up.
    pub fn keep(&mut self, last: bool) -> Result<Option<Kept>, StoreError> {
        let mut at = 0;
        while at < self.keeping.waiting.len() {
            let unknown = match &self.keeping.waiting[at] {
                Step::Mark(Mark { which: Which::File(file), .. }) => self.store.find_file(file)?.is_none(),
                _ => false,
            };
            if !unknown || last {
                let step = self.keeping.waiting.remove(at);
                return match self.make(&step) {
                    Err(e) if e.is_busy() => {
                        self.keeping.waiting.insert(at, step);
                        Ok(None)
                    }
                    kept => kept.map(Some),
                };
            }
            at += 1;
        }
        Ok(None)
    }

    fn make(&mut self, step: &Step) -> Result<Kept, StoreError> {
        let (from, back) = match step {
            Step::Mark(mark) => return self.change(mark),
            Step::Undo => (self.keeping.done.pop(), true),
            Step::Redo => (self.keeping.undone.pop(), false),
        };
        let Some((called, undo)) = from else { return Ok(Kept::default()) };
        let other = self.store.undo(&undo);
        let keep = |list: &mut Vec<(String, Undo)>, undo| list.push((called.clone(), undo));
        match (other, back) {
            (Ok(redo), true) => keep(&mut self.keeping.undone, redo),
            (Ok(redo), false) => keep(&mut self.keeping.done, redo),
            // It can be tried again.
            (Err(e), true) => {
                keep(&mut self.keeping.done, undo);
                return Err(e);
            }
            (Err(e), false) => {
                keep(&mut self.keeping.undone, undo);
                return Err(e);
            }
        }
        let what = if back { "taken back" } else { "made again" };
        Ok(Kept { said: Some(format!("{what}: {called}")), others: true })
    }

    fn change(&mut self, mark: &Mark) -> Result<Kept, StoreError> {
        let listed;
        let ids: &[i64] = match &mark.which {
            Which::File(file) => {
                listed = self.number_of(file)?;
                &listed
            }
            Which::Listed => &self.order,
        };
        let undo = self.store.change(ids, &mark.changes)?;
        let others = mark.which == Which::Listed;
        let said = others.then(|| {
            let articles = if undo.len() == 1 { "article" } else { "articles" };
            let called = mark.called.as_deref().unwrap_or("changed");
            format!("{} {articles} {called}; U takes it back", undo.len())
        });
        if let Some(called) = mark.called.clone().filter(|_| !undo.is_empty()) {
            self.keeping.done.push((called, undo));
            self.keeping.undone.clear();
        }
        Ok(Kept { said, others })
    }

    fn number_of(&self, file: &Path) -> Result<Vec<i64>, StoreError> {
        Ok(self.store.find_file(file)?.into_iter().collect())
    }

    /// The articles that are listed and, of these, not read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counts(&self) -> Result<(usize, usize), StoreError> {
        let unread = self.unread()?;
        Ok((self.order.len(), self.order.iter().filter(|id| unread.contains(id)).count()))
    }
}

/// The changes of a line of tags: a word adds one, a word after `-` takes one away.
pub fn tag_changes(line: &str) -> Vec<Change> {
    let change = |word: &str| match word.strip_prefix('-') {
        Some(tag) => Change::Untag(tag.to_string()),
        None => Change::Tag(word.trim_start_matches(['#', '+']).to_string()),
    };
    line.split_whitespace().map(change).collect()
}
