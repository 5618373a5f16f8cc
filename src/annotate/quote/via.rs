//! The medium that passed the words on: "citeert Tass Pasjinian", "tegen de NOS", "told Reuters", "zei hij in een
//! interview met de BBC", "…, schrijft El País".

use super::attribute::{Claim, CueIndex};
use super::cast::{Cast, Participant, Referent, Sort, Way};
use super::context::{Context, NONE};
use super::cue::{Cue, Side};
use super::phrase::{DETERMINERS, is_adjective, mention_end};
use super::relation::agreement;
use crate::annotate::entity::gazetteer::{Gazetteer, Kinds};
use crate::annotate::{Kind, Quote};
use crate::document::Lang;
use crate::language::{Class, Classes};
use crate::text::Span;

/// A medium stands at most this many items after the cue.
const REACH: usize = 16;
/// Items between a medium's name and the preposition of its phrase ("in de eerste uitzending van Nieuwsuur").
const PHRASE: usize = 7;
/// Items of an addressee that a report was taken to begin with.
const ADDRESSEE: usize = 4;
/// Cues of a sentence that are asked for a medium that reports, the first ones.
const CUES: usize = 8;
/// Words of a medium's name.
const WORDS: usize = 8;
/// Full stops between a quote and the one before that it goes on from.
const STOPS: usize = 1;

/// Finds the medium of one quote.
pub struct Passing<'a> {
    pub context: &'a Context<'a>,
    pub cast: &'a Cast,
    /// The cues of media that report what others said.
    pub passing: &'a [Passed],
    pub claim: &'a Claim,
    /// The speaker, who is not the medium too.
    pub who: u32,
    pub index: &'a CueIndex<'a>,
}

impl Passing<'_> {
    /// The medium that the words around the quote's cue name, or one that reports the whole, or the one of another cue
    /// that goes with the quote.
    pub fn medium(&self, cue: &Cue) -> Option<String> {
        self.beside(cue).or_else(|| self.reporting()).or_else(|| self.further())
    }

    /// The medium of another cue with the same source: "Volgens Bos is het '…', zegt hij in Nieuwsuur", "Dat zegt hij in
    /// Nieuwsuur".
    fn further(&self) -> Option<String> {
        let context = self.context;
        let sentence = context.sentence_of[self.claim.end as usize - 1];
        let back = |s: &u32| {
            let next = context.sentences.get(*s as usize);
            next.is_some_and(|next| context.items[next.first as usize].has(Class::Back))
        };
        let next = Some(sentence + 1).filter(back);
        let cues = [Some(sentence), next]
            .into_iter()
            .flatten()
            .flat_map(|s| self.index.of_sentence(s).iter().take(CUES));
        let mut own =
            cues.filter(|c| c.classes.has(Class::Say) && self.is_outside(c.item as usize) && self.is_his(c));
        own.find_map(|c| self.beside(c))
    }

    /// Whether the source of a cue is the speaker, or a pronoun that may stand for him.
    fn is_his(&self, cue: &Cue) -> bool {
        let source = cue.source(self.context).and_then(|(r, _)| self.cast.refs.get(r as usize));
        let spoke = self.cast.participants.get(self.who as usize);
        source.zip(spoke).is_some_and(|(r, spoke)| match r.way {
            Way::Pronoun => agreement(r.classes, spoke) >= 0.5,
            _ => r.participant == self.who || r.link == self.who,
        })
    }

    /// Whether an item is outside of the words said: "zei dat het land zich tegen Hamas verdedigt" names no medium. An
    /// addressee right behind the cue is none of them ("zei tegen persbureau ANP spijt te hebben").
    fn is_outside(&self, item: usize) -> bool {
        let (first, end) = (self.claim.first as usize, self.claim.end as usize);
        let addressed = self.context.items[first].has(Class::Via) && item < first + ADDRESSEE;
        addressed || !(first..end).contains(&item)
    }

    /// The name that begins at an item and could be a medium's.
    fn named(&self, item: usize) -> Option<&Participant> {
        let medium = body_at(self.context, self.cast, item)?;
        let spoke = self.cast.participants.get(self.who as usize)?;
        (medium.entity != spoke.entity).then_some(medium)
    }

    fn beside(&self, cue: &Cue) -> Option<String> {
        let sentence = self.context.sentence(cue.item as usize);
        let (first, item, from) = (sentence.first as usize, cue.item as usize, cue.end as usize);
        let end = (sentence.end as usize).min(from + REACH);
        let quoting = cue.classes.has(Class::Quoting);
        // "In Nieuwsuur zegt ze": what opens the clause stands near the verb.
        let behind = (from..end).take_while(|&i| !self.is_content(i));
        let before = (first.max(item.saturating_sub(REACH))..item).rev().take_while(|&i| !self.is_bound(i));
        behind.chain(before).filter(|&i| self.is_outside(i)).find_map(|i| match self.named(i) {
            Some(medium) => {
                let quotes = quoting && medium.sort == Sort::Organisation;
                (quotes || self.passes_on(i, medium)).then(|| medium.name.clone())
            }
            None => self.platform(i),
        })
    }

    /// Whether the words said begin at an item.
    fn is_content(&self, item: usize) -> bool {
        let i = &self.context.items[item];
        // "Omschreef ze als '…' op X": beyond its own words the clause goes on.
        i.is_quote() && item != self.claim.first as usize
            || i.is(':')
            || i.has(Class::That) && self.cast.ref_at[item] == NONE
    }

    /// Whether a clause ends at an item.
    fn is_bound(&self, item: usize) -> bool {
        let i = &self.context.items[item];
        self.is_content(item) || i.is(',') || i.has(Class::Subordinate)
    }

    /// Whether the words before a name make it the medium: a preposition of address, or one of place with what is or
    /// makes a medium.
    fn passes_on(&self, name: usize, medium: &Participant) -> bool {
        let context = self.context;
        let mut known = is_medium(context, &medium.name);
        for i in (name.saturating_sub(PHRASE)..name).rev() {
            let item = &context.items[i];
            known |= item.has(Class::Medium);
            // "Told Reuters", not "told the House of Commons".
            if item.has(Class::Addressed) {
                return known || !is_assembly(context, name);
            }
            if item.has(Class::Via) {
                // Programmes say it "in" or "bij"; "doelt op de brexit" names none.
                let programme = !context.word(i).eq_ignore_ascii_case("op") && is_programme(context, name);
                let address = item.has(Class::Toward) && !is_assembly(context, name);
                return (known || programme || address) && !is_apposed(context, i, name);
            }
            // "In een interview met de BBC", "in de uitzending van Nieuwsuur".
            let joins = item.has(Class::Preposition)
                && i > 0
                && (context.items[i - 1].has(Class::Medium) || context.items[i - 1].has(Class::Speech));
            let part =
                item.classes.any(DETERMINERS) || item.has(Class::Medium) || context.mention_of[i] != NONE;
            if !(part || joins || item.is_word() && item.classes.without(Class::Speech).is_empty()) {
                return false;
            }
        }
        false
    }

    /// A platform that the lists know and that nobody took for a name: "schrijft hij op X".
    fn platform(&self, item: usize) -> Option<String> {
        let context = self.context;
        let word = &context.items[item];
        let placed = item > 0 && context.items[item - 1].has(Class::Via);
        let platform =
            word.has(Class::Medium) && word.first.is_uppercase() && context.mention_of[item] == NONE;
        (placed && platform && !german_noun(context)).then(|| context.word(item).to_string())
    }

    /// A medium that reports what somebody else says: "'…', zei Bos, meldt de NOS".
    fn reporting(&self) -> Option<String> {
        let sentence = self.context.sentence_of[self.claim.end as usize - 1];
        let of = |p: &&Passed| p.cue.sentence == sentence && self.is_outside(p.cue.item as usize);
        let at = self.passing.partition_point(|p| p.cue.sentence < sentence);
        let passed = self.passing[at..].iter().take(CUES).find(of)?;
        Some(medium_of(self.context, self.cast, &passed.cue)?.name.clone())
    }
}

/// A medium's cue that reports what others said.
#[derive(Clone, Copy, Debug)]
pub struct Passed {
    /// The cue.
    pub cue: Cue,
    /// Where its words begin: the article of "the BBC reported".
    pub first: u32,
}

/// Parts the cues that say through which medium words came from those that say whose they are: "…, zei Bos, meldt de
/// NOS", "zou hij volgens El País hebben gezegd". Both in order.
pub fn part(context: &Context, cast: &Cast, mut cues: Vec<Cue>) -> (Vec<Cue>, Vec<Passed>) {
    let mut passing = Vec::new();
    for i in 0..cues.len() {
        let cue = cues[i];
        if medium_of(context, cast, &cue).is_none() {
            continue;
        }
        let Some((reporter, _)) = cue.source(context) else { continue };
        let passed = Passed { cue, first: opening(context, cast, &cue, reporter) };
        let near = i.saturating_sub(CUES)..cues.len().min(i + CUES);
        let mut passes = false;
        for other in near.filter(|&o| o != i) {
            let other = &mut cues[other];
            if other.sentence != cue.sentence {
                continue;
            }
            let theirs = |r: u32| is_same(cast, r, reporter);
            // "Volgens de NOS heeft Bos gezegd": it is not the NOS that said it.
            let own = Cue {
                left: if theirs(other.left) { subject(cast, reporter, other.item) } else { other.left },
                right: if theirs(other.right) { NONE } else { other.right },
                ..*other
            };
            if voices(context, &passed, &own) {
                passes = true;
                *other = own;
            }
        }
        if passes {
            passing.push(passed);
        }
    }
    cues.retain(|c| passing.binary_search_by_key(&c.item, |p: &Passed| p.cue.item).is_err());
    (cues, passing)
}

/// The first item of a cue and its source with the article.
fn opening(context: &Context, cast: &Cast, cue: &Cue, source: u32) -> u32 {
    let mut first = cast.refs[source as usize].first.min(cue.item);
    while first > 0 && first < cue.item && context.items[first as usize - 1].classes.any(DETERMINERS) {
        first -= 1;
    }
    first
}

/// Who is named between a medium and a verb.
fn subject(cast: &Cast, medium: u32, verb: u32) -> u32 {
    let from = cast.refs[medium as usize].end;
    let within = from.min(verb)..verb.min(from + REACH as u32);
    let named = |i: u32| cast.refs.get(cast.ref_at[i as usize] as usize).is_some_and(|r| !r.governed);
    within.into_iter().find(|&i| named(i)).map_or(NONE, |i| cast.ref_at[i as usize])
}

fn is_same(cast: &Cast, a: u32, b: u32) -> bool {
    let who = |r: u32| cast.refs.get(r as usize).map(|r| r.participant);
    who(a).is_some() && who(a) == who(b)
}

/// Whether another cue of a sentence says whose the words are that a medium's cue reports.
fn voices(context: &Context, passed: &Passed, other: &Cue) -> bool {
    let medium = &passed.cue;
    let said = Classes::of(&[Class::Say, Class::Manner, Class::Urge]);
    if !other.classes.any(said) || (other.left, other.right) == (NONE, NONE) {
        return false;
    }
    if medium.classes.has(Class::According) {
        // "Zou hij volgens de krant hebben gezegd": one clause.
        let between = medium.item.min(other.item) as usize + 1..medium.item.max(other.item) as usize;
        let clause = Classes::of(&[Class::That, Class::Subordinate]);
        return !context.items[between].iter().any(|i| i.is(',') || i.is_quote() || i.classes.any(clause));
    }
    let (from, to) = (other.item as usize, passed.first as usize);
    // What a comma and "maar" part is said by the medium itself.
    let parts = |w: &[super::context::Item]| w[0].is(',') && w[1].has(Class::And);
    from < to && context.items[to - 1].is(',') && !context.items[from..to].windows(2).any(parts)
}

/// The medium that is the source of a cue: of "volgens", or of a verb before it ("meldt de NOS"), in English behind it.
fn medium_of<'a>(context: &Context, cast: &'a Cast, cue: &Cue) -> Option<&'a Participant> {
    let voiced = Classes::of(&[Class::Say, Class::According, Class::Thus]);
    let (source, side) = cue.source(context).filter(|_| cue.classes.any(voiced))?;
    let source: &Referent = &cast.refs[source as usize];
    let placed = side == Side::Right || context.document.meta.lang == Lang::En;
    let mut items = source.first as usize..source.end as usize;
    let at = items.find(|&i| placed && source.way == Way::Name && context.mention_of[i] != NONE)?;
    body_at(context, cast, at).filter(|m| is_medium(context, &m.name))
}

/// The organisation or work whose name begins at an item.
fn body_at<'a>(context: &Context, cast: &'a Cast, item: usize) -> Option<&'a Participant> {
    let mention = context.mention_of[item];
    let begins = mention != NONE && item.checked_sub(1).is_none_or(|i| context.mention_of[i] != mention);
    if !begins || is_adjective(context, mention_end(context, item), mention) {
        return None;
    }
    let named = cast.participants.get(context.mentions[mention as usize].entity.0 as usize)?;
    matches!(named.sort, Sort::Organisation | Sort::Misc).then_some(named)
}

/// Quotes without words of their own that say who speaks go on from the quote right before, and came by the same
/// medium.
pub fn inherit(text: &str, quotes: &mut [Quote]) {
    for i in 1..quotes.len() {
        let (before, rest) = quotes.split_at_mut(i);
        let (last, quote) = (&before[i - 1], &mut rest[0]);
        let name = |q: &Quote| q.speaker.as_ref().map(|s| s.name.clone());
        if quote.via.is_none()
            && last.via.is_some()
            && (quote.cue.is_none() || quote.cue == last.cue)
            && quote.speaker.is_some()
            && name(quote) == name(last)
            && follows(text, last, quote)
        {
            quote.via = last.via.clone();
        }
    }
}

/// Whether a quote stands inside the last one or in the sentence right behind the last one's.
fn follows(text: &str, last: &Quote, quote: &Quote) -> bool {
    let from = last.cue.map_or(last.span.end, |cue| cue.end.max(last.span.end));
    if quote.span.start <= from {
        return true;
    }
    let between = Span { start: from, end: quote.span.start }.of(text);
    between.matches(['.', '!', '?']).count() <= STOPS && !between.contains('\n')
}

/// Whether a German article that may be a dative stands before a medium's name.
pub fn dative(context: &Context, name: usize) -> bool {
    german_noun(context) && name > 0 && matches!(context.word(name - 1), "der" | "dem")
}

/// Whether a function between commas goes with a name: "zegt Bos, politiek verslaggever bij de NOS,".
fn is_apposed(context: &Context, preposition: usize, name: usize) -> bool {
    let closed = context.items.get(mention_end(context, name)).is_some_and(|i| i.is(','));
    let role = preposition > 0 && context.items[preposition - 1].has(Class::Role);
    let sign = |i: &usize| !context.items[*i].is_word();
    let before = (preposition.saturating_sub(PHRASE)..preposition).rev().find(sign);
    closed && role && before.is_some_and(|i| context.items[i].is(','))
}

/// German writes every noun with a capital.
fn german_noun(context: &Context) -> bool {
    context.document.meta.lang == Lang::De
}

/// Whether the lists call a name a medium, or its own words do ("Omroep Zeeland", "Time Magazine").
pub fn is_medium(context: &Context, name: &str) -> bool {
    let words = || name.split_whitespace().take(WORDS);
    let noun = |word: &str| context.pack.classes(&word.to_lowercase()).has(Class::Medium);
    Gazetteer::shipped().named(words()).has(Kinds::MEDIA) || words().any(noun)
}

/// Whether a name holds a noun for a body that is no medium: a court, a council.
fn is_assembly(context: &Context, name: usize) -> bool {
    let body = |i: usize| {
        let classes = context.pack.classes(&context.word(i).to_lowercase());
        classes.has(Class::Group) && !classes.has(Class::Medium)
    };
    (name..mention_end(context, name)).any(body)
}

/// Whether the name at an item is that of a work or programme, which speaks only as a medium.
fn is_programme(context: &Context, item: usize) -> bool {
    let mention = context.mentions.get(context.mention_of[item] as usize);
    mention.is_some_and(|m| m.kind == Kind::Misc)
}
