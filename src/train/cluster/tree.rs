//! The tree over classes: those two are merged whose merging costs the least mutual information, until one is left.

/// For each class its way from the root (first step in the highest bit) and the number of steps, 32 at most.
pub fn paths(counts: &[u32], classes: usize) -> Vec<(u32, u8)> {
    let mut forest = Forest::new(counts, classes);
    let mut members: Vec<Vec<usize>> = (0..classes).map(|c| vec![c]).collect();
    let mut steps: Vec<Vec<bool>> = vec![Vec::new(); classes];
    while let Some((a, b)) = forest.cheapest() {
        forest.merge(a, b);
        let taken = std::mem::take(&mut members[b]);
        members[a].iter().for_each(|&c| steps[c].push(false));
        taken.iter().for_each(|&c| steps[c].push(true));
        members[a].extend(taken);
    }
    steps.iter().map(|s| pack(s)).collect()
}

fn pack(steps: &[bool]) -> (u32, u8) {
    let path =
        steps.iter().rev().take(32).enumerate().fold(0, |p, (i, &step)| p | u32::from(step) << (31 - i));
    (path, steps.len().min(32) as u8)
}

/// Classes that are still apart, with the counts of their pairs and what each merging would cost.
struct Forest {
    size: usize,
    alive: Vec<bool>,
    counts: Vec<f64>,
    /// What a merging of row and column (row < column) loses.
    cost: Vec<f64>,
}

fn f(n: f64) -> f64 {
    if n > 0.0 { n * n.ln() } else { 0.0 }
}

impl Forest {
    fn new(counts: &[u32], size: usize) -> Forest {
        let counts = counts.iter().map(|&n| f64::from(n)).collect();
        let mut forest = Forest { size, alive: vec![true; size], counts, cost: vec![0.0; size * size] };
        for a in 0..size {
            for b in a + 1..size {
                forest.cost[a * size + b] = forest.loss(a, b);
            }
        }
        forest
    }

    fn n(&self, a: usize, b: usize) -> f64 {
        self.counts[a * self.size + b]
    }

    fn living(&self) -> impl Iterator<Item = usize> {
        (0..self.size).filter(|&c| self.alive[c])
    }

    /// The pair whose merging loses least; none when one class is left.
    fn cheapest(&self) -> Option<(usize, usize)> {
        let pairs =
            self.living().flat_map(|a| (a + 1..self.size).filter(|&b| self.alive[b]).map(move |b| (a, b)));
        pairs.min_by(|&(a, b), &(c, d)| self.cost[a * self.size + b].total_cmp(&self.cost[c * self.size + d]))
    }

    /// The log-likelihood that the class bigram model loses when two classes become one.
    fn loss(&self, a: usize, b: usize) -> f64 {
        let merged = |x: f64, y: f64| f(x + y) - f(x) - f(y);
        let mut pairs = 0.0;
        let (mut rows, mut columns) = ([0.0; 2], [0.0; 2]);
        for c in self.living() {
            let (ac, bc, ca, cb) = (self.n(a, c), self.n(b, c), self.n(c, a), self.n(c, b));
            rows = [rows[0] + ac, rows[1] + bc];
            columns = [columns[0] + ca, columns[1] + cb];
            if c != a && c != b {
                pairs += merged(ac, bc) + merged(ca, cb);
            }
        }
        let (aa, ab, ba, bb) = (self.n(a, a), self.n(a, b), self.n(b, a), self.n(b, b));
        pairs += f(aa + ab + ba + bb) - f(aa) - f(ab) - f(ba) - f(bb);
        merged(rows[0], rows[1]) + merged(columns[0], columns[1]) - pairs
    }

    /// Puts `b` into `a` and brings the costs up to date.
    fn merge(&mut self, a: usize, b: usize) {
        let k = self.size;
        let living: Vec<usize> = self.living().collect();
        self.shift_costs(&living, a, b, -1.0);
        self.alive[b] = false;
        for &c in &living {
            self.counts[a * k + c] += self.counts[b * k + c];
        }
        for &c in &living {
            self.counts[c * k + a] += self.counts[c * k + b];
        }
        let rest: Vec<usize> = self.living().collect();
        self.shift_costs(&rest, a, a, 1.0);
        for &c in rest.iter().filter(|&&c| c != a) {
            let loss = self.loss(a.min(c), a.max(c));
            self.cost[a.min(c) * k + a.max(c)] = loss;
        }
    }

    /// Adds to the cost of every pair apart from `a` and `b` the part (times `sign`) that their counts with `a` and `b`
    /// have in it.
    fn shift_costs(&mut self, living: &[usize], a: usize, b: usize, sign: f64) {
        let merged = |x: f64, y: f64| if x == 0.0 || y == 0.0 { 0.0 } else { f(x + y) - f(x) - f(y) };
        let ends: &[usize] = if a == b { &[a] } else { &[a, b] };
        for (i, &c) in living.iter().enumerate().filter(|(_, c)| !ends.contains(c)) {
            for &d in living[i + 1..].iter().filter(|d| !ends.contains(d)) {
                let gain: f64 = ends
                    .iter()
                    .map(|&e| merged(self.n(c, e), self.n(d, e)) + merged(self.n(e, c), self.n(e, d)))
                    .sum();
                self.cost[c * self.size + d] -= sign * gain;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_classes_share_their_first_steps() {
        // 0 and 1 stand before 2 and 3 alone, in like shares; 2 and 3 before 0 and 1.
        let counts = [0, 0, 9, 8, 0, 0, 8, 9, 7, 9, 0, 0, 9, 7, 0, 0];
        let paths = paths(&counts, 4);
        assert_eq!(paths.iter().map(|p| p.1).collect::<Vec<_>>(), [2, 2, 2, 2]);
        assert_eq!(paths[0].0 >> 31, paths[1].0 >> 31);
        assert_ne!(paths[0].0 >> 31, paths[2].0 >> 31);
    }

    #[test]
    fn costs_kept_up_to_date_are_those_computed_afresh() {
        let counts: Vec<u32> = (0..64u32).map(|i| i * i * 31 % 17).collect();
        let mut forest = Forest::new(&counts, 8);
        forest.merge(1, 4);
        forest.merge(0, 7);
        for a in forest.living().collect::<Vec<_>>() {
            for b in forest.living().filter(|&b| b > a).collect::<Vec<_>>() {
                assert!((forest.cost[a * 8 + b] - forest.loss(a, b)).abs() < 1e-9, "{a} {b}");
            }
        }
    }
}
