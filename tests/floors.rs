//! The floors of the house: a room imports from lower floors only, and few rooms touch terminal or files.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and their floors. A room that is not here has no place yet: add it where it belongs.
const FLOORS: [(&str, u8); 16] = [
    ("text", 1),
    ("command", 1),
    ("theme", 1),
    ("config", 1),
    ("document", 2),
    ("language", 3),
    ("annotate", 4),
    ("library", 5),
    ("train", 5),
    ("app", 6),
    ("export", 6),
    ("view", 7),
    ("tui", 8),
    ("cli", 9),
    ("bin", 10),
    ("lib", 10),
];

/// Who may name the crates of the terminal.
const ON_THE_SCREEN: [&str; 2] = ["src/view/", "src/tui/"];

/// Who may touch files: the trainer is a tool for those who make the models, not a part of the reader.
const AT_THE_FILES: [&str; 9] = [
    "src/library/draft",
    "src/library/rules",
    "src/library/scan",
    "src/library/session",
    "src/library/store",
    "src/config/",
    "src/tui/",
    "src/cli/",
    "src/train/",
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap_or_default())
    };
    files.iter().map(read).collect()
}

/// The part of a file that is built into the program: tests at its end may use what they like.
fn built(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_test = |line: &str| line.trim_start().starts_with("#[cfg(test)]");
    text.lines().enumerate().take_while(move |(_, line)| !is_test(line)).filter(|(_, line)| {
        let line = line.trim_start();
        !line.starts_with("//")
    })
}

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|&(_, floor)| floor)
}

/// The room a file belongs to; the program's own roof for `lib.rs` and `main.rs`.
fn room(file: &str) -> &str {
    let rest = file.strip_prefix("src/").unwrap_or(file);
    match rest.split_once('/') {
        Some((room, _)) => room,
        None if rest == "lib.rs" || rest == "main.rs" => "lib",
        None => rest.trim_end_matches(".rs"),
    }
}

/// The rooms that a line names: after `crate::`, also several in braces.
fn named(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let inside = rest.strip_prefix('{').map_or(rest, |r| r.split('}').next().unwrap_or(r));
        let parts = if rest.starts_with('{') { inside.split(',').collect() } else { vec![inside] };
        let name = |part: &'_ str| part.trim().find(|c: char| !c.is_alphanumeric() && c != '_');
        out.extend(parts.into_iter().map(|p: &str| &p.trim()[..name(p).unwrap_or(p.trim().len())]));
    }
    out
}

#[test]
fn rooms_import_downward_only() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let here = room(&file);
        let Some(own) = floor(here) else {
            faults.push(format!("{file}: {here} has no floor"));
            continue;
        };
        for (number, line) in built(&text) {
            for other in named(line).into_iter().filter(|other| *other != here) {
                // A name in capitals is an item at the root, a lower-case one a room.
                if floor(other).is_some_and(|f| f >= own) {
                    faults.push(format!("{file}:{}: {here} names {other}", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn only_the_screen_names_the_terminals_crates() {
    assert_none(&["ratatui", "crossterm"], &ON_THE_SCREEN);
}

#[test]
fn only_the_readers_of_files_touch_files() {
    assert_none(&["std::fs", "fs::read", "fs::write", "File::open", "File::create"], &AT_THE_FILES);
}

#[test]
fn nothing_opens_a_connection() {
    assert_none(&["std::net", "TcpStream", "UdpSocket", "reqwest", "ureq"], &[]);
}

/// No line of a file outside `allowed` holds one of `words`.
fn assert_none(words: &[&str], allowed: &[&str]) {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        if allowed.iter().any(|a| file.starts_with(a)) {
            continue;
        }
        for (number, line) in built(&text) {
            if words.iter().any(|w| line.contains(w)) {
                faults.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn main_only_calls_run() {
    let main = sources().into_iter().find(|(file, _)| file == "src/main.rs");
    assert!(main.is_some_and(|(_, text)| text.lines().count() <= 30));
}

#[test]
fn the_names_of_a_line_are_found() {
    assert_eq!(named("use crate::text::{Span, clean};"), ["text"]);
    assert_eq!(named("use crate::{app, view::paint};"), ["app", "view"]);
    assert_eq!(named("pub(crate) fn x() -> crate::tui::Y"), ["tui"]);
}
