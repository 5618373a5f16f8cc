//! Who would have said it by the rules that a reader follows, and what the quoted words tell of the speaker.

use super::attribute::Claim;
use super::cast::{Cast, Participant, Sort, Way};
use super::context::{Context, NONE, fold};
use super::cue::Cue;
use super::relation::agreement;
use super::scene::Scene;
use super::topic::Topic;
use crate::annotate::QuoteKind;
use crate::language::{Class, Classes};
use crate::text::Span;

/// Words of a quote that are read.
const WORDS: usize = 14;
/// A pronoun stands for somebody whom one of so many sentences before it is about.
const BACK: usize = 6;
/// Cues of a sentence that are asked, its last ones.
const CUES: usize = 12;
/// Cues of words that were said.
const VOICED: Classes = Classes::of(&[Class::Say, Class::According, Class::Thus]);
/// Cues of what somebody says or holds.
const HELD: Classes = VOICED.with(Classes::of(&[Class::Manner, Class::Label, Class::Think]));
/// What ends a sentence inside a quote.
const STOPS: [char; 4] = ['.', '!', '?', '\n'];
/// Bytes before and behind a quote inside a quote that are read for who said it.
const BESIDE: (usize, usize) = (400, 60);
const SINGLE: Classes = Classes::of(&[Class::He, Class::She, Class::SheThey]);

/// What the quoted words tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inner {
    /// Whether somebody speaks of himself or to another: "ik", "we", "u".
    pub first: f32,
    /// The first pronoun for a third person, of whom is spoken.
    pub third: Classes,
}

/// Reads the first words of a quote.
pub fn inner(context: &Context, claim: &Claim) -> Inner {
    let mut inner = Inner::default();
    if claim.kind != QuoteKind::Direct {
        return inner;
    }
    let words = claim.span.of(context.text()).split_whitespace().take(WORDS);
    for word in words {
        let classes = classes_of(context, word);
        inner.first += f32::from(u8::from(classes.has(Class::First)));
        if inner.third.is_empty() && classes.any(SINGLE) {
            inner.third = classes;
        }
    }
    inner
}

/// Who would have said it, and by which rule.
#[derive(Clone, Copy, Debug)]
pub struct Guess {
    /// The participant, or [`NONE`].
    pub who: u32,
    /// The rule.
    pub rule: Rule,
}

/// The rules, the more often right in annotated news the later, as a tree that looks at them parts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
#[repr(u8)]
pub enum Rule {
    /// None named anybody.
    None,
    /// Whoever spoke last.
    SpokeLast,
    /// Whom a sentence two or three before is about.
    TopicFar,
    /// Whom the text is about right after.
    Next,
    /// A noun phrase that is the source of the cue.
    SourcePhrase,
    /// Somebody whom such a phrase seems to mean.
    SourceGuessed,
    /// Whose words the sentence before reports, where it is about somebody else.
    ReportBefore,
    /// Somebody whose title is the source.
    SourceTitled,
    /// Whom the quote's own sentence is about.
    TopicHere,
    /// Whom the sentence before is about, by a pronoun.
    TopicPronoun,
    /// Whom the sentence before is about, by name.
    TopicName,
    /// Whose words the sentence before reports, where it is about nobody.
    ReportBeforeAlone,
    /// Whom the words before a quote inside a quote name.
    Inner,
    /// Whose report the quote is part of.
    ReportAround,
    /// A pronoun that is the source.
    SourcePronoun,
    /// A name that is the source.
    SourceName,
    /// Whoever spoke right before, in the same paragraph.
    QuoteBefore,
    /// Whoever spoke right before, in the paragraph before.
    QuoteBeforeApart,
}

/// Follows the first rule that names somebody: whoever's report goes on around the quote, the source of the cue,
/// whoever spoke right before, whose words the last sentence reports, whom it is about, whom the next one is about.
pub fn guess(scene: &Scene) -> Guess {
    let found = of_inner(scene)
        .or_else(|| of_report_around(scene))
        .or_else(|| of_cue(scene))
        .or_else(|| of_quote_before(scene))
        .or_else(|| {
            let topic = of_topic(scene);
            of_cue_before(scene, topic).or(topic)
        })
        .or_else(|| scene.history.said.last().map(|last| Guess { who: last.0, rule: Rule::SpokeLast }))
        .or_else(|| of_next(scene));
    found.unwrap_or(Guess { who: NONE, rule: Rule::None })
}

/// Whoever is named beside a quote inside a quote: "Lesley belde en zei: '…'", "'…', kopte nieuwssite Atlas".
fn of_inner(scene: &Scene) -> Option<Guess> {
    if scene.claim.depth == 0 {
        return None;
    }
    let who = named_before(scene).or_else(|| named_after(scene))?;
    Some(Guess { who, rule: Rule::Inner })
}

fn named_before(scene: &Scene) -> Option<u32> {
    let context = scene.context;
    let who = scene.inner_names().next()?;
    let outer = context.items[scene.claim.first as usize].span.start;
    let before = Span { start: outer, end: scene.claim.span.start }.of(context.text());
    let before = before.trim_end().strip_suffix(':')?;
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE.0))..];
    let own = before.rfind(STOPS).map_or(before, |stop| &before[stop..]);
    let name = &scene.cast.participants.get(who as usize)?.name;
    let at = name.split_whitespace().filter_map(|part| own.find(part)).min()?;
    // "Ik zei tegen Lesley: '…'": not Lesley.
    let himself = own[..at].split_whitespace().any(|word| classes_of(context, word).has(Class::First));
    (!himself).then_some(who)
}

fn named_after(scene: &Scene) -> Option<u32> {
    let context = scene.context;
    let end = scene.claim.span.end as usize;
    let rest = context.text().get(end..)?;
    let near = &rest[..rest.floor_char_boundary(BESIDE.1)];
    let after = near[..near.find(STOPS).unwrap_or(near.len())].strip_prefix(", ")?;
    let verb = after.split_whitespace().next()?;
    let from = context.mentions.partition_point(|m| (m.span.start as usize) < end);
    let name = context.mentions.get(from).filter(|m| m.kind.is_name())?;
    let beside = (name.span.start as usize) < end + 2 + after.len();
    let who = name.entity.0;
    let known = (who as usize) < scene.cast.participants.len();
    (known && beside && classes_of(context, verb).any(HELD)).then_some(who)
}

fn classes_of(context: &Context, word: &str) -> Classes {
    let mut lower = String::new();
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()), &mut lower);
    context.pack.classes(&lower)
}

/// A partial quote in reported speech is of whoever's words are reported.
fn of_report_around(scene: &Scene) -> Option<Guess> {
    let last = scene.history.said.last()?;
    let around = last.1 >= scene.claim.first && scene.claim.depth == 0;
    around.then_some(Guess { who: last.0, rule: Rule::ReportAround })
}

fn of_cue(scene: &Scene) -> Option<Guess> {
    let cue = scene.cue()?;
    of_source(&scene.known(), cue, cue.source(scene.context)?.0)
}

/// What the rules look at to resolve the source of a cue.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    context: &'a Context<'a>,
    cast: &'a Cast,
    topics: &'a [Topic],
    said: &'a [(u32, u32)],
}

impl<'a> Scene<'a> {
    fn known(&self) -> Known<'a> {
        Known { context: self.context, cast: self.cast, topics: self.topics, said: &self.history.said }
    }
}

/// Whom the source of a cue is, where nothing has been said yet.
#[cfg(test)]
pub fn guess_for_cue(context: &Context, cast: &Cast, topics: &[Topic], cue: &Cue) -> u32 {
    let known = Known { context, cast, topics, said: &[] };
    let source = cue.source(context).map_or(NONE, |s| s.0);
    of_source(&known, cue, source).map_or(NONE, |g| g.who)
}

fn of_source(known: &Known, cue: &Cue, source: u32) -> Option<Guess> {
    let r = known.cast.refs.get(source as usize)?;
    let (who, rule) = match r.way {
        Way::Name => (r.participant, Rule::SourceName),
        Way::Role | Way::Phrase if r.link != NONE => {
            (r.link, if r.guessed { Rule::SourceGuessed } else { Rule::SourceTitled })
        }
        Way::Role | Way::Phrase => (r.participant, Rule::SourcePhrase),
        Way::Pronoun => (stands_for(known, cue, r.first, r.classes)?, Rule::SourcePronoun),
    };
    Some(Guess { who, rule })
}

/// Whom a pronoun that is the source of a cue stands for: the last one that agrees of whom a sentence was about or who
/// spoke.
fn stands_for(known: &Known, cue: &Cue, item: u32, pronoun: Classes) -> Option<u32> {
    let fits = |p: u32| known.cast.participants.get(p as usize).is_some_and(|w| agreement(pronoun, w) >= 0.5);
    if !pronoun.any(SINGLE) {
        return if pronoun.has(Class::They) { known.cast.several_before(item) } else { None };
    }
    let here = cue.sentence as usize;
    let mut said = known.said.iter().rev().take(4).filter(|s| fits(s.0)).peekable();
    for at in (here.saturating_sub(BACK)..=here).rev() {
        let spoke = said.peek().filter(|s| known.context.sentence_of[s.1 as usize] as usize >= at);
        let topic = known.topics[at];
        let before = topic.who != NONE && topic.item < item && fits(topic.who);
        // In its own sentence only a name before it; a quote there is the one that is asked for, or goes with it.
        if before && !(at == here && topic.pronoun) {
            return Some(topic.who);
        }
        if let Some(s) = spoke {
            return Some(s.0);
        }
    }
    said.next().map(|s| s.0)
}

fn of_quote_before(scene: &Scene) -> Option<Guess> {
    let first = scene.claim.first as usize;
    let last = scene.history.said.last()?;
    // The last quote ends right before this one.
    let beside = last.1 as usize + 1 == first;
    let same = scene.context.sentence(last.1 as usize).block == scene.context.sentence(first).block;
    beside
        .then_some(Guess { who: last.0, rule: if same { Rule::QuoteBefore } else { Rule::QuoteBeforeApart } })
}

/// Whose words the sentence before reports, unless it is about somebody who speaks in it as well: "Dat kan lastig zijn,
/// zegt een VVD'er." before a quote.
fn of_cue_before(scene: &Scene, topic: Option<Guess>) -> Option<Guess> {
    let context = scene.context;
    let (first, known) = (scene.claim.first as usize, scene.known());
    let who = |c: &Cue| of_source(&known, c, c.source(context)?.0).map(|g| g.who);
    let cues = scene.index.of_sentence(context.sentence_of[first].checked_sub(1)?);
    let cues = &cues[cues.len().saturating_sub(CUES)..];
    let speaks = |t: Guess| t.rule == Rule::TopicHere || cues.iter().any(|c| who(c) == Some(t.who));
    if topic.is_some_and(speaks) {
        return None;
    }
    // Where nobody else is at hand weaker words will do.
    let (classes, rule) = match topic.map(|t| t.rule) {
        None => (HELD, Rule::ReportBeforeAlone),
        Some(Rule::TopicFar) => (VOICED.with(Classes::of(&[Class::Manner])), Rule::ReportBefore),
        Some(_) => (VOICED, Rule::ReportBefore),
    };
    let block = context.sentence(first).block;
    let near = |c: &&Cue| context.sentence(c.item as usize).block == block;
    let main = |c: &&Cue| c.classes.any(classes) && !c.classes.has(Class::Subordinate);
    let who = cues.iter().rev().filter(near).filter(main).find_map(who)?;
    Some(Guess { who, rule })
}

/// Whom the last sentence of the paragraph is about, or the one before the paragraph.
fn of_topic(scene: &Scene) -> Option<Guess> {
    let here = scene.context.sentence_of[scene.claim.first as usize] as usize;
    let own = scene.topics[here];
    if own.who != NONE && own.item < scene.claim.first {
        return Some(Guess { who: own.who, rule: Rule::TopicHere });
    }
    (1..=3).find_map(|k| {
        let topic = here.checked_sub(k).map(|i| scene.topics[i])?;
        let who = scene.cast.participants.get(topic.who as usize)?;
        // Nobody speaks of himself by name.
        if who.sort == Sort::Person && scene.inside(who) {
            return None;
        }
        if scene.inner.first == 0.0
            && !scene.inner.third.is_empty()
            && agreement(scene.inner.third, who) >= 1.0
        {
            return None;
        }
        let rule = match topic.pronoun {
            _ if k > 1 => Rule::TopicFar,
            true => Rule::TopicPronoun,
            false => Rule::TopicName,
        };
        Some(Guess { who: topic.who, rule })
    })
}

/// Whom the text is about right after a quote that opens it.
fn of_next(scene: &Scene) -> Option<Guess> {
    let here = scene.context.sentence_of[scene.claim.end as usize - 1] as usize;
    let own = Some(here).filter(|&h| scene.topics[h].item >= scene.claim.end);
    let next = own.into_iter().chain(here + 1..here + 3).filter_map(|i| scene.topics.get(i));
    next.into_iter().find(|t| t.who != NONE).map(|t| Guess { who: t.who, rule: Rule::Next })
}

/// Whether all that the text says of somebody stands alone in its paragraph, as the writer's name does above an
/// article.
pub fn alone(context: &Context, cast: &Cast, who: &Participant) -> bool {
    let filled = |&r: &u32| {
        let r = cast.refs[r as usize];
        let sentence = context.sentence(r.first as usize);
        r.first == sentence.first && r.end == sentence.end
    };
    !who.refs.is_empty() && who.refs.iter().take(6).all(filled)
}
