//! What is indexed of words besides the words: how they begin, and the parts of Dutch compounds.

use crate::annotate::entity::cluster::{Casing, Clusters};
use crate::annotate::entity::hashed::hash;
use crate::document::Lang;
use crate::library::fingerprint::words;

/// The longest beginning, in letters, that is indexed; longer ones are few enough to be looked up among the words.
const LONGEST: usize = 3;
/// Bits that hold a letter.
const LETTER: u32 = 21;
/// The shortest part of a compound, and the shortest compound, in letters.
const PART: usize = 4;
const COMPOUND: usize = 9;
/// No longer word is taken apart.
const WORD: usize = 40;
/// What stands before a verb or noun without making a compound of the two.
const PREFIXES: [&str; 12] = [
    "achter", "beneden", "binnen", "boven", "buiten", "door", "onder", "over", "samen", "tegen", "terug",
    "voor",
];
/// What joins the parts of a compound.
const JOINTS: [&str; 4] = ["", "s", "en", "e"];
/// Stands between words that are no phrase; nobody searches it.
const APART: &str = " \u{e000} ";

/// The word under which [`starts`] indexes a beginning; none for one of another length, or of several words.
pub(crate) fn start(beginning: &str) -> Option<String> {
    let length = beginning.chars().count();
    let short = (2..=LONGEST).contains(&length) && beginning.chars().all(char::is_alphanumeric);
    short.then(|| format!("{length}{beginning}"))
}

/// The beginnings, of two and of three letters, of the words of folded texts: each once, with its length before it.
pub(crate) fn starts(texts: [&str; 2]) -> String {
    let key = |word: &str| {
        let letters = word.chars().chain(std::iter::repeat('\0')).take(LONGEST);
        letters.fold(0u64, |key, c| key << LETTER | u64::from(c))
    };
    let mut keys: Vec<u64> = texts.iter().flat_map(|text| words(text)).map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut out = String::with_capacity(keys.len() * 8);
    let mut last = 0;
    for key in keys {
        let letter = |place: u32| char::from_u32((key >> (LETTER * (2 - place))) as u32 & 0x1f_ffff);
        let [Some(first), Some(second), Some(third)] = [letter(0), letter(1), letter(2)] else { continue };
        if second != '\0' && key >> LETTER != last {
            last = key >> LETTER;
            out.extend(['2', first, second, ' ']);
        }
        if third != '\0' {
            out.extend(['3', first, second, third, ' ']);
        }
    }
    out
}

/// The parts of the compounds in a folded text that do not stand there by themselves, each once, none of them a phrase
/// with its neighbour; empty where the language writes no compounds.
pub(crate) fn parts(folded: &str, lang: Lang) -> String {
    let mut out = String::new();
    if lang != Lang::Nl {
        return out;
    }
    let long = |w: &&str| (COMPOUND..=WORD).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase());
    let mut compounds: Vec<&str> = words(folded).filter(long).collect();
    compounds.sort_unstable();
    compounds.dedup();
    let known = Clusters::dutch();
    let known = |word: &str| {
        let lower = |w| matches!(w, Casing::Lower | Casing::MostlyLower);
        word.len() >= PART && known.get(hash(word)).is_some_and(|word| lower(word.casing))
    };
    let mut parts: Vec<&str> = compounds.into_iter().flat_map(|word| split(word, known)).collect();
    if parts.is_empty() {
        return out;
    }
    parts.sort_unstable();
    parts.dedup();
    let mut alone: Vec<u32> = words(folded).filter(|word| word.len() >= PART).map(hash).collect();
    alone.sort_unstable();
    for part in parts.into_iter().filter(|part| alone.binary_search(&hash(part)).is_err()) {
        out.push_str(APART);
        out.push_str(part);
    }
    out
}

/// The parts of a compound: the last one, as long as can be, and what is before it with and without what joins the two.
fn split(word: &str, known: impl Fn(&str) -> bool) -> Vec<&str> {
    for at in PART..=word.len() - PART {
        let (head, tail) = word.split_at(at);
        if PREFIXES.contains(&head) || !known(tail) {
            continue;
        }
        let heads = JOINTS.iter().filter_map(|joint| head.strip_suffix(joint));
        let mut parts: Vec<&str> = heads.filter(|head| known(head)).collect();
        if !parts.is_empty() {
            parts.push(tail);
            return parts;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{parts, start, starts};
    use crate::document::Lang;

    #[test]
    fn beginnings_are_found_under_their_length() {
        assert_eq!(starts(["de minister", "mis, het ministerie é"]), "2de 2he 3het 2mi 3min 3mis ");
        for (beginning, word) in [("mi", Some("2mi")), ("mini", None), ("m", None), ("a b", None)] {
            assert_eq!(start(beginning).as_deref(), word);
        }
    }

    #[test]
    fn compounds_come_apart() {
        let of = |text: &str| parts(text, Lang::Nl).replace(" \u{e000} ", "|");
        assert_eq!(of("het ziekenhuispersoneel"), "|personeel|ziekenhuis");
        assert_eq!(of("verkeersminister verkeersminister"), "|minister|verkeer|verkeers");
        assert_eq!(of("het personeel, het ziekenhuispersoneel"), "|ziekenhuis");
        assert_eq!(of("de president, de overstroming in nederland"), "");
        assert_eq!(parts("ziekenhuispersoneel", Lang::En), "");
    }
}
