//! A fault in the program gives the terminal back before it is told. This test is its own reader: started by itself it
//! runs the program beside a thread that fails, in a pseudo-terminal of which it looks at what is left.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test, with a main function of its own")]

#[path = "common/pty.rs"]
#[allow(dead_code)]
mod pty;

use std::process::ExitCode;
use std::time::Duration;

use portable_pty::CommandBuilder;
use pty::Terminal;

const AS_READER: &str = "BRIEFING_TEST_FAILS";
const LIMIT: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    if std::env::var_os(AS_READER).is_none() {
        the_terminal_is_given_back_before_the_fault_is_told();
        println!("test the_terminal_is_given_back_before_the_fault_is_told ... ok");
        return ExitCode::SUCCESS;
    }
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_millis(700));
        panic!("a fault for the test");
    });
    briefing::cli::run()
}

fn the_terminal_is_given_back_before_the_fault_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "---\ntitle: Een stuk\n---\nEen alinea.\n").unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.arg("a.md");
    command.cwd(folder.path());
    command.env("HOME", folder.path());
    command.env("XDG_CONFIG_HOME", folder.path());
    command.env("TERM", "xterm-256color");
    command.env(AS_READER, "1");
    let terminal = Terminal::start(command, (80, 24)).unwrap();
    let shown = |text: &'static str| move |seen: &pty::Seen| seen.parser.screen().contents().contains(text);
    assert!(terminal.wait(LIMIT, shown("Een alinea")), "{}", terminal.screen().contents());
    assert!(terminal.screen().alternate_screen());
    assert!(terminal.wait(LIMIT, shown("a fault for the test")), "{}", terminal.screen().contents());
    let screen = terminal.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}
