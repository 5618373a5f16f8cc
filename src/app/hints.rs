//! Letters on what is in view, to go there with a key or two.

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::annotate::{EntityId, QuoteKind};
use crate::document::InlineKind;
use crate::text::Span;

/// The letters, those under the fingers first.
const LETTERS: &[u8; 26] = b"asdfghjklqwertyuiopzxcvbnm";

/// Where a hint leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A link, and where it leads.
    Link(String),
    /// A mention of an entity.
    Entity(EntityId),
    /// A quote, by its index.
    Quote(usize),
}

/// A letter, or two, on a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What to type.
    pub label: String,
    /// What it stands on.
    pub span: Span,
    /// Where it leads.
    pub goal: Goal,
}

/// The hints in view, and what was typed of one.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// In the order of the text.
    pub all: Vec<Hint>,
    /// The letters typed so far.
    pub typed: String,
}

impl Hints {
    /// Hints on the links, names and quotes that begin in view.
    pub fn of(reader: &Reader) -> Self {
        let view = reader.in_view();
        let begins = |span: &Span| view.contains(span.start as usize);
        let annotations = reader.annotations();
        let mut goals: BTreeMap<u32, (Span, Goal)> = BTreeMap::new();
        let mut put = |span: Span, goal: Goal| {
            goals.entry(span.start).or_insert((span, goal));
        };
        for inline in reader.document().inlines.iter().filter(|i| begins(&i.span)) {
            if let InlineKind::Link(target) = &inline.kind {
                put(inline.span, Goal::Link(target.clone()));
            }
        }
        for mention in annotations.mentions.iter().filter(|m| m.kind.is_name() && begins(&m.span)) {
            put(mention.span, Goal::Entity(mention.entity));
        }
        let quotes = annotations.quotes.iter().enumerate();
        for (i, quote) in quotes.filter(|(_, q)| q.kind != QuoteKind::Scare && begins(&q.span)) {
            put(quote.span, Goal::Quote(i));
        }
        let labels = labels(goals.len());
        let hint = |((span, goal), label)| Hint { label, span, goal };
        Self { all: goals.into_values().zip(labels).map(hint).collect(), typed: String::new() }
    }

    /// Those that what was typed may still lead to.
    pub fn open(&self) -> impl Iterator<Item = &Hint> {
        self.all.iter().filter(|h| h.label.starts_with(&self.typed))
    }
}

/// Labels for so many places: a letter each, or two each where there are more places than letters.
fn labels(count: usize) -> Vec<String> {
    let letter = |i: usize| char::from(LETTERS[i % LETTERS.len()]);
    if count <= LETTERS.len() {
        return (0..count).map(|i| letter(i).to_string()).collect();
    }
    let most = LETTERS.len() * LETTERS.len();
    (0..count.min(most)).map(|i| String::from_iter([letter(i / LETTERS.len()), letter(i)])).collect()
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn labels_are_short_and_none_begins_another() {
        assert_eq!(labels(3), ["a", "s", "d"]);
        for count in [26, 27, 500, 9_999] {
            let all = labels(count);
            let lengths: Vec<usize> = all.iter().map(String::len).collect();
            assert!(lengths.iter().all(|l| *l == lengths[0]));
            let different: std::collections::HashSet<&String> = all.iter().collect();
            assert_eq!((different.len(), all.len()), (all.len(), count.min(676)));
        }
    }
}
