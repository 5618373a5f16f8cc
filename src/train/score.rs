//! Precision and recall, strict: both borders and the kind must agree.

use std::fmt;

use crate::annotate::entity::label::{KINDS, Name};
use crate::text::Span;

/// A name with its kind, an index into [`KINDS`].
pub trait Mention: Ord {
    /// The kind.
    fn kind(&self) -> usize;
}

impl Mention for Name {
    fn kind(&self) -> usize {
        self.kind.into()
    }
}

impl Mention for (Span, u8) {
    fn kind(&self) -> usize {
        self.1.into()
    }
}

/// Counts for one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: u32,
    found: u32,
    gold: u32,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn precision(self) -> f64 {
        percent(self.right, self.found)
    }

    fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    fn f1(self) -> f64 {
        percent(2 * self.right, self.found + self.gold)
    }
}

fn percent(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * f64::from(part) / f64::from(whole) }
}

/// Counts for each kind; shown as a table whose last line is `F1 NN.NN`. A kind that the gold has nowhere is not asked
/// for, and not counted.
#[derive(Clone, Debug, Default)]
pub struct Score([Counts; KINDS.len()]);

impl Score {
    /// Compares the names of one article; each list is sorted and holds no name twice.
    pub fn compare<T: Mention>(&mut self, gold: &[T], found: &[T]) {
        for item in gold {
            self.0[item.kind()].gold += 1;
        }
        for item in found {
            self.0[item.kind()].found += 1;
            self.0[item.kind()].right += u32::from(gold.binary_search(item).is_ok());
        }
    }

    /// Adds the counts of another score.
    pub fn add(&mut self, other: &Score) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| a.add(b));
    }

    /// F1 over all kinds, in percent.
    pub fn f1(&self) -> f64 {
        self.total().f1()
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.0.iter().filter(|c| c.gold > 0).for_each(|&c| total.add(c));
        total
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "kind  precision  recall     F1   gold")?;
        let rows = KINDS.iter().map(|k| k.tag()).zip(self.0).chain([("all", self.total())]);
        for (name, c) in rows {
            writeln!(
                f,
                "{name:<5} {:>9.2} {:>7.2} {:>6.2} {:>6}",
                c.precision(),
                c.recall(),
                c.f1(),
                c.gold
            )?;
        }
        write!(f, "F1 {:.2}", self.f1())
    }
}
