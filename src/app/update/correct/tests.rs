//! Corrections made by the keys a reader types.

use crate::annotate::QuoteKind;
use crate::annotate::rules::{Edit, parse};
use crate::app::effect::Effect;
use crate::app::testing::Desk;
use crate::app::update::rules_kept;
use crate::library::rules::RulesFile;

const ALL: [&str; 4] = [">PER Karin Jansen 2", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"];

/// Types keys in the entities pane; then the rules and the pane's rows are these.
fn check(keys: &[&str], rules: &str, rows: &[&str]) -> Desk {
    let mut desk = Desk::new();
    desk.keys("3");
    assert_eq!(desk.entities(), ALL);
    for typed in keys {
        match typed.strip_prefix('"') {
            Some(text) => desk.text(text),
            None => desk.keys(typed),
        };
    }
    assert_eq!(desk.state.rulebook.rules.to_string().trim_end(), rules, "{}", desk.said());
    assert_eq!(desk.entities(), rows, "{rules}");
    desk
}

#[test]
fn entities_are_corrected_by_keys() {
    check(
        &["j x x"],
        "reject \"Tass\" in \"ochtend.txt\"",
        &["PER Karin Jansen 2", ">LOC Oldehaven 1", "ORG Raad 2"],
    );
    check(
        &["j x t", "j enter"],
        "retype \"Tass\" as ORG in \"ochtend.txt\"",
        &["PER Karin Jansen 2", ">LOC Oldehaven 1", "ORG Raad 2", "ORG Tass 1"],
    );
    check(
        &["j x m", "\"raa", "enter"],
        "merge \"Tass\" into \"Raad\" in \"ochtend.txt\"",
        &["PER Karin Jansen 2", ">LOC Oldehaven 1", "ORG Raad 3"],
    );
    check(
        &["x s", "\"jansen", "down enter", "enter"],
        "split \"Jansen\" from \"Karin Jansen\" in \"ochtend.txt\"",
        &[">PER Karin Jansen 1", "PER Jansen 1", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"],
    );
    check(
        &["x s down enter", "\"another", "enter ctrl-u", "\"Piet Jansen", "enter"],
        "split \"Jansen\" from \"Karin Jansen\" to \"Piet Jansen\" in \"ochtend.txt\"",
        &[">PER Karin Jansen 1", "PER Piet Jansen 1", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"],
    );
    check(
        &["x n ctrl-u", "\"K. Jansen", "enter"],
        "rename \"Karin Jansen\" to \"K. Jansen\" in \"ochtend.txt\"",
        &[">PER K. Jansen 2", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"],
    );
}

#[test]
fn a_correction_is_left_or_changes_nothing() {
    check(&["x t esc"], "", &ALL);
    check(&["x n esc"], "", &ALL);
    check(&["x n enter"], "", &ALL);
    check(&["x t enter"], "", &ALL);
    let desk = check(&["j x s"], "", &["PER Karin Jansen 2", ">LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"]);
    assert_eq!(desk.said(), "Tass is written in one way only; there is nothing to split");
}

#[test]
fn corrections_are_taken_back_made_again_and_widened_across_articles() {
    let mut desk = check(
        &["G x x"],
        "reject \"Raad\" in \"ochtend.txt\"",
        &["PER Karin Jansen 2", "LOC Tass 1", ">LOC Oldehaven 1"],
    );
    assert_eq!(desk.said(), "“Raad” is no entity, in this article · x a for all articles · U takes it back");
    desk.keys("J 3");
    assert_eq!(desk.entities().len(), 4, "the other article keeps it");
    desk.keys("x a");
    assert_eq!(desk.entities().len(), 3);
    assert_eq!(desk.said(), "“Raad” is no entity, in all articles");
    desk.keys("x a");
    assert_eq!(desk.said(), "“Raad” is no entity, in ochtend.txt");
    assert_eq!(desk.entities().len(), 4);
    desk.keys("U U U");
    assert_eq!(desk.state.rulebook.rules.to_string(), "", "three steps back");
    desk.keys("U");
    assert_eq!(desk.said(), "nothing to take back");
    desk.keys("ctrl-r");
    assert_eq!(desk.said(), "made again: “Raad” is no entity, in ochtend.txt");
    let rule = parse("reject \"Raad\" in \"ochtend.txt\"").0.rules().next().cloned().unwrap();
    assert_eq!(desk.effects, [Effect::Rules(Edit::adding(rule))]);
    desk.keys("K");
    assert_eq!(desk.entities().len(), 3);
}

#[test]
fn quotes_are_corrected_by_keys() {
    let check = |keys: &[&str], rules: &str, expected: &[(&str, QuoteKind)]| {
        let mut desk = Desk::new();
        desk.keys("4 g");
        for typed in keys {
            match typed.strip_prefix('"') {
                Some(text) => desk.text(text),
                None => desk.keys(typed),
            };
        }
        assert_eq!(desk.state.rulebook.rules.to_string().trim_end(), rules, "{}", desk.said());
        let quotes = &desk.state.reader.as_ref().unwrap().annotations().quotes;
        let shown = |q: usize| {
            let quote = &quotes[q];
            (quote.speaker.as_ref().map_or("-", |s| s.name.as_str()), quote.kind)
        };
        let rows = desk.state.quotes.rows.iter().map(|row| shown(row.quote));
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{rules}");
    };
    let (direct, indirect) = (QuoteKind::Direct, QuoteKind::Indirect);
    let (jansen, tass, insider) = (("Karin Jansen", direct), ("Tass", indirect), ("ingewijde", direct));
    check(&["x x"], "unquote \"Het is te laat\" in \"ochtend.txt\"", &[tass, insider]);
    check(&["x s"], "scare \"Het is te laat\" in \"ochtend.txt\"", &[tass, insider]);
    check(&["j x d"], "", &[jansen, tass, insider]);
    check(&["a a a x d a"], "speech \"veilig\" in \"ochtend.txt\"", &[jansen, tass, ("-", direct), insider]);
    check(
        &["x p", "\"nobody", "enter"],
        "speaker \"Het is te laat\" is nobody in \"ochtend.txt\"",
        &[("-", direct), tass, insider],
    );
    check(
        &["G x p", "\"raad", "enter"],
        "speaker \"Wij weten van niets\" is \"Raad\" in \"ochtend.txt\"",
        &[jansen, tass, ("Raad", direct)],
    );
    check(
        &["G x p", "\"bode", "enter", "enter"],
        "speaker \"Wij weten van niets\" is \"bode\" in \"ochtend.txt\"",
        &[jansen, tass, ("bode", direct)],
    );
}

#[test]
fn lines_written_by_hand_take_hold_and_a_failure_is_told() {
    let mut desk = Desk::new();
    desk.keys("3 x x");
    let by_hand = "reject \"Tass\"\nreject \"Karin Jansen\" in \"ochtend.txt\"";
    let file = RulesFile { rules: parse(by_hand).0, problems: vec!["rules.txt:1:1: no".into()] };
    rules_kept(&mut desk.state, Ok(file));
    assert_eq!(desk.entities(), [">LOC Oldehaven 1", "ORG Raad 2"]);
    desk.keys("P");
    let crate::app::overlay::Overlay::Menu(menu) = &desk.state.overlay else { panic!("no page") };
    assert_eq!(menu.rows[0].left, "rules.txt:1:1: no");
    desk.keys("esc x x");
    rules_kept(&mut desk.state, Err("rules.txt: read-only".into()));
    assert_eq!(desk.said(), "the correction is not kept: rules.txt: read-only");
    assert_eq!(desk.entities(), [">ORG Raad 2"], "it holds for now all the same");
}

#[test]
fn the_eye_and_the_chosen_entity_stay() {
    let mut desk = Desk::new();
    desk.keys("3 G e");
    let place = desk.state.reader.as_mut().unwrap().place();
    desk.keys("3 x n").text(" van Oldehaven").keys("enter");
    let reader = desk.state.reader.as_mut().unwrap();
    assert_eq!(reader.place(), place);
    let chosen = reader.chosen.and_then(|id| reader.annotations().entity(id)).map(|e| e.name.clone());
    assert_eq!(chosen.as_deref(), Some("Raad van Oldehaven"));
}

#[test]
fn in_the_text_the_keys_mean_what_was_gone_to() {
    let mut desk = Desk::new();
    desk.keys("2 c x x");
    assert_eq!(desk.said().split(" · ").next(), Some("“Het is te laat” is no quote, in this article"));
    desk.keys("U g e e x x");
    assert_eq!(desk.said().split(" · ").next(), Some("“Raad” is no entity, in this article"));
}

#[test]
fn nothing_is_corrected_in_a_window_too_small_to_see_it() {
    let mut desk = Desk::new();
    desk.keys("2 e");
    crate::app::update::resize(&mut desk.state, 20, 5);
    desk.keys("x x j ] G");
    assert_eq!(desk.state.rulebook.rules.rules().count(), 0);
    let eye = desk.state.reader.as_ref().unwrap().eye;
    crate::app::update::resize(&mut desk.state, 120, 40);
    assert_eq!(desk.state.reader.as_ref().unwrap().eye, eye);
    crate::app::update::resize(&mut desk.state, 20, 5);
    desk.keys("Q");
    assert_eq!(desk.effects, [crate::app::effect::Effect::Quit]);
}
