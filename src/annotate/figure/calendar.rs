//! What dates come to: values in EDTF (ISO 8601-2), relative ones counted from the article's date.
//!
//! Where the article has no date, a relative one keeps its distance as an ISO duration (`-P1D`), and a day without
//! its year gets `XXXX`.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// A length of time as the packs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Century,
}

impl Period {
    pub(super) fn named(name: &str) -> Option<Period> {
        Some(match name {
            "second" => Period::Second,
            "minute" => Period::Minute,
            "hour" => Period::Hour,
            "day" => Period::Day,
            "week" => Period::Week,
            "month" => Period::Month,
            "year" => Period::Year,
            "century" => Period::Century,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Period::Second | Period::Minute | Period::Hour)
    }
}

/// A day of the calendar, the year left out where the text leaves it out; none for a day that does not exist.
pub(super) fn day(year: Option<i64>, month: i64, day: i64, base: Option<DateTime>) -> Option<String> {
    let of_year =
        |year: i64| Date::new(i16::try_from(year).ok()?, month.try_into().ok()?, day.try_into().ok()?).ok();
    if let Some(year) = year {
        return of_year(year).map(|date| date.to_string());
    }
    let Some(base) = base.map(DateTime::date) else {
        return of_year(2000).map(|_| format!("XXXX-{month:02}-{day:02}"));
    };
    let near = i64::from(base.year());
    let dates = [near, near - 1, near + 1].into_iter().filter_map(of_year);
    dates.min_by_key(|date| distance(*date, base)).map(|date| date.to_string())
}

/// Days between two dates.
fn distance(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// A month without its year: the nearest one, a past one sooner than one to come.
pub(super) fn month(month: i64, base: Option<DateTime>) -> String {
    let Some(base) = base else { return format!("XXXX-{month:02}") };
    let (year, now) = (i64::from(base.year()), i64::from(base.month()));
    let year = match month - now {
        7.. => year - 1,
        ..=-9 => year + 1,
        _ => year,
    };
    format!("{year:04}-{month:02}")
}

/// The month or season `code` of the year that `shift` leads to: the last one that has passed, this year's, the next.
pub(super) fn shifted_part(code: i64, shift: i64, base: Option<DateTime>) -> String {
    let Some(base) = base else { return format!("XXXX-{code:02}") };
    let start = if code > 12 { (code - 20) * 3 } else { code };
    let now = i64::from(base.month());
    let year = i64::from(base.year());
    let year = match shift {
        -1 if start >= now => year - 1,
        1 if start <= now => year + 1,
        _ => year,
    };
    format!("{year:04}-{code:02}")
}

/// A day of the week (Monday is 1): strictly before or after today where the text says so, else the nearer one. A
/// tie, and one day more, goes to the past: news tells what has been.
pub(super) fn weekday(weekday: i64, shift: Option<i64>, base: Option<DateTime>) -> String {
    let Some(base) = base.map(DateTime::date) else { return format!("XXXX-WXX-{weekday}") };
    let back = (i64::from(base.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
    let days = match shift {
        Some(-1) if back == 0 => -7,
        Some(1) => 7 - back,
        None if back > MOST_DAYS_BACK => 7 - back,
        _ => -back,
    };
    base.checked_add(days.days()).map_or_else(|_| format!("XXXX-WXX-{weekday}"), |date| date.to_string())
}

/// A weekday further back than this, with nothing to say so, is the coming one.
const MOST_DAYS_BACK: i64 = 4;

/// So many periods from now: a day for days and weeks, a month, a year, or a moment for hours.
pub(super) fn away(count: i64, period: Period, base: Option<DateTime>) -> String {
    let resolved = base.and_then(|base| moved(count, period, base));
    resolved.unwrap_or_else(|| distance_alone(count, period))
}

fn moved(count: i64, period: Period, base: DateTime) -> Option<String> {
    let date = |span: jiff::Span| base.date().checked_add(span).ok();
    let has_time = base.time() != jiff::civil::Time::midnight();
    let moment = |span: jiff::Span| {
        let moment = base.checked_add(span).ok().filter(|_| has_time)?;
        Some(moment.strftime("%Y-%m-%dT%H:%M").to_string())
    };
    // jiff's spans panic beyond its limits; no article means more.
    if count.abs() > FARTHEST {
        return None;
    }
    match period {
        Period::Second => moment(count.seconds()),
        Period::Minute => moment(count.minutes()),
        Period::Hour => moment(count.hours()),
        Period::Day => date(count.days()).map(|d| d.to_string()),
        Period::Week => date(count.weeks()).map(|d| d.to_string()),
        Period::Month => date(count.months()).map(|d| d.strftime("%Y-%m").to_string()),
        Period::Year => date(count.years()).map(|d| d.strftime("%Y").to_string()),
        Period::Century => None,
    }
}

/// More periods than these are counted from no article's date.
const FARTHEST: i64 = 9_000;

fn distance_alone(count: i64, period: Period) -> String {
    let sign = if count < 0 { "-" } else { "" };
    let count = count.unsigned_abs();
    let (mark, unit, count) = match period {
        Period::Second => ("PT", 'S', count),
        Period::Minute => ("PT", 'M', count),
        Period::Hour => ("PT", 'H', count),
        Period::Day => ("P", 'D', count),
        Period::Week => ("P", 'W', count),
        Period::Month => ("P", 'M', count),
        Period::Year => ("P", 'Y', count),
        Period::Century => ("P", 'Y', count.saturating_mul(100)),
    };
    format!("{sign}{mark}{count}{unit}")
}

/// The last, this or the next week, month or year as a whole.
pub(super) fn shifted_period(period: Period, shift: i64, base: Option<DateTime>) -> Option<String> {
    let is_calendar = matches!(period, Period::Week | Period::Month | Period::Year);
    let Some(base) = base.map(DateTime::date) else {
        return is_calendar.then(|| distance_alone(shift, period));
    };
    match period {
        Period::Week => base.checked_add(shift.weeks()).ok().map(|date| {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }),
        Period::Month => base.checked_add(shift.months()).ok().map(|date| date.strftime("%Y-%m").to_string()),
        Period::Year => Some(format!("{:04}", i64::from(base.year()) + shift)),
        // "de volgende dag" counts from the story, not from the article.
        _ => None,
    }
}
