//! Minimises a smooth function plus an L1 penalty: L-BFGS, orthant by orthant (Andrew and Gao, 2007).

use std::collections::VecDeque;

/// How to minimise.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Weight of the sum of absolute values.
    pub l1: f32,
    /// Weight of the sum of squares.
    pub l2: f32,
    /// Steps at most.
    pub steps: usize,
    /// Ends when ten steps together gain less than this share of the objective.
    pub tolerance: f64,
}

/// Pairs of steps and gradient changes that are kept.
const MEMORY: usize = 6;
/// Steps over which the gain is measured.
const PERIOD: usize = 10;

/// The weights that minimise `loss` with the penalties; `loss` fills the gradient and gives the value.
pub fn minimise(weights: &mut Vec<f32>, options: &Options, mut loss: impl FnMut(&[f32], &mut [f32]) -> f64) {
    let mut gradient = vec![0.0; weights.len()];
    let mut value = smooth(weights, &mut gradient, options, &mut loss) + penalty(weights, options);
    let mut history = History::default();
    let mut values = VecDeque::from([value]);
    for step in 0..options.steps {
        let steepest = steepest(weights, &gradient, options.l1);
        let mut direction = history.direction(&steepest);
        keep_descent(&mut direction, &steepest);
        let rate = if step == 0 { 1.0 / norm(&steepest).max(1e-9) as f32 } else { 1.0 };
        let search = Search { weights, value, steepest: &steepest, direction: &direction, rate };
        let Some((next, next_gradient, next_value)) = search.run(options, &mut loss) else { break };
        history.push(difference(&next, weights), difference(&next_gradient, &gradient));
        (*weights, gradient, value) = (next, next_gradient, next_value);
        values.push_back(value);
        if values.len() > PERIOD {
            let old = values.pop_front().unwrap_or(value);
            if (old - value) < options.tolerance * value {
                break;
            }
        }
    }
}

fn smooth(
    weights: &[f32],
    gradient: &mut [f32],
    options: &Options,
    loss: &mut impl FnMut(&[f32], &mut [f32]) -> f64,
) -> f64 {
    let value = loss(weights, gradient);
    gradient.iter_mut().zip(weights).for_each(|(g, w)| *g += 2.0 * options.l2 * w);
    value + f64::from(options.l2) * dot(weights, weights)
}

fn penalty(weights: &[f32], options: &Options) -> f64 {
    f64::from(options.l1) * weights.iter().map(|w| f64::from(w.abs())).sum::<f64>()
}

/// The direction of steepest descent, the L1 penalty counted: 0 where a weight should stay 0.
fn steepest(weights: &[f32], gradient: &[f32], l1: f32) -> Vec<f32> {
    let one = |(&w, &g): (&f32, &f32)| {
        if w != 0.0 {
            -(g + l1 * w.signum())
        } else {
            let excess = (g.abs() - l1).max(0.0);
            -g.signum() * excess
        }
    };
    weights.iter().zip(gradient).map(one).collect()
}

/// Leaves out of a direction what points up.
fn keep_descent(direction: &mut [f32], steepest: &[f32]) {
    for (d, s) in direction.iter_mut().zip(steepest) {
        if *d * s <= 0.0 {
            *d = 0.0;
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    let part = |(a, b): (&[f32], &[f32])| f64::from(a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>());
    a.chunks(256).zip(b.chunks(256)).map(part).sum()
}

fn norm(a: &[f32]) -> f64 {
    dot(a, a).sqrt()
}

fn difference(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn add_scaled(a: &mut [f32], factor: f64, b: &[f32]) {
    let factor = factor as f32;
    a.iter_mut().zip(b).for_each(|(a, b)| *a += factor * b);
}

/// The last steps, with what they changed in the gradient.
#[derive(Default)]
struct History {
    pairs: VecDeque<(Vec<f32>, Vec<f32>, f64)>,
}

impl History {
    fn push(&mut self, step: Vec<f32>, change: Vec<f32>) {
        let curvature = dot(&step, &change);
        if curvature <= 1e-12 {
            return;
        }
        if self.pairs.len() == MEMORY {
            self.pairs.pop_front();
        }
        self.pairs.push_back((step, change, curvature));
    }

    /// The two-loop recursion.
    fn direction(&self, steepest: &[f32]) -> Vec<f32> {
        let mut direction = steepest.to_vec();
        let mut factors = Vec::with_capacity(self.pairs.len());
        for (step, change, curvature) in self.pairs.iter().rev() {
            let factor = dot(step, &direction) / curvature;
            add_scaled(&mut direction, -factor, change);
            factors.push(factor);
        }
        if let Some((_, change, curvature)) = self.pairs.back() {
            let scale = (curvature / dot(change, change)) as f32;
            direction.iter_mut().for_each(|d| *d *= scale);
        }
        for ((step, change, curvature), factor) in self.pairs.iter().zip(factors.iter().rev()) {
            let back = dot(change, &direction) / curvature;
            add_scaled(&mut direction, factor - back, step);
        }
        direction
    }
}

/// A search along a direction, from weights with a value.
struct Search<'a> {
    weights: &'a [f32],
    value: f64,
    steepest: &'a [f32],
    direction: &'a [f32],
    rate: f32,
}

impl Search<'_> {
    /// The first point, halving the rate, that is enough better; with its gradient and value.
    fn run(
        &self,
        options: &Options,
        loss: &mut impl FnMut(&[f32], &mut [f32]) -> f64,
    ) -> Option<(Vec<f32>, Vec<f32>, f64)> {
        let mut rate = self.rate;
        let mut gradient = vec![0.0; self.weights.len()];
        for _ in 0..20 {
            let next = self.point(rate);
            let value = smooth(&next, &mut gradient, options, loss) + penalty(&next, options);
            let expected = dot(&difference(&next, self.weights), self.steepest);
            if value <= self.value - 1e-4 * expected {
                return Some((next, gradient, value));
            }
            rate *= 0.5;
        }
        None
    }

    /// The weights after a step, those that would leave their orthant set to 0.
    fn point(&self, rate: f32) -> Vec<f32> {
        let one = |((&w, &d), &s): ((&f32, &f32), &f32)| {
            let next = w + rate * d;
            let sign = if w != 0.0 { w } else { s };
            if next * sign > 0.0 { next } else { 0.0 }
        };
        self.weights.iter().zip(self.direction).zip(self.steepest).map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_weight_becomes_exactly_zero() {
        // (x - 3)² + (y - 0.1)² + |x| + |y|: the minimum is at (2.5, 0).
        let mut weights = vec![0.0, 0.0];
        let options = Options { l1: 1.0, l2: 0.0, steps: 50, tolerance: 1e-9 };
        minimise(&mut weights, &options, |w, g| {
            g[0] = 2.0 * (w[0] - 3.0);
            g[1] = 2.0 * (w[1] - 0.1);
            f64::from((w[0] - 3.0).powi(2) + (w[1] - 0.1).powi(2))
        });
        assert!((weights[0] - 2.5).abs() < 1e-3);
        assert_eq!(weights[1], 0.0);
    }
}
