//! Reporting words and whose they are: "zegt Van Dijk", "volgens het rapport", "he added".

mod noun;

use super::cast::{Cast, PRONOUNS, Way};
use super::clause::{
    antecedent, by_itself, governed_at, inserted, opens_content, over_relative, phrase_before, term, weighs,
};
use super::context::{Context, NONE};
use super::phrase::{DETERMINERS, is_genitive, is_romance};
use crate::document::Lang;
use crate::language::{Class, Classes};
use noun::{is_noun, speech_noun};

/// Where a source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before its cue.
    Left,
    /// After it.
    Right,
}

/// One reporting word or phrase.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// Its first item.
    pub item: u32,
    /// The item after it.
    pub end: u32,
    /// Its sentence.
    pub sentence: u32,
    /// What kind of cue.
    pub classes: Classes,
    /// The source before it, a referent or [`NONE`].
    pub left: u32,
    /// The source after it, a referent or [`NONE`].
    pub right: u32,
}

/// All classes that make a cue, in the order in which the models know them.
pub const CUE_CLASSES: [Class; 8] = [
    Class::Say,
    Class::Think,
    Class::Urge,
    Class::Show,
    Class::Manner,
    Class::Label,
    Class::According,
    Class::Thus,
];
/// The same as a set.
pub const CUES: Classes = Classes::of(&CUE_CLASSES);
/// Cues whose source follows.
pub const PREPOSED: Classes = Classes::of(&[Class::According, Class::Thus, Class::Speech]);
/// Verbs of speech.
pub(super) const VERBS: Classes =
    Classes::of(&[Class::Say, Class::Think, Class::Urge, Class::Show, Class::Manner, Class::Label]);
/// What ends the search for a source.
const STOPS: Classes = Classes::of(&[Class::That, Class::Subordinate, Class::And]);
/// The verb of a relative clause stands at most this many items behind its first word.
const RELATIVE: usize = 8;
/// A source stands at most this many items from its cue.
const REACH: usize = 30;

impl Cue {
    /// The source that grammar prefers, and where it stands.
    pub fn source(&self, context: &Context) -> Option<(u32, Side)> {
        let right = (self.right != NONE).then_some((self.right, Side::Right));
        let left = (self.left != NONE).then_some((self.left, Side::Left));
        if self.classes.any(PREPOSED) {
            return right.or(left);
        }
        if self.classes.has(Class::Addressed) {
            return left;
        }
        let before = (self.item > 0).then(|| context.items[self.item as usize - 1]);
        if right.is_some() && self.before_subject(context) {
            return right;
        }
        let inverted = before.is_none_or(|b| b.is_quote() || b.is(',') || b.has(Class::Back))
            || context.starts_sentence(self.item as usize);
        if inverted { right.or(left) } else { left.or(right) }
    }
}

impl Cue {
    /// Whether the subject's pronoun stands right behind the verb, as it does in Dutch and German wherever something
    /// else opens the sentence: "Tegen de krant zei ze dat", "Daarom vindt hij".
    fn before_subject(&self, context: &Context) -> bool {
        let subject = Classes::of(&[Class::He, Class::She, Class::They, Class::SheThey]);
        let Some(next) = context.items.get(self.end as usize) else { return false };
        let object = next.has(Class::Possessive)
            || matches!(context.word(self.end as usize), "hem" | "hen" | "ihm" | "ihn" | "ihnen");
        matches!(context.document.meta.lang, Lang::Nl | Lang::De)
            && self.classes.any(VERBS)
            && next.classes.any(subject)
            && !object
    }
}

/// Finds the cues of a document in order, and adds to the cast the pronouns and phrases that are sources.
pub fn find(context: &Context, cast: &mut Cast) -> Vec<Cue> {
    let mut cues = Vec::new();
    for i in 0..context.items.len() {
        let classes = context.items[i].classes;
        if let Some(cue) = speech_noun(context, cast, i) {
            cues.push(cue);
            continue;
        }
        let placed = stands_as_cue(context, i);
        if !(classes.any(CUES) || placed) || context.mention_of[i] != NONE || is_noun(context, i) {
            continue;
        }
        let end = i + context.items[i].words as usize;
        let classes = if placed { Classes::of(&[Class::Manner]) } else { classes.without(Class::Speech) };
        let preposed = classes.any(PREPOSED);
        let judged = classes.has(Class::Think) && weighs(context, end);
        let right = if judged { NONE } else { right_source(context, cast, end, preposed) };
        let own = preposed && by_itself(context, i, end);
        let left = if preposed && !own { NONE } else { left_source(context, cast, i, right) };
        let right = if opens_content(context, cast, i, (left, right)) { NONE } else { right };
        let left = if right == NONE { shared_source(context, cast, &cues, i).unwrap_or(left) } else { left };
        if preposed && right == NONE && left == NONE && !classes.any(VERBS) {
            continue;
        }
        cues.push(Cue {
            item: i as u32,
            end: end as u32,
            sentence: context.sentence_of[i],
            classes,
            left,
            right,
        });
    }
    cues
}

/// Keeps with the participants where they are sources.
pub fn note_sources(context: &Context, cast: &mut Cast, cues: &[Cue]) {
    for cue in cues {
        note_source(context, cast, cue);
    }
}

/// The source of the verb that a verb behind "and" goes with: "Hij zei dat Frankrijk dat mag, maar voegde eraan toe".
fn shared_source(context: &Context, cast: &Cast, cues: &[Cue], verb: usize) -> Option<u32> {
    let joined = verb > 0 && context.items[verb - 1].has(Class::And);
    let last = cues.last().filter(|c| joined && c.sentence == context.sentence_of[verb])?;
    let content = (last.end as usize..verb).any(|i| context.items[i].has(Class::That));
    let source = last.source(context)?.0;
    let known = last.classes.any(VERBS) && content && cast.refs[source as usize].way != Way::Phrase;
    known.then_some(source)
}

/// Whether an unknown verb stands where only a reporting one can: right after a quote and its comma, before a name or
/// a pronoun ("\"Ik doe gewoon hetzelfde\", pareerde Simons").
fn stands_as_cue(context: &Context, i: usize) -> bool {
    let item = &context.items[i];
    let verb = item.classes.is_empty() || item.classes.any(Classes::of(&[Class::Verb, Class::Aux]));
    let plain = item.is_word() && item.first.is_lowercase() && verb;
    if !plain
        || item.classes.any(CUES)
        || i < 2
        || !context.items[i - 1].is(',')
        || !context.items[i - 2].is_quote()
    {
        return false;
    }
    let same = |j: usize| context.sentence_of.get(j) == context.sentence_of.get(i);
    let source = |j: usize| {
        let single = Classes::of(&[Class::He, Class::She, Class::SheThey]);
        context.mention_of[j] != NONE || context.items[j].classes.any(single)
    };
    let title =
        |j: usize| context.items[j].classes.any(Classes::of(&[Class::Article, Class::Role, Class::Human]));
    // "\"…\", is hij stellig", but not "\"…\", is de boodschap".
    let titled = !item.has(Class::Aux) && title(i + 1);
    same(i) && same(i + 1) && (source(i + 1) || titled)
}

/// Keeps with a participant where it is the source of a cue.
fn note_source(context: &Context, cast: &mut Cast, cue: &Cue) {
    let Some(referent) = cue.source(context).and_then(|s| cast.refs.get(s.0 as usize).copied()) else {
        return;
    };
    let whom = if referent.link == NONE { referent.participant } else { referent.link };
    if let Some(p) = cast.participants.get_mut(whom as usize) {
        p.sources.push(cue.sentence);
    }
}

/// The source after a cue: past adverbs, a name, role, pronoun or noun phrase.
fn right_source(context: &Context, cast: &mut Cast, from: usize, near: bool) -> u32 {
    let Some(sentence) = context.sentence_of.get(from).map(|_| context.sentence(from)) else { return NONE };
    let limit = (sentence.end as usize).min(from + REACH);
    if from < limit && sentence.first as usize > from {
        return NONE;
    }
    let mut i = from;
    let mut skipped = 0;
    let inverted = is_romance(context) && right_behind_quote(context, from - 1);
    while i < limit {
        let item = &context.items[i];
        // "zegt dat gekozen is": the content begins, whatever else its first word may be.
        if item.has(Class::That) && !near {
            return NONE;
        }
        if let Some(found) = source_at(context, cast, i, limit) {
            return found;
        }
        // « …, a réagi dans un communiqué l'Union »: the subject follows where and to whom it was said.
        if inverted && item.has(Class::Preposition) && skipped < 3 {
            (i, skipped) = (attribute_end(context, cast, i, limit), skipped + 1);
            continue;
        }
        let skippable = item.has(Class::Adverb) || item.is(':') && near;
        if !item.is_word() || !skippable || skipped > 4 {
            return NONE;
        }
        i += 1;
        skipped += 1;
    }
    NONE
}

/// Whether a verb and the short words before it ("lui a") stand right behind a quote and its comma.
fn right_behind_quote(context: &Context, verb: usize) -> bool {
    let auxiliary = |i: &usize| {
        let item = &context.items[*i];
        item.has(Class::Aux) || item.is_word() && item.span.len() <= 4
    };
    let before = (verb.saturating_sub(3)..verb).rev().find(|i| !auxiliary(i));
    before.is_some_and(|i| {
        let comma = context.items[i].is(',');
        context.items[i].is_quote() || comma && i > 0 && context.items[i - 1].is_quote()
    })
}

/// The item after a preposition and its noun.
fn attribute_end(context: &Context, cast: &Cast, preposition: usize, limit: usize) -> usize {
    let mut i = preposition + 1;
    while i < limit && context.items[i].classes.any(DETERMINERS) && cast.ref_at[i] == NONE {
        i += 1;
    }
    let known = cast.refs.get(cast.ref_at.get(i).copied().unwrap_or(NONE) as usize);
    let end = known.map_or(i + 1, |r| (r.end as usize).max(i + 1));
    // "En una nota cifrada": its adjective.
    let plain = |&i: &usize| {
        let item = &context.items[i];
        item.is_word() && item.first.is_lowercase() && item.classes.is_empty() && cast.ref_at[i] == NONE
    };
    (end..limit).find(|i| !plain(i)).unwrap_or(limit)
}

/// The source that begins at an item, if one does; a noun phrase that no list knows is added to the cast.
fn source_at(context: &Context, cast: &mut Cast, i: usize, limit: usize) -> Option<u32> {
    if cast.ref_at[i] == NONE
        && context.items[i].classes.any(Classes::of(&[Class::Article, Class::Determiner]))
        && let Some(found) = cast.add_partitive(context, i)
    {
        return Some(found);
    }
    let mut at = i;
    while at < limit && context.items[at].classes.any(DETERMINERS) && cast.ref_at[at] == NONE {
        let pronoun = context.items[at].classes.any(PRONOUNS);
        // "Volgens haar rekenen banken": no noun that a list knows, so hardly hers.
        let known = cast.ref_at.get(at + 1).is_some_and(|&r| r != NONE);
        let sure = known || at == 0 || !context.items[at - 1].has(Class::According);
        if pronoun && !(sure && starts_phrase(context, cast, at + 1, limit)) {
            return Some(cast.add_pronoun(context, at));
        }
        at += 1;
    }
    let item = context.items.get(at).filter(|_| at < limit)?;
    let known = cast.ref_at[at];
    if known != NONE {
        return Some(known);
    }
    if item.classes.any(PRONOUNS) {
        return Some(cast.add_pronoun(context, at));
    }
    let open =
        Classes::of(&[Class::Preposition, Class::That, Class::Infinitive, Class::Whether, Class::First]);
    if !item.is_word() || item.classes.any(STOPS) || item.classes.any(open) || item.has(Class::Back) {
        return None;
    }
    phrase_at(context, cast, at, limit, at > i || right_after_quote(context, i) && item.spaced)
}

/// Whether a cue that ends at an item stands right behind a quote and its comma ("\"…\", kopt nieuwssite Atlas"): what
/// follows such a cue is its source, known or not.
fn right_after_quote(context: &Context, i: usize) -> bool {
    let quote = |j: Option<usize>| j.is_some_and(|j| context.items[j].is_quote());
    let comma = i >= 2 && context.items[i - 2].is(',');
    let behind = comma && quote(i.checked_sub(3)) || quote(i.checked_sub(2));
    let name = |j: usize| context.items.get(j).is_some_and(|w| w.is_word() && w.first.is_uppercase());
    behind && context.items[i - 1].is_word() && (name(i) || name(i + 1))
}

fn starts_phrase(context: &Context, cast: &Cast, at: usize, limit: usize) -> bool {
    at < limit && {
        let item = &context.items[at];
        cast.ref_at[at] != NONE
            || item.is_word() && !item.classes.any(VERBS) && !item.has(Class::Aux) && item.classes.is_empty()
    }
}

/// A noun phrase: after a determiner up to what cannot belong to it; without one only a single word before a sign.
fn phrase_at(context: &Context, cast: &mut Cast, at: usize, limit: usize, determined: bool) -> Option<u32> {
    let mut end = at;
    while end < limit && end - at < 6 {
        let item = &context.items[end];
        // "Citeert het Russische staatspersbureau Tass".
        let plain = item.classes.without(Class::Medium).without(Class::Demonym).is_empty();
        let part = item.is_word() && plain || end > at && !item.spaced && matches!(item.first, '-' | '/');
        if !part || (cast.ref_at[end] != NONE) {
            break;
        }
        // "Described the union's demand": it is not the union that speaks.
        if is_genitive(context, end) {
            return None;
        }
        end += 1;
        let noun = context.document.meta.lang == crate::document::Lang::De && item.first.is_uppercase();
        if noun && context.items.get(end).is_none_or(|n| n.spaced) {
            break;
        }
    }
    let known = (end < limit).then(|| cast.ref_at[end]).filter(|&r| r != NONE);
    if let Some(known) = known
        && context.items[end].is_word()
    {
        // Adjectives before a name or role: the name is the source.
        return Some(known);
    }
    let bare = end == at + 1 && context.items.get(end).is_none_or(|i| !i.is_word() || i.has(Class::That));
    let closed = context.items.get(at).is_some_and(|i| i.classes.without(Class::Medium).is_empty());
    let counted = (at..end).all(|i| context.is_number(i));
    (!counted && closed && (determined || bare)).then(|| cast.add_phrase(context, at, end))
}

/// The source before a verb: the first referent of its clause that no preposition governs.
fn left_source(context: &Context, cast: &mut Cast, verb: usize, right: u32) -> u32 {
    let participle = is_participle(context, verb);
    let reach = if participle { 2 * REACH } else { REACH };
    let floor = (context.sentence(verb).first as usize).max(verb.saturating_sub(reach));
    let from = over_relative(context, cast, verb, floor);
    let floor = inserted(context, cast, verb).unwrap_or(floor);
    let mut found = NONE;
    let mut i = from;
    while i > floor {
        i -= 1;
        let item = &context.items[i];
        let known = cast.ref_at[i];
        if known != NONE {
            let referent = cast.refs[known as usize];
            let aside = i > 0 && context.items[referent.first.saturating_sub(1) as usize].is('(');
            if !referent.governed && !aside && (referent.end as usize) <= verb {
                found = known;
            }
            i = (referent.first as usize).min(i).max(floor);
            continue;
        }
        // "Terwijl het regime \"Dood\" roept": the object stands between subject and verb.
        let object = item.is_quote() && i + 1 == verb && right == NONE;
        // "Trump, who said that Clinton had lied, told him, adding": the subject of the main clause.
        let closed = match participle {
            true => item.has(Class::And) && i > floor && context.items[i - 1].is(','),
            false => item.classes.any(STOPS),
        };
        let crossed = participle && found == NONE;
        if item.is_quote() && !object && !crossed && !term(context, i)
            || item.is(';')
            || item.is(':')
            || (found != NONE && closed)
        {
            break;
        }
        let relative = item.has(Class::Demonstrative) && i + 1 < verb + 1 && verb - i <= 4;
        // "Premier Bos, die vorige week zei dat": whom the clause is joined to.
        if item.has(Class::Demonstrative)
            && found == NONE
            && verb - i <= RELATIVE
            && let Some(whom) = antecedent(context, cast, i)
        {
            return whom;
        }
        let pronoun = item.classes.any(Classes::of(&[Class::He, Class::She, Class::They, Class::SheThey]));
        let possessive =
            item.has(Class::Possessive) && context.items.get(i + 1).is_some_and(|n| n.classes.is_empty());
        if (pronoun && !possessive || relative && found == NONE) && !governed_at(context, i) {
            found = cast.add_pronoun(context, i);
            break;
        }
    }
    if found == NONE { phrase_before(context, cast, from, floor) } else { found }
}

/// Whether a verb is a present participle that goes with the subject of its sentence: "…, adding", "en ajoutant".
fn is_participle(context: &Context, verb: usize) -> bool {
    let ending = match context.document.meta.lang {
        Lang::En => "ing",
        Lang::Fr => "ant",
        Lang::Es => "ndo",
        Lang::Nl | Lang::De => return false,
    };
    let led = verb > 0 && context.items[verb - 1].has(Class::Aux);
    !led && context.word(verb).ends_with(ending)
}

/// Whether a referent is a pronoun.
pub fn is_pronoun(cast: &Cast, referent: u32) -> bool {
    cast.refs.get(referent as usize).is_some_and(|r| r.way == Way::Pronoun)
}
