//! The reader without a terminal: real keys in, a buffer of cells out, articles from memory, nothing on disk.

use std::path::PathBuf;
use std::sync::Arc;

use briefing::annotate::Annotations;
use briefing::app::effect::Effect;
use briefing::app::state::{Options, State};
use briefing::app::update;
use briefing::command::{Keymap, Keys, Preset};
use briefing::document::{Document, Format};
use briefing::library::scan::{self, Source};
use briefing::library::shelf::Answer;
use briefing::library::{Article, Summary};
use briefing::theme::{DEFAULT_DARK, Theme, shipped};
use briefing::view::{self, Glyphs, Look};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What stands in for the engine.
pub type Engine = fn(&Document) -> Annotations;

/// A reader on a stage.
pub struct Stage {
    pub state: State,
    pub theme: Theme,
    pub glyphs: Glyphs,
    pub buffer: Buffer,
    keymap: Keymap,
    engine: Engine,
}

impl Stage {
    /// Opens articles, each a file's name and its text, in a window of columns and rows.
    pub fn open(articles: &[(&str, &str)], engine: Engine, (columns, rows): (u16, u16)) -> Self {
        let sources: Vec<Source> = articles.iter().map(|(name, text)| held(name, text)).collect();
        let state = State::new(sources.clone(), Vec::new(), Options::default(), (columns, rows));
        let mut stage = Self {
            state,
            theme: shipped(DEFAULT_DARK).unwrap_or_else(Theme::plain),
            glyphs: Glyphs::UNICODE,
            buffer: Buffer::empty(Rect::new(0, 0, columns, rows)),
            keymap: Keymap::defaults(Preset::default()),
            engine,
        };
        for (item, source) in sources.iter().enumerate() {
            let summary = scan::load(source).map(|d| Summary::of(source, &d)).map_err(|e| e.to_string());
            update::listed(&mut stage.state, item, &source.path, summary);
        }
        let effects = update::start(&mut stage.state);
        stage.perform(effects);
        stage.draw();
        stage
    }

    /// Types keys by name, separated by spaces; words in quotes are no keys, so `type_text` types those.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let keys: Keys = keys.parse().unwrap_or_else(|e| panic!("{keys}: {e}"));
        for key in keys.as_slice() {
            let effects = update::key(&mut self.state, &self.keymap, *key);
            self.perform(effects);
        }
        self.draw();
        self
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let key = briefing::command::Key::plain(briefing::command::KeyCode::Char(letter));
            let effects = update::key(&mut self.state, &self.keymap, key);
            self.perform(effects);
        }
        self.draw();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        update::resize(&mut self.state, columns, rows);
        self.buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.draw();
        self
    }

    /// Hears an answer of the library; its articles are not on this stage.
    pub fn answer(&mut self, answer: Answer) -> &mut Self {
        update::answered(&mut self.state, answer);
        self.draw();
        self
    }

    /// Draws a frame.
    pub fn draw(&mut self) {
        self.buffer.reset();
        let look = Look { theme: &self.theme, keymap: &self.keymap, glyphs: &self.glyphs };
        view::draw(&self.state, look, &mut self.buffer);
    }

    /// The frame as text.
    pub fn text(&self) -> String {
        let columns = usize::from(self.buffer.area.width);
        let rows = self.buffer.content.chunks(columns);
        let line = |row: &[ratatui::buffer::Cell]| {
            let text: String = row.iter().map(|cell| cell.symbol()).collect();
            text.trim_end().to_owned()
        };
        rows.map(line).collect::<Vec<_>>().join("\n")
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Open { source, generation, .. } = effect {
                self.read(&source, generation);
            }
        }
    }

    /// What the worker does, at once.
    fn read(&mut self, source: &Source, generation: u64) {
        let document = scan::load(source).map_err(|e| e.to_string());
        let found = document.as_ref().map(|d| (self.engine)(d)).unwrap_or_default();
        let article = document.map(|document| Article::new(source.clone(), document));
        update::opened(&mut self.state, generation, article);
        update::annotated(&mut self.state, generation, Arc::new(found));
    }
}

/// An article that is in memory already.
fn held(name: &str, text: &str) -> Source {
    let format = Format::from_name(name).unwrap_or(Format::Plain);
    Source { path: PathBuf::from(name), format, held: Some(text.as_bytes().into()), stamp: None }
}
