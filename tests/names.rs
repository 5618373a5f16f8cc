//! The shipped models find the names of the sample articles at least as well as when they were trained.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use briefing::annotate::{Kind, entity::recognise};
use briefing::document::{Format, Lang, parse, token::tokenize};
use serde_json::Value;

/// Counts of names: right, found, gold.
type Counts = (usize, usize, usize);

/// The names of a gold file: first and end character, kind.
fn names(gold: &Value) -> Vec<(usize, usize, String)> {
    let one = |e: &Value| {
        Some((e["start"].as_u64()? as usize, e["end"].as_u64()? as usize, e["type"].as_str()?.into()))
    };
    let is_name = |n: &(usize, usize, String)| Kind::from_tag(&n.2).is_some_and(Kind::is_name);
    gold["entities"].as_array().into_iter().flatten().filter_map(one).filter(is_name).collect()
}

fn count(gold: &Value, lang: Lang) -> Counts {
    let text = gold["text"].as_str().unwrap_or("");
    let mut document = parse(text.as_bytes(), Format::Plain);
    assert_eq!(document.text, text, "offsets are those of the text that the reader shows");
    document.meta.lang = lang;
    let at = |byte: u32| text[..byte as usize].chars().count();
    let mentions = recognise(&document, &tokenize(&document));
    let found: Vec<_> =
        mentions.iter().map(|m| (at(m.span.start), at(m.span.end), m.kind.tag().to_string())).collect();
    let expected = names(gold);
    (found.iter().filter(|f| expected.contains(f)).count(), found.len(), expected.len())
}

/// Strict F1 over the sample articles of a language, in percent.
fn f1(lang: Lang) -> f64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut sum = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let gold: Value = serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
        if gold["lang"] == lang.tag() {
            let (right, found, all) = count(&gold, lang);
            sum = (sum.0 + right, sum.1 + found, sum.2 + all);
        }
    }
    200.0 * sum.0 as f64 / (sum.1 + sum.2) as f64
}

#[test]
fn names_of_the_samples_are_found() {
    let floors = [(Lang::Nl, 92.5), (Lang::En, 91.0), (Lang::De, 90.0), (Lang::Fr, 92.0), (Lang::Es, 89.5)];
    for (lang, floor) in floors {
        let reached = f1(lang);
        println!("{} {reached:.2}", lang.tag());
        assert!(reached >= floor, "{}: {reached:.2} is below {floor}", lang.tag());
    }
}
