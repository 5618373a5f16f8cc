//! What the tests of quotes share: a text in which given names are entities.

use super::context::Context;
use super::{Stage, find};
use crate::annotate::{Entity, EntityId, Kind, Mention, Quote};
use crate::document::token::{self, Tokens};
use crate::document::{Document, Format, Lang, parse};
use crate::language::Pack;
use crate::text::Span;

/// A text read, with the names in it.
pub struct Sample {
    pub document: Document,
    tokens: Tokens,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
}

impl Sample {
    /// Reads a text in which each of the names is an entity, mentioned wherever its last word stands.
    pub fn new(lang: Lang, text: &str, names: &[(&str, Kind)]) -> Sample {
        let mut document = parse(text.as_bytes(), Format::Plain);
        document.meta.lang = lang;
        let tokens = token::tokenize(&document);
        let (mut mentions, mut entities) = (Vec::new(), Vec::new());
        for (id, (name, kind)) in names.iter().enumerate() {
            let last = name.rsplit(' ').next().unwrap();
            let starts = document.text.match_indices(last).map(|(at, _)| at);
            for at in starts {
                let full = document.text[..at + last.len()].ends_with(name);
                let start = if full { at + last.len() - name.len() } else { at };
                let span = Span::new(start, at + last.len());
                mentions.push(Mention { span, kind: *kind, entity: EntityId(id as u32) });
            }
            let name = (*name).to_string();
            entities.push(Entity {
                name,
                kind: *kind,
                role: None,
                value: None,
                aliases: vec![],
                mentions: vec![],
            });
        }
        mentions.sort_by_key(|m| m.span.start);
        Sample { document, tokens, mentions, entities }
    }

    /// The text made ready for the models.
    pub fn stage(&self) -> Stage<'_> {
        let pack = Pack::of(self.document.meta.lang);
        Stage::new(Context::new(&self.document, &self.tokens, &self.mentions, &self.entities, pack))
    }

    /// The quotes found.
    pub fn quotes(&self) -> Vec<Quote> {
        find(&self.document, &self.tokens, &self.mentions, &self.entities)
    }
}
