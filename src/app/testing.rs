//! A reader to type keys at, for the tests of this floor: one made-up article, its names and quotes marked by hand.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::panes::entities::Row;
use super::state::{Options, State};
use super::update;
use crate::annotate::{
    Annotations, EntityId, Kind, Quote, QuoteKind, RawMention, SourceKind, Speaker, entity,
};
use crate::command::{Keymap, Preset, build};
use crate::document::{Document, Format, parse, token};
use crate::library::Article;
use crate::library::scan::Source;
use crate::text::Span;

/// Karin Jansen is named in full, then Jansen; the Raad twice; Tass once, as a place.
const TEXT: &str = "Karin Jansen sprak de Raad toe. \"Het is te laat\", zei Jansen. Daarna zweeg de Raad.\n\nVolgens Tass \
is de brug \"veilig\". \"Wij weten van niets\", zei een ingewijde. Bij Oldehaven is het stil.";

/// A reader with its keys.
pub(super) struct Desk {
    pub(super) state: State,
    pub(super) keymap: Keymap,
    /// What the keys typed last asked for.
    pub(super) effects: Vec<Effect>,
}

impl Desk {
    /// The article opened in a window of 120 by 40, found twice: as `ochtend.txt` and `avond.txt`.
    pub(super) fn new() -> Desk {
        let source = |name: &str| Source {
            path: PathBuf::from(name),
            format: Format::Plain,
            held: None,
            stamp: Default::default(),
        };
        let sources = vec![source("map/ochtend.txt"), source("map/avond.txt")];
        let state = State::new(sources, Vec::new(), Options::default(), (120, 40));
        let keymap = build(Preset::Vim, &[]).0;
        let mut desk = Desk { state, keymap, effects: Vec::new() };
        let effects = update::start(&mut desk.state);
        desk.perform(&effects);
        desk
    }

    /// Types keys with spaces between them, then text for a prompt where `text` is not empty.
    pub(super) fn keys(&mut self, keys: &str) -> &mut Desk {
        self.effects.clear();
        for key in keys.split(' ') {
            let effects = update::key(&mut self.state, &self.keymap, key.parse().unwrap());
            self.perform(&effects);
            self.effects.extend(effects);
        }
        self
    }

    /// Types a text, a key for each character.
    pub(super) fn text(&mut self, text: &str) -> &mut Desk {
        for c in text.chars() {
            let key = if c == ' ' { "space".to_string() } else { c.to_string() };
            self.keys(&key);
        }
        self
    }

    /// Opens at once what is asked for, as the worker would later.
    fn perform(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Open { source, generation, .. } = effect {
                let document = parse(TEXT.as_bytes(), Format::Plain);
                let found = Arc::new(found(&document));
                let article = Article::new(source.clone(), document);
                update::opened(&mut self.state, *generation, Ok(article));
                update::annotated(&mut self.state, *generation, found);
            }
        }
    }

    /// The rows of the entities pane, `KIND name count`, the one with the cursor marked.
    pub(super) fn entities(&self) -> Vec<String> {
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
    pub(super) fn said(&self) -> &str {
        self.state.message.as_ref().map_or("", |m| &m.text)
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
        Some(Speaker { name: name.into(), mention: Some(mention), entity: entity.map(EntityId) })
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
