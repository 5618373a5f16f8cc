//! Gradient boosting of even regression trees over binned features: deterministic, small. An even tree asks the same of
//! every row at a level, as in CatBoost (Prokhorenkova et al., 2018): it learns a little less by heart than one whose
//! branches each ask their own, and is walked without a branch.

use crate::annotate::quote::model::{Forest, Split, logistic};

/// One example.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its features.
    pub x: Vec<f32>,
    /// 1 for a right one, else 0.
    pub y: f32,
    /// The list it belongs to, for ranking; rows of one list are adjacent.
    pub group: u32,
    /// What it counts for.
    pub weight: f32,
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
    /// Number of forests, each from other samples; the outcome is their mean, which hangs less on the samples than one.
    pub forests: usize,
    /// Number of trees of each.
    pub trees: usize,
    /// Splits of each, one a level.
    pub depth: usize,
    /// Step of each tree.
    pub rate: f32,
    /// Least sum of second derivatives on each side of a split, or a node counts nothing towards it.
    pub least: f32,
    /// Pull of the leaves towards zero.
    pub ridge: f32,
    /// The share of the examples, and of the features, that a tree sees, so that trees differ.
    pub seen: (f32, f32),
}

const BINS: usize = 64;

type Tree = (Vec<Split>, Vec<f32>);

/// Grows the forests and joins them into one: the first tree of each, the second of each, and so on, so that every
/// stretch of it says what the whole will say.
pub fn train(rows: &[Row], objective: Objective, growth: Growth) -> Forest {
    let grown: Vec<_> = (0..growth.forests as u64).map(|seed| grow(rows, objective, growth, seed)).collect();
    let mut joined = Forest::default();
    for (splits, leaves) in (0..growth.trees).flat_map(|t| grown.iter().map(move |trees| &trees[t])) {
        let part: Vec<f32> = leaves.iter().map(|leaf| leaf / growth.forests as f32).collect();
        joined.push(splits, &part);
    }
    joined
}

/// Grows the trees of one forest.
fn grow(rows: &[Row], objective: Objective, growth: Growth, seed: u64) -> Vec<Tree> {
    let width = rows.first().map_or(0, |r| r.x.len());
    let cuts: Vec<Vec<f32>> = (0..width).map(|f| cut_points(rows, f)).collect();
    let binned: Vec<Vec<u8>> = (0..width)
        .map(|f| rows.iter().map(|r| cuts[f].partition_point(|&c| c <= r.x[f]) as u8).collect())
        .collect();
    let mut scores = vec![0.0f32; rows.len()];
    let mut random = 0x9E37_79B9_7F4A_7C15u64.wrapping_mul(2 * seed + 1);
    let mut trees = Vec::with_capacity(growth.trees);
    for _ in 0..growth.trees {
        let slopes = slopes(rows, &scores, objective);
        let features = (0..width).filter(|_| chance(&mut random) < growth.seen.1).collect();
        let sampled = sample(rows, growth.seen.0, &mut random);
        let grower = Grower { cuts: &cuts, binned: &binned, slopes: &slopes, growth, features };
        let tree = grower.grow(sampled);
        let mut last = Forest::default();
        last.push(&tree.0, &tree.1);
        for (score, row) in scores.iter_mut().zip(rows) {
            *score += last.score(&row.x);
        }
        trees.push(tree);
    }
    trees
}

/// The rows of a share of the lists; a row that is in no list is its own.
fn sample(rows: &[Row], share: f32, random: &mut u64) -> Vec<u32> {
    let lone = rows.first().map(|r| r.group) == rows.last().map(|r| r.group);
    let (mut list, mut taken) = (u32::MAX, false);
    (0..rows.len() as u32)
        .filter(|&i| {
            let group = if lone { i } else { rows[i as usize].group };
            if group != list {
                (list, taken) = (group, chance(random) < share);
            }
            taken
        })
        .collect()
}

/// A number from 0 to 1, the same in every run.
fn chance(random: &mut u64) -> f32 {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 40) as f32 / (1u64 << 24) as f32
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
                ((p - r.y) * r.weight, (p * (1.0 - p)).max(1e-6) * r.weight)
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
        out.push(((p - wanted) * r.weight, (p * (1.0 - p)).max(1e-4) * r.weight));
    }
}

struct Grower<'a> {
    cuts: &'a [Vec<f32>],
    binned: &'a [Vec<u8>],
    slopes: &'a [(f32, f32)],
    growth: Growth,
    features: Vec<usize>,
}

/// The sums of the derivatives in each bin of each feature of a tree.
type Sums = Vec<[(f64, f64); BINS]>;

/// What has gone one way so far.
struct Branch {
    rows: Vec<u32>,
    sums: Sums,
}

impl Grower<'_> {
    /// The splits of a tree over these rows, and its leaves.
    fn grow(&self, rows: Vec<u32>) -> Tree {
        let mut branches = vec![Branch { sums: self.sums(&rows), rows }];
        let mut splits = Vec::new();
        while splits.len() < self.growth.depth
            && let Some((feature, bin)) = self.best_split(&branches)
        {
            splits.push(Split { feature: feature as u16, value: self.cuts[feature][bin] });
            let last = splits.len() == self.growth.depth;
            branches = branches.into_iter().flat_map(|b| self.part(b, (feature, bin), last)).collect();
        }
        let leaf = |branch: &Branch| {
            let (g, h) = branch.rows.iter().fold((0.0, 0.0), |a, &r| {
                let s = self.slopes[r as usize];
                (a.0 + s.0, a.1 + s.1)
            });
            -g / (h + self.growth.ridge) * self.growth.rate
        };
        (splits, branches.iter().map(leaf).collect())
    }

    /// Parts a branch: what is below the split, then the rest. After the last split no sums are needed.
    fn part(&self, branch: Branch, (feature, bin): (usize, usize), last: bool) -> [Branch; 2] {
        let (left, right): (Vec<u32>, Vec<u32>) =
            branch.rows.iter().partition(|&&r| usize::from(self.binned[feature][r as usize]) <= bin);
        if last {
            return [left, right].map(|rows| Branch { rows, sums: Vec::new() });
        }
        // The smaller side is summed; the other is what remains of the whole.
        let mut rest = branch.sums;
        let small = self.sums(if left.len() < right.len() { &left } else { &right });
        for (all, part) in rest.iter_mut().flatten().zip(small.iter().flatten()) {
            *all = (all.0 - part.0, all.1 - part.1);
        }
        let (own, other) = if left.len() < right.len() { (small, rest) } else { (rest, small) };
        [Branch { rows: left, sums: own }, Branch { rows: right, sums: other }]
    }

    fn sums(&self, rows: &[u32]) -> Sums {
        let slopes: Vec<(f32, f32)> = rows.iter().map(|&r| self.slopes[r as usize]).collect();
        let one = |&feature: &usize| {
            let mut bins = [(0.0, 0.0); BINS];
            let binned = &self.binned[feature];
            for (&r, &(a, b)) in rows.iter().zip(&slopes) {
                let bin = &mut bins[binned[r as usize] as usize % BINS];
                bin.0 += f64::from(a);
                bin.1 += f64::from(b);
            }
            bins
        };
        self.features.iter().map(one).collect()
    }

    /// The feature, and the last bin that goes left, that gain most over all branches.
    fn best_split(&self, branches: &[Branch]) -> Option<(usize, usize)> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, &feature) in self.features.iter().enumerate() {
            let mut gains = [0.0; BINS];
            branches.iter().for_each(|branch| self.add_gains(&branch.sums[at], &mut gains));
            for (bin, &gain) in gains.iter().enumerate().take(self.cuts[feature].len()) {
                if gain > best.map_or(1e-3, |b| b.0) {
                    best = Some((gain, feature, bin));
                }
            }
        }
        best.map(|(_, feature, bin)| (feature, bin))
    }

    /// Adds what a branch gains by a split behind each bin.
    fn add_gains(&self, bins: &[(f64, f64); BINS], gains: &mut [f64; BINS]) {
        let (least, ridge) = (f64::from(self.growth.least), f64::from(self.growth.ridge));
        let worth = |g: f64, h: f64| g * g / (h + ridge);
        let (g, h) = bins.iter().fold((0.0, 0.0), |a, s| (a.0 + s.0, a.1 + s.1));
        let (mut lg, mut lh) = (0.0, 0.0);
        for ((a, b), gain) in bins.iter().zip(gains) {
            lg += a;
            lh += b;
            if lh >= least && h - lh >= least {
                *gain += worth(lg, lh) + worth(g - lg, h - lh) - worth(g, h);
            }
        }
    }
}
