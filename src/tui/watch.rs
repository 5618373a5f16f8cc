//! Watches the articles and the configuration on disk; says once, after things have settled, that something changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher, recommended_watcher};

use super::event::Event;

/// Editors write a file in several steps, and folders are filled file by file: wait for a pause this long.
const PAUSE: Duration = Duration::from_millis(120);

/// Watches paths on a thread of its own; does nothing where the system cannot. `own` is a file that the program writes
/// itself, with others beside it whose names begin alike: changes of these are nobody's news.
pub(super) fn start(paths: Vec<PathBuf>, own: Option<PathBuf>, events: Sender<Event>) {
    changes(paths, own, move || events.send(Event::DiskChanged).is_ok());
}

/// As `start`, with what is to be done at each change; the watching ends when that says so.
pub fn changes(paths: Vec<PathBuf>, own: Option<PathBuf>, mut told: impl FnMut() -> bool + Send + 'static) {
    // Changes come with the path that was watched before them: one form of it, so that they can be compared.
    let paths: Vec<PathBuf> =
        paths.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)).collect();
    let watch = move || {
        let (changes, incoming) = channel();
        let watched = paths.clone();
        let report = move |result: notify::Result<notify::Event>| {
            let own = |path: &PathBuf| own.as_ref().is_some_and(|own| begins(path, own));
            let news = |e: notify::Event| {
                let reading = matches!(e.kind, EventKind::Access(_));
                !reading && (e.paths.is_empty() || !e.paths.iter().all(own)) && concerns(&e.paths, &watched)
            };
            if result.is_ok_and(news) {
                let _ = changes.send(());
            }
        };
        let Ok(mut watcher) = recommended_watcher(report) else { return };
        for path in &paths {
            // A path that cannot be watched is still read; it only is not followed.
            let _ = match path.is_dir() {
                true => watcher.watch(path, RecursiveMode::Recursive),
                false => watcher.watch(folder(path), RecursiveMode::NonRecursive),
            };
        }
        while incoming.recv().is_ok() {
            loop {
                match incoming.recv_timeout(PAUSE) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            if !told() {
                return;
            }
        }
    };
    // Without the thread the reader works as before; R reads the articles again.
    let _ = thread::Builder::new().name("watch".into()).spawn(watch);
}

/// Whether a change is one of what is watched: in a folder, or of a file, beside which others may change all the time.
/// A change without a path may be any.
fn concerns(changed: &[PathBuf], watched: &[PathBuf]) -> bool {
    changed.is_empty()
        || changed.iter().any(|path| watched.iter().any(|w| path.starts_with(w) || w.starts_with(path)))
}

/// Whether a file's name begins with that of another one in the same folder, or is its folder.
fn begins(path: &Path, own: &Path) -> bool {
    own.parent() == Some(path)
        || path.as_os_str().as_encoded_bytes().starts_with(own.as_os_str().as_encoded_bytes())
}

/// The folder of a file. Many editors save by putting a new file in the place of the old one, and a watch on the file
/// itself would stay with the old one.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
