//! How a model is trained and measured.

use std::fs;
use std::io;
use std::path::Path;

use super::corpus::Item;
use super::crf;
use super::dataset::{self, Dataset, Hashes};
use super::owlqn::Options;
use super::quantise;
use super::score::Score;
use crate::annotate::entity::feature::Families;
use crate::annotate::entity::label::{KINDS, Name};
use crate::annotate::entity::lexicon::Lexicon;
use crate::annotate::entity::model::Model;
use crate::annotate::entity::tagger;
use crate::annotate::entity::{self, article::Article};
use crate::text::Span;

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Which features.
    pub families: Families,
    /// How often a feature must occur in the training data.
    pub least: u32,
    /// Whether every article is learnt from a second time with its names masked.
    pub masked: bool,
    /// How weights are found.
    pub options: Options,
}

impl Default for Recipe {
    fn default() -> Recipe {
        let options = Options { l1: 0.05, l2: 0.05, steps: 70, tolerance: 1e-3 };
        Recipe { families: Families::ALL, least: 2, masked: false, options }
    }
}

impl Recipe {
    /// Trains a model; the bytes are those of a model file.
    pub fn train(&self, items: &[Item]) -> Vec<u8> {
        let lexicon = Lexicon::shipped();
        let hashes = |masked: bool| -> Vec<Hashes> {
            items.iter().map(|i| dataset::hashes(i, self.families, masked, &lexicon)).collect()
        };
        let mut data = Dataset::new(items, &hashes(false), self.least);
        if self.masked {
            data.extend(items, &hashes(true));
        }
        let weights = crf::train(&data, &self.options);
        quantise::model(self.families, &data.features, &weights)
    }

    /// Trains on the other folds and scores each one; what went wrong goes to `log`. The models are written to the
    /// folder `kept`, and those that it has already are not trained again: to measure what comes after them.
    ///
    /// # Errors
    /// When a model cannot be written.
    pub fn cross_validate(
        &self,
        items: &[Item],
        more: &[Item],
        folds: usize,
        kept: Option<&Path>,
        log: &mut Vec<String>,
    ) -> io::Result<Score> {
        let mut score = Score::default();
        for fold in 0..folds {
            let inside: Vec<Item> = items.iter().skip(fold).step_by(folds).cloned().collect();
            let path = kept.map(|folder| folder.join(format!("{}-of-{folds}.bin", fold + 1)));
            let bytes = match path.as_deref().map(fs::read) {
                Some(Ok(bytes)) => bytes,
                _ => {
                    let own = (0..).zip(items).filter(|(i, _)| i % folds != fold).map(|(_, item)| item);
                    self.train(&own.chain(more).cloned().collect::<Vec<Item>>())
                }
            };
            path.map_or(Ok(()), |path| fs::write(path, &bytes))?;
            let part = evaluate(&bytes, &inside, log);
            eprintln!("fold {} of {folds}: {:.2}", fold + 1, part.f1());
            score.add(&part);
        }
        Ok(score)
    }
}

/// Scores a model file on articles; what went wrong goes to `log`.
pub fn evaluate(model: &[u8], items: &[Item], log: &mut Vec<String>) -> Score {
    let mut score = Score::default();
    let Some(model) = Model::new(model) else { return score };
    for item in items {
        if item.spans.is_empty() {
            score.compare(&item.gold, &names(item, &model));
        } else {
            let found = entity::find(&item.text, item.lang, &item.tokens, &model);
            score.compare(&item.spans, &found);
            tell(item, &item.spans, &found, "missed", log);
            tell(item, &found, &item.spans, "wrong", log);
        }
    }
    score
}

/// Notes the names that others do not have, each with what the others have in its place.
fn tell(item: &Item, names: &[(Span, u8)], others: &[(Span, u8)], what: &str, log: &mut Vec<String>) {
    let tag = |kind: u8| KINDS[usize::from(kind)].tag();
    for &(span, kind) in names.iter().filter(|n| !others.contains(n)) {
        let beside = others.iter().filter(|(s, _)| s.overlaps(span));
        let beside: String = beside.map(|(s, k)| format!(" [{} {}]", s.of(&item.text), tag(*k))).collect();
        let before = item.text[..span.start as usize].lines().next_back().unwrap_or_default();
        let after = item.text[span.end as usize..].lines().next().unwrap_or_default();
        let skipped = before.chars().count().saturating_sub(40);
        let before: String = before.chars().skip(skipped).collect();
        let after: String = after.chars().take(30).collect();
        let name = span.of(&item.text);
        log.push(format!("{} {what} {} {name}{beside}: {before}[{name}]{after}", item.name, tag(kind)));
    }
}

/// The names of a column file's article, whose tokens are their own borders.
fn names(item: &Item, model: &Model) -> Vec<Name> {
    let article = Article::new(&item.text, item.lang, &item.tokens, &Lexicon::shipped());
    tagger::names(&article, model)
}
