//! Reported speech: which of the proposed stretches are content that the text attributes to somebody.

use super::Stage;
use super::cast::{Cast, Way};
use super::context::{Context, Item, NONE, fold};
use super::cue::{CUE_CLASSES, CUES, Cue};
use super::features::Features;
use super::frame::{Stretch, source_after};
use super::model::{Forest, logistic};
use super::speech::kind_of;
use crate::document::Lang;
use crate::language::{Class, Classes};

/// A stretch that the model takes for reported speech.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    /// Where and how.
    pub stretch: Stretch,
    /// How sure.
    pub sure: f32,
}

const FRAMES: usize = 10;
/// A stretch whose score has fallen so low hardly comes back over the cut: of 9,974 of our corpora that did in the end,
/// or came near to it, six were ever below.
const HOPELESS: f32 = -3.1;
const VERBAL: Classes =
    Classes::of(&[Class::Aux, Class::Verb, Class::Say, Class::Think, Class::Urge, Class::Show, Class::Mood]);

/// The best stretches that do not share their words, in order.
pub fn choose(
    list: &[Stretch],
    features: impl Fn(&Stretch) -> Features,
    forest: &Forest,
    least: f32,
) -> Vec<Reported> {
    let scores = forest.score_all(list, features, HOPELESS);
    let all = list.iter().zip(scores).map(|(s, score)| Reported { stretch: *s, sure: logistic(score) });
    let mut judged: Vec<Reported> = all.filter(|r| r.sure >= least).collect();
    judged.sort_by(|a, b| b.sure.total_cmp(&a.sure).then(a.stretch.first.cmp(&b.stretch.first)));
    let mut taken = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for r in judged {
        // Taken stretches are apart, so only the last that begins before this one's end can share words with it.
        let before = taken.range(..r.stretch.end).next_back();
        if before.is_none_or(|(_, &end)| end <= r.stretch.first) {
            taken.insert(r.stretch.first, r.stretch.end);
            out.push(r);
        }
    }
    out.sort_by_key(|r| r.stretch.first);
    out
}

/// How many habits a stretch has.
pub const HABITS: usize = 4;

/// What the habits of a stretch are kept under: the cue's paradigm, this with the frame, the cue's form, and the frame
/// with the first word of the content.
pub fn habits_of(stage: &Stage, stretch: &Stretch) -> [u32; HABITS] {
    let context = &stage.context;
    let frame = stretch.frame as u32 + 1;
    let mut lower = String::new();
    fold(context.word(stretch.first as usize), &mut lower);
    let opening = hash(&lower, 3 + frame);
    let Some(cue) = stage.cues.get(stretch.cue as usize) else { return [0, frame, 1, opening] };
    let lemma = context.items[cue.item as usize].lemma;
    fold(context.word(cue.item as usize), &mut lower);
    [lemma, lemma ^ frame.wrapping_mul(0x9E37_79B1), hash(&lower, 2), opening]
}

/// FNV-1a, begun with a number so that the same word is kept apart by use.
fn hash(word: &str, use_of: u32) -> u32 {
    let start = 0x811C_9DC5 ^ use_of.wrapping_mul(0x85EB_CA6B);
    word.bytes().fold(start, |h, byte| (h ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The features of a stretch; `habits` are what [`habits_of`] it are.
pub fn features(stage: &Stage, stretch: &Stretch, habits: [f32; HABITS]) -> Features {
    let (context, cast, cues) = (&stage.context, &stage.cast, &stage.cues[..]);
    let mut f = Features::default().with_room(128);
    for frame in 0..FRAMES {
        f.flag("frame", stretch.frame as usize == frame);
    }
    f.push("lang", near_dutch(context.document.meta.lang));
    for habit in habits {
        f.push("habit", habit);
    }
    content(context, stretch, &mut f);
    edges(context, stretch, &mut f);
    clause(context, stretch, &mut f);
    voices(stage, stretch, &mut f);
    alike(stage, stretch, &mut f);
    match cues.get(stretch.cue as usize) {
        Some(cue) => cue_features(context, cast, cues, cue, stretch, &mut f),
        None => f.skip(30),
    }
    f
}

/// A language by its distance from Dutch, so that a tree can part neighbours from strangers.
fn near_dutch(lang: Lang) -> f32 {
    match lang {
        Lang::Nl => 0.0,
        Lang::De => 1.0,
        Lang::En => 2.0,
        Lang::Fr => 3.0,
        Lang::Es => 4.0,
    }
}

/// What is inside.
fn content(context: &Context, stretch: &Stretch, f: &mut Features) {
    let items = &context.items[stretch.first as usize..stretch.end as usize];
    let has = |class: Class| items.iter().any(|i| i.has(class));
    let words = items.iter().filter(|i| i.is_word()).count();
    let quotes = items.iter().filter(|i| i.is_quote());
    let quoted: usize = quotes.clone().map(|i| i.span.len()).sum();
    let bytes = context.stretch(stretch.first as usize, stretch.end as usize - 1).len().max(1);
    f.push("words", words as f32);
    f.push("verbs", items.iter().filter(|i| i.classes.any(VERBAL)).count() as f32);
    f.push("quotes", quotes.count() as f32);
    f.push("quoted", quoted as f32 / bytes as f32);
    f.push("cues", items.iter().filter(|i| i.classes.any(CUES)).count() as f32);
    f.flag("to", items.iter().any(|i| i.has(Class::Infinitive)));
    f.flag("mood", has(Class::Mood));
    f.flag("first_person", has(Class::First));
    f.flag("that", has(Class::That));
    f.flag("subordinate", has(Class::Subordinate));
    let pronouns = items
        .iter()
        .any(|i| i.classes.any(Classes::of(&[Class::He, Class::She, Class::SheThey, Class::They])));
    f.flag("pronoun", pronouns);
    f.flag("number", items.iter().any(|i| i.first.is_ascii_digit()));
}

/// What stands at its edges.
fn edges(context: &Context, stretch: &Stretch, f: &mut Features) {
    let (first, end) = (stretch.first as usize, stretch.end as usize);
    let sentence = context.sentence(first);
    let at = |i: usize| context.items.get(i).filter(|_| sentence.range().contains(&i)).map_or(0.0, kind_of);
    f.push("into_sentence", (first - sentence.first as usize) as f32);
    f.push("rest", (sentence.end as usize).saturating_sub(end) as f32);
    f.push("before", first.checked_sub(1).map_or(0.0, at));
    f.push("first", at(first));
    f.push("last", at(end - 1));
    f.push("after", at(end));
    f.push("after2", at(end + 1));
    f.flag("quote_in_sentence", context.items[sentence.range()].iter().take(400).any(Item::is_quote));
    f.flag("question", sentence.end > 0 && context.items[sentence.end as usize - 1].is('?'));
    f.flag(
        "block_start",
        sentence.first == 0
            || context.sentences
                [context.sentence_of[first] as usize - usize::from(context.sentence_of[first] > 0)..]
                .first()
                .is_some_and(|p| p.block != sentence.block),
    );
    let verb_first = context.items[first..end.min(first + 1)].iter().any(|i| i.classes.any(VERBAL));
    f.flag("verb_first", verb_first);
}

/// Where the verbs stand, inside and behind: what a clause that is whole has and what is cut does not.
fn clause(context: &Context, stretch: &Stretch, f: &mut Features) {
    let (first, end) = (stretch.first as usize, stretch.end as usize);
    let sentence = context.sentence(first);
    let stop = (sentence.end as usize).max(end);
    let verbs = |from: usize, to: usize| {
        let items = &context.items[from.min(stop)..to.min(stop)];
        items.iter().filter(|i| i.classes.any(VERBAL)).count() as f32
    };
    f.push("verbs_early", verbs(first, end.min(first + 4)));
    f.push("verbs_late", verbs(end.saturating_sub(3).max(first), end));
    f.push("verbs_behind", verbs(end, end + 12));
    f.push("verbs_next", verbs(end, end + 4));
    f.push("second", context.items.get(first + 1).map_or(0.0, kind_of));
    f.push("third", context.items.get(first + 2).map_or(0.0, kind_of));
    f.push("last2", kind_of(&context.items[end.saturating_sub(2).max(first)]));
    let commas = context.items[first..end].iter().filter(|i| i.is(',')).count();
    f.push("commas", commas as f32);
    let behind = context.items.get(end..stop).unwrap_or_default();
    f.push("commas_behind", behind.iter().filter(|i| i.is(',')).count() as f32);
    let subordinate = Classes::of(&[Class::Subordinate, Class::That]);
    f.flag("subordinate_behind", behind.iter().take(4).any(|i| i.classes.any(subordinate)));
}

/// Which words stand at the edges, at the cue and as its source, by the words that are used alike.
fn alike(stage: &Stage, stretch: &Stretch, f: &mut Features) {
    let context = &stage.context;
    let (first, end) = (stretch.first as usize, stretch.end as usize);
    f.push("alike_first", context.alike(first));
    f.push("alike_second", context.alike(first + 1));
    f.push("alike_last", context.alike(end - 1));
    f.push("alike_behind", context.alike(end));
    let Some(cue) = stage.cues.get(stretch.cue as usize) else {
        f.skip(4);
        return;
    };
    f.push("alike_cue", context.alike(cue.item as usize));
    f.push("alike_before_cue", cue.item.checked_sub(1).map_or(-1.0, |i| context.alike(i as usize)));
    f.push("alike_after_cue", context.alike(cue.end as usize));
    let source = cue.source(context).map(|s| stage.cast.refs[s.0 as usize]);
    f.push("alike_source", source.map_or(-1.0, |r| context.alike(stage.cast.head(context, &r))));
}

/// Whether the text quotes hereabouts, and whether the source speaks in quotes elsewhere.
fn voices(stage: &Stage, stretch: &Stretch, f: &mut Features) {
    let s = stage.context.sentence_of[stretch.first as usize];
    let last = stage.context.sentences.len() as u32;
    f.push("quotes_near", stage.around.quoted(s.saturating_sub(2), s + 2) as f32);
    f.push("quotes_next", stage.around.quoted(s + 1, s + 1) as f32);
    f.push("quotes_share", stage.around.quoted(0, last) as f32 / last.max(1) as f32);
    f.push("sentence", (s as f32).min(40.0));
    let source = stage.cues.get(stretch.cue as usize).and_then(|c| c.source(&stage.context));
    let Some(r) = source.map(|s| stage.cast.refs[s.0 as usize]) else {
        f.skip(3);
        return;
    };
    let whom = if r.link == NONE { r.participant } else { r.link };
    f.push("speaks", stage.around.speaks(whom) as f32);
    let who = stage.cast.participants.get(whom as usize);
    f.push("sources", who.map_or(0.0, |p| p.sources.len() as f32));
    f.flag("by_pronoun", r.way == Way::Pronoun);
}

fn cue_features(
    context: &Context,
    cast: &Cast,
    cues: &[Cue],
    cue: &Cue,
    stretch: &Stretch,
    f: &mut Features,
) {
    for class in CUE_CLASSES.into_iter().chain([Class::Verb, Class::Aux, Class::Speech]) {
        f.flag("cue", cue.classes.has(class));
    }
    let source = cue.source(context).map(|s| cast.refs[s.0 as usize]);
    f.push("source", source.map_or(0.0, |r| 1.0 + f32::from(r.way as u8)));
    f.flag("source_after", source_after(context, cue));
    f.flag("both_sources", cue.left != NONE && cue.right != NONE);
    let who = source.and_then(|r| cast.participants.get(r.participant as usize));
    f.push("sort", who.map_or(0.0, |p| 1.0 + f32::from(p.sort as u8)));
    f.push(
        "distance",
        stretch.first.saturating_sub(cue.end).max(cue.item.saturating_sub(stretch.end)) as f32,
    );
    let i = cue.item as usize;
    let sentence = context.sentence(i);
    let at = |i: usize| context.items.get(i).filter(|_| sentence.range().contains(&i));
    f.push("cue_before", i.checked_sub(1).and_then(at).map_or(0.0, kind_of));
    f.push("cue_after", at(cue.end as usize).map_or(0.0, kind_of));
    f.push("cue_in", (cue.item - sentence.first) as f32);
    f.push("cue_out", (sentence.end - cue.end) as f32);
    let back = &context.items[i.saturating_sub(8).max(sentence.first as usize)..i];
    f.flag(
        "subordinate_before",
        back.iter().any(|b| b.classes.any(Classes::of(&[Class::Subordinate, Class::That]))),
    );
    f.flag("aux_near", back.iter().any(|b| b.has(Class::Aux)));
    f.flag("to_before", back.iter().rev().take(2).any(|b| b.has(Class::Infinitive)));
    let clause = &context.items[i..(i + 10).min(sentence.end as usize)];
    f.flag("aux_after", clause.iter().skip(1).take(4).any(|b| b.has(Class::Aux)));
    f.flag("that_after", clause.iter().any(|b| b.has(Class::That)));
    f.flag("colon_after", clause.iter().any(|b| b.is(':')));
    f.flag("quote_near", clause.iter().chain(back).any(Item::is_quote));
    neighbours(cues, cue, f);
}

/// Other cues of the sentence.
fn neighbours(cues: &[Cue], cue: &Cue, f: &mut Features) {
    let at = cues.partition_point(|c| c.item < cue.item);
    let previous = at.checked_sub(1).and_then(|i| cues.get(i)).filter(|c| c.sentence == cue.sentence);
    let next = cues.get(at + 1).filter(|c| c.sentence == cue.sentence);
    f.push("cue_prev", previous.map_or(0.0, |c| (cue.item - c.item) as f32));
    f.push("cue_next", next.map_or(0.0, |c| (c.item - cue.item) as f32));
    f.flag("cue_next_sourced", next.is_some_and(|c| c.left != NONE || c.right != NONE));
}
