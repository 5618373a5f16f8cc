//! What is kept from one session of the reader to the next: where each article was left, marks, jumps, what was typed.
//!
//! Places are offsets together with the words that stand there, so that they are found again in a text that changed
//! meanwhile. Paths are absolute.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::draft::Draft;

/// Articles whose places are kept; those left longest ago go first.
const PLACES: usize = 500;
/// Lines of each history, and jumps on either side.
const LINES: usize = 100;

/// All that is kept, or a change of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Where articles were left, the one left last at the end.
    pub places: Vec<KeptPlace>,
    /// The marks.
    pub marks: Vec<KeptMark>,
    /// Where jumps were made from, the last one at the end.
    pub back: Vec<KeptPlace>,
    /// Where the way forward leads, the next one at the end.
    pub forward: Vec<KeptPlace>,
    /// What was searched for, the last at the end.
    pub searches: Vec<String>,
    /// Commands that text was handed to, the last at the end.
    pub commands: Vec<String>,
}

/// A place in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptPlace {
    /// The article's file.
    pub path: PathBuf,
    /// Byte offset into the text.
    pub eye: usize,
    /// The row of the screen; as many as there can be at the very beginning.
    #[serde(default = "start", skip_serializing_if = "is_start")]
    pub row: usize,
    /// The words there, as far as they are known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptMark {
    /// Its letter.
    pub letter: char,
    /// Its place.
    pub at: KeptPlace,
}

fn start() -> usize {
    usize::MAX
}

fn is_start(row: &usize) -> bool {
    *row == start()
}

impl Kept {
    /// Takes a later change in: what it says of an article, a mark or the jumps replaces what was known.
    pub fn take(&mut self, later: Kept) {
        self.places.retain(|old| !later.places.iter().any(|new| new.path == old.path));
        self.places.extend(later.places);
        let own = |letter: char| !letter.is_uppercase();
        let same =
            |a: &KeptMark, b: &KeptMark| a.letter == b.letter && (!own(a.letter) || a.at.path == b.at.path);
        self.marks.retain(|old| !later.marks.iter().any(|new| same(old, new)));
        self.marks.extend(later.marks);
        (self.back, self.forward) = (later.back, later.forward);
        for (all, new) in [(&mut self.searches, later.searches), (&mut self.commands, later.commands)] {
            all.retain(|line| !new.contains(line));
            all.extend(new);
        }
        cut(&mut self.places, PLACES);
        [&mut self.back, &mut self.forward].into_iter().for_each(|jumps| cut(jumps, LINES));
        [&mut self.searches, &mut self.commands].into_iter().for_each(|lines| cut(lines, LINES));
    }
}

/// Leaves the last ones.
fn cut<T>(list: &mut Vec<T>, most: usize) {
    list.drain(..list.len().saturating_sub(most));
}

/// What the file of the session says; nothing where there is none yet.
///
/// # Errors
/// When it cannot be read or is damaged, with its path and what to do about it.
pub fn read(path: &Path) -> Result<Kept, String> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Kept::default()),
        Err(e) => return Err(format!("{}: {e}", path.display())),
    };
    serde_json::from_str(&text)
        .map_err(|e| format!("{}:{}:{}: {e}; mend it or take it away", path.display(), e.line(), e.column()))
}

/// Takes a change into the file, which another reader may have written meanwhile.
///
/// # Errors
/// As [`read`], and when it cannot be written. A damaged file is left as it is.
pub fn change(path: &Path, later: &Kept) -> Result<(), String> {
    let mut kept = read(path)?;
    let before = kept.clone();
    kept.take(later.clone());
    // The very beginning is where an article opens anyway.
    kept.places.retain(|place| place.eye > 0 || place.row < usize::MAX);
    // A name that is no text cannot be written, and standard input will be another one.
    let named = |place: &KeptPlace| place.path.to_str().is_some_and(|path| path != "-");
    for places in [&mut kept.places, &mut kept.back, &mut kept.forward] {
        places.retain(named);
    }
    kept.marks.retain(|mark| named(&mark.at));
    if kept == before {
        return Ok(());
    }
    let text = serde_json::to_string_pretty(&kept).map_err(|e| e.to_string())?;
    let written = Draft::write(path, &text).and_then(|draft| draft.put(path));
    written.map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Kept, KeptMark, KeptPlace, PLACES, change, read};

    fn place(path: &str, eye: usize) -> KeptPlace {
        KeptPlace { path: path.into(), eye, row: 3, words: "woorden".into() }
    }

    fn mark(letter: char, path: &str, eye: usize) -> KeptMark {
        KeptMark { letter, at: place(path, eye) }
    }

    #[test]
    fn two_readers_do_not_take_each_others_places() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("briefing").join("session.json");
        let one = Kept { places: vec![place("/a", 5)], marks: vec![mark('a', "/a", 5)], ..Kept::default() };
        let two = Kept {
            places: vec![place("/b", 7), place("/a", 9)],
            marks: vec![mark('a', "/b", 7), mark('B', "/b", 7)],
            back: vec![place("-", 1), place("/a", 1)],
            searches: vec!["raad".into()],
            ..Kept::default()
        };
        change(&path, &one).unwrap();
        change(&path, &two).unwrap();
        assert_eq!(read(&path).unwrap().back, [place("/a", 1)]);
        let last = Kept { marks: vec![mark('B', "/a", 2), mark('a', "/a", 6)], ..Kept::default() };
        change(&path, &last).unwrap();
        let kept = read(&path).unwrap();
        assert_eq!(kept.places, [place("/b", 7), place("/a", 9)]);
        assert_eq!(kept.marks, [mark('a', "/b", 7), mark('B', "/a", 2), mark('a', "/a", 6)]);
        assert_eq!((kept.back.len(), kept.searches), (0, vec!["raad".to_string()]));
    }

    #[test]
    fn the_beginning_is_no_place_and_only_the_last_ones_are_kept() {
        let mut kept = Kept::default();
        for i in 0..PLACES + 5 {
            kept.take(Kept { places: vec![place(&format!("/{i}"), 1)], ..Kept::default() });
        }
        assert_eq!((kept.places.len(), kept.places[0].path.to_str()), (PLACES, Some("/5")));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.json");
        change(&path, &Kept { places: vec![place("/8", 1), place("/9", 1)], ..Kept::default() }).unwrap();
        let start = KeptPlace { row: usize::MAX, ..place("/9", 0) };
        change(&path, &Kept { places: vec![start], ..Kept::default() }).unwrap();
        assert_eq!(read(&path).unwrap().places, [place("/8", 1)]);
    }

    #[test]
    fn a_damaged_file_is_told_of_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.json");
        fs::write(&path, "{\n\"places\": 3}").unwrap();
        let said = read(&path).unwrap_err();
        assert!(said.starts_with(&format!("{}:2:11: ", path.display())), "{said}");
        assert!(change(&path, &Kept::default()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "{\n\"places\": 3}");
    }
}
