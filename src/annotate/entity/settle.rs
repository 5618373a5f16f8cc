//! Names that cannot be: what a weight may say of a word in a new article, the calendar knows better.

use super::article::Article;
use super::label::Name;
use super::word::Form;
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

/// A name ends before a comma that a number follows (`Eastern Courier, 3 March`).
fn before_date(article: &Article, name: Name) -> Name {
    let number = |at: u32| article.word(at as usize).form.has(Form::DIGIT);
    let comma = |at: u32| lower(article, at as usize) == ",";
    let cut = (name.first + 1..name.end.saturating_sub(1)).find(|&at| comma(at) && number(at + 1));
    Name { end: cut.unwrap_or(name.end), ..name }
}

/// Whether a token goes on as the sign of a currency (`US$500`).
fn is_currency(article: &Article, next: u32) -> bool {
    let token = article.tokens.tokens.get(next as usize);
    token.is_some_and(|t| !t.spaced) && lower(article, next as usize) == "$"
}

fn is_date(article: &Article, at: usize) -> bool {
    let word = lower(article, at);
    let number = |at: usize| at < article.ids.len() && article.word(at).form.has(Form::DIGIT);
    let beside = || number(at + 1) || at.checked_sub(1).is_some_and(number);
    DAYS.contains(&word) || MONTHS.contains(&word) && beside()
}

fn lower<'a>(article: &'a Article, at: usize) -> &'a str {
    article.word(at).lowered.of(&article.lowered)
}
