//! Slips of the recogniser that only the whole article shows.

use std::collections::HashSet;

use super::form::LEADING;
use crate::annotate::{Kind, RawMention};
use crate::language::names::{Head, Names};
use crate::text::Span;

/// "citeert persbureau [Tass Pasjinian]" are two names where "Pasjinian" is a person elsewhere in the article.
pub(super) fn part_media(text: &str, names: &Names, raw: Vec<RawMention>) -> Vec<RawMention> {
    let people = raw.iter().filter(|m| m.kind == Kind::Person).map(|m| m.span.of(text));
    // A person is known by the whole name or by its last part.
    let persons: HashSet<&str> =
        people.flat_map(|name| [Some(name), name.rsplit(' ').next()]).flatten().collect();
    let parted = |mention: RawMention| {
        let may = matches!(mention.kind, Kind::Person | Kind::Organisation);
        let parts = may.then(|| part(text, names, &persons, mention.span)).flatten();
        let (first, second) = match parts {
            Some((medium, person)) => (
                RawMention { span: medium, kind: Kind::Organisation },
                Some(RawMention { span: person, kind: Kind::Person }),
            ),
            None => (mention, None),
        };
        std::iter::once(first).chain(second)
    };
    raw.into_iter().flat_map(parted).collect()
}

/// The medium and the person in a span that a noun like "persbureau" stands before.
fn part(text: &str, names: &Names, persons: &HashSet<&str>, span: Span) -> Option<(Span, Span)> {
    let (medium, person) = span.of(text).split_once(' ').filter(|(_, person)| persons.contains(person))?;
    // The chain of shops "Van Looy" of Hilde Van Looy: one name.
    if LEADING.contains(&medium.to_lowercase().as_str()) {
        return None;
    }
    let before = text.get(..span.start as usize)?.strip_suffix(' ')?;
    let noun =
        before.rsplit(|c: char| !c.is_alphabetic()).next().filter(|noun| noun.len() <= LONGEST_NOUN)?;
    let start = span.start as usize;
    let end = span.end as usize;
    names
        .is_head(&noun.to_lowercase(), Head::Organisation)
        .then(|| (Span::new(start, start + medium.len()), Span::new(end - person.len(), end)))
}

/// In bytes; keeps hostile text linear.
const LONGEST_NOUN: usize = 60;
