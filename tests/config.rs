//! The config as users meet it: files that are right, files that are wrong with what is said about them word for
//! word, and the shipped file, which is documentation as well.
//!
//! `BLESS=1 cargo test --test config` writes what is expected anew; read the difference before you commit it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use briefing::cli::setup::Setup;
use briefing::command::{Keymap, Preset};
use briefing::config::{Config, ConfigProblem, Justify, Origin, Pane, SHIPPED, Source, ThemeMode};
use briefing::theme::Role;
use proptest::prelude::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

fn load(text: &str) -> (Config, Vec<ConfigProblem>) {
    let source = Source { path: "config.toml".into(), text: text.to_owned() };
    Config::load(&source, Origin::User).unwrap()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/config").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// All that is wrong in a file, its keys and colours included, as the program puts them together.
fn all_problems(path: &Path) -> Vec<ConfigProblem> {
    let name = PathBuf::from(path.file_name().unwrap());
    let source = Source { path: name, ..Source::read(path).unwrap() };
    Setup::read(Some((source, Origin::User)), None).unwrap().problems
}

#[test]
fn files_that_are_right_have_no_problems() {
    for path in files("valid") {
        let problems: Vec<String> = all_problems(&path).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}:\n{}", path.display(), problems.join("\n"));
    }
}

#[test]
fn every_mistake_is_told_word_for_word() {
    for path in files("invalid") {
        let mut said = String::new();
        for problem in all_problems(&path) {
            writeln!(said, "{problem}\n").unwrap();
        }
        let expected = path.with_extension("txt");
        if blessing() {
            fs::write(&expected, &said).unwrap();
        }
        assert!(!said.is_empty(), "{} is right", path.display());
        assert_eq!(said, fs::read_to_string(&expected).unwrap(), "{}", path.display());
    }
}

#[test]
fn what_is_right_holds_beside_what_is_wrong() {
    let (config, problems) =
        load("[reading]\nwidth = 64\njustify = \"left\"\n[panes]\nleft = []\n[mouse]\nenbled = 1\n");
    assert_eq!(problems.len(), 2);
    assert_eq!((config.reading.width, config.reading.justify), (64, Justify::Ragged));
    assert!(config.panes.left.is_empty());
    assert_eq!(config.panes.right, [Pane::Entities, Pane::Quotes]);
}

#[test]
fn what_follows_a_broken_line_holds_too() {
    let (config, problems) = load("[reading]\nwidth = = 64\ncontext_lines = 5\n[theme]\nmode = \"dark\"\n");
    assert_eq!(problems[0].headline(), "config.toml:2:9: extra `=`, expected nothing");
    assert_eq!((config.reading.context_lines, config.theme.mode), (5, ThemeMode::Dark));
}

#[test]
fn the_shipped_file_is_the_default_and_so_is_an_empty_one() {
    let defaults = Config::shipped().unwrap();
    assert_eq!(load(SHIPPED), (defaults.clone(), Vec::new()));
    assert_eq!(load(""), (defaults.clone(), Vec::new()));
    let here = Source::read(&root().join("config.toml")).unwrap();
    assert_eq!(Config::load(&here, Origin::WorkingFolder).unwrap(), (defaults, Vec::new()));
}

#[test]
fn the_shipped_file_names_every_role_and_every_key() {
    let roles: String =
        Role::ALL.iter().map(|role| format!("#   {:<18} {}\n", role.name(), role.doc())).collect();
    let keys = Keymap::defaults(Preset::Vim).to_toml();
    let keys: String = keys.lines().map(|line| format!("#   {line}").trim_end().to_owned() + "\n").collect();
    let path = root().join("config.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    if blessing() {
        text = with_block(&text, "# Roles:\n", "\n\n[keys]", &roles);
        let end = text.len();
        text.truncate(end - text.rsplit("as they would be written:\n#\n").next().unwrap().len());
        text.push_str(&keys);
        fs::write(&path, &text).unwrap();
    }
    assert!(text.contains(&roles), "the roles in config.toml are not those of the table; see BLESS above");
    assert!(text.ends_with(&keys), "the keys in config.toml are not those of the table; see BLESS above");
}

#[test]
fn the_readme_has_the_keys_of_the_table() {
    let keys = Keymap::defaults(Preset::Vim).to_markdown();
    let path = root().join("README.md");
    let mut text = fs::read_to_string(&path).unwrap();
    if blessing() {
        text = with_block(&text, "<summary>All keys</summary>\n\n", "\n\n</details>", &keys);
        fs::write(&path, &text).unwrap();
    }
    assert!(text.contains(&keys), "the keys in README.md are not those of the table; see BLESS above");
}

/// `text` with what stands between `start` and `end` replaced.
fn with_block(text: &str, start: &str, end: &str, block: &str) -> String {
    let (before, rest) = text.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    format!("{before}{start}{}{end}{after}", block.trim_end())
}

#[test]
fn a_file_in_the_working_folder_runs_no_programs() {
    let text = "[copy]\ncommand = [\"sh\", \"-c\", \"evil\"]\n[mouse]\nenabled = false\n";
    let source = Source { path: "config.toml".into(), text: text.to_owned() };
    let (config, problems) = Config::load(&source, Origin::WorkingFolder).unwrap();
    assert!(config.copy.command.is_empty() && !config.mouse.enabled);
    assert_eq!(
        problems[0].headline(),
        "config.toml:2:11: `command` runs a program, so a config.toml in the working folder may not set it"
    );
    assert_eq!(Config::load(&source, Origin::User).unwrap().0.copy.command.len(), 3);
}

#[test]
fn the_config_of_another_program_is_told_from_ours() {
    assert!(briefing::config::is_ours("[reading]\nwidth = 60\n"));
    assert!(briefing::config::is_ours(""));
    assert!(!briefing::config::is_ours(
        "baseURL = \"https://example.org\"\ntheme = \"slim\"\n[params]\na = 1\n"
    ));
}

#[test]
fn a_hostile_file_ends_soon() {
    let deep = format!("{}x = 1\n", "a.".repeat(100_000));
    let nested = format!("x = {}", "[".repeat(100_000));
    let many = (0..20_000).map(|n| format!("key{n} = {n}\n")).collect::<String>();
    for text in [deep, nested, many] {
        let (config, problems) = load(&text);
        assert!(!problems.is_empty() && problems.len() <= 50);
        assert_eq!(config, Config::shipped().unwrap());
    }
}

proptest! {
    #[test]
    fn never_panics(text in "(\\[[a-z]{1,8}\\]\n|[a-z_]{1,8} = |\"[^\"]{0,4}\"|[0-9]{1,4}|true|\\[|\\{|\n|\\PC){0,24}") {
        for problem in load(&text).1 {
            prop_assert!(!problem.to_string().is_empty());
        }
    }

    #[test]
    fn never_panics_on_a_damaged_default(at in 0..SHIPPED.len(), damage in "\\PC{0,3}") {
        let at = (0..=at).rev().find(|at| SHIPPED.is_char_boundary(*at)).unwrap_or(0);
        let (before, after) = SHIPPED.split_at(at);
        for problem in load(&format!("{before}{damage}{after}")).1 {
            prop_assert!(!problem.to_string().is_empty());
        }
    }
}
