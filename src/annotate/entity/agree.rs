//! Names of one spelling agree throughout an article.
//!
//! In gold, one spelling has one kind in an article in 998 of 1,000 mentions, and a surname whose full name the article
//! gives is always that person's. So what was found first votes, and sentences with a mention that differs, or that
//! was passed over, are decoded anew with the votes added to their scores.

use super::article::Article;
use super::hash::{self, HashedMap};
use super::label::{self, KINDS, Name, Position};
use super::model::Scores;
use super::word::Form;

/// Longest name that is looked for again, in tokens.
const LONGEST: usize = 8;

/// Added to the scores of labels that the votes ask for, in a model's unit, where another kind was found.
const FOR_KIND: i16 = 120;

/// The same where nothing was found.
const FOR_NAME: i16 = 60;

/// Votes of a full name for its surname as a person.
const SURNAME: u32 = 4;

/// For each spelling the votes for its kinds.
#[derive(Default)]
struct Votes(HashedMap<[u32; KINDS.len()]>);

impl Votes {
    fn add(&mut self, spelling: u64, kind: u8, votes: u32) {
        let counts = self.0.entry(spelling).or_default();
        counts[usize::from(kind)] += votes;
    }

    /// The kind with most votes; the one found first where two have as many.
    fn winner(&self, spelling: u64) -> Option<u8> {
        let counts = self.0.get(&spelling)?;
        (0..KINDS.len() as u8).rev().max_by_key(|&k| counts[usize::from(k)])
    }
}

/// Adds to the scores of tokens what names elsewhere in the article say of them; gives the tokens that this concerns.
pub fn spread(article: &Article, names: &[Name], scores: &mut [Scores]) -> Vec<u32> {
    let votes = votes(article, names);
    let mut touched = Vec::new();
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
                    add(wanted, FOR_KIND, scores, &mut touched)
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
    touched
}

fn votes(article: &Article, names: &[Name]) -> Votes {
    let mut votes = Votes::default();
    for name in names {
        let Some(spelling) = spelling(article, name.first, name.end) else { continue };
        votes.add(spelling, name.kind, 1);
        let full =
            name.end - name.first > 1 && KINDS[usize::from(name.kind)] == crate::annotate::Kind::Person;
        if full && let Some(surname) = self::spelling(article, name.end - 1, name.end) {
            votes.add(surname, name.kind, SURNAME);
        }
    }
    votes
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
