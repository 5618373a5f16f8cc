//! Gradient boosting of regression trees over binned features: deterministic, small.

use crate::annotate::quote::model::{Forest, Node, logistic};

/// One example.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its features.
    pub x: Vec<f32>,
    /// 1 for a right one, else 0.
    pub y: f32,
    /// The list it belongs to, for ranking; rows of one list are adjacent.
    pub group: u32,
}

/// What the trees are to predict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Each row's probability.
    Logistic,
    /// The right rows of each list before the wrong ones (softmax over the list, all right rows together).
    Listwise,
}

/// How to grow.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Depth of each.
    pub depth: usize,
    /// Step of each tree.
    pub rate: f32,
    /// Least sum of second derivatives in a leaf.
    pub least: f32,
    /// Pull of the leaves towards zero.
    pub ridge: f32,
}

const BINS: usize = 64;

/// Grows a forest.
pub fn train(rows: &[Row], objective: Objective, growth: Growth) -> Forest {
    let width = rows.first().map_or(0, |r| r.x.len());
    let cuts: Vec<Vec<f32>> = (0..width).map(|f| cut_points(rows, f)).collect();
    let binned: Vec<Vec<u8>> = (0..width)
        .map(|f| rows.iter().map(|r| cuts[f].partition_point(|&c| c <= r.x[f]) as u8).collect())
        .collect();
    let mut scores = vec![0.0f32; rows.len()];
    let mut forest = Forest::default();
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    for _ in 0..growth.trees {
        let slopes = slopes(rows, &scores, objective);
        let features = sample(width, &mut random);
        let mut grower =
            Grower { cuts: &cuts, binned: &binned, slopes: &slopes, growth, features, tree: Vec::new() };
        let all: Vec<u32> = (0..rows.len() as u32).collect();
        grower.grow(all, 0, &mut scores);
        let tree = grower.tree;
        forest.push(&tree);
    }
    forest
}

/// Four fifths of the features for a tree, so that trees differ.
fn sample(width: usize, random: &mut u64) -> Vec<usize> {
    (0..width)
        .filter(|_| {
            *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*random >> 33) % 10 < 8
        })
        .collect()
}

/// Up to 63 values between the feature's quantiles.
fn cut_points(rows: &[Row], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().map(|r| r.x[feature]).collect();
    values.sort_by(f32::total_cmp);
    values.dedup();
    let middle = |i: usize| (values[i - 1] + values[i]) / 2.0;
    if values.len() <= BINS {
        return (1..values.len()).map(middle).collect();
    }
    (1..BINS).map(|k| middle((k * values.len() / BINS).max(1))).collect()
}

/// First and second derivative of the loss at each row.
fn slopes(rows: &[Row], scores: &[f32], objective: Objective) -> Vec<(f32, f32)> {
    match objective {
        Objective::Logistic => rows
            .iter()
            .zip(scores)
            .map(|(r, &s)| {
                let p = logistic(s);
                (p - r.y, (p * (1.0 - p)).max(1e-6))
            })
            .collect(),
        Objective::Listwise => {
            let mut out = Vec::with_capacity(rows.len());
            for list in rows.chunk_by(|a, b| a.group == b.group) {
                let at = out.len();
                list_slopes(list, &scores[at..at + list.len()], &mut out);
            }
            out
        }
    }
}

fn list_slopes(list: &[Row], scores: &[f32], out: &mut Vec<(f32, f32)>) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f32 = weights.iter().sum();
    let right: f32 = weights.iter().zip(list).map(|(w, r)| w * r.y).sum();
    for (w, r) in weights.iter().zip(list) {
        let p = w / all;
        let wanted = if right > 0.0 { w * r.y / right } else { p };
        out.push((p - wanted, (p * (1.0 - p)).max(1e-4)));
    }
}

struct Grower<'a> {
    cuts: &'a [Vec<f32>],
    binned: &'a [Vec<u8>],
    slopes: &'a [(f32, f32)],
    growth: Growth,
    features: Vec<usize>,
    tree: Vec<Node>,
}

impl Grower<'_> {
    /// Grows the node for these rows and adds the leaves' outputs to the scores.
    fn grow(&mut self, rows: Vec<u32>, depth: usize, scores: &mut [f32]) {
        let split = if depth < self.growth.depth { self.best_split(&rows) } else { None };
        let Some((feature, bin)) = split else {
            let (g, h) = self.sum(&rows);
            let value = -g / (h + self.growth.ridge) * self.growth.rate;
            self.tree.push(Node::leaf(value));
            for r in rows {
                scores[r as usize] += value;
            }
            return;
        };
        let (left, right): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|&&r| (self.binned[feature][r as usize] as usize) <= bin);
        let at = self.tree.len();
        self.tree.push(Node { feature: feature as u16, right: 0, value: self.cuts[feature][bin] });
        self.grow(left, depth + 1, scores);
        self.tree[at].right = self.tree.len() as u16;
        self.grow(right, depth + 1, scores);
    }

    fn sum(&self, rows: &[u32]) -> (f32, f32) {
        rows.iter().map(|&r| self.slopes[r as usize]).fold((0.0, 0.0), |a, s| (a.0 + s.0, a.1 + s.1))
    }

    /// The feature and the last bin that goes left, where that gains most.
    fn best_split(&self, rows: &[u32]) -> Option<(usize, usize)> {
        let (g, h) = self.sum(rows);
        let worth = |g: f32, h: f32| g * g / (h + self.growth.ridge);
        let mut best: Option<(f32, usize, usize)> = None;
        for &feature in &self.features {
            let mut bins = [(0.0f32, 0.0f32); BINS];
            for &r in rows {
                let bin = &mut bins[self.binned[feature][r as usize] as usize];
                let (a, b) = self.slopes[r as usize];
                bin.0 += a;
                bin.1 += b;
            }
            let (mut lg, mut lh) = (0.0, 0.0);
            for (bin, (a, b)) in bins.iter().enumerate().take(self.cuts[feature].len()) {
                lg += a;
                lh += b;
                if lh < self.growth.least || h - lh < self.growth.least {
                    continue;
                }
                let gain = worth(lg, lh) + worth(g - lg, h - lh) - worth(g, h);
                if gain > best.map_or(1e-3, |b| b.0) {
                    best = Some((gain, feature, bin));
                }
            }
        }
        best.map(|(_, feature, bin)| (feature, bin))
    }
}
