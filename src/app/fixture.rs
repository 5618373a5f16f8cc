//! A reader without a terminal, for tests: articles from Markdown, keys as the config writes them.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::reader::Reader;
use super::state::{Options, State};
use super::update;
use crate::annotate::annotate;
use crate::command::{Keymap, Keys, Preset};
use crate::document::Format;
use crate::library::Article;
use crate::library::scan::{Source, load};

/// A reader at work.
pub(crate) struct Desk {
    pub(crate) state: State,
    pub(crate) keymap: Keymap,
}

impl Desk {
    /// Opens articles named `0.md`, `1.md` and so on in a window of 120 by 40.
    pub(crate) fn new(texts: &[&str]) -> Desk {
        let source = |(i, text): (usize, &&str)| Source {
            path: PathBuf::from(format!("{i}.md")),
            format: Format::Markdown,
            held: Some(text.as_bytes().into()),
            stamp: Default::default(),
        };
        let sources = texts.iter().enumerate().map(source).collect();
        let state = State::new(sources, Vec::new(), Options::default(), (120, 40));
        let mut desk = Desk { state, keymap: Keymap::defaults(Preset::Vim) };
        let effects = update::start(&mut desk.state);
        desk.perform(effects);
        desk
    }

    /// Types keys, with spaces between them; returns what is left to do outside.
    pub(crate) fn keys(&mut self, typed: &str) -> Vec<Effect> {
        let keys: Keys = typed.parse().expect("keys");
        let mut left = Vec::new();
        for key in keys.as_slice() {
            let effects = update::key(&mut self.state, &self.keymap, *key);
            left.extend(self.perform(effects));
        }
        left
    }

    /// Opens what is to be opened, as the worker does.
    pub(crate) fn perform(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut left = Vec::new();
        for effect in effects {
            let Effect::Open { source, generation, .. } = effect else {
                left.push(effect);
                continue;
            };
            let document = load(&source).expect("an article");
            let article = Article::new(source, document);
            let annotations = Arc::new(annotate(&article.document));
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

    /// What the status line says.
    pub(crate) fn said(&self) -> &str {
        self.state.message.as_ref().map_or("", |m| &m.text)
    }
}
