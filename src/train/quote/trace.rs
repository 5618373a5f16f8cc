//! What stood behind a wrong speaker: the words around the quote, and how the candidates were ranked.

use super::corpus::Article;
use super::score::same_speaker;
use crate::annotate::quote::attribute::{self, Claim, History};
use crate::annotate::quote::context::Context;
use crate::annotate::quote::features::Features;
use crate::annotate::quote::model::Models;
use crate::annotate::quote::{Stage, frame};
use crate::annotate::{Quote, QuoteKind};
use crate::language::Pack;
use crate::text::Span;
use std::fmt::Write;

/// Candidates that are printed.
const SHOWN: usize = 6;
/// Bytes of text before and after the quote.
const AROUND: usize = 320;

/// An article's quotes, decided once more.
pub struct Trace<'a> {
    article: &'a Article,
    stage: Stage<'a>,
    models: &'a Models,
    found: &'a [Quote],
}

impl<'a> Trace<'a> {
    /// Of an article and what the engine found in it.
    pub fn new(article: &'a Article, models: &'a Models, found: &'a [Quote]) -> Self {
        let pack = Pack::of(article.document.meta.lang);
        let context =
            Context::new(&article.document, &article.tokens, &article.mentions, &article.entities, pack);
        Trace { article, stage: Stage::new(context), models, found }
    }

    /// What is to be seen at a quote whose speaker is wrong.
    pub fn of(&self, wrong: &Quote, gold: &[String]) -> String {
        let text = &self.article.document.text;
        let (before, after) = around(text, wrong.span);
        let ranked = self.ranked(wrong);
        let right = |name: &str| same_speaker(gold, name);
        let place = ranked.iter().position(|(name, _)| right(name));
        let known = self.stage.cast.participants.iter().any(|p| right(&p.name));
        let place = match (place, known) {
            (Some(p), _) => format!("gold at {}", p + 1),
            (None, true) => "gold no candidate".to_string(),
            (None, false) => "gold not in the cast".to_string(),
        };
        let first: Vec<String> =
            ranked.iter().take(SHOWN).map(|(name, score)| format!("{name} {score:.2}")).collect();
        let differ = self.differ(wrong, gold);
        format!(
            "    {place}{differ}, {}: {}\n    {before} [[{}]] {after}",
            if ranked.is_empty() { "no ranking" } else { "ranked" },
            first.join(", "),
            wrong.span.of(text)
        )
        .replace("\n\n", " ¶ ")
    }

    /// The features in which the best candidate and the right one differ.
    fn differ(&self, wrong: &Quote, gold: &[String]) -> String {
        let Some((claim, history)) = self.past(wrong) else { return String::new() };
        let list = self.stage.candidates(&self.stage.index(), claim, &history).list;
        let score = |f: &Features| self.models.speaker.score(&f.values);
        let best = list.iter().max_by(|a, b| score(&a.1).total_cmp(&score(&b.1)));
        let right = list.iter().find(|(p, _)| same_speaker(gold, self.name(*p)));
        let (Some((_, a)), Some((_, b))) = (best, right) else { return String::new() };
        let mut out = String::new();
        for (i, name) in a.names.iter().enumerate().filter(|&(i, _)| a.values[i] != b.values[i]) {
            let _ = write!(out, " {name} {}/{}", a.values[i], b.values[i]);
        }
        let rule = a.names.iter().position(|n| *n == "rule").map_or(-1.0, |i| a.values[i]);
        let _ = write!(out, " RULE {rule}");
        out
    }

    /// The candidates of a quote with their scores, the best first.
    fn ranked(&self, wrong: &Quote) -> Vec<(&str, f32)> {
        let Some((claim, history)) = self.past(wrong) else { return Vec::new() };
        let index = self.stage.index();
        if attribute::plain_source(&self.stage.context, &self.stage.cast, &index, &claim).is_some() {
            return Vec::new();
        }
        let list = self.stage.candidates(&index, claim, &history).list;
        let scored = list.iter().map(|(p, f)| (self.name(*p), self.models.speaker.score(&f.values)));
        let mut out: Vec<(&str, f32)> = scored.collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1));
        out
    }

    /// A quote as a claim, with what was said before it.
    fn past(&self, wrong: &Quote) -> Option<(Claim, History)> {
        let mut history = History::default();
        for q in self.found {
            let Some(claim) = self.claim(q) else { continue };
            if q.span == wrong.span && q.kind == wrong.kind {
                return Some((claim, history));
            }
            let who = q.speaker.as_ref().and_then(|s| {
                self.stage.cast.participants.iter().position(|p| p.name == s.name && p.entity == s.entity)
            });
            if let Some(who) = who.filter(|_| q.kind != QuoteKind::Scare) {
                history.said.push((who as u32, claim.end - 1));
            }
        }
        None
    }

    fn name(&self, participant: u32) -> &str {
        &self.stage.cast.participants[participant as usize].name
    }

    fn claim(&self, q: &Quote) -> Option<Claim> {
        if q.kind != QuoteKind::Indirect {
            let mark = self.stage.context.marks.iter().position(|m| m.span == q.span)?;
            return Some(self.stage.claim(mark, q.kind));
        }
        let list = frame::propose(&self.stage);
        list.iter().map(|s| self.stage.reported(s)).find(|c| c.span == q.span)
    }
}

/// The text before and after a span.
fn around(text: &str, span: Span) -> (&str, &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text.ceil_char_boundary(start.saturating_sub(AROUND));
    let to = text.floor_char_boundary((end + AROUND).min(text.len()));
    (&text[from..start], &text[end..to])
}
