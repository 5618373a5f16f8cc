//! Articles and configuration that change on disk while they are read.

use crate::common::pty::Seen;
use crate::common::{Session, Start};
use crate::{BRIDGE, HARBOUR, first_word, numbered};

fn write(session: &Session, name: &str, text: &str) {
    std::fs::write(session.home.path().join(name), text).unwrap();
}

#[test]
fn an_article_that_changes_is_read_again_at_the_same_words() {
    let start = Start::program().article("n.md", numbered(4000));
    let session = start.arg("n.md").at(80, 24);
    session.shows("w00001").rest();
    session.press("d d d d d d");
    let place = first_word(&session);
    let (head, body) =
        numbered(4000).split_once("w00001").map(|(h, b)| (h.to_owned(), b.to_owned())).unwrap();
    write(
        &session,
        "n.md",
        &format!("{head}Een nieuwe alinea aan het begin.\n\nw00001{body}\n\nEn dit slot is nieuw.\n"),
    );
    std::thread::sleep(std::time::Duration::from_millis(1500));
    session.rest();
    assert_eq!(first_word(&session), place, "{}", session.text());
    session.press("G").shows("dit slot is nieuw");
    session.press("g").shows("Een nieuwe alinea aan het begin");
}

#[test]
fn articles_come_and_go() {
    let session = Start::program().article("in/brug.md", BRIDGE).arg("in").at(120, 40);
    session.shows("Brug bij Oldehaven").rest();
    write(&session, "in/quay.md", HARBOUR);
    session.shows("Port of Wexmouth");
    std::fs::remove_file(session.home.path().join("in/quay.md")).unwrap();
    session.hides("Port of Wexmouth");
    session.press("j").shows("De brug over de Zijlvaart");
    session.terminal.type_bytes(b"Q").unwrap();
    assert!(session.end().success());
}

#[test]
fn an_editor_that_writes_a_new_file_and_renames_it_is_followed_too() {
    let session = Start::program().article("a.md", BRIDGE).arg("a.md").at(80, 24);
    session.shows("De brug over de Zijlvaart").rest();
    for text in ["Eerste", "Tweede"] {
        write(&session, "a.md~", &BRIDGE.replace("De brug over", &format!("{text} brug over")));
        let at = |name: &str| session.home.path().join(name);
        std::fs::rename(at("a.md~"), at("a.md")).unwrap();
        session.shows(&format!("{text} brug over de Zijlvaart")).rest();
    }
}

#[test]
fn corrections_written_by_hand_take_hold_at_once() {
    let start = Start::program().article("brug.md", BRIDGE).article("briefing/rules.txt", "# mine\n");
    let session = start.arg("brug.md").at(40, 20);
    session.shows("Oldehaven").rest();
    session.press("3").shows("Annelies Kramer");
    std::fs::write(session.home.path().join("briefing/rules.txt"), "reject \"Annelies Kramer\"\n").unwrap();
    session.hides("Annelies Kramer");
}

#[test]
fn what_came_through_a_pipe_stays_when_the_articles_are_read_again() {
    let start = Start::shell("printf 'Karin Jansen zei het.' | \"$0\" - b.md \"$@\"").article("b.md", BRIDGE);
    let session = start.at(100, 20);
    session.shows("Karin Jansen zei het").rest();
    session.press("R");
    // What is on no disk comes last when the list has been made anew.
    let anew =
        |seen: &Seen| seen.parser.screen().contents().lines().nth(2).is_some_and(|l| l.contains("Brug"));
    assert!(session.terminal.wait(std::time::Duration::from_secs(20), anew), "{}", session.text());
    session.press("K").shows("De brug over de Zijlvaart").rest();
    session.press("J").shows("Karin Jansen zei het");
}
