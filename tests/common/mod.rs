//! The real program in a pseudo-terminal, for the end-to-end tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails, fails its test"
)]
#![allow(dead_code, reason = "each test binary uses its part")]

pub mod pty;

use std::path::{Path, PathBuf};
use std::time::Duration;

use portable_pty::{CommandBuilder, ExitStatus};
use pty::{Seen, Terminal, key_bytes};

/// Long enough for a machine that is busy with other things.
pub const LIMIT: Duration = Duration::from_secs(20);

/// After this long without a byte, a screen is taken to be complete.
const QUIET: Duration = Duration::from_millis(40);

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

/// The sample articles of the repository.
pub fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("articles")
}

/// A reader in its terminal, in a home of its own.
pub struct Session {
    pub terminal: Terminal,
    /// Working folder, home and configuration folder of the reader; goes away with the session.
    pub home: tempfile::TempDir,
    command: CommandBuilder,
    size: (u16, u16),
}

/// How to start a reader.
pub struct Start {
    command: CommandBuilder,
    home: tempfile::TempDir,
}

impl Start {
    /// The program itself.
    pub fn program() -> Self {
        Self::command(CommandBuilder::new(PROGRAM))
    }

    /// A shell script; `$0` is the program and `$@` its arguments.
    pub fn shell(script: &str) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, PROGRAM]);
        Self::command(command)
    }

    fn command(mut command: CommandBuilder) -> Self {
        let home = tempfile::tempdir().unwrap();
        command.env_clear();
        command.cwd(home.path());
        let path = std::env::var("PATH").unwrap_or_default();
        for (name, value) in [("PATH", path.as_str()), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env("COLORTERM", "truecolor");
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, home.path());
        }
        Self { command, home }
    }

    /// Writes an article into the working folder.
    pub fn article(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// The folder that is home to the reader.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub fn at(self, columns: u16, rows: u16) -> Session {
        let terminal = Terminal::start(self.command.clone(), (columns, rows)).unwrap();
        Session { terminal, home: self.home, command: self.command, size: (columns, rows) }
    }
}

impl Session {
    /// Starts the reader once more in the same home, with the same arguments.
    pub fn again(self) -> Session {
        let terminal = Terminal::start(self.command.clone(), self.size).unwrap();
        Session { terminal, ..self }
    }

    /// Types keys by name, separated by spaces, one after the other; waits until each is drawn.
    pub fn press(&self, keys: &str) -> &Self {
        for key in keys.split(' ') {
            let before = self.terminal.seen().frames;
            self.terminal.type_bytes(&key_bytes(key)).unwrap();
            assert!(
                self.terminal.wait(LIMIT, |seen| seen.frames > before),
                "no frame after {key}:\n{}",
                self.text()
            );
        }
        self.terminal.rest(QUIET);
        self
    }

    /// Types text letter by letter without waiting.
    pub fn type_text(&self, text: &str) -> &Self {
        self.terminal.type_bytes(text.as_bytes()).unwrap();
        self.terminal.rest(QUIET);
        self
    }

    /// Changes the window and waits for the frame that follows.
    pub fn resize(&self, columns: u16, rows: u16) -> &Self {
        let before = self.terminal.seen().frames;
        self.terminal.resize(columns, rows).unwrap();
        assert!(self.terminal.wait(LIMIT, |seen| seen.frames > before), "no frame at {columns}x{rows}");
        self.terminal.rest(QUIET);
        self
    }

    /// Waits until the screen shows a text.
    pub fn shows(&self, text: &str) -> &Self {
        let found = self.terminal.wait(LIMIT, |seen| seen.parser.screen().contents().contains(text));
        assert!(found, "{text:?} is not shown:\n{}", self.text());
        self
    }

    /// Waits until the screen no longer shows a text.
    pub fn hides(&self, text: &str) -> &Self {
        let gone = self.terminal.wait(LIMIT, |seen| !seen.parser.screen().contents().contains(text));
        assert!(gone, "{text:?} is still shown:\n{}", self.text());
        self
    }

    /// Waits for something about what was written.
    pub fn until(&self, what: &str, ready: impl Fn(&Seen) -> bool) -> &Self {
        assert!(self.terminal.wait(LIMIT, ready), "never {what}:\n{}", self.text());
        self
    }

    /// Waits until nothing moves any more.
    pub fn rest(&self) -> &Self {
        self.terminal.rest(Duration::from_millis(250));
        self
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.terminal.screen().contents()
    }

    /// The rows of the screen, whole.
    pub fn rows(&self) -> Vec<String> {
        let screen = self.terminal.screen();
        screen.rows(0, screen.size().1.get()).collect()
    }

    /// Row and column of a text on the screen, in cells.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        let screen = self.terminal.screen();
        let columns = screen.size().1.get();
        let row = screen.rows(0, columns).position(|row| row.contains(text))?;
        (0..columns).find_map(|column| {
            let rest = screen.rows(column, columns - column).nth(row)?;
            rest.starts_with(text).then_some((row as u16, column))
        })
    }

    /// The bytes written so far.
    pub fn raw(&self) -> Vec<u8> {
        self.terminal.seen().raw.clone()
    }

    /// Clicks with the left button on a cell, counted from 0.
    pub fn click(&self, row: u16, column: u16) -> &Self {
        self.mouse(0, row, column)
    }

    /// Turns the wheel over a cell by a notch, down or up.
    pub fn wheel(&self, down: bool, row: u16, column: u16) -> &Self {
        self.mouse(if down { 65 } else { 64 }, row, column)
    }

    fn mouse(&self, button: u8, row: u16, column: u16) -> &Self {
        let before = self.terminal.seen().frames;
        let press = format!("\x1b[<{button};{};{}M", column + 1, row + 1);
        self.terminal.type_bytes(press.as_bytes()).unwrap();
        assert!(self.terminal.wait(LIMIT, |seen| seen.frames > before), "the mouse was not heard");
        self.terminal.rest(QUIET);
        self
    }

    /// Sends a signal to the program in front.
    pub fn signal(&self, signal: &str) {
        let pid = self.terminal.foreground().expect("a foreground process").to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end.
    pub fn end(&self) -> ExitStatus {
        let status = self.terminal.end(LIMIT).unwrap();
        status.unwrap_or_else(|| panic!("the program goes on:\n{}", self.text()))
    }
}

/// Whether bytes hold others.
pub fn holds(text: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(text, what).is_some()
}
