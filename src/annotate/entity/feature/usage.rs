//! Features of how a word is used in the whole article.

use super::super::article::Facts;
use super::super::gazetteer::Kinds;
use super::super::word::Word;
use super::{Extractor, Families, REACH};

impl<S: FnMut(u64)> Extractor<'_, S> {
    /// How the word is used in the article.
    pub(super) fn usage(&mut self, word: &Word, distance: usize) {
        let article = self.article;
        let facts: &Facts = &article.facts[word.group as usize];
        let case =
            u64::from(facts.capital.min(2)) << 2 | u64::from(facts.small.min(2)) << 4 | word.case() << 8;
        self.add_at(32, distance, case);
        if distance != REACH {
            return;
        }
        self.add_at(
            33,
            distance,
            u64::from(facts.after_capital.min(2)) << 2 | u64::from(facts.before_capital.min(2)),
        );
        self.add_at(36, distance, u64::from(facts.all.min(6)));
        if facts.all < 2 {
            return;
        }
        for &left in facts.left.words.values() {
            self.add_at(34, distance, left);
        }
        for &right in facts.right.words.values() {
            self.add_at(35, distance, right);
        }
        if self.families.has(Families::COMPANY) {
            self.company(facts, distance);
        }
    }

    /// The kinds and classes of the words beside a word, and of the listed names that it is part of.
    fn company(&mut self, facts: &Facts, distance: usize) {
        let kinds = [(37, facts.listed), (38, facts.left.kinds), (39, facts.right.kinds)];
        for (template, kinds) in kinds {
            for bit in (0..Kinds::COUNT).filter(|bit| kinds.0 >> bit & 1 == 1) {
                self.add_at(template, distance, u64::from(bit));
            }
        }
        for &left in facts.left.classes.values() {
            self.add_at(47, distance, left);
        }
        for &right in facts.right.classes.values() {
            self.add_at(48, distance, right);
        }
    }
}
