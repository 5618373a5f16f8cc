//! The commands for scripts: every form says the same, and the fields are those that docs/library.md names.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A library of the sample articles, one of them twice, and of two that tell one story.
fn library() -> TempDir {
    let folder = TempDir::new().expect("folder");
    let texts = folder.path().join("in");
    fs::create_dir(&texts).expect("folder");
    for entry in fs::read_dir("articles").expect("samples").flatten() {
        fs::copy(entry.path(), texts.join(entry.file_name())).expect("copy");
    }
    let sample = fs::read_to_string("articles/armenie-azerbeidzjan.txt").expect("sample");
    fs::write(texts.join("kopie.txt"), sample.replace("dinsdagochtend", "dinsdagmorgen")).expect("copy");
    let events = "Bij de aardbeving in Kermanshah zijn volgens gouverneur Reza Tavakoli honderden huizen verwoest. \
                  Reddingswerkers van de Rode Halve Maan zoeken naar overlevenden onder het puin in Kermanshah.";
    for day in [10, 11] {
        let article = format!(
            "---\ntitle: Beving\ndate: 2024-03-{day}\nsource: Krant {day}\n---\n\n{events} Het is dag {day}.\n"
        );
        fs::write(texts.join(format!("{day}.md")), article).expect("article");
    }
    run(&folder, &["index", texts.to_str().expect("path"), "--quiet"]);
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(arguments).arg("--store").arg(folder.path().join("library.sqlite"));
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.path());
    }
    let output = command.output().expect("program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The fields that the table of docs/library.md names for a command.
fn documented(command: &str) -> Vec<String> {
    let text = fs::read_to_string("docs/library.md").expect("docs");
    let row = text.lines().find(|line| line.starts_with(&format!("| `{command}"))).expect(command);
    let fields = row.replace("\\|", "/");
    let fields = fields.split('|').nth(2).expect("fields").split('`').nth(1).expect("fields").to_string();
    fields.split(' ').map(str::to_string).collect()
}

/// The rows of RFC 4180.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted, "the last line ends");
    rows
}

#[test]
fn five_commands_print_documented_fields_in_three_forms() {
    let folder = library();
    for (documented_as, arguments) in [
        ("list [", vec!["list"]),
        ("search ", vec!["search", "armenie OR minister"]),
        ("entities [", vec!["entities"]),
        ("entities NAME", vec!["entities", "Antony Blinken", "--page"]),
        ("quotes ", vec!["quotes", "--by", "blinken"]),
        ("stories ", vec!["stories"]),
    ] {
        let form = |form| run(&folder, &[&arguments[..], &["--format", form]].concat());
        let fields = documented(documented_as);
        let json: Value = serde_json::from_str(&form("json")).expect("json");
        let objects = json.as_array().expect("an array");
        assert!(!objects.is_empty(), "{documented_as}");
        for object in objects {
            let names: Vec<&String> = object.as_object().expect("an object").keys().collect();
            let mut wanted: Vec<&String> = fields.iter().collect();
            wanted.sort();
            let mut names = names;
            names.sort();
            assert_eq!(names, wanted, "{documented_as}");
        }
        let csv = rows(&form("csv"));
        assert_eq!(csv[0], fields, "{documented_as}");
        assert_eq!(csv.len() - 1, objects.len(), "{documented_as}");
        assert!(csv.iter().all(|row| row.len() == fields.len()), "{documented_as}");
        let text = form("text");
        match documented_as {
            // Written to be read: a few lines to an article.
            "search " => assert_eq!(text.split("\n\n").filter(|hit| !hit.is_empty()).count(), objects.len()),
            _ => assert_eq!(text.lines().count(), objects.len(), "{documented_as}"),
        }
    }
}

#[test]
fn words_that_two_outlets_have_are_joined_for_scripts_too() {
    let folder = library();
    let count = |more: &[&str]| {
        let out = run(&folder, &[&["quotes", "--by", "blinken", "--format", "json"], more].concat());
        serde_json::from_str::<Value>(&out).expect("json").as_array().expect("array").len()
    };
    assert_eq!(count(&[]), 2 * count(&["--joined"]));
}

#[test]
fn state_leaves_and_comes_back_as_text() {
    let folder = library();
    run(&folder, &["state", "mark", "lang:nl", "--read", "--tag", "gelezen"]);
    let read = run(&folder, &["list", "tag:gelezen", "--format", "csv"]);
    let text = run(&folder, &["state", "export"]);
    assert_eq!(text.lines().filter(|l| !l.starts_with('#')).count(), read.lines().count() - 1);
    fs::write(folder.path().join("state.txt"), &text).expect("state");
    run(&folder, &["state", "mark", "", "--unread", "--untag", "gelezen"]);
    assert_eq!(run(&folder, &["list", "tag:gelezen", "--format", "csv"]).lines().count(), 1);
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm"] {
        let _ = fs::remove_file(folder.path().join(name));
    }
    run(&folder, &["state", "import", folder.path().join("state.txt").to_str().expect("path")]);
    run(&folder, &["index", folder.path().join("in").to_str().expect("path"), "--quiet"]);
    let again = run(&folder, &["list", "tag:gelezen is:read", "--format", "csv"]);
    assert_eq!(again.lines().count(), read.lines().count());
}
