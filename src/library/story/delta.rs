//! What an article has that others did not: its new sentences, and the names and quotes in which two of them differ.

use std::collections::HashSet;

use crate::annotate::{Annotations, QuoteKind};
use crate::document::Document;
use crate::document::token::tokenize;
use crate::library::fingerprint::shingles;
use crate::text::{Span, fold};

/// A sentence was read elsewhere when this part of its shingles was.
const KNOWN: f64 = 0.6;

/// The shingles of articles that were read.
#[derive(Clone, Debug, Default)]
pub struct Read(HashSet<u64>);

impl Read {
    /// Adds an article.
    pub fn add(&mut self, document: &Document) {
        self.0.extend(shingles(&fold(&document.text)));
    }

    /// The sentences of a document, each with whether it was read in one of the articles added before.
    pub fn sentences(&self, document: &Document) -> Vec<(Span, bool)> {
        let tokens = tokenize(document);
        let span = |s: &crate::document::Sentence| {
            let first = tokens.tokens.get(s.first as usize)?.span;
            let last = tokens.tokens.get((s.end as usize).checked_sub(1)?)?.span;
            Some(Span { start: first.start, end: last.end })
        };
        tokens.sentences.iter().filter_map(span).map(|s| (s, self.knows(s.of(&document.text)))).collect()
    }

    fn knows(&self, sentence: &str) -> bool {
        let shingles = shingles(&fold(sentence));
        let known = shingles.iter().filter(|s| self.0.contains(s)).count();
        !shingles.is_empty() && known as f64 >= KNOWN * shingles.len() as f64
    }
}

/// What one article has and another lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Names, in order of first mention.
    pub names: Vec<String>,
    /// Quotes, by place.
    pub quotes: Vec<Span>,
}

/// What each of two articles has that the other lacks.
pub fn compare(one: (&Document, &Annotations), other: (&Document, &Annotations)) -> [Extra; 2] {
    [extra(one, other), extra(other, one)]
}

fn extra(own: (&Document, &Annotations), other: (&Document, &Annotations)) -> Extra {
    let keys: HashSet<String> = other.1.entities.iter().map(|e| fold(&e.name)).collect();
    let names = own.1.entities.iter().filter(|e| e.kind.is_name() && !keys.contains(&fold(&e.name)));
    let mut read = Read::default();
    read.add(other.0);
    let speech = own.1.quotes.iter().filter(|q| q.kind != QuoteKind::Scare);
    Extra {
        names: names.map(|e| e.name.clone()).collect(),
        quotes: speech.map(|q| q.span).filter(|s| !read.knows(s.of(&own.0.text))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, compare};
    use crate::annotate::annotate;
    use crate::document::{Document, Format, parse};

    fn document(text: &str) -> Document {
        parse(text.as_bytes(), Format::Plain)
    }

    #[test]
    fn only_what_is_new_stays_bright() {
        let mut read = Read::default();
        read.add(&document("De brug over de rivier is gisteren ingestort. Niemand raakte gewond."));
        let next =
            document("De brug over de rivier is gisteren ingestort! De burgemeester stelt een onderzoek in.");
        let known: Vec<bool> = read.sentences(&next).into_iter().map(|(_, known)| known).collect();
        assert_eq!(known, [true, false]);
    }

    #[test]
    fn two_articles_differ_in_names_and_quotes() {
        let one =
            document("Burgemeester Anna de Wit sprak in Utrecht. “Wij gaan dit grondig uitzoeken”, zei ze.");
        let other = document("Burgemeester Anna de Wit sprak in Utrecht.");
        let (a, b) = (annotate(&one), annotate(&other));
        let [more, less] = compare((&one, &a), (&other, &b));
        assert_eq!((more.quotes.len(), less.quotes.len(), less.names.len()), (1, 0, 0));
    }
}
