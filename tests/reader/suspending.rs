//! Suspending gives the terminal back to the shell, continuing takes it again.

use crate::common::{Session, Start, holds};
use crate::{BRIDGE, HARBOUR};

/// A reader under a shell with job control, which waits for a line before it brings the reader back.
fn under_a_shell() -> Session {
    let script = r#"set -m; stty -g >before; "$0" "$@"; stty -g >between; echo stopped; read go; fg >/dev/null
        echo "code $?"; stty -g >after; read rest"#;
    let start = Start::shell(script).article("brug.md", BRIDGE).article("quay.md", HARBOUR);
    let session = start.arg("brug.md").arg("quay.md").at(80, 24);
    session.shows("Oldehaven").rest();
    session
}

/// Stops the reader by `stop`, brings it back, leaves it.
fn there_and_back(stop: impl Fn(&Session)) {
    let session = under_a_shell();
    stop(&session);
    session.until("stopped", |seen| holds(&seen.raw, b"stopped\r\n"));
    let screen = session.terminal.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor(), "{}", screen.contents());
    let mark = session.raw().len();
    session.terminal.type_bytes(b"go\n").unwrap();
    session.until("back", move |seen| holds(&seen.raw[mark..], b"\x1b[?1049h")).shows("Oldehaven").rest();
    assert!(session.terminal.screen().hide_cursor());
    session.press("?").shows("Keys").press("esc");
    session.terminal.type_bytes(b"Q").unwrap();
    session.until("left", |seen| holds(&seen.raw, b"code 0"));
    session.rest();
    assert!(!session.terminal.screen().alternate_screen());
    let read = |name: &str| std::fs::read_to_string(session.home.path().join(name)).unwrap();
    assert_eq!(read("before"), read("between"), "stty while suspended");
    assert_eq!(read("before"), read("after"), "stty after leaving");
    let count = |what: &[u8]| memchr::memmem::find_iter(&session.raw(), what).count();
    assert_eq!(count(b"\x1b[22;2t"), count(b"\x1b[23;2t"), "titles pushed and popped");
}

#[test]
fn ctrl_z_suspends() {
    there_and_back(|session| session.terminal.type_bytes(b"\x1a").unwrap());
}

#[test]
fn a_stop_signal_suspends() {
    there_and_back(|session| session.signal("TSTP"));
}

#[test]
fn a_window_resized_meanwhile_is_drawn_in_its_new_size() {
    let session = under_a_shell();
    session.terminal.type_bytes(b"\x1a").unwrap();
    session.until("stopped", |seen| holds(&seen.raw, b"stopped\r\n"));
    session.terminal.resize(120, 40).unwrap();
    session.terminal.type_bytes(b"go\n").unwrap();
    session.shows("Entities").shows("Quotes").rest();
    assert_eq!(session.rows().len(), 40);
    assert!(session.rows()[39].contains("help"), "{}", session.text());
}

#[test]
fn stopped_by_what_nobody_can_catch_the_terminal_is_taken_again() {
    let script = r#"
        (while [ ! -e go ]; do sleep 0.05; done
         kill -STOP $(cat pid); stty sane </dev/tty; kill -CONT $(cat pid); touch done) &
        sh -c 'echo $$ >pid; exec "$0" "$@"' "$0" "$@"; read rest"#;
    let session = Start::shell(script).article("a.md", crate::numbered(2000)).arg("a.md").at(80, 24);
    session.shows("w00001").rest();
    std::fs::write(session.home.path().join("go"), "").unwrap();
    let done = session.home.path().join("done");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !done.exists() {
        assert!(std::time::Instant::now() < deadline, "the reader was never stopped");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    session.rest();
    session.press("space j");
    session.hides("w00001");
}
