//! However the reader is left, the terminal is as it was found.

use crate::common::{Start, articles, holds};
use crate::two_articles;

/// What must have been undone at the end: modes as they are switched on and off.
const MODES: [(&str, &str); 7] = [
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?25l", "\x1b[?25h"),
    ("\x1b[?2004h", "\x1b[?2004l"),
    ("\x1b[?1000h", "\x1b[?1000l"),
    ("\x1b[?1006h", "\x1b[?1006l"),
    ("\x1b[?2026h", "\x1b[?2026l"),
    ("\x1b[22;2t", "\x1b[23;2t"),
];

/// Every mode that was switched on was switched off after that, and nothing was drawn once it was over.
fn assert_restored(raw: &[u8]) {
    let last = |what: &str| memchr::memmem::rfind(raw, what.as_bytes());
    for (on, off) in MODES {
        assert!(last(on).is_some(), "{on:?} was never sent");
        assert!(last(off) > last(on), "{off:?} does not follow {on:?}");
    }
    let (pushed, popped) = (count(raw, "\x1b[22;2t"), count(raw, "\x1b[23;2t"));
    assert_eq!(pushed, popped, "titles pushed and popped");
}

fn count(raw: &[u8], what: &str) -> usize {
    memchr::memmem::find_iter(raw, what.as_bytes()).count()
}

/// Leaves by `leave` under a shell that shows the terminal's settings before and after; gives the exit code.
fn settings_survive(leave: impl Fn(&crate::common::Session)) -> String {
    let script = r#"stty -g >before; "$0" "$@"; echo "code $?"; stty -g >after; read rest"#;
    let session = Start::shell(script).arg(articles()).at(80, 24);
    session.shows("Briefings").rest();
    leave(&session);
    session.until("left", |seen| holds(&seen.raw, b"code "));
    session.rest();
    let screen = session.terminal.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_restored(&session.raw());
    let read = |name: &str| std::fs::read_to_string(session.home.path().join(name)).unwrap();
    assert_eq!(read("before"), read("after"), "stty");
    let text = session.text();
    text.lines().find(|line| line.starts_with("code")).unwrap_or_default().to_owned()
}

#[test]
fn q_and_capital_q_leave_with_success() {
    for key in ["q", "Q", "ctrl-c"] {
        let code = settings_survive(|session| {
            session.terminal.type_bytes(&crate::common::pty::key_bytes(key)).unwrap();
        });
        assert_eq!(code, "code 0", "{key}");
    }
}

#[test]
fn a_signal_ends_the_reader_as_the_signal_says() {
    for (signal, code) in [("TERM", "code 143"), ("HUP", "code 129"), ("INT", "code 130")] {
        let left = settings_survive(|session| {
            let shell = session.terminal.pid().unwrap();
            let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
            let kill = std::process::Command::new("kill").args(["-s", signal, children.trim()]).status();
            assert!(kill.unwrap().success());
        });
        assert_eq!(left, code, "{signal}");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_reader() {
    let session = two_articles(80, 24);
    let pid = session.terminal.pid().unwrap();
    // Dropping the session closes the terminal; the kill that comes with it is the one of a closed window, SIGHUP.
    drop(session);
    assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists());
}

#[test]
fn q_closes_what_lies_on_top_before_it_leaves() {
    let session = two_articles(80, 24);
    session.press("?").shows("Keys");
    session.press("q").hides("Keys").shows("Briefings");
    session.press("q");
    session.terminal.type_bytes(b"qq").ok();
    assert!(session.end().success());
}
