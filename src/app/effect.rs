//! What an action asks of the world outside: the terminal and the worker.

use std::path::PathBuf;

use crate::annotate::rules::Edit;
use crate::library::scan::Source;

/// Something to be done outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Stop the process and give the terminal back until it is continued.
    Suspend,
    /// Look for the articles again.
    Find,
    /// Draw every cell afresh.
    Redraw,
    /// Read and annotate an article; the answers carry the generation.
    Open {
        /// Where it is.
        source: Source,
        /// The number of the request.
        generation: u64,
        /// The place in the text that is looked at first, so that it can be shown before the rest is read; none where
        /// only the whole article serves.
        place: Option<usize>,
    },
    /// Read these articles for the list; each with its place in it.
    List(Vec<(usize, Source)>),
    /// Put text on the clipboard; the answer says how that went.
    Copy {
        /// The text.
        text: String,
        /// What it is, in a word.
        what: &'static str,
    },
    /// Change the rules file; a change of nothing reads it again.
    Rules(Edit),
    /// Give text to a command on its standard input; the answer holds what it wrote.
    Pipe {
        /// The command and its arguments.
        argv: Vec<String>,
        /// The text.
        text: String,
    },
    /// Open an article's file in the reader's editor.
    Edit {
        /// The file.
        path: PathBuf,
        /// The words at which to open it.
        words: String,
        /// Where in the text they stand, in thousandths of it.
        share: usize,
    },
    /// Open a link; it is one of http or https.
    Visit(String),
    /// Gather the themes and show them to choose one.
    Themes,
    /// Keep a theme for this session.
    KeepTheme(usize),
    /// Let the mouse work in the program, or leave it to the terminal.
    ToggleMouse,
}
