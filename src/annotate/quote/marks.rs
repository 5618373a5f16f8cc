//! Spans between quotation marks, in every style of the five languages.
//!
//! One pass over each block with a stack of bounded depth, so that the time is linear in the text also when
//! somebody feeds it nothing but opening marks.

use crate::document::{Block, BlockKind, Document, Lang};
use crate::language::{Class, Classes, Pack};
use crate::text::Span;

/// Marks inside marks inside marks: deeper ones are taken as text.
const MAX_DEPTH: usize = 3;
/// An opening mark may be closed this many paragraphs later, not more.
const MAX_BLOCKS: usize = 8;

/// One span between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where, the marks included.
    pub span: Span,
    /// The block it opens in, an index into `Document::blocks`.
    pub block: u32,
    /// How many spans enclose it.
    pub depth: u8,
    /// The mark that opens it.
    pub mark: char,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// A family of marks that open and close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    at: usize,
    mark: char,
    family: Family,
    block: u32,
}

/// One mark of the text, with what stands around it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    end: usize,
    glyph: char,
    family: Family,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn space_before(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace())
    }

    fn space_after(&self) -> bool {
        self.after.is_none_or(|c| c.is_whitespace())
    }

    /// Stands where an opening mark stands: after a space or an opening sign, and before a word.
    fn opens(&self) -> bool {
        let free = self.before.is_none_or(|c| c.is_whitespace() || "([{-–—/:\"'“‘«„".contains(c));
        free && self.after.is_some_and(|c| c.is_alphanumeric() || "\"'“‘«„‚¿¡….([€$£#@-–".contains(c))
    }

    /// Stands where a closing mark stands: after a word or a stop, and before none.
    fn closes(&self) -> bool {
        !self.space_before() && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Finds every quoted span outside headings, in order of start; spans nest, they do not cross.
pub fn scan(document: &Document, pack: &Pack) -> Vec<Marked> {
    let mut scanner =
        Scanner { text: &document.text, pack, spans: Vec::new(), stack: Vec::new(), lone: None };
    for (index, block) in document.blocks.iter().enumerate() {
        if !quotable(block.kind) {
            scanner.give_up(usize::MAX);
            continue;
        }
        scanner.block(index as u32, block);
        let marked = scanner.spans.last().is_some_and(|m| m.block == index as u32);
        for span in dialogue(document, block).filter(|_| !marked) {
            scanner.dialogue(index as u32, span);
        }
    }
    scanner.give_up(usize::MAX);
    let mut spans = scanner.spans;
    spans.retain(|m| m.span.of(&document.text).chars().any(char::is_alphanumeric));
    spans.sort_by_key(|m| (m.span.start, u32::MAX - m.span.end));
    set_depths(&mut spans);
    spans
}

/// Quotes in headings are not annotated, nor what is no prose.
pub fn quotable(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::BlockQuote | BlockKind::Caption)
}

/// The lines of French or Spanish dialogue in a paragraph: opened by a dash.
fn dialogue<'a>(document: &'a Document, block: &Block) -> impl Iterator<Item = Span> + 'a {
    let spoken = matches!(document.meta.lang, Lang::Fr | Lang::Es);
    let text = if spoken { block.span.of(&document.text) } else { "" };
    let start = block.span.start as usize;
    let opened = |line: &str| {
        line.strip_prefix(['—', '–', '―']).is_some_and(|rest| rest.chars().any(char::is_alphabetic))
    };
    let mut at = start;
    text.split_inclusive('\n').filter_map(move |line| {
        let from = at;
        at += line.len();
        let line = line.trim_end();
        opened(line).then(|| Span::new(from, from + line.len()))
    })
}

/// Counts for each span how many enclose it, and drops one that crosses an earlier one. The spans are sorted, outer
/// ones first.
fn set_depths(spans: &mut Vec<Marked>) {
    let mut ends: Vec<u32> = Vec::new();
    spans.retain_mut(|m| {
        while ends.last().is_some_and(|&end| end <= m.span.start) {
            ends.pop();
        }
        let crosses = ends.last().is_some_and(|&end| end < m.span.end);
        if !crosses {
            m.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
            ends.push(m.span.end);
        }
        !crosses
    });
}

struct Scanner<'a> {
    text: &'a str,
    pack: &'a Pack,
    spans: Vec<Marked>,
    stack: Vec<Open>,
    /// A single mark of this block that seems to open a quote, and that no single mark closes.
    lone: Option<Open>,
}

impl Scanner<'_> {
    fn block(&mut self, index: u32, block: &Block) {
        let marks = marks_of(self.text, block.span);
        self.carry_over(index, block, &marks);
        let last_single = marks.iter().rev().find(|m| m.family == Family::Single && m.closes()).map(|m| m.at);
        self.lone = None;
        let mut doubles_left = marks.iter().filter(|m| m.family == Family::Double).count();
        for mark in &marks {
            if mark.family == Family::Double {
                doubles_left -= 1;
            }
            match mark.family {
                Family::Double => self.double(mark, index, doubles_left),
                Family::Single => self.single(mark, index, last_single),
                Family::Angle | Family::SingleAngle => self.angle(mark, index),
            }
        }
        self.unopened(index, block, &marks);
        self.end_of_block(block);
    }

    /// A paragraph whose only double mark closes it: the mark that should open it is missing.
    fn unopened(&mut self, index: u32, block: &Block, marks: &[Mark]) {
        let mut doubles = marks.iter().filter(|m| m.family == Family::Double);
        let (Some(mark), None) = (doubles.next(), doubles.next()) else { return };
        let at = block.span.start as usize;
        let free = self.stack.is_empty() && self.spans.last().is_none_or(|m| m.span.end as usize <= at);
        if free && mark.closes() && mark.end == block.span.end as usize && marks[0].at > at {
            self.push(Open { at, mark: mark.glyph, family: Family::Double, block: index }, mark.end, true);
        }
    }

    /// Decides about a mark left open by an earlier block: it goes on unless this block opens a quote of its own.
    fn carry_over(&mut self, index: u32, block: &Block, marks: &[Mark]) {
        let Some(open) = self.stack.first().copied() else { return };
        let too_far = index as usize - open.block as usize > MAX_BLOCKS;
        let first = marks.iter().find(|m| m.family == open.family && (m.opens() || m.closes()));
        let reopened = first.is_some_and(|m| m.opens() && (!m.closes() || m.at == block.span.start as usize));
        if too_far || reopened {
            self.give_up(usize::MAX);
        }
    }

    /// Keeps at most the outermost unclosed double mark for the next block; the rest is closed or dropped here.
    fn end_of_block(&mut self, block: &Block) {
        let keep = self.stack.first().is_some_and(|o| o.family == Family::Double);
        if keep {
            self.stack.truncate(1);
            return;
        }
        self.give_up(block.span.end as usize);
    }

    /// Ends the outermost open mark at `limit` or with the paragraph it opened in. Single marks are dropped: an
    /// apostrophe at a word's head is likelier than a quote without an end.
    fn give_up(&mut self, limit: usize) {
        let Some(open) = self.stack.first().copied() else { return };
        self.stack.clear();
        if open.family == Family::Single {
            return;
        }
        let rest = &self.text[open.at..];
        let paragraph = open.at + rest.find('\n').unwrap_or(rest.len());
        let end = limit.min(paragraph);
        let trimmed = self.text.get(open.at..end).unwrap_or("").trim_end();
        self.push(open, open.at + trimmed.len(), false);
    }

    fn push(&mut self, open: Open, end: usize, closed: bool) {
        let span = Span::new(open.at, end);
        self.spans.push(Marked { span, block: open.block, depth: 0, mark: open.mark, closed });
    }

    fn open(&mut self, mark: &Mark, block: u32) {
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(Open { at: mark.at, mark: mark.glyph, family: mark.family, block });
        }
    }

    /// Closes the innermost open mark of this family; what was opened inside it and not closed is dropped.
    fn close(&mut self, mark: &Mark) -> bool {
        let Some(at) = self.stack.iter().rposition(|o| o.family == mark.family) else { return false };
        let open = self.stack[at];
        self.stack.truncate(at);
        self.push(open, mark.end, true);
        true
    }

    fn is_open(&self, family: Family) -> Option<Open> {
        self.stack.iter().rev().find(|o| o.family == family).copied()
    }

    fn double(&mut self, mark: &Mark, block: u32, left: usize) {
        let Some(open) = self.is_open(Family::Double) else {
            let wrong_side = mark.space_before() && mark.space_after();
            if mark.glyph == '„' || mark.opens() || (wrong_side && left > 0) || (!mark.closes() && left > 0)
            {
                self.lone = None;
                self.open(mark, block);
            } else if let Some(open) = self.lone.take().filter(|_| mark.closes()) {
                // "'Dat is goed\", zegt zij": the wrong mark at one of the ends.
                self.push(open, mark.end, true);
            }
            return;
        };
        if mark.glyph == '„' || (mark.opens() && !mark.closes() && mark.glyph != '”') {
            // Either a quote inside a quote, or the first was never closed: then the marks that are left
            // do not suffice to close both.
            let nested = left >= 2 && open.mark != mark.glyph || left.is_multiple_of(2) && left > 0;
            if !nested {
                self.stack.clear();
                let upto = self.text[..mark.at].trim_end().len().max(open.at);
                let upto = self.attribution(open.at, upto).unwrap_or(upto);
                self.push(open, upto, false);
            }
            self.open(mark, block);
            return;
        }
        self.close(mark);
    }

    fn single(&mut self, mark: &Mark, block: u32, last: Option<usize>) {
        if self.is_open(Family::Single).is_some() && mark.closes() {
            self.close(mark);
            return;
        }
        let opener = mark.glyph != '’' && mark.opens() && !self.elision(mark);
        if opener && last.is_some_and(|l| l > mark.at) && self.is_open(Family::Single).is_none() {
            self.open(mark, block);
        } else if opener && self.stack.is_empty() {
            self.lone = Some(Open { at: mark.at, mark: mark.glyph, family: Family::Single, block });
        }
    }

    /// Where the words end of a quote that nobody closed before its attribution: "\"Dat is goed, zegt zij.".
    fn attribution(&self, start: usize, end: usize) -> Option<usize> {
        let text = self.text.get(start..end)?;
        let second = text.find(' ')?;
        let mut commas = text.match_indices(',').map(|(i, _)| i).filter(|&i| i > second);
        commas.find(|i| self.attributes(&text[i + 1..])).map(|i| start + i)
    }

    /// An apostrophe that stands for letters left out: 's avonds, 't, 'n, '81, 'em.
    fn elision(&self, mark: &Mark) -> bool {
        if !matches!(mark.glyph, '\'' | '‘' | '’') {
            return false;
        }
        let rest = &self.text[mark.end..];
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(5).collect();
        let then = rest[word.len()..].chars().next();
        let lower = word.as_str();
        let short =
            matches!(lower, "s" | "t" | "n" | "m" | "k" | "r" | "em" | "ie" | "er" | "tis" | "twas" | "d");
        let year = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        (short && then.is_none_or(|c| c.is_whitespace() || c == '-'))
            || (year && then.is_none_or(|c| !"'’,.".contains(c)))
    }

    fn angle(&mut self, mark: &Mark, block: u32) {
        match self.is_open(mark.family) {
            Some(open) if open.mark != mark.glyph => {
                self.close(mark);
            }
            _ if matches!(mark.glyph, '«' | '‹') || mark.opens() => self.open(mark, block),
            _ => {}
        }
    }

    /// Splits a paragraph of dialogue at what is no speech: "—dijo Juan—", ", répond l'hôtesse."
    fn dialogue(&mut self, block: u32, span: Span) {
        let (mut start, mut speaks) = (span.start as usize, true);
        let text = span.of(self.text);
        let mut previous = ' ';
        for (i, c) in text.char_indices() {
            let at = span.start as usize + i;
            if i > 0 && matches!(c, '—' | '―') {
                if speaks && previous.is_whitespace() {
                    self.said(block, start, at);
                }
                start = at + c.len_utf8();
                speaks = !speaks;
            } else if speaks
                && matches!(c, ',' | '?' | '!' | '…')
                && self.attributes(&text[i + c.len_utf8()..])
            {
                self.said(block, start, if c == ',' { at } else { at + c.len_utf8() });
                let rest = &text[i + c.len_utf8()..];
                let end = rest.find(['.', ',', '!', '?']).map_or(rest.len(), |e| e + 1);
                start = at + c.len_utf8() + end;
            }
            previous = c;
        }
        if speaks && start < span.end as usize {
            self.said(block, start, span.end as usize);
        }
    }

    /// Whether a text begins with a verb of saying in lower case: the attribution inside a line of dialogue.
    fn attributes(&self, text: &str) -> bool {
        let word: String = text.trim_start().chars().take_while(|c| c.is_alphabetic()).take(24).collect();
        let said = Classes::of(&[Class::Say, Class::Manner, Class::Urge]);
        // "lui glisse-t-il": a short pronoun may stand before the verb.
        let next = text.trim_start().get(word.len()..).unwrap_or("").trim_start();
        let second: String = next.chars().take_while(|c| c.is_alphabetic()).take(24).collect();
        let verb = |w: &str| w.starts_with(char::is_lowercase) && self.pack.classes(w).any(said);
        verb(&word) || (matches!(word.as_str(), "lui" | "leur" | "me" | "se" | "le" | "les") && verb(&second))
    }

    /// Adds a stretch of dialogue, without the space and the stops at its edges.
    fn said(&mut self, block: u32, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or("");
        let inner = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"—–―¿¡«“".contains(c));
        let first = start + text.len() - inner.len();
        let inner = inner.trim_end();
        if inner.chars().any(char::is_alphanumeric) {
            let span = Span::new(first, first + inner.len());
            self.spans.push(Marked { span, block, depth: 0, mark: '—', closed: true });
        }
    }
}

/// The marks of a block, in order. Two single marks side by side are one double mark.
fn marks_of(text: &str, span: Span) -> Vec<Mark> {
    let mut out = Vec::new();
    let (start, slice) = (span.start as usize, span.of(text));
    let mut before = None;
    let mut chars = slice.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut end = i + c.len_utf8();
        let mut family = family(c);
        if family == Some(Family::Single) && c == '\'' && chars.peek().is_some_and(|&(_, d)| d == '\'') {
            family = Some(Family::Double);
            chars.next();
            end += 1;
        }
        if let Some(family) = family {
            let after = slice[end..].chars().next();
            let word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            if !(word && family == Family::Single) {
                out.push(Mark { at: start + i, end: start + end, glyph: c, family, before, after });
            }
        }
        before = Some(c);
    }
    out
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Family::Single),
        '«' | '»' => Some(Family::Angle),
        '‹' | '›' => Some(Family::SingleAngle),
        _ => None,
    }
}

/// Whether a character is a quotation mark of any style.
pub fn is_mark(c: char) -> bool {
    family(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::document::{Format, Lang, parse};
    use crate::language::Pack;
    use proptest::prelude::*;

    fn check(lang: Lang, text: &str, expected: &[&str]) {
        let mut document = parse(text.as_bytes(), Format::Plain);
        document.meta.lang = lang;
        let found = scan(&document, Pack::of(lang));
        let found: Vec<&str> = found.iter().map(|m| m.span.of(&document.text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_style_is_found() {
        for quote in [
            "\"Een zin\"",
            "'Een zin'",
            "“Een zin”",
            "‘Een zin’",
            "„Een zin“",
            "„Een zin”",
            "‚Een zin‘",
            "«Een zin»",
            "»Een zin«",
            "‹Een zin›",
            "''Een zin''",
        ] {
            check(Lang::Nl, &format!("Zij zegt: {quote}, en gaat weg naar huis."), &[quote]);
        }
        check(Lang::De, "Er sagte: »Das ist gut« und ging dann fort.", &["»Das ist gut«"]);
        check(Lang::Fr, "Elle dit : « C’est bon », puis elle part.", &["« C’est bon »"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check(
            Lang::Nl,
            "De VVD'er ging 's avonds naar Rutte's huis, in '81 al, bij zo'n 'rock-'n-roll-avond'.",
            &["'rock-'n-roll-avond'"],
        );
        check(Lang::En, "The boys’ dogs’ owner didn’t say ’twas easy.", &[]);
    }

    #[test]
    fn marks_nest() {
        check(
            Lang::Nl,
            "Hij zei: \"Zij riep 'kom hier' naar mij.\"",
            &["\"Zij riep 'kom hier' naar mij.\"", "'kom hier'"],
        );
        check(Lang::En, "“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”", "‘no’"]);
    }

    #[test]
    fn an_open_mark_ends_with_its_paragraph() {
        check(
            Lang::Nl,
            "\"Dit gaat niet goed, zei zij.\n\nDe volgende dag was het stil.",
            &["\"Dit gaat niet goed, zei zij."],
        );
        check(
            Lang::Nl,
            "\"Dit gaat niet, en nooit. \"Echt niet.\"",
            &["\"Dit gaat niet, en nooit.", "\"Echt niet.\""],
        );
    }

    #[test]
    fn a_wrong_or_missing_mark_costs_no_quote() {
        check(
            Lang::Nl,
            "Zij is blij. 'Dat auto's zo hard rijden\", zegt Nora. \"Dat is gevaarlijk.\"",
            &["'Dat auto's zo hard rijden\"", "\"Dat is gevaarlijk.\""],
        );
        check(
            Lang::Nl,
            "\"Ik ben niet bang, zei Vos. \"Ik weet wat ik doe.\"",
            &["\"Ik ben niet bang", "\"Ik weet wat ik doe.\""],
        );
        check(
            Lang::Nl,
            "\"Het is goed.\"\n\nMisschien doet hij dat later ook.\"",
            &["\"Het is goed.\"", "Misschien doet hij dat later ook.\""],
        );
        check(Lang::Nl, "De balk is 6 voet 2\" lang en past.", &[]);
    }

    #[test]
    fn a_quote_may_run_over_paragraphs() {
        check(
            Lang::Nl,
            "\"De eerste zin.\n\nDe tweede zin is dit.\"",
            &["\"De eerste zin.\n\nDe tweede zin is dit.\""],
        );
        check(
            Lang::En,
            "“The first part of it.\n\n“The second part of it.”",
            &["“The first part of it.", "“The second part of it.”"],
        );
    }

    #[test]
    fn a_space_on_the_wrong_side_does_no_harm() {
        check(
            Lang::Nl,
            "Hij zei \" dat is goed\" en \"dit ook \" daarna.",
            &["\" dat is goed\"", "\"dit ook \""],
        );
    }

    #[test]
    fn dashes_open_dialogue_in_french_and_spanish() {
        check(Lang::Es, "—No lo sé —dijo Juan—. Mañana vemos.", &["—No lo sé", "Mañana vemos."]);
        check(
            Lang::Fr,
            "— Complet, répond l’hôtesse. Le prochain part à midi.",
            &["— Complet", "Le prochain part à midi."],
        );
        check(
            Lang::Fr,
            "— Vous partez déjà ? demanda Marie.\n— Oui, répondit Paul. Le train est là.\n— Dommage.",
            &["— Vous partez déjà ?", "— Oui", "Le train est là.", "— Dommage."],
        );
        check(Lang::Nl, "— Een streepje is hier geen citaat.", &[]);
    }

    proptest! {
        #[test]
        fn never_panics_and_spans_nest(text in "([\"'“”‘’„«»— \\n.,aé]|dit ){0,60}") {
            let mut document = parse(text.as_bytes(), Format::Plain);
            document.meta.lang = Lang::Fr;
            let found = scan(&document, Pack::of(Lang::Fr));
            for (a, b) in found.iter().zip(found.iter().skip(1)) {
                prop_assert!(!a.span.overlaps(b.span) || a.span.covers(b.span), "{:?} {:?}", a, b);
            }
        }
    }
}
