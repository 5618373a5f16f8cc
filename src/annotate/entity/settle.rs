//! Names that cannot be: what a weight may say of a word in a new article, the calendar knows better.

use super::article::Article;
use super::gazetteer::Kinds;
use super::label::{self, Name};
use super::word::Form;
use crate::annotate::Kind;
use crate::document::Lang;

/// English days of the week, which have a capital though they are no names here.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// English months, which are none beside a number; alone they may be (`Theresa May`, `April`).
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The name without a date at its end; none where nothing else is in it.
pub fn settle(article: &Article, lang: Lang, name: Name) -> Option<Name> {
    let name = before_date(article, name);
    let single = name.end == name.first + 1;
    let dated = lang == Lang::En && single && is_date(article, name.first as usize);
    let currency = single && is_currency(article, name.end);
    (!dated && !currency).then_some(name)
}

/// The names on both sides of a slash (`Ipsos/EenVandaag`) or a comma (`Vardenis, Goris`); the name itself where it has
/// none, or where the name lists have it as one (`GroenLinks/PvdA`). The names of organisations may hold a comma.
pub fn parts(article: &Article, name: Name) -> Vec<Name> {
    let whole = u32::from(article.marks[name.first as usize].length) == name.end - name.first;
    let parted = |at: &u32| match lower(article, *at as usize) {
        "/" => !article.tokens.tokens[*at as usize].spaced,
        "," => label::KINDS[name.kind as usize] != Kind::Organisation && !number(article, *at + 1),
        _ => false,
    };
    let cuts: Vec<u32> = match whole {
        true => Vec::new(),
        false => (name.first + 1..name.end.saturating_sub(1)).filter(parted).collect(),
    };
    if cuts.is_empty() {
        return vec![name];
    }
    let of = |(first, end): (u32, u32)| {
        let single = end == first + 1;
        let listed = single.then(|| kind_of(article.word(first as usize).kinds)).flatten();
        (first < end).then_some(Name { first, end, kind: listed.unwrap_or(name.kind) })
    };
    let firsts = std::iter::once(name.first).chain(cuts.iter().map(|cut| cut + 1));
    firsts.zip(cuts.iter().copied().chain([name.end])).filter_map(of).collect()
}

/// The one kind of name that the lists know a word as.
pub(super) fn kind_of(kinds: Kinds) -> Option<u8> {
    let bodies = Kinds::ORG.with(Kinds::PARTY).with(Kinds::MEDIA).with(Kinds::CLUB).with(Kinds::COMPANY);
    let people = Kinds::FIRST.with(Kinds::SURNAME).with(Kinds::PERSON);
    let places = Kinds::COUNTRY.with(Kinds::PLACE);
    let others = Kinds::MISC.with(Kinds::DEMONYM);
    let mut fit = (0..).zip([people, places, bodies, others]).filter(|(_, group)| kinds.has(*group));
    fit.next().map(|(kind, _)| kind).filter(|_| fit.next().is_none())
}

/// A name ends before a comma that a number follows (`Eastern Courier, 3 March`).
fn before_date(article: &Article, name: Name) -> Name {
    let comma = |at: u32| lower(article, at as usize) == ",";
    let cut = (name.first + 1..name.end.saturating_sub(1)).find(|&at| comma(at) && number(article, at + 1));
    Name { end: cut.unwrap_or(name.end), ..name }
}

fn number(article: &Article, at: u32) -> bool {
    article.word(at as usize).form.has(Form::DIGIT)
}

/// Whether a token goes on as the sign of a currency (`US$500`).
fn is_currency(article: &Article, next: u32) -> bool {
    let token = article.tokens.tokens.get(next as usize);
    token.is_some_and(|t| !t.spaced) && lower(article, next as usize) == "$"
}

fn is_date(article: &Article, at: usize) -> bool {
    let word = lower(article, at);
    let figure = |at: usize| at < article.ids.len() && number(article, at as u32);
    let beside = || figure(at + 1) || at.checked_sub(1).is_some_and(figure);
    DAYS.contains(&word) || MONTHS.contains(&word) && beside()
}

fn lower<'a>(article: &'a Article, at: usize) -> &'a str {
    article.word(at).lowered.of(&article.lowered)
}
