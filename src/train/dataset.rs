//! Articles become numbered features.

use crate::annotate::entity::article::Article;
use crate::annotate::entity::feature::{Extractor, Families};
use crate::annotate::entity::hash::HashedMap;
use crate::annotate::entity::label;
use crate::annotate::entity::lexicon::Lexicon;
use crate::annotate::entity::tagger::neighbours;

use super::corpus::Item;

/// The hashes of the features of each token of one article.
#[derive(Clone, Debug, Default)]
pub struct Hashes {
    hashes: Vec<u64>,
    /// For each token the end of its features.
    ends: Vec<u32>,
}

impl Hashes {
    fn end_token(&mut self) {
        self.ends.push(self.hashes.len() as u32);
    }

    fn of(&self, token: usize) -> &[u64] {
        let start = token.checked_sub(1).map_or(0, |t| self.ends[t]);
        &self.hashes[start as usize..self.ends[token] as usize]
    }
}

/// The features of an article; `masked` as for [`Extractor`].
pub fn hashes(item: &Item, families: Families, masked: bool, lexicon: &Lexicon) -> Hashes {
    let article = Article::new(&item.text, item.lang, &item.tokens, lexicon);
    let mut out = Hashes::default();
    for &sentence in &item.tokens.sentences {
        for at in sentence.first as usize..sentence.end as usize {
            let sink = |hash| out.hashes.push(hash);
            let mut extractor = Extractor { article: &article, families, masked, sink };
            for (distance, token) in neighbours(at, sentence) {
                extractor.of_word(article.word(token), distance);
                extractor.of_use(article.word(token), distance);
            }
            extractor.of_place(at, sentence);
            out.end_token();
        }
    }
    out
}

/// Articles as a learner sees them: numbered features and gold labels, token by token.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The hash of each feature.
    pub features: Vec<u64>,
    /// The number of each feature, by its hash.
    numbers: HashedMap<u32>,
    /// The features of all tokens, one after the other.
    pub ids: Vec<u32>,
    /// For each token the end of its features in `ids`.
    pub ends: Vec<u32>,
    /// The gold labels.
    pub gold: Vec<u8>,
    /// Sentences, as ranges of tokens.
    pub sentences: Vec<(u32, u32)>,
}

impl Dataset {
    /// Numbers the features that occur `least` times or more. `hashes` are those of
    /// each article.
    pub fn new(items: &[Item], hashes: &[Hashes], least: u32) -> Dataset {
        let mut data = Dataset::default();
        data.number(hashes, least);
        data.extend(items, hashes);
        data
    }

    /// Adds articles, without those of their features that have no number.
    pub fn extend(&mut self, items: &[Item], hashes: &[Hashes]) {
        for (item, hashes) in items.iter().zip(hashes) {
            let offset = self.gold.len() as u32;
            self.gold.extend(label::encode(item.tokens.tokens.len(), &item.gold));
            self.sentences.extend(item.tokens.sentences.iter().map(|s| (offset + s.first, offset + s.end)));
            for token in 0..item.tokens.tokens.len() {
                self.ids.extend(hashes.of(token).iter().filter_map(|h| self.numbers.get(h)));
                self.ends.push(self.ids.len() as u32);
            }
        }
    }

    fn number(&mut self, hashes: &[Hashes], least: u32) {
        let mut counts: HashedMap<u32> = HashedMap::default();
        let all = || hashes.iter().flat_map(|h| &h.hashes);
        all().for_each(|&h| *counts.entry(h).or_default() += 1);
        for &hash in all().filter(|h| counts[h] >= least) {
            let next = self.features.len() as u32;
            if *self.numbers.entry(hash).or_insert(next) == next {
                self.features.push(hash);
            }
        }
    }

    /// The features of a token.
    pub fn of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |t| self.ends[t]);
        &self.ids[start as usize..self.ends[token] as usize]
    }
}
