//! The reader's own words: files in the config folder that are added to the language packs.

use std::path::{Path, PathBuf};

use super::setup::Setup;
use super::tell;
use crate::config::{ConfigProblem, Source};
use crate::document::Lang;
use crate::language::Pack;

/// Takes in `languages/*.toml` of the user's config folder, and tells on standard error what is wrong in them. For the
/// subcommands that print.
pub(super) fn take_in(setup: &Setup) {
    for problem in setup.folder.as_deref().map(read).unwrap_or_default() {
        tell(format_args!("briefing: {problem}"));
    }
}

/// Adds the words in `languages/` of a config folder to the packs of their languages, for the rest of the process.
/// What is wrong in a file is left out and returned.
pub(super) fn read(folder: &Path) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    for (lang, pack) in packs(folder, &mut problems) {
        pack.put_in_force(lang);
    }
    problems
}

/// The packs that have words of the reader's own.
fn packs(folder: &Path, problems: &mut Vec<ConfigProblem>) -> Vec<(Lang, Pack)> {
    let files = std::fs::read_dir(folder.join("languages")).into_iter().flatten().flatten();
    let is_toml = |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    let mut paths: Vec<_> = files.map(|f| f.path()).filter(is_toml).collect();
    paths.sort();
    let mut packs: Vec<(Lang, Pack)> = Vec::new();
    for path in paths {
        let source = match Source::read(&path) {
            Ok(source) => source,
            Err(error) => {
                let nothing = Source { path, text: String::new() };
                let problem = nothing.problem(0..0, format!("cannot be read: {error}"));
                problems.push(problem.with_help("the shipped words are used alone"));
                continue;
            }
        };
        let Some(lang) = path.file_stem().and_then(|s| Lang::from_tag(s.to_str()?)) else {
            let tags: Vec<&str> = Lang::ALL.iter().map(|l| l.tag()).collect();
            let problem = source.problem(0..0, "the file is not named by a language");
            problems
                .push(problem.with_help(format!("name it by one of {}, such as `nl.toml`", tags.join(", "))));
            continue;
        };
        problems.extend(source.no_utf8());
        // A language may have several files (`nl.toml`, `nl-BE.toml`).
        let at = packs.iter().position(|(known, _)| *known == lang).unwrap_or_else(|| {
            packs.push((lang, Pack::shipped(lang)));
            packs.len() - 1
        });
        let told = packs[at].1.merge(&source.text).into_iter();
        problems.extend(told.map(|m| source.problem(m.at, m.message).with_help(m.help)));
    }
    packs
}

#[cfg(test)]
mod tests {
    use super::packs;
    use crate::document::Lang;
    use crate::language::Class;

    #[test]
    fn files_are_named_by_their_language_and_what_is_wrong_is_told() {
        let home = tempfile::tempdir().unwrap();
        let languages = home.path().join("languages");
        std::fs::create_dir(&languages).unwrap();
        std::fs::write(languages.join("nl.toml"), "[verbs]\nsay = [\"orakelen, orakelt\"]\nsaay = []\n")
            .unwrap();
        std::fs::write(languages.join("nl-BE.TOML"), b"[verbs]\nsay = [\"kallen, kalt\", \"h\xE9\"]\n")
            .unwrap();
        std::fs::write(languages.join("xx.toml"), "").unwrap();
        let mut problems = Vec::new();
        let packs = packs(home.path(), &mut problems);
        let (lang, pack) = &packs[0];
        assert_eq!((packs.len(), *lang), (1, Lang::Nl));
        assert!(["orakelt", "zegt", "kalt"].iter().all(|word| pack.classes(word).has(Class::Say)));
        let told: Vec<String> = problems.iter().map(|p| p.headline()).collect();
        assert!(told[0].ends_with("nl-BE.TOML:2:26: no UTF-8 text from here on"), "{told:?}");
        assert!(told[1].ends_with("nl.toml:3:1: [verbs] has no list `saay`"), "{told:?}");
        assert_eq!(problems[1].help.as_deref(), Some("did you mean `say`?"));
        assert!(told[2].ends_with("xx.toml:1:1: the file is not named by a language"), "{told:?}");
    }
}
