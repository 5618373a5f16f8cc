//! Dates: absolute, relative, and their parts.

use super::Found;
use super::calendar::{self, Period};
use super::line::{Hit, Line};
use super::number;
use crate::annotate::Kind;
use crate::document::Lang;
use crate::language::figures::Class;

/// A date's value and the position after it.
type Date = Option<(String, usize)>;

/// The date that begins at a position.
pub(super) fn read(line: &Line<'_>, at: usize) -> Option<Found> {
    if let Some(found) = distance(line, at) {
        return Some(found);
    }
    let (value, end) = calendar_day(line, at)
        .or_else(|| weekday(line, at))
        .or_else(|| shifted(line, at))
        .or_else(|| relative(line, at))
        .or_else(|| month_and_year(line, at))
        .or_else(|| season(line, at))
        .or_else(|| decade(line, at))
        .or_else(|| century(line, at))
        .or_else(|| year(line, at))
        .or_else(|| month_alone(line, at))?;
    Some(Found { end, kind: Kind::Date, value })
}

/// A day with its month, in any of the forms that languages write.
fn calendar_day(line: &Line<'_>, at: usize) -> Date {
    iso(line, at)
        .or_else(|| in_digits(line, at))
        .or_else(|| day_and_month(line, at))
        .or_else(|| month_and_day(line, at))
}

/// Digits of a length in a range, as a signed number.
fn digits(line: &Line<'_>, at: usize, len: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let (value, found) = line.digits(at)?;
    len.contains(&found).then(|| i64::try_from(value).ok()).flatten()
}

/// `2022-09-14`.
fn iso(line: &Line<'_>, at: usize) -> Date {
    let is_glued =
        (1..5).all(|n| !line.spaced(at + n)) && line.word(at + 1) == "-" && line.word(at + 3) == "-";
    let year = digits(line, at, 4..=4).filter(|_| is_glued)?;
    let value = calendar::day(Some(year), digits(line, at + 2, 2..=2)?, digits(line, at + 4, 2..=2)?, None)?;
    Some((value, at + 5))
}

/// `14.09.2022`, `14-9-22`, `9/14/2022`: month first in English where it can be.
fn in_digits(line: &Line<'_>, at: usize) -> Date {
    let mark = line.word(at + 1);
    let is_date = (1..5).all(|n| !line.spaced(at + n))
        && matches!(mark, "." | "-" | "/")
        && line.word(at + 3) == mark
        && line.spaced(at + 5) | !line.is_word(at + 5);
    let (first, second) = (digits(line, at, 1..=2).filter(|_| is_date)?, digits(line, at + 2, 1..=2)?);
    let year = match digits(line, at + 4, 2..=4)? {
        short @ 0..=68 if line.word(at + 4).len() == 2 => 2000 + short,
        short @ 69..=99 if line.word(at + 4).len() == 2 => 1900 + short,
        year => year,
    };
    let of = |day, month| calendar::day(Some(year), month, day, None);
    let value = match line.lang {
        Lang::En => of(second, first).or_else(|| of(first, second)),
        _ => of(first, second),
    };
    Some((value?, at + 5))
}

/// `14 september 2022`, `14. September`, `14-16 september`, `1er septembre`, `14 de septiembre de 2022`.
fn day_and_month(line: &Line<'_>, at: usize) -> Date {
    let first = digits(line, at, 1..=2)?;
    let after = after_ordinal(line, at + 1);
    let second =
        range_mark(line, after).and_then(|at| Some((digits(line, at, 1..=2)?, after_ordinal(line, at + 1))));
    let until = second.map_or(after, |(_, end)| end);
    let month = line.has(line.skip(until, Class::Of), Class::Month).filter(|_| line.spaced(until))?;
    let (year, end) = year_after(line, month.end);
    let value = calendar::day(year, month.number(), first, line.base)?;
    match second {
        None => Some((value, end)),
        Some((second, _)) => {
            let until = calendar::day(year, month.number(), second, line.base)?;
            Some((format!("{value}/{until}"), end))
        }
    }
}

fn after_ordinal(line: &Line<'_>, at: usize) -> usize {
    line.has(at, Class::Ordinal).filter(|_| !line.spaced(at)).map_or(at, |hit| hit.end)
}

/// The position after a mark or word between the ends of a range.
fn range_mark(line: &Line<'_>, at: usize) -> Option<usize> {
    match line.word(at) {
        "-" | "–" | "—" => Some(at + 1),
        _ => line.has(at, Class::To).map(|hit| hit.end),
    }
}

/// `September 14, 2022`: English only.
fn month_and_day(line: &Line<'_>, at: usize) -> Date {
    let month = line.has(at, Class::Month).filter(|_| line.lang == Lang::En)?;
    let day = digits(line, month.end, 1..=2)?;
    let after = after_ordinal(line, month.end + 1);
    let is_decimal = line.glued_mark(after, ".") && !line.spaced(after + 1);
    let (year, end) = year_after(line, after);
    let value = calendar::day(year, month.number(), day, line.base).filter(|_| !is_decimal)?;
    Some((value, end))
}

/// A year after a day and month, with or without "de" or a comma before it.
fn year_after(line: &Line<'_>, at: usize) -> (Option<i64>, usize) {
    let comma = at + usize::from(line.lang == Lang::En && line.word(at) == ",");
    let from = line.skip(comma, Class::Of);
    match bare_year(line, from) {
        Some(year) => (Some(year), from + 1),
        None => shifted_year(line, at).map_or((None, at), |(year, end)| (Some(year), end)),
    }
}

/// "vorig jaar" after a month: its year.
fn shifted_year(line: &Line<'_>, at: usize) -> Option<(i64, usize)> {
    let shift = line.has(at, Class::Shift)?;
    let year = line.has(shift.end, Class::Period).filter(|hit| hit.value == "year")?;
    Some((i64::from(line.base?.year()) + shift.number(), year.end))
}

/// Four digits that stand alone.
fn bare_year(line: &Line<'_>, at: usize) -> Option<i64> {
    let year = digits(line, at, 4..=4).filter(|year| (1000..=2999).contains(year))?;
    let goes_on = !line.spaced(at + 1)
        && (line.is_word(at + 1)
            || (matches!(line.word(at + 1), "." | "," | ":" | "%")
                && !line.spaced(at + 2)
                && line.digits(at + 2).is_some()));
    let follows = !line.spaced(at)
        && !matches!(line.word(at.wrapping_sub(1)), "(" | "-" | "–" | "/" | "\"" | "'" | "‘" | "“");
    (!goes_on && !follows && line.word(at + 1) != "%").then_some(year)
}

/// `maandag`, `maandag 14 september`, `lundi dernier`.
fn weekday(line: &Line<'_>, at: usize) -> Date {
    let day = line.has(at, Class::Weekday).filter(|_| line.preceded(at, Class::Label).is_none())?;
    let shift = line.has(day.end, Class::Shift);
    let after = shift.map_or(day.end, |hit| hit.end);
    let after = line.has(after, Class::PartOfDay).map_or(after, |hit| hit.end);
    let comma = after + usize::from(line.word(after) == ",");
    let article = line.has(comma, Class::Of).map_or(comma, |hit| hit.end);
    if let Some(date) = calendar_day(line, comma).or_else(|| calendar_day(line, article)) {
        return Some(date);
    }
    Some((calendar::weekday(day.number(), shift.map(Hit::number), line.base), after))
}

/// `vorige week`, `afgelopen maandag`, `last May`, `la semaine dernière`.
fn shifted(line: &Line<'_>, at: usize) -> Date {
    let before = line.has(at, Class::Shift).or_else(|| line.has(at, Class::ShiftBefore));
    let of = |noun: usize, shift: i64| -> Option<(String, usize)> {
        if let Some(day) = line.has(noun, Class::Weekday) {
            let end = line.has(day.end, Class::PartOfDay).map_or(day.end, |hit| hit.end);
            return Some((calendar::weekday(day.number(), Some(shift), line.base), end));
        }
        if let Some(part) = line.has(noun, Class::Month).or_else(|| line.has(noun, Class::Season)) {
            return Some((calendar::shifted_part(part.number(), shift, line.base), part.end));
        }
        let period = line.has(noun, Class::Period)?;
        Some((calendar::shifted_period(Period::named(period.value)?, shift, line.base)?, period.end))
    };
    if let Some(shift) = before {
        return of(shift.end, shift.number());
    }
    let noun = line
        .has(at, Class::Period)
        .or_else(|| line.has(at, Class::Month))
        .or_else(|| line.has(at, Class::Season))?;
    let shift = line.has(noun.end, Class::Shift).filter(|_| matches!(line.lang, Lang::Fr | Lang::Es))?;
    of(at, shift.number()).map(|(value, _)| (value, shift.end))
}

/// `gisteren`, `gisteren avond`.
fn relative(line: &Line<'_>, at: usize) -> Date {
    let day = line.has(at, Class::Relative)?;
    let end = line.has(day.end, Class::PartOfDay).map_or(day.end, |hit| hit.end);
    Some((calendar::away(day.number(), Period::Day, line.base), end))
}

/// `twee weken geleden`, `il y a deux ans`, `over twee weken`; a moment where the period is hours or less.
pub(super) fn distance(line: &Line<'_>, at: usize) -> Option<Found> {
    let past = line.has(at, Class::AgoBefore);
    let future = line.has(at, Class::HenceBefore);
    let from = past.or(future).map_or(at, |hit| line.skip(hit.end, Class::About));
    let number = number::read_or_article(line, from)?;
    let period = line.period(number.end)?;
    let ago = line.has(period.end, Class::Ago);
    let (sign, end) = match (past, future, ago) {
        (Some(_), ..) => (-1, period.end),
        (_, _, Some(ago)) => (-1, ago.end),
        (_, Some(_), _) => (1, period.end),
        _ => return None,
    };
    let period = Period::named(period.value)?;
    let count = i64::try_from(number.value.as_whole()?).ok()?;
    let value = calendar::away(count.checked_mul(sign)?, period, line.base);
    let kind = if period.is_time() { Kind::Time } else { Kind::Date };
    Some(Found { end, kind, value })
}

/// `september 2022`.
fn month_and_year(line: &Line<'_>, at: usize) -> Date {
    let month = line.has(at, Class::Month)?;
    let (year, end) = year_after(line, month.end);
    Some((format!("{:04}-{:02}", year?, month.number()), end))
}

/// `mei`, where a capital or a missing cue does not make it a name.
fn month_alone(line: &Line<'_>, at: usize) -> Date {
    let month = line.has(at, Class::Month)?;
    let is_capital = line.word(at).starts_with(char::is_uppercase);
    let is_month = line.preceded(at, Class::MonthCue).is_some() || !is_capital;
    is_month.then(|| (calendar::month(month.number(), line.base), month.end))
}

/// `zomer van 2022`.
fn season(line: &Line<'_>, at: usize) -> Date {
    let season = line.has(at, Class::Season)?;
    let from = line.skip(season.end, Class::Of);
    let year = bare_year(line, from)?;
    Some((format!("{year:04}-{}", season.number()), from + 1))
}

/// `jaren 90`, `jaren negentig`, `1990s`, `'90s`, `1990er Jahre`.
fn decade(line: &Line<'_>, at: usize) -> Date {
    if let Some(word) = line.has(at, Class::Decade) {
        let from = word.end + usize::from(matches!(line.word(word.end), "'" | "’" | "‘"));
        let spelled = number::read(line, from).filter(|n| !n.large)?;
        let tens = i64::try_from(spelled.value.as_whole()?).ok()?;
        return decade_of(tens).map(|value| (value, spelled.end));
    }
    let mark = usize::from(matches!(line.word(at), "'" | "’" | "‘"));
    let years = digits(line, at + mark, 2..=4)?;
    let suffix = at + mark + 1;
    if line.spaced(suffix) {
        return None;
    }
    if line.lang == Lang::En && line.word(suffix) == "s" {
        return decade_of(years).map(|value| (value, suffix + 1));
    }
    let suffix = line.has(suffix, Class::DecadeSuffix)?;
    let end = line.has(suffix.end, Class::Decade).map_or(suffix.end, |hit| hit.end);
    decade_of(years).map(|value| (value, end))
}

fn decade_of(years: i64) -> Option<String> {
    let years = match years {
        10 => 2010,
        20..=90 => 1900 + years,
        _ => years,
    };
    ((1000..=2090).contains(&years) && years % 10 == 0).then(|| format!("{}X", years / 10))
}

/// `21e eeuw`, `19th century`.
fn century(line: &Line<'_>, at: usize) -> Date {
    let number = digits(line, at, 1..=2).filter(|n| (1..=21).contains(n))?;
    let after = after_ordinal(line, at + 1);
    let century = line.period(after).filter(|hit| hit.value == "century" && after > at + 1)?;
    Some((format!("{:02}XX", number - 1), century.end))
}

/// `2022`, `2014-2018`; a number that counts something is none.
fn year(line: &Line<'_>, at: usize) -> Date {
    let year = bare_year(line, at)?;
    let is_cued = line.preceded(at, Class::YearCue).is_some();
    let is_usual = (1900..=2099).contains(&year);
    let measures =
        [Class::Currency, Class::Percent, Class::Unit, Class::Period, Class::Periods, Class::Scale];
    let is_measure = measures.into_iter().any(|class| line.has(at + 1, class).is_some());
    let before_it = at.checked_sub(1).map(|before| line.word(before)).unwrap_or_default();
    let has_sign = line.preceded(at, Class::Currency).is_some() || before_it == "#";
    let counts = || super::amount::noun(line, at + 1).is_some() || line.preceded(at, Class::About).is_some();
    let is_year = !is_measure
        && !has_sign
        && if is_usual { is_cued || !counts() } else { is_cued && year >= 1500 && !counts() };
    if !is_year {
        return None;
    }
    let until = (!line.spaced(at + 1) && matches!(line.word(at + 1), "-" | "–" | "/"))
        .then(|| bare_year(line, at + 2))
        .flatten();
    match until.filter(|until| *until > year) {
        Some(until) => Some((format!("{year:04}/{until:04}"), at + 3)),
        None => Some((format!("{year:04}"), at + 1)),
    }
}
