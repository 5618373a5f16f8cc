//! A linear-chain conditional random field: its likelihood, gradient and labels.

use std::thread;

use super::dataset::Dataset;
use super::owlqn::{self, Options};
use crate::annotate::entity::label::{self, LABELS};
use crate::annotate::entity::model::Transitions;

/// A weight of 1 in a model file.
pub const SCALE: f32 = 24.0;

/// Pieces the data is cut into, each with a gradient of its own; fixed, so that sums do not depend on the machine.
const PIECES: usize = 2;

type Row = [f32; LABELS];

/// Weights: a row for each feature, then the rows of [`Transitions`].
#[derive(Clone, Debug)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    fn rows(&self) -> &[Row] {
        self.0.as_chunks().0
    }

    /// The weights of the features alone.
    pub fn features(&self) -> &[Row] {
        let rows = self.rows();
        &rows[..rows.len() - (LABELS + 1)]
    }

    /// Scores of label pairs, in a model file's unit.
    pub fn transitions(&self) -> Transitions {
        let rows = self.rows();
        let mut table = [[0; LABELS]; LABELS + 1];
        for (to, from) in table.iter_mut().zip(&rows[rows.len() - (LABELS + 1)..]) {
            to.iter_mut().zip(from).for_each(|(t, f)| *t = (f * SCALE).round() as i16);
        }
        table
    }
}

/// Trains on all sentences of `data`.
pub fn train(data: &Dataset, options: &Options) -> Weights {
    let (first, second) = data.sentences.split_at(data.sentences.len().div_ceil(PIECES));
    let mut weights = vec![0.0; (data.features.len() + LABELS + 1) * LABELS];
    let mut spare = vec![0.0; weights.len()];
    owlqn::minimise(&mut weights, options, |weights, gradient| {
        let values = thread::scope(|scope| {
            let other = scope.spawn(|| Learner::new(data, weights).run(second, &mut spare));
            let own = Learner::new(data, weights).run(first, gradient);
            own + other.join().unwrap_or(f64::NAN)
        });
        gradient.iter_mut().zip(&spare).for_each(|(g, s)| *g += s);
        values
    });
    Weights(weights)
}

fn emission(data: &Dataset, rows: &[Row], token: usize) -> Row {
    let mut sum = [0.0; LABELS];
    for &feature in data.of(token) {
        add(&mut sum, &rows[feature as usize]);
    }
    sum
}

fn add(to: &mut Row, from: &Row) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
}

/// Adds up the negative log-likelihood and its gradient over sentences.
struct Learner<'a> {
    data: &'a Dataset,
    rows: &'a [Row],
    /// Exponentials of the label pairs' scores, 0 for pairs that may not be; the last row for the start.
    factors: [Row; LABELS + 1],
    /// Expected counts of label pairs.
    pairs: [Row; LABELS + 1],
    emissions: Vec<Row>,
    forward: Vec<Row>,
    scales: Vec<f32>,
    /// The score of each token's gold label.
    gold: Vec<f32>,
}

impl<'a> Learner<'a> {
    fn new(data: &'a Dataset, weights: &'a [f32]) -> Learner<'a> {
        let rows: &[Row] = weights.as_chunks().0;
        let (rows, transitions) = rows.split_at(data.features.len());
        let mut factors = [[0.0; LABELS]; LABELS + 1];
        for (previous, row) in (0..).zip(&mut factors) {
            for (next, cell) in (0..).zip(row) {
                let allowed = if usize::from(previous) == LABELS {
                    label::may_start(next)
                } else {
                    label::may_follow(previous, next)
                };
                if allowed {
                    *cell = transitions[usize::from(previous)][usize::from(next)].exp();
                }
            }
        }
        let pairs = [[0.0; LABELS]; LABELS + 1];
        Learner {
            data,
            rows,
            factors,
            pairs,
            emissions: Vec::new(),
            forward: Vec::new(),
            scales: Vec::new(),
            gold: Vec::new(),
        }
    }

    fn run(mut self, sentences: &[(u32, u32)], gradient: &mut [f32]) -> f64 {
        gradient.fill(0.0);
        let gradient: &mut [Row] = gradient.as_chunks_mut().0;
        let mut loss = 0.0;
        for &(first, end) in sentences {
            loss += self.sentence(first as usize, end as usize, gradient);
        }
        let transitions = &mut gradient[self.data.features.len()..];
        for (to, from) in transitions.iter_mut().zip(&self.pairs) {
            add(to, from);
        }
        loss
    }

    /// The sentence's loss; its gradient is added.
    fn sentence(&mut self, first: usize, end: usize, gradient: &mut [Row]) -> f64 {
        let loss = self.go_forward(first, end);
        let mut backward: Row = std::array::from_fn(|l| if label::may_end(l as u8) { 1.0 } else { 0.0 });
        normalise(&mut backward, &self.forward[end - first - 1]);
        for token in (first..end).rev() {
            let at = token - first;
            let mut share: Row = std::array::from_fn(|l| self.forward[at][l] * backward[l]);
            if at > 0 {
                backward = self.go_back(at, &backward);
            } else {
                add(&mut self.pairs[LABELS], &share);
            }
            share[usize::from(self.data.gold[token])] -= 1.0;
            if share.iter().any(|s| s.abs() > 1e-6) {
                self.data.of(token).iter().for_each(|&f| add(&mut gradient[f as usize], &share));
            }
        }
        loss - self.count_gold(first, end)
    }

    /// Fills the forward table; gives the logarithm of the sum over all sequences.
    fn go_forward(&mut self, first: usize, end: usize) -> f64 {
        self.emissions.clear();
        self.forward.clear();
        self.scales.clear();
        self.gold.clear();
        let mut sum = 0.0;
        for token in first..end {
            let scores = emission(self.data, self.rows, token);
            self.gold.push(scores[usize::from(self.data.gold[token])]);
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let factors = scores.map(|s| (s - top).exp());
            let mut row = match self.forward.last() {
                None => self.factors[LABELS],
                Some(last) => self.spread(last),
            };
            row.iter_mut().zip(&factors).for_each(|(r, f)| *r *= f);
            if token + 1 == end {
                (0..).zip(&mut row).filter(|&(l, _)| !label::may_end(l)).for_each(|(_, r)| *r = 0.0);
            }
            let scale = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|r| *r /= scale);
            sum += f64::from(top) + f64::from(scale.ln());
            self.emissions.push(factors);
            self.forward.push(row);
            self.scales.push(scale);
        }
        sum
    }

    fn spread(&self, last: &Row) -> Row {
        let mut next = [0.0; LABELS];
        for (previous, row) in last.iter().zip(&self.factors) {
            next.iter_mut().zip(row).for_each(|(n, r)| *n += previous * r);
        }
        next
    }

    /// The backward row before token `at` of the sentence; counts the label pairs on the way.
    fn go_back(&mut self, at: usize, backward: &Row) -> Row {
        let scale = self.scales[at];
        let ahead: Row = std::array::from_fn(|l| backward[l] * self.emissions[at][l] / scale);
        let mut before = [0.0; LABELS];
        let rows = self.factors.iter().zip(&mut self.pairs).take(LABELS);
        for ((factors, pairs), (b, f)) in rows.zip(before.iter_mut().zip(&self.forward[at - 1])) {
            for l in 0..LABELS {
                let flow = factors[l] * ahead[l];
                *b += flow;
                pairs[l] += f * flow;
            }
        }
        before
    }

    /// The score of the gold labels; takes their pairs off the expected counts.
    fn count_gold(&mut self, first: usize, end: usize) -> f64 {
        let mut score = 0.0;
        let mut previous = LABELS;
        for token in first..end {
            let gold = usize::from(self.data.gold[token]);
            score += f64::from(self.gold[token - first]);
            score += f64::from(self.factors[previous][gold].max(f32::MIN_POSITIVE).ln());
            self.pairs[previous][gold] -= 1.0;
            previous = gold;
        }
        score
    }
}

/// Scales the last backward row so that it and the forward row make shares that add up to 1.
fn normalise(backward: &mut Row, forward: &Row) {
    let sum: f32 = backward.iter().zip(forward).map(|(b, f)| b * f).sum();
    backward.iter_mut().for_each(|b| *b /= sum.max(f32::MIN_POSITIVE));
}
