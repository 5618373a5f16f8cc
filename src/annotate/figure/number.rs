//! Numbers in digits and in words.

use std::fmt;

use super::line::Line;
use crate::document::Lang;
use crate::language::figures::Class;

/// A decimal number: `mantissa` divided by ten to the power of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u64,
    places: u32,
}

impl Decimal {
    pub(super) fn whole(value: u64) -> Decimal {
        Decimal { mantissa: value, places: 0 }
    }

    /// None where it grows beyond all figures that a text means.
    pub(super) fn times(self, factor: u64) -> Option<Decimal> {
        let mut out = Decimal { mantissa: self.mantissa.checked_mul(factor)?, places: self.places };
        while out.places > 0 && out.mantissa.is_multiple_of(10) {
            out = Decimal { mantissa: out.mantissa / 10, places: out.places - 1 };
        }
        Some(out)
    }

    /// As a whole number; none where it has a fraction.
    pub(super) fn as_whole(self) -> Option<u64> {
        (self.places == 0).then_some(self.mantissa)
    }

    pub(super) fn is_less(self, other: Decimal) -> bool {
        let scaled = |a: Decimal, b: Decimal| u128::from(a.mantissa) * 10u128.pow(b.places.min(MOST_PLACES));
        scaled(self, other) < scaled(other, self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u64.pow(self.places.min(MOST_PLACES));
        let (whole, part) = (self.mantissa / unit, self.mantissa % unit);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let part = format!("{part:0width$}", width = self.places as usize);
        write!(f, "{whole}.{}", part.trim_end_matches('0'))
    }
}

/// Decimals beyond these are no decimals but something else.
const MOST_PLACES: u32 = 6;

/// A number in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// The position after it.
    pub(super) end: usize,
    /// Whether it is plainly an amount: grouped digits, or with a scale ("10.000", "5 miljoen").
    pub(super) large: bool,
    /// Whether it only gives an order of size ("honderden").
    pub(super) vague: bool,
}

/// The number that begins at a position: digits or words, with the scale after it.
pub(super) fn read(line: &Line<'_>, at: usize) -> Option<Number> {
    let mut number = match line.digits(at) {
        Some(_) => in_digits(line, at)?,
        None => return in_words(line, at).or_else(|| several(line, at)),
    };
    while let Some(scale) = line.has(number.end, Class::Scale) {
        let factor = u64::try_from(scale.number()).ok()?;
        number = Number { value: number.value.times(factor)?, end: scale.end, large: true, ..number };
    }
    Some(number)
}

/// As [`read`], but an article counts as one ("een week geleden").
pub(super) fn read_or_article(line: &Line<'_>, at: usize) -> Option<Number> {
    let one = || {
        let article = line.has(at, Class::Article)?;
        Some(Number { value: Decimal::whole(1), end: article.end, large: false, vague: false })
    };
    read(line, at).or_else(one)
}

fn several(line: &Line<'_>, at: usize) -> Option<Number> {
    let hit = line.has(at, Class::Several)?;
    let value = Decimal::whole(u64::try_from(hit.number()).ok()?);
    Some(Number { value, end: hit.end, large: false, vague: true })
}

/// Digits with the separators of the language.
fn in_digits(line: &Line<'_>, at: usize) -> Option<Number> {
    let (mut mantissa, len) = line.digits(at)?;
    let mut end = at + 1;
    let mut large = false;
    while let Some((group, next)) = group_after(line, end).filter(|_| len <= 3) {
        mantissa = mantissa.checked_mul(1000)?.checked_add(group)?;
        (end, large) = (next, true);
    }
    let mut places = 0;
    if let Some((part, digits)) = fraction_after(line, end) {
        mantissa = mantissa.checked_mul(10u64.pow(digits))?.checked_add(part)?;
        (places, end) = (digits, end + 2);
    }
    Some(Number { value: Decimal { mantissa, places }, end, large, vague: false })
}

/// A separator and three digits.
fn group_after(line: &Line<'_>, at: usize) -> Option<(u64, usize)> {
    let three = |at: usize| line.digits(at).filter(|(_, len)| *len == 3).map(|(group, _)| (group, at + 1));
    let by_space = matches!(line.lang, Lang::Fr | Lang::Es) && line.spaced(at);
    if by_space {
        return three(at);
    }
    let marks: &[&str] = match line.lang {
        Lang::En => &[","],
        Lang::De => &[".", "'", "’"],
        _ => &["."],
    };
    let separated = marks.iter().any(|mark| line.glued_mark(at, mark)) && !line.spaced(at + 1);
    separated.then(|| three(at + 1)).flatten()
}

/// A decimal mark and its digits, glued. A point is also taken for a decimal mark where commas are the rule.
fn fraction_after(line: &Line<'_>, at: usize) -> Option<(u64, u32)> {
    let is_mark = line.glued_mark(at, ".") || (line.lang != Lang::En && line.glued_mark(at, ","));
    let (part, len) = line.digits(at + 1).filter(|_| is_mark && !line.spaced(at + 1))?;
    let len = u32::try_from(len).ok().filter(|len| *len <= MOST_PLACES)?;
    // `14.30.05` and `1,5,7` are no numbers.
    let goes_on = (line.glued_mark(at + 2, ".") || line.glued_mark(at + 2, ",")) && !line.spaced(at + 3);
    (!goes_on || line.digits(at + 3).is_none()).then_some((part, len))
}

/// What has been read of a number in words.
#[derive(Default)]
struct Spelled {
    total: u64,
    /// Below the next scale of a thousand or more.
    low: u64,
    large: bool,
}

impl Spelled {
    /// Whether a word of this value can follow: "twintig" takes "een", "twee" does not take "drie".
    fn takes(&self, class: Class, value: u64) -> bool {
        if class == Class::Scale {
            return self.low > 0 || self.total == 0;
        }
        let tens = self.low % 100;
        let after_tens = tens >= 20 && tens.is_multiple_of(10) && value < 20;
        let after_ten = tens % 20 == 10 && value < 10;
        self.low == 0 || after_tens || after_ten || (tens == 0 && value < 100)
    }

    fn push(&mut self, class: Class, value: u64) -> Option<()> {
        match class {
            Class::Scale if value >= 1000 => {
                self.total = self.total.checked_add(self.low.max(1).checked_mul(value)?)?;
                (self.low, self.large) = (0, true);
            }
            Class::Scale => self.low = self.low.max(1).checked_mul(value)?,
            _ => self.low = self.low.checked_add(value)?,
        }
        Some(())
    }
}

/// Number words; an article alone is none.
fn in_words(line: &Line<'_>, at: usize) -> Option<Number> {
    let mut spelled = Spelled::default();
    let mut end = at;
    let mut has_numeral = false;
    let mut next = at;
    while let Some((parts, after)) = numeral(line, next) {
        let (class, value) = *parts.first()?;
        let is_article = class == Class::Article && parts.len() == 1;
        let opens_scale = line.has(after, Class::Scale).is_some();
        if !spelled.takes(class, value) || (is_article && !opens_scale && spelled.low < 20) {
            break;
        }
        parts.iter().try_for_each(|(class, value)| spelled.push(*class, *value))?;
        has_numeral |= !is_article;
        end = after;
        next = joined(line, after, &spelled);
    }
    let value = spelled.total.checked_add(spelled.low)?;
    (has_numeral && value > 0).then_some(Number {
        value: Decimal::whole(value),
        end,
        large: spelled.large,
        vague: false,
    })
}

/// Where the next word of a number would stand: after a hyphen, or after "and" where the number can go on.
fn joined(line: &Line<'_>, at: usize, spelled: &Spelled) -> usize {
    if line.glued_mark(at, "-") && !line.spaced(at + 1) {
        let glue = line.has(at + 1, Class::Glue).filter(|hit| line.glued_mark(hit.end, "-"));
        return glue.map_or(at + 1, |hit| hit.end + 1);
    }
    let glue = line.has(at, Class::Glue).filter(|_| spelled.low >= 20 || spelled.low == 0);
    glue.map_or(at, |hit| hit.end)
}

/// The parts of one number word, and the position after it.
fn numeral(line: &Line<'_>, at: usize) -> Option<(Vec<(Class, u64)>, usize)> {
    for class in [Class::Number, Class::Scale, Class::Article] {
        if let Some(hit) = line.has(at, class) {
            return Some((vec![(class, hit.value.parse().ok()?)], hit.end));
        }
    }
    if !line.is_word(at) || line.pieces[at].named || !matches!(line.lang, Lang::Nl | Lang::De) {
        return None;
    }
    let parts = line.words.compound(&line.lower(at));
    let is_whole = parts.last().is_some_and(|(class, _)| *class != Class::Glue);
    (is_whole && parts.len() > 1).then_some((parts, at + 1))
}
