//! The rules file, changed off the drawing thread. A change that could not be kept is tried again with the next one.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::event::Event;
use super::terminal::WORKER;
use crate::annotate::rules::Edit;
use crate::library::rules;

/// Keeps the rules file. When it is dropped, it waits until all changes are on disk.
#[derive(Debug)]
pub(super) struct Keeper {
    edits: Option<Sender<Edit>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread for a file; without one, every change is answered with why it cannot be kept.
    pub(super) fn start(path: Option<PathBuf>, events: Sender<Event>) -> io::Result<Self> {
        let (edits, queue) = channel();
        let work = move || keep(path, &queue, &events);
        let thread = thread::Builder::new().name(WORKER.into()).spawn(work)?;
        Ok(Self { edits: Some(edits), thread: Some(thread) })
    }

    /// Asks for a change; the answer is an event.
    pub(super) fn ask(&self, edit: Edit) {
        // Fails only when the thread is gone, which ends the program anyway.
        let _ = self.edits.as_ref().map(|edits| edits.send(edit));
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.edits = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn keep(path: Option<PathBuf>, queue: &Receiver<Edit>, events: &Sender<Event>) {
    let mut unkept = Vec::new();
    while let Ok(edit) = queue.recv() {
        if path.is_none() && edit == Edit::default() {
            continue;
        }
        unkept.push(edit);
        let result = match &path {
            Some(path) => rules::change(path, &unkept).map_err(|e| e.to_string()),
            None => Err("there is no home folder to keep it in".to_string()),
        };
        if result.is_ok() {
            unkept.clear();
        }
        // Nobody may be left to hear it, but the changes that still wait are to be kept all the same.
        let _ = events.send(Event::Rules(result));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::channel;

    use super::Keeper;
    use crate::annotate::rules::{Correction, Edit, Rule};
    use crate::tui::event::Event;

    #[test]
    fn changes_are_on_disk_when_the_reader_leaves_and_failures_are_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("briefing").join("rules.txt");
        fs::write(folder.path().join("briefing"), "in the way").unwrap();
        let (events, heard) = channel();
        let keeper = Keeper::start(Some(path.clone()), events).unwrap();
        let rejecting = |name: &str| {
            Edit::adding(Rule { correction: Correction::Reject { name: name.into() }, article: None })
        };
        keeper.ask(rejecting("A"));
        assert!(matches!(heard.recv(), Ok(Event::Rules(Err(_)))));
        fs::remove_file(folder.path().join("briefing")).unwrap();
        keeper.ask(rejecting("B"));
        drop(keeper);
        assert!(matches!(heard.recv(), Ok(Event::Rules(Ok(_)))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "reject \"A\"\nreject \"B\"\n");
    }
}
