//! Indexing: the files that changed are read and annotated on all cores, and written by one hand in batches.
//!
//! What was committed stays. Stopped half-way, or killed, the next run goes on from there: a file that the store does
//! not know as it is now is read again.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::record::{ContentId, Record, content_id};
use super::scan::{self, Found, Patterns, ScanProblem};
use super::store::{Located, Outcome, Store, StoreError, Writer, path_hash};
use crate::annotate::rules::Rules;
use crate::annotate::{annotate, rules};
use crate::language::detect;

/// Outcomes in a batch, and the longest time that one stays open.
const BATCH: usize = 2000;
const PATIENCE: Duration = Duration::from_secs(2);
/// Outcomes that wait for the writer; more would only take memory.
const QUEUE: usize = 256;
/// How often the progress is told.
const TICK: Duration = Duration::from_millis(100);
/// How long another hand may write before the indexing goes on.
const LET: Duration = Duration::from_millis(200);
/// A file changed this shortly before it was read may change again without its time showing it.
const RACY: i64 = 2_000_000_000;

/// What to index, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Names to leave out.
    pub ignored: Patterns,
    /// Threads that read and annotate; 0 for as many as there are cores.
    pub threads: usize,
    /// The corrections to be made; none to leave those that were made.
    pub rules: Option<Arc<Rules>>,
    /// Set while another hand of this program wants to write: what is done is committed, and it waits.
    pub yields: Arc<AtomicBool>,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Files done, of those that changed.
    pub done: usize,
    /// Files that changed.
    pub total: usize,
    /// Since the reading began.
    pub elapsed: Duration,
}

impl Progress {
    /// Files a second.
    pub fn rate(&self) -> f64 {
        self.done as f64 / self.elapsed.as_secs_f64().max(0.001)
    }

    /// The time that the rest takes at this rate.
    pub fn rest(&self) -> Duration {
        let left = self.total.saturating_sub(self.done) as f64;
        Duration::try_from_secs_f64(left / self.rate().max(0.001)).unwrap_or(Duration::MAX)
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// Files that were looked at.
    pub files: usize,
    /// Articles that were new or changed.
    pub indexed: usize,
    /// Articles that were found in another place, or whose time alone changed.
    pub moved: usize,
    /// Articles whose file is gone.
    pub removed: usize,
    /// What could not be read, and was skipped.
    pub problems: Vec<ScanProblem>,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// Brings the store up to what the files are. `progress` is told how far it is some ten times a second; once `stop` is
/// set it ends, keeping what was done.
///
/// # Errors
/// When the store cannot be read or written. What was committed before stays.
pub fn index(
    store: &mut Store,
    options: &Options,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, StoreError> {
    let plan = Plan::new(store, options)?;
    let mut report = Report { files: plan.files, problems: plan.problems, ..Report::default() };
    if !plan.changed.is_empty() || !plan.gone.is_empty() {
        let rules = options.rules.clone().unwrap_or_default();
        let jobs = Jobs { files: plan.changed, known: plan.known, gone: plan.gone, redo: plan.redo, rules };
        let earliest = write_all(store, &jobs, options, stop, progress, &mut report)?;
        // Stories change only from the earliest new article on.
        if let Some(earliest) = earliest {
            store.group_stories(Some(earliest))?;
        }
    }
    report.stopped = stop.load(Ordering::Relaxed);
    if let (Some(rules), false) = (plan.rules, report.stopped) {
        store.keep_rules(&rules)?;
    }
    Ok(report)
}

/// What is to be done.
struct Plan {
    files: usize,
    changed: Vec<Found>,
    /// What is known of the changed files.
    known: HashMap<PathBuf, Located>,
    /// Articles whose files were not found.
    gone: Vec<Located>,
    /// Articles to be indexed again though their files are the same.
    redo: HashSet<i64>,
    /// The corrections, where they are others than those that were made.
    rules: Option<Arc<Rules>>,
    problems: Vec<ScanProblem>,
}

impl Plan {
    /// Looks at the files. Those that are as the store knows them are forgotten at once: of a large library at rest
    /// nothing is kept but a few bytes for each.
    fn new(store: &Store, options: &Options) -> Result<Self, StoreError> {
        let mut stamps = store.stamps()?;
        let mut stale = Vec::new();
        let survey = scan::survey(&options.paths, &options.ignored, &mut |file| {
            let Some(stamp) = stamps.get_mut(&path_hash(&file.source.path)) else { return true };
            let again = std::mem::replace(&mut stamp.seen, true);
            let changed = stamp.size != file.size || stamp.modified != file.modified;
            if changed && !again {
                stale.push(stamp.id);
            }
            changed && !again
        });
        let mut known = HashMap::new();
        for id in stale {
            known.extend(store.located(id)?.map(|l| (l.path.clone(), l)));
        }
        let roots: Vec<PathBuf> =
            options.paths.iter().map(|p| p.canonicalize().unwrap_or(p.clone())).collect();
        let below = |path: &Path, of: &[PathBuf]| of.iter().any(|root| path.starts_with(root));
        // What cannot be looked at is unknown, not gone.
        let unseen: Vec<PathBuf> = survey.problems.iter().map(|p| p.path.clone()).collect();
        let mut gone = Vec::new();
        for stamp in stamps.into_values().filter(|s| !s.seen) {
            let located = store.located(stamp.id)?;
            gone.extend(located.filter(|l| below(&l.path, &roots) && !below(&l.path, &unseen)));
        }
        let mut plan = Plan {
            files: survey.count,
            changed: survey.files,
            known,
            gone,
            redo: HashSet::new(),
            rules: None,
            problems: survey.problems,
        };
        plan.correct(store, options)?;
        Ok(plan)
    }

    /// Adds the articles that are concerned by a correction that has come or gone, and those that an earlier version
    /// indexed.
    fn correct(&mut self, store: &Store, options: &Options) -> Result<(), StoreError> {
        let mut again: HashSet<i64> = store.outdated()?.into_iter().collect();
        if let Some(rules) = &options.rules
            && store.has_other_rules(rules)?
        {
            self.rules = Some(Arc::clone(rules));
            again.extend(store.touched(rules)?);
        }
        for id in again {
            let Some(located) = store.located(id)? else { continue };
            self.redo.insert(id);
            if self.known.contains_key(&located.path) {
                continue;
            }
            let (sources, _) = scan::find(std::slice::from_ref(&located.path));
            self.changed.extend(sources.into_iter().filter_map(|source| Found::of(source).ok()));
            self.known.insert(located.path.clone(), located);
        }
        Ok(())
    }
}

/// The files to read, shared by the threads.
struct Jobs {
    files: Vec<Found>,
    known: HashMap<PathBuf, Located>,
    gone: Vec<Located>,
    redo: HashSet<i64>,
    rules: Arc<Rules>,
}

type Answer = Result<Outcome, ScanProblem>;

/// Does the jobs; the date of the earliest article that was written comes back.
fn write_all(
    store: &mut Store,
    jobs: &Jobs,
    options: &Options,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
    report: &mut Report,
) -> Result<Option<i64>, StoreError> {
    let threads = options.threads;
    let threads = if threads > 0 { threads } else { thread::available_parallelism().map_or(1, usize::from) };
    let moved: HashMap<ContentId, i64> = jobs.gone.iter().map(|l| (l.content, l.id)).collect();
    let next = AtomicUsize::new(0);
    // Set when the writer fails, so that the readers end.
    let halt = AtomicBool::new(false);
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(QUEUE);
        for _ in 0..threads.min(jobs.files.len()) {
            let sender = sender.clone();
            let work = Work { jobs, moved: &moved, next: &next, stop, halt: &halt };
            scope.spawn(move || work.run(&sender));
        }
        drop(sender);
        let mut writing = Writing {
            writer: store.writer(),
            report,
            placed: HashMap::new(),
            earliest: None,
            yields: &options.yields,
        };
        let written = writing.receive(&receiver, jobs.files.len(), progress);
        halt.store(true, Ordering::Relaxed);
        drop(receiver);
        written?;
        if !stop.load(Ordering::Relaxed) {
            writing.forget(&jobs.gone)?;
        }
        writing.writer.commit()?;
        Ok(writing.earliest)
    })
}

/// What a thread needs to read and annotate.
struct Work<'a> {
    jobs: &'a Jobs,
    moved: &'a HashMap<ContentId, i64>,
    next: &'a AtomicUsize,
    stop: &'a AtomicBool,
    halt: &'a AtomicBool,
}

impl Work<'_> {
    fn run(&self, sender: &SyncSender<Answer>) {
        while !self.stop.load(Ordering::Relaxed) && !self.halt.load(Ordering::Relaxed) {
            let Some(file) = self.jobs.files.get(self.next.fetch_add(1, Ordering::Relaxed)) else { return };
            // A closed channel means that the writer gave up; it says why.
            if sender.send(self.outcome(file)).is_err() {
                return;
            }
        }
    }

    fn outcome(&self, file: &Found) -> Answer {
        let bytes = scan::read(&file.source)?;
        let content = content_id(&bytes);
        let file = settled(file, bytes.len() as u64);
        let known = self.jobs.known.get(&file.source.path);
        let same = known.filter(|l| l.content == content && !self.jobs.redo.contains(&l.id)).map(|l| l.id);
        if let Some(id) = same.or_else(|| self.moved.get(&content).copied().filter(|_| known.is_none())) {
            return Ok(Outcome::Same { id, file });
        }
        let path = file.source.path.clone();
        // One file that the engine cannot bear must not end the run.
        let corrections = &self.jobs.rules;
        let made = std::panic::catch_unwind(move || {
            let document = detect::load(&bytes, file.source.format);
            let annotations = annotate(&document);
            let annotations = rules::apply(corrections, &file.source.name(), &document, annotations);
            Record::of(file, content, &document, &annotations)
        });
        let failed = |_| ScanProblem { path, reason: "the engine failed on this file; skipped".to_string() };
        made.map(|record| Outcome::Article(Box::new(record))).map_err(failed)
    }
}

/// The file as it is written down: one that changed a moment ago, or while it was read, is looked at again next time.
fn settled(file: &Found, read: u64) -> Found {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i64);
    let doubtful = read != file.size || file.modified > now.saturating_sub(RACY);
    Found { modified: if doubtful { 0 } else { file.modified }, ..file.clone() }
}

/// The writing side.
struct Writing<'a> {
    writer: Writer<'a>,
    report: &'a mut Report,
    /// Articles that were found in another place: only the first file gets each.
    placed: HashMap<i64, PathBuf>,
    /// The date of the earliest article that was written, in minutes since 1970.
    earliest: Option<i64>,
    /// Another hand wants to write.
    yields: &'a AtomicBool,
}

impl Writing<'_> {
    fn receive(
        &mut self,
        receiver: &Receiver<Answer>,
        total: usize,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreError> {
        let start = Instant::now();
        let (mut done, mut told, mut committed, mut pending) = (0, start, start, 0);
        loop {
            match receiver.recv_timeout(TICK) {
                Ok(answer) => {
                    self.take(answer)?;
                    done += 1;
                    pending += 1;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if pending >= BATCH || pending > 0 && committed.elapsed() > PATIENCE {
                self.writer.commit()?;
                (pending, committed) = (0, Instant::now());
            }
            if self.yields.load(Ordering::Relaxed) {
                self.writer.commit()?;
                (pending, committed) = (0, Instant::now());
                self.wait();
            }
            if told.elapsed() >= TICK {
                told = Instant::now();
                progress(Progress { done, total, elapsed: start.elapsed() });
            }
        }
        self.writer.commit()?;
        progress(Progress { done, total, elapsed: start.elapsed() });
        Ok(())
    }

    /// Lets the other hand write, for as long as that takes, or [`LET`].
    fn wait(&self) {
        let until = Instant::now() + LET;
        while self.yields.load(Ordering::Relaxed) && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn take(&mut self, answer: Answer) -> Result<(), StoreError> {
        let outcome = match answer {
            Ok(outcome) => outcome,
            Err(problem) => {
                self.report.problems.push(problem);
                return Ok(());
            }
        };
        match &outcome {
            Outcome::Article(record) => {
                self.report.indexed += 1;
                self.earliest = self.earliest.into_iter().chain(record.date).min();
            }
            Outcome::Same { id, file } => {
                let path = &file.source.path;
                // A second copy of a file that moved is read in the next run.
                if self.placed.get(id).is_some_and(|placed| placed != path) {
                    return Ok(());
                }
                self.placed.insert(*id, path.clone());
                self.report.moved += 1;
            }
            Outcome::Gone(_) => self.report.removed += 1,
        }
        self.writer.write(&outcome)
    }

    /// Takes out the articles whose files are gone and were not found in another place.
    fn forget(&mut self, gone: &[Located]) -> Result<(), StoreError> {
        for located in gone.iter().filter(|l| !self.placed.contains_key(&l.id)) {
            self.report.removed += 1;
            self.writer.write(&Outcome::Gone(located.id))?;
        }
        Ok(())
    }
}
