//! Whether what stands between marks is somebody's speech: what the classifier looks at.

use super::cast::Cast;
use super::context::{Context, NONE};
use super::cue::{CUE_CLASSES, CUES, Cue};
use super::features::{Features, code};
use crate::language::{Class, Classes};
use crate::text::Span;
use std::collections::HashMap;

/// A marked span from so many bytes on is likely somebody's words.
const SENTENCE: usize = 30;

/// What is known of the document as a whole.
pub struct Surroundings {
    /// How often each short quoted text occurs between marks, in lower case.
    repeats: HashMap<String, u32>,
    /// Spans of six words and more.
    long: u32,
    /// For each sentence, and after the last, how many spans of some length begin before it.
    quoted: Vec<u32>,
    /// For each participant, how often it is the source of a cue in a sentence with such a span.
    speaks: Vec<u32>,
}

impl Surroundings {
    /// How many spans of some length begin in the sentences `from..=to`.
    pub fn quoted(&self, from: u32, to: u32) -> u32 {
        let at = |i: u32| self.quoted.get(i as usize).or(self.quoted.last()).copied().unwrap_or(0);
        at(to.saturating_add(1)) - at(from)
    }

    /// How often a participant speaks in quotes.
    pub fn speaks(&self, participant: u32) -> u32 {
        self.speaks.get(participant as usize).copied().unwrap_or(0)
    }

    /// Counts over all marked spans.
    pub fn new(context: &Context, cast: &Cast, all: &[Cue]) -> Self {
        let mut quoted = vec![0; context.sentences.len() + 1];
        for (i, item) in context.items.iter().enumerate() {
            if item.is_quote() && item.span.len() >= SENTENCE {
                quoted[context.sentence_of[i] as usize + 1] += 1;
            }
        }
        for i in 1..quoted.len() {
            quoted[i] += quoted[i - 1];
        }
        let mut speaks = vec![0; cast.participants.len()];
        for cue in all {
            let s = cue.sentence as usize;
            let source = cue.source(context).map(|s| cast.refs[s.0 as usize]);
            let Some(r) = source.filter(|_| quoted[s + 1] > quoted[s]) else { continue };
            let whom = if r.link == NONE { r.participant } else { r.link };
            if let Some(count) = speaks.get_mut(whom as usize) {
                *count += 1;
            }
        }
        let mut repeats = HashMap::new();
        let mut long = 0;
        for mark in &context.marks {
            let inner = inner(context, mark.span);
            if inner.len() < 60 {
                *repeats.entry(inner.to_lowercase()).or_insert(0) += 1;
            }
            long += u32::from(inner.split_whitespace().take(6).count() == 6);
        }
        Surroundings { repeats, long, quoted, speaks }
    }
}

/// The text between the marks.
pub fn inner<'a>(context: &Context<'a>, span: Span) -> &'a str {
    span.of(context.text()).trim_matches(|c: char| super::marks::is_mark(c) || c.is_whitespace() || c == '—')
}

/// The features of one marked span.
pub fn features(
    context: &Context,
    cast: &Cast,
    cues: &super::attribute::CueIndex,
    around: &Surroundings,
    mark: usize,
) -> Features {
    let mut f = Features::default();
    own(context, around, mark, &mut f);
    let item = context.item_of_mark[mark];
    if item == NONE {
        f.push("nested", 1.0);
        f.skip(2 * 12 + 20);
        return f;
    }
    f.push("nested", 0.0);
    neighbours(context, item as usize, &mut f);
    let linked = cues.linked(context, item as usize, item as usize + 1);
    for cue in [linked.before, linked.after] {
        cue_features(context, cast, cue, item, &mut f);
    }
    f
}

fn own(context: &Context, around: &Surroundings, mark: usize, f: &mut Features) {
    let m = context.marks[mark];
    let inner = inner(context, m.span);
    let words = inner.split_whitespace().take(60);
    let (mut count, mut capitals, mut longest) = (0.0f32, 0.0f32, 0);
    let (mut first_person, mut verbs) = (0.0, 0.0);
    let mut lower = String::new();
    for word in words {
        count += 1.0;
        capitals += f32::from(u8::from(word.starts_with(char::is_uppercase)));
        longest = longest.max(word.len());
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        super::context::fold(bare, &mut lower);
        let classes = context.pack.classes(&lower);
        first_person += f32::from(u8::from(classes.has(Class::First)));
        verbs += f32::from(u8::from(classes.any(Classes::of(&[
            Class::Aux,
            Class::Verb,
            Class::Say,
            Class::Think,
        ]))));
    }
    f.push("words", count);
    f.push("capitals", if count > 0.0 { capitals / count } else { 0.0 });
    f.flag("capital_first", inner.starts_with(char::is_uppercase));
    f.push("longest", longest as f32);
    f.push("first_person", first_person);
    f.push("verbs", verbs);
    f.push("stop", code(inner.chars().next_back(), &['.', '!', '?', ',', '…', ':']));
    f.push("mark", code(Some(m.mark), &['"', '\'', '“', '‘', '„', '«', '—']));
    f.flag("closed", m.closed);
    f.push("repeats", around.repeats.get(&inner.to_lowercase()).copied().unwrap_or(0) as f32);
    f.push("elsewhere", elsewhere(context, m.span, inner));
    f.push("long", around.long as f32);
    let at = context.mentions.partition_point(|x| x.span.end <= m.span.start);
    let name = context.mentions.get(at).filter(|x| x.kind.is_name() && x.span.overlaps(m.span));
    f.push("name", name.map_or(0.0, |x| x.span.len() as f32 / inner.len().max(1) as f32));
    let neighbour = |k: usize| context.marks.get(k).filter(|o| o.depth == 0 && o.block == m.block);
    let gap = |a: Span, b: Span| (b.start.saturating_sub(a.end) as f32).min(200.0);
    f.push("mark_before", mark.checked_sub(1).and_then(neighbour).map_or(300.0, |o| gap(o.span, m.span)));
    f.push("mark_after", neighbour(mark + 1).map_or(300.0, |o| gap(m.span, o.span)));
}

/// Whether a short text stands in the title too, without regard to case.
fn elsewhere(context: &Context, span: Span, inner: &str) -> f32 {
    let heading = context.document.blocks.iter().take(64).filter(|b| !b.span.covers(span));
    let found = inner.len() < 60
        && heading.filter(|b| b.span.len() < 200).any(|b| b.span.of(context.text()).contains(inner));
    f32::from(u8::from(found))
}

/// The words around, in classes.
fn neighbours(context: &Context, item: usize, f: &mut Features) {
    let sentence = context.sentence(item);
    let get = |i: Option<usize>| i.filter(|i| sentence.range().contains(i)).map(|i| context.items[i]);
    for (name, at) in [
        ("before", item.checked_sub(1)),
        ("before2", item.checked_sub(2)),
        ("after", Some(item + 1)),
        ("after2", Some(item + 2)),
    ] {
        let other = get(at);
        f.push(name, other.map_or(0.0, |o| kind_of(&o)));
    }
    for at in [item.checked_sub(1), item.checked_sub(2), Some(item + 1), Some(item + 2)] {
        let near = at.filter(|i| sentence.range().contains(i));
        f.push("alike", near.map_or(-1.0, |i| context.alike(i)));
    }
    f.flag("alone", sentence.end - sentence.first == 1);
    f.flag("starts", sentence.first as usize == item);
    f.push("left", (item - sentence.first as usize) as f32);
    f.push("right", (sentence.end as usize - item) as f32);
    let near = |class: Class, back: usize, ahead: usize| {
        let from = item.saturating_sub(back).max(sentence.first as usize);
        let to = (item + 1 + ahead).min(sentence.end as usize);
        f32::from(u8::from((from..to).any(|i| context.items[i].has(class))))
    };
    f.push("so_called", near(Class::SoCalled, 3, 0));
    f.push("work", near(Class::Work, 3, 0));
    f.push("speech_noun", near(Class::Speech, 4, 3));
    f.push("medium", near(Class::Medium, 3, 0));
    f.push("label", near(Class::Label, 12, 6));
    f.push("that", near(Class::That, 12, 0));
    f.push("according", near(Class::According, 15, 15));
    let spaced = get(Some(item + 1)).is_some_and(|o| !o.spaced && o.is_word());
    f.flag("joined", spaced);
}

/// A code for what kind of item stands there.
pub fn kind_of(item: &super::context::Item) -> f32 {
    if item.is_quote() {
        return 1.0;
    }
    if !item.is_word() {
        return 2.0 + code(Some(item.first), &[',', ':', '.', '-', '(', ')', ';']);
    }
    let order = [
        Class::Article,
        Class::Determiner,
        Class::Possessive,
        Class::That,
        Class::Preposition,
        Class::And,
        Class::Aux,
        Class::Label,
        Class::Say,
        Class::Manner,
        Class::Think,
        Class::Urge,
        Class::Thus,
        Class::SoCalled,
        Class::Work,
        Class::Adverb,
    ];
    let at = order.iter().position(|c| item.has(*c));
    at.map_or(if item.first.is_uppercase() { 30.0 } else { 31.0 }, |i| 10.0 + i as f32)
}

fn cue_features(context: &Context, cast: &Cast, cue: Option<&Cue>, item: u32, f: &mut Features) {
    let Some(cue) = cue else {
        f.skip(12);
        return;
    };
    f.push("cue", 1.0);
    f.push("cue_distance", cue.item.abs_diff(item) as f32);
    for class in CUE_CLASSES {
        f.flag("cue_class", cue.classes.any(CUES) && cue.classes.has(class));
    }
    let source = cue.source(context);
    f.push("cue_way", source.map_or(0.0, |(r, _)| 1.0 + f32::from(cast.refs[r as usize].way as u8)));
    let sort = source.and_then(|(r, _)| cast.participants.get(cast.refs[r as usize].participant as usize));
    f.push("cue_sort", sort.map_or(0.0, |p| 1.0 + f32::from(p.sort as u8)));
}
