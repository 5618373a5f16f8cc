//! Which lines of plain text are headings, and what the other short lines are.
//!
//! A line is judged by its looks (length, end, first letter, quotation marks), by its neighbours and by its likes in
//! the same text; only bylines, call-outs and credits need words, in `words`. The rules are language-free otherwise.

mod shape;
mod words;

use super::BlockKind;
use crate::text::Span;
use shape::{End, Shape};
use std::collections::HashMap;

/// A line of plain text that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, without the white space around it.
    pub span: Span,
    /// Whether a blank line (or nothing) precedes it.
    pub apart: bool,
}

/// Longest heading and longest title, in characters.
const MAX_HEADING: usize = 160;
const MAX_TITLE: usize = 220;
/// Longest caption or credit, in characters.
const MAX_CAPTION: usize = 200;
/// A paragraph is at least this long, in characters, or ends as a sentence does.
const PARAGRAPH: usize = 80;

/// What each line is. Linear in the text's length.
pub fn classify(text: &str, lines: &[Line]) -> Vec<BlockKind> {
    Page::new(text, lines).classify()
}

/// Whether a line begins as an item of a list does.
pub fn is_item(line: &str) -> bool {
    shape::is_bullet(line) || shape::number(line).is_some()
}

/// Whether a line, short as a heading, sends the reader elsewhere ("Lees ook", "Bekijk hier de beelden").
pub fn is_call_out(line: &str) -> bool {
    line.len() <= 2 * MAX_HEADING && words::is_call_out(line)
}

/// The author that a byline names.
pub fn author(line: &str) -> Option<&str> {
    words::author(line)
}

/// The medium or desk that a byline names.
pub fn source(line: &str) -> Option<&str> {
    words::source(line)
}

/// The lines of a text with all that is known of each.
struct Page<'a> {
    shapes: Vec<Shape<'a>>,
    /// Whether the line stands alone between blank lines, or can for another reason.
    alone: Vec<bool>,
    /// How often each line of up to a heading's length occurs.
    counts: HashMap<&'a str, u32>,
    /// Whether the text is an interview: most of its questions are answered in speech.
    interview: bool,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, lines: &[Line]) -> Self {
        let shapes: Vec<_> = lines.iter().map(|l| Shape::new(l.span.of(text))).collect();
        let spaced = lines.iter().skip(1).any(|l| l.apart);
        // Apart on both sides, or right above the one paragraph that it titles.
        let apart = |i: usize| lines.get(i).is_none_or(|l| l.apart);
        let above = |i: usize| shapes.get(i + 1).is_some_and(|s| s.chars >= PARAGRAPH) && apart(i + 2);
        let alone = (0..lines.len()).map(|i| !spaced || apart(i) && (apart(i + 1) || above(i))).collect();
        let mut counts = HashMap::new();
        for shape in shapes.iter().filter(|s| s.chars <= MAX_HEADING) {
            *counts.entry(shape.text).or_insert(0) += 1;
        }
        let mut page = Page { shapes, alone, counts, interview: false };
        page.interview = page.is_interview();
        page
    }

    /// Of the questions that stand alone half or more, at least two, are answered with a quote; or three speak to
    /// somebody.
    fn is_interview(&self) -> bool {
        let asked = (0..self.shapes.len()).filter(|&i| self.alone[i] && self.shapes[i].is_question());
        let (mut questions, mut answered, mut addressed) = (0, 0, 0);
        for i in asked {
            questions += 1;
            answered += usize::from(self.shapes.get(i + 1).is_some_and(Shape::begins_as_answer));
            addressed += usize::from(words::speaks_to_somebody(self.shapes[i].text));
        }
        answered >= 2 && answered * 2 >= questions || addressed >= 3 && addressed * 2 >= questions
    }

    fn classify(&self) -> Vec<BlockKind> {
        let mut kinds: Vec<_> = (0..self.shapes.len()).map(|i| self.plain_kind(i)).collect();
        self.mark_title(&mut kinds);
        self.mark_bylines(&mut kinds);
        // From the end: whether a line titles anything depends on what the next one is.
        for i in (0..kinds.len()).rev() {
            if kinds[i] == BlockKind::Paragraph && self.is_heading(i, &kinds) {
                kinds[i] = BlockKind::Heading;
            }
        }
        kinds
    }

    /// What the line is by its own looks alone.
    fn plain_kind(&self, i: usize) -> BlockKind {
        let shape = &self.shapes[i];
        match () {
            () if shape.is_rule() => BlockKind::Rule,
            () if shape.is_time() => BlockKind::Time,
            () if shape.chars <= MAX_CAPTION && words::is_credit(shape.text) => BlockKind::Caption,
            () if shape::is_bullet(shape.text) || self.is_numbered(i) => BlockKind::ListItem,
            () => BlockKind::Paragraph,
        }
    }

    /// The first line is the title when it looks like one and the article's text follows.
    fn mark_title(&self, kinds: &mut [BlockKind]) {
        let [first, ..] = self.shapes.as_slice() else { return };
        let looks = first.chars <= MAX_TITLE
            && first.words >= 3
            && !first.starts_lower
            && matches!(first.end, End::Open | End::Question | End::Exclamation)
            && self.alone[0]
            && kinds[0] == BlockKind::Paragraph
            && self.counts.get(first.text).is_none_or(|&n| n == 1)
            && words::byline(first.text).is_none()
            && !words::is_call_out(first.text);
        // What follows: a byline or a time, or text; not the job of somebody whose name the first line is.
        let follows = self.shapes.iter().take(6).skip(1).any(Shape::is_running);
        let named =
            first.is_name() && self.shapes.get(1).is_some_and(|s| s.starts_lower || words::is_job(s.text));
        if looks && follows && !named {
            kinds[0] = BlockKind::Title;
        }
    }

    /// Bylines: by their own words at the head of the text, names with a job under them anywhere.
    fn mark_bylines(&self, kinds: &mut [BlockKind]) {
        for i in 0..kinds.len() {
            let shape = &self.shapes[i];
            if kinds[i] != BlockKind::Paragraph
                || shape.chars > 100
                || shape.end == End::Stop && shape.chars > 60
            {
                continue;
            }
            let at_ends = i < 5 || i + 2 >= kinds.len();
            let job_below = || self.shapes.get(i + 1).is_some_and(|s| words::is_job(s.text) && s.is_short());
            let name_above = || i > 0 && kinds[i - 1] == BlockKind::Byline;
            let by_words = at_ends && words::byline(shape.text).is_some();
            let name = shape.is_name() && (job_below() || i < 5 && self.is_repeated(i));
            let job =
                name_above() && (words::is_job(shape.text) || shape.starts_lower || self.is_repeated(i));
            if by_words || name || job {
                kinds[i] = BlockKind::Byline;
            }
        }
    }

    fn is_repeated(&self, i: usize) -> bool {
        self.counts.get(self.shapes[i].text).is_some_and(|&n| n > 1)
    }

    fn is_heading(&self, i: usize, kinds: &[BlockKind]) -> bool {
        let shape = &self.shapes[i];
        self.alone[i]
            && shape.chars <= MAX_HEADING
            && !shape.starts_lower
            && !shape.is_mark()
            && !shape.opens_speech()
            && self.ends_well(i)
            && !self.is_repeated(i)
            && !words::is_call_out(shape.text)
            && !self.in_post(i)
            && self.titles_something(i, kinds)
    }

    /// Whether the line is one of several with numbers: the line above or below has the number next to its own.
    fn is_numbered(&self, i: usize) -> bool {
        let number = |k: usize| self.shapes.get(k).and_then(|s| shape::number(s.text));
        let Some(own) = number(i) else { return false };
        number(i + 1) == Some(own + 1) || own > 0 && i > 0 && number(i - 1) == Some(own - 1)
    }

    /// A heading has no full stop; a colon only above a list or as a rubric; a question mark where nobody is asked.
    fn ends_well(&self, i: usize) -> bool {
        let shape = &self.shapes[i];
        match shape.end {
            End::Open => shape.chars <= 110 || shape.is_labelled_quote(),
            End::Question => {
                !self.interview && !shape.ends_in_speech() && shape.chars <= shape.longest_question()
            }
            End::Exclamation => shape.words <= 8 && !shape.ends_in_speech(),
            End::Colon => {
                shape.words <= 6
                    && (self.lists_below(i) || !shape.holds_name() && !words::reports(shape.text))
            }
            End::Stop | End::Comma => false,
        }
    }

    /// Whether a list follows: of items, or of lines that begin with a figure.
    fn lists_below(&self, i: usize) -> bool {
        let listed = |s: &Shape| is_item(s.text) || s.text.starts_with(|c: char| c.is_ascii_digit());
        self.shapes[i + 1..].iter().take(2).filter(|s| listed(s)).count() == 2
    }

    /// Lines of an embedded post: the name above a handle, the handle, what follows it up to its date.
    fn in_post(&self, i: usize) -> bool {
        let next_is_handle = self.shapes.get(i + 1).is_some_and(Shape::is_handle);
        let from = i.saturating_sub(6);
        let handle = (from..=i).rev().find(|&k| self.shapes[k].is_handle());
        let over = |h: usize| (h..i).any(|k| self.shapes[k].is_time());
        next_is_handle || handle.is_some_and(|h| !over(h))
    }

    /// Whether text follows that the line can be the title of.
    fn titles_something(&self, i: usize, kinds: &[BlockKind]) -> bool {
        let Some(next) = self.shapes.get(i + 1) else { return false };
        match kinds[i + 1] {
            BlockKind::ListItem | BlockKind::Time => true,
            BlockKind::Byline | BlockKind::Caption | BlockKind::Rule => i > 0,
            // An empty rubric of a newsletter stands on the next one.
            BlockKind::Heading => matches!(next.end, End::Question | End::Colon),
            _ => next.is_running() || self.heads_names(i) || self.interview && next.is_question(),
        }
    }

    /// A word or two above a list of names to the end of the text.
    fn heads_names(&self, i: usize) -> bool {
        let rest = &self.shapes[i + 1..];
        self.shapes[i].words <= 2 && rest.len() >= 3 && rest.len() <= 12 && rest.iter().all(Shape::is_name)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::BlockKind::{self, Byline, Caption, Heading, ListItem, Paragraph, Time, Title};
    use crate::document::{Format, parse};

    const TEXT: &str =
        "Dit is een gewone alinea, die met een punt eindigt en lang genoeg is om er een te zijn.";

    /// Checks the kinds of lines that stand apart; `_` is a paragraph of running text.
    fn check(lines: &[(&str, BlockKind)]) {
        let texts: Vec<_> = lines.iter().map(|(line, _)| if *line == "_" { TEXT } else { line }).collect();
        let document = parse(texts.join("\n\n").as_bytes(), Format::Plain);
        let got: Vec<_> = document.blocks.iter().map(|b| (b.span.of(&document.text), b.kind)).collect();
        let expected: Vec<_> = texts.iter().zip(lines).map(|(text, (_, kind))| (*text, *kind)).collect();
        assert_eq!(got, expected);
    }

    const P: (&str, BlockKind) = ("_", Paragraph);

    #[test]
    fn headings_plain_and_quoted() {
        check(&[P, ("Diplomatieke oplossingen", Heading), P, ("'Heel opmerkelijk'", Heading), P]);
        check(&[
            P,
            ("0,2 procent", Heading),
            P,
            ("Julian F.", Heading),
            P,
            ("Wat is glyfosaat?", Heading),
            P,
        ]);
        check(&[P, ("Jansen: ‘Dat kan niet’", Heading), P, ("Nog één zin.", Paragraph), P]);
    }

    #[test]
    fn lines_that_title_nothing() {
        check(&[
            P,
            ("Bekijk hier de beelden:", Paragraph),
            P,
            ("Jansen vervolgde:", Paragraph),
            ("“Zo is het.”", Paragraph),
        ]);
        check(&[
            P,
            ("Ajax - Feyenoord 3-1", Paragraph),
            P,
            ("Lees ook", Paragraph),
            P,
            ("Gerelateerd", Paragraph),
        ]);
        check(&[
            P,
            ("“En toen was er niets meer over", Paragraph),
            P,
            ("met een kleine letter", Paragraph),
            P,
        ]);
    }

    #[test]
    fn title_byline_and_dateline() {
        check(&[
            ("Raad stemt in met zonneweide", Title),
            ("Door Anna de Wit", Byline),
            ("De Courant, 22 juni 2023", Byline),
            P,
        ]);
        check(&[("Thierry Boon", Byline), ("redacteur voetbal", Byline), P, ("Kop", Heading), P]);
        check(&[P, ("Foto: Henk Zwart", Caption), P, ("De dijk, gisteren. Foto: ANP", Caption), P]);
    }

    #[test]
    fn a_live_blog() {
        check(&[("Storm raast over het land", Title), P, ("17:48", Time), ("Stroom terug", Heading), P]);
        check(&[
            P,
            ("di 14 nov, 10:20", Time),
            ("Stroom terug", Heading),
            P,
            ("14.32 uur", Time),
            ("Dijk houdt", Heading),
            P,
        ]);
    }

    #[test]
    fn an_interview() {
        let question = "Wat is de belangrijkste uitkomst?";
        let answer = ("‘Dat weten we nog niet zeker’, zegt hij.", Paragraph);
        check(&[
            P,
            (question, Paragraph),
            answer,
            ("Hoe zeker is dat?", Paragraph),
            answer,
            ("Vuur in de wijk", Heading),
            P,
        ]);
        check(&[P, (question, Heading), P, ("Hoe zeker is dat?", Heading), P]);
    }

    #[test]
    fn lists_and_what_heads_them() {
        check(&[P, ("De stappen:", Heading), ("1. eerst dit", ListItem), ("2. dan dat", ListItem), P]);
        check(&[
            P,
            ("Presentatoren", Heading),
            ("Anna Jansen", Paragraph),
            ("Rik van der Wel", Paragraph),
            ("Roos Wit", Paragraph),
        ]);
        check(&[
            P,
            ("TIME", Paragraph),
            ("@TIME", Paragraph),
            ("13:03", Time),
            ("8 november 2023", Time),
            ("Kop", Heading),
            P,
        ]);
    }
}
