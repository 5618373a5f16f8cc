//! Gold articles made into documents with their gold headings and entities.

use crate::annotate::{Entity, EntityId, Mention, RawMention};
use crate::document::Document;
use crate::document::token::{Tokens, tokenize};
use crate::train::gold::{self, Gold};
use std::error::Error;
use std::path::Path;

pub use crate::train::gold::Quote as GoldQuote;

/// A gold article.
pub struct Article {
    /// Its file's name.
    pub name: String,
    /// The document, with its gold headings.
    pub document: Document,
    /// Its tokens.
    pub tokens: Tokens,
    /// Its gold mentions.
    pub mentions: Vec<Mention>,
    /// Its gold entities.
    pub entities: Vec<Entity>,
    /// Its gold quotes.
    pub quotes: Vec<GoldQuote>,
    /// Whether it was written for the training, and is no news.
    pub written: bool,
}

impl Article {
    /// Takes the names that the recogniser finds in place of the gold ones.
    pub fn recognise(&mut self) {
        let raw = crate::annotate::entity::recognise(&self.document, &self.tokens);
        (self.mentions, self.entities) = crate::annotate::entity::join(&self.document, &self.tokens, raw);
    }
}

/// Reads every gold article of a folder, in order of name.
///
/// # Errors
/// When the folder or a file cannot be read, or is not of its form.
pub fn load(folder: &Path) -> Result<Vec<Article>, Box<dyn Error>> {
    Ok(gold::read(folder)?.into_iter().map(article).collect())
}

fn article(gold: Gold) -> Article {
    let document = gold.document();
    let tokens = tokenize(&document);
    // A corpus without entities gets those that the recogniser finds.
    let apart = gold.names.iter().all(|n| n.name.is_none());
    let (mentions, entities) = if gold.names.is_empty() {
        let raw = crate::annotate::entity::recognise(&document, &tokens);
        crate::annotate::entity::join(&document, &tokens, raw)
    } else if apart {
        // Most do not say which mentions name the same.
        let raw = gold.names.iter().map(|n| RawMention { span: n.span, kind: n.kind }).collect();
        crate::annotate::entity::join(&document, &tokens, raw)
    } else {
        join(&gold)
    };
    Article {
        name: gold.name,
        document,
        tokens,
        mentions,
        entities,
        quotes: gold.quotes,
        written: gold.written,
    }
}

/// Joins the gold mentions by their canonical names.
fn join(gold: &Gold) -> (Vec<Mention>, Vec<Entity>) {
    let mut mentions = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    for e in &gold.names {
        let name = e.name.clone().unwrap_or_else(|| e.span.of(&gold.text).to_string());
        let id = entities.iter().position(|x| x.name == name).unwrap_or(entities.len());
        if id == entities.len() {
            entities.push(Entity {
                name,
                kind: e.kind,
                role: None,
                value: None,
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
        }
        entities[id].mentions.push(mentions.len() as u32);
        mentions.push(Mention { span: e.span, kind: e.kind, entity: EntityId(id as u32) });
    }
    (mentions, entities)
}
