//! Times of day.

use super::Found;
use super::line::Line;
use super::number;
use crate::annotate::Kind;
use crate::language::figures::Class;

/// The time of day that begins at a position, as `HH:MM`.
pub(super) fn read(line: &Line<'_>, at: usize) -> Option<Found> {
    let (hour, minute, end) =
        half(line, at).or_else(|| with_minutes(line, at)).or_else(|| whole_hour(line, at))?;
    Some(Found { end, kind: Kind::Time, value: format!("{hour:02}:{minute:02}") })
}

type Clock = Option<(u64, u64, usize)>;

/// `half drie`, `halb drei`: half an hour before.
fn half(line: &Line<'_>, at: usize) -> Clock {
    let half = line.has(at, Class::Half)?;
    let hour = number::read(line, half.end)?;
    let value = hour.value.as_whole().filter(|hour| (1..=12).contains(hour))?;
    let counts = line.has(hour.end, Class::Scale).is_some() || line.has(hour.end, Class::Currency).is_some();
    (!counts).then_some((if value == 1 { 12 } else { value - 1 }, 30, hour.end))
}

/// `14:30`, `14.30 uur`, `15h30`, `3:30 p.m.`
fn with_minutes(line: &Line<'_>, at: usize) -> Clock {
    let (hour, _) = line.digits(at).filter(|(hour, len)| *len <= 2 && *hour <= 24)?;
    let is_glued = !line.spaced(at + 1) && !line.spaced(at + 2);
    let (minute, _) = line.digits(at + 2).filter(|(minute, len)| *len == 2 && *minute < 60 && is_glued)?;
    let goes_on = !line.spaced(at + 3) && (line.digits(at + 4).is_some() && !line.spaced(at + 4));
    let follows = !line.spaced(at) && line.digits(at.wrapping_sub(2)).is_some();
    let clock = line.has(at + 3, Class::Clock);
    let meridiem = line.has(at + 3, Class::Meridiem);
    let is_time = match line.word(at + 1) {
        ":" => true,
        "h" | "H" => true,
        "." => {
            clock.is_some()
                || meridiem.is_some()
                || line.preceded(at, Class::ClockCue).is_some_and(|_| hour > 0)
        }
        _ => false,
    };
    let is_percentage = line.word(at + 3) == "%" || line.has(at + 3, Class::Scale).is_some();
    if !is_time || goes_on || follows || is_percentage {
        return None;
    }
    let end = meridiem.or(clock).map_or(at + 3, |hit| hit.end);
    Some((afternoon(hour, meridiem.map(|hit| hit.value))?, minute, end))
}

/// `om 7 uur`, `15 Uhr`, `3 p.m.`, `8 o'clock`. A word that is also a length of time needs a cue before.
fn whole_hour(line: &Line<'_>, at: usize) -> Clock {
    let number = number::read(line, at)?;
    let hour = number.value.as_whole().filter(|hour| *hour <= 24)?;
    if let Some(meridiem) = line.has(number.end, Class::Meridiem) {
        return Some((afternoon(hour, Some(meridiem.value))?, 0, meridiem.end));
    }
    let clock = line.has(number.end, Class::Clock)?;
    let is_length = line.period(number.end).is_some() || line.word(number.end) == "h";
    let is_time = !is_length || line.preceded(at, Class::ClockCue).is_some();
    let is_ago = line.has(clock.end, Class::Ago).is_some();
    (is_time && !is_ago).then_some((hour, 0, clock.end))
}

fn afternoon(hour: u64, meridiem: Option<&str>) -> Option<u64> {
    match meridiem {
        Some(_) if hour > 12 || hour == 0 => None,
        Some("pm") => Some(hour % 12 + 12),
        Some(_) => Some(hour % 12),
        None => Some(hour),
    }
}
