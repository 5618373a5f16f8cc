//! The features of a token, as hashes. The trainer and the recogniser take them from here alone.
//!
//! Features of one word at one distance (`of_word`) are apart from those of a place (`of_place`): the former add up
//! to the same scores wherever the word stands in an article, so the recogniser adds them up once for each word.

mod head;
mod topic;
mod usage;

use super::article::{Article, Place, Run};
use super::gazetteer::Kinds;
use super::hash::mix;
use super::word::{Form, Word};
use crate::document::token::Sentence;

/// Features that are taken or left together, in the order of their bits in [`Families`].
pub const FAMILIES: [&str; 12] = [
    "word",
    "shape",
    "affix",
    "ngram",
    "pair",
    "cluster",
    "gazetteer",
    "document",
    "place",
    "phrase",
    "company",
    "topic",
];

/// A set of families, by their index in [`FAMILIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Families(pub u16);

impl Families {
    /// All of them.
    pub const ALL: Families = Families((1 << FAMILIES.len()) - 1);
    const WORD: u16 = 1;
    const SHAPE: u16 = 1 << 1;
    const AFFIX: u16 = 1 << 2;
    const NGRAM: u16 = 1 << 3;
    const PAIR: u16 = 1 << 4;
    const CLUSTER: u16 = 1 << 5;
    const GAZETTEER: u16 = 1 << 6;
    const DOCUMENT: u16 = 1 << 7;
    const PLACE: u16 = 1 << 8;
    const PHRASE: u16 = 1 << 9;
    const COMPANY: u16 = 1 << 10;
    const TOPIC: u16 = 1 << 11;

    /// All but the family of this name; none where there is no such family.
    pub fn without(name: &str) -> Option<Families> {
        let index = FAMILIES.iter().position(|&f| f == name)?;
        Some(Families(Families::ALL.0 & !(1 << index)))
    }

    /// What both have.
    pub fn and(self, other: Families) -> Families {
        Families(self.0 & other.0)
    }

    fn has(self, family: u16) -> bool {
        self.0 & family != 0
    }
}

/// How far a word's own features reach: this many tokens to either side.
pub const REACH: usize = 2;

/// Distances at which `of_word` is asked, `0` standing for `REACH` tokens before.
pub const DISTANCES: usize = 2 * REACH + 1;

fn feature(template: u64, value: u64) -> u64 {
    mix(template.wrapping_mul(0xd6e8_feb8_6659_fd93), value)
}

/// Templates of one word take the numbers below `100 * DISTANCES`.
fn at_distance(template: u64, distance: usize, value: u64) -> u64 {
    feature(template * DISTANCES as u64 + distance as u64, value)
}

/// Where the features of an article go.
pub struct Extractor<'a, S: FnMut(u64)> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Which features to take.
    pub families: Families,
    /// Whether the letters of capitalised words are hidden, to train for names never seen; looks, lists and
    /// neighbours stay.
    pub masked: bool,
    /// Takes the hash of each feature.
    pub sink: S,
}

impl<S: FnMut(u64)> Extractor<'_, S> {
    fn add(&mut self, template: u64, value: u64) {
        (self.sink)(feature(template, value));
    }

    fn add_at(&mut self, template: u64, distance: usize, value: u64) {
        (self.sink)(at_distance(template, distance, value));
    }

    /// What `word` says about the token that stands `distance` before it (counted from `REACH` before), whatever the
    /// article it stands in.
    pub fn of_word(&mut self, word: &Word, distance: usize) {
        let far = distance.abs_diff(REACH);
        let masked = far == 0 && self.masked && word.is_capital();
        if self.families.has(Families::WORD) && !masked {
            self.add_at(0, distance, word.lower);
        }
        if self.families.has(Families::SHAPE) {
            self.add_at(1, distance, word.shape);
        }
        if self.families.has(Families::GAZETTEER) {
            self.lists(word, distance);
        }
        if self.families.has(Families::CLUSTER) {
            self.clusters(word, distance);
        }
        if far == 1 && self.families.has(Families::AFFIX) {
            self.ending(word, distance, 3);
        }
        if far == 0 {
            self.of_itself(word, distance);
        }
    }

    /// What the article's use of `word` says, as [`Extractor::of_word`].
    pub fn of_use(&mut self, word: &Word, distance: usize) {
        if distance.abs_diff(REACH) <= 1 && self.families.has(Families::DOCUMENT) && word.is_capital() {
            self.usage(word, distance);
        }
    }

    fn lists(&mut self, word: &Word, distance: usize) {
        let case = word.case() << 16;
        self.add_at(3, distance, u64::from(word.kinds.0) | case);
        if distance.abs_diff(REACH) > 1 {
            return;
        }
        for bit in (0..Kinds::COUNT).filter(|bit| word.kinds.0 >> bit & 1 == 1) {
            self.add_at(4, distance, u64::from(bit) | case);
        }
        self.add_at(5, distance, u64::from(word.common) | case);
        for bit in (0..Kinds::COUNT).filter(|bit| word.small_kinds.0 >> bit & 1 == 1) {
            self.add_at(2, distance, u64::from(bit));
        }
    }

    fn clusters(&mut self, word: &Word, distance: usize) {
        let Some(cluster) = word.cluster else { return };
        self.add_at(40, distance, u64::from(cluster.near));
        let branch = |steps| u64::from(cluster.tree) << 32 | u64::from(cluster.branch(steps));
        self.add_at(41, distance, branch(8));
        if distance.abs_diff(REACH) > 1 {
            return;
        }
        self.add_at(42, distance, u64::from(cluster.far));
        self.add_at(43, distance, branch(4));
        self.add_at(44, distance, branch(6));
        self.add_at(45, distance, branch(12));
        self.add_at(46, distance, u64::from(cluster.casing as u8) << 9 | word.case());
    }

    fn of_itself(&mut self, word: &Word, distance: usize) {
        let masked = self.masked && word.is_capital();
        if self.families.has(Families::WORD) && !masked {
            self.add_at(6, distance, word.exact);
        }
        if self.families.has(Families::SHAPE) {
            self.add_at(7, distance, u64::from(word.form.0));
        }
        if self.families.has(Families::AFFIX) && !masked {
            for length in 1..=5 {
                self.ending(word, distance, length);
                self.beginning(word, distance, length);
            }
        }
        if self.families.has(Families::NGRAM) && !masked {
            self.ngrams(word, distance);
        }
    }

    fn ending(&mut self, word: &Word, distance: usize, length: usize) {
        let text = word.lowered.of(&self.article.lowered);
        let start = text.char_indices().rev().nth(length - 1).map(|(i, _)| i);
        if let Some(start) = start.filter(|&s| s > 0) {
            let hash = super::hash::text(&text[start..]);
            self.add_at(8 + length as u64, distance, hash);
        }
    }

    fn beginning(&mut self, word: &Word, distance: usize, length: usize) {
        let text = word.lowered.of(&self.article.lowered);
        if let Some((end, _)) = text.char_indices().nth(length) {
            let hash = super::hash::text(&text[..end]);
            self.add_at(16 + length as u64, distance, hash);
        }
    }

    /// Sequences of three letters, the word's borders counting as letters.
    fn ngrams(&mut self, word: &Word, distance: usize) {
        if word.form.has(Form::MARK) {
            return;
        }
        let article = self.article;
        let text = word.lowered.of(&article.lowered);
        let (mut last, mut before_last) = (u64::from('^'), 0);
        for c in text.chars().chain(['$']) {
            let c = u64::from(c);
            self.add_at(24, distance, before_last << 42 | last << 21 | c);
            (before_last, last) = (last, c);
        }
    }

    /// What the place of a token and the words around it together say.
    pub fn of_place(&mut self, at: usize, sentence: Sentence) {
        let around = Around::new(self.article, at, sentence);
        if self.families.has(Families::PAIR) {
            self.pairs(&around);
        }
        if self.families.has(Families::CLUSTER) {
            self.cluster_pairs(&around);
        }
        if self.families.has(Families::GAZETTEER) {
            self.listed(at, &around, sentence);
        }
        if self.families.has(Families::PLACE) {
            self.place(at, &around, sentence);
        }
        if self.families.has(Families::PHRASE) {
            self.phrase(at, sentence);
        }
        if self.families.has(Families::TOPIC) && around.here.is_capital() {
            self.topic(at, around.here.kinds);
        }
    }

    fn pairs(&mut self, a: &Around) {
        if !(self.masked && a.here.is_capital()) {
            self.add(600, mix(a.before.lower, a.here.lower));
            self.add(601, mix(a.here.lower, a.after.lower));
        }
        self.add(602, mix(a.before.lower, a.after.lower));
        self.add(603, mix(a.before.shape, a.here.shape));
        self.add(604, mix(a.here.shape, a.after.shape));
        self.add(605, mix(a.before.shape, mix(a.here.shape, a.after.shape)));
        self.add(606, mix(a.before.lower, a.here.shape));
        self.add(607, mix(a.here.shape, a.after.lower));
        self.add(608, mix(a.before2, a.before.lower));
        self.add(609, mix(a.after.lower, a.after2));
    }

    fn cluster_pairs(&mut self, a: &Around) {
        let here = near(&a.here);
        self.add(612, a.before.near << 16 | here);
        self.add(613, here << 16 | a.after.near);
        self.add(614, mix(a.before.near, a.here.shape));
        self.add(615, mix(a.after.near, a.here.shape));
        self.add(616, a.before.near << 16 | a.after.near);
    }

    /// What the name lists say about the token and its neighbours, and names of several words in them.
    fn listed(&mut self, at: usize, a: &Around, sentence: Sentence) {
        let here = u64::from(a.here.kinds.0) | a.here.case() << 16;
        self.add(617, a.before.kinds << 32 | here);
        self.add(618, a.after.kinds << 32 | here);
        let mark = self.article.marks[at];
        if mark.begin != Kinds::NONE {
            self.add(620, u64::from(mark.begin.0));
            self.each_kind(621, mark.begin, u64::from(mark.length.min(4)));
        }
        if mark.inside != Kinds::NONE {
            let last = at + 1 == sentence.end as usize || self.article.marks[at + 1].inside != mark.inside;
            self.add(622, u64::from(mark.inside.0) << 1 | u64::from(last));
            self.each_kind(623, mark.inside, u64::from(last));
        }
    }

    fn each_kind(&mut self, template: u64, kinds: Kinds, value: u64) {
        for bit in (0..Kinds::COUNT).filter(|bit| kinds.0 >> bit & 1 == 1) {
            self.add(template, u64::from(bit) << 8 | value);
        }
    }

    fn place(&mut self, at: usize, a: &Around, sentence: Sentence) {
        let place = self.article.places[at];
        let case = u64::from(a.here.form.0) << 16;
        self.add(640, u64::from(place.0) | case);
        self.add(641, u64::from(place.has(Place::FIRST)) | case);
        if place.hides_case() && a.here.is_capital() {
            self.add(
                642,
                mix(u64::from(place.0), u64::from(a.here.common) << 16 | u64::from(a.here.kinds.0)),
            );
        }
        if place.has(Place::JOINED_LEFT) {
            self.add(643, a.before2);
        }
        if place.has(Place::JOINED_RIGHT) {
            self.add(644, a.after2);
            self.add(645, mix(a.after2, a.here.shape));
        }
        let spaced = self.article.tokens.tokens[at].spaced;
        self.add(646, u64::from(spaced) | case);
        self.run(at, sentence);
    }

    /// The run of capitalised words: what stands before and after it, and where in it the token is.
    fn run(&mut self, at: usize, sentence: Sentence) {
        let Run { first, end } = self.article.runs[at];
        if first == end {
            return;
        }
        let article = self.article;
        let lower = |token: usize| article.word(token).lower;
        let length = u64::from((end - first).min(5));
        let position = u64::from((at as u32 - first).min(4));
        self.add(660, length << 4 | position);
        if first > sentence.first {
            self.add(661, lower(first as usize - 1));
            self.add(662, mix(lower(first as usize - 1), position << 4 | length));
        }
        if end < sentence.end {
            self.add(663, lower(end as usize));
        }
        if first > sentence.first + 1 {
            self.add(664, lower(first as usize - 2));
        }
        if first > sentence.first && self.families.has(Families::CLUSTER) {
            self.add(667, near(article.word(first as usize - 1)));
            self.add(668, near(article.word(first as usize - 1)) << 8 | position << 4 | length);
        }
        if end < sentence.end && self.families.has(Families::CLUSTER) {
            self.add(669, near(article.word(end as usize)));
        }
        self.add(665, lower(first as usize));
        self.add(666, lower(end as usize - 1));
    }
}

/// The words around a token; words beyond the sentence have nothing but a sign of their own.
struct Around {
    before2: u64,
    before: Look,
    here: Word,
    after: Look,
    after2: u64,
}

struct Look {
    lower: u64,
    shape: u64,
    near: u64,
    kinds: u64,
}

impl Look {
    fn at(word: &Word) -> Look {
        let case = word.case() << 16;
        Look { lower: word.lower, shape: word.shape, near: near(word), kinds: u64::from(word.kinds.0) | case }
    }

    /// What stands beyond the sentence.
    const NOTHING: Look = Look { lower: 1, shape: 2, near: 0xfffe, kinds: 0xffff };
}

/// The word's near class; a number of its own where it has none.
fn near(word: &Word) -> u64 {
    word.cluster.map_or(0xffff, |c| u64::from(c.near))
}

impl Around {
    fn new(article: &Article, at: usize, sentence: Sentence) -> Around {
        let inside = |token: Option<usize>| {
            token
                .filter(|&t| t >= sentence.first as usize && t < sentence.end as usize)
                .map(|t| article.word(t))
        };
        let look = |token: Option<usize>| inside(token).map_or(Look::NOTHING, Look::at);
        Around {
            before2: inside(at.checked_sub(2)).map_or(3, |w| w.lower),
            before: look(at.checked_sub(1)),
            here: *article.word(at),
            after: look(Some(at + 1)),
            after2: inside(Some(at + 2)).map_or(4, |w| w.lower),
        }
    }
}
