//! Names: found by [`recognise`], joined into entities by [`join`].

mod join;

pub use join::join;

use super::RawMention;
use crate::document::Document;
use crate::document::token::Tokens;

/// Finds the names in a document, in order, none inside another.
pub fn recognise(_document: &Document, _tokens: &Tokens) -> Vec<RawMention> {
    Vec::new()
}
