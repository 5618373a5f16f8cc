//! Precision and recall, strict: both borders and the kind must agree.

use std::fmt;

use crate::annotate::entity::label::KINDS;

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

/// Counts for each kind; shown as a table whose last line is `F1 NN.NN`.
#[derive(Clone, Debug, Default)]
pub struct Score([Counts; KINDS.len()]);

impl Score {
    /// Compares the names of one article; each list holds no name twice.
    pub fn compare<T: PartialEq + Copy>(&mut self, gold: &[(T, u8)], found: &[(T, u8)]) {
        for &(_, kind) in gold {
            self.0[kind as usize].gold += 1;
        }
        let gold: &[(T, u8)] = gold;
        let mut from = 0;
        for item in found {
            self.0[item.1 as usize].found += 1;
            if let Some(at) = gold[from..].iter().position(|g| g == item) {
                self.0[item.1 as usize].right += 1;
                from += at + 1;
            }
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
        self.0.iter().for_each(|&c| total.add(c));
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
