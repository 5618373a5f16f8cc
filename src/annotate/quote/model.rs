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
/// After so many trees the hopeless rows are left out of the rest.
const ROUND: usize = 16;
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
    /// The nodes of all trees.
    pub nodes: Vec<Node>,
    /// Where each tree begins.
    pub roots: Vec<u32>,
}

impl Forest {
    /// Adds a tree, its children counted from its root.
    pub fn push(&mut self, tree: &[Node]) {
        self.roots.push(self.nodes.len() as u32);
        self.nodes.extend_from_slice(tree);
    }

    /// The sum of the trees' outputs; a feature that is missing counts as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.trees().map(|tree| walk(tree, features)).sum()
    }

    /// The scores of many rows. Each tree goes over all rows before the next, so that it is read from memory once; a
    /// row that `hopeless` says of, given the best sum so far and its own, is left with the sum it has.
    pub fn scores(&self, rows: &[&[f32]], hopeless: impl Fn(f32, f32) -> bool) -> Vec<f32> {
        let mut sums = vec![0.0; rows.len()];
        let mut open: Vec<usize> = (0..rows.len()).collect();
        for (t, tree) in self.trees().enumerate() {
            if t % ROUND == ROUND - 1 {
                let best = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                open.retain(|&i| !hopeless(best, sums[i]));
            }
            for &i in &open {
                sums[i] += walk(tree, rows[i]);
            }
        }
        sums
    }

    fn trees(&self) -> impl Iterator<Item = &[Node]> {
        self.roots.iter().enumerate().map(|(t, &root)| {
            let end = self.roots.get(t + 1).map_or(self.nodes.len(), |&next| next as usize);
            self.nodes.get(root as usize..end).unwrap_or_default()
        })
    }

    /// The probability that a logistic forest gives.
    pub fn probability(&self, features: &[f32]) -> f32 {
        logistic(self.score(features))
    }
}

/// The output of a tree for a row.
pub fn walk(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    // Children lie after their parent, so the walk ends.
    while let Some(node) = tree.get(at) {
        if node.is_leaf() {
            return node.value;
        }
        let x = features.get(node.feature as usize).copied().unwrap_or(0.0);
        let next = if x < node.value { at + 1 } else { node.right as usize };
        if next <= at {
            break;
        }
        at = next;
    }
    0.0
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
            out.extend((forest.roots.len() as u16).to_le_bytes());
            for (i, &root) in forest.roots.iter().enumerate() {
                let end = forest.roots.get(i + 1).map_or(forest.nodes.len(), |&r| r as usize);
                let tree = &forest.nodes[root as usize..end];
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
        out.push(&tree);
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
    use super::{Forest, MAGIC, Models, Node};
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
    fn the_shipped_models_are_whole() {
        let models = Models::shipped();
        assert!([&models.speech, &models.speaker, &models.indirect].iter().all(|f| !f.roots.is_empty()));
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
