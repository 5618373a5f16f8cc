//! Whole screens, drawn into a buffer.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Glyphs, Look, draw, links};
use crate::annotate::annotate;
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::geometry::Side;
use crate::app::overlay::{Menu, MenuKind, Overlay, Row, Tone};
use crate::app::state::{Options, State};
use crate::app::update;
use crate::command::{Keymap, Preset};
use crate::document::Format;
use crate::language::detect;
use crate::library::Article;
use crate::library::scan::Source;
use crate::theme::{Mode, Theme, shipped, shipped_names};

const TEXT: &str = "---\ntitle: Brug bij Oldehaven blijft dicht\nsource: Streekblad\ndate: 2026-05-04\nlang: nl\n---\n\
    De brug over de Zijlvaart blijft tot september gesloten. Dat heeft wethouder Annelies Kramer van Oldehaven \
    dinsdag bekendgemaakt in [de raad](https://voorbeeld.nl/raad).\n\n## Roest in de pijlers\n\n\
    \"We nemen geen enkel risico\", zei Kramer in de raad. \"Veiligheid gaat voor.\"\n\n- Een punt\n";

fn open(size: (u16, u16), options: Options) -> State {
    let source = Source { path: "brug.md".into(), format: Format::Markdown, held: None, stamp: None };
    let mut state = State::new(vec![source.clone()], Vec::new(), options, size);
    update::start(&mut state);
    let document = detect::load(TEXT.as_bytes(), Format::Markdown);
    let annotations = Arc::new(annotate(&document));
    let generation = state.list.open.map_or(0, |o| o.generation);
    update::opened(&mut state, generation, Ok(Article::new(source, document)));
    update::annotated(&mut state, generation, annotations);
    state
}

fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    let keymap = Keymap::defaults(Preset::Vim);
    keys.split(' ').flat_map(|k| update::key(state, &keymap, k.parse().expect("a key"))).collect()
}

fn buffer(state: &State, theme: &Theme, glyphs: &Glyphs) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.screen.width, state.screen.height));
    let keymap = Keymap::defaults(Preset::Vim);
    draw(state, Look { theme, keymap: &keymap, glyphs }, &mut buffer);
    buffer
}

fn picture(state: &State, glyphs: &Glyphs) -> Vec<String> {
    let buffer = buffer(state, &Theme::plain(), glyphs);
    let columns = buffer.area.width as usize;
    buffer.content.chunks(columns).map(|row| row.iter().map(|c| c.symbol()).collect()).collect()
}

#[test]
fn with_ascii_glyphs_nothing_else_is_drawn() {
    for size in [(120, 40), (80, 24), (40, 10), (30, 5)] {
        for keys in ["2", "1", "3", "4", "?", "o", ":", "/ x", "=", "I", "w", "3 x", "P"] {
            let mut state = open(size, Options::default());
            press(&mut state, keys);
            let picture = picture(&state, &Glyphs::ASCII).join("\n");
            assert!(picture.is_ascii(), "{size:?} {keys}:\n{picture}");
        }
    }
}

#[test]
fn mentions_over_time_are_drawn_with_ascii_glyphs_too() {
    let mut state = open((80, 24), Options::default());
    let rows = vec![Row::text("·▁▄█", Tone::Key), Row::text("2024  ████", Tone::Plain)];
    state.overlay = Overlay::Menu(Menu::new(MenuKind::Page, "Anna Jansen", rows));
    let picture = picture(&state, &Glyphs::ASCII).join("\n");
    assert!(picture.is_ascii() && picture.contains("-148") && picture.contains("2024  8888"), "{picture}");
}

#[test]
fn what_may_follow_is_shown_until_the_sequence_ends() {
    for size in [(120, 40), (80, 24), (40, 10)] {
        let mut state = open(size, Options::default());
        press(&mut state, "w");
        let shown = picture(&state, &Glyphs::UNICODE).join("\n");
        assert!(shown.contains("l  Show or hide the list"), "{size:?}\n{shown}");
        press(&mut state, "esc");
        assert!(!picture(&state, &Glyphs::UNICODE).join("\n").contains("Show or hide"), "{size:?}");
    }
}

/// The column, row and symbol of what is drawn in the article's column.
fn letters(state: &State) -> Vec<(usize, usize, String)> {
    let column = state.screen.geometry.text;
    let buffer = buffer(state, &Theme::plain(), &Glyphs::UNICODE);
    let cells = (0..column.height).flat_map(|y| (0..column.width).map(move |x| (x, y)));
    cells
        .map(|(x, y)| (x as usize, y as usize, buffer[(column.x + x, column.y + y)].symbol().to_string()))
        .collect()
}

#[test]
fn what_is_drawn_is_what_is_clicked_also_in_stretched_lines() {
    for justified in [false, true] {
        let state = open((120, 40), Options { justified, ..Options::default() });
        let reader = state.reader.as_ref().expect("an article is open");
        let mut found = 0;
        for (column, row, symbol) in letters(&state) {
            if let Some(offset) = reader.offset_at(row, column) {
                assert!(reader.document().text[offset..].starts_with(&symbol), "{column},{row} {symbol:?}");
                found += 1;
            }
        }
        assert!(found > 200, "{found}");
    }
}

#[test]
fn a_justified_paragraph_has_a_straight_edge() {
    let options = Options { justified: true, ..Options::default() };
    let state = open(
        (120, 40),
        Options { panes: crate::app::geometry::PaneOptions { column: 40, ..options.panes }, ..options },
    );
    let text = state.screen.geometry.text;
    let lines: Vec<String> = picture(&state, &Glyphs::UNICODE)
        .iter()
        .map(|l| {
            l.chars()
                .skip(text.x as usize)
                .take(text.width as usize)
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect();
    let first = lines.iter().position(|l| l.starts_with("De ")).expect("the first line");
    for line in &lines[first..first + 3] {
        assert_eq!(line.chars().count(), 40, "{line}");
    }
}

#[test]
fn a_link_knows_its_cells() {
    let state = open((120, 40), Options::default());
    let found = links(&state);
    assert!(!found.is_empty() && found.iter().all(|l| l.target == "https://voorbeeld.nl/raad"), "{found:?}");
    let rows = picture(&state, &Glyphs::UNICODE);
    let word = |l: &super::LinkArea| -> String {
        rows[l.y as usize].chars().skip(l.x as usize).take(l.columns as usize).collect()
    };
    assert_eq!(found.iter().map(word).collect::<Vec<_>>().join(" ").trim(), "de raad");
    let mut state = state;
    press(&mut state, "?");
    assert!(links(&state).is_empty());
}

#[test]
fn themes_are_tried_and_put_back() {
    let mut state = open((80, 24), Options::default());
    assert_eq!(press(&mut state, "t"), [Effect::Themes]);
    let themes: Vec<Theme> = shipped_names().filter_map(shipped).collect();
    update::themes(&mut state, &themes, "lamplight");
    assert_eq!(update::tried(&state), Some(2));
    press(&mut state, "j");
    assert_eq!(update::tried(&state), Some(3));
    press(&mut state, "esc");
    assert_eq!(update::tried(&state), None);
    update::themes(&mut state, &themes, "lamplight");
    assert_eq!(press(&mut state, "j enter"), [Effect::KeepTheme(3)]);
    update::theme_kept(&mut state, &themes[3], Mode::Dark);
    let said = state.notices.message.expect("a message").text;
    assert!(said.contains("dark = \"harbour\""), "{said}");
}

#[test]
fn every_theme_draws_the_same_words() {
    let state = open((120, 40), Options::default());
    let words = |theme: &Theme| -> String {
        buffer(&state, theme, &Glyphs::UNICODE).content.iter().map(|c| c.symbol().to_owned()).collect()
    };
    let plain = words(&Theme::plain());
    for theme in shipped_names().filter_map(shipped) {
        assert_eq!(words(&theme), plain, "{}", theme.name);
    }
}

#[test]
fn panes_can_stand_on_the_left_and_be_hidden_one_by_one() {
    let mut options = Options::default();
    options.panes.entities.side = Side::Left;
    options.panes.entities.rank = 1;
    let mut state = open((120, 40), options);
    let rows = picture(&state, &Glyphs::UNICODE);
    assert!(rows.iter().any(|r| r.contains('┤')), "{}", rows.join("\n"));
    press(&mut state, "w q");
    let geometry = &state.screen.geometry;
    assert!(geometry.quotes.is_none() && geometry.entities.is_some());
    press(&mut state, "tab tab tab");
    assert_ne!(state.screen.focus, Pane::Quotes, "tab passes over a hidden pane");
}
