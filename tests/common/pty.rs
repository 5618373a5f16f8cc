//! A terminal without a screen: runs a program in a pseudo-terminal, types, resizes and reads what it drew.
//!
//! It honours synchronized output as a real terminal does, so a frame is seen whole or not at all.

use std::error::Error;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// What goes wrong outside of what is tested.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Brackets of a frame: a terminal that knows mode 2026 shows what is between them in one piece.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// What a program has written so far.
pub struct Seen {
    /// The screen as a terminal would show it now.
    pub parser: vt100::Parser,
    /// Every byte.
    pub raw: Vec<u8>,
    /// How many frames were completed.
    pub frames: usize,
    /// When something was written last.
    pub last: Instant,
    /// How much of `raw` the parser has been given.
    shown: usize,
    /// Whether a screen is kept; where time is measured, that would take some.
    drawn: bool,
    /// The program has closed its side.
    closed: bool,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.last = Instant::now();
        if !self.drawn {
            return;
        }
        let fresh = &self.raw[self.shown..];
        let whole = match (rfind(fresh, FRAME_BEGINS), rfind(fresh, FRAME_ENDS)) {
            (Some(begin), Some(end)) if end > begin => fresh.len(),
            (Some(begin), _) => begin,
            (None, _) => fresh.len(),
        };
        self.frames += count(&fresh[..whole], FRAME_ENDS);
        let text = plain_underlines(&fresh[..whole]);
        self.parser.process(&text);
        self.shown += whole;
    }
}

/// A program in its terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Mutex<Box<dyn Write + Send>>,
    child: Mutex<Box<dyn Child + Send + Sync>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Terminal {
    /// Starts a program in a terminal of `columns` by `rows`.
    pub fn start(command: CommandBuilder, size: (u16, u16)) -> Outcome<Self> {
        Self::open(command, size, true)
    }

    /// Starts a program whose bytes are kept and timed, but not drawn.
    pub fn blind(command: CommandBuilder, size: (u16, u16)) -> Outcome<Self> {
        Self::open(command, size, false)
    }

    fn open(command: CommandBuilder, (columns, rows): (u16, u16), drawn: bool) -> Outcome<Self> {
        let pair = native_pty_system().openpty(size(columns, rows))?;
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let seen = Seen {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            frames: 0,
            last: Instant::now(),
            shown: 0,
            drawn,
            closed: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let reader = pair.master.try_clone_reader()?;
        let shared = Arc::clone(&seen);
        thread::Builder::new().name("terminal".into()).spawn(move || read_all(reader, &shared))?;
        let writer = Mutex::new(pair.master.take_writer()?);
        Ok(Self { master: pair.master, writer, child: Mutex::new(child), seen })
    }

    /// Types bytes as they are.
    pub fn type_bytes(&self, bytes: &[u8]) -> Outcome<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.write_all(bytes)?;
        Ok(writer.flush()?)
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) -> Outcome<()> {
        self.seen().parser.set_size(cells(rows), cells(columns));
        Ok(self.master.resize(size(columns, rows))?)
    }

    /// What was written so far.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The screen now.
    pub fn screen(&self) -> vt100::Screen {
        self.seen().parser.screen().clone()
    }

    /// Waits until what was written satisfies `ready`; whether it did within `limit`.
    pub fn wait(&self, limit: Duration, ready: impl Fn(&Seen) -> bool) -> bool {
        self.when(limit, ready).is_some()
    }

    /// Waits as [`Terminal::wait`] does; the time at which the bytes came that made it ready.
    pub fn when(&self, limit: Duration, ready: impl Fn(&Seen) -> bool) -> Option<Instant> {
        let deadline = Instant::now() + limit;
        let mut seen = self.seen();
        while !ready(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.closed {
                return None;
            }
            let waited = self.seen.1.wait_timeout(seen, left);
            seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(seen.last)
    }

    /// Waits until nothing was written for `quiet`.
    pub fn rest(&self, quiet: Duration) {
        loop {
            let since = self.seen().last.elapsed();
            if since >= quiet {
                return;
            }
            thread::sleep(quiet - since);
        }
    }

    fn child(&self) -> MutexGuard<'_, Box<dyn Child + Send + Sync>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The process that was started.
    pub fn pid(&self) -> Option<u32> {
        self.child().process_id()
    }

    /// The process group that has the keyboard: under a shell with job control, the program in front.
    pub fn foreground(&self) -> Option<i32> {
        self.master.process_group_leader()
    }

    /// Waits for the end of the program; None when it goes on for longer than `limit`.
    pub fn end(&self, limit: Duration) -> Outcome<Option<ExitStatus>> {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if let Some(status) = self.child().try_wait()? {
                // What was written last may still be on its way.
                self.wait(Duration::from_secs(2), |seen| seen.closed);
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(None)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed must not leave its program behind.
        let mut child = self.child();
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn read_all(mut reader: Box<dyn Read + Send>, shared: &(Mutex<Seen>, Condvar)) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if read == 0 {
            seen.closed = true;
            shared.1.notify_all();
            return;
        }
        seen.take(&buffer[..read]);
        shared.1.notify_all();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// A size as the emulator wants it: nothing is at least one.
pub fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

fn rfind(text: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(text, what)
}

fn count(text: &[u8], what: &[u8]) -> usize {
    memchr::memmem::find_iter(text, what).count()
}

/// The emulator knows one underline; dotted and dashed ones (`4:4`, `4:5`) become that.
pub fn plain_underlines(bytes: &[u8]) -> Vec<u8> {
    underlines(bytes, |_| true)
}

/// The bytes with plain underlines in place of the kinds that `keep` names, and without the others.
pub fn underlines(bytes: &[u8], keep: impl Fn(u8) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b";4:") {
        let kept = rest.get(at + 3).is_some_and(|kind| keep(*kind));
        out.extend_from_slice(&rest[..if kept { at + 2 } else { at }]);
        rest = rest.get(at + 4..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// The bytes a terminal sends for a key by its name: `j`, `enter`, `ctrl-d`, `shift-tab`, `pagedown`.
pub fn key_bytes(name: &str) -> Vec<u8> {
    let fixed: &[u8] = match name {
        "enter" => b"\r",
        "esc" => b"\x1b",
        "tab" => b"\t",
        "shift-tab" => b"\x1b[Z",
        "space" => b" ",
        "backspace" => b"\x7f",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pageup" => b"\x1b[5~",
        "pagedown" => b"\x1b[6~",
        "alt-left" => b"\x1b[1;3D",
        "alt-right" => b"\x1b[1;3C",
        _ => return letters(name),
    };
    fixed.to_vec()
}

fn letters(name: &str) -> Vec<u8> {
    match (name.strip_prefix("ctrl-"), name.strip_prefix("alt-")) {
        (Some(letter), _) => letter.bytes().take(1).map(|b| b & 0x1f).collect(),
        (_, Some(letter)) => [b"\x1b", letter.as_bytes()].concat(),
        _ => name.as_bytes().to_vec(),
    }
}
