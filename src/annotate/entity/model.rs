//! Trained weights, read in place from the bytes of a model file: nothing is parsed or copied when a model is opened.
//!
//! Layout, all little-endian: `NER1`; u32 [`Families`]; u32 slots; transition scores, i16, `LABELS + 1` rows (the
//! last one for the start of a sentence) of `LABELS`; u16 tags of the slots, 0 for an empty one; for each slot the
//! weights of its feature, i8, `LABELS` of them. A feature's slot is the first one from its hash on that has its tag.

use super::feature::Families;
use super::label::LABELS;
use crate::document::Lang;

/// First bytes of a model file.
pub(crate) const MAGIC: &[u8; 4] = b"NER1";

/// Scores of the labels for a token, or the sum of some features' weights.
pub type Scores = [i16; LABELS];

/// Scores of label pairs; the last row stands for the start of a sentence.
pub type Transitions = [[i16; LABELS]; LABELS + 1];

/// A model as a view into its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    families: Families,
    slots: u64,
    transitions: &'a [u8],
    tags: &'a [[u8; 2]],
    rows: &'a [[u8; LABELS]],
    /// Whether it came with the program and never changes.
    shipped: bool,
}

static DUTCH: &[u8] = include_bytes!("../../../models/nl.bin");
static ENGLISH: &[u8] = include_bytes!("../../../models/en.bin");
static GERMAN: &[u8] = include_bytes!("../../../models/de.bin");
static OTHERS: &[u8] = include_bytes!("../../../models/multi.bin");

/// The model that comes with the program for a language; none should its bytes be damaged.
///
/// French and Spanish share one, for which there is little to learn from: what they have in common helps both.
pub fn shipped(lang: Lang) -> Option<Model<'static>> {
    let model = Model::new(match lang {
        Lang::Nl => DUTCH,
        Lang::En => ENGLISH,
        Lang::De => GERMAN,
        Lang::Fr | Lang::Es => OTHERS,
    })?;
    Some(Model { shipped: true, ..model })
}

const TRANSITION_BYTES: usize = 2 * (LABELS + 1) * LABELS;

impl<'a> Model<'a> {
    /// A view into the bytes of a model file; none where they are no such file.
    pub fn new(bytes: &'a [u8]) -> Option<Model<'a>> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (families, rest) = rest.split_first_chunk::<4>()?;
        let (slots, rest) = rest.split_first_chunk::<4>()?;
        let (transitions, rest) = rest.split_at_checked(TRANSITION_BYTES)?;
        let slots = u32::from_le_bytes(*slots);
        let (tags, rows) = rest.split_at_checked((slots as usize).checked_mul(2)?)?;
        let (rows, left) = rows.as_chunks::<LABELS>();
        let fits = slots > 0 && rows.len() == slots as usize && left.is_empty();
        let families = Families(u16::try_from(u32::from_le_bytes(*families)).ok()?);
        fits.then_some(Model {
            families,
            slots: u64::from(slots),
            transitions,
            tags: tags.as_chunks().0,
            rows,
            shipped: false,
        })
    }

    /// Whether it came with the program: then what it says of a word can be remembered.
    pub fn is_shipped(&self) -> bool {
        self.shipped
    }

    /// The features it was trained with.
    pub fn families(&self) -> Families {
        self.families
    }

    /// Bytes it takes in the program.
    pub fn size(&self) -> usize {
        self.rows.len() * (LABELS + 2) + TRANSITION_BYTES + 12
    }

    /// Adds the weights of the feature with this hash to `scores`.
    #[inline]
    pub fn add(&self, hash: u64, scores: &mut Scores) {
        if let Some(row) = self.row(hash) {
            add_row(scores, row);
        }
    }

    /// As [`Model::add`] for each of these features, in order. The tags of several are fetched before any is looked
    /// at, so that the memory serves them at the same time.
    pub fn add_all(&self, hashes: &[u64], scores: &mut Scores) {
        for hashes in hashes.chunks(TOGETHER) {
            let mut tags = [[0; 2]; TOGETHER];
            for (tag, &hash) in tags.iter_mut().zip(hashes) {
                *tag = self.tags.get(first_slot(hash, self.slots)).copied().unwrap_or_default();
            }
            for (tag, &hash) in tags.iter().zip(hashes) {
                if *tag != [0, 0] {
                    self.add(hash, scores);
                }
            }
        }
    }

    #[inline]
    fn row(&self, hash: u64) -> Option<&'a [u8; LABELS]> {
        let wanted = tag(hash).to_le_bytes();
        let mut slot = first_slot(hash, self.slots);
        loop {
            let tag = *self.tags.get(slot)?;
            if tag == wanted {
                return self.rows.get(slot);
            }
            if tag == [0, 0] {
                return None;
            }
            slot += 1;
        }
    }

    /// Scores of label pairs.
    pub fn transitions(&self) -> Transitions {
        let mut table = [[0; LABELS]; LABELS + 1];
        let (values, _) = self.transitions.as_chunks::<2>();
        table.iter_mut().flatten().zip(values).for_each(|(cell, v)| *cell = i16::from_le_bytes(*v));
        table
    }
}

/// Features whose tags are fetched together.
const TOGETHER: usize = 16;

/// A function of its own: the compiler knows of its arguments that they are apart, and adds several at once.
#[inline(never)]
fn add_row(scores: &mut Scores, row: &[u8; LABELS]) {
    for (score, &weight) in scores.iter_mut().zip(row) {
        *score = score.saturating_add(i16::from(weight as i8));
    }
}

/// The tag that tells features apart which share a slot; never 0.
pub(crate) fn tag(hash: u64) -> u16 {
    (hash as u16).max(1)
}

/// Where the search for a feature begins. Slots after the last are never needed: the last ones stay empty.
pub(crate) fn first_slot(hash: u64, slots: u64) -> usize {
    let spread = slots - slots / SPARE;
    ((u128::from(hash) * u128::from(spread)) >> 64) as usize
}

/// One slot in so many is kept beyond the reach of [`first_slot`], for features pushed on from the end.
pub(crate) const SPARE: u64 = 64;
