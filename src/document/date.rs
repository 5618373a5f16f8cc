//! Dates as people write them, in five languages, and as machines do.

use jiff::civil::{Date, DateTime, Time};

/// Names of the months, nl en de fr es; each list goes by its first letters, so abbreviations count too.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "januar", "jänner", "janvier", "enero"],
    &["februari", "february", "februar", "février", "fevrier", "febrero"],
    &["maart", "march", "märz", "mars", "marzo", "mrt"],
    &["april", "avril", "abril"],
    &["mei", "may", "mai", "mayo"],
    &["juni", "june", "juin", "junio"],
    &["juli", "july", "juillet", "julio"],
    &["augustus", "august", "août", "aout", "agosto"],
    &["september", "septembre", "septiembre", "sept"],
    &["oktober", "october", "octobre", "octubre", "okt", "oct"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "décembre", "diciembre", "dez", "dic"],
];

/// How much of a line is looked at: a date line is short, and a long one is no date line.
const REACH: usize = 400;

/// The first full date in `text` (day, month and year), with the time of day beside it where one is given.
///
/// Knows `2023-11-14T10:20:00+01:00` and its shorter forms, `14-11-2023` with any of `-/.`, `14 november 2023` and
/// `November 14, 2023` with the months of five languages, and times as `10:20`, `10.20 uur`, `20 h 30`. An offset from
/// UTC is dropped: the time is the one on the publisher's clock.
pub fn find(text: &str) -> Option<DateTime> {
    let parts = parts(text);
    let (date, used) = (0..parts.len()).find_map(|i| date_at(&parts, i))?;
    Some(date.to_datetime(time_in(&parts, used).unwrap_or_else(Time::midnight)))
}

/// The month that a word names, from 1.
pub fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let names = |list: &&[&str]| {
        list.iter()
            .any(|m| *m == word || (word.chars().count() >= 3 && word.len() <= 4 && m.starts_with(&word)))
    };
    let index = MONTHS.iter().position(names)?;
    i8::try_from(index + 1).ok()
}

/// A number or a word, with the sign that follows it directly.
struct Part<'a> {
    text: &'a str,
    number: Option<i16>,
    after: char,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let end = text.char_indices().nth(REACH).map_or(text.len(), |(i, _)| i);
    let mut out = Vec::new();
    let mut rest = &text[..end];
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
        rest = &rest[start..];
        let digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let same = |c: char| c.is_alphanumeric() && c.is_ascii_digit() == digit;
        let len = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (text, tail) = rest.split_at(len);
        out.push(Part { text, number: text.parse().ok(), after: tail.chars().next().unwrap_or(' ') });
        rest = tail;
    }
    out
}

/// A date whose first part is `i`, and the indices of its parts as a range.
fn date_at(parts: &[Part], i: usize) -> Option<(Date, std::ops::Range<usize>)> {
    let number = |k: usize| parts.get(k).and_then(|p| p.number);
    let small = |k: usize| number(k).and_then(|n| i8::try_from(n).ok());
    let year = |k: usize| number(k).filter(|y| (1800..2200).contains(y));
    let joined = |k: usize| parts.get(k).is_some_and(|p| matches!(p.after, '-' | '/' | '.'));
    // 2023-11-14
    if let (Some(y), Some(m), Some(d), true) = (year(i), small(i + 1), small(i + 2), joined(i)) {
        return Date::new(y, m, d).ok().map(|date| (date, i..i + 3));
    }
    // 14-11-2023
    if let (Some(d), Some(m), Some(y), true) = (small(i), small(i + 1), year(i + 2), joined(i)) {
        return Date::new(y, m, d).ok().map(|date| (date, i..i + 3));
    }
    // November 14, 2023
    if let (Some(m), Some(d)) = (parts.get(i).and_then(|p| month(p.text)), small(i + 1)) {
        let (y, last) = (i + 2..i + 4).find_map(|k| year(k).map(|y| (y, k)))?;
        return Date::new(y, m, d).ok().map(|date| (date, i..last + 1));
    }
    // 14 november 2023, 14 de noviembre de 2023, 1er novembre 2023
    let day = small(i)?;
    let (at, m) = (i + 1..i + 3).find_map(|k| Some((k, month(parts.get(k)?.text)?)))?;
    let (y, last) = (at + 1..at + 3).find_map(|k| year(k).map(|y| (y, k)))?;
    Date::new(y, m, day).ok().map(|date| (date, i..last + 1))
}

/// A time of day among the parts that are not `used` by the date.
fn time_in(parts: &[Part], used: std::ops::Range<usize>) -> Option<Time> {
    let free = |k: usize| !used.contains(&k);
    (0..parts.len()).filter(|&i| free(i) && free(i + 1)).find_map(|i| {
        let (hour, next) = (parts.get(i)?, parts.get(i + 1)?);
        let h_form = next.text == "h";
        let minutes = if h_form { parts.get(i + 2)? } else { next };
        let two_digits = minutes.text.len() == 2;
        if !two_digits || !(h_form || matches!(hour.after, ':' | '.')) {
            return None;
        }
        let (hour, minute) = (i8::try_from(hour.number?).ok()?, i8::try_from(minutes.number?).ok()?);
        Time::new(hour, minute, 0, 0).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::find;
    use proptest::prelude::proptest;

    fn check(text: &str, expected: &str) {
        assert_eq!(find(text).map(|d| d.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn forms() {
        check("2023-11-14", "2023-11-14T00:00:00");
        check("2024-10-17T16:42:00+02:00", "2024-10-17T16:42:00");
        check("17 oktober 2024, 16.42 uur", "2024-10-17T16:42:00");
        check("di 14 nov. 2023", "2023-11-14T00:00:00");
        check("Published November 14, 2023 at 10:20", "2023-11-14T10:20:00");
        check("Passau, 3. Juni 2024", "2024-06-03T00:00:00");
        check("le 1er août 2024 à 20 h 30", "2024-08-01T20:30:00");
        check("Madrid, 22 de diciembre de 2023", "2023-12-22T00:00:00");
        check("14/11/2023", "2023-11-14T00:00:00");
        check("donderdag 2 november", "");
        check("In 2023 waren er 14 van de 45", "");
        check("31-02-2023", "");
    }

    proptest! {
        #[test]
        fn never_panics(text in "[0-9a-zéû .:/T-]{0,60}|\\PC{0,40}") {
            find(&text);
        }
    }
}
