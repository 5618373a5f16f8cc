//! What is known of words beforehand: name lists and word clusters, both read in place.

use super::cluster::{self, Clusters};
use super::gazetteer::Gazetteer;
use crate::document::Lang;

/// The shipped lists.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    /// Name lists, for all languages.
    pub names: Gazetteer<'static>,
    dutch: Clusters<'static>,
    others: Clusters<'static>,
}

impl Lexicon {
    /// The lists that come with the program.
    pub fn shipped() -> Lexicon {
        Lexicon { names: Gazetteer::shipped(), dutch: Clusters::dutch(), others: Clusters::others() }
    }

    /// The clusters of a word; there are none for French.
    pub fn cluster(&self, lang: Lang, word: &str) -> Option<cluster::Word> {
        let table = if lang == Lang::Nl { &self.dutch } else { &self.others };
        table.word(word, lang)
    }
}
