//! A quote with its surroundings: the participants that may have said it, and what the ranking model looks at.

use super::attribute::{Claim, CueIndex, History, Linked};
use super::cast::{Cast, Participant, Way};
use super::context::{Context, NONE};
use super::cue::{Cue, Side};
use super::features::Features;
use super::guess::{self, Guess, Inner};
use super::relation::agreement;
use super::speech::kind_of;
use super::topic::Topic;
use crate::annotate::QuoteKind;
use crate::document::{BlockKind, Lang};
use crate::language::{Class, Classes};

/// Referents before a quote that are looked at.
const BACK: usize = 40;
/// Referents after it.
const AHEAD: usize = 8;
/// Participants that are ranked.
const MOST: usize = 16;

/// What the features of every candidate of a quote share.
pub struct Scene<'a> {
    /// The text in items.
    pub context: &'a Context<'a>,
    /// Who could speak.
    pub cast: &'a Cast,
    /// Whom each sentence is about.
    pub topics: &'a [Topic],
    /// The quote.
    pub claim: Claim,
    /// The cue that was found with it.
    pub own: Option<&'a Cue>,
    /// The cues beside it.
    pub linked: Linked<'a>,
    /// All cues.
    pub index: &'a CueIndex<'a>,
    /// The last cue with a source before it.
    pub earlier: Option<&'a Cue>,
    /// The first cue with a source after it.
    pub later: Option<&'a Cue>,
    /// What has been said so far.
    pub history: &'a History,
    /// The referents that end before the quote are `..before`.
    pub before: usize,
    /// The first referent that begins after the quote.
    pub after: usize,
    /// The first mention that begins in the quote or after it.
    pub within: usize,
    /// The pronoun that is likely the subject of the sentence before the quote's.
    pub pronoun_before: Classes,
    /// What the quoted words tell.
    pub inner: Inner,
    /// Who said it by the rules.
    pub guess: Guess,
}

impl Scene<'_> {
    /// The participants to rank, each once.
    pub fn participants(&self) -> Vec<u32> {
        let mut list = Vec::new();
        let mut add = |p: u32| {
            if p != NONE && list.len() < MOST && !list.contains(&p) {
                list.push(p);
            }
        };
        for cue in
            [self.own, self.linked.after, self.linked.before, self.earlier, self.later].into_iter().flatten()
        {
            for r in [cue.left, cue.right] {
                if let Some(r) = self.cast.refs.get(r as usize) {
                    add(r.participant);
                    add(r.link);
                }
            }
        }
        add(self.guess.who);
        for said in self.history.said.iter().rev().take(4) {
            add(said.0);
        }
        for entity in self.inner_names().take(3).filter(|&e| (e as usize) < self.cast.participants.len()) {
            add(entity);
        }
        add(self.history.most());
        let ordered = &self.cast.refs[..self.cast.ordered];
        for r in &ordered[self.after..(self.after + AHEAD).min(ordered.len())] {
            add(r.participant);
        }
        for r in ordered[..self.before].iter().rev().take(BACK) {
            add(r.participant);
            add(r.link);
        }
        list
    }

    /// The features that all candidates share.
    pub fn shared(&self, f: &mut Features) {
        let (first, end) = (self.claim.first as usize, self.claim.end as usize);
        let sentence = self.context.sentence(first);
        f.flag("indirect", self.claim.kind == QuoteKind::Indirect);
        f.flag("dutch", self.context.document.meta.lang == Lang::Nl);
        f.push("depth", f32::from(self.claim.depth));
        f.push("length", (end - first) as f32);
        f.push("bytes", (self.claim.span.len() as f32).ln());
        f.flag("sentence_start", sentence.first as usize == first);
        f.flag("sentence_end", sentence.end as usize <= end + 1);
        f.flag("colon", first > 0 && self.context.items[first - 1].is(':'));
        f.flag("comma_after", self.context.items.get(end).is_some_and(|i| i.is(',')));
        for cue in [self.linked.before, self.linked.after] {
            self.cue_shared(cue, f);
        }
        let cue = self.cue().map(|c| c.item as usize);
        f.push("alike_cue", cue.map_or(-1.0, |i| self.context.alike(i)));
        f.push("alike_before", first.checked_sub(1).map_or(-1.0, |i| self.context.alike(i)));
        self.pronoun(f);
        self.shared_past(f);
        f.push("inner_first", self.inner.first);
        f.push("inner_third", pronoun_code(self.inner.third));
        f.push("rule", f32::from(self.guess.rule as u8));
    }

    /// What came before the quote, and what comes after.
    fn shared_past(&self, f: &mut Features) {
        let first = self.claim.first as usize;
        let sentence = self.context.sentence(first);
        let last = self.history.said.last();
        let gap = last.map_or(99, |l| {
            self.context.sentence_of[first].saturating_sub(self.context.sentence_of[l.1 as usize])
        });
        f.push("sentences_since", (gap as f32).min(30.0));
        f.flag(
            "same_block",
            last.is_some_and(|l| self.context.sentence(l.1 as usize).block == sentence.block),
        );
        for cue in [self.earlier, self.later] {
            let away = cue.map_or(99, |c| c.sentence.abs_diff(self.context.sentence_of[first]));
            f.push("other_cue", away.min(30) as f32);
            f.push("other_way", cue.and_then(|c| c.source(self.context)).map_or(0.0, |s| self.way(s.0)));
        }
        f.push("quote_before", self.quote_before(first, &sentence));
        let block = |item: usize| self.context.sentence(item).block as f32;
        f.push("blocks_since", last.map_or(99.0, |l| block(first) - block(l.1 as usize)));
        f.push("pronoun_before", pronoun_code(self.pronoun_before));
        f.flag("heading_between", last.is_some_and(|l| self.heading_between(l.1 as usize, first)));
        let at = self.context.sentence_of[first] as usize;
        let topic =
            (1..=3).find_map(|k| at.checked_sub(k).map(|i| self.topics[i]).filter(|t| t.item != NONE));
        f.push("topic_way", topic.map_or(0.0, |t| 1.0 + f32::from(u8::from(t.pronoun))));
        f.push("quotes_so_far", (self.history.said.len() as f32).min(50.0));
    }

    /// Whether a quote ends right before this one: 1 in the same paragraph, 2 in the one before.
    fn quote_before(&self, first: usize, sentence: &super::context::Sentence) -> f32 {
        let before =
            first.checked_sub(1).map(|i| (self.context.items[i].is_quote(), self.context.sentence(i).block));
        match before {
            Some((true, block)) if block == sentence.block => 1.0,
            Some((true, _)) => 2.0,
            _ => 0.0,
        }
    }

    fn cue_shared(&self, cue: Option<&Cue>, f: &mut Features) {
        let Some(cue) = cue else {
            f.skip(5);
            return;
        };
        let (first, end) = (self.claim.first, self.claim.end);
        f.push(
            "cue_distance",
            1.0 + (first.saturating_sub(cue.end)).max(cue.item.saturating_sub(end)) as f32,
        );
        f.push("cue_class", class_code(cue.classes));
        f.push("cue_left", self.way(cue.left));
        f.push("cue_right", self.way(cue.right));
        f.push(
            "cue_best",
            cue.source(self.context)
                .map_or(0.0, |(r, s)| self.way(r) + if s == Side::Left { 0.0 } else { 6.0 }),
        );
    }

    fn way(&self, referent: u32) -> f32 {
        self.cast.refs.get(referent as usize).map_or(0.0, |r| 1.0 + f32::from(r.way as u8))
    }

    /// The cue that counts: the frame's own, else the nearer one.
    pub fn cue(&self) -> Option<&Cue> {
        if self.own.is_some() {
            return self.own;
        }
        let distance =
            |c: &&Cue| (self.claim.first.saturating_sub(c.end)).max(c.item.saturating_sub(self.claim.end));
        [self.linked.after, self.linked.before].into_iter().flatten().min_by_key(distance)
    }

    /// The pronoun that is the source of the cue, if it is one.
    fn pronoun_classes(&self) -> Classes {
        let source = self.cue().and_then(|c| c.source(self.context));
        let referent = source.map(|(r, _)| self.cast.refs[r as usize]);
        referent.filter(|r| r.way == Way::Pronoun).map_or(Classes::NONE, |r| r.classes)
    }

    fn pronoun(&self, f: &mut Features) {
        f.push("pronoun", pronoun_code(self.pronoun_classes()));
        self.source_phrase(f);
        f.flag("own_cue", self.own.is_some());
        f.push("own_class", self.own.map_or(0.0, |c| class_code(c.classes)));
    }

    /// Whether the source of the cue is a phrase that points back ("de aanvaller") or one that says all.
    fn source_phrase(&self, f: &mut Features) {
        let source = self.cue().and_then(|c| c.source(self.context));
        let Some(r) = source.map(|(r, _)| self.cast.refs[r as usize]).filter(|r| r.way != Way::Pronoun)
        else {
            f.skip(6);
            return;
        };
        let before = r.first.checked_sub(1).map(|i| self.context.items[i as usize].classes);
        let sort =
            self.cast.participants.get(r.participant as usize).map_or(0.0, |p| 1.0 + f32::from(p.sort as u8));
        f.push("source_sort", sort);
        f.push("source_words", (r.end - r.first) as f32);
        f.flag(
            "source_determined",
            before.is_some_and(|c| c.has(Class::Article) || c.has(Class::Determiner)),
        );
        f.flag("source_linked", r.link != NONE);
        f.flag("source_indefinite", before.is_some_and(|c| c.has(Class::Indefinite)));
        let who = self.cast.participants.get(r.participant as usize);
        let first = who.and_then(|p| p.refs.first()).map(|&f| self.cast.refs[f as usize].first);
        f.flag("source_new", first.is_none_or(|f| f >= r.first));
    }

    /// The features of one candidate.
    pub fn candidate(&self, p: u32, rank: usize, f: &mut Features) {
        let who = &self.cast.participants[p as usize];
        f.push("rank", rank as f32);
        f.push("sort", f32::from(who.sort as u8));
        f.push("gender", f32::from(who.gender as u8));
        f.push("agrees", agreement(self.pronoun_classes(), who));
        f.push("agrees_before", agreement(self.pronoun_before, who));
        f.push("mentions", (who.refs.len() as f32).min(30.0));
        for cue in [self.own, self.linked.before, self.linked.after, self.earlier, self.later] {
            self.relation(cue, p, f);
        }
        f.push("verdict", self.verdict(self.cue(), p));
        f.push("verdict_earlier", self.verdict(self.earlier, p));
        self.places(who, f);
        self.sources(who, f);
        self.topical(p, f);
        f.push("ago", self.history.ago(p) as f32);
        let spoken = self.history.said.iter().rev().take(40).filter(|s| s.0 == p).count();
        f.push("spoken", spoken as f32);
        f.push("share", spoken as f32 / self.history.said.len().clamp(1, 40) as f32);
        f.flag("guessed", p == self.guess.who);
        f.push("inner_agrees", agreement(self.inner.third, who));
        f.flag("object", self.object(who));
        f.flag("alone", guess::alone(self.context, self.cast, who));
        f.flag("inside", self.inside(who));
        f.push("beside_pronoun", self.beside_pronoun(p));
        f.push("inner", self.inner(who));
        f.flag("determined", self.determined(who));
        let head = who.refs.first().map(|&r| self.cast.head(self.context, &self.cast.refs[r as usize]));
        f.push("alike", head.map_or(-1.0, |i| self.context.alike(i)));
        f.push(
            "first_named",
            who.refs.first().map_or(99.0, |&r| {
                self.context.sentence_of[self.cast.refs[r as usize].first as usize] as f32
            }),
        );
    }

    /// Where the candidate is the source of cues.
    fn sources(&self, who: &Participant, f: &mut Features) {
        let here = self.context.sentence_of[self.claim.first as usize];
        let at = who.sources.partition_point(|&s| s < here);
        let last = at.checked_sub(1).map(|i| who.sources[i]);
        let next = who.sources.get(who.sources.partition_point(|&s| s <= here)).copied();
        f.push("sources", (who.sources.len() as f32).min(20.0));
        f.push("source_back", last.map_or(99.0, |s| (here - s).min(60) as f32));
        f.push("source_ahead", next.map_or(99.0, |s| (s - here).min(60) as f32));
    }

    /// Whether a heading stands between two items.
    fn heading_between(&self, from: usize, to: usize) -> bool {
        let (from, to) =
            (self.context.sentence(from).block as usize, self.context.sentence(to).block as usize);
        let blocks = self.context.document.blocks.get(from..to).unwrap_or_default();
        blocks.iter().rev().take(6).any(|b| b.kind == BlockKind::Heading)
    }

    /// Where the candidate is whom a sentence is about.
    fn topical(&self, p: u32, f: &mut Features) {
        let (first, end) = (self.claim.first, self.claim.end);
        let here = self.context.sentence_of[first as usize] as usize;
        let topic = |at: Option<usize>| at.and_then(|i| self.topics.get(i)).filter(|t| t.who == p);
        let way = |t: Option<&Topic>| t.map_or(0.0, |t| if t.pronoun { 1.0 } else { 2.0 });
        let own = topic(Some(here));
        f.push("topic_here", way(own.filter(|t| t.item < first)));
        f.push("topic_after", way(own.filter(|t| t.item >= end)));
        let back = (1..=8).find(|&k| topic(here.checked_sub(k)).is_some());
        f.push("topic_back", back.map_or(20.0, |k| k as f32));
        f.push("topic_back_way", back.map_or(0.0, |k| way(topic(here.checked_sub(k)))));
        let often = (1..=6).filter(|&k| topic(here.checked_sub(k)).is_some()).count();
        f.push("topic_often", often as f32);
        let others = (1..=8).filter_map(|k| here.checked_sub(k)).map(|i| self.topics[i]);
        let first_other = others.clone().position(|t| t.who != NONE && t.who != p);
        f.push("topic_other", first_other.map_or(20.0, |k| k as f32));
        let block = self.context.sentence(first as usize).block;
        let in_block =
            |k: &usize| here.checked_sub(*k).is_some_and(|i| self.context.sentences[i].block == block);
        let opening = (1..=8).take_while(in_block).filter_map(|k| here.checked_sub(k)).last();
        f.push("topic_opens", way(topic(opening)));
        f.push("topic_next", way(topic(Some(here + 1))));
    }

    /// Where the candidate was last named, and where it is named next.
    fn places(&self, who: &Participant, f: &mut Features) {
        let (first, end) = (self.claim.first, self.claim.end);
        let refs = &who.refs;
        let at = refs.partition_point(|&r| self.cast.refs[r as usize].end <= first);
        let last = at.checked_sub(1).map(|i| self.cast.refs[refs[i] as usize]);
        let sentence = |item: u32| self.context.sentence_of[item as usize];
        f.push("named_before", (at as f32).min(20.0));
        match last {
            Some(r) => {
                f.push("items_back", ((first - r.end) as f32).min(400.0));
                f.push(
                    "sentences_back",
                    (sentence(first).saturating_sub(sentence(r.first)) as f32).min(40.0),
                );
                f.flag(
                    "same_paragraph",
                    self.context.sentence(first as usize).block
                        == self.context.sentence(r.first as usize).block,
                );
                f.flag("governed", r.governed);
                f.push("into_sentence", (r.first - self.context.sentence(r.first as usize).first) as f32);
                f.push("others_between", self.between(r.end));
                f.push("word_after", self.context.items.get(r.end as usize).map_or(0.0, kind_of));
                f.push(
                    "word_before",
                    r.first.checked_sub(1).map_or(0.0, |i| kind_of(&self.context.items[i as usize])),
                );
                f.push("alike_after_name", self.context.alike(r.end as usize));
                f.push(
                    "alike_before_name",
                    r.first.checked_sub(1).map_or(-1.0, |i| self.context.alike(i as usize)),
                );
            }
            None => {
                f.push("items_back", 999.0);
                f.push("sentences_back", 99.0);
                f.skip(8);
            }
        }
        let at = refs.partition_point(|&r| self.cast.refs[r as usize].first < end);
        let next = refs.get(at).map(|&r| self.cast.refs[r as usize]);
        let next = next.filter(|r| sentence(r.first) <= sentence(end.saturating_sub(1)) + 1);
        f.push("items_ahead", next.map_or(99.0, |r| (r.first - end) as f32));
        f.flag("same_sentence", next.is_some_and(|r| sentence(r.first) == sentence(end - 1)));
    }

    /// Persons and bodies named between an item and the quote.
    fn between(&self, item: u32) -> f32 {
        let ordered = &self.cast.refs[..self.before];
        ordered.iter().rev().take(12).take_while(|r| r.first >= item).count() as f32
    }
}

fn pronoun_code(classes: Classes) -> f32 {
    let order = [Class::He, Class::She, Class::SheThey, Class::They, Class::Demonstrative];
    order.iter().position(|c| classes.has(*c)).map_or(0.0, |i| (i + 1) as f32)
}

pub(super) fn class_code(classes: Classes) -> f32 {
    let order = [
        Class::According,
        Class::Thus,
        Class::Say,
        Class::Manner,
        Class::Label,
        Class::Urge,
        Class::Think,
        Class::Show,
        Class::Speech,
    ];
    order.iter().position(|c| classes.has(*c)).map_or(0.0, |i| (i + 1) as f32)
}
