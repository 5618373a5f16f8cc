//! Killed at random moments while indexing, marking and tagging, the library opens, is whole, and has every
//! acknowledged change.
//!
//! `BRIEFING_KILLS=100 cargo test --test library_kill` does it a hundred times; the usual is twelve.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use briefing::library::store::Sort;
use briefing::library::{Query, Store};
use tempfile::TempDir;

fn start(store: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(arguments).arg("--store").arg(store).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("program")
}

/// The sample articles once more, each a little different.
fn more(folder: &Path, round: u64) {
    for entry in fs::read_dir("articles").expect("samples").flatten() {
        let bytes = fs::read(entry.path()).expect("sample");
        let name = format!("{round}-{}", entry.file_name().to_string_lossy());
        fs::write(folder.join(name), [&bytes[..], format!("\n\nNummer {round}.\n").as_bytes()].concat())
            .expect("copy");
    }
}

fn whole(store: &Path) {
    let db = rusqlite::Connection::open(store).expect("open");
    let check: String = db.query_row("PRAGMA quick_check", [], |r| r.get(0)).expect("check");
    assert_eq!(check, "ok");
}

#[test]
fn nothing_acknowledged_is_lost() {
    let kills: u64 = std::env::var("BRIEFING_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let folder = TempDir::new().expect("folder");
    let (store, texts) = (folder.path().join("library.sqlite"), folder.path().join("in"));
    fs::create_dir(&texts).expect("folder");
    (0..8).for_each(|i| more(&texts, kills + i));
    let index = ["index", texts.to_str().expect("path"), "--threads", "2"];
    let took = |arguments: &[&str]| {
        let begun = Instant::now();
        assert!(start(&store, arguments).wait().expect("run").success());
        begun.elapsed()
    };
    let files = || fs::read_dir(&texts).expect("files").count();
    // How long each takes on this machine, so that the moments lie within it.
    let (all, again) = (took(&index), took(&index));
    let an_article = all.saturating_sub(again) / files() as u32;
    let marking = took(&["state", "mark", "", "--unstar"]).max(took(&["state", "mark", "", "--tag", "all"]));
    let (mut acknowledged, mut struck) = (Vec::new(), [0; 3]);
    for i in 0..kills {
        let tag = format!("t{i}");
        let starred = i / 3 % 2 == 0;
        let arguments = match i % 3 {
            0 => index.to_vec(),
            1 => vec!["state", "mark", "", if starred { "--star" } else { "--unstar" }],
            _ => vec!["state", "mark", "", "--tag", &tag],
        };
        if i % 3 == 0 {
            more(&texts, i);
        }
        let before = Store::open(&store).expect("opens").counts().expect("counts");
        let whole_time = match i % 3 {
            0 => again + an_article * (files() - before.all) as u32,
            _ => marking,
        };
        // Spread, and the same share of it in every run; some come a little too late.
        let moment = whole_time.mul_f64((i * 7919 % 1000) as f64 / 850.0);
        let mut child = start(&store, &arguments);
        sleep(moment);
        let ended = child.try_wait().expect("state").is_some_and(|status| status.success());
        child.kill().expect("kill");
        child.wait().expect("wait");
        whole(&store);
        let opened = Store::open(&store).expect("opens");
        assert!(opened.notes().is_empty(), "{:?}", opened.notes());
        let counts = opened.counts().expect("counts");
        assert!(counts.all >= before.all);
        struck[(i % 3) as usize] += usize::from(!ended);
        match i % 3 {
            // All or nothing, and all where it was acknowledged.
            1 if ended => assert_eq!(counts.starred, if starred { counts.all } else { 0 }),
            1 => assert!([before.starred, if starred { counts.all } else { 0 }].contains(&counts.starred)),
            _ => assert!(counts.starred == before.starred),
        }
        if ended && i % 3 == 2 {
            acknowledged.push((tag, before.all));
        }
        let tagged = |tag: &str| {
            let query = Query::parse(&format!("tag:{tag}"), jiff::civil::date(2024, 1, 1)).expect("query");
            opened.ids(&query, Sort::Newest).expect("ids").len()
        };
        for (tag, count) in &acknowledged {
            assert_eq!(tagged(tag), *count, "{tag}");
        }
    }
    println!("{kills} times, of these in the middle of indexing, marking, tagging: {struck:?}");
    took(&index);
    assert_eq!(Store::open(&store).expect("opens").counts().expect("counts").all, files());
}
