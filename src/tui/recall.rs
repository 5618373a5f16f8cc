//! What earlier sessions left: read before the first article is shown.

use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;

use super::event::Event;
use super::memory::Memory;
use crate::app::rulebook::Rulebook;
use crate::app::state::State;
use crate::app::update;
use crate::library::{rules, session};

/// The corrections made before. They are read before the first article is, so that it is not shown without them.
pub(super) fn recall(state: &mut State, path: Option<&Path>) {
    match path.map(rules::read) {
        Some(Ok(file)) => {
            let skipped = file.problems.len();
            state.rulebook = Rulebook::new(file);
            if skipped > 0 {
                state
                    .say_error(format!("lines of the rules file that were skipped: {skipped}; P shows them"));
            }
        }
        Some(Err(failure)) => {
            state.say_error(format!("the corrections could not be read: {failure}"));
            state.notices.problems.push(failure.to_string());
        }
        None => {}
    }
}

/// Takes up what earlier sessions kept, and starts to keep this one.
pub(super) fn remember(
    state: &mut State,
    path: Option<&Path>,
    events: &Sender<Event>,
) -> io::Result<Option<Memory>> {
    let Some(path) = path else { return Ok(None) };
    match session::read(path) {
        Ok(kept) => update::recall(state, kept),
        Err(reason) => {
            state.say_error(format!("places of earlier sessions are not known: {reason}"));
            state.notices.problems.push(reason);
        }
    }
    Memory::start(path.to_path_buf(), events.clone()).map(Some)
}
