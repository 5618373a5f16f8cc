//! Mentions over time: a strip of all, and a chart of the last days, months or years.

use jiff::civil::Date;

use super::overlay::{Row, Tone};

/// Columns of a strip, and of the longest bar of a chart.
const LINE: usize = 60;
const BAR: usize = 36;
/// Bars of a chart at most.
const BARS: usize = 12;
/// So many days are charted by day, so many by month, more by year.
const BY_DAY: usize = 31;
const BY_MONTH: usize = 3 * 366;
/// The parts of a strip, from nothing to most.
const STRIP: [char; 9] = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A strip: a column to a day, a week or more, as the stretch asks for. Days are in order.
pub(super) fn strip(days: &[(Date, usize)]) -> Vec<Row> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Vec::new() };
    let span = span(*first, *last);
    let per = span.div_ceil(LINE).max(1);
    let mut columns = vec![0usize; span.div_ceil(per)];
    for (day, count) in days {
        if let Some(column) = columns.get_mut((self::span(*first, *day) - 1) / per) {
            *column += count;
        }
    }
    let most = columns.iter().copied().max().unwrap_or(0).max(1);
    let strip: String = columns.iter().map(|n| STRIP[(n * 8).div_ceil(most).min(8)]).collect();
    let each = match per {
        1 => "a day".to_string(),
        days => format!("{days} days"),
    };
    let range = if first == last { first.to_string() } else { format!("{first} to {last}") };
    let about = format!("{range} · {each} to a column, at most {most}");
    vec![Row::text(strip, Tone::Key), Row::text(about, Tone::Dim)]
}

/// A chart: a bar to a day, a month or a year, the last first; nothing for a single day. Days are in order.
pub(super) fn chart(days: &[(Date, usize)]) -> Vec<Row> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Vec::new() };
    let letters = match span(*first, *last) {
        1 => return Vec::new(),
        2..=BY_DAY => "2024-03-14".len(),
        days if days <= BY_MONTH => "2024-03".len(),
        _ => "2024".len(),
    };
    let mut bars: Vec<(String, usize)> = Vec::new();
    for (day, count) in days.iter().rev() {
        let name: String = day.to_string().chars().take(letters).collect();
        match bars.last_mut() {
            Some((known, sum)) if *known == name => *sum += count,
            _ => bars.push((name, *count)),
        }
    }
    let left_out = bars.len().saturating_sub(BARS);
    bars.truncate(BARS);
    let most = bars.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let bar = |(name, n): &(String, usize)| Row {
        left: format!("{name}  {}", "█".repeat((n * BAR).div_ceil(most))),
        right: format!("{n}×"),
        tone: Tone::Plain,
        target: None,
    };
    let mut rows: Vec<Row> = bars.iter().map(bar).collect();
    if left_out > 0 {
        rows.push(Row::text(format!("and {left_out} before"), Tone::Dim));
    }
    rows
}

/// Days from one to another, both counted.
fn span(first: Date, last: Date) -> usize {
    (last.duration_since(first).as_hours() / 24) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::{chart, strip};
    use jiff::civil::date;

    #[test]
    fn days_months_and_years_have_bars() {
        let bars = |days: &[_]| chart(days).into_iter().map(|r| (r.left, r.right)).collect::<Vec<_>>();
        let (a, b) = ((date(2024, 3, 1), 1), (date(2024, 3, 14), 2));
        let full = |n| "█".repeat(n);
        assert_eq!(bars(&[a]), []);
        assert_eq!(
            bars(&[a, b]),
            [
                (format!("2024-03-14  {}", full(36)), "2×".into()),
                (format!("2024-03-01  {}", full(18)), "1×".into())
            ]
        );
        assert_eq!(
            bars(&[(date(2024, 1, 30), 4), a, b]),
            [
                (format!("2024-03  {}", full(27)), "3×".into()),
                (format!("2024-01  {}", full(36)), "4×".into())
            ]
        );
        let years: Vec<_> = (2001..2024).map(|year| (date(year, 5, 5), 1)).collect();
        let rows = bars(&years);
        assert_eq!(
            (rows.len(), rows[0].0.starts_with("2023  "), rows[12].0.as_str()),
            (13, true, "and 11 before")
        );
        assert_eq!(strip(&[a, b])[0].left, format!("▄{}█", "·".repeat(12)));
    }
}
