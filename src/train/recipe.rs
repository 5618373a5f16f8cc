//! How a model is trained: two passes, the second on what the first finds in articles it was not trained on.

use super::corpus::Item;
use super::crf;
use super::dataset::{self, Dataset, Hashes};
use super::owlqn::Options;
use super::quantise::{self, Pass};
use super::score::Score;
use crate::annotate::entity::article::Article;
use crate::annotate::entity::feature::Families;
use crate::annotate::entity::label::Name;
use crate::annotate::entity::lexicon::Lexicon;
use crate::annotate::entity::model::Model;
use crate::annotate::entity::tagger;

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Which features.
    pub families: Families,
    /// How often a feature must occur in the training data.
    pub least: u32,
    /// How weights are found.
    pub options: Options,
    /// Parts of the training data, each labelled by a first pass trained on the others.
    pub parts: usize,
}

impl Default for Recipe {
    fn default() -> Recipe {
        let options = Options { l1: 0.05, l2: 0.05, steps: 120, tolerance: 1e-3 };
        Recipe { families: Families::ALL, least: 2, options, parts: 4 }
    }
}

impl Recipe {
    /// Trains a model; the bytes are those of a model file.
    pub fn train(&self, items: &[Item]) -> Vec<u8> {
        let lexicon = Lexicon::shipped();
        let first: Vec<Hashes> =
            items.iter().map(|i| dataset::first_pass(i, self.families, &lexicon)).collect();
        let data = Dataset::new(items, &[&first], self.least);
        let all: Vec<usize> = (0..items.len()).collect();
        let weights = crf::train(&data, &all, &self.options);
        let first_pass = Pass { features: &data.features, weights: &weights };
        if !self.families.second() {
            return quantise::model(self.families, &[first_pass]);
        }
        let labels = self.labels_elsewhere(&data);
        let mut offset = 0;
        let mut second = Vec::with_capacity(items.len());
        for item in items {
            let end = offset + item.tokens.tokens.len();
            second.push(dataset::second_pass(item, &labels[offset..end], &lexicon));
            offset = end;
        }
        let more = Dataset::new(items, &[&first, &second], self.least);
        let more_weights = crf::train(&more, &all, &self.options);
        quantise::model(
            self.families,
            &[first_pass, Pass { features: &more.features, weights: &more_weights }],
        )
    }

    /// The labels of each article by a model that was trained without it.
    fn labels_elsewhere(&self, data: &Dataset) -> Vec<u8> {
        let mut labels = vec![0; data.gold.len()];
        for part in 0..self.parts {
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                (0..data.articles.len()).partition(|a| a % self.parts == part);
            let weights = crf::train(data, &outside, &self.options);
            crf::predict(data, &weights, &inside, &mut labels);
        }
        labels
    }

    /// Trains on the other folds and scores each one.
    pub fn cross_validate(&self, items: &[Item], more: &[Item], folds: usize) -> Score {
        let mut score = Score::default();
        for fold in 0..folds {
            let (inside, mut outside): (Vec<_>, Vec<_>) =
                (0..).zip(items.iter().cloned()).partition(|(i, _)| i % folds == fold);
            outside.extend((0..).zip(more.iter().cloned()));
            let outside: Vec<Item> = outside.into_iter().map(|(_, item)| item).collect();
            let bytes = self.train(&outside);
            let inside: Vec<Item> = inside.into_iter().map(|(_, item)| item).collect();
            let part = evaluate(&bytes, &inside);
            eprintln!("fold {} of {folds}: {:.2}", fold + 1, part.f1());
            score.add(&part);
        }
        score
    }
}

/// Scores a model file on articles.
pub fn evaluate(model: &[u8], items: &[Item]) -> Score {
    let mut score = Score::default();
    let Some(model) = Model::new(model) else { return score };
    let lexicon = Lexicon::shipped();
    for item in items {
        let article = Article::new(&item.text, item.lang, &item.tokens, &lexicon);
        let names = tagger::names(&article, &model);
        if item.spans.is_empty() {
            let plain = |n: &Name| ((n.first, n.end), n.kind);
            score.compare(
                &item.gold.iter().map(plain).collect::<Vec<_>>(),
                &names.iter().map(plain).collect::<Vec<_>>(),
            );
        } else {
            let spans: Vec<_> = names.iter().map(|n| (tagger::span(&item.tokens, n), n.kind)).collect();
            score.compare(&item.spans, &spans);
        }
    }
    score
}
