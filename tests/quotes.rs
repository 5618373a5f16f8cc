//! The shipped models find the quotes of the sample articles, and who said them, at least as well as when they were
//! trained. The samples hold every style of quotation marks, every frame and every language.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use briefing::annotate::{Annotations, annotate};
use briefing::document::{Format, Lang, parse};
use serde_json::Value;

/// A quote as it is compared: where, and every name of its speaker.
struct Found {
    start: usize,
    end: usize,
    names: Vec<String>,
}

/// Found and right, found, asked for, with the right speaker, that name one.
#[derive(Default)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
    speaker: usize,
    speakers: usize,
}

impl Counts {
    fn add(&mut self, gold: &[Found], found: &[Found], limit: f64) {
        self.gold += gold.len();
        self.found += found.len();
        for g in gold {
            let hit = found.iter().find(|f| overlap(f, g) >= limit);
            self.right += usize::from(hit.is_some());
            self.speakers += usize::from(!g.names.is_empty());
            self.speaker +=
                usize::from(hit.is_some_and(|f| f.names.iter().any(|n| g.names.iter().any(|m| same(m, n)))));
        }
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold) as f64
    }

    fn share(&self) -> f64 {
        100.0 * self.speaker as f64 / self.speakers as f64
    }
}

fn overlap(a: &Found, b: &Found) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared as f64 / (a.end.max(b.end) - a.start.min(b.start)) as f64
}

/// Equal names, or the same last word.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    a == b || a.split_whitespace().last() == b.split_whitespace().last()
}

/// The articles with their gold.
fn samples() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|f| serde_json::from_slice(&std::fs::read(f.unwrap().path()).unwrap()).unwrap()).collect()
}

/// What stands between the marks, in characters.
fn inside(text: &[char], start: usize, end: usize) -> (usize, usize) {
    let mark = |c: char| "\"'“”„‟‘’‚«»‹›— \u{a0}\u{202f}\n".contains(c);
    let (mut start, mut end) = (start, end);
    while start < end && mark(text[start]) {
        start += 1;
    }
    while end > start && (mark(text[end - 1]) || ",.".contains(text[end - 1])) {
        end -= 1;
    }
    (start, end)
}

fn of_gold(gold: &Value, text: &[char], kind: &str) -> Vec<Found> {
    let quotes = gold["quotes"].as_array().unwrap().iter().filter(|q| q["kind"] == kind);
    let found = quotes.map(|q| {
        let (start, end) =
            inside(text, q["start"].as_u64().unwrap() as usize, q["end"].as_u64().unwrap() as usize);
        let names = q["speaker"]["names"].as_array().into_iter().flatten().chain([&q["speaker"]["name"]]);
        Found { start, end, names: names.filter_map(|n| n.as_str().map(str::to_string)).collect() }
    });
    found.collect()
}

fn of_engine(found: &Annotations, whole: &str, text: &[char], kind: &str) -> Vec<Found> {
    let at = |byte: u32| whole[..byte as usize].chars().count();
    let quotes = found.quotes.iter().filter(|q| q.kind.tag() == kind);
    let found = quotes.map(|q| {
        let (start, end) = inside(text, at(q.span.start), at(q.span.end));
        let names = q.speaker.iter().map(|s| s.name.clone());
        Found { start, end, names: names.collect() }
    });
    found.collect()
}

#[test]
fn quotes_of_the_samples_are_found_with_their_speakers() {
    // Direct F1 and right speaker, reported F1 and right speaker, terms not taken for speech, in percent. In so few
    // quotes (27 to 106 of a kind) two models of one recipe differ by one or two.
    let floors = [
        (Lang::Nl, [98.0, 83.0, 87.5, 75.5, 99.0]),
        (Lang::En, [99.5, 85.5, 77.0, 68.5, 99.0]),
        (Lang::De, [98.0, 73.0, 91.0, 79.5, 99.0]),
        (Lang::Fr, [99.5, 70.0, 86.5, 77.0, 99.0]),
        (Lang::Es, [97.5, 90.0, 82.0, 74.0, 99.0]),
    ];
    let mut below = Vec::new();
    for (lang, floors) in floors {
        let (mut direct, mut reported) = (Counts::default(), Counts::default());
        let (mut terms, mut taken) = (0, 0);
        for gold in samples().iter().filter(|g| g["lang"] == lang.tag()) {
            let whole = gold["text"].as_str().unwrap();
            let text: Vec<char> = whole.chars().collect();
            let mut document = parse(whole.as_bytes(), Format::Plain);
            document.meta.lang = lang;
            let found = annotate(&document);
            let speech = of_engine(&found, whole, &text, "direct");
            direct.add(&of_gold(gold, &text, "direct"), &speech, 0.8);
            let indirect = of_engine(&found, whole, &text, "indirect");
            reported.add(&of_gold(gold, &text, "indirect"), &indirect, 0.5);
            let scare = of_gold(gold, &text, "scare");
            terms += scare.len();
            taken += scare.iter().filter(|s| speech.iter().any(|f| overlap(f, s) >= 0.8)).count();
        }
        let calm = 100.0 * (terms - taken) as f64 / terms as f64;
        let reached = [direct.f1(), direct.share(), reported.f1(), reported.share(), calm];
        println!("{} {reached:.1?}", lang.tag());
        for (what, (reached, floor)) in ["direct", "its speaker", "reported", "its speaker", "terms"]
            .iter()
            .zip(reached.into_iter().zip(floors))
        {
            if reached < floor {
                below.push(format!("{} {what}: {reached:.1} is below {floor}", lang.tag()));
            }
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn the_samples_hold_every_style_of_marks() {
    let mut marks = BTreeSet::new();
    for gold in samples() {
        let text: Vec<char> = gold["text"].as_str().unwrap().chars().collect();
        for quote in gold["quotes"].as_array().unwrap().iter().filter(|q| q["kind"] != "indirect") {
            marks.insert(text[quote["start"].as_u64().unwrap() as usize]);
        }
    }
    for mark in "\"'“‘„‚«»›—".chars() {
        assert!(marks.contains(&mark), "no sample has a quote that begins with {mark}");
    }
}

#[test]
fn a_german_surname_before_a_verb_keeps_its_s() {
    let mut document = parse(
        "Sozialminister Carlos Rodas sagte: „Die gemeinsame Unterbringung ist ein Fehler gewesen.“"
            .as_bytes(),
        Format::Plain,
    );
    document.meta.lang = Lang::De;
    let found = annotate(&document);
    assert_eq!(found.quotes[0].speaker.as_ref().map(|s| s.name.as_str()), Some("Carlos Rodas"));
}
