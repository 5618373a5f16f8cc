//! What may lie over the panes: one thing at a time.

use super::panes::Cursor;

/// A prompt, a popup or nothing.
#[derive(Clone, Debug, Default)]
pub enum Overlay {
    /// The panes alone.
    #[default]
    None,
    /// A line of input in place of the status line.
    Prompt(Prompt),
    /// A popup.
    Popup(Popup),
}

/// A popup over the panes.
#[derive(Clone, Debug)]
pub struct Popup {
    /// What it shows.
    pub kind: PopupKind,
    /// The row chosen in it, and its scroll; in a page to read, `top` is the first line.
    pub cursor: Cursor,
}

/// What a popup shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopupKind {
    /// The keys.
    Help,
    /// The headings of the article.
    Outline,
    /// What was wrong in the article's file and the configuration.
    Problems,
    /// The article's particulars.
    Info,
}

/// A line of input.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What has been typed.
    pub text: String,
    /// The cursor, a byte offset into it.
    pub at: usize,
    /// Whether the search goes back.
    pub backward: bool,
    /// Which entry of the history is shown, counted from the newest.
    pub history: Option<usize>,
}

impl Prompt {
    /// An empty prompt for a search.
    pub fn search(backward: bool) -> Self {
        Self { text: String::new(), at: 0, backward, history: None }
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn put(&mut self, text: String) {
        self.at = text.len();
        self.text = text;
    }
}
