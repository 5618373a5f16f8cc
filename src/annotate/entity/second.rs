//! The second pass: what the first pass found elsewhere in the article for the same words and names.

use super::article::Article;
use super::feature::feature;
use super::hash::{self, HashedMap};
use super::label::{self, KINDS, Name};
use crate::document::token::Sentence;

/// Votes for each kind, and for no name at all.
#[derive(Clone, Copy, Debug, Default)]
struct Votes([u16; KINDS.len() + 1]);

impl Votes {
    fn add(&mut self, kind: usize) {
        self.0[kind] = self.0[kind].saturating_add(1);
    }

    /// The kind with most votes, how clearly it leads and how many voted, as one number; none without votes.
    fn verdict(&self) -> Option<u64> {
        let all: u16 = self.0.iter().fold(0, |sum, &n| sum.saturating_add(n));
        let (kind, most) = (0..).zip(self.0).max_by_key(|&(_, n)| n)?;
        let share = match most {
            0 => return None,
            n if n == all => 0,
            n if u32::from(n) * 4 > u32::from(all) * 3 => 1,
            _ => 2,
        };
        Some(kind << 8 | share << 4 | u64::from(all.min(4)))
    }
}

/// What the first pass found in an article.
pub struct Found<'a> {
    article: &'a Article<'a>,
    labels: &'a [u8],
    /// For each group of words: votes by all its labels, and by those inside names of several tokens.
    words: Vec<(Votes, Votes)>,
    phrases: HashedMap<Votes>,
    /// For each token the hash of the name it is in; 0 outside.
    phrase_at: Vec<u64>,
}

impl<'a> Found<'a> {
    /// Counts the first pass's labels, one for each token.
    pub fn new(article: &'a Article<'a>, labels: &'a [u8]) -> Found<'a> {
        let mut found = Found {
            article,
            labels,
            words: vec![<(Votes, Votes)>::default(); article.facts.len()],
            phrases: HashedMap::default(),
            phrase_at: vec![0; labels.len()],
        };
        for (at, &label) in labels.iter().enumerate() {
            let word = article.word(at);
            let kind = label::parts(label).map_or(KINDS.len(), |(kind, _)| kind as usize);
            if kind < KINDS.len() || word.is_capital() {
                found.words[word.group as usize].0.add(kind);
            }
        }
        for name in label::decode(labels, 0) {
            found.count(name);
        }
        found
    }

    fn count(&mut self, name: Name) {
        let tokens = name.first as usize..name.end as usize;
        let phrase = tokens.clone().fold(1, |h, at| hash::mix(h, self.article.word(at).lower));
        self.phrases.entry(phrase).or_default().add(name.kind as usize);
        self.phrase_at[tokens.clone()].fill(phrase);
        if tokens.len() > 1 {
            for at in tokens {
                let group = self.article.word(at).group as usize;
                self.words[group].1.add(name.kind as usize);
            }
        }
    }

    /// Gives `sink` the hashes of the features of the token at `at`.
    pub fn features(&self, at: usize, sentence: Sentence, mut sink: impl FnMut(u64)) {
        let mut sink = |template, value| sink(feature(template, value));
        let first = sentence.first as usize;
        let inside = |token: usize| token >= first && token < sentence.end as usize;
        let own = u64::from(self.labels[at]);
        sink(800, own);
        for (distance, token) in [(1, at.wrapping_sub(1)), (2, at + 1), (3, at.wrapping_sub(2)), (4, at + 2)]
        {
            let label = if inside(token) { u64::from(self.labels[token]) } else { 99 };
            sink(800 + distance, label);
            if distance <= 2 {
                sink(805 + distance, label << 8 | own);
            }
        }
        for (distance, token) in [(0, at), (1, at.wrapping_sub(1)), (2, at + 1)] {
            if inside(token) {
                self.votes(distance, token, own, &mut sink);
            }
        }
        if let Some(verdict) = self.phrases.get(&self.phrase_at[at]).and_then(Votes::verdict) {
            sink(830, verdict);
            sink(831, verdict << 8 | own);
        }
    }

    fn votes(&self, distance: u64, token: usize, own: u64, sink: &mut impl FnMut(u64, u64)) {
        let word = self.article.word(token);
        let (all, in_long) = &self.words[word.group as usize];
        let case = u64::from(word.is_capital()) << 32;
        if let Some(verdict) = all.verdict() {
            sink(810 + distance, verdict | case);
            sink(815 + distance, verdict << 8 | own | case);
        }
        if let Some(verdict) = in_long.verdict() {
            sink(820 + distance, verdict | case);
        }
    }
}
