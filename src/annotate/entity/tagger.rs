//! From an article to its names: features, scores, the best labels.

use super::agree;
use super::article::Article;
use super::feature::{DISTANCES, Extractor, Families, REACH};
use super::label::{self, LABELS, Name};
use super::model::{Model, Scores};
use super::remembered;
use super::viterbi::Decoder;
use super::word::Word;
use crate::document::token::{Sentence, Tokens};
use crate::text::Span;

/// The names in an article, in order.
pub fn names(article: &Article, model: &Model) -> Vec<Name> {
    let mut scores = scores(article, model);
    let mut decoder = Decoder::new(&model.transitions());
    let mut labels = Vec::with_capacity(scores.len());
    for &sentence in &article.tokens.sentences {
        decoder.decode(&scores[range(sentence)], &mut labels);
    }
    let touched = agree::spread(article, &decode(article, &labels), &mut scores);
    let mut again = Vec::new();
    let mut touched = touched.into_iter().peekable();
    for &sentence in &article.tokens.sentences {
        if touched.next_if(|&t| t < sentence.end).is_none() {
            continue;
        }
        while touched.next_if(|&t| t < sentence.end).is_some() {}
        again.clear();
        decoder.decode(&scores[range(sentence)], &mut again);
        labels[range(sentence)].copy_from_slice(&again);
    }
    decode(article, &labels)
}

fn decode(article: &Article, labels: &[u8]) -> Vec<Name> {
    let of = |&s: &Sentence| label::decode(&labels[range(s)], s.first);
    article.tokens.sentences.iter().flat_map(of).collect()
}

/// For each token the score of each label.
fn scores(article: &Article, model: &Model) -> Vec<Scores> {
    let families = model.families();
    let of_words = word_scores(article, model, families);
    let mut scores = Vec::with_capacity(article.ids.len());
    let mut hashes = Vec::new();
    for &sentence in &article.tokens.sentences {
        for at in range(sentence) {
            let mut slot: Scores = [0; LABELS];
            for (distance, token) in neighbours(at, sentence) {
                add(&mut slot, &of_words[article.ids[token] as usize][distance]);
            }
            hashes.clear();
            let sink = |hash| hashes.push(hash);
            Extractor { article, families, masked: false, sink }.of_place(at, sentence);
            model.add_all(&hashes, &mut slot);
            scores.push(slot);
        }
    }
    scores
}

/// Where a name stands in the text.
pub fn span(tokens: &Tokens, name: &Name) -> Span {
    let first = tokens.tokens[name.first as usize].span.start;
    let last = tokens.tokens[name.end as usize - 1].span.end;
    Span { start: first, end: last }
}

fn range(sentence: Sentence) -> std::ops::Range<usize> {
    sentence.first as usize..sentence.end as usize
}

fn add(to: &mut Scores, from: &Scores) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t = t.saturating_add(*f));
}

/// For each word and distance the scores it adds to the token at that distance.
fn word_scores(article: &Article, model: &Model, families: Families) -> Vec<[Scores; DISTANCES]> {
    let alone = |word: &Word| {
        let mut scores = [[0; LABELS]; DISTANCES];
        for (distance, slot) in scores.iter_mut().enumerate() {
            let sink = |hash| model.add(hash, slot);
            Extractor { article, families, masked: false, sink }.of_word(word, distance);
        }
        scores
    };
    let add = |word: &Word| {
        let mut scores = match model.is_shipped() {
            true => remembered::scores(article.lang, word, || alone(word)),
            false => alone(word),
        };
        for (distance, slot) in scores.iter_mut().enumerate() {
            let sink = |hash| model.add(hash, slot);
            Extractor { article, families, masked: false, sink }.of_use(word, distance);
        }
        scores
    };
    article.words.iter().map(add).collect()
}

/// The tokens in reach of `at` in its sentence, each with its distance.
pub fn neighbours(at: usize, sentence: Sentence) -> impl Iterator<Item = (usize, usize)> {
    let inside = range(sentence);
    (0..DISTANCES).filter_map(move |distance| {
        let token = (at + distance).checked_sub(REACH)?;
        inside.contains(&token).then_some((distance, token))
    })
}
