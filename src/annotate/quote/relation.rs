//! How a candidate stands to a quote and its cues.

use super::cast::{Gender, Participant, Sort, Way};
use super::context::NONE;
use super::cue::Cue;
use super::features::Features;
use super::phrase::DETERMINERS;
use super::scene::Scene;
use crate::language::{Class, Classes};

impl Scene<'_> {
    /// How a candidate stands to a cue: 0 not at all, else as its source or beside it.
    pub(super) fn relation(&self, cue: Option<&Cue>, p: u32, f: &mut Features) {
        let is = |r: u32, link: bool| {
            self.cast
                .refs
                .get(r as usize)
                .is_some_and(|r| if link { r.link == p } else { r.participant == p })
        };
        let best = cue.and_then(|c| c.source(self.context)).map_or(NONE, |s| s.0);
        let value = match cue {
            None => 0.0,
            Some(_) if is(best, false) => 4.0,
            Some(_) if is(best, true) => 3.0,
            Some(c) if is(c.left, false) || is(c.right, false) => 2.0,
            Some(c) if is(c.left, true) || is(c.right, true) => 1.0,
            Some(_) => 0.5,
        };
        f.push("relation", value);
    }

    /// What the source of a cue says of the candidate: that it is the source itself, the more surely the higher, or
    /// that another is, the more surely the lower.
    pub(super) fn verdict(&self, cue: Option<&Cue>, p: u32) -> f32 {
        let Some(r) = cue.and_then(|c| c.source(self.context)).map(|s| self.cast.refs[s.0 as usize]) else {
            return 0.0;
        };
        if r.way == Way::Pronoun {
            return agreement(r.classes, &self.cast.participants[p as usize]);
        }
        let article =
            r.first.checked_sub(1).map_or(Classes::NONE, |i| self.context.items[i as usize].classes);
        let inside = &self.context.items[r.first as usize..r.end as usize];
        let sure = if r.way == Way::Name {
            7.0
        } else if article.has(Class::Indefinite) {
            6.0
        } else if inside.iter().skip(1).any(|i| i.has(Class::Attribute)) {
            5.0
        } else {
            4.0
        };
        match (p == r.participant, p == r.link) {
            (true, _) => sure,
            (_, true) if r.guessed => 2.0,
            (_, true) => 3.0,
            _ => -sure,
        }
    }

    /// Whether a candidate is named in the sentence of the pronoun that is the source: 1 before it, 2 only after it,
    /// where the pronoun hardly means it.
    pub(super) fn beside_pronoun(&self, p: u32) -> f32 {
        let source = self.cue().and_then(|c| c.source(self.context)).map(|s| self.cast.refs[s.0 as usize]);
        let Some(pronoun) = source.filter(|r| r.way == Way::Pronoun) else { return 0.0 };
        let sentence = self.context.sentence(pronoun.first as usize);
        let refs = &self.cast.participants[p as usize].refs;
        let at = refs.partition_point(|&r| self.cast.refs[r as usize].first < sentence.first);
        match refs.get(at).map(|&r| self.cast.refs[r as usize].first) {
            Some(item) if item < pronoun.first => 1.0,
            Some(item) if item < sentence.end => 2.0,
            _ => 0.0,
        }
    }

    /// Whether a candidate is named between the verb and the quote, and another is the verb's source: "Zo noemde hij
    /// Bos een '…'".
    pub(super) fn object(&self, who: &Participant) -> bool {
        let Some(cue) = self.linked.before else { return false };
        let source = cue.source(self.context).map(|s| self.cast.refs[s.0 as usize]);
        let named = |&r: &u32| {
            let r = self.cast.refs[r as usize];
            r.first >= cue.end && r.end <= self.claim.first && source.is_none_or(|s| s.first != r.first)
        };
        let at = who.refs.partition_point(|&r| self.cast.refs[r as usize].first < cue.end);
        who.refs.get(at).is_some_and(named)
    }

    /// The names inside the outer quote before a quote inside it, the last one first.
    pub(super) fn inner_names(&self) -> impl Iterator<Item = u32> {
        let before = |at: u32| self.context.mentions.partition_point(|m| m.span.start < at);
        let inner = match self.claim.depth {
            0 => 0..0,
            _ => {
                let outer = self.context.items[self.claim.first as usize].span.start;
                before(outer)..before(self.claim.span.start)
            }
        };
        self.context.mentions[inner].iter().rev().filter(|m| m.kind.is_name()).map(|m| m.entity.0)
    }

    /// How near a candidate is named before a quote inside a quote: 1 for the last name there; 0 for not at all.
    pub(super) fn inner(&self, who: &Participant) -> f32 {
        let Some(entity) = who.entity else { return 0.0 };
        self.inner_names().take(3).position(|e| e == entity.0).map_or(0.0, |i| (i + 1) as f32)
    }

    /// Whether the candidate was brought up with an article or the like.
    pub(super) fn determined(&self, who: &Participant) -> bool {
        let first = who.refs.first().map(|&r| self.cast.refs[r as usize].first);
        let before = first.and_then(|i| i.checked_sub(1)).map(|i| self.context.items[i as usize].classes);
        before.is_some_and(|c| c.any(DETERMINERS))
    }

    /// Whether the candidate is named inside the quote.
    pub(super) fn inside(&self, who: &Participant) -> bool {
        let Some(entity) = who.entity else { return false };
        let rest = &self.context.mentions[self.within..];
        rest.iter().take(32).take_while(|m| m.span.start < self.claim.span.end).any(|m| m.entity == entity)
    }
}

/// Whether a participant fits a pronoun: 1 yes, 0.5 perhaps, 0 no.
pub fn agreement(pronoun: Classes, who: &Participant) -> f32 {
    if pronoun.is_empty() {
        return 0.5;
    }
    let single = matches!(who.sort, Sort::Person | Sort::Role | Sort::Other) && !who.plural;
    let (he, she) = (pronoun.has(Class::He), pronoun.has(Class::She));
    match who.gender {
        Gender::Male if he => 1.0,
        Gender::Female if she || pronoun.has(Class::SheThey) => 1.0,
        Gender::Male if she || pronoun.has(Class::SheThey) => 0.1,
        Gender::Female if he => 0.0,
        _ if he || she => {
            if single {
                0.6
            } else {
                0.2
            }
        }
        _ if pronoun.has(Class::They) => match (who.plural, single) {
            (true, _) => 1.0,
            (_, true) => 0.2,
            _ => 0.7,
        },
        _ => 0.5,
    }
}
