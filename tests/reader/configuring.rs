//! The reader's own configuration: a mistake is told with its place, a change is taken in while reading.

use crate::BRIDGE;
use crate::common::{Start, holds};

const CONFIG: &str = "briefing/config.toml";

#[test]
fn a_mistake_is_shown_with_its_place_and_the_defaults_are_offered() {
    let start = Start::program().article("a.md", BRIDGE).article(CONFIG, "[reading]\nwidht = 50\n");
    let session = start.arg("a.md").at(100, 30);
    session.shows("config.toml:2:1").shows("widht = 50").shows("^");
    assert!(!holds(&session.raw(), b"\x1b[?1049h"), "before the screen is taken");
    session.terminal.type_bytes(b"\r").unwrap();
    session.shows("De brug over de Zijlvaart").rest();
    session.press("P").shows("widht");
    session.press("esc");
    session.terminal.type_bytes(b"Q").unwrap();
    assert!(session.end().success());
}

#[test]
fn the_width_comes_from_the_users_file_and_changes_with_it() {
    let start =
        Start::program().article("a.md", BRIDGE).article(CONFIG, "[reading]\nwidth = 30\ncolumns = 1\n");
    let session = start.arg("a.md").at(160, 30);
    session.shows("De brug over de Zijlvaart").rest();
    let columns = |session: &crate::common::Session| {
        let rows = session.rows();
        let row = rows.iter().find(|row| row.contains("De brug over")).cloned().unwrap_or_default();
        row.split(['│', '▎']).find(|part| part.contains("De brug")).unwrap_or_default().trim().chars().count()
    };
    assert!(columns(&session) <= 30, "{}", session.text());
    std::fs::write(session.home.path().join(CONFIG), "[reading]\nwidth = 60\ncolumns = 1\n").unwrap();
    session.shows("configuration is in force").rest();
    assert!((31..=60).contains(&columns(&session)), "{}", session.text());
    std::fs::write(session.home.path().join(CONFIG), "[reading]\nwidth = \"wide\"\n").unwrap();
    session.shows("config.toml:2").rest();
    assert!((31..=60).contains(&columns(&session)), "the running one is kept:\n{}", session.text());
}
