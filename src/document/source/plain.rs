//! Plain text: paragraphs by blank lines, hard-wrapped lines joined, headings and bylines by their looks.
//!
//! Clean text is kept to the letter. Where lines were wrapped by hand the line ends inside a paragraph become spaces,
//! one for one, so that every offset of the file still holds.

use super::super::heading::{self, Line};
use super::super::{Block, BlockKind, Document, Meta, date, sections};
use crate::text::Span;

/// Blocks at the head of a text that may hold title, byline, source and date.
const HEAD: usize = 5;

/// Parses plain text.
pub(super) fn parse(text: String) -> Document {
    let text = unwrap_lines(text);
    let lines = lines(&text);
    let kinds = heading::classify(&text, &lines);
    let blocks: Vec<_> = lines.iter().zip(kinds).map(|(l, kind)| Block { span: l.span, kind }).collect();
    let meta = read_head(&text, &blocks);
    let sections = sections(text.len(), &blocks, &[]);
    Document { text, meta, sections, blocks, ..Document::default() }
}

/// Every line that says something, without the white space around it.
fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut apart = true;
    for raw in text.split_inclusive('\n') {
        let start = at + (raw.len() - raw.trim_start().len());
        let end = at + raw.trim_end().len();
        at += raw.len();
        if start >= end {
            apart = true;
            continue;
        }
        out.push(Line { span: Span::new(start, end), apart });
        apart = false;
    }
    out
}

/// Joins the lines of paragraphs that were wrapped at a fixed width.
fn unwrap_lines(text: String) -> String {
    let joints = joints(&text);
    if joints.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for joint in joints {
        out.push_str(&text[at..joint]);
        out.push(' ');
        at = joint + 1;
    }
    out.push_str(&text[at..]);
    out
}

/// The line ends inside hard-wrapped paragraphs, as offsets of their `\n`.
fn joints(text: &str) -> Vec<usize> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Option<Group> = None;
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end();
        if line.is_empty() {
            groups.extend(open.take());
        } else if let Some(group) = open.as_mut() {
            group.add(at, line);
        } else {
            open = Some(Group::new(line));
        }
        at += raw.len();
    }
    groups.extend(open);
    let width = groups.iter().filter(|g| g.is_wrapped(g.longest)).map(|g| g.longest).max();
    let Some(width) = width else { return Vec::new() };
    groups.into_iter().filter(|g| g.is_wrapped(width)).flat_map(|g| g.joints).collect()
}

/// A run of lines without a blank one between.
struct Group {
    /// The `\n` before each line but the first.
    joints: Vec<usize>,
    /// Length of the longest line, in characters.
    longest: usize,
    /// Of each line but the last: the length it would have had with the next line's first word on it.
    would_be: Vec<usize>,
    last: usize,
    /// Whether any line begins as an item of a list does.
    listed: bool,
}

impl Group {
    fn new(line: &str) -> Group {
        let chars = line.chars().count();
        Group {
            joints: Vec::new(),
            longest: chars,
            would_be: Vec::new(),
            last: chars,
            listed: heading::is_item(line),
        }
    }

    fn add(&mut self, at: usize, line: &str) {
        let chars = line.chars().count();
        let word = line.split_whitespace().next().map_or(0, |w| w.chars().count());
        self.would_be.push(self.last + 1 + word);
        self.joints.push(at - 1);
        self.longest = self.longest.max(chars);
        self.last = chars;
        self.listed |= heading::is_item(line);
    }

    /// Whether a typist (or a program) broke these lines at `width`: no line runs over it, and none had room for the
    /// first word of the next. Two lines alone could be anything, so they must come near the width.
    fn is_wrapped(&self, width: usize) -> bool {
        let wrapped_at = (40..=100).contains(&width) && self.longest <= width;
        let enough = self.would_be.len() >= 2 || self.longest + 12 >= width && self.longest >= 60;
        let full = self.would_be.iter().all(|&w| w > width);
        wrapped_at && !self.listed && enough && full && !self.would_be.is_empty()
    }
}

/// Title, byline, date and source from the first blocks.
fn read_head(text: &str, blocks: &[Block]) -> Meta {
    let mut meta = Meta::default();
    for block in blocks.iter().take(HEAD) {
        let line = block.span.of(text);
        match block.kind {
            BlockKind::Title => meta.title = Some(line.to_owned()),
            BlockKind::Byline | BlockKind::Time => {
                meta.date = meta.date.or_else(|| date::find(line));
                meta.author = meta.author.take().or_else(|| heading::author(line).map(str::to_owned));
                meta.source = meta.source.take().or_else(|| heading::source(line).map(str::to_owned));
            }
            _ => {}
        }
    }
    meta
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::document::BlockKind;
    use proptest::prelude::{prop, proptest};

    const WRAPPED: &str = "Dit is een tekst die met de hand op een vaste breedte is afgebroken, zoals\n\
                           dat vroeger in elke brief en elk bericht gebeurde. De regels horen dus bij\n\
                           elkaar en worden weer een alinea.\n";

    #[test]
    fn wrapped_lines_become_a_paragraph_and_offsets_hold() {
        let document = parse(format!("{WRAPPED}\n{WRAPPED}"));
        assert_eq!(document.blocks.len(), 2);
        assert_eq!(document.text.len(), 2 * WRAPPED.len() + 1);
        assert_eq!(document.text.trim_end().lines().count(), 3);
    }

    #[test]
    fn lines_that_stand_alone_stay_alone() {
        let text = "Een regel.\nNog een regel die wat langer is dan de vorige.\n\n- een\n- twee\n";
        let document = parse(text.to_owned());
        assert_eq!((document.text.as_str(), document.blocks.len()), (text, 4));
        assert_eq!(document.blocks[2].kind, BlockKind::ListItem);
    }

    #[test]
    fn a_heading_may_stand_right_above_its_paragraph() {
        let line =
            "Dit is een gewone alinea van een regel, die lang genoeg is om er een te zijn, met een punt.";
        let document = parse(format!("{line}\n\nEen kop\n{line}\n\n{line}\n"));
        assert_eq!(document.blocks[1].kind, BlockKind::Heading);
        let document = parse(format!("{line}\nEen kop\n{line}\n"));
        assert_eq!(document.blocks[1].kind, BlockKind::Heading);
    }

    #[test]
    fn the_head_of_a_text_is_read() {
        let head = "Raad stemt in met plan\n\nDoor Anna de Wit\n\nDe Courant, 22 juni 2023, 07.15 uur\n\nDe raad heeft \
                    dinsdag ingestemd met het plan.";
        let meta = parse(head.to_owned()).meta;
        assert_eq!(meta.title.as_deref(), Some("Raad stemt in met plan"));
        assert_eq!(
            (meta.author.as_deref(), meta.source.as_deref()),
            (Some("Anna de Wit"), Some("De Courant"))
        );
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2023-06-22T07:15:00"));
    }

    proptest! {
        #[test]
        fn never_panics(parts in prop::collection::vec(prop::sample::select(vec![
            "\n", "\n\n", "Kop", "'Kop'", "Waarom?", "14:32", "- ", "Door ", "zin.", " ", "@x", "Foto: ", "é", "…", ":",
            "12 mei 2023", "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"]), 0..40)
        ) {
            crate::document::source::tests::check_invariants(&parse(parts.concat()));
        }
    }
}
