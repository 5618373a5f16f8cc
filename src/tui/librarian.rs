//! The library off the drawing thread: one thread answers, another brings the store up to what the files are.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::event::Event;
use super::terminal::WORKER;
use crate::library::index::{self, Options};
use crate::library::rules;
use crate::library::scan::Patterns;
use crate::library::shelf::{Answer, Ask, Listed, Shelf};
use crate::library::{Store, StoreError};

/// How often a change is tried again that another program holds up.
const AGAIN: Duration = Duration::from_millis(30);
/// How long the end of the program waits for the last changes.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rows of the first screen.
const FIRST: usize = 120;

/// A library to read from and to keep up to date.
#[derive(Debug)]
pub struct Library {
    /// The store's file.
    pub file: PathBuf,
    /// The folders, absolute.
    pub folders: Vec<PathBuf>,
    /// Names to leave out.
    pub ignored: Patterns,
    /// The file of the corrections.
    pub rules: Option<PathBuf>,
    /// The list, where the store knows articles of the folders already.
    pub shelf: Option<Shelf>,
}

/// The thread that answers. When it is dropped, it waits until all changes are on disk.
#[derive(Debug)]
pub(super) struct Librarian {
    tasks: Option<Sender<Task>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread hears.
enum Task {
    Ask(Ask),
    /// The indexing has ended.
    Indexed,
}

impl Librarian {
    /// Starts the thread.
    pub(super) fn start(library: Library, events: Sender<Event>) -> io::Result<Self> {
        let (tasks, queue) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let mut desk = Desk {
            folders: library.folders,
            file: library.file,
            ignored: library.ignored,
            rules: library.rules,
            shelf: library.shelf,
            rest: None,
            early: Vec::new(),
            indexing: None,
            again: false,
            stop: Arc::clone(&stop),
            yields: Arc::new(AtomicBool::new(false)),
            tasks: tasks.clone(),
            events,
        };
        let work = move || desk.work(&queue);
        let thread = thread::Builder::new().name(WORKER.into()).spawn(work)?;
        Ok(Self { tasks: Some(tasks), stop, thread: Some(thread) })
    }

    /// Asks for something; the answer is an event.
    pub(super) fn ask(&self, ask: Ask) {
        // Fails only when the thread is gone, which has told why.
        let _ = self.tasks.as_ref().map(|tasks| tasks.send(Task::Ask(ask)));
    }
}

impl Drop for Librarian {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // The thread has a sender of its own, for the indexing: it is told, and ends.
        let _ = self.tasks.take().map(|tasks| tasks.send(Task::Indexed));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

struct Desk {
    file: PathBuf,
    folders: Vec<PathBuf>,
    ignored: Patterns,
    rules: Option<PathBuf>,
    shelf: Option<Shelf>,
    /// The list of which only the first rows were told.
    rest: Option<Ask>,
    /// What was asked before there was a list.
    early: Vec<Ask>,
    indexing: Option<JoinHandle<()>>,
    /// The files are to be looked at again when the indexing has ended.
    again: bool,
    stop: Arc<AtomicBool>,
    /// The indexing lets others write.
    yields: Arc<AtomicBool>,
    tasks: Sender<Task>,
    events: Sender<Event>,
}

impl Desk {
    fn work(&mut self, queue: &Receiver<Task>) {
        while !self.stop.load(Ordering::Relaxed) {
            let waits = self.shelf.as_ref().is_some_and(Shelf::waits);
            let first = if waits {
                match queue.recv_timeout(AGAIN) {
                    Ok(task) => Some(task),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else {
                match queue.recv() {
                    Ok(task) => Some(task),
                    Err(_) => break,
                }
            };
            let tasks: Vec<Task> = first.into_iter().chain(queue.try_iter()).collect();
            self.hear(tasks);
            self.keep();
        }
        self.end(queue);
    }

    fn hear(&mut self, tasks: Vec<Task>) {
        let mut asks = Vec::new();
        for task in tasks {
            match task {
                Task::Ask(ask) => asks.push(ask),
                Task::Indexed => self.indexed(),
            }
        }
        // Of several lists, rows and searches only the last is wanted.
        let last = |kind: fn(&Ask) -> bool| asks.iter().rposition(kind);
        let kept = [
            last(|a| matches!(a, Ask::List(..))),
            last(|a| matches!(a, Ask::Rows(..))),
            last(|a| matches!(a, Ask::Search(_))),
        ];
        let stale = |(i, ask): (usize, &Ask)| {
            matches!(ask, Ask::List(..) | Ask::Rows(..) | Ask::Search(_)) && !kept.contains(&Some(i))
        };
        let stale: Vec<bool> = asks.iter().enumerate().map(stale).collect();
        for (ask, _) in asks.into_iter().zip(stale).filter(|(_, stale)| !stale) {
            self.ask(ask);
        }
    }

    fn ask(&mut self, ask: Ask) {
        // The reader has seen the first rows, and the first frame is drawn: now there is time for the whole list.
        if let (Some(rest), Some(shelf)) = (self.rest.take(), self.shelf.as_mut()) {
            let _ = guarded(|| shelf.answer(&rest, jiff::Zoned::now().datetime()));
        }
        if ask == Ask::Index {
            return self.index();
        }
        let Some(shelf) = &mut self.shelf else { return self.early.push(ask) };
        match ask {
            Ask::Mark(mark) => shelf.mark(mark),
            Ask::Undo => shelf.undo(),
            Ask::Redo => shelf.redo(),
            ask => {
                if let Ask::List(list, near) = &ask
                    && list.number == 1
                    && near.is_empty()
                    && let Ok(Some(first)) = shelf.first(list, FIRST)
                {
                    tell(&self.events, Answer::Listed(Listed { number: 1, ..first }));
                    self.rest = Some(ask);
                    return;
                }
                let answer = || shelf.answer(&ask, jiff::Zoned::now().datetime());
                let answer = guarded(answer)
                    .unwrap_or_else(|| Some(Answer::Failed("this could not be answered".into())));
                answer.into_iter().for_each(|answer| tell(&self.events, answer));
            }
        }
    }

    /// Puts changes on disk, as far as nobody else is writing.
    fn keep(&mut self) {
        let last = self.indexing.is_none();
        let Some(shelf) = self.shelf.as_mut().filter(|s| s.waits()) else { return };
        self.yields.store(true, Ordering::Relaxed);
        loop {
            match shelf.keep(last) {
                Ok(Some(kept)) => {
                    let (count, unread) = shelf.counts().unwrap_or_default();
                    tell(&self.events, Answer::Kept(count, unread, kept.said, kept.others));
                }
                Ok(None) => break,
                Err(e) => tell(&self.events, Answer::Failed(format!("not kept: {e}"))),
            }
        }
        self.yields.store(false, Ordering::Relaxed);
    }

    /// Starts the indexing, or has it begin again when it has ended.
    fn index(&mut self) {
        if self.indexing.is_some() {
            self.again = true;
            return;
        }
        let options = Options {
            paths: self.folders.clone(),
            ignored: self.ignored.clone(),
            // One core is left to the one who reads.
            threads: thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1)),
            // One that cannot be read has been told of: the corrections that were made stay.
            rules: self.rules.as_deref().and_then(|path| rules::read(path).ok()).map(|f| Arc::new(f.rules)),
            yields: Arc::clone(&self.yields),
        };
        let (file, stop) = (self.file.clone(), Arc::clone(&self.stop));
        let (tasks, events) = (self.tasks.clone(), self.events.clone());
        let work = move || {
            let done = guarded(|| index(&file, &options, &stop, &events));
            let answer = match done {
                Some(Ok(report)) => Answer::Indexed(report),
                Some(Err(e)) if file.exists() => Answer::Failed(e.to_string()),
                Some(Err(e)) => Answer::Closed(e.to_string()),
                None => Answer::Failed("the library could not be brought up to date".into()),
            };
            // The list is opened before the reader asks for it.
            let _ = tasks.send(Task::Indexed);
            tell(&events, answer);
        };
        self.indexing = thread::Builder::new().name(WORKER.into()).spawn(work).ok();
    }

    fn indexed(&mut self) {
        if self.stop.load(Ordering::Relaxed) {
            return;
        }
        let _ = self.indexing.take().map(JoinHandle::join);
        if self.shelf.is_none() {
            match Store::open(&self.file).and_then(|store| Shelf::new(store, self.folders.clone())) {
                Ok(shelf) => self.shelf = Some(shelf),
                Err(e) => return tell(&self.events, Answer::Closed(e.to_string())),
            }
            for ask in std::mem::take(&mut self.early) {
                self.ask(ask);
            }
        }
        if std::mem::take(&mut self.again) {
            self.index();
        }
    }

    /// The reader leaves: what was marked is kept.
    fn end(&mut self, queue: &Receiver<Task>) {
        let _ = self.indexing.take().map(JoinHandle::join);
        let mut marks: Vec<Ask> = std::mem::take(&mut self.early);
        marks.extend(queue.try_iter().filter_map(|t| if let Task::Ask(ask) = t { Some(ask) } else { None }));
        marks.retain(|ask| matches!(ask, Ask::Mark(_) | Ask::Undo | Ask::Redo));
        if self.shelf.is_none() && !marks.is_empty() && self.file.exists() {
            let store = Store::open(&self.file);
            self.shelf = store.and_then(|store| Shelf::new(store, self.folders.clone())).ok();
        }
        marks.into_iter().for_each(|ask| {
            if self.shelf.is_some() {
                self.ask(ask)
            }
        });
        let Some(shelf) = &mut self.shelf else { return };
        let end = Instant::now() + PATIENCE;
        while shelf.waits() && Instant::now() < end {
            if let Ok(None) = shelf.keep(true) {
                thread::sleep(AGAIN);
            }
        }
    }
}

fn index(
    file: &std::path::Path,
    options: &Options,
    stop: &AtomicBool,
    events: &Sender<Event>,
) -> Result<index::Report, StoreError> {
    let mut store = Store::open(file)?;
    for note in store.notes() {
        tell(events, Answer::Failed(note.clone()));
    }
    index::index(&mut store, options, stop, &mut |p| tell(events, Answer::Progress(p)))
}

fn tell(events: &Sender<Event>, answer: Answer) {
    // Nobody is left to hear it when the program ends.
    let _ = events.send(Event::Library(Box::new(answer)));
}

/// A fault costs one answer, not the program.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
