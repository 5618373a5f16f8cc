//! Name lists: which words and word sequences are known, and as what.
//!
//! One table of 32-bit hashes, read in place from the embedded bytes (nothing is parsed at start). A name of several
//! tokens is kept as the chain of its prefixes, so the longest match costs one lookup for each token.

use super::hashed::{Table, chain, scramble};
pub use super::hashed::{hash, hash_lower, hash_title};
use crate::document::meta::Lang;

/// What a name list says about a word or a sequence of words: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(pub u16);

impl Kinds {
    /// Nothing known.
    pub const NONE: Kinds = Kinds(0);
    /// A first name.
    pub const FIRST: Kinds = Kinds(1);
    /// A surname.
    pub const SURNAME: Kinds = Kinds(1 << 1);
    /// A well-known person.
    pub const PERSON: Kinds = Kinds(1 << 2);
    /// A country or a part of the world.
    pub const COUNTRY: Kinds = Kinds(1 << 3);
    /// A city, region, water, mountain, street, building.
    pub const PLACE: Kinds = Kinds(1 << 4);
    /// An organisation: body, ministry, agency, university, NGO, court.
    pub const ORG: Kinds = Kinds(1 << 5);
    /// A party, movement, armed group.
    pub const PARTY: Kinds = Kinds(1 << 6);
    /// A medium.
    pub const MEDIA: Kinds = Kinds(1 << 7);
    /// A sports club or team.
    pub const CLUB: Kinds = Kinds(1 << 8);
    /// A company or brand that acts as one.
    pub const COMPANY: Kinds = Kinds(1 << 9);
    /// An adjective or noun of nationality, language, religion, inhabitants.
    pub const DEMONYM: Kinds = Kinds(1 << 10);
    /// An event, work, law, product, prize, programme, competition.
    pub const MISC: Kinds = Kinds(1 << 11);
    /// A word that stands before a person's name (title, office, profession), mostly in lower case.
    pub const TITLE: Kinds = Kinds(1 << 12);
    /// A word that heads or ends the name of an organisation (`ministerie`, `BV`, `Inc`).
    pub const ORG_WORD: Kinds = Kinds(1 << 13);
    /// A capitalised dictionary entry of no known kind.
    pub const NAME: Kinds = Kinds(1 << 14);
    /// How many kinds there are; bit `n` below it is the `n`th constant above.
    pub const COUNT: u32 = 15;
    /// Inside the table alone: a longer name goes on from here.
    pub(crate) const MORE: u16 = 1 << 15;

    /// Whether it holds one of `other`'s kinds.
    pub fn has(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

/// What the lists say about one token of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The token alone.
    pub single: Kinds,
    /// The longest name of two tokens or more that begins here.
    pub begin: Kinds,
    /// The name of two tokens or more that began before and holds this token.
    pub inside: Kinds,
    /// Tokens of the name that begins here; 0 where none does.
    pub length: u8,
}

/// Longest name looked for, in tokens.
const LONGEST: usize = 12;

/// The lists, as a view into their bytes.
///
/// Layout, little-endian: `GAZ1`; a [`Table`] of u16 kinds; for each of five languages u32 length in bytes and a Bloom
/// filter of the words that a dictionary writes in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Gazetteer<'a> {
    table: Table<'a, 2>,
    common: [&'a [u8]; Lang::ALL.len()],
}

/// First bytes of the file.
pub(crate) const MAGIC: &[u8; 4] = b"GAZ1";
/// Bits that a word sets in a Bloom filter.
pub(crate) const PROBES: u32 = 5;

static SHIPPED: &[u8] = include_bytes!("../../../models/gazetteer.bin");

impl Gazetteer<'static> {
    /// The lists that come with the program; empty should their bytes be damaged.
    pub fn shipped() -> Self {
        Gazetteer::new(SHIPPED)
            .unwrap_or(Gazetteer { table: Table::default(), common: [&[]; Lang::ALL.len()] })
    }
}

impl<'a> Gazetteer<'a> {
    /// A view into the bytes of a gazetteer file; none where they are no such file.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (table, mut rest) = Table::split(rest)?;
        let mut common: [&[u8]; Lang::ALL.len()] = [&[]; Lang::ALL.len()];
        for filter in &mut common {
            let (length, after) = rest.split_first_chunk::<4>()?;
            (*filter, rest) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        }
        Some(Gazetteer { table, common })
    }

    /// What the lists say about the token with this [`hash`], taken alone.
    pub fn kinds(&self, hash: u32) -> Kinds {
        Kinds(self.raw(hash) & !Kinds::MORE)
    }

    /// The hash under which a token is best looked up: its own; for a word in capitals (`TWEEDE`) that the lists do
    /// not have, the one of its usual spelling.
    pub fn key(&self, token: &str) -> u32 {
        let own = hash(token);
        let mut letters = token.chars();
        let shouted = letters.by_ref().take(3).filter(|c| c.is_uppercase()).count() == 3
            && letters.all(|c| !c.is_lowercase());
        if shouted && self.raw(own) == 0 { hash_title(token) } else { own }
    }

    /// Whether a dictionary of the language has the word with this hash ([`hash_lower`]) in lower case; wrongly yes
    /// for one unknown word in a hundred. German and French have no such list.
    pub fn is_common(&self, lang: Lang, hash: u32) -> bool {
        let filter = self.common[lang as usize];
        !filter.is_empty() && probes(hash, filter.len() * 8).all(|bit| filter[bit / 8] >> (bit % 8) & 1 == 1)
    }

    /// Marks the tokens of a sentence, given the hash of each ([`Gazetteer::key`]). `marks` is emptied first and has
    /// one mark for each token afterwards. Of overlapping names the leftmost longest counts.
    pub fn mark(&self, hashes: &[u32], marks: &mut Vec<Mark>) {
        marks.clear();
        marks.resize(hashes.len(), Mark::default());
        let mut free = 0;
        for (i, &h) in hashes.iter().enumerate() {
            let raw = self.raw(h);
            marks[i].single = Kinds(raw & !Kinds::MORE);
            if i < free || raw & Kinds::MORE == 0 {
                continue;
            }
            let (length, kinds) = self.longest(h, &hashes[i + 1..]);
            if length > 1 {
                marks[i].begin = kinds;
                marks[i].length = length as u8;
                marks[i + 1..i + length].iter_mut().for_each(|m| m.inside = kinds);
                free = i + length;
            }
        }
    }

    /// What the lists call the name that these words make together.
    pub fn named<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> Kinds {
        let Some(first) = words.next() else { return Kinds::NONE };
        let whole = words.fold(self.key(first), |prefix, word| chain(prefix, self.key(word)));
        self.kinds(whole)
    }

    /// Tokens and kinds of the longest name that starts with `first`; length 0 where none does.
    fn longest(&self, first: u32, next: &[u32]) -> (usize, Kinds) {
        let mut prefix = first;
        let mut best = (0, Kinds::NONE);
        for (i, &h) in next.iter().take(LONGEST - 1).enumerate() {
            prefix = chain(prefix, h);
            let raw = self.raw(prefix);
            if raw & !Kinds::MORE != 0 {
                best = (i + 2, Kinds(raw & !Kinds::MORE));
            }
            if raw & Kinds::MORE == 0 {
                break;
            }
        }
        best
    }

    fn raw(&self, hash: u32) -> u16 {
        self.table.get(hash).map_or(0, u16::from_le_bytes)
    }
}

/// The bits of a Bloom filter of `size` bits (not 0) that stand for a hash.
pub(crate) fn probes(hash: u32, size: usize) -> impl Iterator<Item = usize> {
    let stride = scramble(hash ^ 0x5bd1_e995) | 1;
    (0..PROBES).map(move |i| hash.wrapping_add(i.wrapping_mul(stride)) as usize % size)
}
