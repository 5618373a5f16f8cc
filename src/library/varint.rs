//! Small numbers in few bytes: LEB128, for the offsets that the store keeps by the million.

/// Appends a number: seven bits to a byte, the lowest first.
pub fn push(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The numbers in a blob; a last one that is cut off is left out.
pub fn read(blob: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut value = 0u64;
        let mut shift = 0;
        loop {
            let byte = *blob.get(at)?;
            at += 1;
            value |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{push, read};
    use proptest::prelude::{any, prop, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn numbers_come_back(values in prop::collection::vec(any::<u64>(), 0..50)) {
            let mut blob = Vec::new();
            values.iter().for_each(|&v| push(&mut blob, v));
            prop_assert_eq!(read(&blob).collect::<Vec<_>>(), values);
        }

        #[test]
        fn any_blob_can_be_read(blob in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(read(&blob).count() <= blob.len(), true);
        }
    }
}
