//! What serde says about an entry that does not fit, in the words of somebody who writes TOML.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::{Fault, Removed, shipped_table};
use super::problem::{ConfigProblem, Source};

/// How serde's messages about what it found begin.
const SERDE_FOUND: [&str; 4] = ["invalid type", "invalid value", "invalid length", "unknown variant"];

/// The fault as a problem: what cannot be, and what was expected instead.
pub(super) fn explain(source: &Source, fault: Fault, removed: &Removed<'_>) -> ConfigProblem {
    let (path, key) = (&removed.path, removed.key.get_ref());
    let siblings = shipped_at(path);
    let Some(shipped) = siblings.get(key.as_str()) else {
        return unknown_key(source, fault, removed, &siblings);
    };
    // Serde says what it expected only in its message; what it found is better told from the value.
    let expected = match fault.message.split_once(", expected ") {
        _ if shipped.get_ref().is_table() && !removed.value.get_ref().is_table() => "a table",
        Some((said, expected)) if !SERDE_FOUND.iter().any(|start| said.starts_with(start)) => {
            return source.problem(fault.at, said).with_help(format!("expected {expected}"));
        }
        Some((_, expected)) => plain(expected),
        None if fault.message == "wanted string or table" => plain("a string"),
        None => return source.problem(fault.at, fault.message),
    };
    let found = found(removed.value.get_ref(), &fault.message);
    source.problem(fault.at, format!("`{key}` cannot {found}")).with_help(format!("expected {expected}"))
}

/// The shipped table that `path` leads to, as far as it leads.
fn shipped_at(path: &[String]) -> DeTable<'static> {
    path.iter().fold(shipped_table(), |mut table, name| {
        match table.remove(name.as_str()).map(Spanned::into_inner) {
            Some(DeValue::Table(inner)) => inner,
            _ => table,
        }
    })
}

/// A key that is not there, with those that are, and the one that was probably meant. In a table whose keys are free
/// it is the value that does not fit.
fn unknown_key(
    source: &Source,
    fault: Fault,
    removed: &Removed<'_>,
    siblings: &DeTable<'_>,
) -> ConfigProblem {
    let key = removed.key.get_ref();
    if !fault.message.starts_with("unknown field") {
        let found = found(removed.value.get_ref(), &fault.message);
        let expected =
            fault.message.split_once(", expected ").map_or("something else", |(_, expected)| expected);
        let problem = source.problem(fault.at, format!("`{key}` cannot {found}"));
        return problem.with_help(format!("expected {}", plain(expected)));
    }
    let kind = match removed.path.as_slice() {
        [] => "table".to_owned(),
        path => format!("key of [{}]", path.join(".")),
    };
    let names: Vec<String> = siblings.keys().map(|known| known.get_ref().to_string()).collect();
    let listed = format!("expected one of {}", names.join(", "));
    // A key far longer than any is no typing error, and comparing it would cost its length squared.
    let near = names.iter().filter(|_| key.len() <= 64).map(|name| (strsim::jaro_winkler(key, name), name));
    let help = match near.filter(|(score, _)| *score > 0.86).max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, nearest)) => format!("did you mean `{nearest}`? ({listed})"),
        None => listed,
    };
    source.problem(fault.at, format!("`{key}` is no {kind}")).with_help(help)
}

/// What a value cannot be, or hold, in words.
fn found(value: &DeValue<'_>, message: &str) -> String {
    let element = message.split('`').nth(1);
    match (value, element) {
        (DeValue::String(text), _) => format!("be \"{text}\""),
        (DeValue::Integer(number), _) => format!("be {number}"),
        (DeValue::Float(number), _) => format!("be {number}"),
        (DeValue::Boolean(value), _) => format!("be {value}"),
        (DeValue::Datetime(_), _) => "be a date".to_owned(),
        (DeValue::Array(_), Some(element)) => format!("hold `{element}`"),
        (DeValue::Array(_), None) => "be a list".to_owned(),
        (DeValue::Table(_), _) => "be a table".to_owned(),
    }
}

/// Serde's words for types in those of TOML's users.
fn plain(expected: &str) -> &str {
    match expected {
        "a boolean" => "true or false",
        "a sequence" => "a list in brackets",
        "a map" => "a table",
        "a string" => "a string in quotation marks",
        other => other,
    }
}
