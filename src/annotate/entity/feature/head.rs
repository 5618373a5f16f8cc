//! Features of the phrase that a token stands in, and of the phrase that an abbreviation stands for.

use super::super::article::Article;
use super::super::gazetteer::Kinds;
use super::super::hash::{self, mix};
use super::super::phrase::Phrase;
use super::{Extractor, near};
use crate::document::token::Sentence;

impl<S: FnMut(u64)> Extractor<'_, S> {
    /// What the phrase around a token says: its head, its kinds, what stands around it.
    pub(super) fn phrase(&mut self, at: usize, sentence: Sentence) {
        let article = self.article;
        if let Some(phrase) = article.phrase(at) {
            self.around(at, phrase, sentence);
        }
        if let Some(expansion) = article.facts(at).expansion {
            let head = article.word(expansion as usize);
            self.add(692, head.lower);
            self.each_kind(693, head.kinds, 0);
            self.add(694, ending(article, expansion as usize, 3));
        }
    }

    fn around(&mut self, at: usize, phrase: Phrase, sentence: Sentence) {
        let article = self.article;
        let here = at as u32;
        let head = article.word(phrase.head as usize);
        let side = here.cmp(&phrase.head) as i8 as u64 & 3;
        let place = u64::from(here == phrase.first) | u64::from(here + 1 == phrase.end) << 1;
        let german = head.case();
        self.add(680, mix(head.lower, side));
        self.add(681, mix(ending(article, phrase.head as usize, 3), side | german << 4));
        self.add(682, mix(ending(article, phrase.head as usize, 4), german));
        self.each_kind(683, head.kinds, place | side << 2 | (german & 1) << 5);
        self.each_kind(684, phrase.kinds, place);
        self.add(685, u64::from(phrase.kinds.0) << 3 | place);
        self.add(686, u64::from((phrase.end - phrase.first).min(7)) << 12 | place << 10 | german);
        self.add(687, near(head) << 2 | side);
        if head.kinds == Kinds::NONE {
            self.add(688, u64::from(head.common) << 12 | place << 10 | german);
        }
        if phrase.first > sentence.first {
            self.add(689, mix(article.word(phrase.first as usize - 1).lower, place));
        }
        if phrase.end < sentence.end {
            self.add(690, mix(article.word(phrase.end as usize).lower, place));
        }
    }
}

fn ending(article: &Article, token: usize, length: usize) -> u64 {
    let text = article.word(token).lowered.of(&article.lowered);
    let start = text.char_indices().rev().nth(length - 1).map_or(0, |(i, _)| i);
    hash::text(&text[start..])
}
