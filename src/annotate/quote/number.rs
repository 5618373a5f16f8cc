//! One or several: the pronoun that means "she" as well as "they" is settled by the verb beside it.

use super::context::Context;
use super::cue;
use crate::document::Lang;
use crate::language::{Class, Classes};

/// What can be the verb beside a pronoun.
const VERBS: Classes = cue::VERBS.with(Classes::of(&[Class::Aux, Class::Verb]));

impl Context<'_> {
    /// Gives "ze" and "zij" the class of one woman or of several people where their verb stands beside them: "zegt ze",
    /// "ze zeggen". Where the verb is far away nothing changes. Not German: there "sie" with the verb of one stands for
    /// a body as well ("die Polizei … sie sagt").
    pub(super) fn settle_number(&mut self) {
        if self.document.meta.lang != Lang::Nl {
            return;
        }
        for i in 0..self.items.len() {
            if !self.items[i].has(Class::SheThey) {
                continue;
            }
            let Some(verb) = self.verb_beside(i) else { continue };
            let several = is_plural(self.word(verb));
            let settled = Classes::of(&[if several { Class::They } else { Class::She }]);
            self.items[i].classes = self.items[i].classes.without(Class::SheThey).with(settled);
        }
    }

    /// The finite verb right before or behind a pronoun. Behind one that opens a sentence any word is the verb.
    fn verb_beside(&self, i: usize) -> Option<usize> {
        let same = |j: usize| self.sentence_of.get(j) == self.sentence_of.get(i);
        let word = |j: usize| same(j) && self.items[j].is_word();
        let verb = |j: usize| word(j) && self.items[j].classes.any(VERBS);
        let before = i.checked_sub(1).filter(|&j| verb(j));
        let opens = self.starts_sentence(i) && word(i + 1);
        before.or_else(|| Some(i + 1).filter(|&j| opens || verb(j)))
    }
}

/// Whether a Dutch finite verb is one of several people.
fn is_plural(verb: &str) -> bool {
    verb.len() > 3 && verb.ends_with("en") || matches!(verb, "zijn" | "gaan" | "staan" | "slaan")
}
