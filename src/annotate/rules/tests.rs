//! Rules read, written back and applied, in made-up sentences.

use proptest::prelude::*;

use super::{Correction, Rule, Rules, apply, parse};
use crate::annotate::{
    Annotations, EntityId, Kind, Quote, QuoteKind, RawMention, SourceKind, Speaker, entity,
};
use crate::document::{Document, Format, parse as parse_document, token};
use crate::text::Span;

const TEXT: &str = "Nikol Pasjinian belde de Kamer. Pasjinian zei: \"Dit is het.\" Volgens Tass was Kamer 3 \"leeg\". Bodil zong.";

/// The sentence above, its names marked, its first quote said by Pasjinian and passed on by Tass.
fn article() -> (Document, Annotations) {
    let document = parse_document(TEXT.as_bytes(), Format::Plain);
    let span = |from: usize, words: &str| {
        let at = from + TEXT[from..].find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let raw = [
        (0, "Nikol Pasjinian", Kind::Person),
        (0, "Kamer", Kind::Organisation),
        (30, "Pasjinian", Kind::Person),
    ];
    let more = [(0, "Tass", Kind::Place), (75, "Kamer", Kind::Organisation)];
    let raw =
        raw.into_iter().chain(more).map(|(from, words, kind)| RawMention { span: span(from, words), kind });
    let (mentions, entities) = entity::join(&document, &token::tokenize(&document), raw.collect());
    let quote = |words: &str, speaker: Option<Speaker>| Quote {
        span: span(0, words),
        kind: QuoteKind::Direct,
        speaker,
        cue: None,
        via: Some("Tass".to_string()),
        confidence: 0.5,
        source: SourceKind::None,
    };
    let pasjinian = Speaker {
        name: "Nikol Pasjinian".into(),
        mention: Some(span(30, "Pasjinian")),
        phrase: None,
        entity: Some(EntityId(0)),
    };
    let quotes = vec![quote("\"Dit is het.\"", Some(pasjinian)), quote("\"leeg\"", None)];
    (document, Annotations { mentions, entities, quotes })
}

fn corrected(rules: &str) -> Annotations {
    let (rules, problems) = parse(rules);
    assert_eq!(problems, []);
    let (document, annotations) = article();
    apply(&rules, "ochtend.txt", &document, annotations)
}

/// Entities as `name KIND count`, in order.
fn check(rules: &str, expected: &[&str]) {
    let found = corrected(rules);
    let shown = found.entities.iter().map(|e| format!("{} {} {}", e.name, e.kind.tag(), e.mentions.len()));
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{rules}");
    let indexed = |id: usize| {
        found.entities[id].mentions.iter().all(|m| found.mentions[*m as usize].entity.0 as usize == id)
    };
    assert!((0..found.entities.len()).all(indexed), "{rules}");
}

/// Quotes as `speaker kind via`, in order.
fn check_quotes(rules: &str, expected: &[&str]) {
    let show = |q: &Quote| {
        let speaker = q.speaker.as_ref().map_or("-", |s| s.name.as_str());
        format!("{speaker} {} {}", q.kind.tag(), q.via.as_deref().unwrap_or("-"))
    };
    assert_eq!(corrected(rules).quotes.iter().map(show).collect::<Vec<_>>(), expected, "{rules}");
}

#[test]
fn entities_are_put_right() {
    let unchanged = ["Nikol Pasjinian PER 2", "Kamer ORG 2", "Tass LOC 1"];
    check("", &unchanged);
    check("reject \"Kamer\"", &["Nikol Pasjinian PER 2", "Tass LOC 1"]);
    check("retype \"Tass\" as ORG", &["Nikol Pasjinian PER 2", "Kamer ORG 2", "Tass ORG 1"]);
    check(
        "rename \"Kamer\" to \"Tweede Kamer\"",
        &["Nikol Pasjinian PER 2", "Tweede Kamer ORG 2", "Tass LOC 1"],
    );
    check("merge \"Tass\" into \"Kamer\"", &["Nikol Pasjinian PER 2", "Kamer ORG 3"]);
    check(
        "merge \"Tass\" into \"Persbureau Tass\"",
        &["Nikol Pasjinian PER 2", "Kamer ORG 2", "Persbureau Tass LOC 1"],
    );
    check("add \"Bodil\" as PER", &["Nikol Pasjinian PER 2", "Kamer ORG 2", "Tass LOC 1", "Bodil PER 1"]);
    check("add \"Pasj\" as PER\nadd \"Nikol\" as PER", &unchanged);
    check("reject \"Niemand\"\nmerge \"Niemand\" into \"Iemand\"", &unchanged);
}

#[test]
fn a_form_can_be_meant_where_no_entity_has_the_name() {
    check("reject \"Pasjinian\"", &["Nikol Pasjinian PER 1", "Kamer ORG 2", "Tass LOC 1"]);
    check(
        "split \"Pasjinian\" from \"Nikol Pasjinian\" to \"Armen Pasjinian\"",
        &["Nikol Pasjinian PER 1", "Kamer ORG 2", "Armen Pasjinian PER 1", "Tass LOC 1"],
    );
    let found = corrected("rename \"Nikol Pasjinian\" to \"N. Pasjinian\"");
    assert_eq!(found.entities[0].aliases, ["Nikol Pasjinian", "Pasjinian"]);
}

#[test]
fn rules_hold_in_their_article_only_and_in_order() {
    check("reject \"Kamer\" in \"avond.txt\"", &["Nikol Pasjinian PER 2", "Kamer ORG 2", "Tass LOC 1"]);
    check("reject \"Kamer\" in \"ochtend.txt\"", &["Nikol Pasjinian PER 2", "Tass LOC 1"]);
    check(
        "rename \"Tass\" to \"TASS\"\nretype \"TASS\" as ORG",
        &["Nikol Pasjinian PER 2", "Kamer ORG 2", "TASS ORG 1"],
    );
}

#[test]
fn quotes_are_put_right() {
    let second = "- direct Tass";
    check_quotes("rename \"Nikol Pasjinian\" to \"N. P.\"", &["N. P. direct Tass", second]);
    check_quotes("rename \"Tass\" to \"TASS\"", &["Nikol Pasjinian direct TASS", "- direct TASS"]);
    check_quotes("speaker \"leeg\" is \"Kamer\"", &["Nikol Pasjinian direct Tass", "Kamer direct Tass"]);
    check_quotes("speaker \"Dit is…\" is nobody", &["- direct Tass", second]);
    check_quotes("scare \"leeg\"", &["Nikol Pasjinian direct Tass", "- scare -"]);
    check_quotes("scare \"leeg\"\nspeech \"leeg\"", &["Nikol Pasjinian direct Tass", "- direct -"]);
    check_quotes("unquote \"Dit\"", &[second]);
    check_quotes("split \"Pasjinian\" from \"Nikol Pasjinian\"", &["Pasjinian direct Tass", second]);
    check_quotes("reject \"Nikol Pasjinian\"", &["Nikol Pasjinian direct Tass", second]);
    check_quotes("unquote \"…\"", &["Nikol Pasjinian direct Tass", second]);
}

#[test]
fn broken_lines_are_reported_with_their_place_and_kept() {
    let text = "# mine\n\nreject \"é\" nou\n  shout \"X\"\nretype \"X\" as FOO\nmerge \"X\" to \"Y\"\nreject \"X\nreject \"\"\nscare \"a\\b\"\nreject \"ok\"\n";
    let (rules, problems) = parse(text);
    let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "3:12: expected the end of the line, or `in \"article\"`",
            "4:3: unknown verb `shout`; expected one of reject, retype, rename, merge, split, add, speaker, speech, scare, unquote",
            "5:15: unknown kind `FOO`; expected one of PER, LOC, ORG, MISC, DATE, TIME, MONEY, PERCENT, QUANTITY",
            "6:11: expected `into`",
            "7:8: this quotation mark is never closed",
            "8:8: expected a name, found nothing",
            "9:9: expected `\\\"`, `\\\\` or `\\n` after a backslash",
        ]
    );
    assert_eq!(rules.rules().count(), 1);
    assert_eq!(rules.to_string(), text);
}

#[test]
fn an_undo_takes_the_last_one_out() {
    let (mut rules, _) = parse("# mine\nreject \"A\"\nreject \"A\"\n");
    let rule = Rule { correction: Correction::Reject { name: "A".into() }, article: None };
    rules.push(rule.clone());
    assert!(rules.remove(&rule) && rules.remove(&rule));
    assert_eq!(rules.to_string(), "# mine\nreject \"A\"\n");
    assert!(rules.remove(&rule) && !rules.remove(&rule));
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let name = || "[a-zé\"\\\\ \n#…]{0,8}[a-z]";
    let kind = || proptest::sample::select(Kind::ALL.to_vec());
    let correction = prop_oneof![
        name().prop_map(|name| Correction::Reject { name }),
        (name(), kind()).prop_map(|(name, kind)| Correction::Retype { name, kind }),
        (name(), name()).prop_map(|(name, to)| Correction::Rename { name, to }),
        (name(), name()).prop_map(|(name, into)| Correction::Merge { name, into }),
        (name(), name(), proptest::option::of(name())).prop_map(|(form, from, to)| Correction::Split {
            form,
            from,
            to
        }),
        (name(), kind()).prop_map(|(text, kind)| Correction::Add { text, kind }),
        (name(), proptest::option::of(name())).prop_map(|(quote, name)| Correction::Speaker { quote, name }),
        name().prop_map(|quote| Correction::Speech { quote }),
        name().prop_map(|quote| Correction::Scare { quote }),
        name().prop_map(|quote| Correction::Unquote { quote }),
    ];
    (correction, proptest::option::of(name())).prop_map(|(correction, article)| Rule { correction, article })
}

proptest! {
    #[test]
    fn rules_survive_being_written_and_read(written in proptest::collection::vec(any_rule(), 0..6)) {
        let mut rules = Rules::default();
        written.iter().cloned().for_each(|rule| rules.push(rule));
        let (read, problems) = parse(&rules.to_string());
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(read, rules);
    }

    #[test]
    fn any_text_is_read_and_written_back(text in "(reject|split|speaker|in|as|is|\"|\\\\|é| |\n|X){0,30}") {
        let (rules, _) = parse(&text);
        let (again, _) = parse(&rules.to_string());
        prop_assert_eq!(again, rules);
    }

    #[test]
    fn any_rules_leave_annotations_whole(rules in proptest::collection::vec(any_rule(), 0..8), names in proptest::collection::vec("Nikol Pasjinian|Kamer|Pasjinian|Tass|Bodil|leeg", 8)) {
        let mut all = Rules::default();
        for (mut rule, name) in rules.into_iter().zip(names) {
            match &mut rule.correction {
                Correction::Reject { name: n } | Correction::Retype { name: n, .. } | Correction::Rename { name: n, .. }
                | Correction::Merge { name: n, .. } | Correction::Split { from: n, .. } | Correction::Add { text: n, .. }
                | Correction::Speaker { quote: n, .. } | Correction::Speech { quote: n } | Correction::Scare { quote: n }
                | Correction::Unquote { quote: n } => *n = name,
            }
            all.push(Rule { article: None, ..rule });
        }
        let (document, annotations) = article();
        let found = apply(&all, "", &document, annotations);
        prop_assert!(found.mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        prop_assert!(found.entities.iter().all(|e| !e.mentions.is_empty()));
        for quote in &found.quotes {
            let entity = quote.speaker.as_ref().and_then(|s| s.entity);
            prop_assert!(entity.is_none_or(|id| found.entity(id).is_some()));
        }
    }
}

#[test]
fn the_example_of_the_documentation_is_sound() {
    let example = include_str!("../../../docs/rules.md").split("```").nth(1).unwrap();
    let (rules, problems) = parse(example);
    assert_eq!((rules.rules().count(), problems), (6, Vec::new()));
}
