//! What is kept from session to session, written off the drawing thread: soon after it changed, so that nothing is
//! lost whatever ends the program, but not at every key.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::event::Event;
use super::terminal::WORKER;
use crate::library::session::{self, Kept};

/// A change is written when nothing more has changed for so long.
const PAUSE: Duration = Duration::from_millis(250);
/// And no later than this, however much goes on.
const LATEST: Duration = Duration::from_millis(1000);

/// Writes what is to be kept. When it is dropped, it waits until all of it is on disk.
#[derive(Debug)]
pub(super) struct Memory {
    changes: Option<Sender<Kept>>,
    thread: Option<JoinHandle<()>>,
}

impl Memory {
    /// Starts the thread for a file.
    pub(super) fn start(path: PathBuf, events: Sender<Event>) -> io::Result<Self> {
        let (changes, queue) = channel();
        let work = move || keep(&path, &queue, &events);
        let thread = thread::Builder::new().name(WORKER.into()).spawn(work)?;
        Ok(Self { changes: Some(changes), thread: Some(thread) })
    }

    /// Has a change written.
    pub(super) fn keep(&self, change: Kept) {
        // Fails only when the thread is gone, which has told why.
        let _ = self.changes.as_ref().map(|changes| changes.send(change).is_ok());
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.changes = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn keep(path: &Path, queue: &Receiver<Kept>, events: &Sender<Event>) {
    let mut unkept = Kept::default();
    let mut told = false;
    while let Ok(change) = queue.recv() {
        unkept.take(change);
        let latest = Instant::now() + LATEST;
        while let Ok(next) = queue.recv_timeout(PAUSE.min(latest.saturating_duration_since(Instant::now()))) {
            unkept.take(next);
        }
        match session::change(path, &unkept) {
            Ok(()) => unkept = Kept::default(),
            // It is tried again with the next change; told once, or it would be told at every key.
            Err(reason) if !std::mem::replace(&mut told, true) => {
                let _ = events.send(Event::Told(Err(format!("places are not kept: {reason}"))));
            }
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::Memory;
    use crate::library::session::{Kept, KeptPlace, read};
    use crate::tui::event::Event;

    fn at(path: &str, eye: usize) -> Kept {
        let place = KeptPlace { path: path.into(), eye, row: 1, words: String::new() };
        Kept { places: vec![place], ..Kept::default() }
    }

    #[test]
    fn all_is_on_disk_when_the_reader_leaves_and_a_failure_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("briefing").join("session.json");
        std::fs::write(folder.path().join("briefing"), "in the way").unwrap();
        let (events, heard) = channel();
        let memory = Memory::start(path.clone(), events).unwrap();
        memory.keep(at("/a", 1));
        assert!(matches!(heard.recv(), Ok(Event::Told(Err(_)))));
        memory.keep(at("/b", 2));
        std::thread::sleep(super::PAUSE * 2);
        std::fs::remove_file(folder.path().join("briefing")).unwrap();
        memory.keep(at("/a", 3));
        drop(memory);
        assert!(heard.recv().is_err());
        let eyes: Vec<usize> = read(&path).unwrap().places.iter().map(|p| p.eye).collect();
        assert_eq!(eyes, [2, 3]);
    }
}
