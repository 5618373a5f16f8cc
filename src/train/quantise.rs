//! Trained weights become a model file.

use super::crf::{SCALE, Weights};
use crate::annotate::entity::feature::Families;
use crate::annotate::entity::label::LABELS;
use crate::annotate::entity::model::{MAGIC, first_slot, tag};

/// The weights of one feature, in a model file's unit.
type Row = [i8; LABELS];

/// The bytes of a model file, given the hashes of the features.
pub fn model(families: Families, features: &[u64], weights: &Weights) -> Vec<u8> {
    let (tags, table) = slots(&rows(features, weights));
    let mut bytes = Vec::with_capacity(tags.len() * (LABELS + 2));
    bytes.extend(MAGIC);
    bytes.extend(u32::from(families.0).to_le_bytes());
    bytes.extend((tags.len() as u32).to_le_bytes());
    bytes.extend(weights.transitions().iter().flatten().flat_map(|t| t.to_le_bytes()));
    bytes.extend(tags.iter().flat_map(|t| t.to_le_bytes()));
    bytes.extend(table.iter().flatten().map(|&w| w as u8));
    bytes
}

/// The features with a weight that is not 0, in the order of their hashes.
fn rows(features: &[u64], weights: &Weights) -> Vec<(u64, Row)> {
    let quantise = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0) as i8;
    let all = features.iter().zip(weights.features());
    let mut rows: Vec<_> = all.map(|(&hash, row)| (hash, row.map(quantise))).collect();
    rows.retain(|(_, row)| row.iter().any(|&w| w != 0));
    rows.sort_unstable();
    rows
}

/// Tags and weights by slot: the first free one from a feature's hash on.
fn slots(rows: &[(u64, Row)]) -> (Vec<u16>, Vec<Row>) {
    let count = rows.len() + rows.len() / 4 + 4096;
    let mut tags = vec![0; count];
    let mut table = vec![[0; LABELS]; count];
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
