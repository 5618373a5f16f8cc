//! What is done outside the program for the reader: on threads of their own, the answers come back as events.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::clipboard::{self, Surroundings};
use super::event::Event;
use super::program::{self, Done};
use super::terminal::WORKER;
use super::tools::{self, Named};
use crate::config::Ask;
use crate::library::locate::line_of;
use crate::text::decode::decode;

/// How long a command may take that was given text.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a browser's start is watched for failure.
const SOON: Duration = Duration::from_secs(2);

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

/// Gives text to a command on its standard input; what it writes comes back.
pub(super) fn pipe(argv: Vec<String>, text: String, events: &Sender<Event>) {
    start(events, move || {
        let name = tools::name(&argv).to_string();
        let result = match program::feed(&argv, text, true, LONGEST) {
            Ok(done) => written(&name, &done),
            Err(failed) => Err(format!("{name}: {failed}")),
        };
        Event::Piped(argv.join(" "), result)
    });
}

/// What a command wrote; where it failed without a word of output, what it complained about.
fn written(name: &str, done: &Done) -> Result<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if done.status.success() || !done.output.is_empty() {
        return Ok(text(&done.output));
    }
    let complaint = text(&done.errors);
    let complaint = complaint.lines().map(str::trim).find(|l| !l.is_empty());
    let ending = program::ending(done.status);
    Err(complaint.map_or_else(|| format!("{name} {ending}"), |c| format!("{name} {ending}: {c}")))
}

/// The command that opens a file in the reader's editor, at the line where the article's words stand.
pub(super) fn editor(path: &Path, words: &str, share: usize, programs: &Programs) -> Vec<String> {
    let file = std::fs::read(path).map(|bytes| decode(&bytes).text).unwrap_or_default();
    tools::editor(&programs.editor, &Named::from_env(), path, line_of(&file, words, share))
}

/// Opens a link in a window of its own; returns the command instead where it needs the terminal.
pub(super) fn visit(url: &str, programs: &Programs, events: &Sender<Event>) -> Option<Vec<String>> {
    let argv = tools::browser(&programs.browser, &Named::from_env(), url);
    if tools::wants_terminal(&argv) {
        return Some(argv);
    }
    let (url, answers) = (url.to_string(), events.clone());
    start(events, move || {
        let name = tools::name(&argv).to_string();
        match program::launch(&argv, SOON) {
            Ok(Some(mut child)) => {
                let _ = answers.send(Event::Told(Ok(format!("opened with {name}: {url}"))));
                // Somebody has to wait for it, or it stays in the system's table after its end.
                let _ = child.wait();
                Event::Told(Ok(String::new()))
            }
            Ok(None) => Event::Told(Ok(format!("opened with {name}: {url}"))),
            Err(failed) => Event::Told(Err(format!("{name}: {failed}; set [tools] browser. {url}"))),
        }
    });
    None
}

/// Runs a program that has the terminal until it ends; what went wrong, if anything.
pub(super) fn wait_for(argv: &[String]) -> Result<String, String> {
    let name = tools::name(argv);
    let (program, arguments) = argv.split_first().ok_or("no program is set")?;
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => Ok(String::new()),
        Ok(status) => Err(format!("{name} {}", program::ending(status))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(format!("{name}: no such program; set $EDITOR, or editor in [tools]"))
        }
        Err(error) => Err(format!("{name}: {error}")),
    }
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
