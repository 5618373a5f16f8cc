//! Text and files handed to other programs, and text selected with the mouse.

use crate::common::{Session, Start, holds};
use crate::{BRIDGE, two_articles};

/// A reader whose clipboard is a file, and whose editor is a script.
fn with_programs(config: &str) -> Session {
    let start = Start::program().article("brug.md", BRIDGE).article("config.toml", config);
    let start = start
        .article("editor.sh", "printf 'editor at %s %s\\n' \"$1\" \"$2\"; read answer; echo $answer >keys\n");
    let session = start.arg("--config").arg("config.toml").arg("brug.md").at(120, 40);
    session.shows("Oldehaven").shows("Kramer").rest();
    session
}

fn read(session: &Session, name: &str) -> String {
    std::fs::read_to_string(session.home.path().join(name)).unwrap_or_default()
}

#[test]
fn a_selection_reaches_the_clipboards_command_without_wraps() {
    let session = with_programs("[copy]\ncommand = [\"tee\", \"clip\"]\n");
    session.press("V y").shows("selection copied with tee");
    let clip = read(&session, "clip");
    assert!(clip.starts_with("De brug over") && clip.ends_with("bekendgemaakt."), "{clip:?}");
    assert!(!clip.contains('\n'));
    session.press("4 Y").shows("citation copied with tee");
    let clip = read(&session, "clip");
    assert!(clip.starts_with("“We nemen geen enkel risico") && clip.contains("Kramer"), "{clip}");
    assert!(clip.contains("Streekblad, “Brug bij Oldehaven blijft dicht”, 2026-05-04"), "{clip}");
}

#[test]
fn the_mouse_selects_and_the_terminal_is_asked_when_there_is_no_program() {
    let session = two_articles(120, 40);
    let (row, column) = session.find("brug over").unwrap();
    session.click(row, column);
    session.terminal.type_bytes(format!("\x1b[<32;{};{}M", column + 4, row + 1).as_bytes()).unwrap();
    session.terminal.type_bytes(format!("\x1b[<0;{};{}m", column + 4, row + 1).as_bytes()).unwrap();
    session.shows("selected: y copies");
    session.press("y").shows("selection sent to the terminal's clipboard (OSC 52)");
    assert!(holds(&session.raw(), b"\x1b]52;c;YnJ1Zw==\x07"), "brug");
}

#[test]
fn a_command_gets_the_article_and_its_output_is_shown() {
    let session = with_programs("");
    session.press("|").type_text("grep -c Kramer").press("enter").shows(" grep -c Kramer ");
    session.press("esc |").type_text("no-such-program-here").press("enter");
    session.shows("no-such-program-here: no such program");
}

#[test]
fn the_editor_has_the_terminal_and_its_keys_for_itself() {
    let session = with_programs("[tools]\neditor = [\"sh\", \"editor.sh\", \"{line}\", \"{file}\"]\n");
    session.press("/").type_text("Nieuwmeer").press("enter");
    session.terminal.type_bytes(b"S").unwrap();
    session.shows("editor at 13 ").shows("/brug.md");
    assert!(!session.terminal.screen().alternate_screen());
    session.terminal.type_bytes(b"jjqQ").unwrap();
    session.terminal.type_bytes(b"\r").unwrap();
    session.until("back", |seen| seen.parser.screen().alternate_screen()).shows("Oldehaven").rest();
    assert_eq!(read(&session, "keys"), "jjqQ\n");
    session.press("?").shows("Keys");
}
