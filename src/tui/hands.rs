//! What is done outside the program for the reader: on threads of their own, the answers come back as events.

use std::sync::mpsc::Sender;
use std::thread;

use super::clipboard::{self, Surroundings};
use super::event::Event;
use super::terminal::WORKER;
use crate::config::Ask;

/// The programs that the reader chose, each with its arguments; empty for what the system has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Takes copied text on its standard input.
    pub copy: Vec<String>,
    /// Whether the terminal is asked to keep copied text.
    pub osc52: Ask,
    /// Opens a file.
    pub editor: Vec<String>,
    /// Opens a link.
    pub browser: Vec<String>,
}

/// Puts text on the clipboard.
pub(super) fn copy(text: String, what: &'static str, programs: &Programs, events: &Sender<Event>) {
    let (command, osc52) = (programs.copy.clone(), programs.osc52);
    start(events, move || {
        Event::Copied(clipboard::copy(&text, what, &command, osc52, Surroundings::from_env()))
    });
}

fn start(events: &Sender<Event>, work: impl FnOnce() -> Event + Send + 'static) {
    let answers = events.clone();
    let report = move || {
        let _ = answers.send(work());
    };
    if let Err(error) = thread::Builder::new().name(WORKER.into()).spawn(report) {
        let _ = events.send(Event::Told(Err(error.to_string())));
    }
}
