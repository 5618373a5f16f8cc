//! What is printed with a quote: the mention beside it, the reporting words, the medium in between, the kind of source.

use super::attribute::{Claim, CueIndex};
use super::cast::{Cast, Participant, Referent, Sort, Way};
use super::context::{Context, NONE};
use super::cue::Cue;
use crate::annotate::{Kind, SourceKind};
use crate::language::Class;

/// A cue further from its quote than this belongs to something else.
const NEAR: u32 = 12;
/// A medium stands at most this many items after the cue.
const MEDIUM_REACH: usize = 16;

/// The cue that goes with a quote and its speaker: the frame's own, else the nearest one whose source may be the
/// speaker.
pub fn cue_of<'a>(
    context: &Context,
    cast: &Cast,
    index: &CueIndex<'a>,
    claim: &Claim,
    who: u32,
) -> Option<&'a Cue> {
    if let Some(own) = index.get(claim.cue) {
        return Some(own);
    }
    let linked = index.linked(context, claim.first as usize, claim.end as usize);
    let away = |c: &Cue| claim.first.saturating_sub(c.end).max(c.item.saturating_sub(claim.end));
    let near = [linked.after, linked.before].into_iter().flatten().filter(|c| away(c) <= NEAR);
    let goes = |c: &&Cue| source_is(context, cast, c, who) || quotes(context, cast, c, who);
    near.filter(goes).min_by_key(|c| away(c))
}

/// Whoever bears the title that is the source: "de premier" is the premier that the text has named.
/// `cue` is that of the title's claim.
pub fn bearer(context: &Context, cast: &Cast, cue: Option<&Cue>, who: u32) -> u32 {
    let source = cue.and_then(|c| c.source(context)).and_then(|(s, _)| cast.refs.get(s as usize));
    let titled =
        source.filter(|r| r.participant == who && r.link != NONE && !r.guessed && r.way == Way::Role);
    titled.map_or(who, |r| r.link)
}

/// Whether a medium is a cue's source and this participant the one whom it quotes: "citeert Tass Pasjinian".
fn quotes(context: &Context, cast: &Cast, cue: &Cue, who: u32) -> bool {
    let medium = cue.source(context).filter(|_| cue.classes.has(Class::Quoting));
    let behind = medium.and_then(|(source, _)| cast.ref_at.get(cast.refs[source as usize].end as usize));
    behind.and_then(|&r| cast.refs.get(r as usize)).is_some_and(|r| r.participant == who)
}

/// Whether a cue's source is this participant, or a pronoun that may stand for it.
fn source_is(context: &Context, cast: &Cast, cue: &Cue, who: u32) -> bool {
    let source = cue.source(context).map(|s| cast.refs[s.0 as usize]);
    source.is_some_and(|r| r.participant == who || r.link == who || r.way == Way::Pronoun)
}

/// The words that name the speaker beside the quote: the source of its cue, else a mention in the same sentence.
pub fn mention_of(
    context: &Context,
    cast: &Cast,
    cue: Option<&Cue>,
    claim: &Claim,
    who: u32,
) -> Option<Referent> {
    let beside =
        cue.filter(|c| source_is(context, cast, c, who)).and_then(|c| c.source(context)).map(|s| s.0);
    let sentence = context.sentence(claim.first as usize);
    let refs = &cast.participants.get(who as usize)?.refs;
    let at = refs.partition_point(|&r| cast.refs[r as usize].first < sentence.first);
    let near = || refs.get(at).copied().filter(|&r| cast.refs[r as usize].first < sentence.end);
    cast.refs.get(beside.or_else(near)? as usize).copied()
}

/// Where the speaker was last called by name or role before a quote.
pub fn last_before(cast: &Cast, claim: &Claim, who: u32) -> Option<Referent> {
    let refs = &cast.participants.get(who as usize)?.refs;
    let at = refs.partition_point(|&r| cast.refs[r as usize].end <= claim.first);
    cast.refs.get(refs[at.checked_sub(1)?] as usize).copied()
}

/// The medium that passed the words on: "citeert Tass Pasjinian", "tegen de NOS", "told Reuters", "in de krant La
/// Repubblica".
pub fn via_of(context: &Context, cast: &Cast, cue: &Cue, who: u32) -> Option<String> {
    let sentence = context.sentence(cue.item as usize);
    let (first, item, from) = (sentence.first as usize, cue.item as usize, cue.end as usize);
    let end = (sentence.end as usize).min(from + MEDIUM_REACH);
    let quoting = cue.classes.has(Class::Quoting);
    // "In Nieuwsuur zegt ze": what opens the sentence stands near the verb.
    (from..end).chain(first.max(item.saturating_sub(MEDIUM_REACH))..item).find_map(|i| {
        let referent = cast.refs.get(cast.ref_at[i] as usize).filter(|r| r.way == Way::Name)?;
        let medium = cast.participants.get(referent.participant as usize)?;
        let fits = matches!(medium.sort, Sort::Organisation | Sort::Misc) && referent.participant != who;
        (fits && (quoting || passes_on(context, i))).then(|| medium.name.clone())
    })
}

/// Whether the words before a name make it the medium: a preposition of address, or one of place with a medium's noun.
fn passes_on(context: &Context, name: usize) -> bool {
    let mut i = name;
    let mut medium = false;
    while i > 0 && name - i < 5 {
        i -= 1;
        let item = &context.items[i];
        medium |= item.has(Class::Medium);
        // "Told Reuters", not "told the House of Commons".
        if item.has(Class::Addressed) {
            return medium || !is_assembly(context, name);
        }
        if item.has(Class::Via) {
            let word = context.word(i).to_lowercase();
            let address =
                matches!(word.as_str(), "tegen" | "tegenover" | "gegenüber" | "to" | "à" | "auprès" | "ante");
            return address && !is_assembly(context, name) || medium || programme(context, name);
        }
        let part = item.has(Class::Article) || item.has(Class::Medium) || context.mention_of[i] != NONE;
        if !(part || item.is_word() && item.classes.is_empty()) {
            return false;
        }
    }
    false
}

/// Whether a name holds a noun for a body that is no medium: a court, a council.
fn is_assembly(context: &Context, name: usize) -> bool {
    let words = name..super::phrase::mention_end(context, name);
    let body = |i: usize| {
        let classes = context.pack.classes(&context.word(i).to_lowercase());
        classes.has(Class::Group) && !classes.has(Class::Medium)
    };
    words.into_iter().any(body)
}

/// Whether the name at an item is that of a work or programme, which speaks only as a medium.
fn programme(context: &Context, item: usize) -> bool {
    let mention = context.mentions.get(context.mention_of[item] as usize);
    mention.is_some_and(|m| m.kind == Kind::Misc)
}

/// What kind of source a participant is.
pub fn source_kind(participant: Option<&Participant>) -> SourceKind {
    match participant.map(|p| p.sort) {
        None => SourceKind::None,
        Some(Sort::Person | Sort::Organisation | Sort::Place | Sort::Misc) => SourceKind::Named,
        Some(Sort::Role | Sort::Group | Sort::Other) => SourceKind::Role,
        Some(Sort::Document) => SourceKind::Document,
        Some(Sort::Anonymous) => SourceKind::Anonymous,
    }
}
