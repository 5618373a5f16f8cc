//! Persons: surname to full name, initials to given names, two of one surname apart.

use std::collections::HashMap;

use super::Item;
use super::form::{Parts, is_shouted, parts, skeleton};
use super::group::Groups;
use super::role::Context;
use crate::annotate::Kind;
use crate::language::names::{Gender, Head, Names};

/// How many persons of one surname are looked through. More do not occur outside hostile text.
const SCAN: usize = 32;

/// Somebody, as far as the article has told.
struct Person {
    parts: Parts,
    gender: Option<Gender>,
    /// Heads of the roles before the full name, lower case ("premier").
    heads: Vec<String>,
    /// How often mentioned so far, and where last.
    count: u32,
    last: usize,
    group: u32,
}

#[derive(Default)]
struct People {
    persons: Vec<Person>,
    by_full: HashMap<String, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    by_other: HashMap<String, Vec<usize>>,
}

/// Puts every mention of a person into a group; `out[i]` is the group of mention `i`.
///
/// Full names come first, wherever they stand, so that a surname in the headline finds its person.
pub(super) fn group(
    items: &[Item<'_>],
    contexts: &[Context],
    words: &Names,
    groups: &mut Groups,
    out: &mut [u32],
) {
    let mut people = People::default();
    let is_person = |item: &Item<'_>| item.raw.kind == Kind::Person;
    let names: Vec<Option<Parts>> =
        items.iter().map(|item| is_person(item).then(|| parts(without_title(item.text, words)))).collect();
    for ((item, context), parts) in items.iter().zip(contexts).zip(&names) {
        if let Some(parts) = parts.as_ref().filter(|p| !p.given.is_empty()) {
            people.register(item, parts, context, groups);
        }
    }
    for (i, parts) in names.into_iter().enumerate() {
        let Some(parts) = parts else { continue };
        let known = match parts.given.is_empty() {
            true => people.find(&parts, &contexts[i]),
            false => people.by_full.get(&items[i].key).copied(),
        };
        let at = known.unwrap_or_else(|| people.add(parts, &contexts[i], groups));
        let person = &mut people.persons[at];
        (person.count, person.last) = (person.count + 1, i);
        person.gender = person.gender.or(contexts[i].gender);
        out[i] = person.group;
    }
}

/// "M. Maillot" and "Herr Kurz" without what the recogniser should have left out.
fn without_title<'a>(mut name: &'a str, words: &Names) -> &'a str {
    while let Some((first, rest)) = name.split_once(' ').filter(|(first, _)| first.len() <= LONGEST_TITLE) {
        let lower = first.to_lowercase();
        if words.honorific(&lower).is_none() && !words.is_head(&lower, Head::Person) {
            break;
        }
        name = rest;
    }
    name
}

/// In bytes; keeps hostile text linear.
const LONGEST_TITLE: usize = 40;

impl People {
    /// Makes a full name known: as a person's who is known already, else as a new person's.
    fn register(&mut self, item: &Item<'_>, parts: &Parts, context: &Context, groups: &mut Groups) {
        let known = self.by_full.get(&item.key).copied().or_else(|| self.same_person(parts));
        let at = known.unwrap_or_else(|| self.add(parts.clone(), context, groups));
        self.by_full.insert(item.key.clone(), at);
        let person = &mut self.persons[at];
        if is_fuller(&parts.given, &person.parts.given) && !is_shouted(item.text) {
            person.parts = parts.clone();
        }
        if let Some(head) =
            context.head.as_ref().filter(|h| person.heads.len() < 4 && !person.heads.contains(h))
        {
            person.heads.push(head.clone());
        }
    }

    fn same_person(&self, parts: &Parts) -> Option<usize> {
        let bucket = self.by_surname.get(&skeleton(&parts.surname))?;
        let agree = |at: &&usize| {
            let other = &self.persons[**at].parts;
            particles_agree(parts, other) && given_agree(&parts.given, &other.given)
        };
        bucket.iter().take(SCAN).find(agree).copied()
    }

    fn add(&mut self, parts: Parts, context: &Context, groups: &mut Groups) -> usize {
        let at = self.persons.len();
        self.by_surname.entry(skeleton(&parts.surname)).or_default().push(at);
        let middle = parts.surname.split(' ').filter(|w| *w != parts.surname);
        for word in parts.given.iter().map(String::as_str).chain(middle) {
            self.by_other.entry(word.to_string()).or_default().push(at);
        }
        let heads = context.head.iter().cloned().collect();
        let group = groups.add();
        self.persons.push(Person { parts, gender: context.gender, heads, count: 0, last: 0, group });
        at
    }

    /// Whom a surname alone names, or a given name alone where nobody has that surname.
    fn find(&self, parts: &Parts, context: &Context) -> Option<usize> {
        let of_surname = |surname: &str| {
            let bucket = self.by_surname.get(&skeleton(surname))?;
            self.choose(bucket, parts, context)
        };
        let genitive = || parts.surname.strip_suffix('s').and_then(of_surname);
        of_surname(&parts.surname).or_else(genitive).or_else(|| {
            let bucket = self.by_other.get(&parts.surname).filter(|_| parts.particles.is_empty())?;
            self.choose(bucket, parts, context)
        })
    }

    /// The one whose role fits, then the most mentioned so far, then the latest, then the next to come.
    fn choose(&self, bucket: &[usize], parts: &Parts, context: &Context) -> Option<usize> {
        let fits = |at: &usize| {
            let person = &self.persons[*at];
            let genders_agree = match (person.gender, context.gender) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            genders_agree && particles_agree(parts, &person.parts)
        };
        let salience = |at: &usize| {
            let person = &self.persons[*at];
            let role_fits = context.head.as_ref().is_some_and(|h| person.heads.contains(h));
            (role_fits, person.count, person.last, std::cmp::Reverse(*at))
        };
        bucket.iter().take(SCAN).copied().filter(fits).max_by_key(salience)
    }
}

fn particles_agree(a: &Parts, b: &Parts) -> bool {
    a.particles == b.particles || a.particles.is_empty() || b.particles.is_empty()
}

/// Whether two runs of given names can be one person's: each word equal, an initial of the other's, or its
/// transliteration; the shorter run may leave out what follows.
fn given_agree(a: &[String], b: &[String]) -> bool {
    let word_agrees = |(a, b): (&String, &String)| {
        let is_initial = a.chars().count() == 1 || b.chars().count() == 1;
        a == b || (is_initial && a.chars().next() == b.chars().next()) || skeleton(a) == skeleton(b)
    };
    a.iter().zip(b).all(word_agrees)
}

/// Whether `a` spells out more than `b`: fewer initials, then more names.
fn is_fuller(a: &[String], b: &[String]) -> bool {
    let spelled = |given: &[String]| given.iter().filter(|w| w.chars().count() > 1).count();
    (spelled(a), a.len()) > (spelled(b), b.len())
}
