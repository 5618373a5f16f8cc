//! Whom each sentence is about: its first name, role or pronoun that no preposition governs, pronouns resolved.

use super::cast::{Cast, Participant, Sort, Way};
use super::context::{Context, NONE};
use super::relation::agreement;
use crate::language::{Class, Classes};

/// A pronoun stands for somebody named at most this many sentences before.
const BACK: usize = 6;
/// Only the first items of a sentence tell whom it is about.
const FAR: usize = 60;
/// A line such as a writer's name has at most so many items.
const LINE: usize = 12;
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
pub fn find(context: &Context, cast: &Cast) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::with_capacity(context.sentences.len());
    for sentence in &context.sentences {
        let range = sentence.range();
        // "Jan Bos, redacteur": a short line without a stop is about nobody.
        let line = range.len() <= LINE && context.items[range.end - 1].is_word();
        let mut items = range.take(if line { 0 } else { FAR });
        let found = items.find_map(|i| topic_at(context, cast, &topics, i));
        topics.push(found.unwrap_or(Topic { who: NONE, item: NONE, pronoun: false }));
    }
    topics
}

/// Whom a sentence is about by its item, if that names somebody.
fn topic_at(context: &Context, cast: &Cast, topics: &[Topic], i: usize) -> Option<Topic> {
    let item = &context.items[i];
    if let Some(r) = cast.refs.get(cast.ref_at[i] as usize).filter(|r| r.way != Way::Pronoun) {
        let before = r.first.checked_sub(1).map_or(Classes::NONE, |i| context.items[i as usize].classes);
        // "Een vluchteling kan dat ook doen": anybody.
        let anybody = r.way != Way::Name && before.has(Class::Indefinite);
        let speaks = cast.participants.get(r.participant as usize).is_some_and(speaks);
        let who = if r.link == NONE { r.participant } else { r.link };
        return (speaks && !r.governed && !anybody).then_some(Topic { who, item: i as u32, pronoun: false });
    }
    let pronoun = item.classes.any(SINGLE) && !possessive(context, i);
    pronoun.then(|| Topic { who: resolve(cast, topics, item.classes), item: i as u32, pronoun: true })
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
