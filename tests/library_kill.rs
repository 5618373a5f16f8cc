//! Killed at random moments while indexing and tagging, the library opens, is whole, and has every acknowledged change.
//!
//! `BRIEFING_KILLS=100 cargo test --test library_kill` does it a hundred times; the usual is ten.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use briefing::library::store::Sort;
use briefing::library::{Query, Store};
use tempfile::TempDir;

fn start(store: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(arguments).arg("--store").arg(store).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("program")
}

/// A library of copies, each a little different.
fn articles(folder: &Path, copies: usize) {
    for entry in fs::read_dir("articles").expect("samples").flatten() {
        let bytes = fs::read(entry.path()).expect("sample");
        for i in 0..copies {
            let name = format!("{i}-{}", entry.file_name().to_string_lossy());
            fs::write(folder.join(name), [&bytes[..], format!("\n\nNummer {i}.\n").as_bytes()].concat())
                .expect("copy");
        }
    }
}

fn whole(store: &Path) {
    let db = rusqlite::Connection::open(store).expect("open");
    let check: String = db.query_row("PRAGMA quick_check", [], |r| r.get(0)).expect("check");
    assert_eq!(check, "ok");
}

#[test]
fn nothing_acknowledged_is_lost() {
    let kills: u64 = std::env::var("BRIEFING_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let folder = TempDir::new().expect("folder");
    let (store, texts) = (folder.path().join("library.sqlite"), folder.path().join("in"));
    fs::create_dir(&texts).expect("folder");
    articles(&texts, 4);
    let texts = texts.display().to_string();
    let mut acknowledged = Vec::new();
    for i in 0..kills {
        // Moments that are spread, and the same in every run.
        let moment = Duration::from_millis(5 + i * 7919 % 311);
        let tag = format!("t{i}");
        let (arguments, tagging) = match i % 2 {
            0 => (vec!["index", &texts, "--threads", "2"], false),
            _ => (vec!["state", "mark", "", "--tag", &tag], true),
        };
        let before = Store::open(&store).expect("opens").counts().expect("counts").all;
        let mut child = start(&store, &arguments);
        sleep(moment);
        let ended = child.try_wait().expect("state").is_some_and(|status| status.success());
        child.kill().expect("kill");
        child.wait().expect("wait");
        whole(&store);
        let opened = Store::open(&store).expect("opens");
        assert!(opened.notes().is_empty(), "{:?}", opened.notes());
        let counts = opened.counts().expect("counts");
        assert!(counts.all >= before);
        if ended && tagging {
            acknowledged.push((tag, before));
        }
        for (tag, count) in &acknowledged {
            let query = Query::parse(&format!("tag:{tag}"), jiff::civil::date(2024, 1, 1)).expect("query");
            assert!(opened.ids(&query, Sort::Newest).expect("ids").len() >= *count, "{tag}");
        }
    }
    let status = start(&store, &["index", &texts]).wait().expect("index");
    assert!(status.success());
    assert_eq!(Store::open(&store).expect("opens").counts().expect("counts").all, 19 * 4);
}
