//! What an article's text looks like from afar: SimHash over shingles, to know copies, and the words and names that
//! set it apart, to know stories.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::annotate::Annotations;
use crate::text::fold;

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Bits in which the fingerprints of two versions of one text differ at most. Two unrelated texts differ in this few
/// once in 10^11 pairs.
const NEAR: u32 = 6;
/// Names and words kept to tell what an article is about.
const NAMES: usize = 12;
const WORDS: usize = 12;
/// Shortest word, in bytes, that may tell what an article is about.
const TELLING: usize = 6;

/// The words of a folded text.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// Hashes of the shingles of a folded text: each run of three words, or the whole of a shorter text.
pub fn shingles(folded: &str) -> Vec<u64> {
    let hashes: Vec<u64> = words(folded).map(|w| xxh3_64(w.as_bytes())).collect();
    if hashes.is_empty() {
        return hashes;
    }
    let join = |run: &[u64]| {
        run.iter().fold(0u64, |h, w| (h.rotate_left(21) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    };
    hashes.windows(SHINGLE.min(hashes.len())).map(join).collect()
}

/// SimHash of a folded text (Charikar 2002): each bit is the majority among its shingles. 0 for a text without words.
pub fn simhash(folded: &str) -> u64 {
    let mut votes = [0i32; 64];
    for hash in shingles(folded) {
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += ((hash >> bit & 1) as i32) * 2 - 1;
        }
    }
    votes.iter().enumerate().fold(0, |out, (bit, &vote)| out | u64::from(vote > 0) << bit)
}

/// Fingerprints by the articles that have them, to find the one that a new text is a version of.
///
/// Two that differ in at most seven bits share at least one of their eight bytes, so only those are compared.
#[derive(Debug)]
pub struct Twins {
    known: Vec<(u64, i64)>,
    by_byte: Vec<Vec<u32>>,
}

impl Default for Twins {
    fn default() -> Self {
        Self { known: Vec::new(), by_byte: vec![Vec::new(); 8 * 256] }
    }
}

impl Twins {
    /// Adds an article.
    pub fn insert(&mut self, simhash: u64, article: i64) {
        let index = self.known.len() as u32;
        self.known.push((simhash, article));
        for slot in slots(simhash) {
            self.by_byte[slot].push(index);
        }
    }

    /// The earliest known article with nearly the same text; none for a text without words.
    pub fn find(&self, simhash: u64) -> Option<i64> {
        if simhash == 0 {
            return None;
        }
        let near = |&&i: &&u32| (self.known[i as usize].0 ^ simhash).count_ones() <= NEAR;
        let candidates = slots(simhash).flat_map(|slot| self.by_byte[slot].iter().find(near));
        candidates.map(|&i| self.known[i as usize].1).min()
    }
}

fn slots(simhash: u64) -> impl Iterator<Item = usize> {
    simhash.to_le_bytes().into_iter().enumerate().map(|(i, byte)| i * 256 + usize::from(byte))
}

/// What an article is about, as hashes: its most frequent names, then its most frequent long words, those of the title
/// first.
pub fn topics(title: &str, folded: &str, annotations: &Annotations) -> Vec<u32> {
    let mut names: Vec<_> = annotations.entities.iter().filter(|e| e.kind.is_name()).collect();
    names.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
    let mut out: Vec<u32> = names.iter().take(NAMES).map(|e| topic(&fold(&e.name))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words(folded).filter(|w| w.len() >= TELLING && !w.starts_with(|c: char| c.is_ascii_digit())) {
        *counts.entry(word).or_insert(0) += 1;
    }
    for word in words(title).filter(|w| w.len() >= TELLING) {
        *counts.entry(word).or_insert(0) += 3;
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.len().cmp(&a.0.len())).then(a.0.cmp(b.0)));
    out.extend(ranked.iter().take(WORDS).map(|(word, _)| topic(word)));
    let mut seen = std::collections::HashSet::new();
    out.retain(|t| seen.insert(*t));
    out
}

/// The hash of a folded name or word, as [`topics`] has it.
pub fn topic(folded: &str) -> u32 {
    xxh3_64(folded.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::{Twins, simhash};

    fn article(changed: usize) -> String {
        (0..400).map(|i| if i == changed { "anders ".into() } else { format!("w{} ", i * 7 % 391) }).collect()
    }

    #[test]
    fn a_changed_word_leaves_a_twin_and_another_text_does_not() {
        let mut twins = Twins::default();
        twins.insert(simhash(&article(999)), 5);
        assert_eq!(twins.find(simhash(&article(200))), Some(5));
        assert_eq!(twins.find(simhash("een heel ander bericht over iets anders dan dit")), None);
        assert_eq!(twins.find(simhash("")), None);
    }
}
