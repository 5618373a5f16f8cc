//! Dates in a query: days, months, years, ranges, and dates counted back from today.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::library::record::minutes;

/// From (inclusive) and to (exclusive), in minutes since 1970.
pub(super) type Range = (Option<i64>, Option<i64>);

/// Reads `2024`, `2024-03`, `2024-03-14`, `today`, `yesterday`, `7d` (the last seven days; also `w`, `m`, `y`), any two
/// of them as `A..B` (either may be missing), or one after `<`, `<=`, `>`, `>=`. `>7d` is later than seven days ago.
pub(super) fn range(value: &str, today: Date) -> Result<Range, String> {
    let wrong = || format!("`{value}` is no date; try 2024-03, 2024-03-14..2024-03-20, >7d, today");
    let read = |text: &str| period(&text.to_lowercase(), today).ok_or_else(wrong);
    let start = |d: Date| Some(minutes(d.to_datetime(jiff::civil::Time::midnight())));
    if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { None } else { start(read(from)?.0) };
        let to = if to.is_empty() { None } else { start(read(to)?.1) };
        return if from.is_none() && to.is_none() { Err(wrong()) } else { Ok((from, to)) };
    }
    for (sign, pick) in [(">=", 0), ("<=", 1), (">", 2), ("<", 3)] {
        if let Some(text) = value.strip_prefix(sign) {
            let (first, after) = read(text)?;
            let counted =
                text.ends_with(['d', 'w', 'm', 'y']) && text.starts_with(|c: char| c.is_ascii_digit());
            return Ok(match pick {
                0 => (start(first), None),
                1 => (None, start(if counted { next(first) } else { after })),
                2 => (start(if counted { first } else { after }), None),
                _ => (None, start(first)),
            });
        }
    }
    let (first, after) = read(value)?;
    Ok((start(first), start(after)))
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

/// The first day of a period, and the day after it.
fn period(text: &str, today: Date) -> Option<(Date, Date)> {
    match text {
        "today" | "vandaag" => return Some((today, next(today))),
        "yesterday" | "gisteren" => return Some((today.saturating_sub(1.day()), today)),
        _ => {}
    }
    if let Some(back) = counted(text) {
        return Some((today.saturating_sub(back), next(today)));
    }
    let mut parts = text.split('-').map(|p| p.parse::<i16>().ok().filter(|_| p.len() <= 4));
    let year = parts.next()??;
    let months: Option<Option<i16>> = parts.next();
    let days: Option<Option<i16>> = parts.next();
    match (months, days, parts.next()) {
        (None, None, None) if year >= 1000 => Some((first(year, 1)?, first(year + 1, 1)?)),
        (Some(month), None, None) => {
            let start = first(year, i8::try_from(month?).ok()?)?;
            Some((start, start.saturating_add(1.month())))
        }
        (Some(month), Some(day), None) => {
            let day = Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()?;
            Some((day, next(day)))
        }
        _ => None,
    }
}

fn first(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().filter(|d| *d >= date(0, 1, 1))
}

/// `7d`, `2w`, `3m`, `1y`.
fn counted(text: &str) -> Option<Span> {
    let unit = text.chars().last()?;
    let count: i32 = text.strip_suffix(unit)?.parse().ok().filter(|n| (0..=9999).contains(n))?;
    let (days, months) = match unit {
        'd' => (count, 0),
        'w' => (count * 7, 0),
        'm' => (0, count),
        'y' => (0, count * 12),
        _ => return None,
    };
    Span::new().try_days(days).ok()?.try_months(months).ok()
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::library::record::datetime;
    use jiff::civil::date;

    fn check(value: &str, from: &str, to: &str) {
        let day = |m: Option<i64>| m.and_then(datetime).map(|d| d.date().to_string()).unwrap_or_default();
        let (found_from, found_to) = range(value, date(2024, 3, 15)).expect(value);
        assert_eq!((day(found_from).as_str(), day(found_to).as_str()), (from, to), "{value}");
    }

    #[test]
    fn dates_are_ranges() {
        check("2024", "2024-01-01", "2025-01-01");
        check("2023-12", "2023-12-01", "2024-01-01");
        check("2024-02-29", "2024-02-29", "2024-03-01");
        check("today", "2024-03-15", "2024-03-16");
        check("7d", "2024-03-08", "2024-03-16");
        check(">7d", "2024-03-08", "");
        check("<7d", "", "2024-03-08");
        check(">2024-02", "2024-03-01", "");
        check("<=2024-02", "", "2024-03-01");
        check("2024-01..2024-02", "2024-01-01", "2024-03-01");
        check("..2024-02-01", "", "2024-02-02");
        assert!(range("2024-13", date(2024, 3, 15)).is_err());
        assert!(range("..", date(2024, 3, 15)).is_err());
    }
}
