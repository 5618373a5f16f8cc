//! What the cues add to the cast: pronouns, parts of a group, and noun phrases that no list knows.

use super::cast::{Cast, Gender, Participant, Referent, Sort, Way};
use super::context::{Context, NONE, fold};
use super::phrase::{extension, governed, head_after, phrase_end};
use crate::document::Lang;
use crate::language::{Class, Classes};

impl Cast {
    /// Adds a pronoun at an item.
    pub fn add_pronoun(&mut self, context: &Context, item: usize) -> u32 {
        self.add(Referent {
            first: item as u32,
            end: item as u32 + 1,
            participant: NONE,
            link: NONE,
            guessed: false,
            way: Way::Pronoun,
            classes: context.items[item].classes,
            governed: governed(context, item),
        })
    }

    /// Adds "een van de panelleden", where a number word begins such a phrase at an item.
    pub fn add_partitive(&mut self, context: &Context, at: usize) -> Option<u32> {
        let one = matches!(
            context.word(at).to_lowercase().as_str(),
            "een" | "één" | "eén" | "one" | "einer" | "eine" | "un" | "une" | "uno" | "una"
        );
        let limit = context.sentence(at).end as usize;
        if one && at + 2 < limit && context.items[at + 2].has(Class::They) {
            return self.add_one_of_them(context, at);
        }
        let end = (one
            && context.items.get(at + 1).is_some_and(|i| i.has(Class::Preposition) || i.has(Class::Article)))
        .then(|| extension(context, at + 1, limit).or_else(|| head_after(context, at + 1, limit)))??;
        let end = phrase_end(context, end - 1);
        let participant = self.unnamed(context, at, end, end - 1, "1", false);
        self.participants[participant as usize].sort = Sort::Role;
        Some(self.add(Referent {
            first: at as u32,
            end: end as u32,
            participant,
            link: NONE,
            guessed: false,
            way: Way::Phrase,
            classes: context.items[end - 1].classes,
            governed: governed(context, at),
        }))
    }

    /// Adds "een van hen" for one of the several people who were named last.
    fn add_one_of_them(&mut self, context: &Context, at: usize) -> Option<u32> {
        let them = self.several_before(at as u32)?;
        let of = context.stretch(at, at + 1).of(context.text());
        let article = if context.document.meta.lang == Lang::Nl { " de " } else { " " };
        let participant = self.participants.len() as u32;
        self.participants.push(Participant {
            name: format!("{of}{article}{}", self.participants[them as usize].name),
            sort: Sort::Role,
            entity: None,
            gender: Gender::Unknown,
            plural: false,
            refs: Vec::new(),
            sources: Vec::new(),
        });
        Some(self.add(Referent {
            first: at as u32,
            end: at as u32 + 3,
            participant,
            link: NONE,
            guessed: false,
            way: Way::Phrase,
            classes: Classes::NONE,
            governed: governed(context, at),
        }))
    }

    /// The several people named last before an item.
    pub fn several_before(&self, item: u32) -> Option<u32> {
        let ordered = if self.ordered == 0 { self.refs.len() } else { self.ordered };
        let at = self.refs[..ordered].partition_point(|r| r.end <= item);
        let many = |r: &&Referent| self.participants.get(r.participant as usize).is_some_and(|p| p.plural);
        self.refs[..at].iter().rev().take(16).find(many).map(|r| r.participant)
    }

    /// Adds a noun phrase beside a cue, which no list knows.
    pub fn add_phrase(&mut self, context: &Context, first: usize, end: usize) -> u32 {
        let head = end - 1;
        let mut key = String::new();
        fold(context.word(head), &mut key);
        let participant = self.unnamed(context, first, end, head, &key, end == first + 1);
        let mut link = self.titled_before(&key);
        let guessed = link == NONE;
        if guessed {
            link = self.pointed_at(context, first, head);
        }
        if link == NONE {
            link = self.body_at(context, first, head);
        }
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link,
            guessed,
            way: Way::Phrase,
            classes: context.items[head].classes,
            governed: governed(context, first),
        })
    }
}
