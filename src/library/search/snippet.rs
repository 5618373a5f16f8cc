//! The piece of an article that shows why it was found.

use std::ops::Range;

use crate::document::Document;
use crate::library::query::Query;
use crate::text::Span;
use crate::text::folded::Folded;

/// Characters of text in a snippet, about.
const LENGTH: usize = 160;

/// The shortest part of a compound that is shown as a match, in letters.
const PART: usize = 4;

/// A piece of text with the matches in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text, on one line.
    pub text: String,
    /// The matches, as byte ranges of `text`.
    pub marks: Vec<Range<usize>>,
    /// The heading of the section that it stands in.
    pub section: Option<String>,
    /// Where the first match stands in the article, to jump to it.
    pub at: Span,
}

/// Finds what a query asks for in texts; made once for a query.
#[derive(Debug)]
pub struct Marker {
    /// Of the folded text.
    words: Vec<Wanted>,
    /// Of the text itself.
    filters: Vec<regex::Regex>,
}

impl Marker {
    /// For a query.
    pub fn new(query: &Query) -> Self {
        Marker {
            words: query.marks().into_iter().filter_map(|(words, open)| Wanted::of(words, open)).collect(),
            filters: query.filters().into_iter().cloned().collect(),
        }
    }

    /// Every place in a text that the query asks for, in order, none inside another.
    pub fn places(&self, text: &str) -> Vec<Span> {
        self.matches(text).into_iter().map(|m| m.span).collect()
    }

    /// The piece of `document` with the most different words of the query near each other; its beginning where none
    /// occurs (they may stand in the title only).
    pub fn snippet(&self, document: &Document) -> Snippet {
        snippet(document, &self.matches(&document.text))
    }

    fn matches(&self, text: &str) -> Vec<Match> {
        let mut out = Vec::new();
        let folded = Folded::of(text, true);
        for (word, wanted) in self.words.iter().enumerate() {
            let span = |m: regex::Match<'_>| Match { span: folded.source(m.start(), m.end()), word };
            let before = out.len();
            out.extend(wanted.whole.find_iter(&folded.text).map(span));
            if let Some(inside) = wanted.inside.as_ref().filter(|_| out.len() == before) {
                out.extend(inside.find_iter(&folded.text).map(span));
            }
        }
        for (i, regex) in self.filters.iter().enumerate() {
            let word = self.words.len() + i;
            let span = |m: regex::Match<'_>| Match { span: Span::new(m.start(), m.end()), word };
            out.extend(regex.find_iter(text).filter(|m| !m.is_empty()).map(span));
        }
        out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut end = 0;
        out.retain(|m| {
            let apart = m.span.start >= end && !m.span.is_empty();
            end = if apart { m.span.end } else { end };
            apart
        });
        out
    }
}

fn snippet(document: &Document, found: &[Match]) -> Snippet {
    let best = densest(found);
    let first = found.get(best).map_or(Span::default(), |m| m.span);
    let block = document.blocks.iter().map(|b| b.span).find(|b| b.covers(first) && !first.is_empty());
    let window = window(&document.text, first, block.unwrap_or(Span::new(0, document.text.len())));
    let section = document.sections.get(document.section_at(first.start as usize));
    let heading = section.and_then(|s| s.heading).map(|h| h.of(&document.text).to_owned());
    let inside = found.iter().map(|m| m.span).filter(|s| window.covers(*s));
    let text = window.of(&document.text);
    let marks = inside.map(|s| (s.start - window.start) as usize..(s.end - window.start) as usize).collect();
    // One byte for one: the marks stay where they are.
    let text = text.replace(['\n', '\t'], " ");
    Snippet { text, marks, section: heading, at: first }
}

/// Where a word or phrase of the query stands.
#[derive(Clone, Copy, Debug)]
struct Match {
    span: Span,
    word: usize,
}

/// Words that are looked for.
#[derive(Debug)]
struct Wanted {
    /// By themselves.
    whole: regex::Regex,
    /// A word as a part of another, for a text that does not have it by itself.
    inside: Option<regex::Regex>,
}

impl Wanted {
    fn of(words: &str, open: bool) -> Option<Wanted> {
        let part = words.chars().count() >= PART && words.chars().all(char::is_alphanumeric);
        let inside = || regex::Regex::new(&format!(r"\b{words}\w{{{PART},}}|\w{{{PART},}}{words}\b")).ok();
        Some(Wanted { whole: pattern_of(words, open)?, inside: part.then(inside).flatten() })
    }
}

/// Words of a query as a pattern of the folded text: the same signs may stand inside and between them that folding a
/// query takes away.
fn pattern_of(words: &str, open: bool) -> Option<regex::Regex> {
    let word = |w: &str| {
        let letters: Vec<String> = w.chars().map(|c| regex::escape(&c.to_string())).collect();
        letters.join(r"['.]?")
    };
    let words: Vec<String> = words.split_whitespace().map(word).collect();
    if words.is_empty() {
        return None;
    }
    let end = if open { r"\w*" } else { r"\b" };
    let pattern = format!(r"\b{}{end}", words.join(r"[\s\-/.,;:!?'\x22()]+"));
    regex::RegexBuilder::new(&pattern).size_limit(1 << 20).build().ok()
}

/// The first match of the stretch of a snippet's length in which the most different words occur.
fn densest(found: &[Match]) -> usize {
    let (mut best, mut most, mut end) = (0, 0, 0);
    for start in 0..found.len() {
        let reach = found[start].span.start as usize + LENGTH;
        end = end.max(start);
        while end < found.len() && (found[end].span.end as usize) < reach {
            end += 1;
        }
        // A stretch holds few matches, or many of the same short word: counting the first ones is enough.
        let mut words: Vec<usize> = found[start..end].iter().take(32).map(|m| m.word).collect();
        words.sort_unstable();
        words.dedup();
        if words.len() > most {
            (best, most) = (start, words.len());
        }
    }
    best
}

/// A stretch of a block around a place in it, from word to word.
fn window(text: &str, around: Span, block: Span) -> Span {
    let (first, last) = (block.start as usize, block.end as usize);
    let at = around.start as usize;
    let from = floor(text, at.saturating_sub(LENGTH / 3).max(first));
    let space = text[from..at].find(char::is_whitespace).map_or(at, |i| floor(text, from + i + 1));
    let from = if from > first { space } else { from };
    let to = floor(text, (from + LENGTH).max(around.end as usize).min(last));
    let back =
        text[from..to].rfind(char::is_whitespace).filter(|i| to < last && from + i >= around.end as usize);
    Span::new(from, back.map_or(to, |i| from + i))
}

/// The character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Marker;
    use crate::document::{Format, parse};
    use crate::library::query::Query;
    use jiff::civil::date;
    use proptest::prelude::proptest;

    fn check(text: &str, query: &str, expected: &str) {
        let document = parse(text.as_bytes(), Format::Markdown);
        let found = Marker::new(&Query::parse(query, date(2024, 3, 15)).expect(query)).snippet(&document);
        let mut shown = found.text.clone();
        for mark in found.marks.iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        assert_eq!(format!("{}: {shown}", found.section.unwrap_or_default()), expected);
    }

    #[test]
    fn the_match_is_marked_in_its_section() {
        let filler = "Er gebeurde die dag verder niets dat het vermelden waard was. ".repeat(5);
        let text = format!("{filler}\n\n## Reactie\n\nDe VVD-leider in Oekraïne zei: \"geen alternatief\".");
        check(&text, "oekraine", "Reactie: De VVD-leider in [Oekraïne] zei: \"geen alternatief\".");
        check(
            &text,
            "VVD-leider \"geen alt\"*",
            "Reactie: De [VVD-leider] in Oekraïne zei: \"geen alternatief\".",
        );
        check("Het ziekenhuispersoneel staakt.", "personeel", ": Het [ziekenhuispersoneel] staakt.");
        check(&text, "/z.i/", "Reactie: De VVD-leider in Oekraïne [zei]: \"geen alternatief\".");
    }

    proptest! {
        #[test]
        fn any_text_has_a_snippet(text in "\\PC{0,300}", query in "[a-zé]{1,3}\\*?") {
            let document = parse(text.as_bytes(), Format::Plain);
            if let Ok(query) = Query::parse(&query, date(2024, 3, 15)) {
                let found = Marker::new(&query).snippet(&document);
                found.marks.iter().for_each(|m| drop(found.text[m.clone()].to_string()));
            }
        }
    }
}
