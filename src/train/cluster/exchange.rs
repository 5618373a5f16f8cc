//! The exchange algorithm: each word in turn moves to the class in which the class bigram model likes the text best.

/// Which words stand before and after which, and how often.
pub struct Pairs {
    before: Vec<Vec<(u32, u32)>>,
    after: Vec<Vec<(u32, u32)>>,
}

impl Pairs {
    /// The pairs of words `distance` apart.
    pub fn of(stream: &[u32], distance: usize, words: usize) -> Pairs {
        let mut pairs: Vec<(u32, u32)> = stream.windows(distance + 1).map(|w| (w[0], w[distance])).collect();
        pairs.sort_unstable();
        let mut out = Pairs { before: vec![Vec::new(); words], after: vec![Vec::new(); words] };
        for run in pairs.chunk_by(|a, b| a == b) {
            let (a, b) = run[0];
            out.after[a as usize].push((b, run.len() as u32));
            out.before[b as usize].push((a, run.len() as u32));
        }
        out
    }

    fn total(&self, word: usize) -> (u32, u32) {
        let sum = |side: &[(u32, u32)]| side.iter().map(|p| p.1).sum();
        (sum(&self.before[word]), sum(&self.after[word]))
    }
}

/// Counts of class pairs in the text, `classes` by `classes`, the first class selecting the row.
pub fn counts(stream: &[u32], class_of: &[u16], classes: usize) -> Vec<u32> {
    let mut out = vec![0; classes * classes];
    for w in stream.windows(2) {
        out[class_of[w[0] as usize] as usize * classes + class_of[w[1] as usize] as usize] += 1;
    }
    out
}

/// Classes for the words of `pairs`, numbered by falling frequency.
///
/// Starts with one class for each of the most frequent words, the others dealt out in turn.
pub fn cluster(pairs: &Pairs, classes: usize, rounds: usize) -> Vec<u16> {
    let mut state = State::new(pairs, classes);
    let words = pairs.before.len();
    for round in 0..rounds {
        let moved = (0..words).filter(|&word| state.place(pairs, word)).count();
        eprintln!("{classes} classes, round {}: {moved} moved", round + 1);
        if moved * 200 < words {
            break;
        }
    }
    state.class_of
}

/// `n ln n` for small counts, looked up.
struct NLogN(Vec<f32>);

impl NLogN {
    fn new() -> Self {
        NLogN((0..1 << 13).map(n_log_n).collect())
    }

    fn of(&self, n: u32) -> f32 {
        self.0.get(n as usize).copied().unwrap_or_else(|| n_log_n(n))
    }
}

fn n_log_n(n: u32) -> f32 {
    if n == 0 { 0.0 } else { (f64::from(n) * f64::from(n).ln()) as f32 }
}

/// A word's neighbours by class; only the classes listed in `used` have a count.
struct Sides {
    count: Vec<u32>,
    used: Vec<u16>,
}

impl Sides {
    fn new(classes: usize) -> Self {
        Sides { count: vec![0; classes], used: Vec::new() }
    }

    /// Counts the classes of all neighbours but the word itself; gives the count of the latter.
    fn fill(&mut self, neighbours: &[(u32, u32)], word: usize, class_of: &[u16]) -> u32 {
        self.used.drain(..).for_each(|c| self.count[c as usize] = 0);
        let mut own = 0;
        for &(other, n) in neighbours {
            if other as usize == word {
                own = n;
                continue;
            }
            let class = class_of[other as usize];
            if self.count[class as usize] == 0 {
                self.used.push(class);
            }
            self.count[class as usize] += n;
        }
        self.used.sort_unstable();
        own
    }
}

/// Counts of class pairs kept twice, by first and by second class, so that both sides run along rows.
struct State {
    classes: usize,
    class_of: Vec<u16>,
    by_first: Vec<u32>,
    by_second: Vec<u32>,
    first_total: Vec<u32>,
    second_total: Vec<u32>,
    before: Sides,
    after: Sides,
    gain: Vec<f32>,
    table: NLogN,
}

impl State {
    fn new(pairs: &Pairs, classes: usize) -> State {
        let class_of: Vec<u16> = (0..pairs.before.len()).map(|word| (word % classes) as u16).collect();
        let mut state = State {
            classes,
            by_first: vec![0; classes * classes],
            by_second: vec![0; classes * classes],
            first_total: vec![0; classes],
            second_total: vec![0; classes],
            before: Sides::new(classes),
            after: Sides::new(classes),
            gain: vec![0.0; classes],
            table: NLogN::new(),
            class_of,
        };
        for (word, after) in pairs.after.iter().enumerate() {
            for &(other, n) in after {
                let (a, b) = (state.class_of[word] as usize, state.class_of[other as usize] as usize);
                state.by_first[a * classes + b] += n;
                state.by_second[b * classes + a] += n;
                state.first_total[a] += n;
                state.second_total[b] += n;
            }
        }
        state
    }

    /// Moves a word to its best class; whether that is another than before.
    fn place(&mut self, pairs: &Pairs, word: usize) -> bool {
        let own = self.before.fill(&pairs.before[word], word, &self.class_of);
        self.after.fill(&pairs.after[word], word, &self.class_of);
        let total = pairs.total(word);
        let old = self.class_of[word] as usize;
        self.update(old, own, total, u32::wrapping_sub);
        let new = self.best(own, total);
        self.update(new, own, total, u32::wrapping_add);
        self.class_of[word] = new as u16;
        new != old
    }

    /// Adds the word's pairs to those of a class, or takes them away.
    fn update(&mut self, class: usize, own: u32, total: (u32, u32), change: fn(u32, u32) -> u32) {
        let k = self.classes;
        let mut pair = |a: usize, b: usize, n: u32| {
            self.by_first[a * k + b] = change(self.by_first[a * k + b], n);
            self.by_second[b * k + a] = change(self.by_second[b * k + a], n);
        };
        self.before.used.iter().for_each(|&c| pair(c as usize, class, self.before.count[c as usize]));
        self.after.used.iter().for_each(|&c| pair(class, c as usize, self.after.count[c as usize]));
        pair(class, class, own);
        self.second_total[class] = change(self.second_total[class], total.0);
        self.first_total[class] = change(self.first_total[class], total.1);
    }

    /// The class that gains the most log-likelihood by a word that is in no class now.
    fn best(&mut self, own: u32, total: (u32, u32)) -> usize {
        self.sum_gains();
        let f = |n| self.table.of(n);
        let (mut best, mut most) = (0, f32::NEG_INFINITY);
        for class in 0..self.classes {
            // On the diagonal both sides and the word's own pairs meet in one count.
            let n = self.by_first[class * self.classes + class];
            let (l, r) = (self.before.count[class], self.after.count[class]);
            let diagonal = f(n + l + r + own) - f(n + l) - f(n + r) + f(n);
            let (first, second) = (self.first_total[class], self.second_total[class]);
            let size = f(second + total.0) - f(second) + f(first + total.1) - f(first);
            let gain = self.gain[class] + diagonal - size;
            if gain > most {
                (best, most) = (class, gain);
            }
        }
        best
    }

    /// For every class, what the counts off the diagonal gain.
    fn sum_gains(&mut self) {
        self.gain.fill(0.0);
        let k = self.classes;
        for (sides, rows) in [(&self.before, &self.by_first), (&self.after, &self.by_second)] {
            for &c in &sides.used {
                let n = sides.count[c as usize];
                let fresh = self.table.of(n);
                let row = &rows[c as usize * k..(c as usize + 1) * k];
                for (gain, &old) in self.gain.iter_mut().zip(row) {
                    *gain += if old == 0 { fresh } else { self.table.of(old + n) - self.table.of(old) };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two kinds of words that take turns: articles 0 to 2, nouns 3 to 6.
    #[test]
    fn words_of_like_contexts_share_a_class() {
        let stream: Vec<u32> =
            (0..400u32).map(|i| if i % 2 == 0 { i / 2 * 7 % 3 } else { 3 + i / 2 * 5 % 4 }).collect();
        let classes = cluster(&Pairs::of(&stream, 1, 7), 2, 10);
        assert!(classes[..3].iter().all(|&c| c == classes[0]), "{classes:?}");
        assert!(classes[3..].iter().all(|&c| c != classes[0]), "{classes:?}");
    }
}
