//! Storms of resizes, with keys in between: the line under the eye stays.

use crate::common::{Session, Start};
use crate::{first_word, numbered};

/// A small generator with a seed, so that a storm that fails can be had again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn opened(columns: u16, rows: u16) -> Session {
    let session = Start::program().article("n.md", numbered(4000)).arg("n.md").at(columns, rows);
    session.shows("w00001").rest();
    session
}

#[test]
fn two_hundred_resizes_keep_the_line_under_the_eye() {
    let session = opened(100, 30);
    session.press("d d d d d d d");
    let (word, row) = first_word(&session).unwrap();
    let mut dice = Dice(20_260_504);
    let still = ["?", "\x1b", "/", "\x1b", "o", "\x1b", "\x0c"];
    for step in 0..200 {
        let (columns, rows) = (20 + dice.roll(200) as u16, 4 + dice.roll(60) as u16);
        session.terminal.resize(columns, rows).unwrap();
        let key = still[step % still.len()];
        session.terminal.type_bytes(key.as_bytes()).unwrap();
        // An escape that is followed too soon is another key.
        std::thread::sleep(std::time::Duration::from_millis(if key == "\x1b" { 30 } else { dice.roll(6) }));
    }
    session.rest();
    // Keys do nothing in a window that is too small to show what they do.
    session.resize(101, 31).rest();
    session.press("esc").press("esc");
    for (columns, rows) in [(60, 12), (200, 60), (41, 11)] {
        session.resize(columns, rows).rest();
        assert!(session.text().contains(&word), "{word} is gone at {columns}x{rows}:\n{}", session.text());
    }
    session.resize(100, 30).rest();
    assert_eq!(first_word(&session), Some((word, row)), "{}", session.text());
}

#[test]
fn the_eye_is_on_the_screen_at_every_size() {
    let session = opened(120, 40);
    session.press("/").type_text("w02345").press("enter").press("esc");
    session.shows("w02345");
    let mut dice = Dice(7);
    for _ in 0..40 {
        let (columns, rows) = (40 + dice.roll(160) as u16, 10 + dice.roll(50) as u16);
        if (rows, columns) != (session.rows().len() as u16, session.terminal.screen().size().1.get()) {
            session.resize(columns, rows);
        }
        session.shows("w02345");
    }
}

#[test]
fn moving_in_a_storm_never_breaks_the_reader() {
    let session = opened(100, 30);
    let mut dice = Dice(42);
    let keys =
        ["j", "k", "d", "u", " ", "b", "g", "G", "]", "[", "e", "c", "1", "2", "3", "4", "\t", "z", ">", "<"];
    for _ in 0..200 {
        let (columns, rows) = (1 + dice.roll(220) as u16, 1 + dice.roll(70) as u16);
        session.terminal.resize(columns, rows).unwrap();
        for _ in 0..dice.roll(4) {
            let key = keys[dice.roll(keys.len() as u64) as usize];
            session.terminal.type_bytes(key.as_bytes()).unwrap();
        }
    }
    session.rest();
    if session.rows().len() != 24 {
        session.terminal.resize(80, 24).unwrap();
    }
    session.rest();
    session.press("2").press("g").shows("w00001");
    session.terminal.type_bytes(b"Q").unwrap();
    assert!(session.end().success());
}
