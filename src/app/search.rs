//! Search in the text of an article: over the logical text, so that no line break hides a match.

use std::cell::OnceCell;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::document::Document;
use crate::text::Span;
use crate::text::folded::Folded;

/// The most matches that are kept; beyond it the count says "more than".
pub const MOST: usize = 10_000;

/// The largest compiled pattern, in bytes: what is typed by accident must not take the memory.
const SIZE_LIMIT: usize = 1 << 20;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    /// As typed.
    pub typed: String,
    /// Whether `n` goes back.
    pub backward: bool,
    regex: Regex,
    lower: bool,
}

impl Query {
    /// Reads a pattern: a regular expression, or plain text where it is none. Capitals count only where one is typed.
    ///
    /// # Errors
    /// When the pattern is too large even as plain text.
    pub fn new(typed: &str, backward: bool) -> Result<Self, regex::Error> {
        let lower = !typed.chars().any(char::is_uppercase);
        let folded = Folded::of(typed, false).text;
        let build =
            |pattern: &str| RegexBuilder::new(pattern).case_insensitive(lower).size_limit(SIZE_LIMIT).build();
        let regex = build(&spaces(&folded)).or_else(|_| build(&regex::escape(&folded)))?;
        Ok(Self { typed: typed.to_string(), backward, regex, lower })
    }

    /// Finds it in a text, up to [`MOST`] times.
    pub fn find(&self, text: &FoldedText) -> Vec<Span> {
        let folded = text.folded(self.lower);
        let matches = self.regex.find_iter(&folded.text).filter(|m| !m.is_empty());
        matches.take(MOST).map(|m| folded.source(m.start(), m.end())).collect()
    }
}

/// A space in a pattern stands for any white space, so that a phrase is found over a line's end.
fn spaces(pattern: &str) -> String {
    pattern.replace(' ', r"\s+")
}

/// A text, folded when it is first searched: while a search is typed it is searched at every key.
#[derive(Debug, Default)]
pub struct FoldedText {
    text: Arc<Document>,
    with_case: OnceCell<Folded>,
    without_case: OnceCell<Folded>,
}

impl FoldedText {
    /// The text of a document.
    pub fn new(document: Arc<Document>) -> Self {
        Self { text: document, ..Self::default() }
    }

    fn folded(&self, lower: bool) -> &Folded {
        let cell = if lower { &self.without_case } else { &self.with_case };
        cell.get_or_init(|| Folded::of(&self.text.text, lower))
    }
}

/// The matches in the open article.
#[derive(Debug)]
pub struct Hits {
    text: FoldedText,
    /// In order.
    pub spans: Vec<Span>,
    /// The one the eye was last taken to.
    pub current: Option<usize>,
}

impl Hits {
    /// None yet.
    pub fn new(document: Arc<Document>) -> Self {
        Self { text: FoldedText::new(document), spans: Vec::new(), current: None }
    }

    /// The matches of a search, or none where nothing is searched for.
    pub fn find(&mut self, query: Option<&Query>) {
        self.spans = query.map(|q| q.find(&self.text)).unwrap_or_default();
        self.current = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use std::sync::Arc;

    use super::{FoldedText, Query};
    use crate::document::Document;

    fn searched(text: &str) -> FoldedText {
        FoldedText::new(Arc::new(Document { text: text.to_string(), ..Document::default() }))
    }

    fn check(pattern: &str, text: &str, expected: &[&str]) {
        let spans = Query::new(pattern, false).expect("a pattern").find(&searched(text));
        let found: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected, "{pattern:?} in {text:?}");
    }

    #[test]
    fn accents_and_case_fold() {
        check("oekraine", "In Oekraïne en OEKRAÏNE.", &["Oekraïne", "OEKRAÏNE"]);
        check("Oekraine", "In Oekraïne en OEKRAÏNE.", &["Oekraïne"]);
        check("\"ja\"", "Hij zei “ja”.", &["“ja”"]);
    }

    #[test]
    fn a_phrase_is_found_over_a_line_break() {
        check("twee drie", "een twee\ndrie", &["twee\ndrie"]);
    }

    #[test]
    fn patterns_are_regular_expressions_and_else_plain_text() {
        check("v[oi]n", "van von vin", &["von", "vin"]);
        check("(a", "b (a c", &["(a"]);
        check("x*", "abc", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn never_panics_and_matches_lie_in_the_text(pattern in "\\PC{0,12}", text in "\\PC{0,80}") {
            if let Ok(query) = Query::new(&pattern, false) {
                for span in query.find(&searched(&text)) {
                    assert!(!span.of(&text).is_empty() || span.is_empty());
                }
            }
        }
    }
}
