//! Boosted regression trees: the three models of the quote engine, read from one embedded file.
//!
//! The file (little-endian): `BQ02`, then for each forest the number of trees as `u16` and for each tree the number of
//! nodes as `u16` and the nodes of eight bytes: feature `u16` (65535 for a leaf), right child `u16`, value `f32`. The
//! left child is the next node; the value is the threshold (go left below it) or the leaf's output. Then the
//! cuts as `f32`: those of speech, then those of reported speech, for the five languages. Then the table of habits:
//! its length as `u16`, and for each its hash as `u32` and its value as `f32`, sorted.

use std::sync::OnceLock;

const MAGIC: &[u8; 4] = b"BQ02";
const LEAF: u16 = u16::MAX;
/// After so many trees the rows without a chance are left out of the rest.
const ROUND: usize = 8;
/// A row that is so far behind the best after the first trees is left out, an eightieth less after each further tree,
/// down to [`LEAST_BEHIND`]: of 11,526 quotes of our corpora one was won in the end by a row that came near to that.
const BEHIND: f32 = 3.0;
const LEAST_BEHIND: f32 = 1.5;
/// How a gap grows over the trees that a row was spared: after so many trees it is half of what it ends as, measured on
/// those quotes.
const HALVED: f32 = 12.0;
static BYTES: &[u8] = include_bytes!("../../../models/quote.bin");

/// A node of a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// The feature to look at, or 65535 for a leaf.
    pub feature: u16,
    /// Where to go on when the feature is not below the value.
    pub right: u16,
    /// The threshold, or the output of a leaf.
    pub value: f32,
}

impl Node {
    /// A leaf.
    pub fn leaf(value: f32) -> Self {
        Node { feature: LEAF, right: 0, value }
    }

    /// Whether it is a leaf.
    pub fn is_leaf(&self) -> bool {
        self.feature == LEAF
    }
}

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The nodes of all trees, as the file has them.
    nodes: Vec<Node>,
    /// The trees.
    trees: Vec<Tree>,
    /// The inner nodes of all trees, laid out whole.
    splits: Vec<Split>,
    /// Their leaves.
    leaves: Vec<f32>,
}

/// A tree laid out whole: every leaf as deep as the deepest, so that a walk is the same few steps for every row and
/// no branch of the program depends on where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    /// Where its nodes begin.
    root: u32,
    /// Where its splits begin: the root, then the two below it, and so on.
    splits: u32,
    /// Where its leaves begin.
    leaves: u32,
    /// How many splits lie above each leaf.
    depth: u32,
}

/// Below the value to the left, else to the right.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    feature: u16,
    value: f32,
}

/// What a leaf higher up is filled with: everything goes left, and both sides are the same.
const FILLED: Split = Split { feature: 0, value: f32::INFINITY };
/// Deeper trees are refused: a whole one doubles with each step.
const DEEPEST: u32 = 8;
/// Room for the features of a row; trees that look at more are refused.
const WIDTH: usize = 128;

impl Forest {
    /// Adds a tree, its children counted from its root. False, and the forest as it was, for one that is no tree, that
    /// is more than eight splits deep, or that looks at a feature beyond the 128th.
    pub fn push(&mut self, tree: &[Node]) -> bool {
        let Some(depth) = depth(tree, 0, DEEPEST) else { return false };
        let (splits, leaves) = (self.splits.len(), self.leaves.len());
        let root = self.nodes.len() as u32;
        self.trees.push(Tree { root, splits: splits as u32, leaves: leaves as u32, depth });
        self.nodes.extend_from_slice(tree);
        self.splits.resize(splits + (1 << depth) - 1, FILLED);
        self.leaves.resize(leaves + (1 << depth), 0.0);
        lay_out(tree, 0, (0, depth), &mut self.splits[splits..], &mut self.leaves[leaves..]);
        true
    }

    /// Whether it has no tree.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The sum of the trees' outputs; a feature that is missing counts as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        let row = row(features);
        self.trees.iter().map(|tree| self.whole(tree).walk(&row)).sum()
    }

    /// The scores of many rows, each tree over all rows before the next, so that it is read from memory once. A row
    /// whose sum falls below `least` on the way is left with that sum.
    pub fn scores(&self, rows: &[&[f32]], least: f32) -> Vec<f32> {
        let rows: Vec<[f32; WIDTH]> = rows.iter().map(|features| row(features)).collect();
        let mut sums = vec![0.0; rows.len()];
        let mut open: Vec<usize> = (0..rows.len()).collect();
        for round in self.trees.chunks(ROUND) {
            for tree in round.iter().map(|tree| self.whole(tree)) {
                for &i in &open {
                    sums[i] += tree.walk(&rows[i]);
                }
            }
            open.retain(|&i| sums[i] >= least);
        }
        sums
    }

    /// The row with the highest score, the first of equals, and its probability among them; none of none. A row that
    /// falls too far behind the best is left there, and so are the trees when no other row is in the running. Each row
    /// starts with a score of its own, 0 where there is none.
    pub fn best(&self, rows: &[&[f32]], start: &[f32]) -> Option<(usize, f32)> {
        let rows: Vec<[f32; WIDTH]> = rows.iter().map(|features| row(features)).collect();
        let first = |i: usize| start.get(i).copied().unwrap_or_default();
        let mut open: Vec<(usize, f32)> = (0..rows.len()).map(|i| (i, first(i))).collect();
        let (mut odds, mut walked) = (0.0, 0.0);
        for round in self.trees.chunks(ROUND) {
            if open.len() < 2 {
                break;
            }
            for tree in round.iter().map(|tree| self.whole(tree)) {
                open.iter_mut().for_each(|(i, sum)| *sum += tree.walk(&rows[*i]));
            }
            walked += round.len() as f32;
            let (top, most) = (highest(&open), (BEHIND - walked / 80.0).max(LEAST_BEHIND));
            open.retain(|(_, sum)| {
                let behind = top - sum;
                odds += if behind > most { (-behind * (1.0 + HALVED / walked)).exp() } else { 0.0 };
                behind <= most
            });
        }
        let top = highest(&open);
        odds += open.iter().map(|(_, sum)| (sum - top).exp()).sum::<f32>();
        open.iter().find(|(_, sum)| *sum >= top).map(|(i, _)| (*i, 1.0 / odds))
    }

    /// The nodes of a tree.
    fn whole(&self, tree: &Tree) -> Whole<'_> {
        let inner = (1usize << tree.depth) - 1;
        Whole {
            splits: &self.splits[tree.splits as usize..][..inner],
            leaves: &self.leaves[tree.leaves as usize..][..inner + 1],
            depth: tree.depth,
        }
    }

    /// The nodes of each tree.
    fn files(&self) -> impl Iterator<Item = &[Node]> {
        self.trees.iter().enumerate().map(|(t, tree)| {
            let end = self.trees.get(t + 1).map_or(self.nodes.len(), |next| next.root as usize);
            &self.nodes[tree.root as usize..end]
        })
    }

    /// The probability that a logistic forest gives.
    pub fn probability(&self, features: &[f32]) -> f32 {
        logistic(self.score(features))
    }
}

/// A tree at hand.
struct Whole<'a> {
    splits: &'a [Split],
    leaves: &'a [f32],
    depth: u32,
}

impl Whole<'_> {
    /// The output for a row.
    fn walk(&self, row: &[f32; WIDTH]) -> f32 {
        let mut at = 0;
        for _ in 0..self.depth {
            let split = self.splits[at];
            let left = row[usize::from(split.feature) % WIDTH] < split.value;
            at = 2 * at + 2 - usize::from(left);
        }
        self.leaves[at - self.splits.len()]
    }
}

fn highest(sums: &[(usize, f32)]) -> f32 {
    sums.iter().map(|(_, sum)| *sum).fold(f32::NEG_INFINITY, f32::max)
}

fn row(features: &[f32]) -> [f32; WIDTH] {
    let mut row = [0.0; WIDTH];
    let known = features.len().min(WIDTH);
    row[..known].copy_from_slice(&features[..known]);
    row
}

/// How many splits lie above the deepest leaf below a node, if it is `most` at most and the nodes make a tree.
fn depth(tree: &[Node], at: usize, most: u32) -> Option<u32> {
    let node = tree.get(at)?;
    if node.is_leaf() {
        return Some(0);
    }
    // Children lie after their parent, so this ends.
    let right = usize::from(node.right);
    let most = most.checked_sub(1).filter(|_| right > at && usize::from(node.feature) < WIDTH)?;
    Some(1 + depth(tree, at + 1, most)?.max(depth(tree, right, most)?))
}

/// Writes what lies below a node to a slot with so many levels below it.
fn lay_out(tree: &[Node], at: usize, slot: (usize, u32), splits: &mut [Split], leaves: &mut [f32]) {
    let (slot, below) = slot;
    let node = tree[at];
    if node.is_leaf() {
        let first = (slot + 1) * (1 << below) - 1 - splits.len();
        leaves[first..first + (1 << below)].fill(node.value);
        return;
    }
    splits[slot] = Split { feature: node.feature, value: node.value };
    lay_out(tree, at + 1, (2 * slot + 1, below - 1), splits, leaves);
    lay_out(tree, usize::from(node.right), (2 * slot + 2, below - 1), splits, leaves);
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
            for tree in forest.files() {
                out.extend((tree.len() as u16).to_le_bytes());
                for node in tree {
                    out.extend(node.feature.to_le_bytes());
                    out.extend(node.right.to_le_bytes());
                    out.extend(node.value.to_le_bytes());
                }
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
        let mut tree = Vec::new();
        for _ in 0..u16::from_le_bytes(take(rest)?) {
            let feature = u16::from_le_bytes(take(rest)?);
            let right = u16::from_le_bytes(take(rest)?);
            tree.push(Node { feature, right, value: f32::from_le_bytes(take(rest)?) });
        }
        if !out.push(&tree) {
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
    use super::{Forest, MAGIC, Models, Node, ROUND};
    use proptest::prelude::*;

    #[test]
    fn a_tree_splits_and_survives_the_file() {
        let mut speech = Forest::default();
        speech.push(&[Node { feature: 1, right: 2, value: 0.5 }, Node::leaf(-1.0), Node::leaf(2.0)]);
        let models = Models { speech, ..Models::default() };
        let read = Models::read(&models.write()).unwrap();
        assert_eq!(read, models);
        assert_eq!(read.speech.score(&[0.0, 0.4]), -1.0);
        assert_eq!(read.speech.score(&[0.0, 0.5]), 2.0);
    }

    #[test]
    fn a_leaf_higher_up_is_found_like_the_others() {
        let inner = |feature, right, value| Node { feature, right, value };
        let mut forest = Forest::default();
        // Left of the root a leaf, right of it a split whose right side splits again.
        let tree = [
            inner(0, 2, 1.0),
            Node::leaf(10.0),
            inner(1, 4, 2.0),
            Node::leaf(20.0),
            inner(2, 6, 3.0),
            Node::leaf(30.0),
            Node::leaf(40.0),
        ];
        assert!(forest.push(&tree));
        for (row, expected) in [
            ([0.0, 9.0, 9.0], 10.0),
            ([1.0, 1.0, 9.0], 20.0),
            ([1.0, 2.0, 2.0], 30.0),
            ([1.0, 2.0, 3.0], 40.0),
        ] {
            assert_eq!(forest.score(&row), expected, "{row:?}");
        }
        assert!(!forest.push(&[inner(0, 0, 1.0), Node::leaf(1.0)]), "a child before its parent");
        assert!(!forest.push(&[inner(500, 2, 1.0), Node::leaf(1.0), Node::leaf(2.0)]), "a feature too many");
        assert_eq!(forest.scores(&[&[0.0], &[1.0]], f32::NEG_INFINITY), [10.0, 20.0]);
    }

    #[test]
    fn the_first_of_the_best_is_found_and_the_far_behind_are_left() {
        let mut forest = Forest::default();
        let tree = [Node { feature: 0, right: 2, value: 0.5 }, Node::leaf(0.0), Node::leaf(1.0)];
        (0..ROUND).for_each(|_| assert!(forest.push(&tree)));
        // From here on the other row would win, were it still there.
        let back = [Node { feature: 0, right: 2, value: 0.5 }, Node::leaf(9.0), Node::leaf(0.0)];
        (0..ROUND).for_each(|_| assert!(forest.push(&back)));
        let (best, sure) = forest.best(&[&[0.0], &[1.0], &[0.0]], &[]).unwrap();
        assert_eq!(best, 1);
        assert!((sure - 1.0).abs() < 1e-6, "{sure}");
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
