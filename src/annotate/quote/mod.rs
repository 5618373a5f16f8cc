//! Quotes: who said what, directly or not, passed on by whom.
//!
//! Spans between marks come from [`marks`]; [`context`] lays the text out in items, [`cast`] collects who could speak,
//! [`cue`] the reporting words. Three small models then decide: [`speech`] whether marks hold speech, [`indirect`]
//! which clauses are reported, [`attribute`] who is the speaker.

mod added;
pub mod attribute;
pub mod cast;
mod clause;
pub mod context;
pub mod cue;
pub mod features;
pub mod frame;
pub mod guess;
pub mod indirect;
pub mod marks;
pub mod model;
mod number;
pub mod phrase;
mod relation;
pub mod report;
pub mod scene;
#[cfg(test)]
mod source_tests;
pub mod speech;
#[cfg(test)]
mod testing;
pub mod topic;
mod via;
#[cfg(test)]
mod via_tests;

use super::{Entity, Mention, Quote, QuoteKind, Speaker};
use crate::document::Document;
use crate::document::token::Tokens;
use crate::language::Pack;
use attribute::{Candidates, Claim, CueIndex, History};
use cast::Cast;
use context::{Context, NONE};
use cue::Cue;
use frame::Stretch;
use model::{Models, logistic};
use speech::Surroundings;

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
    /// Those of media that pass on what others said.
    pub passing: Vec<via::Passed>,
    /// Whom each sentence is about.
    pub topics: Vec<topic::Topic>,
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
        let (cues, passing) = via::part(&context, &cast, cues);
        let topics = topic::find(&context, &mut cast);
        cue::note_sources(&context, &mut cast, &cues);
        let around = Surroundings::new(&context, &cast, &cues);
        Stage { context, cast, cues, passing, topics, around }
    }

    /// The cues by place.
    pub fn index(&self) -> CueIndex<'_> {
        CueIndex::new(&self.cues)
    }

    /// A marked span as a claim; one inside another stands where the outer one does.
    pub fn claim(&self, mark: usize, kind: QuoteKind) -> Claim {
        let m = self.context.marks[mark];
        // Items are in order, so the one that the mark stands in is the last that begins before it.
        let items = &self.context.items;
        let item = (items.partition_point(|i| i.span.start <= m.span.start) as u32).saturating_sub(1);
        Claim { span: m.span, kind, first: item, end: item + 1, cue: NONE, depth: m.depth }
    }

    /// Who may have said a claim, with features.
    pub fn candidates(&self, index: &CueIndex, claim: Claim, history: &History) -> Candidates {
        attribute::candidates(&self.context, &self.cast, &self.topics, index, claim, history)
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
        let mut quotes: Vec<Quote> =
            judged.iter().map(|j| self.attribute(j, &index, &mut history, models)).collect();
        via::inherit(self.context.text(), &mut quotes);
        quotes
    }

    fn judge_marks(&self, models: &Models) -> Vec<Judged> {
        let index = self.index();
        let marks: Vec<usize> = (0..self.context.marks.len()).collect();
        let features = |&m: &usize| speech::features(&self.context, &self.cast, &index, &self.around, m);
        let from = models.speech_from[self.context.document.meta.lang as usize];
        let judged = |(m, score): (usize, f32)| {
            // A dash opens dialogue, and nothing else.
            let p = if self.context.marks[m].mark == '—' { 1.0 } else { logistic(score) };
            let kind = if p >= from { QuoteKind::Direct } else { QuoteKind::Scare };
            Judged { claim: self.claim(m, kind), sure: p.max(1.0 - p) }
        };
        let scores = models.speech.score_all(&marks, features, f32::NEG_INFINITY);
        scores.into_iter().enumerate().map(judged).collect()
    }

    fn judge_stretches(&self, models: &Models) -> Vec<Judged> {
        let list = frame::propose(self);
        let features = |s: &Stretch| {
            let habits = indirect::habits_of(self, s).map(|key| models.habit(key));
            indirect::features(self, s, habits)
        };
        let least = models.indirect_from[self.context.document.meta.lang as usize];
        let found = indirect::choose(&list, features, &models.indirect, least);
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
            let plain = attribute::plain_source(&self.context, &self.cast, index, &claim);
            plain
                .map(|p| (p, attribute::PLAIN))
                .or_else(|| attribute::choose(&self.candidates(index, claim, history), &models.speaker))
        };
        let (who, sure) = chosen.map_or((NONE, 1.0), |c| c);
        let known = self.cast.participants.get(who as usize);
        let cue = known.and_then(|_| report::cue_of(&self.context, &self.cast, index, &claim, who));
        let who = report::bearer(&self.context, &self.cast, cue, who);
        if who != NONE {
            history.said.push((who, claim.end - 1));
        }
        let participant = self.cast.participants.get(who as usize);
        Quote {
            span: claim.span,
            kind: claim.kind,
            speaker: participant.map(|p| {
                let beside = report::mention_of(&self.context, &self.cast, cue, &claim, who);
                Speaker {
                    name: p.name.clone(),
                    mention: beside.map(|r| self.context.stretch(r.first as usize, r.end as usize - 1)),
                    phrase: beside.and_then(|r| phrase::whole(&self.context, &r)).or_else(|| {
                        phrase::whole(&self.context, &report::last_before(&self.cast, &claim, who)?)
                    }),
                    entity: p.entity,
                }
            }),
            cue: cue.map(|c| self.context.stretch(c.item as usize, c.end as usize - 1)),
            via: cue.and_then(|c| {
                let (context, cast, passing, claim) = (&self.context, &self.cast, &self.passing[..], &claim);
                via::Passing { context, cast, passing, claim, who, index }.medium(c)
            }),
            confidence: (judged.sure * sure).clamp(0.0, 1.0),
            source: report::source_kind(participant),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::Sample;
    use crate::annotate::{Kind, Quote, QuoteKind, SourceKind};
    use crate::document::{Document, Lang};
    use proptest::prelude::*;

    /// Annotates a text in which each of the names is an entity.
    fn quotes(lang: Lang, text: &str, names: &[(&str, Kind)]) -> (Document, Vec<Quote>) {
        let sample = Sample::new(lang, text, names);
        let found = sample.quotes();
        (sample.document, found)
    }

    fn check(lang: Lang, text: &str, names: &[(&str, Kind)], expected: &[(QuoteKind, &str, Option<&str>)]) {
        let (document, found) = quotes(lang, text, names);
        let found: Vec<_> = found
            .iter()
            .map(|q| (q.kind, q.span.of(&document.text), q.speaker.as_ref().map(|s| s.name.as_str())))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    const JANSEN: (&str, Kind) = ("Karin Jansen", Kind::Person);
    const BOND: (&str, Kind) = ("Bouwbond", Kind::Organisation);

    #[test]
    fn a_cue_may_stand_before_between_and_after() {
        check(
            Lang::Nl,
            "\"Wij hebben hier lang op gewacht\", zegt wethouder Karin Jansen. \"En nu gaat het door.\"",
            &[JANSEN],
            &[
                (QuoteKind::Direct, "\"Wij hebben hier lang op gewacht\"", Some("Karin Jansen")),
                (QuoteKind::Direct, "\"En nu gaat het door.\"", Some("Karin Jansen")),
            ],
        );
    }

    #[test]
    fn reported_speech_has_content_cue_and_speaker() {
        let text = "Karin Jansen was er ook. Volgens de Bouwbond zijn er te weinig huizen. Jansen zegt dat het plan in \
                    mei begint.";
        let (document, found) = quotes(Lang::Nl, text, &[JANSEN, BOND]);
        let indirect: Vec<&Quote> = found.iter().filter(|q| q.kind == QuoteKind::Indirect).collect();
        assert_eq!(indirect.len(), 2, "{found:?}");
        assert_eq!(indirect[0].speaker.as_ref().unwrap().name, "Bouwbond");
        assert_eq!(indirect[1].span.of(&document.text), "het plan in mei begint");
        assert_eq!(indirect[1].cue.unwrap().of(&document.text), "zegt");
        assert_eq!(indirect[1].speaker.as_ref().unwrap().name, "Karin Jansen");
        assert_eq!(indirect[1].source, SourceKind::Named);
    }

    #[test]
    fn a_speaker_may_be_a_role() {
        let (_, found) =
            quotes(Lang::Nl, "\"Er is niemand gewond geraakt\", zegt een woordvoerder van de politie.", &[]);
        let speaker = found[0].speaker.as_ref().unwrap();
        assert_eq!(speaker.name, "woordvoerder van de politie");
        assert_eq!(found[0].source, SourceKind::Role);
    }

    #[test]
    fn a_definite_phrase_points_back() {
        let text = "Karin Jansen won de race gisteren. Daar was ze blij mee. \"Het ging heel goed vandaag\", lacht de \
                    aanvoerder.";
        let (_, found) = quotes(Lang::Nl, text, &[JANSEN]);
        assert_eq!(found[0].speaker.as_ref().unwrap().name, "Karin Jansen");
        assert_eq!(found[0].source, SourceKind::Named);
    }

    #[test]
    fn an_unknown_verb_is_a_cue_where_only_one_can_stand() {
        let text = "Karin Jansen was er ook. \"Ik doe gewoon hetzelfde als altijd\", pareerde Jansen.";
        let (document, found) = quotes(Lang::Nl, text, &[JANSEN]);
        assert_eq!(found[0].cue.unwrap().of(&document.text), "pareerde");
    }

    #[test]
    fn the_noun_speaks_and_not_the_name_before_it() {
        let names = [("Hillary Clinton", Kind::Person), ("Robby Mook", Kind::Person)];
        let text =
            "“He lashed out at our generals today,” Hillary Clinton’s campaign manager Robby Mook said.";
        let (document, found) = quotes(Lang::En, text, &names);
        let speaker = found[0].speaker.as_ref().unwrap();
        assert_eq!(speaker.name, "Robby Mook");
        let whole = speaker.phrase.unwrap().of(&document.text);
        assert_eq!(whole, "Hillary Clinton’s campaign manager Robby Mook");
    }

    #[test]
    fn the_words_beside_a_quote_are_whole() {
        let names = [("Kenneth Baer", Kind::Person), ("Gwen Moore", Kind::Person), ("Ann Lee", Kind::Person)];
        for (text, whole) in [
            (
                "“We needed this very much,” said Kenneth Baer, a former official who runs a firm.",
                "Kenneth Baer, a former official who runs a firm",
            ),
            ("“We needed this very much,” said Rep. Gwen Moore (D-Wis.).", "Rep. Gwen Moore (D-Wis.)"),
            ("“We needed this very much,” said Gwen Moore and Ann Lee.", "Gwen Moore and Ann Lee"),
        ] {
            let (document, found) = quotes(Lang::En, text, &names);
            let phrase = found[0].speaker.as_ref().and_then(|s| s.phrase).unwrap();
            assert_eq!(phrase.of(&document.text), whole, "{text}");
        }
    }

    #[test]
    fn whoever_stands_behind_the_cue_speaks() {
        let before = "Karin Jansen won de race gisteren. ";
        for (quoted, name) in [
            ("\"Wij zijn hier heel erg blij mee\", zegt een supporter.", "supporter"),
            ("\"Wij zijn hier heel erg blij mee\", kopt nieuwssite Atlas.", "nieuwssite Atlas"),
        ] {
            let (_, found) = quotes(Lang::Nl, &format!("{before}{quoted}"), &[JANSEN]);
            assert_eq!(found[0].speaker.as_ref().unwrap().name, name, "{quoted}");
        }
    }

    #[test]
    fn a_name_behind_a_function_speaks_whatever_it_was_taken_for() {
        let nolte = ("Nolte", Kind::Organisation);
        let text = "\"Dat is in strijd met het verdrag\", zegt hoogleraar internationaal recht Nolte.";
        let (_, found) = quotes(Lang::Nl, text, &[nolte]);
        assert_eq!(found[0].speaker.as_ref().unwrap().name, "Nolte");
    }

    #[test]
    fn a_german_function_ends_with_its_genitive() {
        for (text, name) in [
            (
                "„Das war kein Versehen“, sagte die Anwältin des späteren Opfers gestern.",
                "Anwältin des späteren Opfers",
            ),
            (
                "„Das Wasser steigt immer noch“, sagte ein Sprecher der Polizei am Montag.",
                "Sprecher der Polizei",
            ),
        ] {
            let (_, found) = quotes(Lang::De, text, &[]);
            assert_eq!(found[0].speaker.as_ref().unwrap().name, name, "{text}");
        }
    }

    #[test]
    fn a_noun_that_another_owns_speaks() {
        let clinton = ("Hillary Clinton", Kind::Person);
        let text =
            "Hillary Clinton was asked about it. “We know what that makes of us,” an ad's narrator says.";
        let (_, found) = quotes(Lang::En, text, &[clinton]);
        assert_eq!(found[0].speaker.as_ref().unwrap().name, "ad's narrator");
    }

    #[test]
    fn the_kind_of_a_source_is_told_in_every_language() {
        use SourceKind::{Anonymous, Document as Text, Named, Role};
        for (lang, text, source) in [
            (Lang::En, "“This will take a long time,” Karin Jansen said.", Named),
            (Lang::En, "“This will take a long time,” a spokesman said.", Role),
            (Lang::En, "“This will take a long time,” sources said.", Anonymous),
            (Lang::En, "“This will take a long time,” the report said.", Text),
            (Lang::De, "„Das wird sehr lange dauern“, sagte Karin Jansen.", Named),
            (Lang::De, "„Das wird sehr lange dauern“, sagte ein Sprecher.", Role),
            (Lang::De, "„Das wird sehr lange dauern“, sagten Insider.", Anonymous),
            (Lang::De, "„Das wird sehr lange dauern“, heißt es im Bericht.", Text),
            (Lang::Fr, "« Cela va durer très longtemps », explique Karin Jansen.", Named),
            (Lang::Fr, "« Cela va durer très longtemps », explique un porte-parole.", Role),
            (Lang::Es, "«Esto va a durar mucho tiempo», dijo Karin Jansen.", Named),
            (Lang::Es, "«Esto va a durar mucho tiempo», dijo un portavoz.", Role),
        ] {
            let (_, found) = quotes(lang, text, &[JANSEN]);
            assert_eq!(found[0].source, source, "{text}");
        }
    }

    #[test]
    fn every_kind_of_source_is_told_apart() {
        for (text, source) in [
            ("\"Dit gaat heel lang duren\", zegt Karin Jansen.", SourceKind::Named),
            ("\"Dit gaat heel lang duren\", zegt een woordvoerder.", SourceKind::Role),
            ("\"Dit gaat heel lang duren\", zeggen bronnen.", SourceKind::Anonymous),
            (
                "\"Dit gaat heel lang duren\", staat in het rapport. Het rapport is van gisteren.",
                SourceKind::Document,
            ),
            ("\"Dit gaat heel lang duren\", klonk het.", SourceKind::None),
        ] {
            let (_, found) = quotes(Lang::Nl, text, &[JANSEN]);
            assert_eq!(found[0].source, source, "{text}");
        }
    }

    #[test]
    fn hostile_text_stays_linear() {
        // Quadratic behaviour would take minutes here.
        for text in [
            "„a ".repeat(100_000),
            "\"zegt hij dat ".repeat(50_000),
            "Volgens de man, ".repeat(50_000),
            "Vos en zijn advies en ".repeat(50_000),
            format!("“Karin Jansen {}”", "riep: ‘ja’, zegt ".repeat(50_000)),
        ] {
            quotes(Lang::Nl, &text, &[JANSEN]);
        }
    }

    #[test]
    fn a_title_is_whoever_bears_it() {
        let text = "Dat maakte premier Karin Bos bekend. De cijfers lopen uiteen, terwijl de premier meldde dat haar \
                    leger tien man had verloren.";
        let (_, found) = quotes(Lang::Nl, text, &[("Karin Bos", Kind::Person)]);
        let said = found.iter().find(|q| q.span.of(text).contains("tien man")).unwrap();
        assert_eq!(said.speaker.as_ref().unwrap().name, "Karin Bos");
    }

    proptest! {
        #[test]
        fn never_panics(
            text in "([\"'„«»—:,.\\n é]|zegt|Volgens|dat|Jansen|de man|hij|aldus|qu'il|dit| ){0,80}",
            end in "( (zegt|volgens|haar|zijn|hun|advies|een van|hen|die|en|is|:|Jansen|nach|ihrer|selon|elle)){0,8}",
            lang in 0usize..5,
        ) {
            let (document, found) = quotes(Lang::ALL[lang], &(text + &end), &[JANSEN]);
            for q in found {
                prop_assert!(!q.span.of(&document.text).is_empty());
                prop_assert!((0.0..=1.0).contains(&q.confidence));
            }
        }
    }
}
