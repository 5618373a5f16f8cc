//! Front matter: what stands before the text of a Markdown file, YAML between `---` or TOML between `+++`.

use saphyr::{LoadableYamlNode, Scalar, Yaml};

use super::super::{Meta, date};
use crate::text::clean::clean_line;
use crate::text::{Problem, ProblemKind};

/// Front matter longer than this, in bytes, is none.
const MAX_LEN: usize = 16 * 1024;
/// More marks of nesting than this and the parsers are not asked: they recurse.
const MAX_NESTING: usize = 1000;

/// Splits a source into its front matter's data and the text after it.
///
/// Front matter that cannot be parsed is noted as a problem; its plain `key: value` lines are read all the same.
pub(super) fn split<'a>(source: &'a str, problems: &mut Vec<Problem>) -> (Meta, &'a str) {
    let found = [("---", Syntax::Yaml), ("+++", Syntax::Toml)]
        .into_iter()
        .find_map(|(fence, syntax)| fenced(source, fence).map(|(inside, rest)| (inside, rest, syntax)));
    let Some((inside, rest, syntax)) = found else { return (Meta::default(), source) };
    let fields = fields(inside, syntax).unwrap_or_else(|broken| {
        problems.push(broken);
        plain_lines(inside, syntax)
    });
    let mut meta = Meta::default();
    for (key, values) in fields {
        let values = values.iter().map(|v| clean_line(v, problems)).filter(|v| !v.is_empty()).collect();
        set(&mut meta, &key, values);
    }
    (meta, rest)
}

#[derive(Clone, Copy)]
enum Syntax {
    Yaml,
    Toml,
}

/// A key, lower case, and its values as text.
type Field = (String, Vec<String>);

/// What stands between two lines that are `fence`, the first of them the source's first line, and what follows.
fn fenced<'a>(source: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let body = source.strip_prefix(fence)?;
    let body = body.trim_start_matches(' ').strip_prefix('\n')?;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&body[..at], &body[at + line.len()..]));
        }
        at += line.len();
        if at > MAX_LEN {
            return None;
        }
    }
    None
}

fn fields(inside: &str, syntax: Syntax) -> Result<Vec<Field>, Problem> {
    let nesting = inside.matches(['[', '{', '-', '?', '!', '&']).count();
    if nesting > MAX_NESTING {
        return Err(Problem::once(ProblemKind::FrontMatter, 2, "nested too deeply"));
    }
    match syntax {
        Syntax::Yaml => yaml_fields(inside),
        Syntax::Toml => toml_fields(inside),
    }
}

fn yaml_fields(inside: &str) -> Result<Vec<Field>, Problem> {
    let documents = Yaml::load_from_str(inside)
        .map_err(|e| Problem::once(ProblemKind::FrontMatter, e.marker().line() + 1, e.info().to_owned()))?;
    let Some(first) = documents.into_iter().next() else { return Ok(Vec::new()) };
    let Some(mapping) = first.as_mapping() else {
        return Err(Problem::once(ProblemKind::FrontMatter, 2, "not a list of keys with values"));
    };
    let entries =
        mapping.iter().filter_map(|(key, value)| Some((key.as_str()?.to_lowercase(), yaml_values(value))));
    Ok(entries.collect())
}

fn yaml_values(value: &Yaml) -> Vec<String> {
    match value {
        Yaml::Value(Scalar::String(s)) => vec![s.to_string()],
        Yaml::Value(Scalar::Integer(n)) => vec![n.to_string()],
        Yaml::Value(Scalar::Boolean(b)) => vec![b.to_string()],
        Yaml::Value(Scalar::FloatingPoint(n)) => vec![n.to_string()],
        // Items of items are no values of ours.
        Yaml::Sequence(items) => items.iter().filter(|i| !i.is_sequence()).flat_map(yaml_values).collect(),
        Yaml::Mapping(_) => {
            value.as_mapping_get("name").and_then(|n| n.as_str()).map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn toml_fields(inside: &str) -> Result<Vec<Field>, Problem> {
    let table: toml::Table = toml::from_str(inside).map_err(|e| {
        let before = e.span().and_then(|s| inside.get(..s.start)).unwrap_or("");
        Problem::once(ProblemKind::FrontMatter, 2 + before.matches('\n').count(), e.message().to_owned())
    })?;
    Ok(table.iter().map(|(key, value)| (key.to_lowercase(), toml_values(value))).collect())
}

fn toml_values(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(s) => vec![s.clone()],
        toml::Value::Array(items) => items.iter().filter(|i| !i.is_array()).flat_map(toml_values).collect(),
        toml::Value::Table(table) => {
            table.get("name").and_then(|n| n.as_str()).map(str::to_owned).into_iter().collect()
        }
        other => vec![other.to_string()],
    }
}

/// The lines that say `key: value` (or `key = value`) without any nesting.
fn plain_lines(inside: &str, syntax: Syntax) -> Vec<Field> {
    let sign = match syntax {
        Syntax::Yaml => ':',
        Syntax::Toml => '=',
    };
    let field = |line: &str| {
        let (key, value) = line.split_once(sign)?;
        let value = value.trim().trim_matches(['"', '\'']);
        let simple = !key.starts_with([' ', '-', '#'])
            && !value.is_empty()
            && !value.starts_with(['[', '{', '|', '>']);
        simple.then(|| (key.trim().to_lowercase(), vec![value.to_owned()]))
    };
    inside.lines().filter_map(field).collect()
}

/// Puts the values of one key where they belong; unknown keys are left.
fn set(meta: &mut Meta, key: &str, values: Vec<String>) {
    let Some(first) = values.first().cloned() else { return };
    let joined = || Some(values.join(", "));
    match key {
        "title" | "titel" | "titre" | "título" | "titulo" => meta.title = Some(first),
        "date" | "datum" | "fecha" | "published" | "pubdate" => meta.date = date::find(&first),
        "source" | "bron" | "publisher" | "quelle" | "fuente" | "medium" => meta.source = Some(first),
        "author" | "authors" | "auteur" | "auteurs" | "autor" | "autoren" | "by" => meta.author = joined(),
        "tags" | "keywords" | "trefwoorden" | "categories" => meta.tags = split_tags(values),
        "link" | "url" | "canonical" => meta.link = Some(first),
        "lang" | "language" | "taal" | "sprache" | "langue" => meta.state_lang(&first),
        _ => {}
    }
}

/// Tags come as a list or as one value with commas.
fn split_tags(values: Vec<String>) -> Vec<String> {
    match values.as_slice() {
        [one] => one.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect(),
        _ => values,
    }
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::document::Lang;
    use proptest::prelude::proptest;

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: \"Een: twee\"\ndate: 2024-03-18 10:20\nauthor:\n  - A. B.\n  - C\ntags: [x, y]\nlang: de-AT\n---\nTekst";
        let toml = "+++\ntitle = \"Een: twee\"\ndate = 2024-03-18T10:20:00\nauthor = ['A. B.', 'C']\ntags = ['x', 'y']\nlang = 'de-AT'\n+++\nTekst";
        let mut problems = Vec::new();
        let (meta, rest) = split(yaml, &mut problems);
        assert_eq!((meta.clone(), rest), split(toml, &mut problems));
        assert_eq!((meta.title.as_deref(), meta.author.as_deref()), (Some("Een: twee"), Some("A. B., C")));
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2024-03-18T10:20:00"));
        assert_eq!((meta.tags, meta.lang, rest), (vec!["x".to_owned(), "y".to_owned()], Lang::De, "Tekst"));
        assert!(problems.is_empty());
    }

    #[test]
    fn broken_front_matter_is_a_problem_and_the_text_goes_on() {
        let mut problems = Vec::new();
        let (meta, rest) = split("---\ntitle: Een: twee\ndate: 2024-03-18\n---\nTekst", &mut problems);
        assert_eq!((meta.title.as_deref(), rest), (Some("Een: twee"), "Tekst"));
        assert!(meta.date.is_some());
        assert_eq!((problems.len(), problems[0].line), (1, 2));
        let (meta, rest) = split("+++\ntitle = 'Kop'\ndate = nee\n+++\nTekst", &mut problems);
        assert_eq!((meta.title.as_deref(), rest, problems[1].line), (Some("Kop"), "Tekst", 3));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let mut problems = Vec::new();
        assert_eq!(split("---\n\nTekst", &mut problems).1, "---\n\nTekst");
        let bomb = format!("---\nx: {}\n---\nTekst", "[".repeat(12_000));
        assert_eq!(split(&bomb, &mut problems).1, "Tekst");
        assert_eq!(problems.len(), 1);
    }

    proptest! {
        #[test]
        fn never_panics(inside in "[a-z:\\[\\]{}&*!|>'\" \n0-9=.,#-]{0,120}") {
            split(&format!("---\n{inside}\n---\nx"), &mut Vec::new());
            split(&format!("+++\n{inside}\n+++\nx"), &mut Vec::new());
        }
    }
}
