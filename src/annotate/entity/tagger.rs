//! From an article to its names: features, scores, the best labels, twice.

use super::article::Article;
use super::feature::{DISTANCES, Extractor, Families, REACH};
use super::label;
use super::model::{Model, ROW, Scores, block};
use super::second::Found;
use super::viterbi::Decoder;
use crate::document::token::{Sentence, Tokens};
use crate::text::Span;

/// The labels of an article's tokens by a model.
pub fn tag(article: &Article, model: &Model) -> Vec<u8> {
    let mut scores = first_scores(article, model);
    let labels = best(article, model, &scores, 0);
    if !model.families().second() {
        return labels;
    }
    let found = Found::new(article, &labels);
    for sentence in &article.tokens.sentences {
        for at in range(*sentence) {
            let slot = &mut scores[at];
            found.features(at, *sentence, |hash| model.add(hash, slot));
        }
    }
    best(article, model, &scores, 1)
}

/// The names in an article, in order.
pub fn names(article: &Article, model: &Model) -> Vec<label::Name> {
    let labels = tag(article, model);
    let sentences = article.tokens.sentences.iter();
    sentences.flat_map(|s| label::decode(&labels[range(*s)], s.first)).collect()
}

/// Where a name stands in the text.
pub fn span(tokens: &Tokens, name: &label::Name) -> Span {
    let first = tokens.tokens[name.first as usize].span.start;
    let last = tokens.tokens[name.end as usize - 1].span.end;
    Span { start: first, end: last }
}

fn range(sentence: Sentence) -> std::ops::Range<usize> {
    sentence.first as usize..sentence.end as usize
}

fn best(article: &Article, model: &Model, scores: &[Scores], pass: usize) -> Vec<u8> {
    let mut decoder = Decoder::new(&model.transitions(pass));
    let mut labels = Vec::with_capacity(scores.len());
    for sentence in &article.tokens.sentences {
        decoder.decode(scores[range(*sentence)].iter().map(|s| &s[block(pass)]), &mut labels);
    }
    labels
}

/// The scores of all tokens from all features but the second pass's own.
fn first_scores(article: &Article, model: &Model) -> Vec<Scores> {
    let families = model.families();
    let of_words = word_scores(article, model, families);
    let mut scores: Vec<Scores> = vec![[0; ROW]; article.ids.len()];
    for &sentence in &article.tokens.sentences {
        for at in range(sentence) {
            let slot = &mut scores[at];
            for (distance, token) in neighbours(at, sentence) {
                let word = &of_words[article.ids[token] as usize][distance];
                slot.iter_mut().zip(word).for_each(|(s, w)| *s = s.saturating_add(*w));
            }
            let sink = |hash| model.add(hash, slot);
            Extractor { article, families, sink }.of_place(at, sentence);
        }
    }
    scores
}

/// For each word and distance the scores it adds to the token at that distance.
fn word_scores(article: &Article, model: &Model, families: Families) -> Vec<[Scores; DISTANCES]> {
    let add = |word| {
        let mut scores = [[0; ROW]; DISTANCES];
        for (distance, slot) in scores.iter_mut().enumerate() {
            let sink = |hash| model.add(hash, slot);
            Extractor { article, families, sink }.of_word(word, distance);
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
