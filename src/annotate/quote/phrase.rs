//! Noun phrases: where they begin and end, and which name they are the title of.

use super::cast::{Referent, Way};
use super::context::{Context, Item, NONE};
use super::via::{dative, is_medium};
use crate::annotate::Kind;
use crate::document::Lang;
use crate::language::{Class, Classes};
use crate::text::Span;

/// Nouns that make a referent wherever they stand.
pub const NOUNS: Classes =
    Classes::of(&[Class::Role, Class::Human, Class::Group, Class::Text, Class::Anonymous]);
/// What cannot be inside a noun phrase before its head.
pub const BREAKS: Classes = Classes::of(&[
    Class::Preposition,
    Class::And,
    Class::That,
    Class::Say,
    Class::Urge,
    Class::Aux,
    Class::Mood,
    Class::Verb,
    Class::Show,
    Class::Think,
    Class::Manner,
    Class::Label,
    Class::Adverb,
    Class::Subordinate,
    Class::He,
    Class::She,
    Class::They,
    Class::SheThey,
    Class::First,
    Class::According,
    Class::Thus,
]);
/// Verbs that may follow the whole of a phrase.
const VERBS: Classes = Classes::of(&[
    Class::Say,
    Class::Think,
    Class::Urge,
    Class::Show,
    Class::Manner,
    Class::Label,
    Class::Aux,
    Class::Mood,
    Class::Verb,
]);
/// Articles and the like.
pub const DETERMINERS: Classes = Classes::of(&[Class::Article, Class::Determiner, Class::Possessive]);
/// What joins a noun to another however long it is.
pub(super) const GENITIVES: [&str; 11] =
    ["van", "of", "von", "vom", "de", "du", "del", "des", "der", "d'", "d’"];

/// The item after the mention that covers an item.
pub fn mention_end(context: &Context, item: usize) -> usize {
    let mention = context.mention_of[item];
    let mut end = item + 1;
    while end < context.items.len() && context.mention_of[end] == mention {
        end += 1;
    }
    end
}

/// Whether a demonym stands before its noun: it is not who speaks.
pub fn is_adjective(context: &Context, end: usize, mention: u32) -> bool {
    let named = |i: usize| context.mention_of[i] != NONE;
    // "Israëlische leger" and "Duitse Openbaar Ministerie" alike.
    let noun = context.items.get(end).is_some_and(|i| {
        let plain = i.classes.without(Class::Medium).is_empty();
        i.is_word() && i.spaced && (plain || i.classes.any(NOUNS) || named(end))
    });
    context.items[end - 1].is_word() && context.mentions[mention as usize].kind == Kind::Misc && noun
}

/// Whether a name stands in brackets right behind a person's: the party "(D66)" or the medium "(EO)" that goes with it.
pub fn is_aside(context: &Context, first: usize, end: usize) -> bool {
    let open = first.checked_sub(1).filter(|&i| context.items[i].is('('));
    let name = open.and_then(|i| i.checked_sub(1)).map(|i| context.mention_of[i]);
    name.is_some_and(|m| m != NONE) && context.items.get(end).is_some_and(|i| i.is(')'))
}

/// The noun after the hyphen in `VVD-leider`, where a mention ends before the hyphen.
pub fn compound_head(context: &Context, hyphen: usize) -> Option<usize> {
    let dash = context.items.get(hyphen)?;
    let head = context.items.get(hyphen + 1)?;
    let joined = matches!(dash.first, '-' | '‑' | '–') && !dash.spaced && !head.spaced;
    (joined && head.is_word() && head.first.is_lowercase()).then_some(hyphen + 1)
}

/// The noun that a name before it belongs to: "Trump's lawyer", and in English also "the Clinton campaign".
pub fn owned_noun(context: &Context, end: usize) -> Option<usize> {
    let genitive = context.items.get(end).is_some_and(|i| !i.spaced && matches!(i.first, '\'' | '’'));
    if !genitive && context.document.meta.lang != Lang::En {
        return None;
    }
    let from = end + usize::from(genitive);
    let limit = (from + 4).min(context.sentence(end - 1).end as usize);
    let noun = |i: usize| context.items[i].classes.any(NOUNS);
    let plain = |i: usize| {
        let item = &context.items[i];
        let known = noun(i) && !item.has(Class::Say) || item.classes.is_empty();
        item.is_word() && item.spaced && context.mention_of[i] == NONE && item.first.is_lowercase() && known
    };
    (from..limit).take_while(|&i| plain(i)).filter(|&i| noun(i)).last()
}

/// Whether an English noun stands in the genitive: "the union's".
pub fn is_genitive(context: &Context, head: usize) -> bool {
    let apart = context.items.get(head + 1).is_some_and(|i| !i.spaced && matches!(i.first, '\'' | '’'));
    context.document.meta.lang == Lang::En
        && (apart || context.word(head).ends_with("'s") || context.word(head).ends_with("’s"))
}

/// The noun that a noun before it belongs to: "the ad's narrator".
pub fn owned_by_noun(context: &Context, head: usize) -> Option<usize> {
    if is_genitive(context, head) { owned_noun(context, head + 1) } else { None }
}

/// Whether a preposition stands right before a phrase, or before its article.
pub fn governed(context: &Context, first: usize) -> bool {
    let mut i = first;
    while i > 0 && first - i < 4 && context.items[i - 1].classes.any(DETERMINERS) {
        i -= 1;
    }
    // "Tegen persbureau ANP", "in hoofdstad Kiev", "via het platform X": the noun between says what the name is.
    if i == first && i > 0 && context.mention_of[first] != NONE && names_kind(context, i - 1) {
        i -= 1;
        while i > 0 && first - i < 4 && context.items[i - 1].classes.any(DETERMINERS) {
            i -= 1;
        }
    }
    i > 0 && {
        let before = &context.items[i - 1];
        let role = before.has(Class::Subordinate) && context.word(i - 1).eq_ignore_ascii_case("als");
        (before.has(Class::Preposition) || role) && context.sentence_of[i - 1] == context.sentence_of[first]
    }
}

/// Whether a word may say of what kind the name behind it is.
fn names_kind(context: &Context, item: usize) -> bool {
    let word = &context.items[item];
    if context.mention_of[item] != NONE {
        return kind_at(context, item) == Kind::Misc && word.spaced;
    }
    let plain = word.classes.is_empty() || word.classes.any(NOUNS) || word.has(Class::Medium);
    word.is_word() && word.first.is_lowercase() && plain
}

/// The first word of a noun phrase, its article left out: adjectives and compounds before the head.
pub fn phrase_start(context: &Context, head: usize) -> usize {
    let floor = context.sentence(head).first as usize;
    let mut start = head;
    while start > floor && head - start < 6 {
        let before = &context.items[start - 1];
        let joined = !context.items[start].spaced && !matches!(context.items[start].first, '(' | ')' | '%');
        let elided = context.word(start - 1).ends_with(['\'', '’']);
        let tie = matches!(before.first, '-' | '/') && !before.spaced;
        let joined = joined && !elided && (before.is_word() || tie);
        let adjective = before.is_word()
            && !before.classes.any(BREAKS)
            && !before.classes.any(DETERMINERS)
            && !before.classes.any(Classes::of(&[Class::Think, Class::Manner, Class::Label]))
            && (context.mention_of[start - 1] == NONE || kind_at(context, start - 1) == Kind::Misc);
        if !(joined || adjective) {
            break;
        }
        start -= 1;
    }
    while start < head && !context.items[start].is_word() {
        start += 1;
    }
    start
}

/// The kind of the mention at an item.
fn kind_at(context: &Context, item: usize) -> Kind {
    context.mentions[context.mention_of[item] as usize].kind
}

/// The item after a noun phrase: the head, and what "van", "bij", "of" and the like add to it.
pub fn phrase_end(context: &Context, head: usize) -> usize {
    let limit = context.sentence(head).end as usize;
    let mut end = past(context, head) + usize::from(adjective_after(context, head, limit));
    for _ in 0..2 {
        // "Mitteilung des BMI der Verbesserung …": no bare genitive belongs to a name.
        let bare = context.document.meta.lang == Lang::De && context.mention_of[end - 1] != NONE;
        if bare && context.items.get(end).is_some_and(|i| i.has(Class::Article)) {
            break;
        }
        let Some(longer) = extension(context, end, limit) else { break };
        end = longer;
    }
    if opens_with_source(context, head) { up_to_verb(context, end).unwrap_or(end) } else { end }
}

/// The item after a noun that may be a set expression: "commissaris van de koning".
fn past(context: &Context, head: usize) -> usize {
    head + usize::from(context.items[head].words.max(1))
}

/// Whether a sentence begins with "volgens" or the like and the phrase of this noun, articles and adjectives between.
fn opens_with_source(context: &Context, head: usize) -> bool {
    let floor = context.sentence(head).first as usize;
    let mut first = phrase_start(context, head);
    while first > floor && context.items[first - 1].classes.any(DETERMINERS) {
        first -= 1;
    }
    let cue = first.checked_sub(1).filter(|&i| i >= floor && context.items[i].has(Class::According));
    cue.is_some_and(|i| i == floor || i == floor + 1 && context.items[floor].has(Class::And))
}

/// A prepositional attribute between a source and its verb runs over at most this many items.
const BEFORE_VERB: usize = 8;

/// Where the attributes end that stand between a source that opens its sentence and the verb. Dutch and German have
/// one phrase alone before the verb, so that all of "volgens een ingewijde binnen de partij is …" is the source.
pub fn up_to_verb(context: &Context, at: usize) -> Option<usize> {
    let verb_second = matches!(context.document.meta.lang, Lang::Nl | Lang::De);
    let first = context.items.get(at).filter(|i| verb_second && i.spaced)?;
    if context.mention_of[at] != NONE || !first.has(Class::Preposition) {
        return None;
    }
    let limit = (context.sentence(at).end as usize).min(at + BEFORE_VERB);
    for i in (at + 1..limit).filter(|&i| context.mention_of[i] == NONE) {
        let item = &context.items[i];
        let clause = item.classes.any(Classes::of(&[Class::That, Class::Subordinate]));
        if !item.is_word() || clause && !item.classes.any(DETERMINERS) {
            return None;
        }
        if item.classes.any(VERBS) && !item.classes.any(NOUNS) {
            return (i > at + 1).then_some(i);
        }
    }
    None
}

/// Whether the text is French or Spanish.
pub fn is_romance(context: &Context) -> bool {
    matches!(context.document.meta.lang, Lang::Fr | Lang::Es)
}

/// Whether a French or Spanish adjective follows a noun that a list knows: "diplomate turc", "portavoz parlamentaria".
fn adjective_after(context: &Context, head: usize, limit: usize) -> bool {
    let at = head + 1;
    if !is_romance(context) || at >= limit || !context.items[head].classes.any(NOUNS) {
        return false;
    }
    let item = &context.items[at];
    if !item.is_word() || !item.spaced || !item.first.is_lowercase() {
        return false;
    }
    if context.mention_of[at] != NONE {
        return kind_at(context, at) == Kind::Misc && mention_end(context, at) == at + 1;
    }
    // "Un graffiti place de l'Horloge", "une surveillante jointe par", "el camarero sirve un granizado": an adjective
    // stands before a sign, a verb or another attribute.
    let ends = context.items.get(at + 1).filter(|_| at + 1 < limit).is_none_or(|next| {
        let sign = !next.is_word() && next.spaced == next.is('(') && !next.is('-') && !next.is(':');
        next.is_quote() || sign || next.classes.any(VERBS) || GENITIVES.contains(&context.word(at + 1))
    });
    (item.classes.is_empty() || item.has(Class::Demonym)) && ends
}

/// One prepositional attribute after a noun: up to a name, or the noun-like words before a sign or verb.
pub fn extension(context: &Context, at: usize, limit: usize) -> Option<usize> {
    // "Van alles" and other set expressions belong to no noun.
    context.items.get(at).filter(|i| at < limit && i.has(Class::Attribute) && i.words < 2)?;
    let genitive = GENITIVES.contains(&context.word(at));
    let mut i = at + 1;
    while i < limit && context.items[i].classes.any(DETERMINERS) {
        i += 1;
    }
    for j in i..limit.min(i + 4) {
        let item = &context.items[j];
        if context.mention_of[j] != NONE {
            // "De club op Instagram", "ein Sprecher der dpa": where it was said, and to whom.
            let platform = item.has(Class::Medium) && !genitive && context.items[at].has(Class::Via);
            let name = || {
                context.entities[context.mentions[context.mention_of[j] as usize].entity.0 as usize]
                    .name
                    .as_str()
            };
            let told = i == at + 1 && i == j && dative(context, j) && is_medium(context, name());
            return (!platform && !told).then(|| after_name(context, mention_end(context, j), limit, j));
        }
        if !item.is_word() || item.classes.any(BREAKS) || context.is_number(j) {
            return (genitive && j > i).then_some(j);
        }
        let named = context.mention_of.get(j + 1).is_some_and(|&m| m != NONE);
        let noun = context.document.meta.lang == Lang::De && item.first.is_uppercase();
        // "Laat een van de panelleden optekenen": what follows a noun that a list knows is a verb, likely.
        let last = |n: &Item| n.spaced && !n.classes.any(NOUNS);
        let dutch = context.document.meta.lang == Lang::Nl;
        let known = dutch && item.classes.any(NOUNS) && context.items.get(j + 1).is_some_and(last);
        if genitive && (noun || known) && !named {
            return Some(j + 1);
        }
    }
    None
}

/// The item after the first noun behind a preposition and its determiners ("van de panelleden").
pub fn head_after(context: &Context, preposition: usize, limit: usize) -> Option<usize> {
    let mut i = preposition + 1;
    while i < limit && context.items[i].classes.any(DETERMINERS) {
        i += 1;
    }
    let noun =
        i < limit && i > preposition && context.items[i].is_word() && !context.items[i].classes.any(BREAKS);
    noun.then_some(i + 1)
}

/// Where an attribute ends that a name begins: `VN` + `-experts`, `Israëlische` + `leger`.
fn after_name(context: &Context, end: usize, limit: usize, name: usize) -> usize {
    let mut end = end;
    while end + 1 < limit && !context.items[end].spaced && matches!(context.items[end].first, '-' | '‑') {
        end += 2;
    }
    let adjective = kind_at(context, name) == Kind::Misc;
    let Some(next) = context.items.get(end).filter(|i| adjective && end < limit && i.is_word()) else {
        return end;
    };
    if context.mention_of[end] != NONE {
        // "Sprecher des saudi-arabischen Gesundheitsministeriums".
        let body = next.spaced && kind_at(context, end) == Kind::Organisation;
        return if body { mention_end(context, end) } else { end };
    }
    if next.classes.any(BREAKS) || next.has(Class::Think) { end } else { end + 1 }
}

/// A person's or body's name that a noun phrase is the title of: right after the head, or for a person after what
/// the head governs ("hoogleraar internationale betrekkingen Rob de Wijk", "directeur van Partos, Liana Hoornweg,").
pub fn name_after(context: &Context, head: usize, end: usize) -> Option<(usize, u32)> {
    let limit = (context.sentence(head).end as usize).min(head + 12);
    let person = context.items[head].classes.any(Classes::of(&[Class::Role, Class::Human]));
    let named = |at: usize| context.mention_of.get(at).copied().filter(|&m| m != NONE && at < limit);
    let kind = |m: u32| context.mentions[m as usize].kind;
    let behind = past(context, head);
    if let Some(m) = named(behind) {
        let body =
            matches!(kind(m), Kind::Organisation | Kind::Misc) && !context.items[head].has(Class::Anonymous);
        let titled = person || context.items[head].classes.is_empty();
        if (titled && kind(m) == Kind::Person) || (!person && body) {
            return Some((behind, m));
        }
    }
    if !person {
        return None;
    }
    let mut at = end;
    let mut odd = None;
    while at < limit {
        if let Some(m) = named(at).filter(|&m| kind(m) == Kind::Person) {
            return Some((at, m));
        }
        odd = odd.or_else(|| named(at).filter(|&m| at > head + 1 && unlike(context, at, m)).map(|m| (at, m)));
        // "Advocaat bij het Internationaal Strafhof (ICC) Knoops".
        if let Some(close) = bracket(context, at, limit).filter(|_| at > head + 1) {
            at = close;
            continue;
        }
        let item = &context.items[at];
        let comma = item.is(',')
            && named(at + 1).is_some_and(|m| kind(m) == Kind::Person)
            && set_off(context, at + 1);
        let passes = named(at).is_some()
            || !item.spaced
            || item.is_word()
                && (item.classes.is_empty() || item.has(Class::Preposition) || item.classes.any(DETERMINERS));
        if !(comma || passes && !item.is(',')) {
            return odd;
        }
        at += 1;
    }
    odd
}

/// Whether a name of one word that is taken for a body or a place stands where a person's stands: behind the whole
/// function, with nothing that would join it to this ("hoogleraar internationaal recht Nolte").
fn unlike(context: &Context, at: usize, mention: u32) -> bool {
    let body = |m: u32| matches!(context.mentions[m as usize].kind, Kind::Organisation | Kind::Place);
    let before = &context.items[at - 1];
    let apart = match context.mention_of[at - 1] {
        NONE => {
            before.is(')') || before.is_word() && before.classes.is_empty() && before.first.is_lowercase()
        }
        m => m != mention && body(m),
    };
    let one = mention_end(context, at) == at + 1 && context.items[at].spaced;
    let tied = context.items.get(at + 1).is_some_and(|i| !i.spaced && matches!(i.first, '-' | '‑' | '/'));
    apart && one && !tied && body(mention)
}

/// Whether a comma or a stop follows the name at an item, or what the name is of: "Sarah Wiener van de Groenen".
fn set_off(context: &Context, at: usize) -> bool {
    let end = mention_end(context, at);
    context.items.get(end).is_none_or(|i| !i.is_word() || i.has(Class::Attribute))
}

/// A function behind a name runs over at most this many items.
const APPOSITION: usize = 24;

/// A mention with its title and what the text says of it right behind: "Rep. Gwen Moore (D-Wis.)", "Anne Bax,
/// voorzitter van de bond", "Anne Bax en Piet Vos". None for a pronoun.
pub fn whole(context: &Context, referent: &Referent) -> Option<Span> {
    if referent.way == Way::Pronoun {
        return None;
    }
    let (mut first, mut end) = (referent.first as usize, referent.end as usize);
    let sentence = context.sentence(first);
    let (floor, limit) = (sentence.first as usize, sentence.end as usize);
    while referent.way == Way::Name && first > floor && is_title(context, first - 1) {
        first -= 1;
    }
    // "Sonia und Willy Bogner": who speaks together is named together.
    let second = context.mention_of.get(end + 1).filter(|&&m| end + 1 < limit && m != NONE);
    if context.items.get(end).is_some_and(|i| i.has(Class::And))
        && second.is_some_and(|&m| context.mentions[m as usize].kind == Kind::Person)
    {
        return Some(context.stretch(first, mention_end(context, end + 1) - 1));
    }
    if let Some(close) = bracket(context, end, limit) {
        end = close;
    }
    while let Some(longer) =
        extension(context, end, limit).filter(|&e| e - referent.first as usize <= APPOSITION)
    {
        end = longer;
    }
    if context.items.get(end).is_some_and(|i| end < limit && i.is(','))
        && let Some(close) = apposition(context, end + 1, limit)
    {
        end = close;
    }
    Some(context.stretch(first, end - 1))
}

/// Whether the item before a name belongs to its title: "Rep.", "Mr", "VW-Chef".
fn is_title(context: &Context, item: usize) -> bool {
    let i = &context.items[item];
    let dot = i.is('.') && !i.spaced && item > 0 && context.items[item - 1].has(Class::Abbreviation);
    dot || i.is_word()
        && context.mention_of[item] == NONE
        && !context.starts_sentence(item)
        && (i.classes.any(NOUNS)
            || i.has(Class::Abbreviation)
            || i.first.is_uppercase() && i.classes.is_empty())
}

/// The item after a short bracket that begins at an item.
fn bracket(context: &Context, at: usize, limit: usize) -> Option<usize> {
    context.items.get(at).filter(|i| at < limit && i.is('('))?;
    (at + 1..limit.min(at + 8)).find(|&i| context.items[i].is(')')).map(|i| i + 1)
}

/// Where the function ends that begins at an item, up to the comma, the verb or the stop behind it; it begins with an
/// article, a noun of role or a relative word.
fn apposition(context: &Context, at: usize, limit: usize) -> Option<usize> {
    let opens =
        Classes::of(&[Class::Article, Class::Role, Class::Human, Class::Demonstrative, Class::Attribute]);
    let head = |i: &super::context::Item| {
        i.classes.any(opens) && !i.classes.any(Classes::of(&[Class::Aux, Class::He]))
    };
    let begins =
        (at..limit.min(at + 3)).take_while(|&i| context.items[i].is_word()).any(|i| head(&context.items[i]));
    if !begins {
        return None;
    }
    let relative = context.items[at].has(Class::Demonstrative);
    for i in at + 1..limit.min(at + APPOSITION) {
        let item = &context.items[i];
        let verb = item.classes.any(Classes::of(&[Class::Say, Class::Think, Class::Urge])) && !relative;
        if item.is_quote() || verb {
            return (i > at + 1 && !item.is_quote()).then_some(i);
        }
        if item.is(',')
            || item.is('.') && context.items.get(i + 1).is_none_or(|n| n.spaced) && !abbreviated(context, i)
        {
            return (i > at + 1).then_some(i);
        }
    }
    None
}

fn abbreviated(context: &Context, dot: usize) -> bool {
    dot > 0 && (context.items[dot - 1].has(Class::Abbreviation) || context.items[dot - 1].span.len() == 1)
}
