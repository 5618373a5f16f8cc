//! What is known of words beforehand: name lists and word clusters, both read in place.

use super::cluster::{self, Clusters};
use super::gazetteer::Gazetteer;
use crate::document::Lang;

/// The shipped lists.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    /// Name lists, for all languages.
    pub names: Gazetteer<'static>,
    clusters: Clusters<'static>,
}

impl Lexicon {
    /// The lists that come with the program.
    pub fn shipped() -> Lexicon {
        Lexicon { names: Gazetteer::shipped(), clusters: Clusters::shipped() }
    }

    /// The clusters of a word; there are Dutch ones only.
    pub fn cluster(&self, lang: Lang, word: &str) -> Option<cluster::Word> {
        if lang == Lang::Nl { self.clusters.word(word) } else { None }
    }
}
