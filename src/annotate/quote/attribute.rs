//! Who said it: for each quote, in the order of the text, the participant that the ranking model prefers.

use super::cast::{Cast, Sort, Way};
use super::context::{Context, NONE};
use super::cue::{Cue, Side};
use super::features::Features;
use super::guess::{self, Guess, Rule};
use super::model::Forest;
use super::scene::Scene;
use super::topic::Topic;
use crate::annotate::QuoteKind;
use crate::language::{Class, Classes};
use crate::text::Span;

/// Room for the features of a candidate.
const CANDIDATE: usize = 64;

/// The cues by sentence.
pub struct CueIndex<'a> {
    cues: &'a [Cue],
}

/// The cues beside a quote, in its sentence.
#[derive(Clone, Copy, Default)]
pub struct Linked<'a> {
    /// The nearest one before.
    pub before: Option<&'a Cue>,
    /// The nearest one after.
    pub after: Option<&'a Cue>,
}

impl<'a> CueIndex<'a> {
    /// Over cues in order.
    pub fn new(cues: &'a [Cue]) -> Self {
        CueIndex { cues }
    }

    /// A cue by its index.
    pub fn get(&self, cue: u32) -> Option<&'a Cue> {
        self.cues.get(cue as usize)
    }

    /// The cues beside the items `first..end`. Before a quote that begins its paragraph, a cue of the last sentence
    /// counts where that sentence ends in a colon.
    pub fn linked(&self, context: &Context, first: usize, end: usize) -> Linked<'a> {
        let sentence = context.sentence_of[first];
        let at = self.cues.partition_point(|c| (c.item as usize) < first);
        let before = self.cues[..at].last().filter(|c| {
            c.sentence == sentence || c.sentence + 1 == sentence && ends_in_colon(context, c.sentence)
        });
        let after = self.cues[at..].iter().find(|c| c.item as usize >= end);
        let last = context.sentence_of[end - 1];
        Linked { before, after: after.filter(|c| c.sentence == last) }
    }

    /// The cues of a sentence.
    pub fn of_sentence(&self, sentence: u32) -> &'a [Cue] {
        let from = self.cues.partition_point(|c| c.sentence < sentence);
        let to = self.cues.partition_point(|c| c.sentence <= sentence);
        &self.cues[from..to]
    }

    /// The last cue with a source before an item.
    fn last_before(&self, item: usize) -> Option<&'a Cue> {
        let at = self.cues.partition_point(|c| (c.item as usize) < item);
        self.cues[..at].iter().rev().take(6).find(|c| c.left != NONE || c.right != NONE)
    }

    /// The first cue after an item.
    fn first_after(&self, item: usize) -> Option<&'a Cue> {
        let at = self.cues.partition_point(|c| (c.item as usize) < item);
        self.cues[at..].iter().take(3).find(|c| c.left != NONE || c.right != NONE)
    }
}

fn ends_in_colon(context: &Context, sentence: u32) -> bool {
    let end = context.sentences[sentence as usize].end as usize;
    end > 0 && context.items[end - 1].is(':')
}

/// A quote whose speaker is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: QuoteKind,
    /// Its first item; for a quote inside a quote the outer one's.
    pub first: u32,
    /// The item after its last.
    pub end: u32,
    /// The cue that was found with it, an index into the cues, or [`NONE`].
    pub cue: u32,
    /// How many quotes enclose it.
    pub depth: u8,
}

/// What has been said so far.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The speakers of the quotes so far, with the item where each quote ended.
    pub said: Vec<(u32, u32)>,
}

impl History {
    /// Who spoke most often in the last forty quotes.
    pub fn most(&self) -> u32 {
        let last = || self.said.iter().rev().take(40);
        let count = |p: u32| last().filter(|s| s.0 == p).count();
        last().max_by_key(|s| count(s.0)).map_or(NONE, |s| s.0)
    }

    /// How many quotes ago a participant spoke last, from 1; 0 for never.
    pub fn ago(&self, participant: u32) -> usize {
        self.said.iter().rev().take(8).position(|s| s.0 == participant).map_or(0, |i| i + 1)
    }
}

/// Who may have said a quote, with features, and who did by the rules.
#[derive(Debug)]
pub struct Candidates {
    /// The participants to rank.
    pub list: Vec<(u32, Features)>,
    /// Whom a rule names.
    pub guess: Guess,
}

/// Candidates and their features.
pub fn candidates(
    context: &Context,
    cast: &Cast,
    topics: &[Topic],
    index: &CueIndex,
    claim: Claim,
    history: &History,
) -> Candidates {
    let (first, end) = (claim.first as usize, claim.end as usize);
    let ordered = &cast.refs[..cast.ordered];
    let mut scene = Scene {
        context,
        cast,
        topics,
        claim,
        own: index.cues.get(claim.cue as usize),
        linked: index.linked(context, first, end),
        index,
        earlier: index.last_before(first),
        later: index.first_after(end),
        history,
        before: ordered.partition_point(|r| (r.end as usize) <= first),
        after: ordered.partition_point(|r| (r.first as usize) < end),
        within: context.mentions.partition_point(|m| m.span.start < claim.span.start),
        pronoun_before: pronoun_before(context, first),
        inner: guess::inner(context, &claim),
        guess: Guess { who: NONE, rule: Rule::None },
    };
    scene.guess = guess::guess(&scene);
    let participants = scene.participants();
    let mut shared = Features::default().with_room(CANDIDATE);
    scene.shared(&mut shared);
    let with_features = |(rank, &p): (usize, &u32)| {
        let mut f = shared.with_room(CANDIDATE);
        scene.candidate(p, rank, &mut f);
        (p, f)
    };
    Candidates { list: participants.iter().enumerate().map(with_features).collect(), guess: scene.guess }
}

/// The pronoun that is likely the subject of the sentence before the one of this item.
fn pronoun_before(context: &Context, item: usize) -> Classes {
    let at = context.sentence_of[item] as usize;
    let Some(previous) = at.checked_sub(1).map(|i| context.sentences[i]) else { return Classes::NONE };
    let single = Classes::of(&[Class::He, Class::She, Class::SheThey]);
    let head = context.items[previous.range()].iter().take(8);
    head.map(|i| i.classes).find(|c| c.any(single)).unwrap_or(Classes::NONE)
}

/// How sure a source is that stands beside its quote.
pub const PLAIN: f32 = 0.95;

/// The source of a quote that needs no judge: somebody newly brought up, or left unnamed, right behind the quote with
/// its verb ("\"…\", zegt een supporter", "“…,” an announcer says").
pub fn plain_source(context: &Context, cast: &Cast, index: &CueIndex, claim: &Claim) -> Option<u32> {
    let (first, end) = (claim.first as usize, claim.end as usize);
    if claim.kind != QuoteKind::Direct || claim.depth > 0 {
        return None;
    }
    let cue = index.linked(context, first, end).after?;
    if !cue.classes.any(Classes::of(&[Class::Say, Class::Manner, Class::Thus])) {
        return None;
    }
    if let Some(quoted) = quoted_by_medium(context, cast, cue) {
        return Some(quoted);
    }
    let (source, side) = cue.source(context)?;
    let referent = cast.refs[source as usize];
    let begins = referent.first as usize;
    let article = begins.checked_sub(1).map_or(Classes::NONE, |i| context.items[i].classes);
    let new = article.has(Class::Indefinite) && begins > end;
    let unlisted = referent.way == Way::Phrase && side == Side::Right;
    let unnamed = new || unlisted || referent.classes.has(Class::Anonymous);
    if referent.way == Way::Pronoun || referent.way == Way::Name || !unnamed {
        return None;
    }
    let opens = begins - usize::from(new);
    let comma = |i: usize| i == end || i == end + 1 && context.items[end].is(',');
    let beside = match side {
        Side::Right => comma(cue.item as usize) && opens == cue.end as usize,
        Side::Left => comma(opens) && referent.end == cue.item,
    };
    beside.then_some(referent.participant)
}

/// The person whom a cue's source, an organisation, quotes: "citeert persbureau Tass Pasjinian".
pub fn quoted_by_medium(context: &Context, cast: &Cast, cue: &Cue) -> Option<u32> {
    let sort = |p: u32| cast.participants.get(p as usize).map(|p| p.sort);
    let source = cue.source(context).filter(|_| cue.classes.has(Class::Quoting))?.0;
    let medium = cast.refs[source as usize];
    let behind = cast.refs.get(*cast.ref_at.get(medium.end as usize)? as usize)?;
    let who = if behind.link == NONE { behind.participant } else { behind.link };
    let quotes = matches!(sort(medium.participant), Some(Sort::Organisation | Sort::Misc));
    let speaks = matches!(sort(who), Some(Sort::Person | Sort::Role));
    (quotes && speaks && behind.first == medium.end).then_some(who)
}

/// What whom a sure rule names is ahead of others, and whom a phrase that points back means ("lacht de aanvoerder").
/// Chosen by cross-validation: the model makes less of such a rule than its record allows.
const TRUST: f32 = 0.8;

/// The best candidate and how sure the model is of it.
pub fn choose(candidates: &Candidates, forest: &Forest) -> Option<(u32, f32)> {
    let Candidates { list, guess } = candidates;
    if guess.rule == Rule::Inner {
        return Some((guess.who, PLAIN));
    }
    let sure = guess.rule >= Rule::ReportBeforeAlone || guess.rule == Rule::SourceGuessed;
    let start: Vec<f32> = list.iter().map(|c| if sure && c.0 == guess.who { TRUST } else { 0.0 }).collect();
    let rows: Vec<&[f32]> = list.iter().map(|(_, f)| f.values.as_slice()).collect();
    forest.best(&rows, &start).map(|(best, sure)| (list[best].0, sure))
}
