//! What is kept over all articles of a session, and from one session to the next.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::jumps::{Jumps, Mark, Marks, Stop};
use super::reader::{Place, Reader};
use super::relocate::words_at;
use crate::library::session::{Kept, KeptMark, KeptPlace};

/// What is kept while articles come and go.
#[derive(Debug)]
pub struct Session {
    /// The template of a citation, with its fields in braces; see [`super::passage::cite`].
    pub citation: String,
    /// Commands that text was handed to, the oldest first.
    pub commands: Vec<String>,
    /// Marks, of every article.
    pub marks: Marks,
    /// The jumps, while no article is open that could hold them.
    pub jumps: Jumps,
    /// Where articles were left in earlier sessions, until they are opened in this one: the place, and the words there.
    pub places: HashMap<PathBuf, (Place, String)>,
    /// What was last given away to be kept.
    noted: Noted,
}

/// Tells whether something is to be kept, without looking at all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Noted {
    open: Option<(PathBuf, Place)>,
    marks: u64,
    jumps: u64,
    searches: Option<String>,
    commands: Option<String>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            citation: "{text}".into(),
            commands: Vec::new(),
            marks: Marks::default(),
            jumps: Jumps::default(),
            places: HashMap::new(),
            noted: Noted::default(),
        }
    }
}

impl Session {
    /// Takes up what earlier sessions kept; returns what was searched for in them.
    pub fn recall(&mut self, kept: Kept) -> Vec<String> {
        let place = |kept: &KeptPlace| Place { eye: kept.eye, row: kept.row };
        let stop = |kept: KeptPlace| Stop { place: place(&kept), path: kept.path };
        for kept in kept.marks {
            let words = kept.at.words.clone();
            self.marks.set(Mark { letter: kept.letter, stop: stop(kept.at), words });
        }
        self.jumps = Jumps::of(kept.back.into_iter().map(stop), kept.forward.into_iter().map(stop));
        let places = kept.places.into_iter();
        self.places = places.map(|at| (at.path.clone(), (place(&at), at.words))).collect();
        self.commands = kept.commands;
        kept.searches
    }

    /// What is to be kept now, if anything changed since this was asked last.
    pub fn to_keep(&mut self, reader: Option<&mut Reader>, searches: &[String]) -> Option<Kept> {
        let mut places = Vec::new();
        let mut now = Noted {
            open: None,
            marks: self.marks.changes(),
            jumps: self.jumps.changes(),
            searches: searches.last().cloned(),
            commands: self.commands.last().cloned(),
        };
        let mut jumps = &self.jumps;
        if let Some(reader) = reader {
            let place = reader.place();
            // What came from standard input has no name to be known by.
            if reader.article.source.held.is_none() {
                now.open = Some((reader.article.source.path.clone(), place));
                let words = words_at(&reader.document().text, place.eye).to_string();
                places.push(kept(&reader.article.source.path, place, words));
            }
            jumps = &reader.jumps;
            now.jumps = jumps.changes();
        }
        if now == self.noted {
            return None;
        }
        self.noted = now;
        let stop = |stop: &Stop| kept(&stop.path, stop.place, String::new());
        let mark =
            |m: &Mark| KeptMark { letter: m.letter, at: kept(&m.stop.path, m.stop.place, m.words.clone()) };
        Some(Kept {
            places,
            marks: self.marks.all().map(mark).collect(),
            back: jumps.behind().map(stop).collect(),
            forward: jumps.ahead().map(stop).collect(),
            searches: searches.to_vec(),
            commands: self.commands.clone(),
        })
    }
}

fn kept(path: &Path, place: Place, words: String) -> KeptPlace {
    KeptPlace { path: path.to_path_buf(), eye: place.eye, row: place.row, words }
}
