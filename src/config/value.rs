//! Values that know their place, and values with limits.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use toml::Spanned;

use super::Columns;

/// A value and where it stands in its file, in bytes.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Range<usize>,
}

/// Equal values are equal wherever they stand: the shipped file and a copy of it say the same.
impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Placed<T>) -> bool {
        self.value == other.value
    }
}

impl<T> From<Spanned<T>> for Placed<T> {
    fn from(spanned: Spanned<T>) -> Placed<T> {
        let at = spanned.span();
        Placed { value: spanned.into_inner(), at }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Placed<T>, D::Error> {
        Spanned::deserialize(deserializer).map(Placed::from)
    }
}

/// A line of a table whose keys are free.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What stands before the equals sign.
    pub key: Placed<String>,
    /// What stands after it.
    pub value: Placed<String>,
}

/// A table whose keys are free and whose values are strings, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries(pub Vec<Entry>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        let table = BTreeMap::<Spanned<String>, Spanned<String>>::deserialize(deserializer)?;
        let mut entries: Vec<Entry> =
            table.into_iter().map(|(key, value)| Entry { key: key.into(), value: value.into() }).collect();
        entries.sort_by_key(|entry| entry.key.at.start);
        Ok(Entries(entries))
    }
}

/// Reads a whole number from `MIN` to `MAX`.
pub(super) fn within<'de, const MIN: u16, const MAX: u16, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<u16, D::Error> {
    deserializer.deserialize_i64(Within { least: MIN, most: MAX, or_zero: false })
}

/// Reads the width of a side: 16 to 80, or 0 for one that follows the window.
pub(super) fn side_width<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    deserializer.deserialize_i64(Within { least: 16, most: 80, or_zero: true })
}

struct Within {
    least: u16,
    most: u16,
    or_zero: bool,
}

impl Visitor<'_> for Within {
    type Value = u16;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zero = if self.or_zero { "0 or " } else { "" };
        write!(f, "{zero}a whole number from {} to {}", self.least, self.most)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u16, E> {
        let allowed =
            |number: &u16| (self.least..=self.most).contains(number) || (self.or_zero && *number == 0);
        u16::try_from(number).ok().filter(allowed).ok_or_else(|| {
            let zero = if self.or_zero { "0 or " } else { "" };
            E::custom(format!("`{number}` is not {zero}within {} to {}", self.least, self.most))
        })
    }
}

/// Reads how many columns there are: 1, 2 or "auto".
pub(super) fn columns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Columns, D::Error> {
    deserializer.deserialize_any(OneOrTwo)
}

struct OneOrTwo;

impl Visitor<'_> for OneOrTwo {
    type Value = Columns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("1, 2 or \"auto\"")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Columns, E> {
        match number {
            1 => Ok(Columns::One),
            2 => Ok(Columns::Two),
            _ => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Columns, E> {
        match text {
            "auto" => Ok(Columns::Auto),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// What a citation can name.
pub const CITATION_FIELDS: [&str; 9] =
    ["text", "speaker", "role", "via", "title", "source", "author", "date", "section"];

/// Reads the template of a citation: every word in braces must be one of [`CITATION_FIELDS`].
pub(super) fn citation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let template = String::deserialize(deserializer)?;
    let mut rest = template.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let Some((field, behind)) = after.split_once('}') else {
            return Err(D::Error::custom("a `{` is never closed"));
        };
        if !CITATION_FIELDS.contains(&field) {
            let fields = CITATION_FIELDS.join("}, {");
            return Err(D::Error::custom(format!(
                "`{{{field}}}` is no field of a citation, expected one of {{{fields}}}"
            )));
        }
        rest = behind;
    }
    Ok(template)
}
