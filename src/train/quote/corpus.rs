//! Gold articles in the interchange format, made into documents with their gold headings and entities.

use crate::annotate::{Entity, EntityId, Kind, Mention, Quote, QuoteKind};
use crate::document::token::{Tokens, tokenize};
use crate::document::{Block, BlockKind, Document, Lang, Section};
use crate::text::Span;
use serde::Deserialize;
use std::error::Error;
use std::path::Path;

#[derive(Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct GoldSection {
    heading: Option<Range>,
}

#[derive(Deserialize)]
struct GoldEntity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct GoldName {
    name: Option<String>,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Deserialize)]
struct GoldVia {
    name: String,
}

#[derive(Deserialize)]
struct GoldQuoteFile {
    start: usize,
    end: usize,
    kind: String,
    speaker: Option<GoldName>,
    via: Option<GoldVia>,
}

#[derive(Deserialize)]
struct GoldFile {
    text: String,
    lang: String,
    #[serde(default)]
    sections: Vec<GoldSection>,
    #[serde(default)]
    entities: Vec<GoldEntity>,
    quotes: Vec<GoldQuoteFile>,
}

/// A quote as a reader marked it.
#[derive(Clone, Debug)]
pub struct GoldQuote {
    /// Where.
    pub span: Span,
    /// What; none for the kind "other".
    pub kind: Option<QuoteKind>,
    /// Acceptable names of the speaker; empty for none.
    pub names: Vec<String>,
    /// The medium.
    pub via: Option<String>,
}

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
}

impl Article {
    /// Runs the engine on it.
    pub fn annotate(&self) -> Vec<Quote> {
        crate::annotate::quote::find(&self.document, &self.tokens, &self.mentions, &self.entities)
    }
}

/// Reads every `*.gold.json` of a folder, in order of name.
///
/// # Errors
/// When the folder or a file cannot be read, or is not of the format.
pub fn load(folder: &Path) -> Result<Vec<Article>, Box<dyn Error>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".gold.json"))
        else {
            continue;
        };
        let file: GoldFile = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        articles.push(article(name, &file));
    }
    Ok(articles)
}

fn article(name: &str, file: &GoldFile) -> Article {
    let bytes: Vec<usize> = file.text.char_indices().map(|(i, _)| i).chain([file.text.len()]).collect();
    let at = |offset: usize| bytes.get(offset).copied().unwrap_or(file.text.len());
    let headings: Vec<Span> = file
        .sections
        .iter()
        .filter_map(|s| s.heading.as_ref())
        .map(|h| Span::new(at(h.start), at(h.end)))
        .collect();
    let document = document(&file.text, &file.lang, &headings);
    let tokens = tokenize(&document);
    // A corpus without entities gets those that the recogniser finds.
    let (mentions, entities) = if file.entities.is_empty() {
        crate::annotate::entity::join(
            &document,
            &tokens,
            crate::annotate::entity::recognise(&document, &tokens),
        )
    } else {
        join(file, at)
    };
    let quotes = file
        .quotes
        .iter()
        .map(|q| GoldQuote {
            span: Span::new(at(q.start), at(q.end)),
            kind: kind(&q.kind),
            names: q.speaker.iter().flat_map(|s| s.name.iter().chain(&s.names)).cloned().collect(),
            via: q.via.as_ref().map(|v| v.name.clone()),
        })
        .collect();
    Article { name: name.to_string(), document, tokens, mentions, entities, quotes }
}

fn kind(tag: &str) -> Option<QuoteKind> {
    [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Scare].into_iter().find(|k| k.tag() == tag)
}

fn document(text: &str, lang: &str, headings: &[Span]) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let span = Span::new(at, at + trimmed.len());
        if !trimmed.is_empty() {
            let heading = headings.iter().any(|h| h.overlaps(span));
            let kind = if heading { BlockKind::Heading } else { BlockKind::Paragraph };
            blocks.push(Block { span, kind });
        }
        at += line.len();
    }
    let sections = vec![Section { heading: None, level: 1, span: Span::new(0, text.len()) }];
    let mut document = Document { text: text.to_string(), blocks, sections, ..Document::default() };
    document.meta.lang = Lang::from_tag(lang).unwrap_or_default();
    document
}

/// Joins the gold mentions by their canonical names.
fn join(file: &GoldFile, at: impl Fn(usize) -> usize) -> (Vec<Mention>, Vec<Entity>) {
    let mut mentions = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    for e in &file.entities {
        let Some(kind) = Kind::from_tag(&e.kind) else { continue };
        let span = Span::new(at(e.start), at(e.end));
        let name = e.name.clone().unwrap_or_else(|| span.of(&file.text).to_string());
        let id = entities.iter().position(|x| x.name == name).unwrap_or(entities.len());
        if id == entities.len() {
            entities.push(Entity {
                name,
                kind,
                role: None,
                value: None,
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
        }
        entities[id].mentions.push(mentions.len() as u32);
        mentions.push(Mention { span, kind, entity: EntityId(id as u32) });
    }
    (mentions, entities)
}
