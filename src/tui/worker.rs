//! Reading and annotating off the drawing thread. The newest request wins; answers carry its number.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::event::Event;
use super::terminal::WORKER;
use crate::annotate::annotate_while;
use crate::document::{Document, Lang, opening};
use crate::language::detect::load_expecting;
use crate::library::scan::{self, Source};
use crate::library::{Article, Summary};

/// A head of fewer bytes of text is not worth showing: that page has its article further on.
const LEAST: usize = 24 << 10;

/// A request for an article.
#[derive(Debug)]
pub(super) struct Job {
    /// Which.
    pub(super) source: Source,
    /// The number of the request.
    pub(super) generation: u64,
    /// The place in the text that is looked at first; none where only the whole serves.
    pub(super) place: Option<usize>,
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
                let document = article.document;
                waiting = engine(job.generation, &document, &requests, &events);
            }
            if waiting.is_none() {
                waiting = requests.recv().ok();
            }
        }
    };
    thread::Builder::new().name(WORKER.into()).spawn(work)?;
    Ok(jobs)
}

/// Annotates a document, unless another request comes meanwhile, which is returned.
fn engine(
    generation: u64,
    document: &Document,
    requests: &Receiver<Job>,
    events: &Sender<Event>,
) -> Option<Job> {
    let mut newer = None;
    let mut first = true;
    let send = |annotations| drop(events.send(Event::Annotated(generation, Arc::new(annotations))));
    let annotations = guarded(|| {
        annotate_while(document, |so_far| {
            if std::mem::take(&mut first) {
                send(so_far.clone());
            }
            newer = requests.try_recv().ok();
            newer.is_none()
        })
    });
    if newer.is_none() {
        send(annotations.flatten().unwrap_or_default());
    }
    newer
}

fn newest(mut job: Job, requests: &Receiver<Job>) -> Job {
    while let Ok(newer) = requests.try_recv() {
        job = newer;
    }
    job
}

/// Reads an article and sends it: first its head, where it is a long one, so that it can be shown at once.
fn read(job: &Job, events: &Sender<Event>) -> Option<Article> {
    let bytes = match scan::read(&job.source) {
        Ok(bytes) => bytes,
        Err(e) => {
            events.send(Event::Opened(job.generation, Err(e.to_string()))).ok()?;
            return None;
        }
    };
    let parsed = |bytes: &[u8]| guarded(|| load_expecting(bytes, job.source.format, &job.languages));
    let head = job.place.and_then(|place| opening(&bytes, job.source.format, place));
    if let Some((head, document)) = head.and_then(|head| Some((head, parsed(head)?)))
        && document.text.len() >= LEAST
    {
        let article = Article::head(job.source.clone(), document, bytes.len() - head.len());
        events.send(Event::Opened(job.generation, Ok(article))).ok()?;
    }
    let document = guarded(|| load_expecting(bytes, job.source.format, &job.languages));
    let article = document.map(|document| Article::new(job.source.clone(), document));
    let answer = article.clone().ok_or_else(|| "this file could not be understood".to_string());
    events.send(Event::Opened(job.generation, answer)).ok()?;
    article
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
