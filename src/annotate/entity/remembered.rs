//! What the shipped models say of a word by itself, kept from article to article: most words of one stood in the last
//! ones already, and adding up their features is the dearest part of looking for names.

use std::cell::RefCell;

use super::feature::DISTANCES;
use super::hash::{HashedMap, mix};
use super::model::Scores;
use super::word::Word;
use crate::document::Lang;

/// Words that are kept on a thread, 180 bytes each; then it begins anew.
const MOST: usize = 12_000;

thread_local! {
    static KNOWN: RefCell<HashedMap<[Scores; DISTANCES]>> = RefCell::default();
}

/// The scores of a word in a language: those that are kept, or what `count` makes of them.
pub(super) fn scores(
    lang: Lang,
    word: &Word,
    count: impl FnOnce() -> [Scores; DISTANCES],
) -> [Scores; DISTANCES] {
    let key = mix(word.exact, lang as u64);
    KNOWN.with(|known| {
        if let Some(scores) = known.borrow().get(&key) {
            return *scores;
        }
        let scores = count();
        let mut known = known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, scores);
        scores
    })
}
