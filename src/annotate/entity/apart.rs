//! Two names found as one (`Wilders Timmermans`), and a word before a name found as a part of it (`Moedige Smit`):
//! what the rest of the article and the name lists know apart is parted.

use super::agree::{Votes, is_honorific};
use super::article::Article;
use super::gazetteer::Kinds;
use super::label::{self, KINDS, Name};
use super::settle::kind_of;
use super::word::Form;
use crate::annotate::Kind;

/// The two parts of a name, or its second part alone where the first is no name; none where it is one name.
pub fn parts(article: &Article, votes: &Votes, name: &Name) -> Option<(Option<Name>, Name)> {
    let parter = Parter { article, votes, name };
    let cuts = (name.first + 1..name.end).filter(|&at| article.tokens.tokens[at as usize].spaced);
    cuts.clone()
        .find_map(|at| parter.two(at))
        .or_else(|| (name.first + 1..name.end - 1).find_map(|at| parter.joined(at)))
        .or_else(|| parter.lead())
        .or_else(|| cuts.clone().find_map(|at| parter.body_and_person(at)))
}

struct Parter<'a> {
    article: &'a Article<'a>,
    votes: &'a Votes,
    name: &'a Name,
}

impl Parter<'_> {
    fn split(&self, at: u32) -> (Name, Name) {
        (Name { end: at, ..*self.name }, Name { first: at, ..*self.name })
    }

    /// The name as it was found elsewhere in the article, where that is so.
    fn elsewhere(&self, name: &Name) -> Option<Name> {
        let kind =
            self.votes.kind(self.article, name).filter(|_| self.votes.found(self.article, name) > 0)?;
        Some(Name { kind, ..*name })
    }

    /// Two names that the article has apart as well.
    fn two(&self, at: u32) -> Option<(Option<Name>, Name)> {
        let (first, second) = self.split(at);
        let once = self.votes.found(self.article, self.name) <= 1;
        let first = self.elsewhere(&first).filter(|_| once)?;
        let second = self.elsewhere(&second)?;
        let surname = self.votes.is_surname(self.article, &first);
        let fits = match (kind(&first), kind(&second), kind(self.name)) {
            (Kind::Person, Kind::Person, _) => surname && self.votes.is_surname(self.article, &second),
            (Kind::Person, Kind::Place | Kind::Organisation, Kind::Person) => surname,
            (Kind::Place, Kind::Place, Kind::Place | Kind::Person) => true,
            _ => false,
        };
        fits.then_some((Some(first), second))
    }

    /// Two names that the article has apart as well, joined by a word or a hyphen that is part of neither.
    fn joined(&self, at: u32) -> Option<(Option<Name>, Name)> {
        let article = self.article;
        let joint = article.word(at as usize).lowered.of(&article.lowered);
        let hyphen = matches!(joint, "-" | "–");
        let joins = hyphen || matches!(joint, "and" | "&" | "en" | "und" | "et" | "y");
        if !joins || self.votes.found(article, self.name) > 1 {
            return None;
        }
        let first = self.elsewhere(&Name { end: at, ..*self.name })?;
        let second = self.elsewhere(&Name { first: at + 1, ..*self.name })?;
        let persons = kind(&first) == Kind::Person || kind(&second) == Kind::Person;
        let alike = first.kind == second.kind;
        let things = kind(&first) == Kind::Misc;
        let fits = if hyphen { alike && !persons && !things } else { alike || persons };
        fits.then_some((Some(first), second))
    }

    /// A title, a people or a word that begins its sentence before a name that the article has without it.
    fn lead(&self) -> Option<(Option<Name>, Name)> {
        let (lead, rest) = self.split(self.name.first + 1);
        if is_honorific(self.article, lead.first) && kind(self.name) != Kind::Person {
            return Some((None, Name { kind: label::kind_index(Kind::Person)?, ..rest }));
        }
        let word = self.article.word(lead.first as usize);
        let capital = self.article.word(rest.first as usize).is_capital();
        let rest = self.elsewhere(&rest).filter(|_| capital)?;
        let more = self.votes.found(self.article, &rest) >= self.votes.found(self.article, self.name);
        let person = kind(&rest) == Kind::Person;
        let misc = label::kind_index(Kind::Misc)?;
        if !more || word.kinds.has(Kinds::FIRST) {
            return None;
        }
        let opens = self.article.places[lead.first as usize].hides_case() && word.common;
        let nameless =
            word.kinds.with(word.small_kinds).has(Kinds::TITLE) || opens && !word.kinds.has(Kinds::SURNAME);
        if person && word.kinds.has(Kinds::DEMONYM) && !word.kinds.has(Kinds::SURNAME) {
            Some((Some(Name { kind: misc, ..lead }), rest))
        } else if nameless && (person || opens) {
            Some((None, rest))
        } else {
            None
        }
    }

    /// A listed body or place before a person whose first name is listed (`United Nations Ann Lee`).
    fn body_and_person(&self, at: u32) -> Option<(Option<Name>, Name)> {
        let article = self.article;
        let (first, second) = self.split(at);
        let mark = article.marks[first.first as usize];
        let whole = u32::from(mark.length) == first.end - first.first;
        let found = Some(self.name.kind).filter(|_| mark.begin != Kinds::NONE);
        let kind = kind_of(mark.begin).or(found).filter(|_| whole && second.end - second.first > 1)?;
        let last = article.word(second.end as usize - 1);
        let given = article.word(second.first as usize);
        let person = given.kinds.has(Kinds::FIRST) && !given.form.has(Form::ALL_CAPITALS) && !given.common;
        let body = last.kinds.has(Kinds::ORG_WORD) || last.small_kinds != Kinds::NONE;
        let fits = matches!(KINDS[usize::from(kind)], Kind::Organisation | Kind::Place);
        let person = label::kind_index(Kind::Person).filter(|_| person && !body && fits)?;
        Some((Some(Name { kind, ..first }), Name { kind: person, ..second }))
    }
}

fn kind(name: &Name) -> Kind {
    KINDS[usize::from(name.kind)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::lexicon::Lexicon;
    use crate::document::token::tokenize;
    use crate::document::{Format, Lang, parse};

    /// The parts of the last of the names found (first token, end, kind) in a text, as text and kind.
    fn parted(lang: Lang, text: &str, names: &[(u32, u32, u8)]) -> Vec<(String, u8)> {
        let document = parse(text.as_bytes(), Format::Plain);
        let tokens = tokenize(&document);
        let article = Article::new(&document.text, lang, &tokens, &Lexicon::shipped());
        let names: Vec<Name> = names.iter().map(|&(first, end, kind)| Name { first, end, kind }).collect();
        let votes = Votes::of(&article, &names);
        let Some((first, second)) = names.last().and_then(|last| parts(&article, &votes, last)) else {
            return Vec::new();
        };
        let of = |n: Name| (super::super::tagger::span(&tokens, &n).of(&document.text).to_string(), n.kind);
        first.into_iter().chain([second]).map(of).collect()
    }

    #[test]
    fn two_surnames_are_two_persons() {
        let text = "Wim Kamps en Bea Smit debatteerden. Toen prees Kamps Smit.";
        let found = parted(Lang::Nl, text, &[(0, 2, 0), (3, 5, 0), (9, 11, 0)]);
        assert_eq!(found, [], "neither surname was found by itself");
        let text = "Wim Kamps en Bea Smit spraken. Kamps zweeg, Smit niet. Toen prees Kamps Smit.";
        let names = [(0, 2, 0), (3, 5, 0), (7, 8, 0), (10, 11, 0), (15, 17, 0)];
        assert_eq!(parted(Lang::Nl, text, &names), [("Kamps".into(), 0), ("Smit".into(), 0)]);
    }

    #[test]
    fn a_word_that_begins_a_sentence_is_no_part_of_a_name() {
        let text = "Bea Smit won. Smit lachte. Moedige Smit juichte.";
        let found = parted(Lang::Nl, text, &[(0, 2, 0), (4, 5, 0), (7, 9, 0)]);
        assert_eq!(found, [("Smit".into(), 0)]);
        assert!(parted(Lang::Nl, "Smit won. Bea Smit lachte.", &[(0, 1, 0), (3, 5, 0)]).is_empty());
    }

    #[test]
    fn who_is_addressed_is_a_person() {
        let text = "Then Dr Okello Vantage left the room.";
        assert_eq!(parted(Lang::En, text, &[(1, 4, 2)]), [("Okello Vantage".into(), 0)]);
        assert!(parted(Lang::En, "They left DR Congo.", &[(2, 4, 1)]).is_empty());
    }

    #[test]
    fn a_listed_body_ends_before_a_person() {
        let text = "Ambassador to the United Nations Nikki Brandsma spoke.";
        let found = parted(Lang::En, text, &[(3, 7, 2)]);
        assert_eq!(found, [("United Nations".into(), 2), ("Nikki Brandsma".into(), 0)]);
    }

    #[test]
    fn a_hyphen_or_small_word_parts_what_the_article_has_apart() {
        let text = "PSV beat Lens. The PSV-Lens match drew crowds.";
        let names = [(0, 1, 2), (2, 3, 2), (5, 8, 2)];
        assert_eq!(parted(Lang::En, text, &names), [("PSV".into(), 2), ("Lens".into(), 2)]);
        let text = "Ada sang. Bo danced. Later Ada and Bo rested.";
        let names = [(0, 1, 0), (3, 4, 0), (7, 10, 0)];
        assert_eq!(parted(Lang::En, text, &names), [("Ada".into(), 0), ("Bo".into(), 0)]);
    }
}
