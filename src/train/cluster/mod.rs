//! Word clusters from raw text: exchange clustering of a class bigram model, and a tree over its classes.
//!
//! Words of one class stand between like words (Kneser and Ney 1993; Martin, Liermann and Ney 1998, "Algorithms for
//! bigram and trigram word clustering"). The classes are then merged pair by pair as Brown et al. 1992 do with words,
//! so every class has a way of yes and no steps from the root. The far view clusters by words two places away.
//! Same text, same bytes: no random numbers, ties go to the lower class.

mod exchange;
pub mod ready;
mod text;
mod tree;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use crate::annotate::entity::cluster::MAGIC;
use crate::annotate::entity::hashed::{self, hash};
use exchange::Pairs;
use text::{Corpus, PSEUDO};

/// Sizes of a clustering.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Classes by neighbouring words, 4096 at most.
    pub near: usize,
    /// Classes by words two places away, 4096 at most.
    pub far: usize,
    /// Occurrences that a word needs to get a class.
    pub min_count: u32,
    /// Rounds over all words.
    pub rounds: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { near: 1024, far: 512, min_count: 2, rounds: 12 }
    }
}

/// Clusters the words of plain text files (a sentence or a paragraph a line) and writes the table to `out`.
///
/// # Errors
/// What reading and writing gives.
pub fn build(texts: &[PathBuf], out: &std::path::Path, settings: Settings) -> io::Result<()> {
    let mut corpus = Corpus::default();
    for path in texts {
        corpus.read(&std::fs::read_to_string(path)?);
    }
    std::fs::write(out, table(&corpus, settings))
}

fn table(corpus: &Corpus, settings: Settings) -> Vec<u8> {
    let (stream, words) = corpus.stream(settings.min_count);
    eprintln!("{} words, {} of them with a class", stream.len(), words.len() - PSEUDO.len());
    let near = exchange::cluster(&Pairs::of(&stream, 1, words.len()), settings.near, settings.rounds);
    let far = exchange::cluster(&Pairs::of(&stream, 2, words.len()), settings.far, settings.rounds);
    let paths = tree::paths(&exchange::counts(&stream, &near, settings.near), settings.near);
    let mut out = MAGIC.to_vec();
    out.extend((paths.len() as u16).to_le_bytes());
    for (path, steps) in paths {
        out.extend(path.to_le_bytes());
        out.push(steps);
    }
    let entries: BTreeMap<u32, [u8; 4]> = (words.iter().zip(near.iter().zip(&far)).skip(PSEUDO.len()))
        .map(|(word, (near, far))| {
            let casing = corpus.casing(word) as u32;
            (hash(word), (u32::from(*near) | u32::from(*far) << 12 | casing << 24).to_le_bytes())
        })
        .collect();
    hashed::write(&entries, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::cluster::{Casing, Clusters};
    use crate::document::Lang;

    #[test]
    fn what_is_written_is_what_is_looked_up() {
        let mut corpus = Corpus::default();
        corpus.read(&"in 1999 woont Jan in Gent .\nin 2001 woont Piet in Gent .\n".repeat(9));
        let bytes = table(&corpus, Settings { near: 4, far: 2, min_count: 2, rounds: 5 });
        let clusters = Clusters::new(&bytes).unwrap();
        let (jan, year) = (clusters.word("Jan", Lang::Nl).unwrap(), clusters.word("2024", Lang::Nl).unwrap());
        assert_eq!(jan.near, clusters.word("Piet", Lang::Nl).unwrap().near);
        assert_eq!((jan.casing, year.casing), (Casing::Capital, Casing::Unknown));
        assert_eq!((jan.branch(0), year.branch(0)), (1, 1));
        assert_ne!(jan.branch(31), year.branch(31));
        assert_eq!(clusters.word("GENT", Lang::Nl), None);
        assert!((0..bytes.len()).step_by(997).all(|n| Clusters::new(&bytes[..n]).is_none()));
    }
}
