//! Very long articles are annotated part by part: memory stays small beside the text, the first part is there at once,
//! and whoever no longer wants the rest need not wait for it.
//!
//! A part is cut before a heading where there is one. What the parts name alike is one entity.

use std::collections::HashMap;

use super::{Annotations, Entity, EntityId, Kind, Mention, Quote};
use crate::document::{Block, BlockKind, Document};
use crate::text::Span;
use crate::text::fold::fold;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Articles up to this are annotated whole, in bytes. Few real ones are longer.
const WHOLE: usize = 512 << 10;
/// Bytes of a part of a longer one, from which on a heading, and at which any block ends it.
const PART: (usize, usize) = (48 << 10, 80 << 10);

/// The parts of a document, as ranges of its blocks: one for all but very long ones.
pub(super) fn parts(document: &Document) -> Vec<&[Block]> {
    let mut rest = document.blocks.as_slice();
    let mut out = Vec::new();
    if document.text.len() > WHOLE {
        while let Some(cut) = cut(rest) {
            let (part, after) = rest.split_at(cut);
            out.push(part);
            rest = after;
        }
    }
    out.push(rest);
    out
}

/// How many blocks make the next part; none where they are the last one.
fn cut(blocks: &[Block]) -> Option<usize> {
    let start = blocks.first()?.span.start as usize;
    let mut after = blocks.iter().enumerate().skip(1);
    let ends = |(_, b): &(usize, &Block)| {
        let length = b.span.end as usize - start;
        length > PART.1 || length > PART.0 && b.kind == BlockKind::Heading
    };
    after.find(ends).map(|(i, _)| i)
}

/// A part as a document of its own, and the offset at which it begins.
pub(super) fn document_of(document: &Document, blocks: &[Block]) -> (Document, u32) {
    let start = blocks.first().map_or(0, |b| b.span.start);
    let end = blocks.last().map_or(0, |b| b.span.end);
    let shifted = |b: &Block| Block { span: back(b.span, start), kind: b.kind };
    let part = Document {
        text: Span { start, end }.of(&document.text).to_owned(),
        meta: document.meta.clone(),
        blocks: blocks.iter().map(shifted).collect(),
        ..Document::default()
    };
    (part, start)
}

fn back(span: Span, by: u32) -> Span {
    Span { start: span.start - by, end: span.end - by }
}

/// The annotations of the parts so far, put together.
#[derive(Default)]
pub(super) struct Together {
    pub(super) all: Annotations,
    /// Every name of every entity, as [`key`] of it; none where several have it.
    forms: HashMap<u64, Option<EntityId>>,
}

impl Together {
    /// Adds the annotations of the part that begins at `start`.
    pub(super) fn add(&mut self, part: Annotations, start: u32) {
        let on = |span: Span| Span { start: span.start + start, end: span.end + start };
        let ids: Vec<EntityId> = part.entities.into_iter().map(|e| self.entity(e)).collect();
        for mention in part.mentions {
            let entity = ids[mention.entity.0 as usize];
            self.all.entities[entity.0 as usize].mentions.push(self.all.mentions.len() as u32);
            self.all.mentions.push(Mention { span: on(mention.span), entity, ..mention });
        }
        self.all.quotes.extend(part.quotes.into_iter().map(|mut quote| {
            quote.span = on(quote.span);
            quote.cue = quote.cue.map(on);
            if let Some(speaker) = &mut quote.speaker {
                speaker.mention = speaker.mention.map(on);
                speaker.entity = speaker.entity.map(|e| ids[e.0 as usize]);
            }
            quote
        }));
    }

    /// The entity of a part among all: one that is known already, or a new one.
    fn entity(&mut self, mut entity: Entity) -> EntityId {
        entity.mentions = Vec::new();
        let kind = entity.kind;
        let names =
            std::iter::once(&entity.name).chain(&entity.aliases).map(|name| key(kind, name)).collect();
        let names: Vec<u64> = names;
        let id = match self.known(&entity, &names) {
            Some(id) => {
                self.join(id, entity);
                id
            }
            None => {
                self.all.entities.push(entity);
                EntityId(self.all.entities.len() as u32 - 1)
            }
        };
        for name in names {
            let owner = self.forms.entry(name).or_insert(Some(id));
            *owner = owner.filter(|owner| *owner == id);
        }
        id
    }

    /// The one known entity that bears its name; or whose own name is one of its shorter ones.
    fn known(&self, entity: &Entity, names: &[u64]) -> Option<EntityId> {
        let owner = |name: &u64| self.forms.get(name).copied().flatten();
        let of = |id: EntityId| &self.all.entities[id.0 as usize];
        let by_name = owner(names.first()?);
        if !entity.kind.is_name() {
            return by_name.filter(|id| of(*id).value == entity.value);
        }
        let named_so = |name: &&u64| owner(name).is_some_and(|id| key(entity.kind, &of(id).name) == **name);
        by_name.or_else(|| names.iter().skip(1).find(named_so).and_then(owner))
    }

    /// What a part knows more of an entity: a fuller name, a role, other names.
    fn join(&mut self, id: EntityId, other: Entity) {
        let known = &mut self.all.entities[id.0 as usize];
        let mut names = vec![std::mem::take(&mut known.name)];
        if other.aliases.iter().any(|a| fold(a) == fold(&names[0])) {
            names.insert(0, other.name);
        } else {
            names.push(other.name);
        }
        names.extend(other.aliases);
        for name in names {
            if known.name.is_empty() {
                known.name = name;
            } else if name != known.name && !known.aliases.contains(&name) {
                known.aliases.push(name);
            }
        }
        known.aliases.retain(|alias| *alias != known.name);
        known.role = known.role.take().or(other.role);
    }

    /// All annotations; speakers have the names that their entities have in the end.
    pub(super) fn finish(mut self) -> Annotations {
        let all = &mut self.all;
        for speaker in all.quotes.iter_mut().filter_map(|q: &mut Quote| q.speaker.as_mut()) {
            if let Some(entity) = speaker.entity.and_then(|id| all.entities.get(id.0 as usize))
                && entity.name != speaker.name
            {
                speaker.name.clone_from(&entity.name);
            }
        }
        all.mentions.shrink_to_fit();
        all.quotes.shrink_to_fit();
        self.all
    }
}

/// What a name of a kind is known by, whatever its accents and capitals. Two names share a key once in 10^19.
fn key(kind: Kind, name: &str) -> u64 {
    xxh3_64_with_seed(fold(name).as_bytes(), kind as u64)
}

#[cfg(test)]
mod tests {
    use super::super::{annotate, annotate_while};
    use super::{PART, WHOLE, parts};
    use crate::annotate::Annotations;
    use crate::document::{Document, Format, parse};

    const PARAGRAPH: &str = "Minister Karin de Boer sprak dinsdag in Oldehaven. “Wij hebben lang gewacht”, zei De Boer. \
                             Het kost 2,5 miljoen euro. De oppositie in Utrecht noemt dat te veel.\n\n";

    fn long(heading: &str) -> Document {
        let mut text = String::new();
        for i in 0.. {
            if text.len() > 2 * WHOLE {
                break;
            }
            if i % 40 == 39 {
                text.push_str(&heading.replace('#', &i.to_string()));
            }
            text.push_str(PARAGRAPH);
        }
        parse(text.as_bytes(), Format::Plain)
    }

    fn check(document: &Document, annotations: &Annotations) {
        assert!(annotations.mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        assert!(annotations.quotes.is_sorted_by_key(|q| q.span.start));
        for (i, entity) in annotations.entities.iter().enumerate() {
            assert!(!entity.mentions.is_empty() && entity.mentions.is_sorted(), "{entity:?}");
            assert!(entity.mentions.iter().all(|&m| annotations.mentions[m as usize].entity.0 == i as u32));
        }
        for quote in annotations.quotes.iter().filter(|q| q.speaker.is_some()) {
            let speaker = quote.speaker.as_ref().unwrap();
            if let Some(entity) = speaker.entity {
                assert_eq!(speaker.name, annotations.entities[entity.0 as usize].name);
            }
        }
        assert!(annotations.quotes.iter().all(|q| document.text.get(q.span.range()).is_some()));
    }

    #[test]
    fn parts_cover_the_article_and_begin_with_headings() {
        for (document, headed) in [(long("Een kop nummer #\n\n"), true), (long(""), false)] {
            let parts = parts(&document);
            assert!(parts.len() > 6);
            assert_eq!(parts.concat(), document.blocks);
            for part in &parts[1..] {
                assert_eq!(part[0].kind == crate::document::BlockKind::Heading, headed);
            }
            let length = |p: &&[crate::document::Block]| (p[p.len() - 1].span.end - p[0].span.start) as usize;
            assert!(parts.iter().map(length).max() <= Some(PART.1));
        }
        assert_eq!(parts(&parse(PARAGRAPH.as_bytes(), Format::Plain)).len(), 1);
    }

    #[test]
    fn what_the_parts_name_alike_is_one_entity() {
        let document = long("Een kop nummer #\n\n");
        let annotations = annotate(&document);
        check(&document, &annotations);
        let count = |name: &str| annotations.entities.iter().filter(|e| e.name == name).count();
        assert_eq!((count("Karin de Boer"), count("Oldehaven"), count("Utrecht")), (1, 1, 1));
        let paragraphs = document.text.matches("Karin de Boer").count();
        let boer = annotations.entities.iter().find(|e| e.name == "Karin de Boer").unwrap();
        assert_eq!(boer.mentions.len(), 2 * paragraphs);
    }

    #[test]
    fn a_name_grows_fuller_from_part_to_part() {
        let part = |name: &str| PARAGRAPH.replace("Karin de Boer", name).repeat(PART.1 / PARAGRAPH.len() * 2);
        let text = part("De Boer") + &part("Karin de Boer") + &part("De Boer");
        let document = parse(text.as_bytes(), Format::Plain);
        let annotations = annotate(&document);
        check(&document, &annotations);
        let people: Vec<_> =
            annotations.entities.iter().filter(|e| e.kind == crate::annotate::Kind::Person).collect();
        assert_eq!(people.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Karin de Boer"]);
    }

    #[test]
    fn the_first_part_comes_first_and_the_rest_can_be_left() {
        let document = long("");
        let mut seen = Vec::new();
        let whole = annotate_while(&document, |so_far| {
            seen.push(so_far.mentions.len());
            seen.len() < 2
        });
        assert!(whole.is_none());
        assert!(seen[0] > 0 && seen[1] > seen[0] && seen.len() == 2, "{seen:?}");
    }
}
