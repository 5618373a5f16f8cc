//! The clipboard: through a program that owns it, or through the terminal (OSC 52), which also works over SSH.

use std::time::Duration;

use super::program::{self, Failed};
use crate::config::Ask;

/// How long a program may take to accept a text.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most that terminals take in one sequence, in bytes of base64.
const MOST: usize = 100_000;

/// What stands on the other side of the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    wayland: bool,
    x11: bool,
    mac: bool,
    tmux: bool,
}

impl Surroundings {
    /// As the environment tells.
    pub(super) fn from_env() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        Self {
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            mac: cfg!(target_os = "macos"),
            tmux: set("TMUX"),
        }
    }
}

/// How the attempt went, and what is to be sent to the terminal for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Copied {
    /// What to tell the reader.
    pub(super) said: Result<String, String>,
    /// An escape sequence, or nothing.
    pub(super) sequence: String,
}

/// Copies a text: with the reader's own command, else with what the system has, else through the terminal.
pub(super) fn copy(text: &str, what: &str, own: &[String], osc52: Ask, around: Surroundings) -> Copied {
    let mut complaint = None;
    let mut done = None;
    for argv in programs(own, around) {
        match with(&argv, text) {
            Ok(()) => {
                done = Some(format!("{what} copied with {}", argv[0]));
                break;
            }
            // What the system may have is tried; what the reader asked for is missed.
            Err(Failed::Missing) if own.is_empty() => {}
            Err(failed) => complaint = Some(format!("{}: {failed}", argv[0])),
        }
    }
    let ask = osc52 == Ask::Always || osc52 == Ask::Auto && done.is_none();
    let sequence = if ask { sequence(text, around.tmux) } else { None };
    let asked = sequence.is_some();
    let said = match (done, complaint) {
        (Some(done), _) if asked => Ok(format!("{done}, and sent to the terminal (OSC 52)")),
        (Some(done), _) => Ok(done),
        (None, None) if asked => Ok(format!("{what} sent to the terminal's clipboard (OSC 52)")),
        (None, Some(failed)) if asked => {
            Ok(format!("{failed}; {what} sent to the terminal instead (OSC 52)"))
        }
        (None, complaint) => Err(refused(complaint, text, ask)),
    };
    Copied { said, sequence: sequence.unwrap_or_default() }
}

fn refused(complaint: Option<String>, text: &str, ask: bool) -> String {
    let kilobytes = text.len().div_ceil(1000);
    match complaint {
        Some(failed) => format!("not copied: {failed}"),
        None if ask => {
            format!("not copied: {kilobytes} kB is more than a terminal takes; set [copy] command")
        }
        None => "not copied: no program for it was found; set [copy] command or osc52".to_string(),
    }
}

fn with(argv: &[String], text: &str) -> Result<(), Failed> {
    let done = program::feed(argv, text.to_string(), false, PATIENCE)?;
    if done.status.success() {
        return Ok(());
    }
    Err(Failed::System(std::io::Error::other(program::ending(done.status))))
}

/// The programs to try, the nearest first.
fn programs(own: &[String], around: Surroundings) -> Vec<Vec<String>> {
    if !own.is_empty() {
        return vec![own.to_vec()];
    }
    let known: [(bool, &[&str]); 4] = [
        (around.mac, &["pbcopy"]),
        (around.wayland, &["wl-copy"]),
        (around.x11, &["xclip", "-selection", "clipboard"]),
        (around.x11, &["xsel", "--clipboard", "--input"]),
    ];
    let there = known.into_iter().filter(|(there, _)| *there);
    there.map(|(_, argv)| argv.iter().map(ToString::to_string).collect()).collect()
}

/// The sequence that asks the terminal to keep a text; none when it is too long for that.
fn sequence(text: &str, tmux: bool) -> Option<String> {
    let encoded = base64(text.as_bytes());
    if encoded.len() > MOST {
        return None;
    }
    let plain = format!("\x1b]52;c;{encoded}\x07");
    if !tmux {
        return Some(plain);
    }
    // tmux acts on the plain one where it may set the clipboard itself, and hands the wrapped one through where it
    // may not; whichever it does not want it drops.
    Some(format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")))
}

/// Base64 of RFC 4648, padded.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            encoded.push(if digit <= chunk.len() { DIGITS[value as usize] as char } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{Copied, Surroundings, base64, copy, sequence};
    use crate::config::Ask;

    fn own(argv: &[&str]) -> Vec<String> {
        argv.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn base64_has_the_vectors_of_its_standard() {
        let vectors = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, encoded) in vectors {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64("ï→".as_bytes()), "w6/ihpI=");
    }

    #[test]
    fn ones_own_command_gets_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clip");
        let command = own(&["tee", file.to_str().unwrap()]);
        let copied = copy("Oekraïne", "name", &command, Ask::Auto, Surroundings::default());
        assert_eq!(copied, Copied { said: Ok("name copied with tee".into()), sequence: String::new() });
        assert_eq!(std::fs::read_to_string(file).unwrap(), "Oekraïne");
    }

    #[test]
    fn without_a_program_the_terminal_is_asked() {
        let copied = copy("foo", "word", &[], Ask::Auto, Surroundings::default());
        assert_eq!(copied.sequence, "\x1b]52;c;Zm9v\x07");
        assert_eq!(copied.said, Ok("word sent to the terminal's clipboard (OSC 52)".into()));
        let never = copy("foo", "word", &[], Ask::Never, Surroundings::default());
        assert!(never.said.is_err() && never.sequence.is_empty());
        let failing = copy("foo", "word", &own(&["false"]), Ask::Never, Surroundings::default());
        assert_eq!(failing.said, Err("not copied: false: ended with 1".into()));
        let missing = copy("foo", "word", &own(&["no-such-one"]), Ask::Auto, Surroundings::default());
        assert!(missing.said.unwrap().starts_with("no-such-one: no such program; word sent"));
    }

    #[test]
    fn tmux_is_handed_the_sequence_both_ways_and_a_book_is_refused() {
        let wrapped = "\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\";
        assert_eq!(sequence("foo", true), Some(format!("\x1b]52;c;Zm9v\x07{wrapped}")));
        assert_eq!(sequence(&"x".repeat(80_000), false), None);
    }
}
