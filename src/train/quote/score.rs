//! The rules by which quotes are scored: spans by overlap, speakers by name.

use super::corpus::{Article, GoldQuote};
use crate::annotate::{Quote, QuoteKind};
use crate::document::BlockKind;
use crate::text::Span;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Counts of one kind of quote.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found in all.
    pub found: usize,
    /// Asked for.
    pub gold: usize,
    /// With the right speaker.
    pub speaker: usize,
    /// With a speaker who is named in a longer phrase of the gold: "Flynn" for "Flynn, an adviser, ".
    pub within: usize,
    /// That name a speaker.
    pub speakers: usize,
}

impl Counts {
    /// Precision, recall and their harmonic mean.
    pub fn prf(&self) -> (f64, f64, f64) {
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        let (p, r) = (share(self.right, self.found), share(self.right, self.gold));
        (p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) })
    }
}

/// Says how a wrong speaker came about, given the acceptable ones.
pub type Why<'a> = &'a dyn Fn(&Quote, &[String]) -> String;

/// The score of a set of articles.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Direct speech.
    pub direct: Counts,
    /// Reported speech.
    pub indirect: Counts,
    /// Scare quotes: `right` were taken for speech, of `gold`.
    pub scare: Counts,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, c) in [("direct", &self.direct), ("indirect", &self.indirect)] {
            let (p, r, f1) = c.prf();
            let share = |n: usize| n as f64 / c.speakers.max(1) as f64;
            let (right, within) = (share(c.speaker), share(c.speaker + c.within));
            writeln!(
                f,
                "{name:<9} P {p:.4} R {r:.4} F1 {f1:.4} gold {} | speaker {right:.4} of {}, named in the gold {within:.4}",
                c.gold, c.speakers
            )?;
        }
        let share = self.scare.right as f64 / self.scare.gold.max(1) as f64;
        write!(f, "scare taken for speech {share:.4} of {}", self.scare.gold)
    }
}

impl Tally {
    /// Adds an article; what went wrong is logged.
    pub fn add(&mut self, article: &Article, found: &[Quote], log: &mut Vec<String>, why: Why) {
        let (direct, indirect) = ((QuoteKind::Direct, 0.8), (QuoteKind::Indirect, 0.5));
        one_kind(article, found, direct, &mut self.direct, (log, why));
        one_kind(article, found, indirect, &mut self.indirect, (log, why));
        let gold = gold_of(article, Some(QuoteKind::Scare));
        let direct = pred_of(article, found, QuoteKind::Direct);
        let pairs = matches(&spans(&gold), &direct.iter().map(|q| q.1).collect::<Vec<_>>(), 0.8);
        self.scare.gold += gold.len();
        self.scare.right += pairs.len();
    }

    /// Adds the counts of another set.
    pub fn sum(&mut self, other: &Tally) {
        for (a, b) in [
            (&mut self.direct, &other.direct),
            (&mut self.indirect, &other.indirect),
            (&mut self.scare, &other.scare),
        ] {
            a.right += b.right;
            a.found += b.found;
            a.gold += b.gold;
            a.speaker += b.speaker;
            a.within += b.within;
            a.speakers += b.speakers;
        }
    }
}

fn spans(gold: &[(&GoldQuote, Span)]) -> Vec<Span> {
    gold.iter().map(|g| g.1).collect()
}

fn one_kind(
    article: &Article,
    found: &[Quote],
    (kind, limit): (QuoteKind, f64),
    counts: &mut Counts,
    (log, why): (&mut Vec<String>, Why),
) {
    let text = &article.document.text;
    let gold = gold_of(article, Some(kind));
    let others = gold_of(article, None);
    let mut pred = pred_of(article, found, kind);
    let first = matches(&spans(&gold), &pred.iter().map(|q| q.1).collect::<Vec<_>>(), limit);
    let mut at = 0;
    pred.retain(|p| {
        at += 1;
        first.iter().any(|m| m.1 == at - 1) || !others.iter().any(|o| overlap(o.1, p.1) >= 0.3)
    });
    let pairs = matches(&spans(&gold), &pred.iter().map(|q| q.1).collect::<Vec<_>>(), limit);
    counts.right += pairs.len();
    counts.found += pred.len();
    counts.gold += gold.len();
    for (i, (g, span)) in gold.iter().enumerate() {
        let pair = pairs.iter().find(|m| m.0 == i).map(|m| pred[m.1].0);
        let words: String = span.of(text).chars().take(70).collect();
        if pair.is_none() {
            log.push(format!("{} {} missed: {words:?}", article.name, kind.tag()));
        }
        if g.names.is_empty() {
            continue;
        }
        counts.speakers += 1;
        let speaker = pair.and_then(|q| q.speaker.as_ref());
        let name = speaker.map(|s| s.name.as_str());
        if name.is_some_and(|n| same_speaker(&g.names, n)) {
            counts.speaker += 1;
        } else if let Some(quote) = pair {
            counts.within += usize::from(name.is_some_and(|n| named_in(&g.names, n)));
            log.push(format!(
                "{} {} speaker: {words:?} gold {:?} got {name:?}\n{}",
                article.name,
                kind.tag(),
                g.names,
                why(quote, &g.names)
            ));
        }
    }
    for (j, p) in pred.iter().enumerate() {
        if !pairs.iter().any(|m| m.1 == j) {
            let words: String = p.1.of(text).chars().take(70).collect();
            log.push(format!("{} {} invented: {words:?}", article.name, kind.tag()));
        }
    }
}

fn in_heading(article: &Article, span: Span) -> bool {
    article.document.blocks.iter().any(|b| b.kind == BlockKind::Heading && b.span.covers(span))
}

fn gold_of(article: &Article, kind: Option<QuoteKind>) -> Vec<(&GoldQuote, Span)> {
    let text = &article.document.text;
    let kept = article.quotes.iter().filter(|q| q.kind == kind).map(|q| (q, strip(text, q.span)));
    kept.filter(|q| !in_heading(article, q.1)).collect()
}

fn pred_of<'a>(article: &Article, found: &'a [Quote], kind: QuoteKind) -> Vec<(&'a Quote, Span)> {
    let text = &article.document.text;
    let kept = found.iter().filter(|q| q.kind == kind).map(|q| (q, strip(text, q.span)));
    kept.filter(|q| !in_heading(article, q.1)).collect()
}

/// The span without quotation marks and white space at both ends, nor comma and stop at its end.
pub fn strip(text: &str, span: Span) -> Span {
    let mark = |c: char| "\"'“”„‟‘’‚‛«»‹›「」 \n\t".contains(c);
    let inner = span.of(text);
    let head = inner.trim_start_matches(mark);
    let start = span.start as usize + inner.len() - head.len();
    let tail = head.trim_end_matches(|c| mark(c) || c == ',' || c == '.');
    Span::new(start, start + tail.len())
}

/// Intersection over union, in bytes: close to the same in characters.
pub fn overlap(a: Span, b: Span) -> f64 {
    let inter = a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
    let union = a.len() + b.len() - inter;
    if union == 0 { 0.0 } else { inter as f64 / union as f64 }
}

/// Greedy one-to-one matching by best overlap.
fn matches(gold: &[Span], pred: &[Span], limit: f64) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in pred.iter().enumerate() {
            let score = overlap(*g, *p);
            if score >= limit {
                pairs.push((score, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in pairs {
        if !out.iter().any(|m| m.0 == i || m.1 == j) {
            out.push((i, j));
        }
    }
    out
}

/// Whether a name is one of the acceptable ones, or shares its last word with one.
pub fn same_speaker(gold: &[String], name: &str) -> bool {
    let name = norm(name);
    if name.is_empty() {
        return false;
    }
    let last = |s: &str| s.rsplit(' ').next().unwrap_or("").to_string();
    gold.iter().map(|g| norm(g)).any(|g| g == name || last(&g) == last(&name))
}

/// Whether the words of a name stand together in one of the acceptable ones.
fn named_in(gold: &[String], name: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        let plain = norm(s);
        plain.split([' ', ',', ';']).filter(|w| !w.is_empty()).map(str::to_string).collect()
    };
    let name = words(name);
    gold.iter().any(|g| !name.is_empty() && words(g).windows(name.len()).any(|w| w == name))
}

/// Lower case without accents, white space made one.
fn norm(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn a_longer_phrase_names_whom_its_words_name_whole() {
        let gold = ["Ann Lee, a lawyer for Kent County, ".to_string()];
        for (name, named) in [
            ("Ann Lee", true),
            ("lawyer", true),
            ("Kent", true),
            ("Lee Ann", false),
            ("Ann Lee Park", false),
            ("law", false),
            ("", false),
        ] {
            assert_eq!(named_in(&gold, name), named, "{name}");
        }
    }
}
