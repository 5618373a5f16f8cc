//! Who or what may speak, and how the text refers to them.

use super::super::context::{Context, fold};
use crate::annotate::{EntityId, Kind};
use crate::language::{Class, Classes};

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
    /// By a pronoun; the participant is [`super::NONE`].
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
    /// Whom, an index into [`super::Cast::participants`], or [`super::NONE`] for a pronoun.
    pub participant: u32,
    /// Another participant that it stands for: "de minister" for the minister named before; or
    /// [`super::NONE`].
    pub link: u32,
    /// Whether the link is only a guess: a definite phrase after a name.
    pub guessed: bool,
    /// How.
    pub way: Way,
    /// The classes of its head.
    pub classes: Classes,
    /// Whether a preposition stands before it, or it only explains a name.
    pub governed: bool,
}

/// Whether a person's gender does not speak against a noun.
pub(in super::super) fn fits(who: &Participant, noun: Classes) -> bool {
    let gender = gender_of(noun);
    gender == Gender::Unknown || who.gender == Gender::Unknown || gender == who.gender
}

pub(super) fn named(context: &Context, index: usize, entity: &crate::annotate::Entity) -> Participant {
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

pub(super) fn gender_of(classes: Classes) -> Gender {
    match (classes.has(Class::Male), classes.has(Class::Female)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

pub(super) fn sort_of(classes: Classes) -> Sort {
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
