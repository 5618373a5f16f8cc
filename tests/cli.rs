//! The command line: what goes to which stream, with which exit code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails, fails its test"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ARTICLE: &str = "---
title: Brug bij Oldehaven blijft dicht
lang: nl
---
De brug over de Zijlvaart blijft dicht, zei wethouder Annelies Kramer dinsdag in Oldehaven. Ook café De Zwaan sluit.

## 'Roest in de pijlers'

\"We nemen geen enkel risico\", zei Kramer in de raad.
";

/// A folder with articles, in which the program runs.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), ARTICLE).unwrap();
    std::fs::write(folder.path().join("b.txt"), "Kop\n\nEen alinea over Utrecht.\n").unwrap();
    folder
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env_remove("XDG_DATA_HOME")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Checks the members of the interchange format, their types, and that all spans lie in order inside the text.
fn check(object: &Value) {
    let text: Vec<char> = object["text"].as_str().expect("text").chars().collect();
    assert!(object["lang"].is_string() && (object["title"].is_string() || object["title"].is_null()));
    let span = |v: &Value| {
        let (start, end) = (v["start"].as_u64().expect("start"), v["end"].as_u64().expect("end"));
        assert!(start <= end && end as usize <= text.len(), "{v}");
        (start, end)
    };
    let mut at = 0;
    for section in object["sections"].as_array().expect("sections") {
        let (start, end) = span(section);
        assert_eq!(start, at, "sections cover the body");
        at = end;
        assert!(section["level"].as_u64().expect("level") >= 1);
        if !section["heading"].is_null() {
            let (from, to) = span(&section["heading"]);
            assert!(start <= from && to <= end);
        }
    }
    assert_eq!(at as usize, text.len(), "sections cover the body");
    let mut last = 0;
    for entity in object["entities"].as_array().expect("entities") {
        let (start, _) = span(entity);
        assert!(start >= last, "in order of start");
        last = start;
        assert!(entity["type"].is_string() && entity["name"].is_string());
    }
    for quote in object["quotes"].as_array().expect("quotes") {
        span(quote);
        assert!(["direct", "indirect", "scare"].contains(&quote["kind"].as_str().expect("kind")));
        let speaker = &quote["speaker"];
        assert!(speaker.is_null() || speaker["name"].is_string(), "{speaker}");
        assert!(quote["cue"].is_null() || span(&quote["cue"]).1 > 0);
        assert!(quote["via"].is_null() || quote["via"]["name"].is_string());
    }
}

#[test]
fn one_file_is_an_object_and_several_are_an_array() {
    let folder = folder();
    let one = run(folder.path(), &["annotate", "--format", "json", "a.md"]);
    assert!(one.status.success() && err(&one).is_empty());
    let object: Value = serde_json::from_slice(&one.stdout).unwrap();
    check(&object);
    assert_eq!(object["title"], "Brug bij Oldehaven blijft dicht");
    assert_eq!(object["lang"], "nl");

    let two = run(folder.path(), &["annotate", "a.md", "b.txt"]);
    let array: Value = serde_json::from_slice(&two.stdout).unwrap();
    let items = array.as_array().expect("an array");
    assert_eq!(items.len(), 2);
    items.iter().for_each(check);
    assert_eq!(items[0], object);
}

#[test]
fn headings_are_sections_and_offsets_count_code_points() {
    let folder = folder();
    let output = run(folder.path(), &["annotate", "a.md"]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text: Vec<char> = object["text"].as_str().unwrap().chars().collect();
    let heading = object["sections"].as_array().unwrap().iter().find(|s| !s["heading"].is_null()).unwrap();
    let at = |key: &str| heading["heading"][key].as_u64().unwrap() as usize;
    let words: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(words, "'Roest in de pijlers'", "after an é, so bytes would be off by one");
}

#[test]
fn the_samples_are_valid() {
    let folder = folder();
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let output = run(folder.path(), &["annotate", &articles.to_string_lossy()]);
    let array: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(array.as_array().unwrap().len() >= 14);
    array.as_array().unwrap().iter().for_each(check);
}

#[test]
fn text_is_for_reading() {
    let folder = folder();
    let output = run(folder.path(), &["annotate", "--format", "text", "a.md"]);
    assert!(output.status.success());
    assert!(out(&output).contains("Roest in de pijlers"), "{}", out(&output));
    assert!(serde_json::from_slice::<Value>(&output.stdout).is_err());
}

#[test]
fn standard_input_is_an_article() {
    let folder = folder();
    let mut child = program(folder.path())
        .args(["annotate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    check(&object);
    assert!(object["text"].as_str().unwrap().contains("Zijlvaart"));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_an_article() {
    let folder = folder();
    let output = Command::new("sh")
        .args(["-c", "mkfifo pipe && (cat a.md >pipe & exec \"$0\" annotate --no-rules pipe)"])
        .arg(env!("CARGO_BIN_EXE_briefing"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(object["text"].as_str().unwrap().contains("Zijlvaart"), "{}", err(&output));
}

#[test]
fn a_file_without_text_is_refused_with_a_remedy() {
    let folder = folder();
    std::fs::write(folder.path().join("rapport.pdf"), b"%PDF-1.7\n\xE2\xE3").unwrap();
    for command in ["annotate", "print"] {
        let output = run(folder.path(), &[command, "rapport.pdf", "a.md"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(out(&output).contains("Zijlvaart"), "{command}");
        let told = "briefing: rapport.pdf: a PDF document, no text; pdftotext FILE - | briefing -\n";
        assert_eq!(err(&output), told);
    }
}

#[test]
fn a_folder_without_articles_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["annotate", "print"] {
        let output = run(folder.path(), &[command, "."]);
        assert!(output.status.success() && err(&output).contains("no articles here"), "{}", err(&output));
    }
}

#[test]
fn a_file_that_is_missing_fails_and_the_others_are_printed() {
    let folder = folder();
    for command in ["annotate", "print"] {
        let output = run(folder.path(), &[command, "nowhere.txt", "a.md"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(out(&output).contains("Zijlvaart"), "{command}");
        assert_eq!(err(&output), "briefing: nowhere.txt: no such file or folder\n");
    }
    let output = run(folder.path(), &["nowhere.txt"]);
    assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
}

#[test]
fn mistakes_in_the_configuration_are_told_and_the_rest_goes_on() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("briefing")).unwrap();
    std::fs::write(folder.path().join("briefing/config.toml"), "[articles]\nlanguages = [\"xx\"]\n").unwrap();
    for args in [&["annotate", "a.md"][..], &["print", "a.md"], &["list"]] {
        let output = run(folder.path(), args);
        assert!(output.status.success(), "{args:?}: {}", err(&output));
        assert!(err(&output).contains("briefing/config.toml:2:14: `languages` cannot hold `xx`"), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn standard_error_that_nobody_reads_is_no_failure() {
    let folder = folder();
    let script =
        "\"$0\" annotate nowhere.txt a.md 2>&1 >found | true; \"$0\" annotate a.md nowhere.txt 2>/dev/full";
    let status = Command::new("sh")
        .args(["-c", script])
        .arg(env!("CARGO_BIN_EXE_briefing"))
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(std::fs::metadata(folder.path().join("found")).unwrap().len() > 0);
}

#[test]
fn a_wrong_call_is_usage_and_goes_to_standard_error() {
    let folder = folder();
    for args in [
        &["annotate"][..],
        &["annotate", "--format", "xml", "a.md"],
        &["print", "--width", "wide", "a.md"],
        &["--no-such-flag"],
    ] {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(out(&output).is_empty() && err(&output).contains("error:"), "{args:?}");
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = folder();
    let version = run(folder.path(), &["--version"]);
    assert_eq!(out(&version), concat!("briefing ", env!("CARGO_PKG_VERSION"), "\n"));
    for args in [&["--help"][..], &["annotate", "--help"], &["print", "--help"]] {
        let help = run(folder.path(), args);
        assert!(help.status.success() && err(&help).is_empty(), "{args:?}");
        assert!(out(&help).contains("Examples:"), "{args:?}:\n{}", out(&help));
        assert!(out(&help).lines().all(|line| line.chars().count() <= 120), "{args:?}:\n{}", out(&help));
    }
}

#[test]
fn without_a_terminal_the_article_is_printed() {
    let folder = folder();
    let bare = run(folder.path(), &["a.md"]);
    let print = run(folder.path(), &["print", "a.md"]);
    assert!(bare.status.success());
    assert_eq!(out(&bare), out(&print));
    assert!(out(&bare).contains("Roest in de pijlers") && !out(&bare).contains('\x1b'));
    std::fs::write(folder.path().join("mine.toml"), "[articles]\nfolders = [\"a.md\"]\n").unwrap();
    let configured = run(folder.path(), &["--config", "mine.toml"]);
    assert_eq!(out(&configured), out(&print), "{}", err(&configured));
}

#[test]
fn print_keeps_to_its_width() {
    let folder = folder();
    let narrow = run(folder.path(), &["print", "--width", "30", "a.md"]);
    assert!(out(&narrow).lines().all(|line| line.chars().count() <= 30), "{}", out(&narrow));
    let whole = run(folder.path(), &["print", "--width", "0", "a.md"]);
    assert!(out(&whole).lines().any(|line| line.ends_with("Ook café De Zwaan sluit.")), "{}", out(&whole));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder();
    let long: String = (0..40_000).map(|i| format!("Alinea nummer {i} van een lang stuk.\n\n")).collect();
    std::fs::write(folder.path().join("long.txt"), long).unwrap();
    let args = [&["print", "long.txt"][..], &["annotate", "--format", "text", "a.md"]];
    for args in args {
        let mut child =
            program(folder.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}: {:?}", output.status);
        assert!(err(&output).is_empty(), "{args:?}: {}", err(&output));
    }
}

#[test]
fn an_empty_file_is_an_article_without_text() {
    let folder = folder();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    let output = run(folder.path(), &["annotate", "empty.txt"]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    check(&object);
    assert_eq!(object["text"], "");
    assert!(run(folder.path(), &["print", "empty.txt"]).status.success());
}

#[test]
fn corrections_are_applied_unless_they_are_left_out() {
    let folder = folder();
    let text = "Minister Karin Jansen sprak. Volgens Jansen was dat de bedoeling. Jansen zweeg.\n";
    std::fs::write(folder.path().join("ochtend.txt"), text).unwrap();
    let rules = "# mine\nrename \"Karin Jansen\" to \"K. Jansen\"\nrejct \"X\"\nreject \"K. Jansen\" in \"avond.txt\"\n";
    std::fs::write(folder.path().join("mine.txt"), rules).unwrap();
    let data = folder.path().join("data/briefing");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("rules.txt"), "rename \"Karin Jansen\" to \"Mevrouw Jansen\"\n").unwrap();
    let names = |args: &[&str]| -> (Vec<String>, Output) {
        let mut command = program(folder.path());
        let output = command.env("XDG_DATA_HOME", folder.path().join("data")).args(args).output().unwrap();
        let found: Value = serde_json::from_str(out(&output)).unwrap_or_default();
        let entities = found["entities_index"].as_array().cloned().unwrap_or_default();
        (entities.iter().filter_map(|e| Some(e["name"].as_str()?.to_string())).collect(), output)
    };
    let (plain, _) = names(&["annotate", "--no-rules", "ochtend.txt"]);
    assert_eq!(plain, ["Karin Jansen"]);
    assert_eq!(names(&["annotate", "ochtend.txt"]).0, ["Mevrouw Jansen"]);
    let (named, output) = names(&["annotate", "--rules", "mine.txt", "ochtend.txt"]);
    assert_eq!(named, ["K. Jansen"]);
    assert!(output.status.success());
    assert!(err(&output).starts_with("briefing: mine.txt:3:1: unknown verb `rejct`"), "{}", err(&output));
    std::fs::copy(folder.path().join("ochtend.txt"), folder.path().join("avond.txt")).unwrap();
    assert_eq!(names(&["annotate", "--rules", "mine.txt", "avond.txt"]).0, [""; 0]);
    let missing = names(&["annotate", "--rules", "none.txt", "ochtend.txt"]).1;
    assert!(!missing.status.success() && err(&missing).contains("none.txt: "), "{}", err(&missing));
}

#[test]
fn words_of_ones_own_are_used_and_mistakes_in_them_told() {
    let folder = folder();
    let text = "Het was gisteren druk in de haven.\n\nKarin Jansen orakelt dat de haven in mei dichtgaat.\n";
    std::fs::write(folder.path().join("c.txt"), text).unwrap();
    let quoted = |output: &Output| {
        let found: Value = serde_json::from_str(out(output)).unwrap();
        let quotes = found["quotes"].as_array().unwrap().clone();
        quotes.iter().any(|q| q["start"] == 61 && q["speaker"]["name"] == "Karin Jansen")
    };
    assert!(!quoted(&run(folder.path(), &["annotate", "c.txt"])), "no word says so yet");
    let languages = folder.path().join("briefing/languages");
    std::fs::create_dir_all(&languages).unwrap();
    std::fs::write(languages.join("nl.toml"), "[verbs]\nsay = [\"orakelen, orakelt\"]\nsaay = []\n").unwrap();
    let output = run(folder.path(), &["annotate", "c.txt"]);
    assert!(quoted(&output), "{}", out(&output));
    assert!(err(&output).contains("nl.toml:3:1: [verbs] has no list `saay`"), "{}", err(&output));
    assert!(err(&output).contains("did you mean `say`?"));
}

#[test]
fn options_before_a_subcommand_are_those_after_it() {
    let folder = folder();
    std::fs::write(folder.path().join("c.toml"), "[keys.global]\n\"j\" = \"quit\"\n").unwrap();
    let options = ["--no-color", "--store", "s.sqlite", "--config", "c.toml"];
    let calls: [&[&str]; 12] = [
        &["annotate", "a.md"],
        &["print", "a.md"],
        &["keys"],
        &["themes"],
        &["man"],
        &["index", "--quiet", "."],
        &["list"],
        &["search", "brug"],
        &["entities"],
        &["quotes"],
        &["stories"],
        &["state", "export"],
    ];
    for call in calls {
        let before = run(folder.path(), &[&options, call].concat());
        let after = run(folder.path(), &[call, &options].concat());
        assert!(before.status.success(), "{call:?}: {}", err(&before));
        assert_eq!(out(&before), out(&after), "{call:?}");
    }
    let one = run(folder.path(), &["--config", "c.toml", "keys"]);
    assert!(out(&one).contains("quit"), "{}", out(&one));
    assert_ne!(out(&one), out(&run(folder.path(), &["keys"])), "the file was read");
}

#[test]
fn articles_and_a_subcommand_exclude_each_other() {
    let folder = folder();
    let mixed = run(folder.path(), &["a.md", "--no-color", "themes"]);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(err(&mixed).contains("exclude each other"), "{}", err(&mixed));
    // After an article a word is an article, too.
    let missing = run(folder.path(), &["a.md", "themes"]);
    assert!(err(&missing).contains("themes: no such file"), "{}", err(&missing));
}
