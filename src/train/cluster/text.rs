//! Raw text as a stream of word numbers.

use std::collections::HashMap;

use crate::annotate::entity::cluster::{Casing, shape};

/// The number of what parts sentences, and of all words too rare for a number of their own.
const BREAK: u32 = 0;
const RARE: u32 = 1;
/// What stands for these two among the words; no token is written so.
pub const PSEUDO: [&str; 2] = ["", " "];

/// Text that was read: its tokens in order, and how words are written in the midst of sentences.
#[derive(Default)]
pub struct Corpus {
    words: Vec<String>,
    ids: HashMap<String, u32>,
    /// Word ids; none ends a line.
    stream: Vec<Option<u32>>,
    /// Occurrences with a capital and in lower case, under the word in lower case.
    casing: HashMap<String, (u32, u32)>,
}

impl Corpus {
    /// Adds a text; every line end parts sentences.
    pub fn read(&mut self, text: &str) {
        for line in text.lines() {
            let mut start = true;
            for token in tokens(line) {
                let id = self.id(token);
                self.stream.push(Some(id));
                let letter = token.chars().next().filter(|c| c.is_alphabetic());
                if let (Some(c), false) = (letter, start) {
                    let counts = self.casing.entry(token.to_lowercase()).or_default();
                    *(if c.is_uppercase() { &mut counts.0 } else { &mut counts.1 }) += 1;
                }
                // Quotation marks and dashes do not end the start of a sentence; full stops begin one.
                start =
                    letter.is_none() && (start || matches!(token, "." | "!" | "?" | ":" | "\"" | "'" | "…"));
            }
            self.stream.push(None);
        }
    }

    fn id(&mut self, token: &str) -> u32 {
        let word: String = shape(token).collect();
        let next = self.words.len() as u32;
        *self.ids.entry(word).or_insert_with_key(|word| {
            self.words.push(word.clone());
            next
        })
    }

    /// The tokens as numbers, and the words that they number: [`PSEUDO`], then those of `min_count` occurrences by
    /// falling count.
    pub fn stream(&self, min_count: u32) -> (Vec<u32>, Vec<&str>) {
        let mut counts = vec![0u32; self.words.len()];
        self.stream.iter().flatten().for_each(|&id| counts[id as usize] += 1);
        let mut order: Vec<usize> = (0..counts.len()).filter(|&id| counts[id] >= min_count).collect();
        order.sort_by_key(|&id| (std::cmp::Reverse(counts[id]), id));
        let mut numbers = vec![RARE; counts.len()];
        order.iter().zip(PSEUDO.len() as u32..).for_each(|(&id, number)| numbers[id] = number);
        let stream = self.stream.iter().map(|id| id.map_or(BREAK, |id| numbers[id as usize])).collect();
        (stream, PSEUDO.into_iter().chain(order.into_iter().map(|id| self.words[id].as_str())).collect())
    }

    /// How a word is written in the midst of sentences.
    pub fn casing(&self, word: &str) -> Casing {
        let (capital, lower) = self.casing.get(&word.to_lowercase()).copied().unwrap_or_default();
        Casing::of(capital, lower)
    }
}

/// Words (letters and digits, with an apostrophe or a dot inside) and single marks of a line.
fn tokens(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() { word_end(rest) } else { first.len_utf8() };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        if !c.is_alphanumeric()
            && !(matches!(c, '\'' | '’' | '.' | ',') && next && (c != ',' || digit_before(text, i)))
        {
            return i;
        }
    }
    text.len()
}

fn digit_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_readers() {
        let all: Vec<&str> = tokens("VVD-leider's \"J.P. Balkenende\", 1,5 a,b").collect();
        assert_eq!(
            all,
            ["VVD", "-", "leider's", "\"", "J.P", ".", "Balkenende", "\"", ",", "1,5", "a", ",", "b"]
        );
    }

    #[test]
    fn sentence_starts_say_nothing_about_casing() {
        let mut corpus = Corpus::default();
        corpus.read("Het huis van Rutte .\n\" Het huis . Huis van Rutte\n");
        assert_eq!(corpus.casing("Het"), Casing::Unknown);
        assert_eq!(corpus.casing("Huis"), Casing::Lower);
        assert_eq!(corpus.casing("Rutte"), Casing::Capital);
    }
}
