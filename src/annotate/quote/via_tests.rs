//! The medium through which words came.

use super::testing::Sample;
use crate::annotate::{Kind, Quote, QuoteKind};
use crate::document::Lang;

const NAMES: [(&str, Kind); 8] = [
    ("Russische", Kind::Misc),
    ("Karin Bos", Kind::Person),
    ("Pasman", Kind::Person),
    ("Tass", Kind::Organisation),
    ("Reuters", Kind::Organisation),
    ("BBC", Kind::Organisation),
    ("Kolk", Kind::Organisation),
    ("Raad van State", Kind::Organisation),
];

/// Who says what holds these words, and through which medium.
fn told(lang: Lang, text: &str, words: &str) -> (String, Option<String>) {
    let found = Sample::new(lang, text, &NAMES).quotes();
    let quote = found.iter().find(|q| q.span.of(text).contains(words));
    let quote = quote.unwrap_or_else(|| panic!("{words}: {found:?}"));
    (quote.speaker.as_ref().map(|s| s.name.clone()).unwrap_or_default(), quote.via.clone())
}

fn check(lang: Lang, text: &str, words: &str, speaker: &str, via: Option<&str>) {
    assert_eq!(told(lang, text, words), (speaker.to_string(), via.map(str::to_string)), "{text}");
}

#[test]
fn the_medium_in_between_is_told() {
    for (lang, text, words, via) in [
        (
            Lang::Nl,
            "\"Wij hebben dit land verloren\", zegt Pasman tegen persbureau Tass.",
            "verloren",
            "Tass",
        ),
        (Lang::En, "“We have lost all of this land,” Pasman said to Reuters.", "lost", "Reuters"),
        (
            Lang::De,
            "„Wir haben dieses Land verloren“, sagte Pasman gegenüber Reuters.",
            "verloren",
            "Reuters",
        ),
        (
            Lang::Nl,
            "\"Wij hebben dit land verloren\", zegt Pasman in een interview met Kolk.",
            "land",
            "Kolk",
        ),
        (Lang::Nl, "\"Wij hebben dit land verloren\", schrijft Pasman op X.", "verloren", "X"),
        (Lang::De, "„Wir haben dieses Land verloren“, sagte Pasman der BBC.", "verloren", "BBC"),
    ] {
        check(lang, text, words, "Pasman", Some(via));
    }
}

#[test]
fn a_german_dative_is_no_genitive() {
    let text = "„Wir haben dieses Land verloren“, sagte eine Sprecherin der BBC am Montag.";
    check(Lang::De, text, "verloren", "Sprecherin", Some("BBC"));
    let text = "„Wir haben dieses Land verloren“, sagte eine Sprecherin der Polizei am Montag.";
    check(Lang::De, text, "verloren", "Sprecherin der Polizei", None);
}

#[test]
fn a_body_that_is_addressed_passes_nothing_on() {
    let text = "\"Wij hebben dit land verloren\", zegt Pasman tegen de Raad van State.";
    check(Lang::Nl, text, "verloren", "Pasman", None);
}

#[test]
fn a_medium_that_quotes_another_passes_on_what_he_said() {
    let text =
        "\"Wij willen vrede, wat het ook kost\", citeert het Russische staatspersbureau Kolk Pasman. \"Nu.\"";
    check(Lang::Nl, text, "vrede", "Pasman", Some("Kolk"));
    let text = "\"Wij willen vrede, wat het ook kost\", citeert persbureau Kolk Pasman. \"Maar als daar rust komt, dan \
                ben ik tevreden.\" Nog dezelfde avond trokken mensen naar het plein.";
    check(Lang::Nl, text, "vrede", "Pasman", Some("Kolk"));
    check(Lang::Nl, text, "tevreden", "Pasman", Some("Kolk"));
    let text = "\"Wij willen vrede, wat het ook kost\", citeert het staatspersbureau Kolk Pasman.";
    let found = Sample::new(Lang::Nl, text, &NAMES).quotes();
    assert_eq!(found[0].speaker.as_ref().unwrap().phrase.map(|p| p.of(text)), Some("Pasman"));
    let text =
        "The bridge was safe, an engineer told Kolk. \"We measured it twice,\" the engineer told Kolk.";
    check(Lang::En, text, "measured", "engineer", Some("Kolk"));
}

#[test]
fn a_medium_that_reports_what_another_said_passes_it_on() {
    for (text, words) in [
        ("\"Wij bouwen die brug gewoon\", zei Karin Bos gisteren, meldt de BBC.", "brug"),
        ("Karin Bos zei dat de brug er gewoon komt, schrijft de BBC.", "brug"),
        ("\"Wij bouwen die brug gewoon\", zou Karin Bos volgens de BBC hebben gezegd.", "brug"),
        ("Volgens de BBC heeft Karin Bos gezegd dat de brug er gewoon komt.", "brug"),
    ] {
        check(Lang::Nl, text, words, "Karin Bos", Some("BBC"));
    }
    // What the medium adds is none of what she said.
    let text = "Karin Bos zei dat de brug er gewoon komt, schrijft de BBC.";
    let reported = |q: &&Quote| q.kind == QuoteKind::Indirect;
    let found = Sample::new(Lang::Nl, text, &NAMES).quotes();
    let said = found.iter().find(reported).unwrap().span.of(text);
    assert!(said.ends_with("gewoon komt"), "{said}");
}

#[test]
fn what_a_medium_says_itself_came_by_no_other() {
    let text = "De brug blijft tot het einde van het jaar dicht, meldt de BBC.";
    check(Lang::Nl, text, "brug", "BBC", None);
    let text = "Karin Bos zei dat de brug er komt, maar hij blijft volgend jaar nog dicht, meldt de BBC.";
    let found = Sample::new(Lang::Nl, text, &NAMES).quotes();
    assert!(found.iter().all(|q| q.via.is_none()), "{found:?}");
}

#[test]
fn a_quote_that_goes_on_came_by_the_same_medium() {
    let text = "\"Wij bouwen die brug gewoon\", zegt Karin Bos tegen de BBC. \"Daar gaan we geen jaar mee wachten.\"";
    check(Lang::Nl, text, "wachten", "Karin Bos", Some("BBC"));
    let text = "\"Wij bouwen die brug gewoon\", zegt Karin Bos tegen de BBC.\n\nZo ging het jaren. Niemand keek ernaar \
                om. \"Daar gaan we geen jaar mee wachten\", zegt Karin Bos.";
    check(Lang::Nl, text, "wachten", "Karin Bos", None);
}

#[test]
fn what_the_next_sentence_says_of_where_counts() {
    for text in [
        "Volgens Karin Bos komt de brug er dit jaar nog. Dat zegt ze in een interview met Kolk.",
        "Volgens Karin Bos komt de brug er dit jaar nog, zegt ze in een interview met Kolk.",
    ] {
        check(Lang::Nl, text, "brug", "Karin Bos", Some("Kolk"));
    }
    let text = "Volgens Karin Bos komt de brug er dit jaar nog. Dat vindt Pasman mooi, zegt hij in een interview met Kolk.";
    check(Lang::Nl, text, "brug", "Karin Bos", None);
}

#[test]
fn whom_somebody_works_for_passes_nothing_on() {
    let text = "\"Wij hebben dit land verloren\", zegt Karin Bos, politiek verslaggever bij de BBC, erbij.";
    check(Lang::Nl, text, "verloren", "Karin Bos", None);
}
