//! Names lose a genitive ending that is written solid: `Rutte` in `Ruttes plan`, `Bundesamt` in `des Bundesamtes`.

use super::article::Article;
use super::gazetteer::Kinds;
use super::hash;
use super::label::{KINDS, Name};
use super::lexicon::Lexicon;
use super::word::Form;
use crate::annotate::Kind;
use crate::document::Lang;
use crate::language::{Class, Classes, Pack};
use crate::text::Span;

/// Endings of German heads of names that take a genitive in `s` or `es`.
const GERMAN_HEADS: [&str; 16] = [
    "amt",
    "tag",
    "rat",
    "preis",
    "krieg",
    "bund",
    "verband",
    "gericht",
    "komitee",
    "ministerium",
    "institut",
    "verein",
    "parlament",
    "museum",
    "kabinett",
    "bistum",
];

/// What the lists call that is neither a person nor a word of no known kind.
const THINGS: Kinds = Kinds::COUNTRY
    .with(Kinds::PLACE)
    .with(Kinds::ORG)
    .with(Kinds::PARTY)
    .with(Kinds::MEDIA)
    .with(Kinds::CLUB)
    .with(Kinds::COMPANY)
    .with(Kinds::DEMONYM)
    .with(Kinds::MISC);

/// The span of a name without its genitive ending.
///
/// An ending is one only where the word without it is known: the article has it as a word of its own at least as often,
/// or the name lists do and have not the whole word. The lists alone hold too many surnames beside others with an `s`
/// more (Kamp and Kamps): a person whom the article names so twice bears the `s`, and in Dutch, where little else than
/// a person takes the ending, so does a name of several words and one that no noun can follow.
pub fn trim(article: &Article, lexicon: &Lexicon, lang: Lang, text: &str, name: &Name, span: Span) -> Span {
    if !matches!(lang, Lang::Nl | Lang::De) {
        return span;
    }
    let last = article.word(name.end as usize - 1);
    let word = article.tokens.tokens[name.end as usize - 1].span.of(text);
    if !last.is_capital() || last.form.has(Form::ALL_CAPITALS) || last.kinds.has(Kinds::DEMONYM) {
        return span;
    }
    let endings: &[&str] = if lang == Lang::De { &["es", "s"] } else { &["s"] };
    let stems = endings.iter().filter_map(|e| word.strip_suffix(e).map(|stem| (stem, e.len())));
    for (stem, length) in stems.filter(|(stem, _)| stem.chars().count() > 2) {
        let kinds = lexicon.names.kinds(lexicon.names.key(stem));
        let same = kinds.has(alike(name.kind)) && !last.kinds.has(alike(name.kind));
        // "New York Times" is the genitive neither of a Tim nor of "Time".
        let own = alike(name.kind) != Kinds::NONE || kinds.has(THINGS) && name.end - name.first == 1;
        let listed = kinds != Kinds::NONE && own && last.kinds == Kinds::NONE || lang == Lang::De && same;
        let headed = lang == Lang::De && GERMAN_HEADS.iter().any(|head| ends_in(stem, head));
        let alone = used_alone(article, stem, last.group);
        if headed || alone || listed && may_be_one(article, lang, text, name) {
            return Span { start: span.start, end: span.end - length as u32 };
        }
    }
    span
}

/// Whether nothing in the article speaks against a genitive of a name that ends in `s`. No verb follows one
/// ("Thomas Enders sagte"), and in Dutch a word does.
fn may_be_one(article: &Article, lang: Lang, text: &str, name: &Name) -> bool {
    let group = article.word(name.end as usize - 1).group;
    let person = KINDS[usize::from(name.kind)] == Kind::Person;
    if person && article.facts[group as usize].all > 1 {
        return false;
    }
    let verbs = Classes::of(&[Class::Say, Class::Think, Class::Urge, Class::Manner, Class::Aux, Class::Verb]);
    let next = article.tokens.tokens.get(name.end as usize).map_or("", |next| next.span.of(text));
    let noun = next.starts_with(char::is_alphabetic) && next.chars().count() > 2;
    let alone = name.end - name.first == 1;
    (lang == Lang::De || alone && noun) && !Pack::of(lang).classes(next).any(verbs)
}

/// What the name lists call names of this kind, persons and places alone.
fn alike(kind: u8) -> Kinds {
    match KINDS[usize::from(kind)] {
        Kind::Person => Kinds::FIRST.with(Kinds::SURNAME).with(Kinds::PERSON),
        Kind::Place => Kinds::COUNTRY.with(Kinds::PLACE),
        _ => Kinds::NONE,
    }
}

fn ends_in(stem: &str, head: &str) -> bool {
    stem.len() >= head.len() && stem.is_char_boundary(stem.len() - head.len()) && {
        stem[stem.len() - head.len()..].eq_ignore_ascii_case(head)
    }
}

/// Whether the article has the stem with a capital, at least as often as the word with its ending.
fn used_alone(article: &Article, stem: &str, group: u32) -> bool {
    let stem = article.group(hash::text(&stem.to_lowercase())).map(|g| &article.facts[g as usize]);
    stem.is_some_and(|facts| facts.all > facts.small && facts.all >= article.facts[group as usize].all)
}
