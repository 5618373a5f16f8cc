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
