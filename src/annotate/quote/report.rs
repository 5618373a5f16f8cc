//! What is printed with a quote: the mention beside it, the reporting words, the kind of source.

use super::attribute::{Claim, CueIndex, quoted_by_medium};
use super::cast::{Cast, Participant, Referent, Sort, Way};
use super::context::Context;
use super::cue::Cue;
use crate::annotate::SourceKind;

/// A cue further from its quote than this belongs to something else.
const NEAR: u32 = 12;

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
    let goes = |c: &&Cue| source_is(context, cast, c, who) || quoted_by_medium(context, cast, c) == Some(who);
    near.filter(goes).min_by_key(|c| away(c))
}

/// Whoever bears the title that is the source: "de premier" is the premier that the text has named, "de partij" the
/// party.
/// `cue` is that of the title's claim.
pub fn bearer(context: &Context, cast: &Cast, cue: Option<&Cue>, who: u32) -> u32 {
    let source = cue.and_then(|c| c.source(context)).and_then(|(s, _)| cast.refs.get(s as usize));
    let sort = |r: &Referent| cast.participants.get(r.link as usize).map(|p| p.sort);
    let sure = |r: &Referent| match sort(r) {
        Some(Sort::Organisation) => true,
        Some(_) => !r.guessed && r.way == Way::Role,
        None => false,
    };
    source.filter(|r| r.participant == who && sure(r)).map_or(who, |r| r.link)
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
