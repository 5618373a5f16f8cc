//! How often each cue verb, in its forms and frames, reports speech.

use std::collections::BTreeMap;

/// Pull of what is rare towards the mean of all.
const PRIOR: f32 = 4.0;
/// What is seen less often gets no entry.
const LEAST: f32 = 2.0;

/// Counts by hash and article.
#[derive(Debug, Default)]
pub struct Habits {
    counts: BTreeMap<u32, BTreeMap<u32, (f32, f32)>>,
    all: (f32, f32),
    /// The place of the feature in a row.
    pub at: usize,
}

impl Habits {
    /// Counts one case of an article, and whether it reports speech.
    pub fn count(&mut self, key: u32, article: u32, reports: bool) {
        let right = f32::from(u8::from(reports));
        self.all = (self.all.0 + right, self.all.1 + 1.0);
        let slot = self.counts.entry(key).or_default().entry(article).or_default();
        *slot = (slot.0 + right, slot.1 + 1.0);
    }

    /// A habit as the other articles show it.
    pub fn without(&self, key: u32, article: u32) -> f32 {
        let Some(counts) = self.counts.get(&key) else { return -1.0 };
        let others = counts.iter().filter(|(a, _)| **a != article);
        self.smooth(others.fold((0.0, 0.0), |s, (_, c)| (s.0 + c.0, s.1 + c.1)))
    }

    fn smooth(&self, (right, seen): (f32, f32)) -> f32 {
        let mean = self.all.0 / self.all.1.max(1.0);
        if seen < LEAST { -1.0 } else { (right + PRIOR * mean) / (seen + PRIOR) }
    }

    /// The table for the model, sorted.
    pub fn table(&self) -> Vec<(u32, f32)> {
        let sum = |c: &BTreeMap<u32, (f32, f32)>| c.values().fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
        let rows = self.counts.iter().map(|(l, c)| (*l, self.smooth(sum(c))));
        rows.filter(|r| r.1 >= 0.0).collect()
    }
}
