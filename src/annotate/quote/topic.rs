//! Whom each sentence is about: its first name, role or pronoun that no preposition governs, pronouns resolved.

use super::cast::{Cast, Participant, Sort, Way};
use super::context::{Context, NONE};
use super::relation::agreement;
use crate::language::{Class, Classes};

/// A pronoun stands for somebody named at most this many sentences before.
const BACK: usize = 6;
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
        let mut topic = Topic { who: NONE, item: NONE, pronoun: false };
        for i in sentence.range().take(60) {
            let referent = cast.refs.get(cast.ref_at[i] as usize);
            let item = &context.items[i];
            let pronoun = item.classes.any(SINGLE) && !possessive(context, i);
            topic = match referent {
                Some(r) if r.way != Way::Pronoun => {
                    let fits =
                        !r.governed && cast.participants.get(r.participant as usize).is_some_and(speaks);
                    let who = if r.link == NONE { r.participant } else { r.link };
                    if !fits {
                        continue;
                    }
                    Topic { who, item: i as u32, pronoun: false }
                }
                _ if pronoun => {
                    let who = resolve(cast, &topics, item.classes);
                    Topic { who, item: i as u32, pronoun: true }
                }
                _ => continue,
            };
            break;
        }
        topics.push(topic);
    }
    topics
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
