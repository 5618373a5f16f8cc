//! What is kept from one session to the next, also when the first is killed.

use crate::common::{Session, Start, holds};
use crate::{first_word, numbered};

/// Two readers one after the other in the same home; the first leaves its process number in a file.
fn twice(config: &str) -> Session {
    let script = r#"sh -c 'echo $$ >pid; exec "$0" "$@"' "$0" "$@"; stty sane; echo "first over"; read go; "$0" "$@"; read rest"#;
    let start = Start::shell(script).article("a.md", numbered(4000)).article("b.md", numbered(400));
    let start = start.article("briefing/config.toml", config).arg("a.md").arg("b.md");
    let session = start.at(80, 24);
    session.shows("w00001").rest();
    session
}

fn kept(session: &Session) -> String {
    std::fs::read_to_string(session.home.path().join("briefing/session.json")).unwrap_or_default()
}

fn kill(session: &Session) {
    let pid = std::fs::read_to_string(session.home.path().join("pid")).unwrap();
    let killed = std::process::Command::new("kill").args(["-9", pid.trim()]).status().unwrap();
    assert!(killed.success());
    session.until("over", |seen| holds(&seen.raw, b"first over"));
}

#[test]
fn a_place_a_mark_and_the_way_back_outlive_a_kill() {
    let session = twice("");
    session.press("2 space space m a space G space b b d");
    let place = first_word(&session).unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !kept(&session).contains(&place.0) {
        assert!(std::time::Instant::now() < deadline, "{place:?} is not kept:\n{}", kept(&session));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    kill(&session);
    session.terminal.type_bytes(b"\r").unwrap();
    session.until("again", |seen| seen.parser.screen().contents().contains(&place.0));
    session.rest();
    assert_eq!(first_word(&session), Some(place.clone()));
    session.press("2 ' a");
    let marked = first_word(&session).unwrap();
    assert!(marked.0.as_str() > "w00100" && marked.0 < place.0, "{marked:?}");
    session.press("ctrl-o");
    assert_eq!(first_word(&session), Some(place));
}

#[test]
fn a_place_is_found_again_in_a_text_that_grew_meanwhile() {
    let session = twice("");
    session.press("2 space space space Q");
    session.until("over", |seen| holds(&seen.raw, b"first over"));
    let kept = kept(&session);
    let at = kept.find("\"words\": \"").unwrap() + 10;
    let word = kept[at..at + 6].to_string();
    let text = numbered(4000).replace("w00001", "nieuw begin\n\n## Kop\n\nnog meer tekst\n\nw00001");
    std::fs::write(session.home.path().join("a.md"), text).unwrap();
    session.terminal.type_bytes(b"\r").unwrap();
    session.until("again", |seen| seen.parser.screen().contents().contains(&word));
}

#[test]
fn nothing_is_kept_where_that_is_not_wished_and_a_damaged_file_is_told_of() {
    let session = twice("[reading]\nremember = false\n");
    session.press("2 space space Q");
    session.until("over", |seen| holds(&seen.raw, b"first over"));
    assert_eq!(kept(&session), "");
    std::fs::write(session.home.path().join("briefing/config.toml"), "").unwrap();
    std::fs::write(session.home.path().join("briefing/session.json"), "{").unwrap();
    session.terminal.type_bytes(b"\r").unwrap();
    session.shows("are not known: ");
    assert_eq!(kept(&session), "{");
}
