//! Focus modes: all is turned down but what is looked for.

use super::reader::Reader;
use crate::annotate::QuoteKind;
use crate::document::{Block, BlockKind, token};
use crate::text::Span;

/// What stays bright, beside headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dim {
    /// The first sentence of each paragraph, and where somebody is named for the first time.
    Skim,
    /// Quotes.
    Quotes,
    /// Sentences that name the chosen entity.
    Entity,
    /// Sentences that stand in no other article that was read.
    Known,
}

/// What is turned down of the text in view.
pub fn faded(reader: &Reader, dim: Dim, known: &[Span]) -> Vec<Span> {
    let view = reader.in_view();
    if dim == Dim::Known {
        return known.iter().copied().filter(|s| s.overlaps(view)).collect();
    }
    let mut bright = bright(reader, dim, view);
    bright.sort();
    let mut faded = Vec::new();
    let mut from = view.start;
    for span in bright {
        if span.start > from {
            faded.push(Span { start: from, end: span.start.min(view.end) });
        }
        from = from.max(span.end);
    }
    if from < view.end {
        faded.push(Span { start: from, end: view.end });
    }
    faded
}

fn bright(reader: &Reader, dim: Dim, view: Span) -> Vec<Span> {
    let blocks = || reader.document().blocks.iter().enumerate().filter(|(_, b)| b.span.overlaps(view));
    let mut bright: Vec<Span> = blocks().filter(|(_, b)| !running(b)).map(|(_, b)| b.span).collect();
    let annotations = reader.annotations();
    match dim {
        Dim::Known => {}
        Dim::Quotes => {
            let speech = annotations.quotes.iter().filter(|q| q.kind != QuoteKind::Scare);
            bright.extend(speech.map(|q| q.span).filter(|s| s.overlaps(view)));
        }
        Dim::Skim => {
            for (index, block) in blocks().filter(|(_, b)| running(b)) {
                let first = sentences(reader, index, view).into_iter().next();
                bright.extend(first.filter(|s| s.start == block.span.start));
            }
            let names = annotations.entities.iter().filter(|e| e.kind.is_name());
            let first = names.filter_map(|e| annotations.mentions.get(*e.mentions.first()? as usize));
            bright.extend(first.map(|m| m.span).filter(|s| s.overlaps(view)));
        }
        Dim::Entity => {
            let own = annotations.mentions.iter().filter(|m| Some(m.entity) == reader.chosen);
            let own: Vec<Span> = own.map(|m| m.span).filter(|s| s.overlaps(view)).collect();
            for (index, _) in blocks().filter(|(_, b)| own.iter().any(|m| b.span.covers(*m))) {
                let all = sentences(reader, index, view);
                bright.extend(all.into_iter().filter(|s| own.iter().any(|m| s.overlaps(*m))));
            }
            bright.extend(own);
        }
    }
    bright
}

fn running(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::BlockQuote)
}

fn sentences(reader: &Reader, index: usize, view: Span) -> Vec<Span> {
    token::sentences(reader.document(), index, view)
}

#[cfg(test)]
mod tests {
    use super::{Dim, faded};
    use crate::app::fixture::Desk;

    const TEXT: &str = "## Kop\n\nEen eerste zin hier. Dan komt Anna Jansen langs. Nog een zin.\n\n\"We wachten al \
                        jaren op dat besluit\", zei Jansen dinsdag. Het was druk.\n";

    fn check(keys: &str, dim: Dim, expected: &[&str]) {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys(keys);
        assert_eq!(desk.state.screen.dim, Some(dim));
        let reader = desk.reader();
        let text = &reader.document().text;
        let all: Vec<&str> = faded(reader, dim, &[]).iter().map(|s| s.of(text).trim()).collect();
        let all: Vec<&str> = all.into_iter().filter(|s| !s.is_empty()).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn what_is_not_looked_for_fades() {
        check("F s", Dim::Skim, &["Dan komt", "langs. Nog een zin.", "Het was druk."]);
        let before = "Een eerste zin hier. Dan komt Anna Jansen langs. Nog een zin.";
        check("F q", Dim::Quotes, &[before, ", zei Jansen dinsdag. Het was druk."]);
        check("e F e", Dim::Entity, &["Een eerste zin hier.", "Nog een zin.", "Het was druk."]);
    }

    #[test]
    fn sentences_of_an_endless_paragraph_are_told_apart() {
        let text = "Een zin over het weer van vandaag. ".repeat(3000);
        let mut desk = Desk::new(&[&format!("{text}Dan komt Anna Jansen langs. {text}")]);
        desk.keys("e F e");
        let reader = desk.reader();
        let name = reader.target.expect("a name");
        let faded = faded(reader, Dim::Entity, &[]);
        assert!(faded.iter().all(|s| !s.overlaps(name)) && faded.len() == 2, "{faded:?}");
        desk.keys("F s");
        let reader = desk.reader();
        assert!(super::faded(reader, Dim::Skim, &[]).iter().all(|s| !s.overlaps(name)));
    }

    #[test]
    fn the_same_key_shows_all_again() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("F s F s");
        assert_eq!(desk.state.screen.dim, None);
        desk.keys("F e");
        assert_eq!((desk.state.screen.dim, desk.said()), (None, "no entity is chosen; e goes to one"));
    }
}
