//! Boosted regression trees: the three models of the quote engine, read from one embedded file. The trees are even:
//! all nodes of a level ask the same, so that a tree is a row of splits and a table of leaves.
//!
//! The file (little-endian): `BQ03`, then for each forest the number of trees as `u16` and for each tree the number of
//! its splits as `u8`, for each split its feature as `u8` and its threshold as `f32`, and the outputs of the leaves as
//! `f32`, two to the power of the number of splits. A row that is below the threshold of a split has a 0 there, else a
//! 1; these digits, the first split's first, are the number of its leaf. Then the cuts as `f32`: those of speech, then
//! those of reported speech, for the five languages. Then the table of habits: its length as `u16`, and for each its
//! hash as `u32` and its value as `f32`, sorted.

use super::features::Features;
use std::sync::OnceLock;

const MAGIC: &[u8; 4] = b"BQ03";
/// After so many trees the rows without a chance are left out of the rest.
const ROUND: usize = 8;
/// A row that is so far behind the best is left out, and the nearer the end the less it takes, down to nothing: of
/// 11,602 quotes of our corpora 13 were won in the end by a row that had once been left out.
const BEHIND: f32 = 4.5;
/// What a gap still grows by over the trees that a row was spared, as a share of it, were they all; measured on those
/// quotes.
const FURTHER: f32 = 0.4;
static BYTES: &[u8] = include_bytes!("../../../models/quote.bin");

/// Below the value to the left, else to the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The feature to look at.
    pub feature: u16,
    /// The threshold.
    pub value: f32,
}

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    trees: Vec<Place>,
    /// The splits of all trees.
    splits: Vec<Split>,
    /// Their leaves.
    leaves: Vec<f32>,
}

/// Where a tree's splits and leaves begin, and how many splits it has.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    splits: u32,
    leaves: u32,
    depth: u32,
}

/// A tree at hand.
#[derive(Clone, Copy)]
struct Tree<'a> {
    splits: &'a [Split],
    leaves: &'a [f32],
}

/// Deeper trees are refused: each level doubles the leaves.
const DEEPEST: usize = 8;
/// Room for the features of a row; trees that look at more are refused.
const WIDTH: usize = 128;

impl Forest {
    /// Adds a tree. False, and the forest as it was, for one with more than eight splits, with another number of leaves
    /// than its splits lead to, or that looks at a feature beyond the 128th.
    pub fn push(&mut self, splits: &[Split], leaves: &[f32]) -> bool {
        let known = |split: &Split| usize::from(split.feature) < WIDTH;
        let whole = splits.len() <= DEEPEST && leaves.len() == 1 << splits.len();
        if !whole || !splits.iter().all(known) {
            return false;
        }
        let (from, leaf) = (self.splits.len() as u32, self.leaves.len() as u32);
        self.trees.push(Place { splits: from, leaves: leaf, depth: splits.len() as u32 });
        self.splits.extend_from_slice(splits);
        self.leaves.extend_from_slice(leaves);
        true
    }

    /// Whether it has no tree.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The sum of the trees' outputs; a feature that is missing counts as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        let leaf = |tree: Tree| {
            let value = |split: &Split| features.get(usize::from(split.feature)).copied().unwrap_or_default();
            let at =
                tree.splits.iter().fold(0, |at, split| 2 * at + usize::from(value(split) >= split.value));
            tree.leaves[at]
        };
        self.trees.iter().map(|tree| leaf(self.tree(tree))).sum()
    }

    /// The scores of many things by their features, some at a time, so that the trees are at hand for all of these. One
    /// whose score falls below `least` on the way keeps the score that it has there.
    pub fn score_all<T>(&self, things: &[T], features: impl Fn(&T) -> Features, least: f32) -> Vec<f32> {
        let some = |some: &[T]| {
            let rows: Vec<Features> = some.iter().map(&features).collect();
            let rows: Vec<&[f32]> = rows.iter().map(|f| f.values.as_slice()).collect();
            self.scores(&rows, least)
        };
        things.chunks(TOGETHER).flat_map(some).collect()
    }

    /// The scores of many rows, each tree over all rows before the next, so that it is read from memory once.
    fn scores(&self, rows: &[&[f32]], least: f32) -> Vec<f32> {
        let mut sums = vec![0.0; rows.len()];
        let mut table = Table::new(rows);
        for round in self.trees.chunks(ROUND) {
            round.iter().for_each(|tree| table.add(self.tree(tree), &mut sums));
            table.keep(|i| sums[i] >= least);
        }
        sums
    }

    /// The row with the highest score, the first of equals, and its probability among them; none of none. A row that
    /// falls too far behind the best is left there, and so are the trees when no other row is in the running. Each row
    /// starts with a score of its own, 0 where there is none.
    pub fn best(&self, rows: &[&[f32]], start: &[f32]) -> Option<(usize, f32)> {
        let mut sums: Vec<f32> = start.iter().copied().take(rows.len()).collect();
        sums.resize(rows.len(), 0.0);
        let mut table = Table::new(rows);
        let highest =
            |table: &Table, sums: &[f32]| table.open().map(|i| sums[i]).fold(f32::NEG_INFINITY, f32::max);
        let (mut odds, mut walked) = (0.0, 0.0);
        for round in self.trees.chunks(ROUND) {
            if table.open < 2 {
                break;
            }
            round.iter().for_each(|tree| table.add(self.tree(tree), &mut sums));
            walked += round.len() as f32 / self.trees.len() as f32;
            let (top, left) = (highest(&table, &sums), (1.0 - walked).max(0.0));
            table.keep(|i| {
                let behind = top - sums[i];
                let kept = behind <= BEHIND * left;
                odds += if kept { 0.0 } else { (-behind * (1.0 + FURTHER * left)).exp() };
                kept
            });
        }
        let top = highest(&table, &sums);
        odds += table.open().map(|i| (sums[i] - top).exp()).sum::<f32>();
        table.open().find(|&i| sums[i] >= top).map(|i| (i, 1.0 / odds))
    }

    fn tree(&self, place: &Place) -> Tree<'_> {
        Tree {
            splits: &self.splits[place.splits as usize..][..place.depth as usize],
            leaves: &self.leaves[place.leaves as usize..][..1 << place.depth],
        }
    }
}

/// Rows that are gathered before the trees are walked.
const TOGETHER: usize = 64;
/// Rows that are walked together.
const LANES: usize = 8;
/// Each feature of rows that stand side by side.
type Block = [[f32; LANES]; WIDTH];

/// Rows in blocks, so that a tree asks its question of all rows of a block at once.
struct Table {
    blocks: Vec<Block>,
    /// Which row stands in each lane, if one does that is still in the running.
    lanes: Vec<Option<usize>>,
    /// How many do.
    open: usize,
}

impl Table {
    fn new(rows: &[&[f32]]) -> Table {
        let mut blocks = vec![[[0.0; LANES]; WIDTH]; rows.len().div_ceil(LANES)];
        for (i, row) in rows.iter().enumerate() {
            let block = &mut blocks[i / LANES];
            block.iter_mut().zip(*row).for_each(|(column, &x)| column[i % LANES] = x);
        }
        Table { blocks, lanes: (0..rows.len()).map(Some).collect(), open: rows.len() }
    }

    /// The rows that are in the running, in order.
    fn open(&self) -> impl Iterator<Item = usize> {
        self.lanes.iter().flatten().copied()
    }

    /// Adds what a tree gives each row that is in the running.
    fn add(&mut self, tree: Tree, sums: &mut [f32]) {
        for (block, lanes) in self.blocks.iter().zip(self.lanes.chunks(LANES)) {
            let mut leaf = [0u32; LANES];
            for split in tree.splits {
                let column = &block[usize::from(split.feature) % WIDTH];
                for (leaf, x) in leaf.iter_mut().zip(column) {
                    *leaf = 2 * *leaf + u32::from(*x >= split.value);
                }
            }
            for (row, leaf) in lanes.iter().zip(leaf) {
                if let Some(i) = row {
                    sums[*i] += tree.leaves[leaf as usize];
                }
            }
        }
    }

    /// Takes the other rows out of the running, and closes the gaps where half of the lanes are empty.
    fn keep(&mut self, mut kept: impl FnMut(usize) -> bool) {
        for lane in &mut self.lanes {
            *lane = lane.filter(|&i| kept(i));
        }
        self.open = self.open().count();
        if self.open.div_ceil(LANES) > self.blocks.len() / 2 {
            return;
        }
        let mut to = 0;
        for from in 0..self.lanes.len() {
            if self.lanes[from].is_some() {
                let (old, new) = (from % LANES, to % LANES);
                for column in 0..WIDTH {
                    self.blocks[to / LANES][column][new] = self.blocks[from / LANES][column][old];
                }
                self.lanes.swap(from, to);
                to += 1;
            }
        }
        self.lanes.truncate(to);
        self.blocks.truncate(to.div_ceil(LANES));
    }
}

/// The logistic function.
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The three models.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Models {
    /// Is what stands between marks speech?
    pub speech: Forest,
    /// Which participant is the speaker?
    pub speaker: Forest,
    /// Is the candidate reported speech?
    pub indirect: Forest,
    /// Marks hold speech from this probability on; by language, in the order of `Lang::ALL`.
    pub speech_from: [f32; 5],
    /// A stretch is reported speech from this probability on; by language likewise.
    pub indirect_from: [f32; 5],
    /// How often each cue verb, its forms, frames and the words after them report speech, by hash, sorted.
    pub habits: Vec<(u32, f32)>,
}

impl Models {
    /// The embedded models.
    pub fn shipped() -> &'static Models {
        static MODELS: OnceLock<Models> = OnceLock::new();
        MODELS.get_or_init(|| Models::read(BYTES).unwrap_or_default())
    }

    /// Reads the file's format; none where it is broken.
    pub fn read(bytes: &[u8]) -> Option<Models> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let (speech, speaker, indirect) = (forest(&mut rest)?, forest(&mut rest)?, forest(&mut rest)?);
        let (mut speech_from, mut indirect_from) = ([0.0; 5], [0.0; 5]);
        for cut in speech_from.iter_mut().chain(&mut indirect_from) {
            *cut = f32::from_le_bytes(take(&mut rest)?);
        }
        let mut habits = Vec::new();
        for _ in 0..u16::from_le_bytes(take(&mut rest)?) {
            habits.push((u32::from_le_bytes(take(&mut rest)?), f32::from_le_bytes(take(&mut rest)?)));
        }
        let models = Models { speech, speaker, indirect, speech_from, indirect_from, habits };
        rest.is_empty().then_some(models)
    }

    /// Writes the file's format.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for forest in [&self.speech, &self.speaker, &self.indirect] {
            out.extend((forest.trees.len() as u16).to_le_bytes());
            for tree in forest.trees.iter().map(|tree| forest.tree(tree)) {
                out.push(tree.splits.len() as u8);
                for split in tree.splits {
                    out.push(split.feature as u8);
                    out.extend(split.value.to_le_bytes());
                }
                tree.leaves.iter().for_each(|leaf| out.extend(leaf.to_le_bytes()));
            }
        }
        for cut in self.speech_from.iter().chain(&self.indirect_from) {
            out.extend(cut.to_le_bytes());
        }
        out.extend((self.habits.len() as u16).to_le_bytes());
        for (lemma, habit) in &self.habits {
            out.extend(lemma.to_le_bytes());
            out.extend(habit.to_le_bytes());
        }
        out
    }

    /// How often what a hash stands for reports speech, from 0 to 1; -1 for what the corpora lack.
    pub fn habit(&self, key: u32) -> f32 {
        let at = self.habits.binary_search_by_key(&key, |h| h.0);
        at.map_or(-1.0, |i| self.habits[i].1)
    }
}

fn forest(rest: &mut &[u8]) -> Option<Forest> {
    let mut out = Forest::default();
    for _ in 0..u16::from_le_bytes(take(rest)?) {
        let [depth] = take(rest)?;
        let mut splits = Vec::new();
        for _ in 0..depth {
            let [feature] = take(rest)?;
            splits.push(Split { feature: u16::from(feature), value: f32::from_le_bytes(take(rest)?) });
        }
        let mut leaves = Vec::new();
        for _ in 0..1usize.checked_shl(u32::from(depth)).filter(|_| usize::from(depth) <= DEEPEST)? {
            leaves.push(f32::from_le_bytes(take(rest)?));
        }
        if !out.push(&splits, &leaves) {
            return None;
        }
    }
    Some(out)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::{Forest, LANES, MAGIC, Models, ROUND, Split};
    use proptest::prelude::*;

    fn split(feature: u16, value: f32) -> Split {
        Split { feature, value }
    }

    #[test]
    fn a_tree_splits_and_survives_the_file() {
        let mut speech = Forest::default();
        assert!(speech.push(&[split(1, 0.5), split(0, 3.0)], &[-1.0, -2.0, 2.0, 4.0]));
        assert!(speech.push(&[], &[0.5]));
        let models = Models { speech, ..Models::default() };
        let read = Models::read(&models.write()).unwrap();
        assert_eq!(read, models);
        assert_eq!(read.speech.score(&[0.0, 0.4]), -0.5);
        assert_eq!(read.speech.score(&[3.0, 0.4]), -1.5);
        assert_eq!(read.speech.score(&[0.0, 0.5]), 2.5);
        assert_eq!(read.speech.score(&[3.0, 0.5]), 4.5);
        assert_eq!(read.speech.score(&[]), -0.5);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let mut forest = Forest::default();
        assert!(!forest.push(&[split(0, 1.0)], &[1.0]), "a leaf too few");
        assert!(!forest.push(&[split(500, 1.0)], &[1.0, 2.0]), "a feature too many");
        assert!(!forest.push(&[split(0, 1.0); 9], &[0.0; 512]), "too deep");
        assert!(forest.is_empty());
    }

    #[test]
    fn rows_in_blocks_score_as_they_do_alone() {
        let mut forest = Forest::default();
        for round in 0..3 * ROUND {
            let value = (round % 7) as f32;
            assert!(forest.push(&[split(0, value), split(1, 2.0 * value)], &[-1.0, 0.25, 0.5, 1.0]));
        }
        let rows: Vec<[f32; 2]> = (0..5 * LANES + 3).map(|i| [(i % 8) as f32, (i % 13) as f32]).collect();
        let rows: Vec<&[f32]> = rows.iter().map(|r| &r[..]).collect();
        let alone: Vec<f32> = rows.iter().map(|r| forest.score(r)).collect();
        assert_eq!(forest.scores(&rows, f32::NEG_INFINITY), alone);
        // Those that fall behind on the way are below the limit; the others are as they were, gaps closed or not.
        for (cut, alone) in forest.scores(&rows, 0.0).iter().zip(&alone) {
            assert!(cut == alone || *cut < 0.0, "{cut} {alone}");
        }
    }

    #[test]
    fn the_first_of_the_best_is_found_and_the_far_behind_are_left() {
        let mut forest = Forest::default();
        (0..ROUND).for_each(|_| assert!(forest.push(&[split(0, 0.5)], &[0.0, 1.0])));
        // From here on the other row would win, were it still there.
        (0..ROUND).for_each(|_| assert!(forest.push(&[split(0, 0.5)], &[9.0, 0.0])));
        let (best, sure) = forest.best(&[&[0.0], &[1.0], &[0.0]], &[]).unwrap();
        assert_eq!(best, 1);
        assert!(sure > 0.999, "{sure}");
        assert_eq!(forest.best(&[&[0.0], &[0.0]], &[]), Some((0, 0.5)));
        assert_eq!(forest.best(&[&[0.0], &[0.0]], &[0.0, 0.1]).unwrap().0, 1);
        assert_eq!(forest.best(&[&[0.0]], &[]), Some((0, 1.0)));
        assert_eq!(forest.best(&[], &[]), None);
    }

    #[test]
    fn the_shipped_models_are_whole() {
        let models = Models::shipped();
        assert!([&models.speech, &models.speaker, &models.indirect].iter().all(|f| !f.is_empty()));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut file = MAGIC.to_vec();
            file.extend(bytes);
            if let Some(models) = Models::read(&file) {
                let _ = models.speech.score(&[1.0; 4]);
            }
        }
    }
}
