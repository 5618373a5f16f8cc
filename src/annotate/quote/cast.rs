//! Who could be speaking: the named entities, and the roles, groups, documents and unnamed people of an article.

use super::context::{Context, NONE, fold};
use crate::annotate::{EntityId, Kind};
use crate::language::{Class, Classes};
use std::collections::HashMap;

/// What a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sort {
    /// A named person.
    Person,
    /// A named organisation.
    Organisation,
    /// A named place.
    Place,
    /// Another name.
    Misc,
    /// One person with a function.
    Role,
    /// Several people or a body.
    Group,
    /// A text.
    Document,
    /// Somebody unnamed.
    Anonymous,
    /// A noun phrase beside a cue.
    Other,
}

/// Man or woman, as far as known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// A man.
    Male,
    /// A woman.
    Female,
}

/// Somebody or something that may speak.
#[derive(Clone, Debug)]
pub struct Participant {
    /// The name to give: the entity's, or the noun phrase without article.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// The entity, for a name.
    pub entity: Option<EntityId>,
    /// As far as the text or the name tells.
    pub gender: Gender,
    /// Whether it is several.
    pub plural: bool,
    /// Its referents in the order of the text, names and roles only.
    pub refs: Vec<u32>,
    /// The sentences in which it is the source of a cue, in order.
    pub sources: Vec<u32>,
}

/// How a participant is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Way {
    /// By name.
    Name,
    /// By a noun of role, group, document.
    Role,
    /// By a pronoun; the participant is [`NONE`].
    Pronoun,
    /// By another noun phrase beside a cue.
    Phrase,
}

/// One place outside quotes where the text refers to somebody.
#[derive(Clone, Copy, Debug)]
pub struct Referent {
    /// First item, without article.
    pub first: u32,
    /// The item after the last.
    pub end: u32,
    /// Whom, an index into [`Cast::participants`], or [`NONE`] for a pronoun.
    pub participant: u32,
    /// Another participant that it stands for: "de minister" for the minister named before; or [`NONE`].
    pub link: u32,
    /// How.
    pub way: Way,
    /// The classes of its head.
    pub classes: Classes,
    /// Whether a preposition stands before it, or it only explains a name.
    pub governed: bool,
}

/// All who could be speaking.
#[derive(Debug, Default)]
pub struct Cast {
    /// The participants: first the entities, in their order, then the others.
    pub participants: Vec<Participant>,
    /// The referents: names and roles in order, then what the cues added.
    pub refs: Vec<Referent>,
    /// The referent that begins at or covers each item, or [`NONE`].
    pub ref_at: Vec<u32>,
    /// How many of `refs` are names and roles, in order.
    pub ordered: usize,
    heads: Heads,
}

/// Nouns by which somebody was introduced.
#[derive(Debug, Default)]
struct Heads {
    /// Head noun to the participant without name that it last named.
    nouns: HashMap<String, u32>,
    /// Head noun to the entity that last bore it as a title.
    titles: HashMap<String, u32>,
    /// Whole phrases.
    phrases: HashMap<String, u32>,
}

/// Nouns that make a referent wherever they stand.
const NOUNS: Classes = Classes::of(&[Class::Role, Class::Human, Class::Group, Class::Text, Class::Anonymous]);
/// What cannot be inside a noun phrase before its head.
const BREAKS: Classes = Classes::of(&[
    Class::Preposition,
    Class::And,
    Class::That,
    Class::Say,
    Class::Urge,
    Class::Aux,
    Class::Verb,
    Class::Show,
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
const DETERMINERS: Classes = Classes::of(&[Class::Article, Class::Determiner, Class::Possessive]);
/// Pronouns that may be a source.
pub const PRONOUNS: Classes =
    Classes::of(&[Class::He, Class::She, Class::They, Class::SheThey, Class::Demonstrative]);

impl Cast {
    /// Collects the cast of a document, in the order of the text.
    pub fn new(context: &Context) -> Self {
        let mut cast = Cast { ref_at: vec![NONE; context.items.len()], ..Cast::default() };
        cast.participants = context.entities.iter().enumerate().map(|(i, e)| named(context, i, e)).collect();
        let mut i = 0;
        while i < context.items.len() {
            i = cast.step(context, i).max(i + 1);
        }
        cast.ordered = cast.refs.len();
        cast
    }

    /// Takes what begins at an item; returns the item to go on with.
    fn step(&mut self, context: &Context, i: usize) -> usize {
        let mention = context.mention_of[i];
        if mention != NONE {
            let end = mention_end(context, i);
            // `VVD-leider`: the noun after the hyphen decides.
            if let Some(head) = compound_head(context, end) {
                return self.noun(context, head);
            }
            if !is_adjective(context, end, mention) {
                self.name(context, i, end, mention);
            }
            return end;
        }
        let item = &context.items[i];
        if item.is_word() && item.classes.any(NOUNS) && !self.is_verb_here(context, i) {
            return self.noun(context, i);
        }
        i + 1
    }

    /// A noun that could be a verb ("bericht") counts as a noun only after a determiner or an adjective.
    fn is_verb_here(&self, context: &Context, i: usize) -> bool {
        let item = &context.items[i];
        let verb = item.classes.any(Classes::of(&[
            Class::Say,
            Class::Urge,
            Class::Think,
            Class::Manner,
            Class::Label,
        ]));
        verb && (i == 0 || !context.items[i - 1].classes.any(DETERMINERS))
    }

    fn name(&mut self, context: &Context, first: usize, end: usize, mention: u32) {
        let participant = context.mentions[mention as usize].entity.0;
        if participant as usize >= self.participants.len() {
            return;
        }
        self.read_apposition(context, end, participant);
        let governed = governed(context, first);
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link: NONE,
            way: Way::Name,
            classes: Classes::NONE,
            governed,
        });
    }

    /// A noun of role, group or document with what belongs to it; before a name it is the name's title.
    fn noun(&mut self, context: &Context, head: usize) -> usize {
        let first = phrase_start(context, head);
        let end = phrase_end(context, head);
        let mut key = String::new();
        fold(context.word(head), &mut key);
        if let Some((name, mention)) = name_after(context, head, end) {
            let participant = context.mentions[mention as usize].entity.0;
            let stop = mention_end(context, name);
            self.titled(context, &key, head, participant);
            if compound_head(context, stop).is_none() {
                self.name(context, name, stop, mention);
                self.widen(first, stop, context);
                return stop;
            }
        }
        if let Some(participant) = self.apposed(context, first) {
            self.titled(context, &key, head, participant);
            self.add(Referent {
                first: first as u32,
                end: end as u32,
                participant,
                link: NONE,
                way: Way::Role,
                classes: context.items[head].classes,
                governed: true,
            });
            return end;
        }
        let bare = end == head + 1 && first == head;
        let definite = first > 0 && context.items[first - 1].classes.any(DETERMINERS);
        let link = if bare || definite { self.titled_before(&key) } else { NONE };
        let participant = self.unnamed(context, first, end, head, &key, bare && definite);
        let governed = governed(context, first);
        let classes = context.items[head].classes;
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link,
            way: Way::Role,
            classes,
            governed,
        });
        end
    }

    /// The person whose name stands before the comma before a phrase: "Floor Bremer, politiek verslaggever".
    fn apposed(&self, context: &Context, first: usize) -> Option<u32> {
        let mut i = first;
        while i > 0 && first - i < 3 && context.items[i - 1].classes.any(DETERMINERS) {
            i -= 1;
        }
        let name = i.checked_sub(2).filter(|_| context.items[i - 1].is(','))?;
        let referent = self.refs.get(self.ref_at[name] as usize)?;
        let person = self.participants.get(referent.participant as usize)?.sort == Sort::Person;
        let same = context.sentence_of[name] == context.sentence_of[first];
        (person && same && referent.way == Way::Name).then_some(referent.participant)
    }

    /// The title before a name belongs to the name's referent.
    fn widen(&mut self, first: usize, end: usize, context: &Context) {
        let at = self.refs.len() as u32 - 1;
        let governed = governed(context, first);
        if let Some(last) = self.refs.last_mut() {
            last.first = first as u32;
            last.governed = governed;
        }
        for slot in &mut self.ref_at[first..end] {
            *slot = at;
        }
    }

    fn titled(&mut self, context: &Context, key: &str, head: usize, participant: u32) {
        self.heads.titles.insert(key.to_string(), participant);
        let classes = context.items[head].classes;
        if let Some(p) = self.participants.get_mut(participant as usize)
            && p.gender == Gender::Unknown
        {
            p.gender = gender_of(classes);
        }
    }

    /// "Floor Bremer, politiek verslaggever": the noun after the comma is a title too.
    fn read_apposition(&mut self, context: &Context, end: usize, participant: u32) {
        if !context.items.get(end).is_some_and(|i| i.is(',') || i.is('(')) {
            return;
        }
        let mut key = String::new();
        for i in end + 1..context.items.len().min(end + 6) {
            let item = &context.items[i];
            if item.has(Class::Role) {
                fold(context.word(i), &mut key);
                self.titled(context, &key, i, participant);
                return;
            }
            if !item.is_word() || item.classes.any(BREAKS) {
                return;
            }
        }
    }

    /// The entity that last bore this title, or one that ends in it ("coach" for "bondscoach").
    fn titled_before(&self, key: &str) -> u32 {
        if let Some(&p) = self.heads.titles.get(key) {
            return p;
        }
        let longer = self.heads.titles.iter().filter(|(t, _)| key.len() > 3 && t.ends_with(key));
        longer.map(|(_, &p)| p).max().unwrap_or(NONE)
    }

    /// The participant without name that a phrase means: the same words, or for a bare "de woordvoerder" the last one.
    fn unnamed(
        &mut self,
        context: &Context,
        first: usize,
        end: usize,
        head: usize,
        key: &str,
        bare: bool,
    ) -> u32 {
        if bare && let Some(&p) = self.heads.nouns.get(key) {
            return p;
        }
        let name = context.stretch(first, end - 1).of(context.text());
        let folded = name.to_lowercase();
        if let Some(&p) = self.heads.phrases.get(&folded) {
            self.heads.nouns.insert(key.to_string(), p);
            return p;
        }
        let classes = context.items[head].classes;
        let p = self.participants.len() as u32;
        self.participants.push(Participant {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            sort: sort_of(classes),
            entity: None,
            gender: gender_of(classes),
            plural: classes.has(Class::Group) && key.ends_with(['s', 'n']),
            refs: Vec::new(),
            sources: Vec::new(),
        });
        self.heads.phrases.insert(folded, p);
        self.heads.nouns.insert(key.to_string(), p);
        p
    }

    /// Adds a referent and returns its index.
    pub fn add(&mut self, referent: Referent) -> u32 {
        let at = self.refs.len() as u32;
        for slot in &mut self.ref_at[referent.first as usize..referent.end as usize] {
            *slot = at;
        }
        if referent.way != Way::Pronoun
            && let Some(p) = self.participants.get_mut(referent.participant as usize)
        {
            p.refs.push(at);
        }
        self.refs.push(referent);
        at
    }

    /// Adds a pronoun at an item.
    pub fn add_pronoun(&mut self, context: &Context, item: usize) -> u32 {
        self.add(Referent {
            first: item as u32,
            end: item as u32 + 1,
            participant: NONE,
            link: NONE,
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
            way: Way::Phrase,
            classes: context.items[end - 1].classes,
            governed: governed(context, at),
        }))
    }

    /// Adds a noun phrase beside a cue, which no list knows.
    pub fn add_phrase(&mut self, context: &Context, first: usize, end: usize) -> u32 {
        let head = end - 1;
        let mut key = String::new();
        fold(context.word(head), &mut key);
        let participant = self.unnamed(context, first, end, head, &key, end == first + 1);
        let link = self.titled_before(&key);
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link,
            way: Way::Phrase,
            classes: context.items[head].classes,
            governed: governed(context, first),
        })
    }
}

fn named(context: &Context, index: usize, entity: &crate::annotate::Entity) -> Participant {
    let sort = match entity.kind {
        Kind::Person => Sort::Person,
        Kind::Organisation => Sort::Organisation,
        Kind::Place => Sort::Place,
        _ => Sort::Misc,
    };
    let mut first = String::new();
    fold(entity.name.split_whitespace().next().unwrap_or(""), &mut first);
    let given = entity.kind == Kind::Person && entity.name.contains(char::is_whitespace);
    let mut gender = if given { gender_of(context.pack.classes(&first)) } else { Gender::Unknown };
    if gender == Gender::Unknown
        && let Some(role) = &entity.role
    {
        let words = role.split_whitespace().map(|w| gender_of(context.pack.classes(&w.to_lowercase())));
        gender = words.into_iter().find(|g| *g != Gender::Unknown).unwrap_or_default();
    }
    Participant {
        name: entity.name.clone(),
        sort,
        entity: u32::try_from(index).ok().map(EntityId),
        gender,
        plural: false,
        refs: Vec::new(),
        sources: Vec::new(),
    }
}

fn gender_of(classes: Classes) -> Gender {
    match (classes.has(Class::Male), classes.has(Class::Female)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

fn sort_of(classes: Classes) -> Sort {
    let order = [
        (Class::Anonymous, Sort::Anonymous),
        (Class::Role, Sort::Role),
        (Class::Human, Sort::Role),
        (Class::Group, Sort::Group),
        (Class::Text, Sort::Document),
        (Class::Medium, Sort::Group),
    ];
    order.into_iter().find(|(c, _)| classes.has(*c)).map_or(Sort::Other, |(_, s)| s)
}

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
fn is_adjective(context: &Context, end: usize, mention: u32) -> bool {
    let noun = context.items.get(end).is_some_and(|i| {
        i.is_word()
            && i.spaced
            && (i.classes.is_empty() || i.classes.any(NOUNS))
            && context.mention_of[end] == NONE
    });
    context.mentions[mention as usize].kind == Kind::Misc && noun
}

/// The noun after the hyphen in `VVD-leider`, where a mention ends before the hyphen.
fn compound_head(context: &Context, hyphen: usize) -> Option<usize> {
    let dash = context.items.get(hyphen)?;
    let head = context.items.get(hyphen + 1)?;
    let joined = matches!(dash.first, '-' | '‑' | '–') && !dash.spaced && !head.spaced;
    (joined && head.is_word() && head.first.is_lowercase()).then_some(hyphen + 1)
}

/// Whether a preposition stands right before a phrase, or before its article.
fn governed(context: &Context, first: usize) -> bool {
    let mut i = first;
    while i > 0 && first - i < 4 && context.items[i - 1].classes.any(DETERMINERS) {
        i -= 1;
    }
    i > 0 && {
        let before = &context.items[i - 1];
        before.has(Class::Preposition) && context.sentence_of[i - 1] == context.sentence_of[first]
    }
}

/// The first word of a noun phrase, its article left out: adjectives and compounds before the head.
fn phrase_start(context: &Context, head: usize) -> usize {
    let floor = context.sentence(head).first as usize;
    let mut start = head;
    while start > floor && head - start < 6 {
        let before = &context.items[start - 1];
        let joined = !context.items[start].spaced;
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

fn kind_at(context: &Context, item: usize) -> Kind {
    context.mentions[context.mention_of[item] as usize].kind
}

/// The item after a noun phrase: the head, and what "van", "bij", "of" and the like add to it.
fn phrase_end(context: &Context, head: usize) -> usize {
    let limit = context.sentence(head).end as usize;
    let mut end = head + 1;
    for _ in 0..2 {
        let Some(longer) = extension(context, end, limit) else { break };
        end = longer;
    }
    end
}

/// One prepositional attribute after a noun: up to a name, or the noun-like words before a sign or verb.
fn extension(context: &Context, at: usize, limit: usize) -> Option<usize> {
    let preposition = context.items.get(at).filter(|i| at < limit && i.has(Class::Preposition))?;
    let genitive = matches!(
        preposition.span.of(context.text()),
        "van" | "of" | "von" | "vom" | "de" | "du" | "del" | "des" | "der"
    );
    let mut i = at + 1;
    while i < limit && context.items[i].classes.any(DETERMINERS) {
        i += 1;
    }
    for j in i..limit.min(i + 4) {
        let item = &context.items[j];
        if context.mention_of[j] != NONE {
            return Some(after_name(context, mention_end(context, j), limit, j));
        }
        if !item.is_word() || item.classes.any(BREAKS) {
            return (genitive && j > i).then_some(j);
        }
    }
    None
}

/// The item after the first noun behind a preposition and its determiners ("van de panelleden").
fn head_after(context: &Context, preposition: usize, limit: usize) -> Option<usize> {
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
    let adjective = context.mentions[context.mention_of[name] as usize].kind == Kind::Misc;
    let noun = context.items.get(end).is_some_and(|i| {
        end < limit
            && i.is_word()
            && !i.classes.any(BREAKS)
            && !i.has(Class::Think)
            && context.mention_of[end] == NONE
    });
    if adjective && noun { end + 1 } else { end }
}

/// A person's or body's name that a noun phrase is the title of: right after the head, or for a person after what
/// the head governs ("hoogleraar internationale betrekkingen Rob de Wijk", "directeur van Partos, Liana Hoornweg,").
fn name_after(context: &Context, head: usize, end: usize) -> Option<(usize, u32)> {
    let limit = (context.sentence(head).end as usize).min(head + 12);
    let person = context.items[head].classes.any(Classes::of(&[Class::Role, Class::Human]));
    let named = |at: usize| context.mention_of.get(at).copied().filter(|&m| m != NONE && at < limit);
    let kind = |m: u32| context.mentions[m as usize].kind;
    if let Some(m) = named(head + 1) {
        let body =
            matches!(kind(m), Kind::Organisation | Kind::Misc) && !context.items[head].has(Class::Anonymous);
        if (person && kind(m) == Kind::Person) || (!person && body) {
            return Some((head + 1, m));
        }
    }
    if !person {
        return None;
    }
    let mut at = end;
    while at < limit {
        if let Some(m) = named(at).filter(|&m| kind(m) == Kind::Person) {
            return Some((at, m));
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
            return None;
        }
        at += 1;
    }
    None
}

/// Whether a comma or a stop follows the name at an item.
fn set_off(context: &Context, at: usize) -> bool {
    let end = mention_end(context, at);
    context.items.get(end).is_none_or(|i| !i.is_word())
}
