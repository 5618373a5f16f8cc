//! Training and measuring of the quote engine.

pub mod boost;
pub mod command;
pub mod corpus;
mod habit;
pub mod score;
pub mod trace;

use crate::annotate::QuoteKind;
use crate::annotate::quote::attribute::{self, Claim, History};
use crate::annotate::quote::context::Context;
use crate::annotate::quote::frame::{self, Stretch};
use crate::annotate::quote::indirect;
use crate::annotate::quote::model::{Forest, Models};
use crate::annotate::quote::{Stage, find_with, speech};
use crate::document::Lang;
use crate::language::Pack;
use boost::{Growth, Objective, Row};
use corpus::{Article, GoldQuote};
use habit::Habits;
use score::{Tally, overlap, same_speaker, strip};

const SPEECH: Growth =
    Growth { forests: 2, trees: 200, depth: 4, rate: 0.1, least: 8.0, ridge: 8.0, seen: (1.0, 0.5) };
const SPEAKER: Growth =
    Growth { forests: 1, trees: 400, depth: 5, rate: 0.15, least: 4.0, ridge: 5.0, seen: (1.0, 0.5) };
const INDIRECT: Growth =
    Growth { forests: 2, trees: 300, depth: 6, rate: 0.1, least: 5.0, ridge: 5.0, seen: (1.0, 0.5) };
/// What a Dutch article written for the project counts for, beside much annotated news.
const WRITTEN: f32 = 0.25;

/// Chosen by cross-validation: at most one scare quote in ten is taken for speech in Dutch; the German one on the German
/// part of the quotation corpus, which gives no weights; by language, in the order of `Lang::ALL`.
const SPEECH_FROM: [f32; 5] = [0.63, 0.75, 0.5, 0.8, 0.74];
/// Chosen likewise.
const INDIRECT_FROM: [f32; 5] = [0.31, 0.15, 0.22, 0.25, 0.25];

/// Runs the engine over articles with their gold entities and scores it.
pub fn evaluate(articles: &[&Article], models: &Models, log: &mut Vec<String>) -> Tally {
    let mut tally = Tally::default();
    for a in articles {
        let pack = Pack::of(a.document.meta.lang);
        let found = find_with(&a.document, &a.tokens, &a.mentions, &a.entities, pack, models);
        let trace = trace::Trace::new(a, models, &found);
        tally.add(a, &found, log, &|quote, gold| trace.of(quote, gold));
    }
    tally
}

/// What the examples of an article count for.
fn weigh(article: &Article) -> f32 {
    if article.written && article.document.meta.lang == Lang::Nl { WRITTEN } else { 1.0 }
}

/// Trains the three models.
pub fn train(articles: &[&Article]) -> Models {
    let mut speech = Vec::new();
    articles.iter().for_each(|a| speech_rows(a, &stage_of(a), &mut speech));
    Models {
        speech_from: SPEECH_FROM,
        speech: boost::train(&speech, Objective::Logistic, SPEECH),
        speaker: two_rounds(articles),
        ..of_reports(articles)
    }
}

/// The model of reported speech and its habits.
fn of_reports(articles: &[&Article]) -> Models {
    let mut indirect = Vec::new();
    let mut habits = Habits::default();
    for (i, a) in articles.iter().enumerate() {
        indirect_rows(a, &stage_of(a), (i as u32, &mut habits), &mut indirect);
    }
    // A row must not see its own article in the habit of its cue.
    for row in &mut indirect {
        for (k, key) in row.keys.iter().enumerate() {
            row.row.x[habits.at + k] = habits.without(*key, row.article);
        }
    }
    let indirect: Vec<Row> = indirect.into_iter().map(|r| r.row).collect();
    Models {
        indirect_from: INDIRECT_FROM,
        habits: habits.table(),
        indirect: boost::train(&indirect, Objective::Logistic, INDIRECT),
        ..Models::default()
    }
}

fn stage_of(a: &Article) -> Stage<'_> {
    let pack = Pack::of(a.document.meta.lang);
    Stage::new(Context::new(&a.document, &a.tokens, &a.mentions, &a.entities, pack))
}

/// Trains on all articles but each fold in turn, and hands the models and that fold on. `extra` is always trained on.
pub fn cross_validate(
    articles: &[Article],
    extra: &[Article],
    folds: usize,
    mut each: impl FnMut(&Models, &[&Article]),
) {
    for fold in 0..folds {
        let held = |i: usize| i % folds == fold;
        let pick =
            |want: bool| articles.iter().enumerate().filter(move |(i, _)| held(*i) == want).map(|(_, a)| a);
        let seen: Vec<&Article> = pick(false).chain(extra).collect();
        let unseen: Vec<&Article> = pick(true).collect();
        each(&train(&seen), &unseen);
    }
}

fn speech_rows(article: &Article, stage: &Stage, rows: &mut Vec<Row>) {
    let index = stage.index();
    for mark in 0..stage.context.marks.len() {
        let gold = gold_of(article, stage.context.marks[mark].span, 0.8);
        let f = speech::features(&stage.context, &stage.cast, &index, &stage.around, mark);
        let y = match gold.and_then(|g| g.kind) {
            Some(QuoteKind::Direct) => 1.0,
            Some(_) => 0.0,
            None => continue,
        };
        rows.push(Row { x: f.values, y, group: 0, weight: weigh(article) });
    }
}

/// The gold quote that a span matches.
fn gold_of(article: &Article, span: crate::text::Span, limit: f64) -> Option<&GoldQuote> {
    let text = &article.document.text;
    let span = strip(text, span);
    article
        .quotes
        .iter()
        .find(|g| g.kind != Some(QuoteKind::Indirect) && overlap(strip(text, g.span), span) >= limit)
}

/// Trains the ranking first with the right history of each article, then with the history that the model of the other
/// half of the articles gives: at work it never sees a faultless one.
fn two_rounds(articles: &[&Article]) -> Forest {
    let half =
        |odd: bool| articles.iter().enumerate().filter(move |(i, _)| (i % 2 == 1) == odd).map(|(_, a)| *a);
    let rows = |list: &mut dyn Iterator<Item = &Article>, judge: Option<&Forest>, rows: &mut Vec<Row>| {
        for a in list {
            speaker_rows(a, &stage_of(a), judge, rows);
        }
    };
    let mut all = Vec::new();
    for odd in [false, true] {
        let mut other = Vec::new();
        rows(&mut half(!odd), None, &mut other);
        let judge = boost::train(&other, Objective::Listwise, SPEAKER);
        rows(&mut half(odd), Some(&judge), &mut all);
    }
    boost::train(&all, Objective::Listwise, SPEAKER)
}

/// The candidates of each gold quote; the history is the right one, or what a judge makes of it.
fn speaker_rows(article: &Article, stage: &Stage, judge: Option<&Forest>, rows: &mut Vec<Row>) {
    let index = stage.index();
    let mut history = History::default();
    for (claim, gold) in claims(article, stage) {
        if gold.names.is_empty() {
            continue;
        }
        let candidates = stage.candidates(&index, claim, &history);
        let right = |p: u32| same_speaker(&gold.names, &stage.cast.participants[p as usize].name);
        let who = candidates.list.iter().map(|c| c.0).find(|&p| right(p));
        let plain = attribute::plain_source(&stage.context, &stage.cast, &index, &claim);
        let said = judge.map_or(who, |j| plain.or_else(|| attribute::choose(&candidates, j).map(|c| c.0)));
        let group = rows.last().map_or(0, |r| r.group + 1);
        if who.is_some() {
            for (p, f) in candidates.list {
                rows.push(Row {
                    x: f.values,
                    y: f32::from(u8::from(right(p))),
                    group,
                    weight: weigh(article),
                });
            }
        }
        if let Some(said) = said {
            history.said.push((said, claim.end - 1));
        }
    }
}

/// A row with what its habits are kept under and the article it is from.
struct CueRow {
    row: Row,
    keys: [u32; indirect::HABITS],
    article: u32,
}

fn indirect_rows(
    article: &Article,
    stage: &Stage,
    (number, habits): (u32, &mut Habits),
    rows: &mut Vec<CueRow>,
) {
    let list = frame::propose(stage);
    let gold: Vec<_> = article.quotes.iter().filter(|g| g.kind == Some(QuoteKind::Indirect)).collect();
    let fit = |s: &Stretch| {
        let span = stage.reported(s).span;
        gold.iter().map(|g| overlap(strip(&article.document.text, g.span), span)).fold(0.0, f64::max)
    };
    for of_cue in list.chunk_by(|a, b| a.cue == b.cue) {
        let fits: Vec<f64> = of_cue.iter().map(fit).collect();
        let best = fits.iter().copied().fold(0.0, f64::max);
        let [lemma, _, form, _] = indirect::habits_of(stage, &of_cue[0]);
        habits.count(lemma, number, best >= 0.5);
        habits.count(form, number, best >= 0.5);
        for (s, fit) in of_cue.iter().zip(fits) {
            let right = fit >= 0.5 && fit >= best - 0.1;
            let keys = indirect::habits_of(stage, s);
            habits.count(keys[1], number, right);
            habits.count(keys[3], number, right);
            let f = indirect::features(stage, s, [0.0; indirect::HABITS]);
            habits.at = f.names.iter().position(|n| *n == "habit").unwrap_or(0);
            let row = Row { x: f.values, y: f32::from(u8::from(right)), group: 0, weight: 1.0 };
            rows.push(CueRow { row, keys, article: number });
        }
    }
}

/// The stretch that fits a gold quote best, if one does.
fn best_stretch(article: &Article, stage: &Stage, list: &[Stretch], gold: &GoldQuote) -> Option<Claim> {
    let span = strip(&article.document.text, gold.span);
    let claims = list.iter().map(|s| stage.reported(s));
    let fitting = claims.map(|c| (overlap(span, c.span), c)).filter(|c| c.0 >= 0.5);
    fitting.max_by(|a, b| a.0.total_cmp(&b.0)).map(|c| c.1)
}

/// The gold quotes as claims, in order.
fn claims<'a>(article: &'a Article, stage: &Stage) -> Vec<(Claim, &'a GoldQuote)> {
    let mut out = Vec::new();
    for mark in 0..stage.context.marks.len() {
        if let Some(gold) = gold_of(article, stage.context.marks[mark].span, 0.8)
            && gold.kind == Some(QuoteKind::Direct)
        {
            out.push((stage.claim(mark, QuoteKind::Direct), gold));
        }
    }
    let list = frame::propose(stage);
    for gold in article.quotes.iter().filter(|g| g.kind == Some(QuoteKind::Indirect)) {
        if let Some(claim) = best_stretch(article, stage, &list, gold) {
            out.push((claim, gold));
        }
    }
    out.sort_by_key(|(c, _)| (c.span.start, u32::MAX - c.span.end));
    out
}
