//! Names with a word too many or too few: what the name lists and the rest of the article know apart is parted, and a
//! name gets back the place that ends it, or the small word that begins it.

use super::agree::Votes;
use super::apart;
use super::article::Article;
use super::gazetteer::Kinds;
use super::label::{self, KINDS, Name};
use super::settle::kind_of;
use super::word::Form;
use crate::annotate::Kind;
use crate::document::Lang;

/// Heads of names of events and treaties that end in their place.
const HEADS: [&str; 29] = [
    "prix",
    "gp",
    "prijs",
    "preis",
    "premio",
    "tour",
    "ronde",
    "slag",
    "battle",
    "schlacht",
    "bataille",
    "batalla",
    "verdrag",
    "treaty",
    "vertrag",
    "traité",
    "tratado",
    "vrede",
    "peace",
    "frieden",
    "paix",
    "akkoord",
    "akkoorden",
    "accord",
    "accords",
    "abkommen",
    "conventie",
    "convention",
    "pact",
];

/// The second halves of English words for those whose family came from elsewhere (`Korean-Canadian`).
const HOMES: [&str; 6] = ["american", "americans", "canadian", "canadians", "australian", "australians"];

/// Letters of the shortest small word that cannot be a particle in a person's name (`Mary Quant described Day`).
const WORD: u32 = 4;

/// The names, joined and parted.
pub fn mend(article: &Article, names: &[Name]) -> Vec<Name> {
    let votes = Votes::of(article, names);
    let mut parter = Parter { article, votes: &votes, parts: Vec::with_capacity(names.len()) };
    for name in joined(article, names) {
        parter.part(name);
    }
    parter.parts
}

/// Joins a name to the place or body that is its last part (`Grand Prix van São Paulo`, `Liberties Union of Montana`).
fn joined(article: &Article, names: &[Name]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    let particles = particles(article, names);
    for &name in names {
        match out.last_mut() {
            Some(last) if belongs(article, last, &name) => last.end = name.end,
            last => {
                let free = last.is_none_or(|last| last.end < name.first);
                let first = name.first - u32::from(free && has_particle(article, &particles, &name));
                out.push(Name { first, ..name });
            }
        }
    }
    out
}

/// The small words before the surnames of persons' full names (`Bill de Blasio`), each with its surname.
fn particles(article: &Article, names: &[Name]) -> Vec<(u32, u32)> {
    let persons = names.iter().filter(|n| kind(n) == Kind::Person && n.end - n.first > 2);
    let pairs = persons.map(|n| (article.word(n.end as usize - 2), article.word(n.end as usize - 1)));
    pairs
        .filter(|(small, _)| small.form.has(Form::SMALL))
        .map(|(small, name)| (small.group, name.group))
        .collect()
}

/// Whether a surname stands after the small word that belongs to it (`mayor de Blasio`).
fn has_particle(article: &Article, particles: &[(u32, u32)], name: &Name) -> bool {
    let Some(before) = name.first.checked_sub(1).filter(|_| name.end == name.first + 1) else { return false };
    let (small, surname) = (article.word(before as usize), article.word(name.first as usize));
    kind(name) == Kind::Person
        && small.form.has(Form::SMALL)
        && article.tokens.tokens[name.first as usize].spaced
        && particles.contains(&(small.group, surname.group))
}

fn belongs(article: &Article, first: &Name, second: &Name) -> bool {
    let lower = |at: u32| article.word(at as usize).lowered.of(&article.lowered);
    let joint = match second.first.saturating_sub(first.end) {
        1 => lower(first.end),
        2 if matches!(lower(first.end + 1), "the" | "de" | "het" | "la" | "el") => lower(first.end),
        _ => return false,
    };
    let last = article.word(first.end as usize - 1);
    match (kind(first), kind(second)) {
        (Kind::Misc, Kind::Misc) if article.lang == Lang::En => {
            matches!(joint, "-" | "–")
                && second.first == first.end + 1
                && last.kinds.has(Kinds::DEMONYM)
                && HOMES.contains(&lower(second.first))
        }
        (Kind::Misc, Kind::Place) => {
            matches!(joint, "of" | "van" | "von" | "de" | "du" | "del")
                && HEADS.contains(&lower(first.end - 1))
        }
        (Kind::Organisation, Kind::Place | Kind::Organisation) => {
            article.lang == Lang::En && joint == "of" && last.kinds.has(Kinds::ORG_WORD)
        }
        _ => false,
    }
}

fn kind(name: &Name) -> Kind {
    KINDS[usize::from(name.kind)]
}

struct Parter<'a> {
    article: &'a Article<'a>,
    votes: &'a Votes,
    parts: Vec<Name>,
}

impl Parter<'_> {
    fn part(&mut self, name: Name) {
        let length = name.end - name.first;
        let listed = u32::from(self.article.marks[name.first as usize].length) == length;
        let rest = Name { first: name.first + 1, ..name };
        if length == 1 || listed {
            self.parts.push(name);
        } else if let Some((first, second)) = apart::parts(self.article, self.votes, &name) {
            first.into_iter().for_each(|first| self.part(first));
            self.part(second);
        } else if self.titled(&name, &rest) {
            self.part(rest);
        } else if let Some((demonym, rest)) = self.after_demonym(&name, &rest) {
            self.parts.push(demonym);
            self.part(rest);
        } else if let Some(at) = self.small_word(&name) {
            self.part(Name { end: at, ..name });
            self.part(Name { first: at + 1, ..name });
        } else {
            self.parts.push(name);
        }
    }

    /// Whether a person's name begins with a title that is no first name; one that may be a surname (`Judge`), before
    /// the name of a person found elsewhere.
    fn titled(&self, name: &Name, rest: &Name) -> bool {
        let word = self.article.word(name.first as usize);
        kind(name) == Kind::Person
            && word.kinds.with(word.small_kinds).has(Kinds::TITLE)
            && self.article.word(rest.first as usize).is_capital()
            && !word.kinds.has(Kinds::FIRST)
            && (!word.kinds.has(Kinds::SURNAME.with(Kinds::PERSON))
                || self.votes.count(self.article, rest) > 0)
    }

    /// An adjective of nationality and the place or body after it that is known by itself (`Russian Gazprom`).
    fn after_demonym(&self, name: &Name, rest: &Name) -> Option<(Name, Name)> {
        let article = self.article;
        let word = article.word(name.first as usize);
        let alone = word.kinds.has(Kinds::DEMONYM) && kind_of(word.kinds).is_some();
        let apart = article.tokens.tokens[rest.first as usize].spaced;
        let known = self.known(rest).filter(|_| alone && apart)?;
        let often = self.votes.count(article, name) <= self.votes.count(article, rest).max(1);
        let fits = matches!(KINDS[usize::from(known)], Kind::Place | Kind::Organisation);
        let misc = label::kind_index(Kind::Misc)?;
        let demonym = Name { end: rest.first, kind: misc, ..*name };
        (often && fits).then_some((demonym, Name { kind: known, ..*rest }))
    }

    /// The kind of a name as the rest of the article or the lists have it.
    fn known(&self, name: &Name) -> Option<u8> {
        let article = self.article;
        let mark = article.marks[name.first as usize];
        let kinds = match name.end - name.first {
            1 => article.word(name.first as usize).kinds,
            length if length == u32::from(mark.length) => mark.begin,
            _ => Kinds::NONE,
        };
        self.votes.kind(article, name).or_else(|| kind_of(kinds))
    }

    /// The small word that parts two persons in an English name.
    fn small_word(&self, name: &Name) -> Option<u32> {
        let parts = |at: &u32| {
            let word = self.article.word(*at as usize);
            word.common && word.form.has(Form::SMALL) && word.lowered.end - word.lowered.start >= WORD
        };
        let may = kind(name) == Kind::Person && self.article.lang == Lang::En;
        (name.first + 1..name.end - 1).find(parts).filter(|_| may)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::lexicon::Lexicon;
    use crate::document::token::tokenize;
    use crate::document::{Format, parse};

    /// What becomes of names (first token, end, kind) in a text.
    fn mended(lang: Lang, text: &str, names: &[(u32, u32, u8)]) -> Vec<(u32, u32, u8)> {
        let document = parse(text.as_bytes(), Format::Plain);
        let tokens = tokenize(&document);
        let article = Article::new(&document.text, lang, &tokens, &Lexicon::shipped());
        let names: Vec<Name> = names.iter().map(|&(first, end, kind)| Name { first, end, kind }).collect();
        mend(&article, &names).iter().map(|n| (n.first, n.end, n.kind)).collect()
    }

    #[test]
    fn an_event_or_body_ends_in_its_place() {
        let text = "De Grand Prix van Zandvoort trok fans van Zandvoort.";
        assert_eq!(mended(Lang::Nl, text, &[(1, 3, 3), (4, 5, 1), (8, 9, 1)]), [(1, 5, 3), (8, 9, 1)]);
        let text = "The Sailors Union of the Pacific met Embraer of Brazil.";
        assert_eq!(mended(Lang::En, text, &[(1, 3, 2), (5, 6, 1), (7, 8, 2), (9, 10, 1)]).len(), 3);
    }

    #[test]
    fn titles_and_nationalities_are_no_part_of_a_name() {
        assert_eq!(mended(Lang::Nl, "Eurocommissaris Breton sprak.", &[(0, 2, 0)]), [(1, 2, 0)]);
        assert_eq!(mended(Lang::Nl, "In het Noorse Stavanger.", &[(2, 4, 2)]), [(2, 3, 3), (3, 4, 1)]);
        assert_eq!(mended(Lang::Nl, "De Arabische Liga.", &[(1, 3, 2)]), [(1, 3, 2)]);
    }

    #[test]
    fn a_verb_parts_two_persons() {
        assert_eq!(mended(Lang::En, "Ann Lee described Bo.", &[(0, 4, 0)]), [(0, 2, 0), (3, 4, 0)]);
        assert_eq!(mended(Lang::En, "Ann van der Lee spoke.", &[(0, 4, 0)]), [(0, 4, 0)]);
    }

    #[test]
    fn a_small_word_belongs_to_the_surname_that_has_it_elsewhere() {
        let text = "Bill de Wolff ran. Critics of de Wolff cheered.";
        assert_eq!(mended(Lang::En, text, &[(0, 3, 0), (8, 9, 0)]), [(0, 3, 0), (7, 9, 0)]);
        let text = "Bill Wolff ran. Critici van de Wolff juichten.";
        assert_eq!(mended(Lang::Nl, text, &[(0, 2, 0), (7, 8, 0)]), [(0, 2, 0), (7, 8, 0)]);
    }

    #[test]
    fn those_whose_family_came_from_elsewhere_are_one_name() {
        let text = "A Korean-Canadian family met Korean-Japanese talks.";
        let names = [(1, 2, 3), (3, 4, 3), (6, 7, 3), (8, 9, 3)];
        assert_eq!(mended(Lang::En, text, &names), [(1, 4, 3), (6, 7, 3), (8, 9, 3)]);
    }
}
