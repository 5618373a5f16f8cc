//! The terminal is asked for its background (OSC 11). Its answer comes in the stream of keys, at once, late or never;
//! it is recognised there whenever it comes, so that nothing waits for it and nothing of it is taken for keys.

use std::io::{self, Write, stdout};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::event::Event;
use crate::command::{Key, KeyCode};
use crate::theme::Mode;

const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
/// How an answer begins.
const BEGIN: &str = "\x1b]11;";
/// No answer is longer, in characters.
const LONGEST: usize = 40;
/// An answer comes in one piece: what looked like its beginning was typed when nothing follows for this long.
const PAUSE: Duration = Duration::from_millis(100);
/// Nobody types the whole beginning, so its rest is waited for even over a slow line.
const LONG_PAUSE: Duration = Duration::from_secs(1);

/// How long after it was asked the terminal's answer may come, over a slow line.
const LATE_ANSWER: Duration = Duration::from_millis(400);

/// Asks the terminal.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn ask() -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(QUESTION)?;
    out.flush()
}

/// An answer of the terminal that is still on its way is waited for: the shell would take it for typed.
pub(super) fn swallow(queue: &Receiver<Event>, asked: Instant) {
    let patience = LATE_ANSWER.saturating_sub(asked.elapsed());
    let until = Instant::now() + patience;
    while let Ok(event) = queue.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if matches!(event, Event::Background(_)) {
            return;
        }
    }
}

/// What came of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It may belong to the answer; wait.
    Nothing,
    /// These were typed.
    Keys(Vec<Key>),
    /// The terminal has answered.
    Background(Mode),
}

/// Listens for the answer among the keys.
#[derive(Debug)]
pub(super) struct Listener {
    listening: bool,
    heard: String,
    held: Vec<Key>,
}

impl Listener {
    /// Listens, if the terminal was asked.
    pub(super) fn new(asked: bool) -> Self {
        Self { listening: asked, heard: String::new(), held: Vec::new() }
    }

    /// Takes a key.
    pub(super) fn take(&mut self, key: Key) -> Heard {
        if !self.listening {
            return Heard::Keys(vec![key]);
        }
        let Some(text) = typed(key) else { return self.give_up(key) };
        self.heard.push_str(&text);
        match judge(&self.heard) {
            // A lone Escape is the reader's as far as anybody knows, and must not wait for the next key.
            Verdict::Begun if self.heard == "\x1b" => Heard::Keys(vec![key]),
            Verdict::Begun => {
                self.held.push(key);
                Heard::Nothing
            }
            Verdict::Answer(mode) => {
                *self = Self::new(false);
                mode.map_or(Heard::Nothing, Heard::Background)
            }
            Verdict::Other => self.give_up(key),
        }
    }

    /// For how long more is waited for, while something is held back.
    pub(super) fn pause(&self) -> Option<Duration> {
        let begun = self.heard.len() >= BEGIN.len();
        (!self.held.is_empty()).then_some(if begun { LONG_PAUSE } else { PAUSE })
    }

    /// Nothing more came: what was held back was typed.
    pub(super) fn release(&mut self) -> Vec<Key> {
        self.heard.clear();
        std::mem::take(&mut self.held)
    }

    /// What was held back was typed after all.
    fn give_up(&mut self, key: Key) -> Heard {
        let mut keys = self.release();
        keys.push(key);
        if key.code() == KeyCode::Esc {
            self.heard.push('\x1b');
        }
        Heard::Keys(keys)
    }
}

enum Verdict {
    Begun,
    Answer(Option<Mode>),
    Other,
}

fn judge(heard: &str) -> Verdict {
    let Some(rest) = heard.strip_prefix(BEGIN) else {
        return if BEGIN.starts_with(heard) { Verdict::Begun } else { Verdict::Other };
    };
    let end = rest.find(['\x07', '\x1b']).unwrap_or(rest.len());
    let (color, end) = rest.split_at(end);
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '#');
    match end {
        _ if color.len() > LONGEST || !color.chars().all(fits) => Verdict::Other,
        "" | "\x1b" => Verdict::Begun,
        "\x07" | "\x1b\\" => Verdict::Answer(Mode::from_answer(color)),
        _ => Verdict::Other,
    }
}

/// What a terminal sends for a key, as far as it can be part of an answer.
fn typed(key: Key) -> Option<String> {
    let mods = key.mods();
    match key.code() {
        KeyCode::Esc => Some("\x1b".into()),
        KeyCode::Char('g') if mods.ctrl => Some("\x07".into()),
        KeyCode::Char(c) if mods.alt => Some(format!("\x1b{c}")),
        KeyCode::Char(c) if !mods.ctrl => Some(c.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, Listener};
    use crate::command::{Key, KeyCode, Mods};
    use crate::theme::Mode;

    fn keys(text: &str) -> Vec<Key> {
        let alt = Mods { alt: true, ..Mods::default() };
        let ctrl = Mods { ctrl: true, ..Mods::default() };
        let key = |c| match c {
            '«' => Key::new(KeyCode::Char(']'), alt),
            '»' => Key::new(KeyCode::Char('\\'), alt),
            '\x07' => Key::new(KeyCode::Char('g'), ctrl),
            '\x1b' => Key::plain(KeyCode::Esc),
            c => Key::plain(KeyCode::Char(c)),
        };
        text.chars().map(key).collect()
    }

    /// The keys that come through, and the answer.
    fn hear(asked: bool, text: &str) -> (Vec<Key>, Option<Mode>) {
        let mut listener = Listener::new(asked);
        let (mut typed, mut mode) = (Vec::new(), None);
        for key in keys(text) {
            match listener.take(key) {
                Heard::Nothing => {}
                Heard::Keys(keys) => typed.extend(keys),
                Heard::Background(found) => mode = Some(found),
            }
        }
        (typed, mode)
    }

    #[test]
    fn the_answer_is_heard_and_not_typed() {
        assert_eq!(hear(true, "j«11;rgb:ffff/ffff/ffff»k"), (keys("jk"), Some(Mode::Light)));
        assert_eq!(hear(true, "«11;rgb:16/16/1a\x07"), (vec![], Some(Mode::Dark)));
        assert_eq!(hear(true, "\x1b]11;rgb:0/0/0\x1b\\"), (keys("\x1b"), Some(Mode::Dark)));
    }

    #[test]
    fn what_is_no_answer_is_typed() {
        for text in ["]x", "«x", "\x1bj", "\x1b]12", "«11;rgb:00 ", "]]]["] {
            assert_eq!(hear(true, text), (keys(text), None), "{text:?}");
        }
        assert_eq!(hear(false, "«11;rgb:0/0/0»"), (keys("«11;rgb:0/0/0»"), None));
    }
}
