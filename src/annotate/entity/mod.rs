//! Names: found by [`recognise`], joined into entities by [`join`].

pub mod cluster;
pub mod gazetteer;
pub mod hashed;

use super::{Entity, EntityId, Mention, RawMention};
use crate::document::Document;
use crate::document::token::Tokens;

/// Finds the names in a document, in order, none inside another.
pub fn recognise(_document: &Document, _tokens: &Tokens) -> Vec<RawMention> {
    Vec::new()
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
