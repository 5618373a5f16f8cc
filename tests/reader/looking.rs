//! What is on the screen at each size, without colour, and where there is nothing to read.

use crate::common::{Session, Start, articles, holds};
use crate::{BRIDGE, two_articles};

#[test]
fn the_samples_open_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        let session = Start::program().arg(articles()).at(columns, rows);
        session.shows("riefings").rest();
        assert_eq!(session.rows().len(), rows as usize);
        let text = session.text();
        assert!(columns < 60 || text.contains("3 Ent") || text.contains("Entities"), "{text}");
        assert_eq!(text.contains('├'), columns >= 100, "the panes on the right are stacked:\n{text}");
        session.press("Q");
        assert!(session.end().success());
    }
}

#[test]
fn a_window_too_small_says_so_and_comes_back() {
    let session = two_articles(80, 24);
    session.resize(39, 9).shows("40×10");
    session.resize(80, 24).shows("Oldehaven").hides("40×10");
}

#[test]
fn panes_are_a_key_away_in_a_narrow_window() {
    let session = two_articles(44, 14);
    session.press("2").shows("De brug over de");
    session.press("1").shows("Port of Wexmouth").hides("De brug over de");
    session.press("3").hides("Port of Wexmouth");
    session.press("4").shows("Quotes");
    session.press("2").shows("De brug over de");
}

#[test]
fn an_opened_article_is_read() {
    let session = two_articles(120, 40);
    session.shows("2 unread");
    session.press("enter").shows("1 unread");
    session.press("J").shows("all read").shows("This doubles");
    session.press("K").shows("De brug over de Zijlvaart");
}

#[test]
fn no_color_leaves_only_weight_and_lines() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let start = Start::program().article("brug.md", BRIDGE).arg("brug.md").env(name, value);
        let session = start.at(120, 40);
        session.shows("Oldehaven").rest();
        for sgr in sgr_parameters(&session.raw()) {
            let coloured = sgr.split(';').any(|p| {
                matches!(p.split(':').next(), Some("38" | "48" | "58"))
                    || p.parse::<u8>().is_ok_and(|n| (30..=49).contains(&n) || (90..=107).contains(&n))
            });
            assert!(!coloured, "{name}={value}: {sgr}");
        }
    }
}

/// The parameters of every SGR sequence.
fn sgr_parameters(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let sequences = text.split("\x1b[").skip(1);
    let sgr = |s: &str| {
        let end = s.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'))?;
        s[end..].starts_with('m').then(|| s[..end].to_owned())
    };
    sequences.filter_map(sgr).collect()
}

#[test]
fn the_flag_for_no_colour_does_what_the_variable_does() {
    let session = Start::program().article("a.md", BRIDGE).arg("--no-color").arg("a.md").at(120, 40);
    session.shows("Oldehaven").rest();
    assert!(sgr_parameters(&session.raw()).iter().all(|sgr| !sgr.contains("38")));
}

#[test]
fn an_article_comes_from_standard_input() {
    let session =
        Start::shell(r#""$0" - <a.txt; echo "code $?"; read rest"#).article("a.txt", BRIDGE).at(80, 24);
    session.shows("De brug over de Zijlvaart");
    session.press("j").press("?").shows("Keys").press("esc");
    session.terminal.type_bytes(b"Q").unwrap();
    session.shows("code 0");
}

#[test]
fn an_empty_file_and_an_empty_folder_are_calm_screens() {
    let session = Start::program().article("empty.txt", "").arg("empty.txt").at(80, 24);
    session.shows("empty").rest();
    session.press("j").press("G").press("e").press("c").press("]").press("o").press("esc").press("Q");
    assert!(session.end().success());

    let session = Start::program().article("notes/readme.pdf", "x").arg("notes").at(80, 24);
    session.shows("nothing to read").shows("q leaves");
    session.press("j").press("J").press("enter").press("n").press("Q");
    assert!(session.end().success());
}

#[test]
fn a_missing_path_is_said_before_the_screen_is_taken() {
    let session = Start::program().arg("nowhere.txt").at(80, 24);
    let status = session.end();
    assert_eq!(status.exit_code(), 1);
    assert!(session.text().contains("nowhere.txt: no such file or folder"), "{}", session.text());
    assert!(!holds(&session.raw(), b"\x1b[?1049h"));
}

#[test]
fn an_idle_reader_uses_no_processor() {
    let session = two_articles(120, 40);
    std::thread::sleep(std::time::Duration::from_millis(500));
    let pid = session.terminal.pid().unwrap();
    let used = || {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let after_name = stat.rsplit(')').next().unwrap().to_owned();
        let fields: Vec<u64> = after_name.split_whitespace().filter_map(|f| f.parse().ok()).collect();
        // utime and stime are fields 14 and 15; the state before them is a letter and falls out, 3 more stand before.
        (fields[10], fields[11])
    };
    let (before, bytes) = (used(), session.raw().len());
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(used(), before, "ticks of the processor over two idle seconds");
    assert_eq!(session.raw().len(), bytes, "an idle reader draws nothing");
}

/// A reader whose terminal was asked for its background, or told by the configuration that it is light.
fn background(config: &str) -> Session {
    let start = Start::program().article("brug.md", BRIDGE).article("config.toml", config);
    let session = start.arg("--config").arg("config.toml").arg("brug.md").at(120, 40);
    session.shows("Oldehaven").shows("Kramer").rest();
    session.press("2").press("]").press("e").rest();
    session
}

/// All rows with their colours.
fn cells(session: &Session) -> Vec<String> {
    let screen = session.terminal.screen();
    screen.rows_formatted(0, screen.size().1.get()).collect()
}

#[test]
fn a_late_answer_about_the_background_is_taken_on_at_once_and_nothing_of_it_is_typed() {
    let light = background("[theme]\nmode = \"light\"\n");
    let session = background("");
    assert!(holds(&session.raw(), b"\x1b]11;?"), "it was asked");
    assert_ne!(cells(&session), cells(&light));
    // Later than anybody waits for it, over a line that breaks it in two, while a count is typed.
    std::thread::sleep(std::time::Duration::from_millis(3200));
    light.press("3");
    session.press("3");
    let (before, frames) = (session.raw().len(), session.terminal.seen().frames);
    session.terminal.type_bytes(b"\x1b]11;rgb:ffff/ff").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    session.terminal.type_bytes(b"ff/ffff\x1b\\").unwrap();
    session.until("redrawn", |seen| seen.frames > frames).rest();
    assert_eq!(cells(&session), cells(&light));
    assert_eq!(session.terminal.seen().frames, frames + 1, "one frame, and no other before or after it");
    assert!(!holds(&session.raw()[before..], b"\x1b[2J"), "the screen was not cleared");
    // The count still counts.
    session.press("j");
    light.press("j");
    assert_eq!(session.text(), light.text());
}

#[test]
fn what_only_begins_like_an_answer_is_typed() {
    let session = background("");
    session.terminal.type_bytes(b"\x1b]").unwrap();
    session.shows("alt-] is not bound here");
}
