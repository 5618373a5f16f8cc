//! Quotes: who said what, directly or not, passed on by whom.
//!
//! Spans between marks come from [`marks`]; [`context`] lays the text out in items, [`cast`] collects who could speak,
//! [`cue`] the reporting words. Three small models then decide: [`speech`] whether marks hold speech, [`indirect`] which
//! clauses are reported, [`attribute`] who is the speaker.

pub mod attribute;
pub mod cast;
pub mod context;
pub mod cue;
pub mod features;
pub mod frame;
pub mod indirect;
pub mod marks;
pub mod model;
pub mod speech;

use super::{Entity, Mention, Quote, QuoteKind, SourceKind, Speaker};
use crate::document::Document;
use crate::document::token::Tokens;
use crate::language::Pack;
use attribute::{Claim, CueIndex, History};
use cast::{Cast, Sort};
use context::{Context, NONE};
use cue::Cue;
use frame::Stretch;
use model::Models;
use speech::Surroundings;

/// A stretch is reported speech from this probability on.
const INDIRECT_FROM: f32 = 0.42;

/// Finds the quotes of a document, in order of start.
pub fn find(document: &Document, tokens: &Tokens, mentions: &[Mention], entities: &[Entity]) -> Vec<Quote> {
    find_with(document, tokens, mentions, entities, Pack::of(document.meta.lang), Models::shipped())
}

/// As [`find`], with a pack that a reader's own words were merged into, or with other models.
pub fn find_with(
    document: &Document,
    tokens: &Tokens,
    mentions: &[Mention],
    entities: &[Entity],
    pack: &Pack,
    models: &Models,
) -> Vec<Quote> {
    let stage = Stage::new(Context::new(document, tokens, mentions, entities, pack));
    stage.quotes(models)
}

/// A document made ready for the models.
pub struct Stage<'a> {
    /// The text in items.
    pub context: Context<'a>,
    /// Who could speak.
    pub cast: Cast,
    /// The reporting words.
    pub cues: Vec<Cue>,
    /// What is known of the document as a whole.
    pub around: Surroundings,
}

/// A claim with what the models said of it.
#[derive(Clone, Copy, Debug)]
struct Judged {
    claim: Claim,
    sure: f32,
}

impl<'a> Stage<'a> {
    /// Collects cast and cues.
    pub fn new(context: Context<'a>) -> Self {
        let mut cast = Cast::new(&context);
        let cues = cue::find(&context, &mut cast);
        let around = Surroundings::new(&context);
        Stage { context, cast, cues, around }
    }

    /// The cues by place.
    pub fn index(&self) -> CueIndex<'_> {
        CueIndex::new(&self.cues)
    }

    /// A marked span as a claim; one inside another stands where the outer one does.
    pub fn claim(&self, mark: usize, kind: QuoteKind) -> Claim {
        let m = self.context.marks[mark];
        let outer = (0..=mark).rev().find(|&k| self.context.item_of_mark[k] != NONE).unwrap_or(mark);
        let item = self.context.item_of_mark[outer];
        let item = if item == NONE { 0 } else { item };
        Claim { span: m.span, kind, first: item, end: item + 1, cue: NONE, depth: m.depth }
    }

    fn quotes(&self, models: &Models) -> Vec<Quote> {
        if self.context.items.is_empty() {
            return Vec::new();
        }
        let mut judged = self.judge_marks(models);
        judged.extend(self.judge_stretches(models));
        judged.sort_by_key(|j| (j.claim.span.start, u32::MAX - j.claim.span.end));
        let index = self.index();
        let mut history = History::default();
        judged.iter().map(|j| self.attribute(j, &index, &mut history, models)).collect()
    }

    fn judge_marks(&self, models: &Models) -> Vec<Judged> {
        let index = self.index();
        (0..self.context.marks.len())
            .map(|m| {
                let f = speech::features(&self.context, &self.cast, &index, &self.around, m);
                let p = models.speech.probability(&f.values);
                let kind = if p >= 0.5 { QuoteKind::Direct } else { QuoteKind::Scare };
                Judged { claim: self.claim(m, kind), sure: p.max(1.0 - p) }
            })
            .collect()
    }

    fn judge_stretches(&self, models: &Models) -> Vec<Judged> {
        let list = frame::propose(&self.context, &self.cast, &self.cues);
        let features = |s: &Stretch| indirect::features(&self.context, &self.cast, &self.cues, s);
        let found = indirect::choose(&list, features, &models.indirect, INDIRECT_FROM);
        found.iter().map(|r| Judged { claim: self.reported(&r.stretch), sure: r.sure }).collect()
    }

    /// A stretch as a claim.
    pub fn reported(&self, s: &Stretch) -> Claim {
        let span = self.context.stretch(s.first as usize, s.end as usize - 1);
        Claim { span, kind: QuoteKind::Indirect, first: s.first, end: s.end, cue: s.cue, depth: 0 }
    }

    fn attribute(&self, judged: &Judged, index: &CueIndex, history: &mut History, models: &Models) -> Quote {
        let claim = judged.claim;
        let chosen = if claim.kind == QuoteKind::Scare {
            None
        } else {
            let list = attribute::candidates(&self.context, &self.cast, index, claim, history);
            attribute::choose(&list, &models.speaker)
        };
        let (who, sure) = chosen.map_or((NONE, 1.0), |c| c);
        if who != NONE {
            history.said.push((who, claim.end - 1));
        }
        let participant = self.cast.participants.get(who as usize);
        Quote {
            span: claim.span,
            kind: claim.kind,
            speaker: participant.map(|p| Speaker { name: p.name.clone(), mention: None, entity: p.entity }),
            cue: None,
            via: None,
            confidence: (judged.sure * sure).clamp(0.0, 1.0),
            source: participant.map_or(SourceKind::None, |p| source_kind(p.sort)),
        }
    }
}

fn source_kind(sort: Sort) -> SourceKind {
    match sort {
        Sort::Person | Sort::Organisation | Sort::Place | Sort::Misc => SourceKind::Named,
        Sort::Role | Sort::Group | Sort::Other => SourceKind::Role,
        Sort::Document => SourceKind::Document,
        Sort::Anonymous => SourceKind::Anonymous,
    }
}
