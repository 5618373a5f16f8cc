//! A reader without a terminal, for tests: articles from memory, keys as the config writes them.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::panes::entities::Row;
use super::reader::Reader;
use super::state::{Options, State};
use super::update;
use crate::annotate::{
    Annotations, EntityId, Kind, Quote, QuoteKind, RawMention, SourceKind, Speaker, annotate, entity,
};
use crate::command::{Keymap, Keys, Preset};
use crate::document::{Document, Format, token};
use crate::library::Article;
use crate::library::scan::{Source, load};
use crate::text::Span;

/// Karin Jansen is named in full, then Jansen; the Raad twice; Tass once, as a place.
const TEXT: &str = "Karin Jansen sprak de Raad toe. \"Het is te laat\", zei Jansen. Daarna zweeg de Raad.\n\nVolgens Tass \
is de brug \"veilig\". \"Wij weten van niets\", zei een ingewijde. Bij Oldehaven is het stil.";

/// A reader at work.
pub(crate) struct Desk {
    pub(crate) state: State,
    pub(crate) keymap: Keymap,
    /// What the keys typed last asked to be done outside.
    pub(crate) effects: Vec<Effect>,
    engine: fn(&Document) -> Annotations,
}

impl Desk {
    /// Opens Markdown articles named `0.md`, `1.md` and so on, with what the engine finds in them.
    pub(crate) fn new(texts: &[&str]) -> Desk {
        let named = texts.iter().enumerate().map(|(i, text)| (format!("{i}.md"), *text));
        Self::open(named.collect(), annotate)
    }

    /// Opens one article twice, as `ochtend.txt` and `avond.txt`, its names and quotes marked by hand.
    pub(crate) fn by_hand() -> Desk {
        Self::open(vec![("map/ochtend.txt".into(), TEXT), ("map/avond.txt".into(), TEXT)], found)
    }

    /// Opens articles in a window of 120 by 40.
    fn open(articles: Vec<(String, &str)>, engine: fn(&Document) -> Annotations) -> Desk {
        let source = |(name, text): (String, &str)| Source {
            format: Format::from_name(&name).expect("a known name"),
            path: PathBuf::from(name),
            held: Some(text.as_bytes().into()),
            stamp: Default::default(),
        };
        let sources = articles.into_iter().map(source).collect();
        let state = State::new(sources, Vec::new(), Options::default(), (120, 40));
        let mut desk = Desk { state, keymap: Keymap::defaults(Preset::Vim), effects: Vec::new(), engine };
        let effects = update::start(&mut desk.state);
        desk.perform(effects);
        desk
    }

    /// Types keys, with spaces between them.
    pub(crate) fn press(&mut self, typed: &str) -> &mut Desk {
        self.effects.clear();
        let keys: Keys = typed.parse().expect("keys");
        for key in keys.as_slice() {
            let effects = update::key(&mut self.state, &self.keymap, *key);
            let left = self.perform(effects);
            self.effects.extend(left);
        }
        self
    }

    /// Types keys, with spaces between them; returns what is left to do outside.
    pub(crate) fn keys(&mut self, typed: &str) -> Vec<Effect> {
        std::mem::take(&mut self.press(typed).effects)
    }

    /// Types a text, a key for each character.
    pub(crate) fn text(&mut self, text: &str) -> &mut Desk {
        for c in text.chars() {
            let key = if c == ' ' { "space".to_string() } else { c.to_string() };
            self.press(&key);
        }
        self
    }

    /// Opens what is to be opened, as the worker does; returns what is left to do.
    pub(crate) fn perform(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut left = Vec::new();
        for effect in effects {
            let Effect::Open { source, generation, .. } = effect else {
                left.push(effect);
                continue;
            };
            let article = Article::new(source.clone(), load(&source).expect("an article"));
            let annotations = Arc::new((self.engine)(&article.document));
            update::opened(&mut self.state, generation, Ok(article));
            update::annotated(&mut self.state, generation, annotations);
        }
        left
    }

    /// The open article.
    pub(crate) fn reader(&self) -> &Reader {
        self.state.reader.as_ref().expect("an open article")
    }

    /// The text from the eye on, cut short.
    pub(crate) fn at_eye(&self) -> &str {
        let reader = self.reader();
        let rest = &reader.document().text[reader.eye..];
        &rest[..rest.floor_char_boundary(12)]
    }

    /// The rows of the entities pane, `KIND name count`, the one with the cursor marked.
    pub(crate) fn entities(&self) -> Vec<String> {
        let pane = &self.state.entities;
        let annotations = self.state.reader.as_ref().unwrap().annotations();
        let row = |(i, row): (usize, &Row)| match row {
            Row::Entity(id, _) => {
                let e = annotations.entity(*id).unwrap();
                let cursor = if i == pane.cursor.at { ">" } else { "" };
                Some(format!("{cursor}{} {} {}", e.kind.tag(), e.name, e.mentions.len()))
            }
            Row::Group(..) => None,
        };
        pane.rows.iter().enumerate().filter_map(row).collect()
    }

    /// What the status line says.
    pub(crate) fn said(&self) -> &str {
        self.state.notices.message.as_ref().map_or("", |m| &m.text)
    }
}

fn found(document: &Document) -> Annotations {
    let text = &document.text;
    let span = |from: usize, words: &str| {
        let at = from + text[from..].find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let raw = [
        (0, "Karin Jansen", Kind::Person),
        (0, "Raad", Kind::Organisation),
        (30, "Jansen", Kind::Person),
        (60, "Raad", Kind::Organisation),
        (80, "Tass", Kind::Place),
        (80, "Oldehaven", Kind::Place),
    ];
    let raw = raw.map(|(from, words, kind)| RawMention { span: span(from, words), kind });
    let (mentions, entities) = entity::join(document, &token::tokenize(document), raw.to_vec());
    let quote = |words: &str, kind, source, speaker| Quote {
        span: span(0, words),
        kind,
        speaker,
        cue: None,
        via: None,
        confidence: 0.4,
        source,
    };
    let speaker = |name: &str, mention, entity: Option<u32>| {
        Some(Speaker {
            name: name.into(),
            mention: Some(mention),
            phrase: None,
            entity: entity.map(EntityId),
        })
    };
    let jansen = speaker("Karin Jansen", span(30, "Jansen"), Some(0));
    let insider = speaker("ingewijde", span(0, "ingewijde"), None);
    let quotes = vec![
        quote("\"Het is te laat\"", QuoteKind::Direct, SourceKind::Named, jansen),
        quote(
            "is de brug",
            QuoteKind::Indirect,
            SourceKind::Named,
            speaker("Tass", span(80, "Tass"), Some(2)),
        ),
        quote("\"veilig\"", QuoteKind::Scare, SourceKind::None, None),
        quote("\"Wij weten van niets\"", QuoteKind::Direct, SourceKind::Anonymous, insider),
    ];
    Annotations { mentions, entities, quotes }
}
