//! Line breaking: Unicode break opportunities (UAX 14), hyphenation by Liang's patterns, optimal fit over the
//! paragraph as in Knuth and Plass.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::{Span, width};

/// The language whose hyphenation patterns are used.
pub type Patterns = hypher::Lang;

/// Above this many bytes a paragraph is set first-fit: no reader sees its rag, and it must not take long.
const OPTIMAL_LIMIT: usize = 1 << 14;

/// What a hyphen at a line's end costs, in squared columns of rag: one is worth it to save eight columns.
const HYPHEN_COST: u64 = 64;

/// Words shorter than this are never hyphenated, in bytes.
const HYPHENATE_FROM: usize = 6;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Columns to a line, at least 1.
    pub width: usize,
    /// Columns that the first line is shorter by.
    pub indent: usize,
    /// Patterns to hyphenate by, if at all.
    pub patterns: Option<Patterns>,
}

/// One line of a set paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, without the white space it ends with, in bytes of the text that was set.
    pub span: Span,
    /// Columns it takes, an added hyphen included.
    pub width: u32,
    /// Whether a hyphen is added at its end.
    pub hyphen: bool,
}

/// A place where a line may end.
#[derive(Clone, Copy)]
struct Break {
    /// Byte where the next line would start.
    next: usize,
    /// Byte where this line would end, white space left out.
    end: usize,
    /// Columns from the paragraph's start to `next`.
    next_column: usize,
    /// Columns from the paragraph's start to `end`.
    end_column: usize,
    hyphen: bool,
    mandatory: bool,
}

/// Breaks a paragraph into lines; at least one, and all its text but white space at line ends is on one of them.
pub fn set(text: &str, measure: Measure) -> Vec<Line> {
    let measure = Measure { width: measure.width.max(1), ..measure };
    let breaks = opportunities(text, measure);
    let ends =
        if text.len() > OPTIMAL_LIMIT { first_fit(&breaks, measure) } else { best_fit(&breaks, measure) };
    let mut lines = Vec::with_capacity(ends.len());
    let (mut start, mut start_column) = (0, 0);
    for b in ends.into_iter().map(|i| breaks[i]) {
        let columns = b.end_column.saturating_sub(start_column) + usize::from(b.hyphen);
        let span = Span::new(start, b.end.max(start));
        lines.push(Line { span, width: columns as u32, hyphen: b.hyphen });
        (start, start_column) = (b.next, b.next_column);
    }
    lines
}

/// Every place where a line may end, the paragraph's end last. Words wider than the measure get more of them.
fn opportunities(text: &str, measure: Measure) -> Vec<Break> {
    let mut breaks = Vec::with_capacity(text.len() / 4 + 1);
    let (mut start, mut column) = (0, 0);
    for (next, kind) in linebreaks(text) {
        let word = text[start..next].trim_end();
        let end = start + word.len();
        let inner = inner_breaks(word, start, column, measure);
        breaks.extend(inner);
        let end_column = column + width::line(word);
        column = end_column + width::line(text[end..next].trim_end_matches('\n'));
        let mandatory = kind == BreakOpportunity::Mandatory;
        breaks.push(Break { next, end, next_column: column, end_column, hyphen: false, mandatory });
        start = next;
    }
    if breaks.is_empty() {
        breaks.push(Break { next: 0, end: 0, next_column: 0, end_column: 0, hyphen: false, mandatory: true });
    }
    breaks
}

/// The places inside a word: its hyphenation points, or every cluster of a word that stays wider than a line.
fn inner_breaks(word: &str, start: usize, column: usize, measure: Measure) -> Vec<Break> {
    let hyphens = match measure.patterns {
        Some(patterns) if word.len() >= HYPHENATE_FROM => hyphen_breaks(word, start, column, patterns),
        _ => Vec::new(),
    };
    let narrow = measure.width.saturating_sub(measure.indent).max(1);
    if word.len() <= narrow {
        return hyphens;
    }
    let ends = hyphens.iter().map(|b| b.end_column).chain([column + width::line(word)]);
    let mut from = column;
    let widest = ends.map(|end| end - std::mem::replace(&mut from, end)).max().unwrap_or(0);
    if widest >= narrow { cluster_breaks(word, start, column) } else { hyphens }
}

fn cluster_breaks(word: &str, start: usize, column: usize) -> Vec<Break> {
    let mut at = column;
    let mut breaks = Vec::new();
    for (i, grapheme) in word.grapheme_indices(true) {
        if i > 0 {
            breaks.push(Break {
                next: start + i,
                end: start + i,
                next_column: at,
                end_column: at,
                hyphen: false,
                mandatory: false,
            });
        }
        at += width::cluster(grapheme);
    }
    breaks
}

fn hyphen_breaks(word: &str, start: usize, column: usize, patterns: Patterns) -> Vec<Break> {
    let letters = word.trim_matches(|c: char| !c.is_alphabetic());
    if letters.len() < HYPHENATE_FROM || !letters.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let lead = word.len() - word.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let mut at = start + lead;
    let mut columns = column + width::line(&word[..lead]);
    let mut breaks = Vec::new();
    for syllable in hypher::hyphenate(letters, patterns) {
        at += syllable.len();
        columns += width::line(syllable);
        breaks.push(Break {
            next: at,
            end: at,
            next_column: columns,
            end_column: columns,
            hyphen: true,
            mandatory: false,
        });
    }
    breaks.pop();
    breaks
}

fn room(first: bool, measure: Measure) -> usize {
    if first { measure.width.saturating_sub(measure.indent).max(1) } else { measure.width }
}

fn columns(b: &Break, from: usize) -> usize {
    b.end_column.saturating_sub(from) + usize::from(b.hyphen)
}

/// Each line as full as it will go.
fn first_fit(breaks: &[Break], measure: Measure) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    let mut last_fitting: Option<usize> = None;
    let mut i = 0;
    while i < breaks.len() {
        let fits = columns(&breaks[i], from) <= room(ends.is_empty(), measure);
        let end = match (fits, last_fitting) {
            (true, _) if !breaks[i].mandatory => {
                last_fitting = Some(i);
                i += 1;
                continue;
            }
            (false, Some(fitting)) => fitting,
            _ => i,
        };
        ends.push(end);
        from = breaks[end].next_column;
        last_fitting = None;
        i = end + 1;
    }
    ends
}

/// The lines whose rag, squared and summed, is least.
fn best_fit(breaks: &[Break], measure: Measure) -> Vec<usize> {
    // best[j]: least cost of setting everything up to break j-1, and the break before its last line.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for j in 0..breaks.len() {
        let mut least = (u64::MAX, j);
        for i in (0..=j).rev() {
            let from = if i == 0 { 0 } else { breaks[i - 1].next_column };
            let length = columns(&breaks[j], from);
            let room = room(i == 0, measure);
            if length > room && i < j {
                break;
            }
            let cost = best[i].0.saturating_add(cost(&breaks[j], j + 1 == breaks.len(), length, room));
            if cost < least.0 {
                least = (cost, i);
            }
            if i > 0 && breaks[i - 1].mandatory {
                break;
            }
        }
        best.push(least);
    }
    let mut ends = Vec::new();
    let mut at = breaks.len();
    while at > 0 {
        ends.push(at - 1);
        at = best[at].1;
    }
    ends.reverse();
    ends
}

fn cost(b: &Break, last: bool, length: usize, room: usize) -> u64 {
    if length > room {
        return 1_000_000;
    }
    let rag = if last || b.mandatory { 0 } else { (room - length) as u64 };
    // A paragraph that ends in a single short word costs a little, so that it is avoided where that is free.
    let widow = if last && length * 8 < room { 9 } else { 0 };
    rag * rag + widow + if b.hyphen { HYPHEN_COST } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{Measure, Patterns, set};

    /// Sets `text` and draws the lines, `|` at the measure's edge.
    fn picture(text: &str, width: usize, patterns: Option<Patterns>) -> Vec<String> {
        set(text, Measure { width, indent: 0, patterns })
            .iter()
            .map(|l| format!("{}{}", l.span.of(text), if l.hyphen { "-" } else { "" }))
            .collect()
    }

    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(picture(text, width, None), expected, "{text:?} at {width}");
    }

    #[test]
    fn lines_end_between_words() {
        check("een twee drie", 8, &["een twee", "drie"]);
        check("een twee drie", 80, &["een twee drie"]);
        check("", 8, &[""]);
        check("   ", 8, &[""]);
    }

    #[test]
    fn the_rag_is_even_rather_than_each_line_full() {
        check("aaa bb cc ddddd", 6, &["aaa", "bb cc", "ddddd"]);
    }

    #[test]
    fn a_word_wider_than_the_measure_is_cut_at_clusters() {
        check("abcdefgh", 3, &["abc", "def", "gh"]);
        check("漢字漢字", 3, &["漢", "字", "漢", "字"]);
    }

    #[test]
    fn a_line_may_end_after_a_hyphen_but_not_at_a_no_break_space() {
        check("VVD-leider", 6, &["VVD-", "leider"]);
        check("10\u{a0}km ver", 5, &["10\u{a0}km", "ver"]);
    }

    #[test]
    fn words_are_hyphenated_by_language() {
        let dutch = picture("de verantwoordelijkheid van", 16, Some(Patterns::Dutch));
        assert_eq!(dutch, ["de verantwoorde-", "lijkheid van"]);
    }

    #[test]
    fn a_line_break_in_the_text_is_kept() {
        check("een\ntwee", 20, &["een", "twee"]);
    }

    #[test]
    fn words_longer_than_any_buffer_are_hyphenated() {
        let law = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
        let lines = picture(law, 24, Some(Patterns::German));
        assert!(lines.len() > 2 && lines.iter().rev().skip(1).all(|line| line.ends_with('-')), "{lines:?}");
        picture(&"漢ß".repeat(3000), 24, Some(Patterns::German));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn every_letter_is_on_a_line(text in "(\\PC{0,200}|[a-zßé]{30,90})", width in 1usize..40, indent in 0usize..6) {
            for patterns in [None, Some(Patterns::Dutch)] {
                let lines = set(&text, Measure { width, indent, patterns });
                let kept: String = lines.iter().map(|l| l.span.of(&text)).collect();
                let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(squeeze(&kept), squeeze(&text));
            }
        }
    }
}
