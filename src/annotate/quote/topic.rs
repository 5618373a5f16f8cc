//! Whom each sentence is about: its first name, role or pronoun that no preposition governs, pronouns resolved.

use super::cast::{Cast, Participant, Sort, Way, fits};
use super::context::{Context, NONE};
use super::phrase::{DETERMINERS, GENITIVES};
use super::relation::agreement;
use crate::document::Lang;
use crate::language::{Class, Classes};
use std::iter::Take;
use std::ops::Range;

/// A pronoun stands for somebody named at most this many sentences before.
const BACK: usize = 6;
/// Only the first items of a sentence tell whom it is about.
const FAR: usize = 60;
/// A line such as a writer's name has at most so many items.
const LINE: usize = 12;
/// A definite phrase points back over so many sentences.
const POINTED: usize = 2;
const SINGLE: Classes = Classes::of(&[Class::He, Class::She, Class::SheThey]);

/// Whom a sentence is about.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// The participant, or [`NONE`].
    pub who: u32,
    /// The item that names it.
    pub item: u32,
    /// Whether a pronoun does.
    pub pronoun: bool,
}

/// The topics of all sentences of a document.
pub fn find(context: &Context, cast: &mut Cast) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::with_capacity(context.sentences.len());
    for sentence in &context.sentences {
        let range = sentence.range();
        point(cast, &topics, range.clone());
        // "Jan Bos, redacteur": a short line without a stop is about nobody.
        let line = range.len() <= LINE && context.items[range.end - 1].is_word();
        let items = range.take(if line { 0 } else { FAR });
        let of_main = main_clause(context, items.clone()).find_map(|i| topic_at(context, cast, &topics, i));
        let mut items = items;
        let found = of_main.or_else(|| items.clone().find_map(|i| topic_at(context, cast, &topics, i)));
        let found = found.or_else(|| items.find_map(|i| possessor_at(context, cast, i)));
        topics.push(found.unwrap_or(Topic { who: NONE, item: NONE, pronoun: false }));
    }
    topics
}

/// Has the phrases of a sentence that point back mean whom the last sentences are about: "Daarna won ze. … lacht de
/// aanvoerder".
fn point(cast: &mut Cast, topics: &[Topic], items: Range<usize>) {
    let mut last = NONE;
    for i in items {
        let at = cast.ref_at[i];
        let known = cast.refs.get(at as usize).filter(|r| at != last && r.guessed).copied();
        last = at;
        let is_person = |p: u32| cast.participants.get(p as usize).filter(|p| p.sort == Sort::Person);
        let Some(r) = known.filter(|r| is_person(r.link).is_some()) else { continue };
        let person = |t: &&Topic| is_person(t.who).is_some_and(|p| fits(p, r.classes));
        if let Some(topic) = topics.iter().rev().take(POINTED).find(person) {
            cast.refs[at as usize].link = topic.who;
        }
    }
}

/// The items of a sentence outside clauses that a relative word opens behind its first word: "Het plan waar Bos voor
/// pleit, staat volgens Vos onder druk".
fn main_clause<'a>(context: &'a Context, items: Take<Range<usize>>) -> impl Iterator<Item = usize> + 'a {
    let opening = items.clone().next().unwrap_or_default();
    let mut inside = false;
    items.filter(move |&i| {
        let item = &context.items[i];
        if i > opening && item.has(Class::Subordinate) {
            inside = true;
        } else if item.is(',') || item.is(';') || item.is(':') {
            inside = false;
        }
        !inside
    })
}

/// Whom a sentence is about by its item, if that names somebody.
fn topic_at(context: &Context, cast: &Cast, topics: &[Topic], i: usize) -> Option<Topic> {
    let item = &context.items[i];
    if let Some(r) = cast.refs.get(cast.ref_at[i] as usize).filter(|r| r.way != Way::Pronoun) {
        let before = r.first.checked_sub(1).map_or(Classes::NONE, |i| context.items[i as usize].classes);
        // "Een vluchteling kan dat ook doen", "Partijlid is hij niet": anybody.
        let bare = context.document.meta.lang == Lang::Nl && !before.any(DETERMINERS) && r.end == r.first + 1;
        let anybody =
            r.way != Way::Name && (before.has(Class::Indefinite) || bare && r.classes.has(Class::Human));
        let speaks = cast.participants.get(r.participant as usize).is_some_and(speaks);
        let who = if r.link == NONE { r.participant } else { r.link };
        return (speaks && !r.governed && !anybody).then_some(Topic { who, item: i as u32, pronoun: false });
    }
    let pronoun = item.classes.any(SINGLE) && !possessive(context, i);
    pronoun.then(|| Topic { who: resolve(cast, topics, item.classes), item: i as u32, pronoun: true })
}

/// Whoever the first noun of a sentence that is about nobody belongs to, or with whom it opens: "De loopbaan van Karin
/// Bos", "Voor Bos".
fn possessor_at(context: &Context, cast: &Cast, i: usize) -> Option<Topic> {
    let r = cast.refs.get(cast.ref_at[i] as usize).filter(|r| r.way == Way::Name)?;
    let person = cast.participants.get(r.participant as usize)?.sort == Sort::Person;
    let of = r.first.checked_sub(1).is_some_and(|b| {
        let b = b as usize;
        let opens = context.items[b].has(Class::Preposition) && context.starts_sentence(b);
        opens || context.items[b].has(Class::Attribute) && GENITIVES.contains(&context.word(b))
    });
    (person && of).then_some(Topic { who: r.participant, item: i as u32, pronoun: false })
}

/// "haar boek": the pronoun's form before a noun.
fn possessive(context: &Context, i: usize) -> bool {
    context.items[i].has(Class::Possessive)
        && context.items.get(i + 1).is_some_and(|n| n.is_word() && n.classes.is_empty())
}

fn speaks(who: &Participant) -> bool {
    matches!(who.sort, Sort::Person | Sort::Role) && !who.plural
}

/// The last topic that agrees with a pronoun.
fn resolve(cast: &Cast, topics: &[Topic], pronoun: Classes) -> u32 {
    let back = topics.iter().rev().take(BACK).filter(|t| t.who != NONE);
    let agrees = |t: &&Topic| agreement(pronoun, &cast.participants[t.who as usize]) >= 0.5;
    back.clone().find(agrees).map_or(NONE, |t| t.who)
}
