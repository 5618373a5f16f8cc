//! The frames of reported speech: where the content may stand beside a cue.
//!
//! Each cue proposes a few stretches of its sentence, or the sentence before it; a model judges them.

use super::Stage;
use super::cast::Cast;
use super::context::{Context, Sentence};
use super::cue::{Cue, PREPOSED, Side};
use super::phrase::up_to_verb;
use crate::document::Lang;
use crate::language::{Class, Classes};

/// How the content stands to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Frame {
    /// zegt dat […]
    That,
    /// vraagt of […], weet hoe […]
    Whether,
    /// belooft om […]
    Infinitive,
    /// zegt […] without a word between
    Bare,
    /// […], zegt X
    Before,
    /// Volgens X […]
    According,
    /// [… volgens X …], [… , zegt X, …]
    Around,
    /// […]. Dat zegt X.
    Back,
    /// X ziet dat ook: […]
    Colon,
    /// Er habe […]: the verb's mood alone
    Mood,
}

/// A stretch that may be reported speech.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// First item.
    pub first: u32,
    /// The item after the last.
    pub end: u32,
    /// How it stands to the cue.
    pub frame: Frame,
    /// The cue, an index into the cues, or [`super::context::NONE`].
    pub cue: u32,
}

/// A content clause begins at most this many items after its cue.
const REACH: usize = 18;
/// A longer stretch is cut here: no reader speaks of so long a clause, and the time stays linear.
const LONGEST: usize = 150;
/// Ends that are tried for a stretch, beside the sentence's.
const ENDS: usize = 3;

/// All stretches of a document, those of one cue together, in order.
pub fn propose(stage: &Stage) -> Vec<Stretch> {
    let (context, cast) = (&stage.context, &stage.cast);
    let mut out = Vec::new();
    for (index, cue) in stage.cues.iter().enumerate() {
        if cue.classes.has(Class::Speech) {
            continue;
        }
        let mut sentence = context.sentences[cue.sentence as usize];
        sentence.end = own_end(stage, &sentence, cue.end);
        let mut proposer = Proposer { context, cast, cue, index: index as u32, sentence, out: &mut out };
        proposer.all();
    }
    if context.document.meta.lang == Lang::De {
        moods(stage, &mut out);
    }
    out
}

/// Where a sentence ends, or the comma before what a medium adds behind an item: "…, meldt de NOS" is none of what the
/// minister said.
fn own_end(stage: &Stage, sentence: &Sentence, from: u32) -> u32 {
    let at = stage.passing.partition_point(|p| p.first < from);
    let comma = stage.passing.get(at).map_or(sentence.end, |p| p.first.saturating_sub(1));
    let ends = comma > from && comma < sentence.end && stage.context.items[comma as usize].is(',');
    if ends { comma } else { sentence.end }
}

/// German sentences whose verb alone says that they are reported.
fn moods(stage: &Stage, out: &mut Vec<Stretch>) {
    let context = &stage.context;
    for sentence in &context.sentences {
        let short = sentence.range().len() <= LONGEST;
        if short && sentence.range().any(|i| context.items[i].has(Class::Mood)) {
            let end = own_end(stage, sentence, sentence.first) as usize;
            let end = content_end(context, sentence.first as usize, end);
            out.push(Stretch {
                first: sentence.first,
                end: end as u32,
                frame: Frame::Mood,
                cue: super::context::NONE,
            });
        }
    }
}

struct Proposer<'a, 'b> {
    context: &'a Context<'a>,
    cast: &'a Cast,
    cue: &'a Cue,
    index: u32,
    sentence: Sentence,
    out: &'b mut Vec<Stretch>,
}

impl Proposer<'_, '_> {
    fn all(&mut self) {
        let preposed = self.cue.classes.any(PREPOSED);
        let found = self.clause_after();
        self.bare(found, preposed);
        if (self.sentence.end - self.sentence.first) as usize <= LONGEST {
            self.before();
            self.around();
        }
        self.back();
    }

    fn push(&mut self, first: usize, end: usize, frame: Frame) {
        let end = content_end(self.context, first, end);
        if first + 1 < end {
            self.out.push(Stretch { first: first as u32, end: end as u32, frame, cue: self.index });
        }
    }

    /// The stretch to the sentence's end, and shorter ones up to a comma or "and".
    fn push_ends(&mut self, first: usize, frame: Frame) {
        let end = (self.sentence.end as usize).min(first + LONGEST);
        self.push(first, end, frame);
        let ends = |i: &usize| {
            let item = &self.context.items[*i];
            item.is(',') || item.has(Class::And) || item.is_quote() || item.is(':')
        };
        let shorter: Vec<usize> = (first + 3..end).filter(ends).take(ENDS).collect();
        for i in shorter {
            self.push(first, i, frame);
        }
    }

    /// Clauses opened by "dat", "of", "om" after the cue. Returns where the first one is opened.
    fn clause_after(&mut self) -> Option<usize> {
        let from = self.cue.end as usize;
        let to = (from + REACH).min(self.sentence.end as usize);
        for i in from..to {
            let item = &self.context.items[i];
            if item.is_quote() || item.is(';') || item.is(':') {
                return None;
            }
            let covered = self.cast.ref_at[i] != super::context::NONE && item.has(Class::Determiner);
            if item.has(Class::That) && !covered {
                self.push_ends(i + 1, Frame::That);
                self.second(i);
                return Some(i);
            }
            if i > from
                && item.has(Class::Whether)
                && (i == from || i < from + 8)
                && !item.has(Class::Preposition)
            {
                let silent = matches!(self.context.word(i), "of" | "ob" | "whether" | "if" | "si");
                self.push_ends(if silent { i + 1 } else { i }, Frame::Whether);
                continue;
            }
            if matches!(self.context.word(i), "om" | "um") && item.has(Class::Infinitive) {
                self.push_ends(i + 1, Frame::Infinitive);
                return Some(i);
            }
        }
        None
    }

    /// "… dat A en dat B": the second clause is content of its own.
    fn second(&mut self, that: usize) {
        let end = (self.sentence.end as usize).min(that + LONGEST);
        let again = (that + 2..end)
            .find(|&i| self.context.items[i].has(Class::That) && self.context.items[i - 1].has(Class::And));
        if let Some(i) = again {
            self.push_ends(i + 1, Frame::That);
        }
    }

    /// Where the cue ends together with the source or the addressee behind it. Who stands there after another source
    /// belongs to the content: "Police said two men had been arrested".
    fn behind(&self) -> usize {
        let own = source_after(self.context, self.cue) || self.cue.classes.has(Class::Addressed);
        let right = self.cast.refs.get(self.cue.right as usize).filter(|_| own);
        right.map_or(self.cue.end, |r| r.end.max(self.cue.end)) as usize
    }

    /// Content right after the cue and its source, or after a colon.
    fn bare(&mut self, found: Option<usize>, preposed: bool) {
        let mut i = self.behind();
        let end = self.sentence.end as usize;
        if preposed {
            if self.cue.right != super::context::NONE && i < end {
                if self.cue.item == self.sentence.first {
                    i = up_to_verb(self.context, i).unwrap_or(i);
                }
                let skip = usize::from(self.context.items[i].is(','));
                self.push_ends(i + skip, Frame::According);
            }
            return;
        }
        match found {
            None => self.push_ends(i, Frame::Bare),
            // "zegt geen plannen te hebben, omdat …": what stands before the clause may be the content.
            Some(at) if at > i + 3 => self.push(i, at, Frame::Bare),
            Some(_) => {}
        }
        let limit = end.min(i + 12);
        while i < limit {
            let item = &self.context.items[i];
            if item.is(':') && self.context.items.get(i + 1).is_some_and(|n| !n.is_quote()) {
                self.push_ends(i + 1, Frame::Colon);
                return;
            }
            if item.is(',') && found.is_none() {
                self.push_ends(i + 1, Frame::Bare);
                return;
            }
            i += 1;
        }
    }

    /// Content before the cue, up to the comma.
    fn before(&mut self) {
        let (first, at) = (self.sentence.first as usize, self.cue.item as usize);
        let mut comma = at;
        while comma > first && at - comma < 4 && !self.context.items[comma - 1].is(',') {
            comma -= 1;
        }
        let found = comma > first && self.context.items[comma - 1].is(',');
        let end = match (found, self.cue.classes.any(PREPOSED)) {
            (true, _) => comma - 1,
            (false, true) => at,
            (false, false) => return,
        };
        self.push(first, end, Frame::Before);
        if self.context.items[first].has(Class::And) && first + 1 < end {
            self.push(first + 1, end, Frame::Before);
        }
        let inner = (first..end).rev().skip(2).find(|&i| {
            let item = &self.context.items[i];
            item.is_quote() || item.is(':') || item.is(';') || item.is(',')
        });
        if let Some(i) = inner {
            self.push(i + 1, end, Frame::Before);
        }
    }

    /// The whole sentence around the cue.
    fn around(&mut self) {
        let (first, end) = (self.sentence.first, self.sentence.end);
        let inside = self.cue.item > first && self.behind() + 1 < end as usize;
        let set_off = self.cue.item > 0 && self.context.items[self.cue.item as usize - 1].is(',');
        if inside && (self.cue.classes.any(PREPOSED) || set_off) {
            self.push(first as usize, end as usize, Frame::Around);
        }
    }

    /// The sentence before, where this one begins by pointing back.
    fn back(&mut self) {
        let first = self.sentence.first as usize;
        let near = (self.cue.item as usize).saturating_sub(first) <= 6;
        let points = (first..(first + 2).min(self.sentence.end as usize))
            .any(|i| self.context.items[i].classes.any(Classes::of(&[Class::Back, Class::Demonstrative])));
        if !points || !near || self.cue.sentence == 0 {
            return;
        }
        let previous = self.context.sentences[self.cue.sentence as usize - 1];
        let end = content_end(self.context, previous.first as usize, previous.end as usize);
        if (previous.first as usize + 2..=previous.first as usize + LONGEST).contains(&end) {
            self.out.push(Stretch {
                first: previous.first,
                end: end as u32,
                frame: Frame::Back,
                cue: self.index,
            });
        }
    }
}

/// Leaves out the signs at the end of a stretch.
fn content_end(context: &Context, first: usize, end: usize) -> usize {
    let mut end = end;
    while end > first {
        let item = &context.items[end - 1];
        if item.is_quote() || item.is_word() || matches!(item.first, ')' | '%' | '€' | ']') {
            break;
        }
        end -= 1;
    }
    end
}

/// Whether the source of the cue stands after it.
pub fn source_after(context: &Context, cue: &Cue) -> bool {
    cue.source(context).is_some_and(|s| s.1 == Side::Right)
}
