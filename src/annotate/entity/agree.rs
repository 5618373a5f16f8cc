//! Names of one spelling agree throughout an article.
//!
//! In gold, one spelling has one kind in an article in 998 of 1,000 mentions, and a surname whose full name the article
//! gives is always that person's. So what was found first votes, and sentences with a mention that differs, or that
//! was passed over, are decoded anew with the votes added to their scores.

use super::article::{Article, Place};
use super::enumeration;
use super::gazetteer::Kinds;
use super::hash::{self, HashedMap};
use super::label::{self, KINDS, Name, Position};
use super::model::Scores;
use super::word::Form;
use crate::annotate::Kind;

/// Longest name that is looked for again, in tokens.
const LONGEST: usize = 8;

/// Added to the scores of labels that the votes ask for, in a model's unit, where another kind was found.
const FOR_KIND: i16 = 200;

/// The same where the votes decide.
const FOR_CERTAIN: i16 = 600;

/// The same where nothing was found.
const FOR_NAME: i16 = 90;

/// Votes of a full name for its surname as a person: more than a surname unknown to the lists gets as something else.
const SURNAME: u32 = 12;

/// Votes that decide: those of a name for the abbreviation of it that stands in brackets after it, and of a determiner
/// before the name of a people.
const DECIDED: u32 = 1 << 20;

/// Votes of a listed first name and surname together for a person.
const FULL: u32 = 2;

/// Words that stand before a person's name alone.
const HONORIFICS: [&str; 17] = [
    "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mevrouw", "meneer", "dhr.", "mw.", "herr", "frau",
    "monsieur", "señor", "señora",
];

/// What stands before the name of a ship.
const SHIPS: [&str; 8] = ["uss", "u.s.s.", "hms", "h.m.s.", "hmcs", "hmas", "hr.ms.", "zr.ms."];

/// For each spelling the votes for its kinds.
#[derive(Default)]
pub struct Votes {
    kinds: HashedMap<[u32; KINDS.len()]>,
    /// How often each spelling was found as a name.
    found: HashedMap<u32>,
    /// The last words of full names of persons.
    surnames: HashedMap<()>,
}

impl Votes {
    /// What the names found in an article say.
    pub fn of(article: &Article, names: &[Name]) -> Votes {
        let mut votes = Votes::default();
        for name in names {
            let Some(whole) = spelling(article, name.first, name.end) else { continue };
            votes.add(whole, name.kind, 1);
            *votes.found.entry(whole).or_default() += 1;
            votes.ship(article, name, whole);
            votes.person(article, name, whole);
            if let Some(people) = people(article, name) {
                votes.add(whole, people, DECIDED);
            }
            let person = KINDS[usize::from(name.kind)] == Kind::Person || is_full(article, name);
            let kind = label::kind_index(Kind::Person).unwrap_or(name.kind);
            if name.end - name.first > 1
                && person
                && let Some(surname) = spelling(article, name.end - 1, name.end)
            {
                votes.add(surname, kind, SURNAME);
                votes.surnames.insert(surname, ());
            }
            if let Some(at) = abbreviation(article, name)
                && let Some(short) = spelling(article, at, at + 1)
            {
                votes.add(short, name.kind, DECIDED);
            }
        }
        votes
    }

    /// A ship is a thing, and so is what its name stands for without the letters before it.
    fn ship(&mut self, article: &Article, name: &Name, whole: u64) {
        let first = article.word(name.first as usize).lowered.of(&article.lowered);
        let Some(misc) = label::kind_index(Kind::Misc).filter(|_| SHIPS.contains(&first)) else { return };
        let rest = (name.end - name.first > 1).then(|| spelling(article, name.first + 1, name.end)).flatten();
        if let Some(rest) = rest {
            self.add(whole, misc, DECIDED);
            self.add(rest, misc, DECIDED);
        }
    }

    /// Who is addressed as one is a person, and so is who has a listed first name and surname.
    fn person(&mut self, article: &Article, name: &Name, whole: u64) {
        let Some(person) = label::kind_index(Kind::Person) else { return };
        let sentence = article.tokens.sentences.partition_point(|s| s.end <= name.first);
        let begins = article.tokens.sentences.get(sentence).is_none_or(|s| s.first == name.first);
        if !begins && is_honorific(article, name.first - 1) {
            self.add(whole, person, DECIDED);
        } else if is_full(article, name) {
            self.add(whole, person, FULL);
        }
    }

    /// How often a name's spelling was found as a name of its own.
    pub fn found(&self, article: &Article, name: &Name) -> u32 {
        let key = spelling(article, name.first, name.end);
        key.and_then(|key| self.found.get(&key)).copied().unwrap_or(0)
    }

    /// Whether a name is the last word of a person's full name.
    pub fn is_surname(&self, article: &Article, name: &Name) -> bool {
        let key = spelling(article, name.first, name.end);
        key.is_some_and(|key| self.surnames.contains_key(&key))
    }

    fn add(&mut self, spelling: u64, kind: u8, votes: u32) {
        let counts = self.kinds.entry(spelling).or_default();
        counts[usize::from(kind)] = counts[usize::from(kind)].saturating_add(votes);
    }

    /// All votes of a name's spelling.
    pub fn count(&self, article: &Article, name: &Name) -> u32 {
        let counts = spelling(article, name.first, name.end).and_then(|s| self.kinds.get(&s));
        counts.map_or(0, |counts| counts.iter().fold(0, |sum, c| sum.saturating_add(*c)))
    }

    /// The kind that a name's spelling has in the article.
    pub fn kind(&self, article: &Article, name: &Name) -> Option<u8> {
        self.winner(spelling(article, name.first, name.end)?)
    }

    /// The kind with most votes; the one found first where two have as many.
    fn winner(&self, spelling: u64) -> Option<u8> {
        let counts = self.kinds.get(&spelling)?;
        (0..KINDS.len() as u8).rev().max_by_key(|&k| counts[usize::from(k)])
    }
}

/// Adds to the scores of tokens what names elsewhere in the article say of them; gives the tokens that this concerns.
pub fn spread(article: &Article, names: &[Name], scores: &mut [Scores]) -> Vec<u32> {
    let votes = Votes::of(article, names);
    let mut touched = Vec::new();
    for name in enumeration::misfits(article, names) {
        add(name, FOR_KIND, scores, &mut touched);
    }
    let mut inside = names.iter().copied().peekable();
    for sentence in &article.tokens.sentences {
        let mut at = sentence.first;
        while at < sentence.end {
            while inside.peek().is_some_and(|n| n.end <= at) {
                inside.next();
            }
            let found = inside.peek().copied().filter(|n| n.first <= at);
            let Some((end, kind)) = longest(article, &votes, at, sentence.end) else {
                at += 1;
                continue;
            };
            let wanted = Name { first: at, end, kind };
            match found {
                Some(name) if name == wanted => {}
                Some(name) if name.first == at && name.end == end => {
                    let decided = votes.count(article, &wanted) >= DECIDED;
                    let bonus = if decided { FOR_CERTAIN } else { FOR_KIND };
                    add(wanted, bonus, scores, &mut touched)
                }
                Some(name) if name.end > end || name.first < at => {
                    at = name.end;
                    continue;
                }
                _ => add(wanted, FOR_NAME, scores, &mut touched),
            }
            at = end;
        }
    }
    touched.sort_unstable();
    touched
}

/// Whether a token is a word that stands before persons' names alone (`Dr`, `mevrouw`); not so in capitals (`MS
/// Galaxy`, `DR Congo`).
pub fn is_honorific(article: &Article, token: u32) -> bool {
    let word = article.word(token as usize);
    !word.form.has(Form::ALL_CAPITALS) && HONORIFICS.contains(&word.lowered.of(&article.lowered))
}

/// Whether a name that no list has as one is a listed first name, no name of anything else, and a surname.
fn is_full(article: &Article, name: &Name) -> bool {
    let (first, last) = (article.word(name.first as usize), article.word(name.end as usize - 1));
    let people = Kinds::FIRST.with(Kinds::SURNAME).with(Kinds::PERSON).with(Kinds::NAME);
    let words = name.end - name.first;
    (2..=4).contains(&words)
        && article.marks[name.first as usize].length == 0
        && first.kinds.has(Kinds::FIRST)
        && Kinds(first.kinds.0 & !people.0) == Kinds::NONE
        && last.kinds.has(Kinds::SURNAME)
        && !last.kinds.has(Kinds::ORG_WORD)
        && (name.first + 1..name.end).all(|at| !article.word(at as usize).form.has(Form::MARK))
}

/// The kind of a people, where the lists know a name as one and neither as a body nor as a country (`the
/// Philippines`), and the text has a determiner before it.
fn people(article: &Article, name: &Name) -> Option<u8> {
    let word = article.word(name.first as usize);
    let bodies = Kinds::ORG.with(Kinds::PARTY).with(Kinds::MEDIA).with(Kinds::CLUB).with(Kinds::COMPANY);
    let others = bodies.with(Kinds::COUNTRY);
    let single = name.end == name.first + 1 && KINDS[usize::from(name.kind)] != Kind::Person;
    let known = single && word.kinds.has(Kinds::DEMONYM) && !word.kinds.has(others);
    let before = name.first.checked_sub(1).filter(|_| known)?;
    let determiner = matches!(
        article.word(before as usize).lowered.of(&article.lowered),
        "de" | "die" | "deze" | "the" | "these" | "those" | "les" | "ces" | "los" | "las"
    );
    // `de Roma-trainer` may speak of the club.
    let whole = !article.places[name.first as usize].has(Place::JOINED_RIGHT);
    label::kind_index(Kind::Misc).filter(|_| determiner && whole)
}

/// The token in brackets after a name of several words that stands for it: its letters are initials of the name's
/// words.
fn abbreviation(article: &Article, name: &Name) -> Option<u32> {
    let at = name.end + 1;
    let inside = (at as usize) < article.ids.len() && name.end - name.first > 1;
    let letters = |token: u32| article.word(token as usize).lowered.of(&article.lowered);
    if !inside || letters(name.end) != "(" || !article.word(at as usize).form.has(Form::ALL_CAPITALS) {
        return None;
    }
    let mut words = name.first..name.end;
    let mut short = letters(at).chars();
    let first = words.next()?;
    let begins = short.next() == letters(first).chars().next();
    let follow = short.all(|c| words.any(|token| letters(token).starts_with(c)));
    (begins && follow).then_some(at)
}

/// The longest name that begins at a token, and its kind.
fn longest(article: &Article, votes: &Votes, at: u32, limit: u32) -> Option<(u32, u8)> {
    if !article.word(at as usize).is_capital() {
        return None;
    }
    let mut key = START;
    let mut best = None;
    for token in at..limit.min(at + LONGEST as u32) {
        key = step(article, key, token);
        if article.word(token as usize).is_capital()
            && let Some(kind) = votes.winner(key)
        {
            best = Some((token + 1, kind));
        }
    }
    best
}

const START: u64 = 0x5bd1;

fn step(article: &Article, key: u64, token: u32) -> u64 {
    hash::mix(key, u64::from(article.word(token as usize).group) + 1)
}

/// The key of a name's spelling, capitals aside; none for one that does not begin and end with a capital, or is too
/// long.
fn spelling(article: &Article, first: u32, end: u32) -> Option<u64> {
    let capital = |token: u32| article.word(token as usize).is_capital();
    let letters = !article.word(first as usize).form.has(Form::MARK);
    let fits = letters && capital(first) && capital(end - 1) && (end - first) as usize <= LONGEST;
    fits.then(|| (first..end).fold(START, |key, token| step(article, key, token)))
}

fn add(name: Name, bonus: i16, scores: &mut [Scores], touched: &mut Vec<u32>) {
    for token in name.first..name.end {
        let position = match (token == name.first, token + 1 == name.end) {
            (true, true) => Position::Single,
            (true, false) => Position::Begin,
            (false, true) => Position::End,
            (false, false) => Position::Inside,
        };
        let score = &mut scores[token as usize][usize::from(label::label(name.kind, position))];
        *score = score.saturating_add(bonus);
        touched.push(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::lexicon::Lexicon;
    use crate::document::token::tokenize;
    use crate::document::{Format, Lang, parse};

    /// The names that the votes of those at `found` (first token, end, kind) ask for elsewhere in a text.
    fn asked(text: &str, found: &[(u32, u32, u8)]) -> Vec<(u32, u8)> {
        let document = parse(text.as_bytes(), Format::Plain);
        let tokens = tokenize(&document);
        let article = Article::new(&document.text, Lang::En, &tokens, &Lexicon::shipped());
        let names: Vec<Name> = found.iter().map(|&(first, end, kind)| Name { first, end, kind }).collect();
        let mut scores = vec![[0; label::LABELS]; tokens.tokens.len()];
        let touched = spread(&article, &names, &mut scores);
        let best = |token: u32| (0..).zip(scores[token as usize]).max_by_key(|&(_, s)| s);
        touched.into_iter().filter_map(|t| Some((t, label::parts(best(t)?.0)?.0))).collect()
    }

    #[test]
    fn a_surname_is_the_person_of_the_full_name() {
        let text = "Phil Spector sang. Later Spector left. The inspector slept.";
        assert_eq!(asked(text, &[(0, 2, 0), (5, 6, 1)]), [(5, 0)]);
        assert_eq!(asked(text, &[(0, 2, 0)]), [(5, 0)]);
    }

    #[test]
    fn a_people_has_a_determiner_and_a_club_none() {
        let text = "Roma won. Those Roma left.";
        assert_eq!(asked(text, &[(0, 1, 2), (4, 5, 2)]), [(0, 3), (4, 3)]);
        assert!(asked("Roma won. Later Roma lost.", &[(0, 1, 2), (4, 5, 2)]).is_empty());
    }

    #[test]
    fn an_abbreviation_is_what_it_stands_for() {
        let text = "The Ballot Prevention Act (BPA) passed. Many loved BPA.";
        assert_eq!(asked(text, &[(1, 4, 3), (5, 6, 2), (11, 12, 2)]), [(5, 3), (11, 3)]);
        assert!(asked("Ann Lee (BBC) spoke for BBC.", &[(0, 2, 0), (3, 4, 2), (7, 8, 2)]).is_empty());
    }

    #[test]
    fn a_ship_is_a_thing_with_and_without_its_letters() {
        let text = "The USS Farragam sank. Divers saw Farragam.";
        assert_eq!(asked(text, &[(1, 3, 2), (7, 8, 0)]), [(1, 3), (2, 3), (7, 3)]);
    }

    #[test]
    fn a_listed_first_name_and_surname_are_a_person() {
        let text = "Later Doris Jansen sang.";
        assert_eq!(asked(text, &[(1, 3, 3)]), [(1, 0), (2, 0)]);
        assert!(asked("Later Paris Jansen sang.", &[(1, 3, 3)]).is_empty());
    }

    #[test]
    fn who_is_addressed_is_a_person_everywhere() {
        let text = "So Mrs Vantage spoke. All heard Vantage.";
        assert_eq!(asked(text, &[(2, 3, 2), (7, 8, 2)]), [(2, 0), (7, 0)]);
    }
}
