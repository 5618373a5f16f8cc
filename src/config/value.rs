//! Values that know their place, and values with limits.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use toml::Spanned;

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
    deserializer.deserialize_i64(Within::<MIN, MAX>)
}

struct Within<const MIN: u16, const MAX: u16>;

impl<const MIN: u16, const MAX: u16> Visitor<'_> for Within<MIN, MAX> {
    type Value = u16;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from {MIN} to {MAX}")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u16, E> {
        let fits = u16::try_from(number).ok().filter(|number| (MIN..=MAX).contains(number));
        fits.ok_or_else(|| E::custom(format!("`{number}` is not within {MIN} to {MAX}")))
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
