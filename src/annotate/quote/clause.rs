//! What stands in a clause beside its cue: antecedents, terms in marks, phrases that no list knows.

use super::cast::{Cast, Way};
use super::context::{Context, NONE};
use super::phrase::{DETERMINERS, governed};
use crate::document::Lang;
use crate::language::{Class, Classes};

/// Bytes that a quoted part of a clause has at most.
const TERM: usize = 40;

/// Whether a form says that somebody speaks of himself and names nobody: "naar eigen zeggen", "nach eigenen Angaben".
pub(super) fn by_itself(context: &Context, from: usize, end: usize) -> bool {
    (from + 1..end).any(|i| matches!(context.word(i), "eigen" | "eigenen"))
}

/// Whether "het belangrijk dat", "het heel goed als" follows a verb: what is thought, and not who thinks it.
pub(super) fn weighs(context: &Context, at: usize) -> bool {
    let opens = Classes::of(&[Class::That, Class::Infinitive, Class::Subordinate, Class::Whether]);
    let content = |i: usize| context.items.get(i).is_some_and(|w| w.classes.any(opens));
    context.word(at) == "het" && (content(at + 2) || content(at + 3))
}

/// The referent right before a relative word and its comma.
pub(super) fn antecedent(context: &Context, cast: &Cast, relative: usize) -> Option<u32> {
    let comma = relative.checked_sub(1).filter(|&i| context.items[i].is(','))?;
    let known = *cast.ref_at.get(comma.checked_sub(1)?)?;
    let referent = cast.refs.get(known as usize)?;
    let same = context.sentence_of[referent.first as usize] == context.sentence_of[relative];
    (same && referent.way != Way::Pronoun).then_some(known)
}

/// Where the clause of a verb goes on before it: in front of a relative clause that a comma closes ("A manager, who did
/// not want to be named, told", "Een rapport dat de NOS heeft ingezien, meldt").
pub(super) fn over_relative(context: &Context, cast: &Cast, verb: usize, floor: usize) -> usize {
    let closed = verb > floor + 2 && context.items[verb - 1].is(',');
    let relative = Classes::of(&[Class::Demonstrative, Class::That]);
    // Without a comma only behind what opens the sentence: "zegt Bos dat het regent, meldt".
    let opening = |i: usize| {
        let subject = cast.refs.get(cast.ref_at[i] as usize);
        subject.is_some_and(|r| r.end as usize == i + 1 && r.first as usize <= floor + 2)
    };
    let opens =
        |i: &usize| context.items[*i + 1].classes.any(relative) && (context.items[*i].is(',') || opening(*i));
    let opened = (floor..verb.saturating_sub(2)).rev().find(opens);
    let end = |i: usize| if context.items[i].is(',') { i } else { i + 1 };
    opened.filter(|_| closed).map_or(verb, end)
}

/// A source that stands between a comma and its verb runs over at most this many items.
const INSERTED: usize = 8;

/// Where an English clause begins that is put into another or behind it, with its source alone: "The trustees, the
/// report says, had", "…, the BBC reported."
pub(super) fn inserted(context: &Context, cast: &Cast, verb: usize) -> Option<usize> {
    let sign = |i: usize| context.items.get(i).is_none_or(|w| w.is(',') || w.is('.') || w.is(';'));
    if context.document.meta.lang != Lang::En || !sign(verb + 1) {
        return None;
    }
    let first = context.sentence(verb).first as usize;
    let own = (verb.saturating_sub(INSERTED).max(first)..verb).rev();
    let comma = own.clone().find(|&i| context.items[i].is(','))?;
    let closed = Classes::of(&[Class::And, Class::That, Class::Subordinate, Class::Demonstrative]);
    let plain =
        (comma + 1..verb).all(|i| !context.items[i].is_quote() && !context.items[i].classes.any(closed));
    let free = |i: usize| cast.refs.get(cast.ref_at[i] as usize).is_some_and(|r| !r.governed);
    (plain && (comma + 1..verb).any(free)).then_some(comma + 1)
}

/// Whether an English phrase behind a verb is the subject of the content and not the source, since the comma before
/// the verb ends an aside: "The operator, Orwell Gateway, said its final offer would stay".
pub(super) fn opens_content(context: &Context, cast: &Cast, verb: usize, sources: (u32, u32)) -> bool {
    let (left, right) = sources;
    if context.document.meta.lang != Lang::En || left == NONE || verb < 3 || !context.items[verb - 1].is(',')
    {
        return false;
    }
    let floor = context.sentence(verb).first as usize;
    let people = Classes::of(&[Class::Role, Class::Human, Class::Group, Class::Anonymous]);
    let thing = |w: Way, classes: Classes| w == Way::Phrase || w == Way::Role && !classes.any(people);
    let Some(subject) = cast.refs.get(right as usize) else { return false };
    // "Said some curators had begged": a source behind its verb ends the clause.
    let goes_on = context.items.get(subject.end as usize).is_some_and(|i| {
        i.is_word()
            && !i.classes.any(Classes::of(&[Class::Preposition, Class::And, Class::Adverb, Class::That]))
    });
    let phrase = thing(subject.way, subject.classes) || goes_on && subject.way != Way::Name;
    let aside = (floor..verb - 2).any(|i| context.items[i].is(','));
    phrase && aside && !context.items[verb - 2].is_quote()
}

/// Whether a quoted span is a part of its clause: a few words without a stop, words on both sides.
pub(super) fn term(context: &Context, i: usize) -> bool {
    let word = |j: usize| {
        context.items.get(j).is_some_and(|w| w.is_word()) && context.sentence_of[j] == context.sentence_of[i]
    };
    let inner = context.word(i).trim_matches(super::marks::is_mark);
    inner.len() <= TERM && !inner.ends_with(['.', ',', '!', '?']) && i > 0 && word(i - 1) && word(i + 1)
}

pub(super) fn governed_at(context: &Context, i: usize) -> bool {
    i > 0 && context.items[i - 1].has(Class::Preposition)
}

/// A determined noun phrase right before a verb, which no list knows.
pub(super) fn phrase_before(context: &Context, cast: &mut Cast, verb: usize, floor: usize) -> u32 {
    let mut i = verb;
    while i > floor && context.items[i - 1].classes.any(Classes::of(&[Class::Aux, Class::Adverb])) {
        i -= 1;
    }
    let end = i;
    while i > floor
        && end - i < 5
        && context.items[i - 1].is_word()
        && context.items[i - 1].classes.is_empty()
    {
        i -= 1;
    }
    if i == end || context.is_number(i) {
        return NONE;
    }
    let determined = i > floor && context.items[i - 1].classes.any(DETERMINERS);
    if i < end && determined && !governed(context, i) && cast.ref_at[i] == NONE {
        return cast.add_phrase(context, i, end);
    }
    NONE
}
