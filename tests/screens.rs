//! Screens as snapshots: keys in, a frame out. The articles are made up, and what stands in for the engine is a list of
//! words, so that a snapshot changes only when the screen does. `INSTA_UPDATE=always cargo test --test screens` takes
//! them anew; look at the difference before it is committed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails, fails its test"
)]

#[path = "common/stage.rs"]
mod stage;

use std::collections::BTreeMap;

use briefing::annotate::{
    Annotations, Entity, EntityId, Kind, Mention, Quote, QuoteKind, SourceKind, Speaker,
};
use briefing::document::Document;
use briefing::library::query::QueryError;
use briefing::library::search::snippet::Snippet;
use briefing::library::shelf::{Answer, Hit, Listed, Page, Searched, ShelfRow};
use briefing::library::store::{ArticleRow, Sort};
use briefing::text::Span;
use briefing::theme::{MONO, shipped, shipped_names};
use briefing::view::{DASHED, DOTTED, Glyphs};
use insta::assert_snapshot;
use jiff::civil::date;
use ratatui::style::Modifier;
use stage::Stage;

const BRIDGE: &str = "---
title: Brug bij Oldehaven blijft dicht
source: Streekblad
author: Joke Smit
date: 2026-05-04
lang: nl
---
De brug over de Zijlvaart blijft tot september gesloten. Dat heeft wethouder Annelies Kramer van Oldehaven dinsdag \
bekendgemaakt. Het ging om een \"tijdelijke\" maatregel.

## 'Kramer neemt geen risico'

Bij een inspectie vond Lijn Zeven roest in twee pijlers. \"We nemen geen enkel risico in Oldehaven\", zei Kramer in \
de raad.

## Omweg via Nieuwmeer

- Het verkeer moet omrijden via Nieuwmeer.
- Volgens vervoerder Lijn Zeven kost dat een kwartier.

> Een brug is zo sterk als haar zwakste pijler.
";

const QUAY: &str = "---
title: Port of Wexmouth opens second quay
source: Coast Post
date: 2026-05-02
lang: en
---
The port of Wexmouth opened its second quay on Saturday.

## Larger ships

\"This doubles what we can handle,\" said harbour master Ruth Ellery.
";

const EMPTY: &str = "";

/// Names, their kinds and roles.
const NAMES: [(&str, &str, Kind, Option<&str>); 6] = [
    ("Annelies Kramer", "Annelies Kramer", Kind::Person, Some("wethouder van Oldehaven")),
    ("Kramer", "Annelies Kramer", Kind::Person, None),
    ("Oldehaven", "Oldehaven", Kind::Place, None),
    ("Nieuwmeer", "Nieuwmeer", Kind::Place, None),
    ("Lijn Zeven", "Lijn Zeven", Kind::Organisation, Some("vervoerder")),
    ("Ruth Ellery", "Ruth Ellery", Kind::Person, Some("harbour master")),
];

/// Quotes by their words, and who said them.
const QUOTES: [(&str, QuoteKind, Option<&str>); 5] = [
    ("\"tijdelijke\"", QuoteKind::Scare, None),
    ("'Kramer neemt geen risico'", QuoteKind::Direct, None),
    ("\"We nemen geen enkel risico in Oldehaven\"", QuoteKind::Direct, Some("Annelies Kramer")),
    ("kost dat een kwartier", QuoteKind::Indirect, Some("Lijn Zeven")),
    ("\"This doubles what we can handle,\"", QuoteKind::Direct, Some("Ruth Ellery")),
];

/// Finds what the lists name, the longest names first.
fn listed(document: &Document) -> Annotations {
    let text = &document.text;
    let mut found: Vec<(Span, usize)> = Vec::new();
    for (index, (word, ..)) in NAMES.iter().enumerate() {
        for (at, _) in text.match_indices(word) {
            let span = Span::new(at, at + word.len());
            if found.iter().all(|(other, _)| !other.overlaps(span)) {
                found.push((span, index));
            }
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    let mut annotations = Annotations::default();
    let mut ids: BTreeMap<&str, u32> = BTreeMap::new();
    for (span, index) in found {
        let (_, name, kind, _) = NAMES[index];
        let id = *ids.entry(name).or_insert_with(|| {
            let role = NAMES.iter().find_map(|n| if n.1 == name { n.3 } else { None });
            let role = role.map(str::to_owned);
            annotations.entities.push(Entity { role, ..Entity::new(name.to_owned(), kind) });
            annotations.entities.len() as u32 - 1
        });
        annotations.entities[id as usize].mentions.push(annotations.mentions.len() as u32);
        annotations.mentions.push(Mention { span, kind, entity: EntityId(id) });
    }
    annotations.quotes = quotes(text, &ids);
    annotations
}

fn quotes(text: &str, ids: &BTreeMap<&str, u32>) -> Vec<Quote> {
    let found = QUOTES.iter().filter_map(|&(words, kind, speaker)| {
        let at = text.find(words)?;
        let speaker = speaker.map(|name| Speaker {
            name: name.to_owned(),
            mention: None,
            phrase: None,
            entity: ids.get(name).copied().map(EntityId),
        });
        let source = if speaker.is_some() { SourceKind::Named } else { SourceKind::None };
        let span = Span::new(at, at + words.len());
        Some(Quote { span, kind, speaker, cue: None, via: None, confidence: 1.0, source })
    });
    found.collect()
}

fn two(columns: u16, rows: u16) -> Stage {
    Stage::open(&[("brug.md", BRIDGE), ("quay.md", QUAY)], listed, (columns, rows))
}

/// How each cell of a row looks, one letter for a look, and what the letters stand for. Colours are left out: every
/// piece of information must be there without them.
fn looks(stage: &Stage, row: usize) -> String {
    let columns = usize::from(stage.buffer.area.width);
    let cells = &stage.buffer.content[row * columns..(row + 1) * columns];
    let names = [
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
        (Modifier::ITALIC, 'i'),
        (Modifier::UNDERLINED, 'u'),
        (Modifier::REVERSED, 'r'),
        (DOTTED, '.'),
        (DASHED, '-'),
    ];
    let mut out = String::new();
    let mut last = None;
    for cell in cells {
        if last != Some(cell.modifier) {
            let look: String =
                names.iter().filter(|(m, _)| cell.modifier.contains(*m)).map(|n| n.1).collect();
            out.push_str(&format!("<{look}>"));
            last = Some(cell.modifier);
        }
        out.push_str(cell.symbol());
    }
    out.trim_end().to_owned()
}

/// The row of the screen that holds a text.
fn row_of(stage: &Stage, text: &str) -> usize {
    let screen = stage.text();
    screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text:?} in\n{screen}"))
}

#[test]
fn the_first_screen_at_each_size() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (39, 9)] {
        assert_snapshot!(format!("first_{columns}x{rows}"), two(columns, rows).text());
    }
}

#[test]
fn reading_at_each_size() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        assert_snapshot!(format!("reading_{columns}x{rows}"), two(columns, rows).press("enter ]").text());
    }
}

#[test]
fn the_tabs_of_a_narrow_window() {
    for (key, name) in [("3", "entities"), ("4", "quotes")] {
        assert_snapshot!(format!("{name}_80x24"), two(80, 24).press(key).text());
        assert_snapshot!(format!("{name}_40x12"), two(40, 12).press(key).text());
    }
}

/// An article that fills two columns, with headings, wide letters and speech.
fn long() -> String {
    let paragraph = |i: usize| {
        format!(
            "Alinea {i}: de brug over de Zijlvaart blijft voorlopig dicht, en het verkeer rijdt om via Nieuwmeer. \
             \"We nemen geen enkel risico in Oldehaven\", zei Annelies Kramer. Op het bord stond 橋は閉鎖中 in het Japans.\n\n"
        )
    };
    let section = |i: usize| format!("## Deel {i}\n\n{}{}", paragraph(2 * i), paragraph(2 * i + 1));
    let head = "---\ntitle: Een lange dag bij de brug\nsource: Streekblad\ndate: 2026-05-04\nlang: nl\n---\n";
    format!("{head}{}", (0..14).map(section).collect::<String>())
}

#[test]
fn two_columns_in_a_wide_window() {
    let text = long();
    let mut stage = Stage::open(&[("lang.md", &text), ("quay.md", QUAY)], listed, (200, 60));
    assert_snapshot!("columns_200x60", stage.press("enter space w c").text());
    assert_snapshot!("columns_alone_200x60", stage.press("z j j j").text());
    assert_snapshot!("columns_hints_160x30", stage.resize(160, 30).press("f").text());
}

#[test]
fn the_text_alone() {
    assert_snapshot!(two(100, 30).press("enter z").text());
}

#[test]
fn the_outline() {
    assert_snapshot!(two(80, 24).press("enter o").text());
}

#[test]
fn the_keys() {
    let mut stage = two(100, 30);
    let text = stage.press("?").text();
    // The table of keys grows; its frame and its first rows are what this is about.
    assert_snapshot!(text.lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_a_command_does_is_said_in_whole() {
    let mut stage = two(80, 24);
    let text = stage.press(":").type_text("percent").text();
    assert!(text.contains("go-to-percent") && text.contains("the count before it"), "{text}");
}

#[test]
fn what_a_key_does_is_folded_not_cut() {
    let mut stage = two(80, 24);
    let help = stage.press("?").text();
    assert!(help.contains("the count before it"), "{help}");
    // From the keys on to the commands, without closing them first.
    assert!(stage.press(":").text().contains("Commands"));
    let keys = stage.press("esc x").text();
    assert!(keys.contains("at a quote") && keys.contains("again"), "{keys}");
    assert_snapshot!("pending_40x12", two(40, 12).press("x").text());
}

#[test]
fn the_picker_has_kinds_and_commands() {
    let mut stage = two(80, 24);
    let text = stage.press("enter ctrl-p").type_text("oldehaven").text();
    assert!(text.contains("place"), "{text}");
    let text = two(80, 24).press("enter ctrl-p").type_text("theme").text();
    assert!(text.contains("▸ pick-theme") && text.contains("Try the themes and choose one"), "{text}");
    assert_snapshot!("pick_40x12", two(40, 12).press("enter ctrl-p").text());
}

#[test]
fn a_search_while_it_is_typed() {
    let mut stage = two(80, 24);
    stage.theme = shipped(MONO).expect("the theme without colour");
    stage.press("enter /").type_text("kramer");
    assert_snapshot!(stage.text());
    stage.press("enter");
    assert_snapshot!("search_done", stage.text());
    assert_snapshot!("search_looks", looks(&stage, row_of(&stage, "neemt geen risico")));
}

#[test]
fn a_search_that_finds_nothing() {
    let mut stage = two(80, 24);
    stage.press("enter /").type_text("zebra").press("enter");
    assert_snapshot!(stage.text().lines().last().unwrap_or_default());
}

#[test]
fn an_entity_chosen_in_its_pane() {
    let mut stage = two(120, 30);
    stage.press("3 enter");
    assert_snapshot!("entity_card", stage.text());
    stage.press("q");
    assert_snapshot!(stage.text());
}

#[test]
fn overlaps_are_drawn_from_the_inside_out() {
    // An entity in a quote in a heading; an entity in direct speech; a scare quote. Without colour.
    let mut stage = two(100, 30);
    stage.theme = shipped(MONO).expect("the theme without colour");
    stage.draw();
    let rows = ["❯ 'Kramer", "\"We nemen", "in Oldehaven\"", "\"tijdelijke\"", "Annelies Kramer van"];
    let seen: Vec<String> = rows.iter().map(|text| looks(&stage, row_of(&stage, text))).collect();
    assert_snapshot!(seen.join("\n"));
}

#[test]
fn plain_letters_draw_all_of_it() {
    let mut stage = two(100, 30);
    stage.glyphs = Glyphs::ASCII;
    stage.press("2 o");
    let text = stage.text();
    let strange: String = text.chars().filter(|c| !c.is_ascii() && *c != '·').collect();
    assert!(strange.is_empty(), "{strange} in\n{text}");
    assert_snapshot!(text);
}

#[test]
fn nothing_to_read() {
    assert_snapshot!("no_articles", Stage::open(&[], listed, (80, 24)).text());
    assert_snapshot!("empty_article", Stage::open(&[("empty.txt", EMPTY)], listed, (80, 24)).text());
}

/// An article as the library knows it.
fn row(id: i64, day: i8, title: &str, source: &str, read: bool) -> ShelfRow {
    let row = ArticleRow {
        id,
        path: format!("/in/{id}.md").into(),
        title: title.into(),
        source: Some(source.into()),
        date: Some(date(2026, 5, day).at(9, 0, 0, 0)),
        words: 500,
        flags: u8::from(read),
        ..ArticleRow::default()
    };
    ShelfRow { row, tags: if id == 2 { vec!["haven".into()] } else { Vec::new() }, ..ShelfRow::default() }
}

fn rows() -> Vec<ShelfRow> {
    vec![
        row(1, 4, "Brug bij Oldehaven blijft dicht", "Streekblad", false),
        row(2, 4, "Port of Wexmouth opens second quay", "Coast Post", true),
        row(3, 2, "Omweg via Nieuwmeer kost een kwartier", "Lijnbode", false),
    ]
}

/// A reader whose list comes from a library of three articles, the newest first.
fn library(size: (u16, u16)) -> Stage {
    let mut stage = Stage::open(&[], listed, size);
    let catalogue = &mut stage.state.catalogue;
    (catalogue.open, catalogue.ready, catalogue.shown.grouped) = (true, true, true);
    catalogue.list.sort = Sort::Newest;
    stage.answer(Answer::Listed(Listed { total: 3, unread: 2, rows: rows(), ..Listed::default() }));
    stage
}

#[test]
fn a_list_of_the_library_has_its_days() {
    assert_snapshot!(library((80, 24)).press("1").text());
}

#[test]
fn a_search_in_the_library_at_each_size() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let mut stage = library(size);
        stage.press("*").type_text("brug");
        let snippet = Snippet {
            text:
                "De brug over de Zijlvaart blijft tot september gesloten. Dat heeft wethouder Annelies Kramer"
                    .into(),
            marks: std::iter::once(3..7).collect(),
            section: Some("Omweg via Nieuwmeer".into()),
            at: Span::new(3, 7),
        };
        let hit = |row| Hit { row, at: None, snippet: snippet.clone() };
        let hits = rows().into_iter().map(hit).collect();
        let number = 4;
        stage.answer(Answer::Searched(Searched { number, hits, total: 3, ..Searched::default() }));
        stage.press("down");
        assert_snapshot!(format!("search-{}x{}", size.0, size.1), stage.text());
    }
}

#[test]
fn a_search_that_cannot_be_read_shows_where() {
    let mut stage = library((80, 24));
    stage.press("*").type_text("brug persoon:x");
    let wrong = Some(QueryError { at: 5, len: 8, message: "there is no field `persoon`".into() });
    stage.answer(Answer::Searched(Searched { number: 14, wrong, ..Searched::default() }));
    assert_snapshot!(stage.text());
}

#[test]
fn a_story_has_its_timeline_and_its_articles() {
    let mut stage = library((80, 24));
    stage.answer(Answer::Page(Page::Story(rows().into_iter().rev().collect())));
    assert_snapshot!(stage.text());
}

#[test]
fn every_theme_draws_the_same_letters() {
    let mut stage = two(120, 40);
    let text = stage.press("enter e").text();
    for name in shipped_names() {
        stage.theme = shipped(name).expect("a shipped theme");
        stage.draw();
        assert_eq!(stage.text(), text, "{name}");
    }
}

#[test]
fn a_window_that_shrinks_and_grows_keeps_the_eye_where_it_was() {
    let mut stage = two(120, 12);
    stage.press("enter ]");
    let status = |stage: &Stage| stage.text().lines().last().unwrap_or_default().to_owned();
    let before = status(&stage);
    for (columns, rows) in [(44, 11), (39, 3), (1, 1), (200, 60), (120, 12)] {
        stage.resize(columns, rows);
    }
    assert!(stage.text().contains("❯ 'Kramer neemt geen risico'"), "{}", stage.text());
    assert_eq!(status(&stage).split('·').next(), before.split('·').next(), "the section the eye is in");
}

/// The screen as a letter for each look, and what the looks are.
fn style_map(stage: &Stage) -> String {
    let mut looks: Vec<ratatui::style::Style> = Vec::new();
    let mut map = String::new();
    for row in stage.buffer.content.chunks(usize::from(stage.buffer.area.width)) {
        let letters = row.iter().map(|cell| {
            let style = cell.style();
            let known = looks.iter().position(|look| *look == style);
            let at = known.unwrap_or_else(|| {
                looks.push(style);
                looks.len() - 1
            });
            char::from(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[at])
        });
        map.extend(letters.chain(['\n']));
    }
    let name = |at: usize| char::from(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[at]);
    let ink = |colour: Option<ratatui::style::Color>| colour.map_or("-".to_owned(), |c| c.to_string());
    for (at, look) in looks.iter().enumerate() {
        let bits = format!("{:?}", look.add_modifier)
            .replace("SLOW_BLINK", "dotted")
            .replace("RAPID_BLINK", "dashed");
        map.push_str(&format!("{} {} on {} {}\n", name(at), ink(look.fg), ink(look.bg), bits.to_lowercase()));
    }
    map
}

#[test]
fn each_theme_looks_as_it_did() {
    for name in shipped_names() {
        let mut stage = two(100, 16);
        stage.theme = shipped(name).expect("a shipped theme");
        stage.press("enter / r a a d enter e F q");
        let reading = style_map(&stage);
        stage.press("F q I");
        assert_snapshot!(
            format!("theme_{name}"),
            format!("reading\n{reading}\nthe card of an entity\n{}", style_map(&stage))
        );
    }
}

const JOURNEY: &str = "---
title: Van Nieuwmeer naar de zee
lang: nl
---
In Utrecht begint de reis, en in Utrecht houdt zij op.

## Heen

Utrecht ligt ver van de zee.
";

/// One place that is on the map of the world, and one that is not.
fn utrecht(document: &Document) -> Annotations {
    let mut annotations = Annotations::default();
    let mut entity = Entity::new("Utrecht".to_owned(), Kind::Place);
    for (at, word) in document.text.match_indices("Utrecht") {
        entity.mentions.push(annotations.mentions.len() as u32);
        let span = Span::new(at, at + word.len());
        annotations.mentions.push(Mention { span, kind: Kind::Place, entity: EntityId(0) });
    }
    annotations.entities.push(entity);
    annotations
}

#[test]
fn the_card_of_a_place_has_a_map() {
    let mut stage = Stage::open(&[("reis.md", JOURNEY)], utrecht, (100, 32));
    stage.press("2 e I");
    assert_snapshot!("place_card", stage.text());
    stage.glyphs = Glyphs::ASCII;
    stage.draw();
    let text = stage.text();
    assert!(text.chars().all(|c| c.is_ascii() || "·°…".contains(c)), "{text}");
    assert_snapshot!("place_card_ascii", text);
    stage.resize(40, 12);
    assert!(stage.text().contains("52° N, 5° E"), "{}", stage.text());
}

#[test]
fn quotes_by_speaker_show_where_each_speaks() {
    let mut stage = two(100, 24);
    stage.press("enter 4 ,");
    let text = stage.text();
    let shown: Vec<&str> = text.lines().skip(11).collect();
    assert_snapshot!(shown.join("\n"));
}
