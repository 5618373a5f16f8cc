//! Reading and annotating off the drawing thread. The newest request wins; answers carry its number.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::event::Event;
use super::terminal::WORKER;
use crate::annotate::{Annotations, annotate};
use crate::document::Lang;
use crate::library::scan::{self, Source};
use crate::library::{Article, Summary};

/// A request for an article.
#[derive(Debug)]
pub(super) struct Job {
    /// Which.
    pub(super) source: Source,
    /// The number of the request.
    pub(super) generation: u64,
    /// The languages to expect.
    pub(super) languages: Arc<[Lang]>,
}

/// Starts the thread that opens articles.
pub(super) fn open_articles(events: Sender<Event>) -> io::Result<Sender<Job>> {
    let (jobs, requests) = channel();
    let work = move || {
        let mut waiting = requests.recv().ok();
        while let Some(job) = waiting.take() {
            let job = newest(job, &requests);
            let Some(article) = read(&job, &events) else {
                waiting = requests.recv().ok();
                continue;
            };
            // Whoever has gone on to another article does not want this one annotated.
            waiting = requests.try_recv().ok();
            if waiting.is_none() {
                let annotations = guarded(|| annotate(&article.document)).unwrap_or_default();
                let _ = events.send(Event::Annotated(job.generation, Arc::new(annotations)));
                waiting = requests.recv().ok();
            }
        }
    };
    thread::Builder::new().name(WORKER.into()).spawn(work)?;
    Ok(jobs)
}

fn newest(mut job: Job, requests: &Receiver<Job>) -> Job {
    while let Ok(newer) = requests.try_recv() {
        job = newer;
    }
    job
}

fn read(job: &Job, events: &Sender<Event>) -> Option<Article> {
    let loaded = guarded(|| scan::load_expecting(&job.source, &job.languages).map_err(|e| e.to_string()));
    let article =
        loaded.unwrap_or_else(|| Err("this file could not be understood".into())).map(|document| Article {
            source: job.source.clone(),
            document: Arc::new(document),
            annotations: Arc::new(Annotations::default()),
        });
    let kept = article.as_ref().ok().cloned();
    events.send(Event::Opened(job.generation, article)).ok()?;
    kept
}

/// Starts a thread that reads these articles for the list; each comes with its place in it.
pub(super) fn list_articles(
    sources: Vec<(usize, Source)>,
    languages: Arc<[Lang]>,
    events: Sender<Event>,
) -> io::Result<()> {
    let work = move || {
        for (place, source) in sources {
            let summary = guarded(|| {
                let document = scan::load_expecting(&source, &languages).map_err(|e| e.to_string())?;
                Ok(Summary::of(&source, &document))
            });
            let summary = summary.unwrap_or_else(|| Err("this file could not be understood".into()));
            if events.send(Event::Listed(place, source.path, summary)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name(WORKER.into()).spawn(work).map(drop)
}

/// Starts a thread that looks for the articles again.
pub(super) fn find_articles(paths: Vec<PathBuf>, events: Sender<Event>) -> io::Result<()> {
    let work = move || {
        let (sources, _) = scan::find(&paths);
        let _ = events.send(Event::Found(sources));
    };
    thread::Builder::new().name(WORKER.into()).spawn(work).map(drop)
}

/// A fault in the engine loses one article, not the program.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
