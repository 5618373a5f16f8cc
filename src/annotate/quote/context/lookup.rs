//! What the pack knows of each item, alone and with those after it.

use super::{Context, fold};
use crate::language::Classes;

/// The second part of a separable verb is looked for this many words ahead.
const GAP: usize = 24;

/// What a word and those after it are together.
struct LongForm {
    classes: Classes,
    lemma: u32,
    words: u8,
}

impl Context<'_> {
    /// Finds what the pack knows of each word, longer forms first.
    pub(super) fn look_up(&mut self) {
        let mut lower = String::new();
        for s in 0..self.sentences.len() {
            let sentence = self.sentences[s];
            let mut within_form = 0;
            for i in sentence.range() {
                if !self.items[i].is_word() && !self.items[i].is('\'') {
                    continue;
                }
                fold(self.word(i), &mut lower);
                let classes = self.pack.classes(&lower);
                if i >= within_form {
                    let form = self.longest_form(&lower, i, sentence.end as usize);
                    let item = &mut self.items[i];
                    item.classes = classes.with(form.classes);
                    item.words = form.words;
                    item.lemma = form.lemma;
                    within_form = i + form.words as usize;
                } else {
                    self.items[i].classes = classes;
                }
            }
        }
    }

    /// The longer form that begins at an item, if the pack knows one.
    fn longest_form(&self, lower: &str, at: usize, end: usize) -> LongForm {
        let mut form = LongForm { classes: Classes::NONE, lemma: 0, words: 1 };
        let Some(entry) = self.pack.get(lower) else { return form };
        form.lemma = entry.lemma;
        for phrase in &entry.phrases {
            let limit = end.min(at + GAP);
            let found = if phrase.gap {
                (at + 1..limit).any(|j| self.spells(j, &phrase.rest, limit))
            } else {
                form.words == 1 && self.spells(at + 1, &phrase.rest, end)
            };
            if found {
                form.classes = form.classes.with(phrase.classes);
                form.lemma = phrase.lemma;
                if !phrase.gap {
                    form.words = u8::try_from(phrase.rest.len() + 1).unwrap_or(1);
                }
            }
        }
        form
    }

    fn spells(&self, from: usize, words: &[Box<str>], end: usize) -> bool {
        from + words.len() <= end
            && words.iter().enumerate().all(|(k, w)| {
                let word = self.word(from + k);
                word.len() == w.len() && word.eq_ignore_ascii_case(w) || {
                    !word.is_ascii() && word.to_lowercase() == **w
                }
            })
    }
}
