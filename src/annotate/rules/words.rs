//! The words by which a rule knows a quote.

use crate::annotate::Quote;

/// Words of a quote that a rule gives at least, where it has so many: enough for a reader of the file.
const LEAST: usize = 6;

/// The first words of a quote of an article, as many as it takes to tell it from the others there; its marks are left
/// out, and an ellipsis stands for the rest. Nothing for a quote without words.
pub fn first_words(text: &str, quotes: &[Quote], quote: &Quote) -> Option<String> {
    let own = quote.span.of(text);
    let words: Vec<&str> = own.trim_matches(is_mark).split_whitespace().collect();
    let others: Vec<&str> = quotes.iter().filter(|q| q.span != quote.span).map(|q| q.span.of(text)).collect();
    let told_apart = |count: &usize| {
        let beginning = words[..*count].join(" ");
        !others.iter().any(|other| begins(other, &beginning))
    };
    let count = (LEAST.min(words.len())..=words.len()).find(told_apart).unwrap_or(words.len());
    if words.is_empty() || !begins(own, &words[..count].join(" ")) {
        return None;
    }
    let rest = if count < words.len() { "…" } else { "" };
    Some(format!("{}{rest}", words[..count].join(" ")))
}

/// Whether a quote begins with these words; its marks, white space and an ellipsis at the words' end do not count.
pub(super) fn begins(quote: &str, words: &str) -> bool {
    let words = words.trim_matches(is_mark).trim_end_matches(['…', '.']).trim_end();
    let mut quoted = quote.trim_start_matches(is_mark).split_whitespace();
    let mut words = words.split_whitespace().peekable();
    if words.peek().is_none() {
        return false;
    }
    while let Some(word) = words.next() {
        let found = quoted.next().unwrap_or("");
        let fits = if words.peek().is_none() { found.starts_with(word) } else { found == word };
        if !fits {
            return false;
        }
    }
    true
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”„‘’‚«»‹›".contains(c)
}

#[cfg(test)]
mod tests {
    use super::first_words;
    use crate::annotate::{Quote, QuoteKind, SourceKind};
    use crate::text::Span;

    fn check(text: &str, expected: &[Option<&str>]) {
        let spans = text.split('|').scan(0, |at, part| {
            let start = *at;
            *at += part.len() + 1;
            Some(Span::new(start, start + part.len()))
        });
        let quote = |span| Quote {
            span,
            kind: QuoteKind::Direct,
            speaker: None,
            cue: None,
            via: None,
            confidence: 1.0,
            source: SourceKind::None,
        };
        let quotes: Vec<Quote> = spans.map(quote).collect();
        let words: Vec<_> = quotes.iter().map(|q| first_words(text, &quotes, q)).collect();
        assert_eq!(words.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn as_many_words_as_tell_it_from_the_others() {
        check(
            "“Een twee drie vier vijf zes zeven acht.”|\"leeg\"|«…»|'Stop.'",
            &[Some("Een twee drie vier vijf zes…"), Some("leeg"), None, Some("Stop.")],
        );
        check("“a b c d e f g h”|“a b c d e f g i”", &[Some("a b c d e f g h"), Some("a b c d e f g i")]);
        check("“a b c d e f g h”|“a b c d e f i j”", &[Some("a b c d e f g…"), Some("a b c d e f i…")]);
    }
}
