//! Quotes: who said what, directly or not, passed on by whom.

use super::{Entity, Mention, Quote};
use crate::document::Document;
use crate::document::token::Tokens;

/// Finds the quotes of a document, in order of start.
pub fn find(
    _document: &Document,
    _tokens: &Tokens,
    _mentions: &[Mention],
    _entities: &[Entity],
) -> Vec<Quote> {
    Vec::new()
}
