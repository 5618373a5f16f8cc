//! Builds `models/gazetteer.bin` from the readable lists in `models/gazetteer/`.
//!
//! A list holds one entry a line. `# …` is a comment; `@kinds first surname` says what the entries below are, and
//! `@common nl` that they are words which a dictionary of that language writes in lower case.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::annotate::entity::gazetteer::{Kinds, MAGIC, probes};
use crate::annotate::entity::hashed::{self, chain, hash};
use crate::document::meta::Lang;

/// Bits of the Bloom filters for each word: with five probes one unknown word in a hundred passes.
const BITS_PER_WORD: usize = 10;

/// The names of the kinds in the lists, in the order of their bits.
const NAMES: [(&str, Kinds); Kinds::COUNT as usize] = [
    ("first", Kinds::FIRST),
    ("surname", Kinds::SURNAME),
    ("person", Kinds::PERSON),
    ("country", Kinds::COUNTRY),
    ("place", Kinds::PLACE),
    ("org", Kinds::ORG),
    ("party", Kinds::PARTY),
    ("media", Kinds::MEDIA),
    ("club", Kinds::CLUB),
    ("company", Kinds::COMPANY),
    ("demonym", Kinds::DEMONYM),
    ("misc", Kinds::MISC),
    ("title", Kinds::TITLE),
    ("orgword", Kinds::ORG_WORD),
    ("name", Kinds::NAME),
];

/// Where the entries of a list go.
#[derive(Clone, Copy)]
enum Section {
    Names(Kinds),
    Common(Lang),
}

/// What was read from the lists.
#[derive(Default)]
pub struct Lists {
    table: BTreeMap<u32, u16>,
    common: [Vec<u32>; Lang::ALL.len()],
}

/// Reads every `*.txt` of a folder, in the order of their names, and writes the gazetteer's bytes to `out`.
///
/// # Errors
/// What reading and writing gives; a line that is none names its file and number.
pub fn build(from: &Path, out: &Path) -> io::Result<()> {
    let mut files: Vec<_> = std::fs::read_dir(from)?.map(|e| Ok(e?.path())).collect::<io::Result<_>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut lists = Lists::default();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        lists
            .read(&text)
            .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, format!("{}:{e}", file.display())))?;
    }
    std::fs::write(out, lists.bytes())
}

impl Lists {
    /// Adds the entries of one list.
    ///
    /// # Errors
    /// `LINE: what is wrong with it`.
    pub fn read(&mut self, text: &str) -> Result<(), String> {
        let mut section = None;
        for (i, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(directive) = line.strip_prefix('@') {
                section =
                    Some(parse_section(directive).ok_or(format!("{}: unknown section `{line}`", i + 1))?);
                continue;
            }
            match section {
                Some(Section::Names(kinds)) => self.add(line, kinds),
                Some(Section::Common(lang)) => self.common[lang as usize].push(hash(line)),
                None => return Err(format!("{}: an entry before the first section", i + 1)),
            }
        }
        Ok(())
    }

    /// Adds a name under its tokens, and a hyphenated one also under its words, for text that was split at spaces.
    fn add(&mut self, name: &str, kinds: Kinds) {
        let tokens = tokens(name);
        let words: Vec<&str> = name.split_whitespace().collect();
        self.add_tokens(&tokens, kinds);
        if words != tokens {
            self.add_tokens(&words, kinds);
        }
        if kinds.has(Kinds::PERSON) && words.len() > 1 {
            let surname = tokens.iter().rev().find(|t| t.chars().next().is_some_and(char::is_uppercase));
            surname.iter().for_each(|t| self.add_tokens(&[t], Kinds::SURNAME));
            self.add_tokens(&tokens[..1], Kinds::FIRST);
        }
    }

    fn add_tokens(&mut self, tokens: &[&str], kinds: Kinds) {
        let Some((first, rest)) = tokens.split_first() else { return };
        let mut at = hash(first);
        for token in rest {
            *self.table.entry(at).or_default() |= Kinds::MORE;
            at = chain(at, hash(token));
        }
        *self.table.entry(at).or_default() |= kinds.0;
    }

    /// The file's bytes, in the layout that [`crate::annotate::entity::gazetteer::Gazetteer`] describes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        hashed::write(&self.table.iter().map(|(h, kinds)| (*h, kinds.to_le_bytes())).collect(), &mut out);
        for words in &self.common {
            let filter = bloom(words);
            out.extend((filter.len() as u32).to_le_bytes());
            out.extend(filter);
        }
        out
    }
}

fn parse_section(directive: &str) -> Option<Section> {
    let mut words = directive.split_whitespace();
    match words.next()? {
        "common" => Some(Section::Common(Lang::from_tag(words.next()?)?)),
        "kinds" => words
            .map(|w| NAMES.iter().find(|(name, _)| *name == w).map(|(_, kind)| *kind))
            .try_fold(Kinds::NONE, |all, kind| Some(all.with(kind?)))
            .map(Section::Names),
        _ => None,
    }
}

/// The tokens of a name, as the reader's tokenizer gives them: words with inner apostrophes and dots, single marks.
fn tokens(name: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for word in name.split_whitespace() {
        let mut from = 0;
        for (i, c) in word.char_indices() {
            if !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.') {
                out.extend(Some(&word[from..i]).filter(|w| !w.is_empty()));
                from = i + c.len_utf8();
                out.push(&word[i..from]);
            }
        }
        out.extend(Some(&word[from..]).filter(|w| !w.is_empty()));
    }
    out
}

fn bloom(words: &[u32]) -> Vec<u8> {
    let mut filter = vec![0u8; (words.len() * BITS_PER_WORD).div_ceil(8)];
    let size = filter.len() * 8;
    for bit in words.iter().flat_map(|&w| probes(w, size)) {
        filter[bit / 8] |= 1 << (bit % 8);
    }
    filter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::gazetteer::{Gazetteer, Mark};

    const LIST: &str = "# test\n@kinds place\nAmsterdam\n@kinds org\nUniversiteit van Amsterdam\nVN-Veiligheidsraad\nVN\n\
        @kinds person\nJan de Vries\n@common nl\nhuis\n";

    fn marks(text: &str) -> Vec<Mark> {
        let mut lists = Lists::default();
        lists.read(LIST).unwrap();
        let bytes = lists.bytes();
        let gazetteer = Gazetteer::new(&bytes).unwrap();
        let hashes: Vec<u32> = text.split(' ').map(|t| gazetteer.key(t)).collect();
        let mut marks = Vec::new();
        gazetteer.mark(&hashes, &mut marks);
        marks
    }

    #[test]
    fn longest_name_wins_and_its_words_keep_their_own_kinds() {
        let m = marks("de Universiteit van Amsterdam .");
        assert_eq!(m.iter().map(|m| m.length).collect::<Vec<_>>(), [0, 3, 0, 0, 0]);
        assert_eq!((m[3].single, m[3].inside), (Kinds::PLACE, Kinds::ORG));
    }

    #[test]
    fn hyphenated_names_match_as_one_token_and_as_three() {
        assert_eq!(marks("VN-Veiligheidsraad")[0].single, Kinds::ORG);
        assert_eq!(marks("VN - Veiligheidsraad")[0].length, 3);
        assert_eq!(marks("VN - landen")[0].length, 0);
    }

    #[test]
    fn persons_give_their_parts() {
        let m = marks("Vries Jan AMSTERDAM");
        assert_eq!(
            m.iter().map(|m| m.single).collect::<Vec<_>>(),
            [Kinds::SURNAME, Kinds::FIRST, Kinds::PLACE]
        );
    }

    #[test]
    fn common_words_and_damaged_bytes() {
        let mut lists = Lists::default();
        lists.read(LIST).unwrap();
        let bytes = lists.bytes();
        let gazetteer = Gazetteer::new(&bytes).unwrap();
        assert!(gazetteer.is_common(Lang::Nl, hash("huis")));
        assert!(!gazetteer.is_common(Lang::De, hash("huis")));
        assert!((0..bytes.len()).step_by(997).all(|n| Gazetteer::new(&bytes[..n]).is_none()));
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        assert_eq!(Lists::default().read("@kinds city\n").unwrap_err(), "1: unknown section `@kinds city`");
        assert_eq!(Lists::default().read("\nx\n").unwrap_err(), "2: an entry before the first section");
    }
}
