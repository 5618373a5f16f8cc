//! Features of what the article is about, beside what a word may be.

use super::super::gazetteer::Kinds;
use super::super::topic::Topic;
use super::Extractor;

impl<S: FnMut(u64)> Extractor<'_, S> {
    /// What the topic says of a capitalised word, given what the lists know of it.
    pub(super) fn topic(&mut self, at: usize, here: Kinds) {
        let (topic, mark) = (self.article.topic, self.article.marks[at]);
        let kinds = here.with(mark.begin).with(mark.inside);
        for bit in (0..Topic::COUNT).filter(|bit| topic.0 >> bit & 1 == 1) {
            self.each_kind(675, kinds, u64::from(bit));
            self.add(676, u64::from(bit) << 1 | u64::from(kinds == Kinds::NONE));
        }
    }
}
