//! Where a place in a text is after the text was changed.

/// Bytes of the old text by which a place is known again.
const KNOWN_BY: usize = 48;

/// The offset in `new` of what stood at `offset` in `old`: where the same words stand, the nearest where they stand
/// several times; else as far from the nearer end that did not change.
pub fn relocate(old: &str, offset: usize, new: &str) -> usize {
    let offset = old.floor_char_boundary(offset.min(old.len()));
    if offset == 0 || old == new {
        return offset;
    }
    let words = words_at(old, offset);
    if new.get(offset..).is_some_and(|rest| rest.starts_with(words)) && old.get(..offset) == new.get(..offset)
    {
        return offset;
    }
    let moved = if words.len() < KNOWN_BY / 2 { None } else { nearest(new, words, offset) };
    let fallback = || {
        let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let rest = old.len() - offset;
        if offset <= same || rest > new.len() { offset.min(new.len()) } else { new.len() - rest }
    };
    new.floor_char_boundary(moved.unwrap_or_else(fallback))
}

/// The words at an offset, by which it is found again.
pub fn words_at(text: &str, offset: usize) -> &str {
    let start = text.floor_char_boundary(offset.min(text.len()));
    &text[start..text.floor_char_boundary((start + KNOWN_BY).min(text.len()))]
}

/// Where words stand that stood at `offset`: there, else at the nearest place with them, else nowhere and at `offset`.
pub fn find_again(words: &str, offset: usize, text: &str) -> usize {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    if words.len() < KNOWN_BY / 2 || text[offset..].starts_with(words) {
        return offset;
    }
    nearest(text, words, offset).unwrap_or(offset)
}

fn nearest(text: &str, words: &str, offset: usize) -> Option<usize> {
    memchr::memmem::find_iter(text.as_bytes(), words).min_by_key(|&at| at.abs_diff(offset))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{find_again, relocate, words_at};

    #[test]
    fn a_place_moves_with_its_words() {
        let old = "Eerste alinea van het stuk.\n\nTweede alinea die hier langer doorgaat dan de eerste.";
        let new = format!("Een nieuwe kop.\n\n{old}");
        let at = old.find("Tweede").expect("there");
        assert_eq!(&new[relocate(old, at, &new)..][..6], "Tweede");
        assert_eq!(relocate(old, 0, &new), 0);
        assert_eq!(relocate(old, at, ""), 0);
    }

    #[test]
    fn a_place_is_found_again_by_its_words() {
        let old = "Eerste alinea van het stuk.\n\nTweede alinea die hier langer doorgaat dan de eerste.";
        let at = old.find("Tweede").expect("there");
        let words = words_at(old, at);
        let new = format!("Een nieuwe kop.\n\n{old}");
        assert_eq!(&new[find_again(words, at, &new)..][..6], "Tweede");
        assert_eq!(find_again(words, at, "Iets heel anders dat daar langer dan vijfendertig bytes is."), at);
        assert_eq!(find_again(words, at, "é"), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn is_always_a_place_in_the_new_text(old in "\\PC{0,90}", new in "\\PC{0,90}", offset in 0usize..120) {
            let at = relocate(&old, offset, &new);
            assert!(new.is_char_boundary(at));
        }
    }
}
