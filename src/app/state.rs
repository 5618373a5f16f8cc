//! All that the screen shows, in one place.

use super::Pane;
use super::catalogue::Catalogue;
use super::dim::Dim;
use super::geometry::{Geometry, PaneOptions, arrange};
use super::layout::Setting;
use super::overlay::Overlay;
use super::panes::Cursor;
use super::panes::entities::EntityPane;
use super::panes::list::Items;
use super::panes::quotes::QuotePane;
use super::reader::Reader;
use super::rulebook::Rulebook;
use super::search::Query;
use super::session::Session;
use super::update::Digits;
use super::window::Page;
use crate::command::Key;
use crate::command::Next;
use crate::library::scan::Source;

/// What the reader chose in the configuration, as plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The panes.
    pub panes: PaneOptions,
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// Whether paragraphs are indented instead of spaced.
    pub indented: bool,
    /// Whether lines are filled out to the width of the column.
    pub justified: bool,
    /// Lines that stay in view when a page is turned.
    pub context_lines: u16,
    /// Lines that one turn of the wheel scrolls.
    pub wheel_lines: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            panes: PaneOptions::default(),
            hyphenate: true,
            indented: false,
            justified: false,
            context_lines: 2,
            wheel_lines: 3,
        }
    }
}

/// All that the screen shows.
#[derive(Debug)]
pub struct State {
    /// The list of articles.
    pub list: ListPane,
    /// The open article.
    pub reader: Option<Reader>,
    /// Its entities.
    pub entities: EntityPane,
    /// Its quotes.
    pub quotes: QuotePane,
    /// The corrections.
    pub rulebook: Rulebook,
    /// The window.
    pub screen: Screen,
    /// The search.
    pub search: Search,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// Keys typed so far.
    pub typed: Typed,
    /// What is to be told.
    pub notices: Notices,
    /// What is kept over all articles.
    pub session: Session,
    /// The library, as far as it is known here.
    pub catalogue: Catalogue,
}

/// The list of articles.
#[derive(Debug)]
pub struct ListPane {
    /// The articles.
    pub items: Items,
    /// The row with the cursor.
    pub cursor: Cursor,
    /// Which of them is open or being opened.
    pub open: Option<Opened>,
}

/// What the reader is to be told.
#[derive(Debug)]
pub struct Notices {
    /// In the status line, until the next key.
    pub message: Option<Message>,
    /// What was wrong with the configuration and the paths.
    pub problems: Vec<String>,
}

/// The article that was asked for last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its place in the list.
    pub item: usize,
    /// Whether it was read, and not only looked at from the list.
    pub entered: bool,
    /// The number of the request: an answer to an older one comes too late.
    pub generation: u64,
}

/// The window and how it is divided.
#[derive(Debug)]
pub struct Screen {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// What the reader chose.
    pub options: Options,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The pane shown beside the article where only one fits.
    pub tab: Pane,
    /// Whether the text is shown alone.
    pub zen: bool,
    /// What alone stays bright.
    pub dim: Option<Dim>,
    /// Where everything stands.
    pub geometry: Geometry,
}

/// The search, over all articles of the session.
#[derive(Debug, Default)]
pub struct Search {
    /// What is searched for.
    pub query: Option<Query>,
    /// Searches made, the oldest first.
    pub history: Vec<String>,
}

/// Keys of a sequence that is not complete yet.
#[derive(Debug, Default)]
pub struct Typed {
    /// The keys.
    pub keys: Vec<Key>,
    /// The count before them.
    pub count: Option<usize>,
    /// Digits that went to a pane, and may still turn out to be a count.
    pub digits: Option<Digits>,
    /// What may come next.
    pub next: Vec<Next>,
}

/// A line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// Whether it tells of a failure.
    pub error: bool,
}

impl State {
    /// The state before anything was read.
    pub fn new(sources: Vec<Source>, problems: Vec<String>, options: Options, size: (u16, u16)) -> Self {
        let focus = if sources.len() == 1 { Pane::Article } else { Pane::List };
        Self {
            list: ListPane { items: Items::new(sources), cursor: Cursor::default(), open: None },
            reader: None,
            entities: EntityPane::default(),
            quotes: QuotePane::default(),
            rulebook: Rulebook::default(),
            screen: Screen::new(size, options, focus),
            search: Search::default(),
            overlay: Overlay::None,
            typed: Typed::default(),
            notices: Notices { message: None, problems },
            session: Session::default(),
            catalogue: Catalogue::default(),
        }
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notices.message = Some(Message { text: text.into(), error: false });
    }

    /// Says in the status line what failed.
    pub fn say_error(&mut self, text: impl Into<String>) {
        self.notices.message = Some(Message { text: text.into(), error: true });
    }

    /// Says something in the status line where there is something to say.
    pub fn say_if(&mut self, text: Option<String>) {
        text.into_iter().for_each(|text| self.say(text));
    }

    /// Articles in the list that were not read.
    pub fn unread(&self) -> usize {
        match self.catalogue.ready {
            true => self.catalogue.shown.unread,
            false => self.list.items.iter().filter(|(_, item)| !item.read).count(),
        }
    }
}

impl Screen {
    fn new((width, height): (u16, u16), options: Options, focus: Pane) -> Self {
        let tab = focus;
        let geometry = arrange(width, height, options.panes, focus, tab);
        Self { width, height, options, focus, tab, zen: false, dim: None, geometry }
    }

    /// Divides the window anew.
    pub fn arrange(&mut self) {
        let mut panes = self.options.panes;
        if self.zen {
            Pane::ALL.into_iter().for_each(|pane| panes.show(pane, false));
        }
        self.geometry = arrange(self.width, self.height, panes, self.focus, self.tab);
    }

    /// The room for the text's lines.
    pub fn page(&self) -> Page {
        Page { rows: self.geometry.text.height as usize, legs: self.geometry.legs }
    }

    /// How the text is set in its column.
    pub fn setting(&self) -> Setting {
        Setting {
            width: self.geometry.text.width as usize,
            hyphenate: self.options.hyphenate,
            indented: self.options.indented,
            justified: self.options.justified,
        }
    }
}
