//! Amounts: money, percentages, and numbers with what they count.

use super::Found;
use super::date;
use super::line::Line;
use super::number::{self, Number};
use crate::annotate::Kind;
use crate::document::Lang;
use crate::language::figures::Class;

/// The amount that begins at a position, with the words that bound it ("zeker", "meer dan") before it.
pub(super) fn read(line: &Line<'_>, at: usize) -> Option<Found> {
    if let Some(about) = line.has(at, Class::About) {
        // "ruim twee jaar geleden" is a date, found without the "ruim".
        return if date::distance(line, about.end).is_some() { None } else { plain(line, about.end, true) };
    }
    plain(line, at, false)
}

fn plain(line: &Line<'_>, at: usize, is_bounded: bool) -> Option<Found> {
    sign_first(line, at).or_else(|| number_first(line, at, is_bounded))
}

/// `€ 5 miljoen`, `$5m`, `EUR 500`.
fn sign_first(line: &Line<'_>, at: usize) -> Option<Found> {
    let currency = line.has(at, Class::Currency)?;
    line.digits(currency.end)?;
    let number = with_suffix(line, number::read(line, currency.end)?)?;
    let value = format!("{} {}", number.value, currency.value);
    Some(Found { end: dashes(line, number.end), kind: Kind::Money, value })
}

/// `5m`, `2bn`.
fn with_suffix(line: &Line<'_>, number: Number) -> Option<Number> {
    match line.has(number.end, Class::Suffix).filter(|_| !line.spaced(number.end)) {
        Some(suffix) => {
            let factor = u64::try_from(suffix.number()).ok()?;
            Some(Number { value: number.value.times(factor)?, end: suffix.end, ..number })
        }
        None => Some(number),
    }
}

/// `€ 5,-`.
fn dashes(line: &Line<'_>, at: usize) -> usize {
    let has_dashes =
        line.glued_mark(at, ",") && (line.glued_mark(at + 1, "-") || line.glued_mark(at + 1, "–"));
    if has_dashes { at + 2 } else { at }
}

/// What a number measures or counts: the kind, the unit, the end of it in the text.
struct Measure {
    kind: Kind,
    unit: String,
    end: usize,
}

fn number_first(line: &Line<'_>, at: usize, is_bounded: bool) -> Option<Found> {
    let first = number::read(line, at)?;
    if is_part_of_word(line, at) || line.preceded(at, Class::Label).is_some() {
        return None;
    }
    let second = range(line, &first);
    let last = second.as_ref().unwrap_or(&first);
    let glued = !line.spaced(last.end);
    if let Some(measure) = measure(line, last) {
        let plus = if first.vague { "+" } else { "" };
        let value = match &second {
            None => format!("{}{plus} {}", first.value, measure.unit),
            Some(second) => format!("{}..{} {}", lower_end(&first, second), second.value, measure.unit),
        };
        return Some(Found { end: measure.end, kind: measure.kind, value });
    }
    let goes_on = glued && (line.is_word(last.end) || matches!(line.word(last.end), "-" | "–" | "/" | ":"));
    let stands_alone = first.large || (is_bounded && !first.vague);
    (stands_alone && !goes_on && second.is_none()).then(|| Found {
        end: first.end,
        kind: Kind::Quantity,
        value: first.value.to_string(),
    })
}

/// "2 tot 3 miljoen" begins at two million.
fn lower_end(first: &Number, second: &Number) -> String {
    let small = first.value.as_whole().filter(|n| *n < 1000 && !first.large && second.large);
    let scale = second.value.as_whole().map_or(1, trailing_scale);
    let scaled = small.and_then(|_| first.value.times(scale)).filter(|lower| lower.is_less(second.value));
    scaled.unwrap_or(first.value).to_string()
}

/// The largest power of a thousand that divides a number.
fn trailing_scale(value: u64) -> u64 {
    let mut scale = 1u64;
    while value >= scale.saturating_mul(1000) && value.is_multiple_of(scale.saturating_mul(1000)) {
        scale = scale.saturating_mul(1000);
    }
    scale
}

/// Whether the digits belong to a code ("A4", "covid-19", "3-0").
fn is_part_of_word(line: &Line<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| !line.spaced(at)) else { return false };
    let follows_hyphen = line.word(before) == "-" && before > 0 && !line.spaced(before);
    line.is_word(before)
        || line.digits(before).is_some()
        || follows_hyphen
        || matches!(line.word(before), "#" | "." | ",")
}

/// The greater end of a range: "10 tot 15", "10-15".
fn range(line: &Line<'_>, first: &Number) -> Option<Number> {
    let from = match line.word(first.end) {
        "-" | "–" => first.end + 1,
        _ => line.has(first.end, Class::To)?.end,
    };
    number::read(line, from).filter(|second| first.value.is_less(second.value) && !second.vague)
}

fn measure(line: &Line<'_>, number: &Number) -> Option<Measure> {
    let at = number.end;
    let of = |class: Class, kind: Kind, at: usize| {
        let hit = line.has(at, class)?;
        // `5m` is five metres only where the unit is glued or spaced as a word; `-` joins a longer word.
        let is_joined =
            line.glued_mark(hit.end, "-") && !line.spaced(hit.end + 1) && line.is_word(hit.end + 1);
        (!is_joined).then(|| Measure { kind, unit: hit.value.to_string(), end: hit.end })
    };
    let from = line.skip(at, Class::Of);
    let from = if line.glued_mark(from, "'") || line.glued_mark(from, "’") { from + 1 } else { from };
    of(Class::Percent, Kind::Percent, at)
        .or_else(|| of(Class::Currency, Kind::Money, at))
        .or_else(|| of(Class::Currency, Kind::Money, from).filter(|_| number.large || number.vague))
        .or_else(|| of(Class::Unit, Kind::Quantity, at))
        .or_else(|| of(Class::Period, Kind::Quantity, at))
        .or_else(|| of(Class::Periods, Kind::Quantity, at))
        .or_else(|| after_name(line, at))
        .or_else(|| counted(line, number, from))
}

/// "105 Armeense militairen": the name is no part of the figure, what it counts stands behind it.
fn after_name(line: &Line<'_>, at: usize) -> Option<Measure> {
    let named = |at: usize| line.pieces.get(at).is_some_and(|p| p.named);
    let after = (at..at + 4).find(|at| !named(*at)).filter(|after| *after > at)?;
    if let Some(currency) = line.has(after, Class::Currency) {
        return Some(Measure { kind: Kind::Money, unit: currency.value.to_string(), end: at });
    }
    let (unit, _) = noun(line, after).filter(|_| line.spaced(at) && line.spaced(after))?;
    Some(Measure { kind: Kind::Quantity, unit, end: at })
}

fn counted(line: &Line<'_>, number: &Number, linked: usize) -> Option<Measure> {
    let from = if number.large || number.vague { linked } else { number.end };
    let (unit, end) = noun(line, from)?;
    Some(Measure { kind: Kind::Quantity, unit, end })
}

/// How many words may stand between a number and what it counts.
const ADJECTIVES: usize = 2;

/// The noun that a number before it counts, with its adjectives passed over, and the position after it.
pub(super) fn noun(line: &Line<'_>, at: usize) -> Option<(String, usize)> {
    for from in at..=at + ADJECTIVES {
        let is_joined = from > at && !line.spaced(from);
        let piece = line.pieces.get(from).filter(|p| !p.named && !is_joined)?;
        if !line.is_word(from) || !(piece.atom.spaced || from > at) || line.has(from, Class::Stop).is_some() {
            return None;
        }
        let lower = line.lower(from);
        let is_capital = line.word(from).starts_with(char::is_uppercase);
        let is_noun = match line.lang {
            Lang::De => is_capital,
            _ => !is_capital && (line.has(from, Class::Noun).is_some() || is_plural(line, &lower)),
        };
        if is_noun {
            let end = after_noun(line, from + 1);
            let text = line.span(from, end).map(|span| span.of(line.text).to_string())?;
            return Some((text, end));
        }
        let may_stand_between = match line.lang {
            Lang::En => !is_capital,
            Lang::Fr | Lang::Es => false,
            _ => !is_capital && line.words.ends_as_adjective(&lower),
        };
        if !may_stand_between {
            return None;
        }
    }
    None
}

/// Shorter words with a plural's ending are seldom nouns.
const SHORTEST_PLURAL: usize = 4;

fn is_plural(line: &Line<'_>, lower: &str) -> bool {
    lower.chars().count() >= SHORTEST_PLURAL && line.words.ends_as_noun(lower)
}

/// A noun takes its other half along ("foto's", "deeltijd-artsen"), but no name ("leden-PvdA").
fn after_noun(line: &Line<'_>, mut at: usize) -> usize {
    while !line.spaced(at)
        && matches!(line.word(at), "'" | "’" | "-")
        && !line.spaced(at + 1)
        && line.is_word(at + 1)
        && !line.pieces[at + 1].named
    {
        at += 2;
    }
    at
}
