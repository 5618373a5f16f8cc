//! An article is a stranger: nothing in it may command the terminal.

use crate::common::{Start, holds};

const HOSTILE: &str = "---\ntitle: \"Evil \\e]2;owned\\a title\"\nsource: \"\\u202Esource\"\n---\n\
A clip: \x1b]52;c;ZXZpbA==\x07 and a colour \x1b[31mred\x1b[0m, a clear \x1b[2J, a query \x1b[c\x1b[6n, a title \
\x1b]0;pwned\x07, C1 \u{9b}31m and \u{9d}52;c;eHg=\u{9c}, a bell \x07, backspaces ab\x08\x08cd, a form feed \x0c.\n\n\
Bidi \u{202e}desrever\u{202c} and \u{2066}isolated\u{2069} words, zero\u{200b}width.\n\n\
## Head \x1b[5mblink \u{202e}over\n\nThe end of it, honestly.\n";

#[test]
fn escapes_clipboard_and_overrides_never_reach_the_terminal() {
    for (name, list) in [("evil.md", false), ("evil.txt", false), ("evil.html", false), ("evil.md", true)] {
        let mut start = Start::program().article(name, HOSTILE);
        if list {
            start = start.article("other.md", crate::BRIDGE);
        }
        let session = start.arg(".").at(120, 40);
        session.shows("A clip").rest();
        session
            .press("o")
            .press("esc")
            .press("P")
            .press("esc")
            .press("=")
            .press("esc")
            .press("/")
            .press("esc");
        let raw = session.raw();
        for bad in
            ["\x1b]52", "ZXZpbA\x07", "pwned\x07", "owned\x07", "\x1b[5m", "\x1b[c", "\x1b[6n", "\x1b[31mred"]
        {
            assert!(!holds(&raw, bad.as_bytes()), "{name}: {bad:?}");
        }
        let text = String::from_utf8_lossy(&raw);
        for bad in
            ['\u{202e}', '\u{202c}', '\u{2066}', '\u{2069}', '\u{9b}', '\u{9d}', '\u{9c}', '\x08', '\x0c']
        {
            assert!(!text.contains(bad), "{name}: {bad:?}");
        }
        // A bell ends a title of the reader and nothing else.
        assert_eq!(text.matches('\x07').count(), text.matches("\x1b]2;").count(), "{name}");
    }
}

#[test]
fn what_was_removed_is_told() {
    let session = Start::program().article("evil.txt", HOSTILE).arg("evil.txt").at(120, 40);
    session.shows("A clip").rest();
    session.press("P").hides("Nothing was wrong");
    session.shows("Problems");
}

#[test]
fn a_file_name_cannot_command_the_terminal_either() {
    let start = Start::program().article("a\x1b]2;owned\x07\u{202e}b.txt", "Only text here, no more.\n");
    let session = start.arg(".").at(120, 40);
    session.shows("Only text").rest();
    let raw = session.raw();
    assert!(!holds(&raw, b"owned\x07") && !holds(&raw, "\u{202e}".as_bytes()));

    let session = Start::program().arg("gone\x1b]2;owned\x07.txt").at(80, 24);
    assert_eq!(session.end().exit_code(), 1);
    assert!(!holds(&session.raw(), b"\x1b]2;owned"), "a message about a path cleans the path");
}

#[test]
fn bytes_that_are_no_text_are_survived() {
    let noise: Vec<u8> = (0..20_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let session = Start::program().article("noise.txt", &noise).arg("noise.txt").at(80, 24);
    session.shows("noise").rest();
    session.press("d").press("G").press("g").press("o").press("esc");
    session.press("Q");
    assert!(session.end().success());
}
