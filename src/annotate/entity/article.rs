//! What an article as a whole says about its words: where each stands, and how the same word is used elsewhere.

use super::gazetteer::{Kinds, Mark};
use super::hash::{self, HashedMap};
use super::lexicon::Lexicon;
use super::phrase::{self, Phrase};
use super::topic::Topic;
use super::word::{Form, Word};
use crate::document::token::{Sentence, Tokens};
use crate::document::{Lang, Token, TokenKind};

/// What is known of a token's place: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place(pub u16);

impl Place {
    /// The first word of its sentence, opening marks aside.
    pub const FIRST: Place = Place(1);
    /// In a line written in capitals.
    pub const SHOUTED: Place = Place(1 << 1);
    /// In a sentence without a final stop (headings, captions).
    pub const UNSTOPPED: Place = Place(1 << 2);
    /// Joined by a hyphen or slash to the word before.
    pub const JOINED_LEFT: Place = Place(1 << 3);
    /// Joined by a hyphen or slash to the word after.
    pub const JOINED_RIGHT: Place = Place(1 << 4);
    /// Directly after an opening mark or a colon.
    pub const OPENED: Place = Place(1 << 5);
    /// In a line that writes its words with capitals, as English headings do.
    pub const TITLED: Place = Place(1 << 6);

    /// Whether it holds one of `other`'s properties.
    pub fn has(self, other: Place) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a capital here says nothing about the word.
    pub fn hides_case(self) -> bool {
        self.has(Place(Self::FIRST.0 | Self::SHOUTED.0 | Self::OPENED.0 | Self::TITLED.0))
    }
}

/// Neighbours that are remembered for each word.
const NEIGHBOURS: usize = 6;

/// How a word, whatever its capitals, is used in the article.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Occurrences with a capital where none was needed.
    pub capital: u16,
    /// Occurrences without a capital.
    pub small: u16,
    /// All occurrences.
    pub all: u16,
    /// Occurrences after another capitalised word.
    pub after_capital: u16,
    /// Occurrences before another capitalised word.
    pub before_capital: u16,
    /// The head, as a token, of the phrase that the word abbreviates.
    pub expansion: Option<u32>,
    /// What the name lists say of the names of several words that it is part of.
    pub listed: Kinds,
    /// The words that precede it where it has a capital.
    pub left: Company,
    /// The words that follow it where it has a capital.
    pub right: Company,
}

/// What stands on one side of a word, all over an article.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// Hashes of different words; 0 for the end of the sentence.
    pub words: Few,
    /// Their near classes.
    pub classes: Few,
    /// What the name lists say of them, together.
    pub kinds: Kinds,
}

impl Company {
    fn insert(&mut self, word: Option<&Word>) {
        self.words.insert(word.map_or(0, |w| w.lower));
        self.classes.insert(word.and_then(|w| w.cluster).map_or(0xffff, |c| u64::from(c.near)));
        self.kinds = self.kinds.with(word.map_or(Kinds::NONE, |w| w.kinds));
    }
}

/// The first few different values.
#[derive(Clone, Debug, Default)]
pub struct Few {
    values: [u64; NEIGHBOURS],
    count: u8,
}

impl Few {
    fn insert(&mut self, value: u64) {
        let count = self.count as usize;
        if count < NEIGHBOURS && !self.values[..count].contains(&value) {
            self.values[count] = value;
            self.count += 1;
        }
    }

    /// What was inserted, in order.
    pub fn values(&self) -> &[u64] {
        &self.values[..self.count as usize]
    }
}

/// An article as the recogniser sees it.
#[derive(Debug)]
pub struct Article<'a> {
    /// Its tokens and sentences.
    pub tokens: &'a Tokens,
    /// Its language.
    pub lang: Lang,
    /// For each token the index of its word.
    pub ids: Vec<u32>,
    /// The different words.
    pub words: Vec<Word>,
    /// The words' spellings in lower case.
    pub lowered: String,
    /// For each token its place.
    pub places: Vec<Place>,
    /// For each token what the name lists say about it and its neighbours.
    pub marks: Vec<Mark>,
    /// For each group of words how it is used.
    pub facts: Vec<Facts>,
    /// The group of each spelling in lower case, by its hash.
    groups: HashedMap<u32>,
    /// For each token the run of capitalised words that it stands in.
    pub runs: Vec<Run>,
    /// The phrases, in order.
    phrases: Vec<Phrase>,
    /// For each token the number of its phrase, counted from 1; 0 for none.
    in_phrase: Vec<u32>,
    /// What it is about; known of English articles alone.
    pub topic: Topic,
}

/// The capitalised words around a token, as a range of tokens; empty around a small word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// First token.
    pub first: u32,
    /// The token after the last.
    pub end: u32,
}

impl<'a> Article<'a> {
    /// Looks through an article once.
    pub fn new(text: &str, lang: Lang, tokens: &'a Tokens, lexicon: &Lexicon) -> Article<'a> {
        let mut article = Article {
            tokens,
            lang,
            ids: Vec::with_capacity(tokens.tokens.len()),
            words: Vec::new(),
            lowered: String::new(),
            places: Vec::with_capacity(tokens.tokens.len()),
            marks: Vec::with_capacity(tokens.tokens.len()),
            facts: Vec::new(),
            groups: HashedMap::default(),
            runs: vec![Run::default(); tokens.tokens.len()],
            phrases: Vec::new(),
            in_phrase: vec![0; tokens.tokens.len()],
            topic: Topic::default(),
        };
        article.intern(text, lang, lexicon);
        let mut keys = Vec::new();
        let mut marks = Vec::new();
        for sentence in &tokens.sentences {
            article.place(text, *sentence);
            article.find_runs(*sentence);
            keys.clear();
            keys.extend(article.sentence_ids(*sentence).iter().map(|&id| article.words[id as usize].key));
            lexicon.names.mark(&keys, &mut marks);
            article.marks.append(&mut marks);
        }
        for sentence in &tokens.sentences {
            article.learn(*sentence);
            article.find_phrases(*sentence);
        }
        if lang == Lang::En {
            article.topic = Topic::of(text, &article);
        }
        article
    }

    /// The word at a token.
    pub fn word(&self, token: usize) -> &Word {
        &self.words[self.ids[token] as usize]
    }

    /// How the word at a token is used in the article.
    pub fn facts(&self, token: usize) -> &Facts {
        &self.facts[self.word(token).group as usize]
    }

    /// The group of words with this hash of their spelling in lower case.
    pub fn group(&self, lower: u64) -> Option<u32> {
        self.groups.get(&lower).copied()
    }

    /// The phrase of capitalised words that a token stands in.
    pub fn phrase(&self, token: usize) -> Option<Phrase> {
        let number = self.in_phrase[token].checked_sub(1)?;
        self.phrases.get(number as usize).copied()
    }

    /// Notes the phrases of a sentence and the abbreviations of them.
    fn find_phrases(&mut self, sentence: Sentence) {
        for phrase in phrase::phrases(self, sentence) {
            if let Some(at) = phrase::abbreviation(self, &phrase, sentence) {
                let group = self.word(at).group as usize;
                self.facts[group].expansion.get_or_insert(phrase.head);
            }
            self.phrases.push(phrase);
            self.in_phrase[phrase.first as usize..phrase.end as usize].fill(self.phrases.len() as u32);
        }
    }

    fn sentence_ids(&self, sentence: Sentence) -> &[u32] {
        &self.ids[sentence.first as usize..sentence.end as usize]
    }

    fn intern(&mut self, text: &str, lang: Lang, lexicon: &Lexicon) {
        let mut known: HashedMap<u32> = HashedMap::default();
        for token in &self.tokens.tokens {
            let spelling = token.span.of(text);
            let exact = hash::text(spelling);
            let next = self.words.len() as u32;
            let id = *known.entry(exact).or_insert(next);
            if id == next {
                let mut word = Word::new(spelling, token.span, exact, lang, lexicon, &mut self.lowered);
                let next_group = self.facts.len() as u32;
                word.group = *self.groups.entry(word.lower).or_insert(next_group);
                if word.group == next_group {
                    self.facts.push(Facts::default());
                }
                self.words.push(word);
            }
            self.ids.push(id);
        }
    }

    /// Notes the place of each token of a sentence.
    fn place(&mut self, text: &str, sentence: Sentence) {
        let (from, end) = (sentence.first as usize, sentence.end as usize);
        let common = self.line_style(from, end);
        let mut first_seen = false;
        for at in from..end {
            let mut place = common;
            let is_mark = self.word(at).form.has(Form::MARK);
            if !is_mark && !first_seen {
                place |= Place::FIRST.0;
                first_seen = true;
            }
            if at > from && self.opens(text, at - 1) {
                place |= Place::OPENED.0;
            }
            if at > from + 1 && self.is_joint(at - 1) && !self.tokens.tokens[at].spaced {
                place |= Place::JOINED_LEFT.0;
            }
            if at + 2 < end && self.is_joint(at + 1) && !self.tokens.tokens[at + 2].spaced {
                place |= Place::JOINED_RIGHT.0;
            }
            self.places.push(Place(place));
        }
    }

    /// A hyphen or slash with no space before it.
    fn is_joint(&self, at: usize) -> bool {
        !self.tokens.tokens[at].spaced && self.word(at).form.has(Form::HYPHEN)
    }

    fn opens(&self, text: &str, at: usize) -> bool {
        let token: &Token = &self.tokens.tokens[at];
        token.kind == TokenKind::Punct
            && match token.span.of(text) {
                ":" | "“" | "„" | "‘" | "«" | "•" => true,
                "\"" | "'" => token.spaced,
                _ => false,
            }
    }

    /// How the capitals and the final stop of a sentence are set.
    fn line_style(&self, from: usize, end: usize) -> u16 {
        let (mut small, mut capital, mut shouted) = (0, 0, 0);
        for at in from..end {
            let form = self.word(at).form;
            small += u32::from(form.has(Form::SMALL));
            capital += u32::from(form.has(Form::CAPITAL));
            shouted += u32::from(form.has(Form::ALL_CAPITALS));
        }
        let stopped = self.word(end - 1).form.has(Form::MARK) || self.word(end - 1).form.has(Form::DOTTED);
        let mut style = 0;
        if !stopped {
            style |= Place::UNSTOPPED.0;
        }
        if small == 0 && shouted >= 3 {
            style |= Place::SHOUTED.0;
        } else if capital >= 4 && capital > 2 * small {
            style |= Place::TITLED.0;
        }
        style
    }

    fn find_runs(&mut self, sentence: Sentence) {
        let end = sentence.end as usize;
        let mut at = sentence.first as usize;
        while at < end {
            let first = at;
            while at < end && (self.word(at).is_capital() || self.continues(first, at, end)) {
                at += 1;
            }
            self.runs[first..at].fill(Run { first: first as u32, end: at as u32 });
            at = at.max(first + 1);
        }
    }

    /// A hyphen between capitalised words does not end their run.
    fn continues(&self, first: usize, at: usize, end: usize) -> bool {
        at > first && at + 1 < end && self.is_joint(at) && self.word(at + 1).is_capital()
    }

    /// Notes how the words of a sentence are used.
    fn learn(&mut self, sentence: Sentence) {
        let (from, end) = (sentence.first as usize, sentence.end as usize);
        for at in from..end {
            let word = *self.word(at);
            let left = (at > from).then(|| *self.word(at - 1));
            let right = (at + 1 < end).then(|| *self.word(at + 1));
            let hidden = self.places[at].hides_case();
            let left_hidden = at > from && self.places[at - 1].hides_case();
            let mark = self.marks[at];
            let facts = &mut self.facts[word.group as usize];
            facts.all = facts.all.saturating_add(1);
            if !word.is_capital() {
                facts.small = facts.small.saturating_add(1);
                continue;
            }
            if !hidden {
                facts.capital = facts.capital.saturating_add(1);
            }
            if left.is_some_and(|w| w.is_capital()) && !left_hidden {
                facts.after_capital = facts.after_capital.saturating_add(1);
            }
            if right.is_some_and(|w| w.is_capital()) {
                facts.before_capital = facts.before_capital.saturating_add(1);
            }
            facts.listed = facts.listed.with(mark.begin).with(mark.inside);
            facts.left.insert(left.as_ref());
            facts.right.insert(right.as_ref());
        }
    }
}
