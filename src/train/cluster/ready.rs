//! Word clusters that others made: tables of classes and of log probabilities, a JSON object from word to number each.
//!
//! A class is its way through the tree, the first step in the lowest bit; 0 stands for none.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use crate::annotate::entity::cluster::{Casing, MAGIC, salted, shape};
use crate::annotate::entity::hashed::{self, hash};
use crate::document::Lang;

/// The first number of a class: those before it are the Dutch ones'.
const FIRST: usize = 1024;

/// The languages, each with how many of its words are kept.
const LANGUAGES: [(Lang, usize); 3] = [(Lang::En, 60_000), (Lang::De, 110_000), (Lang::Es, 50_000)];

/// How often words are written, in bands.
const BANDS: f64 = 12.0;

type Numbers<T> = HashMap<String, T>;

/// Writes the table for all languages to `out`.
///
/// # Errors
/// What reading and writing gives, and a table that is none.
pub fn build(from: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut paths = vec![(0, 0); FIRST];
    let mut entries = BTreeMap::new();
    for (lang, words) in LANGUAGES {
        let path = |table: &str| from.join(format!("{}_lexeme_{table}.json", lang.tag()));
        let read =
            |table: &str| std::fs::read(path(table)).map_err(|e| format!("{}: {e}", path(table).display()));
        let classes: Numbers<u32> = serde_json::from_slice(&read("cluster")?)?;
        let chances: Numbers<f64> = serde_json::from_slice(&read("prob")?)?;
        add(lang, &classes, &chances, words, &mut paths, &mut entries);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u16::try_from(paths.len())?.to_le_bytes());
    for (path, steps) in paths {
        bytes.extend(path.to_le_bytes());
        bytes.push(steps);
    }
    hashed::write(&entries, &mut bytes);
    Ok(std::fs::write(out, bytes)?)
}

fn add(
    lang: Lang,
    classes: &Numbers<u32>,
    chances: &Numbers<f64>,
    count: usize,
    paths: &mut Vec<(u32, u8)>,
    entries: &mut BTreeMap<u32, [u8; 4]>,
) {
    let chance = |word: &str| chances.get(word).copied().unwrap_or(f64::MIN);
    let mut words: Vec<(&str, u32)> = classes
        .iter()
        .filter(|&(_, &class)| class != 0)
        .map(|(word, &class)| (word.as_str(), class))
        .collect();
    words.sort_by(|a, b| chance(b.0).total_cmp(&chance(a.0)).then(a.0.cmp(b.0)));
    words.truncate(count);
    let mut numbers: Vec<u32> = words.iter().map(|&(_, class)| class).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let first = paths.len();
    paths.extend(numbers.iter().map(|class| (class.reverse_bits(), 31)));
    for (word, class) in words {
        let near = first + numbers.partition_point(|&n| n < class);
        let band = (-chance(word)).clamp(0.0, 2.0 * BANDS - 1.0) as u32 / 2;
        let far = (lang as u32) << 6 | band;
        let value = near as u32 | far << 12 | (casing(word, chance) as u32) << 24 | (lang as u32) << 27;
        entries.entry(salted(hash(&shape(word).collect::<String>()), lang)).or_insert(value.to_le_bytes());
    }
}

/// How text writes a word, from the chances of its spellings with a capital and without.
fn casing(word: &str, chance: impl Fn(&str) -> f64) -> Casing {
    let lower = word.to_lowercase();
    let mut letters = lower.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let share = |word: &str| (chance(word) + 20.0).exp();
    let upper = share(&title) + if word == title || word == lower { 0.0 } else { share(word) };
    // Starts of sentences give every word a capital now and then, and careless writers leave it out.
    let of = |n: f64| n.min(1e6) as u32;
    match Casing::of(of(upper * 100.0), of(share(&lower) * 100.0)) {
        Casing::MostlyLower if share(&lower) > 4.0 * upper => Casing::Lower,
        other => other,
    }
}
