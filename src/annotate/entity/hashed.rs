//! A map from 32-bit hashes to a few bytes, read in place from embedded bytes, and the hash itself.
//!
//! A wrong answer (two strings with one hash) comes about once in thirty thousand lookups of unknown strings.

/// The 32-bit hash under which a token is kept; letters count as they are (no case folding).
pub fn hash(token: &str) -> u32 {
    scramble(token.bytes().fold(FNV_START, step))
}

/// [`hash`] of the token in lower case, without building it.
pub fn hash_lower(token: &str) -> u32 {
    if token.is_ascii() {
        return scramble(token.bytes().fold(FNV_START, |h, b| step(h, b.to_ascii_lowercase())));
    }
    hash_chars(token.chars().flat_map(char::to_lowercase))
}

/// [`hash`] of the token with its first letter as it is and the others in lower case: `TWEEDE` as `Tweede`.
pub fn hash_title(token: &str) -> u32 {
    let mut chars = token.chars();
    let first = chars.next();
    hash_chars(first.into_iter().chain(chars.flat_map(char::to_lowercase)))
}

/// [`hash`] of a sequence of characters.
pub fn hash_chars(chars: impl Iterator<Item = char>) -> u32 {
    let mut buffer = [0; 4];
    scramble(chars.fold(FNV_START, |h, c| c.encode_utf8(&mut buffer).bytes().fold(h, step)))
}

/// The hash of a sequence whose first tokens have hash `prefix` and whose next token has hash `next`.
pub(crate) fn chain(prefix: u32, next: u32) -> u32 {
    scramble(
        prefix.rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64) ^ next.wrapping_mul(0x9e37_79b1),
    )
}

const FNV_START: u32 = 0x811c_9dc5;

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Spreads FNV's weak high bits over the word (the finaliser of MurmurHash3): buckets are chosen by the top bits.
pub(crate) fn scramble(mut h: u32) -> u32 {
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// Buckets: one for each value of the hash's top half.
pub(crate) const BUCKETS: usize = 1 << 16;

/// A view of a map from hashes to values of `N` bytes.
///
/// Layout, little-endian: u32 number of entries; `2^16 + 1` u32 offsets, in entries, of the buckets; for each entry, in
/// order of hash, u16 the hash's low half and the value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'a, const N: usize> {
    offsets: &'a [u8],
    entries: &'a [u8],
}

impl<'a, const N: usize> Table<'a, N> {
    /// The table at the start of `bytes`, and what follows it; none where the bytes end before it does.
    pub fn split(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (offsets, rest) = rest.split_at_checked(4 * (BUCKETS + 1))?;
        let size = (u32::from_le_bytes(*count) as usize).checked_mul(2 + N)?;
        let (entries, rest) = rest.split_at_checked(size)?;
        Some((Table { offsets, entries }, rest))
    }

    /// The value of a hash.
    pub fn get(&self, hash: u32) -> Option<[u8; N]> {
        let bucket = (hash >> 16) as usize;
        let from = self.offset(bucket)?.checked_mul(2 + N)?;
        let to = self.offset(bucket + 1)?.checked_mul(2 + N)?;
        let low = (hash as u16).to_le_bytes();
        let entry = self.entries.get(from..to)?.chunks_exact(2 + N).find(|e| e[..2] == low)?;
        entry[2..].first_chunk().copied()
    }

    fn offset(&self, bucket: usize) -> Option<usize> {
        let bytes = self.offsets.get(4 * bucket..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes) as usize)
    }
}

/// Appends a table in the layout of [`Table`] to `out`.
#[cfg(feature = "train")]
pub(crate) fn write<const N: usize>(map: &std::collections::BTreeMap<u32, [u8; N]>, out: &mut Vec<u8>) {
    out.extend((map.len() as u32).to_le_bytes());
    let mut counts = vec![0u32; BUCKETS + 1];
    for hash in map.keys() {
        counts[(hash >> 16) as usize + 1] += 1;
    }
    let mut offset = 0;
    for count in counts {
        offset += count;
        out.extend(offset.to_le_bytes());
    }
    for (hash, value) in map {
        out.extend((*hash as u16).to_le_bytes());
        out.extend(value);
    }
}
