//! The hash of words and features. Models are built on it: change it and they must be trained again.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of two values, order counting.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x2545_f491_4f6c_dd1d) * u128::from(b ^ MULTIPLIER);
    (product as u64) ^ ((product >> 64) as u64) ^ a.rotate_left(23)
}

/// The hash of a string's bytes.
pub fn text(text: &str) -> u64 {
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    let start = mix(MULTIPLIER, text.len() as u64);
    let hash = chunks.iter().fold(start, |h, c| mix(h, u64::from_le_bytes(*c)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(last))
}

/// A map whose keys are hashes already.
pub type HashedMap<V> = HashMap<u64, V, Seeded>;

/// Spreads keys that are hashes by a seed of this process, so that no text can be written to make a map slow.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Seeded(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seeded {
    type Hasher = SeededHasher;

    fn build_hasher(&self) -> SeededHasher {
        SeededHasher { seed: self.0, hash: 0 }
    }
}

/// The hasher of [`Seeded`].
#[derive(Clone, Debug)]
pub struct SeededHasher {
    seed: u64,
    hash: u64,
}

impl Hasher for SeededHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.hash = bytes.iter().fold(self.hash, |h, &b| mix(h, u64::from(b)));
    }

    fn write_u64(&mut self, key: u64) {
        self.hash = mix(key ^ self.seed, self.seed);
    }

    fn finish(&self) -> u64 {
        self.hash
    }
}
