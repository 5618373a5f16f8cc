//! `briefing index`: brings the library up to what the files are.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::args::IndexArgs;
use super::library::Place;
use super::setup::Setup;
use super::{Failure, library, tell, words};
use crate::library::index::{Options, Progress, Report, index};
use crate::library::rules;
use crate::library::scan::Patterns;
use crate::library::{Store, StoreError};

/// How soon `--watch` ends when it is asked to.
const PAUSE: Duration = Duration::from_millis(500);
/// How often it looks at the files though nothing was told; where the system tells of nothing, this is how it follows.
const REGULAR: Duration = Duration::from_secs(if cfg!(feature = "tui") { 300 } else { 2 });

/// Indexes the paths, or the configured folders; goes on looking with `--watch`.
///
/// # Errors
/// When the store cannot be opened or written, or some files could not be read (the others were).
pub(super) fn run(args: &IndexArgs, store: Place<'_>) -> Result<(), Failure> {
    let setup = Setup::find(store.config)?;
    words::take_in(&setup);
    let rules = setup.rules().map(|path| rules::read(&path)).transpose();
    if let Err(failure) = &rules {
        tell(format_args!("briefing: {failure}; the corrections that were made stay"));
    }
    let options = Options {
        paths: library::paths(&args.paths, store.config)?,
        ignored: Patterns::new(args.ignore.iter().cloned().chain(setup.config.library.ignore)),
        threads: args.threads,
        rules: rules.ok().map(|file| Arc::new(file.unwrap_or_default().rules)),
        ..Options::default()
    };
    let mut store = library::open(store)?;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // A second one ends the program the usual way: nothing that was committed is lost.
        signal_hook::flag::register_conditional_default(signal, stop.clone()).map_err(Failure::Output)?;
        signal_hook::flag::register(signal, stop.clone()).map_err(Failure::Output)?;
    }
    let report = once(&mut store, &options, &stop, args.quiet)?;
    if !args.quiet {
        tell(format_args!("{}", summary(&report)));
    }
    if args.watch {
        watch(&mut store, &options, &stop, args.quiet)?;
    }
    if report.problems.is_empty() { Ok(()) } else { Err(Failure::Unread(report.problems)) }
}

/// One run; a store that turns out damaged is built anew.
fn once(store: &mut Store, options: &Options, stop: &AtomicBool, quiet: bool) -> Result<Report, Failure> {
    let bar = !quiet && io::stderr().is_terminal();
    let mut progress = |p: Progress| {
        if bar {
            show(&p);
        }
    };
    let first = index(store, options, stop, &mut progress);
    let report = match first {
        Err(damage) if damage.is_corrupt() => {
            rebuild(store, &damage).and_then(|()| index(store, options, stop, &mut progress))
        }
        other => other,
    };
    if bar {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    report.map_err(Failure::Store)
}

fn rebuild(store: &mut Store, damage: &StoreError) -> Result<(), StoreError> {
    store.rebuild(damage)?;
    store.notes().iter().for_each(|note| tell(format_args!("briefing: {note}")));
    Ok(())
}

/// Follows the files: after a change, and every few minutes for what the system did not tell of.
fn watch(store: &mut Store, options: &Options, stop: &AtomicBool, quiet: bool) -> Result<(), Failure> {
    let (news, heard) = std::sync::mpsc::channel::<()>();
    #[cfg(feature = "tui")]
    crate::tui::changes(options.paths.clone(), Some(store.path().to_path_buf()), move || {
        news.send(()).is_ok()
    });
    #[cfg(not(feature = "tui"))]
    drop(news);
    let mut looked = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        let changed = match heard.recv_timeout(PAUSE) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            // Nobody watches: the look every now and then is left.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(PAUSE);
                false
            }
        };
        if !changed && looked.elapsed() < REGULAR {
            continue;
        }
        while heard.try_recv().is_ok() {}
        let report = once(store, options, stop, quiet)?;
        looked = Instant::now();
        if !quiet && report.indexed + report.moved + report.removed > 0 {
            tell(format_args!("{}", summary(&report)));
        }
    }
    Ok(())
}

fn show(p: &Progress) {
    const WIDTH: usize = 24;
    let filled = WIDTH * p.done / p.total.max(1);
    let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH - filled));
    let rest = p.rest().as_secs();
    let mut err = io::stderr().lock();
    let _ = write!(
        err,
        "\r\x1b[K[{bar}] {}/{}  {:.0} articles/s  {}:{:02} to go",
        p.done,
        p.total,
        p.rate(),
        rest / 60,
        rest % 60
    );
    let _ = err.flush();
}

fn summary(report: &Report) -> String {
    let stopped = if report.stopped { "; stopped, the rest follows in the next run" } else { "" };
    format!(
        "{} files: {} articles new or changed, {} moved, {} removed, {} not read{stopped}",
        report.files,
        report.indexed,
        report.moved,
        report.removed,
        report.problems.len()
    )
}
