//! Gold articles: text with headings, names and quotes as a careful reader marked them, from either form that a folder
//! may hold them in.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::markup;
use crate::annotate::{Kind, QuoteKind};
use crate::document::{Block, BlockKind, Document, Lang, Section};
use crate::text::Span;

/// A gold article.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Its file's name without endings.
    pub name: String,
    /// Whether it was written and marked up for the training, and is no news.
    pub written: bool,
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Headings.
    pub headings: Vec<Span>,
    /// Names and figures, in order.
    pub names: Vec<Name>,
    /// Quotes, in order.
    pub quotes: Vec<Quote>,
}

/// A name or figure.
#[derive(Clone, Debug)]
pub struct Name {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// The fullest name of what it means, where the file says so.
    pub name: Option<String>,
}

/// A quote.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Where.
    pub span: Span,
    /// What; none for the kind "other".
    pub kind: Option<QuoteKind>,
    /// Acceptable names of the speaker; empty for none.
    pub names: Vec<String>,
    /// The medium.
    pub via: Option<String>,
}

impl Gold {
    /// The article as a document whose blocks are its lines and whose headings are the marked ones.
    pub fn document(&self) -> Document {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            if !span.is_empty() {
                let heading = self.headings.iter().any(|h| h.overlaps(span));
                let kind = if heading { BlockKind::Heading } else { BlockKind::Paragraph };
                blocks.push(Block { span, kind });
            }
            at += line.len();
        }
        let sections = vec![Section { heading: None, level: 1, span: Span::new(0, self.text.len()) }];
        let mut document = Document { text: self.text.clone(), blocks, sections, ..Document::default() };
        document.meta.lang = self.lang;
        document
    }
}

/// Reads every article of a folder, in the order of their names: `*.gold.json` in the interchange format, and
/// marked-up `*.txt` that have no such file beside them. The folder of the latter is named by their language.
///
/// # Errors
/// When the folder or a file cannot be read, or is not of its form.
pub fn read(folder: &Path) -> Result<Vec<Gold>, Box<dyn Error>> {
    let told = |path: &Path, what: &dyn std::fmt::Display| format!("{}: {what}", path.display());
    let entries = fs::read_dir(folder).map_err(|e| told(folder, &e))?;
    let mut paths: Vec<PathBuf> = entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let file = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let (name, marked) = match (file.strip_suffix(".gold.json"), file.strip_suffix(".txt")) {
            (Some(name), _) => (name, false),
            (_, Some(name)) if !folder.join(format!("{name}.gold.json")).exists() => (name, true),
            _ => continue,
        };
        let content = fs::read_to_string(&path).map_err(|e| told(&path, &e))?;
        let gold = if marked {
            let lang = folder.file_name().and_then(|n| Lang::from_tag(n.to_str()?));
            let lang = lang.ok_or_else(|| told(folder, &"not named by a language, such as `en`"))?;
            markup::read(&content, lang)
        } else {
            interchange(&content)
        };
        articles.push(Gold { name: name.to_string(), written: marked, ..gold.map_err(|e| told(&path, &e))? });
    }
    Ok(articles)
}

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
struct GoldSpeaker {
    name: Option<String>,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Deserialize)]
struct GoldVia {
    name: String,
}

#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    kind: String,
    speaker: Option<GoldSpeaker>,
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
    #[serde(default)]
    quotes: Vec<GoldQuote>,
}

/// Reads the interchange format, whose offsets are counted in characters.
fn interchange(content: &str) -> Result<Gold, String> {
    let file: GoldFile = serde_json::from_str(content).map_err(|e| e.to_string())?;
    let lang = Lang::from_tag(&file.lang).ok_or_else(|| format!("no such language: {}", file.lang))?;
    let bytes: Vec<usize> = file.text.char_indices().map(|(i, _)| i).chain([file.text.len()]).collect();
    let span = |start: usize, end: usize| match (bytes.get(start), bytes.get(end)) {
        (Some(&start), Some(&end)) => Ok(Span::new(start, end)),
        _ => Err(format!("{start} to {end} is outside the text")),
    };
    let mut gold = Gold { lang, ..Gold::default() };
    for h in file.sections.iter().filter_map(|s| s.heading.as_ref()) {
        gold.headings.push(span(h.start, h.end)?);
    }
    for e in file.entities {
        let span = span(e.start, e.end)?;
        gold.names.extend(Kind::from_tag(&e.kind).map(|kind| Name { span, kind, name: e.name }));
    }
    for q in file.quotes {
        gold.quotes.push(Quote {
            span: span(q.start, q.end)?,
            kind: [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Scare]
                .into_iter()
                .find(|k| k.tag() == q.kind),
            names: q.speaker.into_iter().flat_map(|s| s.name.into_iter().chain(s.names)).collect(),
            via: q.via.map(|v| v.name),
        });
    }
    gold.text = file.text;
    gold.names.sort_by_key(|n| n.span);
    Ok(gold)
}
