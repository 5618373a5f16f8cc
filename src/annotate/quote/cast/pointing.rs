//! Whom a definite noun means that no name goes with: "lacht de aanvaller", "schrijft de partij".

use super::{Cast, DETERMINERS, Referent, Sort, Way, fits};
use crate::annotate::entity::gazetteer::{Gazetteer, Kinds};
use crate::annotate::quote::context::{Context, NONE};
use crate::language::{Class, Classes};

/// A definite phrase points back over at most this many items.
const POINTS_BACK: usize = 90;
/// Words of a name that the lists are asked for.
const WORDS: usize = 8;

impl Cast {
    /// The person that a new definite phrase for one person means: the last one named outside a prepositional phrase
    /// ("Stengs scoorde. … lacht de aanvaller").
    pub(in crate::annotate::quote) fn pointed_at(&self, context: &Context, first: usize, head: usize) -> u32 {
        let known = context.items[head].classes;
        let definite = is_definite(context, first);
        let several =
            known.any(Classes::of(&[Class::Group, Class::Text, Class::Medium, Class::Work, Class::Speech]));
        if !definite || several && !known.any(Classes::of(&[Class::Role, Class::Human])) {
            return NONE;
        }
        let person = |r: &Referent| {
            let who = self.participants.get(r.participant as usize);
            !r.governed && r.way == Way::Name && who.is_some_and(|p| p.sort == Sort::Person && fits(p, known))
        };
        self.last_named(context, first, person)
    }

    /// The organisation that a definite noun for one means: the first named in the last sentence that names one,
    /// outside a prepositional phrase or in the one that opens it ("Volt is tegen. … schrijft de partij").
    pub(in crate::annotate::quote) fn body_at(&self, context: &Context, first: usize, head: usize) -> u32 {
        let known = context.items[head].classes;
        if !is_definite(context, first) || !known.any(Classes::of(&[Class::Body, Class::Medium])) {
            return NONE;
        }
        let body = |r: &Referent| {
            let who = self.participants.get(r.participant as usize);
            let named = r.way == Way::Name && (!r.governed || is_opening(context, r.first as usize));
            who.is_some_and(|p| named && p.sort == Sort::Organisation && suits(&p.name, known))
        };
        self.last_named(context, first, body)
    }

    /// The first that fits in the last sentence before a phrase's own that has one.
    fn last_named(&self, context: &Context, first: usize, fits: impl Fn(&Referent) -> bool) -> u32 {
        // While the cast is collected all referents are in order, afterwards those that were there then.
        let ordered = if self.ordered == 0 { self.refs.len() } else { self.ordered };
        let at = self.refs[..ordered].partition_point(|r| (r.end as usize) <= first);
        let sentence = |r: &Referent| context.sentence_of[r.first as usize];
        let here = context.sentence_of[first];
        let near = |r: &Referent| first - r.end as usize <= POINTS_BACK;
        // The first name of the last sentence that has one: its subject, likely.
        let mut found: Option<&Referent> = None;
        for r in self.refs[..at].iter().rev().take_while(|r| near(r)) {
            if found.is_some_and(|f| sentence(f) != sentence(r)) {
                break;
            }
            if sentence(r) != here && fits(r) {
                found = Some(r);
            }
        }
        found.map_or(NONE, |r| r.participant)
    }

    /// Whether a participant without name has stood for one with a name.
    pub(super) fn points(&self, participant: u32) -> bool {
        let refs = &self.participants[participant as usize].refs;
        refs.iter().rev().take(WORDS).any(|&r| self.refs[r as usize].link != NONE)
    }
}

/// Whether a prepositional phrase that opens its sentence holds a name: "Für den Verband ist das zu wenig".
fn is_opening(context: &Context, name: usize) -> bool {
    let first = context.sentence(name).first as usize;
    let plain = |i: usize| context.items[i].classes.any(DETERMINERS);
    context.items[first].has(Class::Preposition) && (first + 1..name).all(plain)
}

fn is_definite(context: &Context, first: usize) -> bool {
    let article = first.checked_sub(1).map_or(Classes::NONE, |i| context.items[i].classes);
    article.any(DETERMINERS) && !article.has(Class::Indefinite) && !article.has(Class::Possessive)
}

/// Whether a noun may be used of a name, as far as the lists know it: no newspaper is a party.
fn suits(name: &str, noun: Classes) -> bool {
    let kinds = Gazetteer::shipped().named(name.split_whitespace().take(WORDS));
    let other = Kinds::PARTY.with(Kinds::CLUB).with(Kinds::COMPANY);
    if noun.has(Class::Medium) {
        kinds.has(Kinds::MEDIA)
    } else {
        !kinds.has(Kinds::MEDIA) || kinds.has(other)
    }
}
