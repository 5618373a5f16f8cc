//! Other programs, given text on their standard input. Never through a shell: the arguments are taken as they are.

use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Output beyond this is not read, in bytes.
const MOST: u64 = 1 << 20;
/// How often it is looked whether a program has ended.
const LOOK: Duration = Duration::from_millis(4);
/// How long output may still come after a program has ended: one that it left behind may hold the pipe for ever.
const LATE: Duration = Duration::from_millis(500);

/// What a program did.
#[derive(Debug)]
pub(super) struct Done {
    /// How it ended.
    pub(super) status: ExitStatus,
    /// What it wrote, if that was wanted.
    pub(super) output: Vec<u8>,
    /// What it complained about, if that was wanted.
    pub(super) errors: Vec<u8>,
}

/// Why a program could not be used.
#[derive(Debug)]
pub(super) enum Failed {
    /// There is no such program.
    Missing,
    /// It did not end in time and was ended.
    TooSlow,
    /// The system refused.
    System(io::Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failed::Missing => f.write_str("no such program"),
            Failed::TooSlow => f.write_str("took too long and was ended"),
            Failed::System(error) => error.fmt(f),
        }
    }
}

/// How a program ended, in words.
pub(super) fn ending(status: ExitStatus) -> String {
    status.code().map_or_else(|| "was ended".to_string(), |code| format!("ended with {code}"))
}

/// Runs a program on a text and waits for it, at most `limit`.
///
/// Without `output` its pipes are closed from the start: a clipboard's program lives on behind the one that was
/// started, and would hold them open.
pub(super) fn feed(argv: &[String], text: String, output: bool, limit: Duration) -> Result<Done, Failed> {
    let Some((program, arguments)) = argv.split_first() else { return Err(Failed::Missing) };
    let pipe = || if output { Stdio::piped() } else { Stdio::null() };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(pipe())
        .stderr(pipe())
        .spawn()
        .map_err(refused)?;
    if let Some(mut input) = child.stdin.take() {
        // One that does not read all of it has its reasons; it gets the end of the file when this thread ends.
        thread::spawn(move || input.write_all(text.as_bytes()));
    }
    let written = child.stdout.take().map(collect);
    let complained = child.stderr.take().map(collect);
    let status = wait(&mut child, limit)?;
    let late =
        |bytes: Option<Receiver<Vec<u8>>>| bytes.and_then(|b| b.recv_timeout(LATE).ok()).unwrap_or_default();
    Ok(Done { status, output: late(written), errors: late(complained) })
}

/// Starts a program that lives on by itself, such as a browser. What ends badly within `patience` is told; what goes
/// on after that is returned, for somebody to wait for.
pub(super) fn launch(argv: &[String], patience: Duration) -> Result<Option<Child>, Failed> {
    let Some((program, arguments)) = argv.split_first() else { return Err(Failed::Missing) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // In a group of its own it does not go when the terminal does.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(refused)?;
    let end = Instant::now() + patience;
    while Instant::now() < end {
        match child.try_wait().map_err(Failed::System)? {
            Some(status) if status.success() => return Ok(None),
            Some(status) => return Err(Failed::System(io::Error::other(ending(status)))),
            None => thread::sleep(LOOK),
        }
    }
    Ok(Some(child))
}

fn refused(error: io::Error) -> Failed {
    if error.kind() == io::ErrorKind::NotFound { Failed::Missing } else { Failed::System(error) }
}

fn collect(from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, bytes) = channel();
    thread::spawn(move || {
        let mut read = Vec::new();
        let _ = from.take(MOST).read_to_end(&mut read);
        let _ = send.send(read);
    });
    bytes
}

fn wait(child: &mut Child, limit: Duration) -> Result<ExitStatus, Failed> {
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Failed::TooSlow);
            }
            Err(error) => return Err(Failed::System(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failed, feed};
    use std::time::Duration;

    fn run(argv: &[&str], text: &str, limit: u64) -> Result<(bool, String), Failed> {
        let argv: Vec<String> = argv.iter().map(ToString::to_string).collect();
        let done = feed(&argv, text.to_string(), true, Duration::from_millis(limit))?;
        Ok((done.status.success(), String::from_utf8_lossy(&done.output).into_owned()))
    }

    #[test]
    fn a_program_reads_the_text_and_its_output_is_read() {
        let long = "woord ".repeat(40_000);
        let (ended_well, output) = run(&["cat"], &long, 5_000).unwrap();
        assert!(ended_well && output == long);
    }

    #[test]
    fn arguments_are_never_read_by_a_shell() {
        let (_, output) = run(&["printf", "%s", "$(id); `id`"], "", 5_000).unwrap();
        assert_eq!(output, "$(id); `id`");
    }

    #[test]
    fn what_is_missing_or_hangs_is_told() {
        assert!(matches!(run(&["no-such-program-here"], "", 100), Err(Failed::Missing)));
        assert!(matches!(run(&["sleep", "9"], "", 30), Err(Failed::TooSlow)));
        assert!(matches!(run(&[], "", 30), Err(Failed::Missing)));
    }

    #[test]
    fn a_program_that_does_not_read_does_no_harm() {
        assert!(run(&["true"], &"x".repeat(1 << 20), 5_000).is_ok());
    }
}
