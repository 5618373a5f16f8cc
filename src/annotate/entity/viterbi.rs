//! The best sequence of labels for the scores of a sentence.

use super::label::{self, LABELS, OUTSIDE};
use super::model::{Scores, Transitions};

/// Below any score of a path that is allowed.
const FORBIDDEN: i32 = i32::MIN / 2;

/// A number for each label.
type Row = [i32; LABELS];

/// Scores of label pairs with those left out that no sequence may have, and room to work in.
pub struct Decoder {
    /// `from[previous][next]`.
    from: [[i32; LABELS]; LABELS],
    start: [i32; LABELS],
    back: Vec<[u8; LABELS]>,
}

impl Decoder {
    /// A decoder for the transitions of a model.
    pub fn new(transitions: &Transitions) -> Decoder {
        let score = |allowed: bool, score: i16| if allowed { i32::from(score) } else { FORBIDDEN };
        let mut from = [[0; LABELS]; LABELS];
        for (p, row) in (0..).zip(&mut from) {
            for (n, cell) in (0..).zip(row) {
                *cell = score(label::may_follow(p, n), transitions[p as usize][n as usize]);
            }
        }
        let mut start = [0; LABELS];
        for (n, cell) in (0..).zip(&mut start) {
            *cell = score(label::may_start(n), transitions[LABELS][n as usize]);
        }
        Decoder { from, start, back: Vec::new() }
    }

    /// Appends the best labels to `out`, one for each item of `scores`.
    pub fn decode(&mut self, scores: &[Scores], out: &mut Vec<u8>) {
        self.back.clear();
        let mut best = self.start;
        for (at, emission) in scores.iter().enumerate() {
            if at > 0 {
                let (next, back) = step(&self.from, &best);
                best = next;
                self.back.push(back.map(|label| label as u8));
            }
            best.iter_mut().zip(emission).for_each(|(b, &e)| *b = (*b + i32::from(e)).max(FORBIDDEN));
            self.keep_small(&mut best);
        }
        self.trace(&best, out);
    }

    /// Takes the best score off all, so that they fit whatever the sentence's length.
    fn keep_small(&self, best: &mut [i32; LABELS]) {
        let top = best.iter().copied().max().unwrap_or(0);
        best.iter_mut().for_each(|b| *b = (*b - top).max(FORBIDDEN));
    }

    fn trace(&self, best: &[i32; LABELS], out: &mut Vec<u8>) {
        let ends = (0..).zip(best).filter(|&(label, _)| label::may_end(label));
        let mut label = ends.max_by_key(|&(_, &score)| score).map_or(OUTSIDE, |(label, _)| label);
        let from = out.len();
        out.push(label);
        for back in self.back.iter().rev() {
            label = back[label as usize];
            out.push(label);
        }
        out[from..].reverse();
    }
}

/// The best score for each next label, before its own score is added, and the label that it comes from.
///
/// A function of its own, with numbers of one width and no branches: so the compiler takes several labels at once.
#[inline(never)]
fn step(from: &[Row; LABELS], best: &Row) -> (Row, Row) {
    let mut next = [i32::MIN; LABELS];
    let mut back = [0; LABELS];
    for (previous, row) in (0..).zip(from) {
        for n in 0..LABELS {
            let score = best[previous as usize] + row[n];
            let better = score > next[n];
            next[n] = if better { score } else { next[n] };
            back[n] = if better { previous } else { back[n] };
        }
    }
    (next, back)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::hash::mix;

    /// The score of a sequence; none for one that may not be.
    fn score(transitions: &Transitions, scores: &[Scores], labels: &[u8]) -> Option<i32> {
        let (first, last) = (*labels.first()?, *labels.last()?);
        let pairs = labels.windows(2);
        let fits = label::may_start(first) && label::may_end(last);
        let fits = fits && pairs.clone().all(|w| label::may_follow(w[0], w[1]));
        let at = |p: usize, n: u8| i32::from(transitions[p][usize::from(n)]);
        let emitted: i32 = scores.iter().zip(labels).map(|(s, &l)| i32::from(s[usize::from(l)])).sum();
        let joined: i32 = pairs.map(|w| at(usize::from(w[0]), w[1])).sum();
        fits.then_some(emitted + joined + at(LABELS, first))
    }

    #[test]
    fn no_other_sequence_scores_better() {
        for seed in 0..40u64 {
            let value = |a: usize, b: usize| (mix(seed, (a * 100 + b) as u64) % 401) as i16 - 200;
            let transitions: Transitions = std::array::from_fn(|p| std::array::from_fn(|n| value(p, n)));
            let scores: Vec<Scores> = (0..3).map(|t| std::array::from_fn(|l| value(50 + t, l))).collect();
            let mut found = Vec::new();
            Decoder::new(&transitions).decode(&scores, &mut found);
            let labels = LABELS as u8;
            let all =
                (0..labels).flat_map(|a| (0..labels).flat_map(move |b| (0..labels).map(move |c| [a, b, c])));
            let best = all.filter_map(|l| score(&transitions, &scores, &l)).max();
            assert_eq!(score(&transitions, &scores, &found), best, "{seed}");
        }
    }
}
