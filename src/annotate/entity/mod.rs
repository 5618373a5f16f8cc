//! Names: found by [`recognise`], joined into entities by [`join`].

pub mod article;
pub mod cluster;
pub mod feature;
pub mod gazetteer;
pub mod hash;
pub mod hashed;
mod join;
pub mod label;
pub mod lexicon;
pub mod model;
pub mod second;
pub mod tagger;
pub mod viterbi;
pub mod word;

pub use join::join;

use super::RawMention;
use crate::document::Document;
use crate::document::token::Tokens;

/// Finds the names in a document, in order, none inside another.
pub fn recognise(document: &Document, tokens: &Tokens) -> Vec<RawMention> {
    let Some(model) = model::shipped(document.meta.lang) else { return Vec::new() };
    let lexicon = lexicon::Lexicon::shipped();
    let article = article::Article::new(&document.text, document.meta.lang, tokens, &lexicon);
    let mention = |name: label::Name| RawMention {
        span: tagger::span(tokens, &name),
        kind: label::KINDS[name.kind as usize],
    };
    tagger::names(&article, &model).into_iter().map(mention).collect()
}
