//! Keys and mouse.

use crate::common::Start;
use crate::{first_word, numbered, two_articles};

#[test]
fn search_matches_while_it_is_typed_and_comes_back() {
    let session = Start::program().article("n.md", numbered(4000)).arg("n.md").at(80, 24);
    session.shows("w00001").rest();
    session.press("/ w 0 3 2 1").shows("w03210");
    session.press("esc").shows("w00001");
    session.press("/ w 0 2 5 0 0 enter").shows("w02500").hides("w00001");
    session.press("esc").press("alt-left").shows("w00001");
    session.press("/ z z z z enter").shows("not found: zzzz").shows("w00001");
}

#[test]
fn n_goes_from_match_to_match() {
    let session = two_articles(120, 40);
    session.press("enter").press("/");
    session.type_text("kramer").press("enter");
    let second = session.press("n").text();
    let third = session.press("n").text();
    assert_ne!(second, third, "the position of the match is shown");
    session.press("N");
    assert_eq!(session.text(), second);
}

#[test]
fn the_outline_jumps_to_a_section() {
    let session = two_articles(80, 24);
    session.press("enter").press("o").shows("Outline").shows("Omweg via Nieuwmeer");
    session.press("G").press("enter").hides("Outline");
    session.shows("Omweg via Nieuwmeer");
    let status = session.rows().pop().unwrap_or_default();
    assert!(status.contains("Omweg") || status.contains("2/2"), "{status}");
}

#[test]
fn sections_are_stepped_through() {
    let session = two_articles(80, 12);
    session.press("enter").press("]");
    assert!(session.rows()[11].contains("1/2"), "{}", session.text());
    session.press("]");
    assert!(session.rows()[11].contains("2/2"), "{}", session.text());
    session.press("[").press("[");
    assert!(!session.rows()[11].contains("2/2"), "{}", session.text());
}

#[test]
fn help_shows_the_keys_and_scrolls() {
    let session = two_articles(80, 24);
    session.press("?").shows("Keys").shows("Moving");
    let top = session.text();
    session.press("G");
    assert_ne!(session.text(), top, "help scrolls");
    session.press("esc").hides("Moving");
}

#[test]
fn an_unbound_key_says_where_help_is() {
    let session = two_articles(80, 24);
    session.press("ctrl-t").shows("not bound").shows("?");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let session = Start::program().article("n.md", numbered(4000)).arg("n.md").at(120, 40);
    session.shows("w00001").rest();
    let (row, column) = session.find("w00001").unwrap();
    session.wheel(true, row + 3, column).wheel(true, row + 3, column).wheel(true, row + 3, column);
    let (word, _) = first_word(&session).unwrap();
    assert_ne!(word, "w00001");
    for _ in 0..6 {
        session.wheel(false, row + 3, column);
    }
    session.shows("w00001");
}

#[test]
fn a_click_chooses_an_article() {
    let session = two_articles(120, 40);
    let (row, column) = session.find("Port of Wexmouth").unwrap();
    session.click(row, column).shows("This doubles");
}

#[test]
fn home_end_and_pages_always_work() {
    let session = Start::program().article("n.md", numbered(4000)).arg("n.md").at(80, 24);
    session.shows("w00001").rest();
    session.press("end").shows("w04000").shows("100%");
    session.press("home").shows("w00001");
    session.press("pagedown").hides("w00001");
    session.press("pageup").shows("w00001");
    session.press("5 0 %").hides("w00001");
    session.press("alt-left").shows("w00001");
}

#[test]
fn each_article_reopens_where_it_was_left() {
    let start = Start::program().article("a.md", numbered(4000)).article("b.md", crate::HARBOUR);
    let session = start.arg(".").at(80, 24);
    session.shows("Numbers").rest();
    session.press("enter").press("d d d d d");
    let place = first_word(&session);
    session.press("J").shows("This doubles");
    session.press("K").hides("This doubles").rest();
    assert_eq!(first_word(&session), place);
}

#[test]
fn pasted_text_is_no_command() {
    let session = two_articles(80, 24);
    session.terminal.type_bytes(b"\x1b[200~QQQqqq\x1b[201~").unwrap();
    session.rest();
    session.press("/");
    session.terminal.type_bytes(b"\x1b[200~Kra\x1b[31mmer\x1b[201~").unwrap();
    session.rest();
    session.shows("Kra").press("esc");
}

#[test]
fn help_scrolls_back_up_from_its_end() {
    let session = two_articles(80, 24);
    session.press("?").press("G");
    let end = session.text();
    session.press("k");
    assert_ne!(session.text(), end);
}

#[test]
fn one_key_goes_back_over_a_search_that_found_nothing() {
    let session = Start::program().article("n.md", numbered(4000)).arg("n.md").at(80, 24);
    session.shows("w00001").rest();
    session
        .press("/")
        .type_text("w02500")
        .press("enter")
        .press("/")
        .type_text("zzzz")
        .press("enter")
        .press("esc");
    session.press("alt-left").shows("w00001");
}
