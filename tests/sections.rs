//! Sections of the sample articles against their gold: the text to the letter, the headings as sets, the language and
//! the title.
//!
//! With `BRIEFING_GOLD` naming a folder of `NAME.txt` and `NAME.gold.json` pairs the same is measured there and every
//! heading that was missed or made up is printed: `BRIEFING_GOLD=DIR cargo test --test sections -- --nocapture`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefing::document::{Document, Format};
use briefing::language::detect;

/// What the gold says of one article.
struct Gold {
    text: String,
    title: Option<String>,
    lang: String,
    headings: BTreeSet<String>,
}

fn read_gold(path: &Path) -> Option<Gold> {
    let value: serde_json::Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let text = value["text"].as_str()?.to_owned();
    let chars: Vec<char> = text.chars().collect();
    let heading = |s: &serde_json::Value| {
        let at = |key: &str| s["heading"][key].as_u64().map(|n| n as usize);
        Some(chars.get(at("start")?..at("end")?)?.iter().collect())
    };
    let headings = value["sections"].as_array()?.iter().filter_map(heading).collect();
    let string = |key: &str| value[key].as_str().map(str::to_owned);
    Some(Gold { text, title: string("title"), lang: string("lang")?, headings })
}

fn headings(document: &Document) -> BTreeSet<String> {
    document.sections.iter().filter_map(|s| s.heading).map(|h| h.of(&document.text).to_owned()).collect()
}

/// Articles in `folder` with their gold in `gold`, in order of name.
fn pairs(folder: &Path, gold: &Path) -> Vec<(PathBuf, Gold)> {
    let mut out: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let stem = path.file_stem()?.to_str()?;
            let gold = read_gold(&gold.join(format!("{stem}.gold.json")))?;
            Format::from_name(path.to_str()?)?;
            Some((path, gold))
        })
        .collect();
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

fn load(path: &Path) -> Document {
    let format = path.to_str().and_then(Format::from_name).unwrap_or(Format::Plain);
    detect::load(fs::read(path).unwrap_or_default(), format)
}

#[test]
fn sample_articles_have_their_text_and_headings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pairs = pairs(&root.join("articles"), &root.join("tests/gold"));
    if pairs.is_empty() {
        println!("skipped: articles/ or tests/gold/ is not there");
        return;
    }
    for (path, gold) in pairs {
        let document = load(&path);
        assert_eq!(document.text, gold.text, "{}", path.display());
        assert_eq!(headings(&document), gold.headings, "{}", path.display());
        assert_eq!(document.meta.lang.tag(), gold.lang, "{}", path.display());
        assert_eq!(document.meta.title, gold.title, "{}", path.display());
    }
}

#[test]
fn headings_of_a_folder_of_gold() {
    let Some(folder) = std::env::var_os("BRIEFING_GOLD").map(PathBuf::from) else {
        println!("skipped: BRIEFING_GOLD names no folder");
        return;
    };
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for (path, gold) in pairs(&folder, &folder) {
        let document = load(&path);
        if document.meta.lang.tag() != gold.lang {
            println!("! {}: taken for {}", path.display(), document.meta.lang.tag());
        }
        let found = headings(&document);
        right += found.intersection(&gold.headings).count();
        for heading in gold.headings.difference(&found) {
            missed += 1;
            println!("- {}: {heading}", path.display());
        }
        for heading in found.difference(&gold.headings) {
            wrong += 1;
            println!("+ {}: {heading}", path.display());
        }
    }
    let f1 = f64::from(2 * right as u32) / f64::from((2 * right as u32 + missed + wrong).max(1));
    println!("headings: {right} right, {missed} missed, {wrong} made up, F1 {f1:.3}");
}
