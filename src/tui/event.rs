//! Everything that can wake the loop.

use std::path::PathBuf;
use std::sync::Arc;

use super::clipboard::Copied;
use crate::annotate::Annotations;
use crate::app::update::Mouse;
use crate::command::Key;
use crate::library::rules::RulesFile;
use crate::library::scan::Source;
use crate::library::shelf::Answer;
use crate::library::{Article, Summary};
use crate::theme::Mode;

/// Something happened.
#[derive(Debug)]
pub(super) enum Event {
    /// A key was typed.
    Key(Key),
    /// The terminal has told what its background is.
    Background(Mode),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The window was resized.
    Resized,
    /// The list learns about an article, at this place of it or elsewhere by now.
    Listed(usize, PathBuf, Result<Summary, String>),
    /// Something changed where the articles or the configuration are.
    DiskChanged,
    /// The articles were looked for again.
    Found(Vec<Source>),
    /// An article, or for a moment its head alone, was read, not yet annotated.
    Opened(u64, Result<Article, String>),
    /// An article, or for a moment its first part alone, was annotated.
    Annotated(u64, Arc<Annotations>),
    /// Text was put on the clipboard, or not.
    Copied(Copied),
    /// A command was given text: what it is called, what it wrote.
    Piped(String, Result<String, String>),
    /// Something that was asked for is done, or failed.
    Told(Result<String, String>),
    /// The rules file was changed or read.
    Rules(Result<RulesFile, String>),
    /// The library has answered.
    Library(Box<Answer>),
    /// The process is asked to stop for a while.
    Suspend,
    /// The process goes on after it was stopped.
    Continued,
    /// The process is asked to end by this signal.
    End(i32),
    /// The terminal is gone.
    InputLost,
    /// A thread failed that the reader cannot do without; what it was has been told already.
    Fault,
}
