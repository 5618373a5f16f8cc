//! Names: found by [`recognise`], joined into entities by [`join`].

pub mod article;
pub mod cluster;
pub mod feature;
pub mod gazetteer;
pub mod hash;
pub mod hashed;
pub mod label;
pub mod lexicon;
pub mod model;
pub mod tagger;
pub mod viterbi;
pub mod word;

use super::{Entity, EntityId, Mention, RawMention};
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

/// Joins mentions into entities: every mention gets one, in order of first mention.
pub fn join(document: &Document, _tokens: &Tokens, raw: Vec<RawMention>) -> (Vec<Mention>, Vec<Entity>) {
    let mut mentions = Vec::with_capacity(raw.len());
    let mut entities: Vec<Entity> = Vec::new();
    for (i, m) in raw.into_iter().enumerate() {
        let name = m.span.of(&document.text);
        let at = entities.iter().position(|e| e.name == name && e.kind == m.kind).unwrap_or(entities.len());
        if at == entities.len() {
            entities.push(Entity {
                name: name.to_string(),
                kind: m.kind,
                role: None,
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
        }
        entities[at].mentions.push(i as u32);
        mentions.push(Mention { span: m.span, kind: m.kind, entity: EntityId(at as u32) });
    }
    (mentions, entities)
}
