//! Phrases: runs of capitalised words joined by small ones (`American Civil Liberties Union of Montana`), with the word
//! that says what they are (`Union`), and abbreviations that stand in brackets after them.

use super::article::Article;
use super::gazetteer::Kinds;
use super::word::Form;
use crate::document::token::Sentence;

/// A run of capitalised words and the small words between them, as tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// First token.
    pub first: u32,
    /// The token after the last.
    pub end: u32,
    /// The last capitalised word before the first joining word.
    pub head: u32,
    /// What the name lists say of its words, together.
    pub kinds: Kinds,
}

/// Small words that stand inside names, in any of the languages; two in a row at most.
const JOINTS: [&str; 26] = [
    "of", "the", "for", "and", "&", "on", "van", "voor", "de", "den", "der", "het", "en", "des", "du", "la",
    "le", "les", "und", "für", "et", "pour", "y", "del", "para", "e",
];

/// The phrases of a sentence; those of one word count as well.
pub fn phrases(article: &Article, sentence: Sentence) -> Vec<Phrase> {
    let mut found = Vec::new();
    let (mut at, end) = (sentence.first as usize, sentence.end as usize);
    while at < end {
        if article.word(at).is_capital() {
            let phrase = phrase(article, at, end);
            at = phrase.end as usize;
            found.push(phrase);
        } else {
            at += 1;
        }
    }
    found
}

fn phrase(article: &Article, first: usize, limit: usize) -> Phrase {
    let mut phrase = Phrase {
        first: first as u32,
        end: first as u32 + 1,
        head: first as u32,
        kinds: article.word(first).kinds,
    };
    let mut joined = false;
    while let Some(next) = next(article, phrase.end as usize, limit) {
        joined |= next > phrase.end as usize;
        if !joined {
            phrase.head = next as u32;
        }
        phrase.kinds = phrase.kinds.with(article.word(next).kinds);
        phrase.end = next as u32 + 1;
    }
    phrase
}

/// The capitalised word with which a phrase goes on.
fn next(article: &Article, from: usize, limit: usize) -> Option<usize> {
    let small = (from..limit.min(from + 2)).take_while(|&at| joins(article, at)).count();
    let next = from + small;
    (next < limit && article.word(next).is_capital()).then_some(next)
}

fn joins(article: &Article, at: usize) -> bool {
    let word = article.word(at);
    !word.is_capital() && JOINTS.contains(&word.lowered.of(&article.lowered))
}

/// The abbreviation in brackets directly after a phrase, as a token.
pub fn abbreviation(article: &Article, phrase: &Phrase, sentence: Sentence) -> Option<usize> {
    let at = phrase.end as usize + 1;
    let inside = at < sentence.end as usize && phrase.end - phrase.first > 1;
    let bracket = inside && article.word(at - 1).lowered.of(&article.lowered) == "(";
    (bracket && article.word(at).form.has(Form::ALL_CAPITALS)).then_some(at)
}
