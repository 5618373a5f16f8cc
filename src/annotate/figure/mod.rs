//! Figures by rule: dates, times, money, percentages, quantities.
//!
//! The rules are the same in all languages; what differs are the words, which are data of the language packs. They
//! read pieces below the token (`14.09.2022`, `€5m`), one block at a time, and look at most a few pieces ahead.

mod amount;
mod calendar;
mod clock;
mod date;
mod line;
mod number;

use self::line::Line;
use super::index::Builder;
use super::{Entity, Kind, Mention, RawMention};
use crate::document::{BlockKind, Document};
use crate::text::Span;
use std::collections::HashMap;

/// A figure in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where; for an amount with the words that bound it ("zeker 105 militairen").
    pub span: Span,
    /// `Date`, `Time`, `Money`, `Percent` or `Quantity`.
    pub kind: Kind,
    /// What it comes to; see [`Entity::value`].
    pub value: String,
}

/// What a rule found: it begins where the rule was asked, and ends before the piece `end`.
struct Found {
    end: usize,
    kind: Kind,
    value: String,
}

/// Finds the figures of a document, in order, none over a name. `names` are in order of start.
pub fn find(document: &Document, names: &[RawMention]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut next_name = 0;
    let read_blocks =
        document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Rule | BlockKind::Preformatted));
    for block in read_blocks {
        let is_named = |span: Span| {
            while names.get(next_name).is_some_and(|name| name.span.end <= span.start) {
                next_name += 1;
            }
            names.get(next_name).is_some_and(|name| name.span.overlaps(span))
        };
        let line = Line::read(&document.text, block.span, document.meta.lang, document.meta.date, is_named);
        find_in(&line, &mut figures);
    }
    figures
}

fn find_in(line: &Line<'_>, figures: &mut Vec<Figure>) {
    let mut at = 0;
    while at < line.pieces.len() {
        let found = line.pieces[at].opens.then(|| read(line, at)).flatten();
        let span = found.as_ref().and_then(|f| line.span(at, f.end));
        at = match (found, span) {
            (Some(found), Some(span)) => {
                figures.push(Figure { span, kind: found.kind, value: found.value });
                found.end.max(at + 1)
            }
            _ => after_number(line, at),
        };
    }
}

fn read(line: &Line<'_>, at: usize) -> Option<Found> {
    date::read(line, at).or_else(|| clock::read(line, at)).or_else(|| amount::read(line, at))
}

/// Past the digits that no rule wanted, so that the "000" of "10.000" is not read by itself.
fn after_number(line: &Line<'_>, at: usize) -> usize {
    match line.digits(at) {
        Some(_) => number::read(line, at).map_or(at + 1, |number| number.end),
        None => at + 1,
    }
}

/// Puts figures among names: mentions stay in order, entities are numbered anew, equal figures are one entity.
pub fn weave(
    document: &Document,
    figures: Vec<Figure>,
    mentions: &[Mention],
    entities: Vec<Entity>,
) -> (Vec<Mention>, Vec<Entity>) {
    let mut builder = Builder::default();
    let mut entities: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let first_figure = entities.len() as u32;
    let mut keys: HashMap<(Kind, String), u32> = HashMap::new();
    let mut names = mentions.iter().peekable();
    for figure in figures {
        while let Some(name) = names.next_if(|name| name.span.start <= figure.span.start) {
            add_name(&mut builder, &mut entities, name);
        }
        let next = first_figure + keys.len() as u32;
        let key = *keys.entry((figure.kind, figure.value.to_lowercase())).or_insert(next);
        let raw = RawMention { span: figure.span, kind: figure.kind };
        builder.mention(raw, key, || entity(document, figure));
    }
    for name in names {
        add_name(&mut builder, &mut entities, name);
    }
    builder.finish()
}

fn add_name(builder: &mut Builder, entities: &mut [Option<Entity>], name: &Mention) {
    let key = name.entity.0;
    let taken = entities.get_mut(key as usize).and_then(Option::take);
    let raw = RawMention { span: name.span, kind: name.kind };
    builder.mention(raw, key, || taken.unwrap_or_else(|| Entity::new(String::new(), name.kind)));
}

fn entity(document: &Document, figure: Figure) -> Entity {
    let name = figure.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    Entity { value: Some(figure.value), ..Entity::new(name, figure.kind) }
}

#[cfg(test)]
mod tests;
