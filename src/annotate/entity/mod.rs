//! Names: found by [`recognise`], joined into entities by [`join`].

pub mod article;
pub mod cluster;
pub mod feature;
pub mod gazetteer;
mod genitive;
pub mod hash;
pub mod hashed;
mod join;
pub mod label;
pub mod lexicon;
pub mod model;
pub mod tagger;
pub mod viterbi;
pub mod word;

pub use join::join;

use article::Article;
use label::Name;
use lexicon::Lexicon;
use model::Model;

use super::RawMention;
use crate::document::token::Tokens;
use crate::document::{Document, Lang};
use crate::text::Span;

/// Finds the names in a document, in order, none inside another.
pub fn recognise(document: &Document, tokens: &Tokens) -> Vec<RawMention> {
    let lang = document.meta.lang;
    let Some(model) = model::shipped(lang) else { return Vec::new() };
    let names = find(&document.text, lang, tokens, &model);
    names.into_iter().map(|(span, kind)| RawMention { span, kind: label::KINDS[kind as usize] }).collect()
}

/// The names that a model finds, without their genitive endings: spans, and kinds as indices into [`label::KINDS`].
pub fn find(text: &str, lang: Lang, tokens: &Tokens, model: &Model) -> Vec<(Span, u8)> {
    let lexicon = Lexicon::shipped();
    let article = Article::new(text, lang, tokens, &lexicon);
    let trimmed = |name: Name| {
        let span = tagger::span(tokens, &name);
        (genitive::trim(&article, &lexicon, lang, text, &name, span), name.kind)
    };
    tagger::names(&article, model).into_iter().map(trimmed).collect()
}
