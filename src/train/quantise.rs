//! Trained weights become a model file.

use super::crf::{SCALE, Weights};
use crate::annotate::entity::feature::Families;
use crate::annotate::entity::hash::HashedMap;
use crate::annotate::entity::label::LABELS;
use crate::annotate::entity::model::{MAGIC, ROW, first_slot, tag};

/// The trained weights of one pass, with the hash of each feature.
pub struct Pass<'a> {
    /// The hashes.
    pub features: &'a [u64],
    /// The weights.
    pub weights: &'a Weights,
}

/// The bytes of a model file; one or two passes.
pub fn model(families: Families, passes: &[Pass]) -> Vec<u8> {
    let rows = rows(passes);
    let (tags, table) = slots(&rows);
    let mut bytes = Vec::with_capacity(tags.len() * (ROW + 2));
    bytes.extend(MAGIC);
    bytes.extend(u32::from(families.0).to_le_bytes());
    bytes.extend((tags.len() as u32).to_le_bytes());
    for pass in 0..2 {
        let transitions = passes.get(pass).map_or([[0; LABELS]; LABELS + 1], |p| p.weights.transitions());
        bytes.extend(transitions.iter().flatten().flat_map(|t| t.to_le_bytes()));
    }
    bytes.extend(tags.iter().flat_map(|t| t.to_le_bytes()));
    bytes.extend(table.iter().flatten().map(|&w| w as u8));
    bytes
}

/// The features with a weight that is not 0, in the order of their hashes.
fn rows(passes: &[Pass]) -> Vec<(u64, [i8; ROW])> {
    let mut all: HashedMap<[i8; ROW]> = HashedMap::default();
    for (number, pass) in passes.iter().enumerate() {
        for (&hash, weights) in pass.features.iter().zip(pass.weights.features()) {
            let row = weights.map(|w| (w * SCALE).round().clamp(-127.0, 127.0) as i8);
            if row.iter().any(|&w| w != 0) {
                let slot = all.entry(hash).or_insert([0; ROW]);
                slot[number * LABELS..(number + 1) * LABELS].copy_from_slice(&row);
            }
        }
    }
    let mut rows: Vec<_> = all.into_iter().collect();
    rows.sort_unstable();
    rows
}

/// Tags and weights by slot: the first free one from a feature's hash on.
fn slots(rows: &[(u64, [i8; ROW])]) -> (Vec<u16>, Vec<[i8; ROW]>) {
    let count = rows.len() + rows.len() / 4 + 4096;
    let mut tags = vec![0; count];
    let mut table = vec![[0; ROW]; count];
    for (hash, row) in rows {
        let mut slot = first_slot(*hash, count as u64);
        while slot < count && tags[slot] != 0 {
            slot += 1;
        }
        if slot < count {
            tags[slot] = tag(*hash);
            table[slot] = *row;
        }
    }
    (tags, table)
}
