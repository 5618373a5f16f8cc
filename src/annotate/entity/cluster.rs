//! Word clusters: words that stand in like contexts in raw text, with how such text writes them.
//!
//! Read in place from the embedded bytes. Built by `train::cluster`, which says how: Dutch ones from raw text, those
//! for English, German and Spanish from tables that others made.

use super::hashed::{Table, hash, hash_chars, hash_lower, scramble};
use crate::document::Lang;

/// How running text writes a word, counted away from the starts of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Casing {
    /// Seen at the starts of sentences alone.
    Unknown,
    /// With a capital in 98 of 100 places.
    Capital,
    /// Mostly with a capital.
    MostlyCapital,
    /// Mostly in lower case.
    MostlyLower,
    /// In lower case in 98 of 100 places.
    Lower,
}

impl Casing {
    const ALL: [Casing; 5] =
        [Casing::Unknown, Casing::Capital, Casing::MostlyCapital, Casing::MostlyLower, Casing::Lower];

    /// From counts of occurrences with a capital and in lower case.
    pub fn of(capital: u32, lower: u32) -> Casing {
        let all = u64::from(capital) + u64::from(lower);
        match u64::from(lower) * 100 {
            _ if all == 0 => Casing::Unknown,
            n if n >= all * 98 => Casing::Lower,
            n if n >= all * 50 => Casing::MostlyLower,
            n if n > all * 2 => Casing::MostlyCapital,
            _ => Casing::Capital,
        }
    }
}

/// What is known about one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its class by neighbouring words.
    pub near: u16,
    /// Its class by words two places away; outside of Dutch, how often it is written.
    pub far: u16,
    /// Which tree its way leads through.
    pub tree: u8,
    /// The way from the root of the tree of near classes, first step in the highest bit.
    path: u32,
    /// How many steps the way has.
    steps: u8,
    /// How it is written.
    pub casing: Casing,
}

impl Word {
    /// The way down the tree as a fraction, from 0 to 1, to sixteen steps: words below one branch make an interval.
    pub fn place(self) -> f32 {
        (self.path >> 16) as f32 / 65536.0
    }

    /// The first `steps` steps (31 at most) on the way down the tree of near classes: one number for each branch, the
    /// same for all words below it. A way that ends before stands for itself.
    pub fn branch(self, steps: u8) -> u32 {
        let steps = steps.min(self.steps).min(31);
        1 << steps | (self.path.checked_shr(32 - u32::from(steps)).unwrap_or(0))
    }
}

/// The clusters, as a view into their bytes.
///
/// Layout, little-endian: `CLU1`; u16 number of near classes; for each u32 path, u8 steps; a [`Table`] of u32: bits 0
/// to 11 near class, 12 to 23 far class, 24 to 26 casing, 27 to 31 tree.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clusters<'a> {
    paths: &'a [u8],
    words: Table<'a, 4>,
}

/// First bytes of the file.
pub(crate) const MAGIC: &[u8; 4] = b"CLU1";

static DUTCH: &[u8] = include_bytes!("../../../models/clusters-nl.bin");
static OTHERS: &[u8] = include_bytes!("../../../models/clusters.bin");

impl Clusters<'static> {
    /// The Dutch clusters that come with the program; empty should their bytes be damaged.
    pub fn dutch() -> Self {
        Clusters::new(DUTCH).unwrap_or_default()
    }

    /// Those of other languages, in one table; empty should their bytes be damaged.
    pub fn others() -> Self {
        Clusters::new(OTHERS).unwrap_or_default()
    }
}

/// The hash of a word in a table of several languages, from its own.
pub(crate) fn salted(hash: u32, lang: Lang) -> u32 {
    if lang == Lang::Nl { hash } else { scramble(hash ^ (lang as u32).wrapping_mul(0x9e37_79b1)) }
}

impl<'a> Clusters<'a> {
    /// A view into the bytes of a cluster file; none where they are no such file.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (count, rest) = rest.split_first_chunk::<2>()?;
        let (paths, rest) = rest.split_at_checked(5 * u16::from_le_bytes(*count) as usize)?;
        Some(Clusters { paths, words: Table::split(rest)?.0 })
    }

    /// The word as it is written, or else in lower case; figures by their shape.
    pub fn word(&self, token: &str, lang: Lang) -> Option<Word> {
        if token.bytes().any(|b| b.is_ascii_digit()) {
            return self.get(salted(hash_chars(shape(token)), lang));
        }
        self.get(salted(hash(token), lang)).or_else(|| self.get(salted(hash_lower(token), lang)))
    }

    /// The word with this [`hash`].
    pub fn get(&self, hash: u32) -> Option<Word> {
        let value = u32::from_le_bytes(self.words.get(hash)?);
        let near = (value & 0xfff) as u16;
        let entry = self.paths.get(5 * near as usize..)?.first_chunk::<5>()?;
        Some(Word {
            near,
            far: (value >> 12 & 0xfff) as u16,
            tree: (value >> 27) as u8,
            path: u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]),
            steps: entry[4],
            casing: Casing::ALL.get((value >> 24 & 7) as usize).copied().unwrap_or(Casing::Unknown),
        })
    }
}

/// A token with a figure as the clusters know it: every digit is a 0.
pub(crate) fn shape(token: &str) -> impl Iterator<Item = char> {
    token.chars().map(|c| if c.is_ascii_digit() { '0' } else { c })
}
