//! The library in the reader: kept over sessions, listed, searched, changed in one go.

use std::path::PathBuf;

use crate::common::{LIMIT, Session, Start};
use crate::{BRIDGE, HARBOUR};

/// A second report of the bridge.
const BRIDGE_AGAIN: &str = "---
title: Omweg door dichte brug Oldehaven
source: Lijnbode
date: 2026-05-05
lang: nl
---
De brug over de Zijlvaart bij Oldehaven blijft dicht. \"We nemen geen enkel risico\", zei wethouder Annelies Kramer van \
Oldehaven opnieuw.
";

fn start() -> Start {
    let start = Start::program().article("in/brug.md", BRIDGE).article("in/haven.md", HARBOUR);
    start.article("in/omweg.md", BRIDGE_AGAIN).arg("in")
}

/// A reader whose library is made.
fn library(columns: u16, rows: u16) -> Session {
    let session = start().at(columns, rows);
    session.shows("3 unread");
    made(&session);
    session
}

/// Waits until the library answers: the list of folders can be shown then.
fn made(session: &Session) {
    let file: PathBuf = session.home.path().join("briefing/library.sqlite");
    let there = session.terminal.wait(LIMIT, |_| file.exists());
    assert!(there, "{}", session.text());
    session.press("L");
    session.press("l").shows("of 3 unread").press("q").rest();
}

#[test]
fn what_was_read_starred_and_tagged_is_there_in_the_next_session() {
    let first = library(120, 30);
    first.press("j enter").shows("Port of Wexmouth").press("s").shows("★");
    first.press("#").type_text("haven zee").press("enter").shows("#haven #zee");
    first.press("Q");
    first.end();
    let again = first.again();
    again.shows("2 unread").shows("★").shows("#haven #zee");
    again.press("1 L l").shows("Tagged").press("j j enter").shows("Starred").hides("Brug bij");
    again.press("esc").shows("Brug bij");
}

#[test]
fn a_search_lands_on_the_match_and_tells_what_is_wrong() {
    let session = library(100, 30);
    session.press("*").type_text("pijlers").shows("1 article").shows("Brug bij Oldehaven");
    session.press("enter").hides("Search the library").shows("pijlers");
    session.press("*").shows("pijlers").press("ctrl-u").type_text("by:kramer zijlvaart").shows("2 articles");
    session.press("ctrl-u").type_text("persoon:x").shows("there is no field `persoon`").shows("^^^^^^^^");
    session.press("esc").hides("Search the library");
}

#[test]
fn the_list_is_ordered_narrowed_and_changed_in_one_go() {
    let session = library(120, 30);
    session.press("1 ,").shows("the newest first").shows("Tuesday 5 May 2026");
    session.press("&").type_text("wexm").hides("Omweg door").press("enter").shows("Port of Wexmouth");
    session.press("esc").shows("Omweg door");
    session
        .press("L m")
        .shows("All 3 articles")
        .press("enter")
        .shows("articles marked as read")
        .shows("all read");
    session.press("U").shows("taken back").shows("unread");
}

#[test]
fn pages_of_a_name_and_of_a_speaker_lead_to_the_article() {
    let session = library(120, 40);
    session.press("j enter 1 k k enter");
    session.press("L e").type_text("Kramer").press("enter").shows("named").shows("Roles");
    session.press("esc").press("L c").type_text("Annelies Kramer").press("enter").shows("said · ");
    session.shows("first visit").press("enter").hides("first visit");
}

#[test]
fn nothing_is_kept_where_the_reader_is_told_so() {
    let config = "[library]\nkeep = false\n";
    let session = start().article("briefing/config.toml", config).at(100, 24);
    session.shows("3 unread").press("*").shows("a folder that you open is a library").rest();
    assert!(!session.home.path().join("briefing/library.sqlite").exists());
}

#[test]
fn a_card_leads_on_to_the_page_of_its_entity() {
    let session = library(120, 40);
    session.press("enter e I").shows("Named").press("L e").shows("named").shows("Named together with");
}

#[test]
fn a_store_that_cannot_be_made_is_told_of_and_reading_goes_on() {
    // A file stands where the data folder should be.
    let session = Start::program().article("in/brug.md", BRIDGE).article("data", "in the way");
    let data = session.home().join("data");
    let session = session.env("XDG_DATA_HOME", &data.to_string_lossy()).arg("in").at(120, 24);
    session.shows("Zijlvaart").press("*").shows("nothing is kept: ");
}
