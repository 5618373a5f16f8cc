//! Who could be speaking: the named entities, and the roles, groups, documents and unnamed people of an article.

mod participant;
mod pointing;

pub use participant::{Gender, Participant, Referent, Sort, Way};

use super::context::{Context, NONE, fold};
use super::phrase::{
    BREAKS, DETERMINERS, NOUNS, compound_head, governed, is_adjective, is_aside, is_genitive, mention_end,
    name_after, owned_by_noun, owned_noun, phrase_end, phrase_start,
};
use crate::annotate::Kind;
use crate::document::Lang;
use crate::language::{Class, Classes};
pub(super) use participant::fits;
use participant::{gender_of, named, sort_of};
use std::collections::{BTreeMap, HashMap};

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
    titles: BTreeMap<String, u32>,
    /// Whole phrases.
    phrases: HashMap<String, u32>,
    /// Those who bear a title of a body: "VVD-leider".
    bodied: Vec<u32>,
}

/// Titles that are compared with a noun at most, so that the time stays linear.
const TITLES: usize = 256;
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
                return self.noun(context, head, None);
            }
            if let Some(head) = owned_noun(context, end) {
                // "Trump's lawyer", "the Clinton campaign": the noun speaks, not the name before it.
                self.name(context, i, end, mention);
                if let Some(r) = self.refs.last_mut() {
                    r.governed = true;
                }
                return self.noun(context, head, Some(i)).max(end);
            }
            if !is_adjective(context, end, mention) && !is_aside(context, i, end) {
                self.name(context, i, end, mention);
            }
            return end;
        }
        let item = &context.items[i];
        if item.is_word() && item.classes.any(NOUNS) && !self.is_verb_here(context, i) {
            return match owned_by_noun(context, i) {
                Some(head) => self.noun(context, head, Some(phrase_start(context, i))),
                // "The union's demand": neither of the two speaks.
                None if is_genitive(context, i) => i + 1,
                None => self.noun(context, i, None),
            };
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
        let governed = governed(context, first) || self.listed(context, first);
        let link = self.inhabitant(context, first, end, mention);
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link,
            guessed: link != NONE,
            way: if link == NONE { Way::Name } else { Way::Role },
            classes: Classes::NONE,
            governed,
        });
    }

    /// The person whom "de Limburger" or "der Däne" points back to.
    fn inhabitant(&self, context: &Context, first: usize, end: usize, mention: u32) -> u32 {
        let one =
            end == first + 1 && context.items[first].is_word() && !context.word(first).ends_with(['s', 'n']);
        let demonym = context.mentions[mention as usize].kind == Kind::Misc
            && matches!(context.document.meta.lang, Lang::Nl | Lang::De);
        if one && demonym { self.pointed_at(context, first, first) } else { NONE }
    }

    /// Whether a name goes on a list that a preposition governs: "van Jan Bos, Piet Vos en Karel Mos".
    fn listed(&self, context: &Context, first: usize) -> bool {
        let Some(before) = self.refs.last().filter(|r| r.way == Way::Name && r.governed) else {
            return false;
        };
        let sign = &context.items[first - 1];
        before.end as usize + 1 == first && (sign.is(',') || sign.has(Class::And))
    }

    /// A noun of role, group or document with what belongs to it; before a name it is the name's title.
    /// `from` is where its phrase is known to begin.
    fn noun(&mut self, context: &Context, head: usize, from: Option<usize>) -> usize {
        let first = from.unwrap_or_else(|| phrase_start(context, head));
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
        let person = context.items[head].classes.any(Classes::of(&[Class::Role, Class::Human]));
        if let Some(participant) = self.apposed(context, first).filter(|_| person) {
            self.titled(context, &key, head, participant);
            self.add(Referent {
                first: first as u32,
                end: end as u32,
                participant,
                link: NONE,
                guessed: false,
                way: Way::Role,
                classes: context.items[head].classes,
                governed: true,
            });
            return end;
        }
        let bare = end == head + 1 && first == head;
        let before = first.checked_sub(1).map_or(Classes::NONE, |i| context.items[i].classes);
        // "Een kiezer" is none of those who were brought up before.
        let new = before.has(Class::Indefinite);
        let definite = before.any(DETERMINERS) && !new;
        let mut link = if !new && (bare || definite) { self.titled_at(context, head, &key) } else { NONE };
        // "De woordvoerder van de club" may be anybody, "de voormalige woordvoerder van de club" was named.
        let told = end == head + 1 || first < head;
        let titled = link != NONE;
        let guessed = !titled && told && !self.heads.nouns.contains_key(&key);
        if guessed {
            link = self.pointed_at(context, first, head);
        }
        let again = self.heads.nouns.get(&key).is_none_or(|&p| self.points(p));
        if link == NONE && again && end == head + 1 {
            link = self.body_at(context, first, head);
        }
        let guessed = guessed || link != NONE && !titled;
        let participant = self.unnamed(context, first, end, head, &key, bare && definite);
        let governed = governed(context, first);
        let classes = context.items[head].classes;
        self.add(Referent {
            first: first as u32,
            end: end as u32,
            participant,
            link,
            guessed,
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
        if let Some(body) = body_of(context, head) {
            self.heads.titles.insert(format!("{body}-{key}"), participant);
            if !self.heads.bodied.contains(&participant) && self.heads.bodied.len() < TITLES {
                self.heads.bodied.push(participant);
            }
        }
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

    /// The entity that last bore the title at an item. "De VVD-leider" is nobody who leads another party.
    pub(super) fn titled_at(&self, context: &Context, head: usize, key: &str) -> u32 {
        let Some(body) = body_of(context, head) else { return self.titled_before(key) };
        let exact = self.heads.titles.get(&format!("{body}-{key}")).copied();
        exact.unwrap_or_else(|| {
            let other = self.titled_before(key);
            if self.heads.bodied.contains(&other) { NONE } else { other }
        })
    }

    /// The entity that last bore this title, or one that ends in it ("coach" for "bondscoach").
    pub(super) fn titled_before(&self, key: &str) -> u32 {
        if let Some(&p) = self.heads.titles.get(key) {
            return p;
        }
        let longer = self.heads.titles.iter().take(TITLES).filter(|(t, _)| key.len() > 3 && t.ends_with(key));
        longer.map(|(_, &p)| p).max().unwrap_or(NONE)
    }

    /// The participant without name that a phrase means: the same words, or for a bare "de woordvoerder" the last one.
    pub(super) fn unnamed(
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

    /// The head of a referent: its first noun that a list knows, else the word before the first attribute.
    pub fn head(&self, context: &Context, referent: &Referent) -> usize {
        let (first, end) = (referent.first as usize, (referent.end as usize).min(context.items.len()));
        let known = (first..end).find(|&i| context.items[i].classes.any(NOUNS));
        let attribute = (first + 1..end).find(|&i| context.items[i].has(Class::Attribute));
        known.unwrap_or(attribute.unwrap_or(end.max(first + 1)) - 1)
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
}

/// The body in a compound that ends in a noun: `VVD` in `VVD-leider`.
fn body_of<'a>(context: &Context<'a>, head: usize) -> Option<&'a str> {
    let name = head.checked_sub(2)?;
    let joined = context.items[head - 1].is('-') && !context.items[head].spaced;
    (joined && context.mention_of[name] != NONE).then(|| context.word(name))
}
