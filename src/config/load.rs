//! From text to [`Config`]: the user's tables are laid over the shipped ones, and what does not fit is taken out again.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::Config;
use super::explain::explain;
use super::location::Origin;
use super::problem::{ConfigProblem, Source};

/// The shipped defaults, every line of them documented.
pub const SHIPPED: &str = include_str!("../../config.toml");

/// Problems after which a file is given up: each costs a reading of all that is left.
const MOST_PROBLEMS: usize = 50;

/// Settings that run programs; a file that came with the folder may not hold them.
const COMMANDS: [[&str; 2]; 3] = [["copy", "command"], ["tools", "editor"], ["tools", "browser"]];

/// Settings that name a file to write; a file that came with the folder may not hold them either.
const WRITTEN: [[&str; 2]; 1] = [["articles", "rules"]];

impl Config {
    /// The shipped defaults.
    ///
    /// # Errors
    /// Only when this program was built with a broken `config.toml`, which its tests rule out.
    pub fn shipped() -> Result<Config, Box<ConfigProblem>> {
        let source = Source { path: "config.toml".into(), text: SHIPPED.to_owned() };
        read(shipped_table()).map_err(|fault| Box::new(source.problem(fault.at, fault.message)))
    }

    /// The defaults with what the user's file says over them, and all that is wrong in it, in the order of the file.
    ///
    /// # Errors
    /// As [`Config::shipped`]; what is wrong in the user's file is no error.
    pub fn load(source: &Source, origin: Origin) -> Result<(Config, Vec<ConfigProblem>), Box<ConfigProblem>> {
        let (root, mistakes) = DeTable::parse_recoverable(&source.text);
        let mut user = root.into_inner();
        let mut problems = broken_lines(source, &mistakes);
        let broken: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
        problems.extend(source.no_utf8());
        if origin == Origin::WorkingFolder {
            problems.extend(take_commands(&mut user, source));
        }
        let (config, unfit) = fit(source, user);
        // What the parser made up to get past a broken line is not the user's mistake.
        problems.extend(unfit.into_iter().filter(|problem| broken.binary_search(&problem.line).is_err()));
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Ok((config.map_or_else(Config::shipped, Ok)?, problems))
    }
}

/// Whether a file in the working folder is this program's config and not that of another.
pub fn is_ours(text: &str) -> bool {
    let (table, _) = DeTable::parse_recoverable(text);
    let shipped = shipped_table();
    let ours = |name: &str, value: &DeValue<'_>| value.is_table() && shipped.contains_key(name);
    table.get_ref().is_empty()
        || table.get_ref().iter().any(|(key, value)| ours(key.get_ref(), value.get_ref()))
}

/// The shipped defaults as tables.
pub(super) fn shipped_table() -> DeTable<'static> {
    DeTable::parse_recoverable(SHIPPED).0.into_inner()
}

/// The lines that are no TOML, each once: the parser stumbles over one several times, and the first time tells.
fn broken_lines(source: &Source, mistakes: &[toml::de::Error]) -> Vec<ConfigProblem> {
    let mistakes = mistakes.iter().take(MOST_PROBLEMS);
    let mut problems: Vec<ConfigProblem> =
        mistakes.map(|error| source.problem(span(error), error.message())).collect();
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup_by_key(|problem| problem.line);
    problems
}

/// What serde found, and where.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: Range<usize>,
}

fn span(error: &toml::de::Error) -> Range<usize> {
    error.span().unwrap_or(0..0)
}

fn read(table: DeTable<'_>) -> Result<Config, Fault> {
    let root = Spanned::new(0..0, table);
    Config::deserialize(Deserializer::from(root))
        .map_err(|error| Fault { message: error.message().to_owned(), at: span(&error) })
}

/// The user's tables over the shipped ones, without the entries that do not fit, and why they do not.
fn fit(source: &Source, mut user: DeTable<'_>) -> (Option<Config>, Vec<ConfigProblem>) {
    let mut problems = Vec::new();
    while problems.len() < MOST_PROBLEMS {
        let fault = match read(overlay(shipped_table(), user.clone())) {
            Ok(config) => return (Some(config), problems),
            Err(fault) => fault,
        };
        let Some(removed) = remove(&mut user, &fault.at, &[]) else { break };
        let made_up = removed.value.span().is_empty();
        // The parser gives a value that it cannot read no room, and an entry without room is counted as its line's.
        let fault = if made_up { Fault { at: removed.key.span(), ..fault } } else { fault };
        problems.push(explain(source, fault, &removed));
    }
    (None, problems)
}

/// `over` laid over `under`: tables are merged, all else is replaced. What the result is wrong about is wrong in
/// `over`, because `under` is whole by itself; so every place of an error is a place in the user's file.
fn overlay<'i>(mut under: DeTable<'i>, over: DeTable<'i>) -> DeTable<'i> {
    for (key, value) in over {
        let below = under.remove(key.get_ref().as_ref());
        let place = value.span();
        let merged = match (below.map(Spanned::into_inner), value.into_inner()) {
            (Some(DeValue::Table(below)), DeValue::Table(above)) => DeValue::Table(overlay(below, above)),
            (_, above) => above,
        };
        under.insert(key, Spanned::new(place, merged));
    }
    under
}

/// What was taken out of the user's tables.
pub(super) struct Removed<'i> {
    /// The tables it stood in, from the outside.
    pub(super) path: Vec<String>,
    pub(super) key: Spanned<String>,
    pub(super) value: Spanned<DeValue<'i>>,
}

/// Takes the entry at fault out of the tables: the one whose key, or whose value, lies where the fault is.
fn remove<'i>(table: &mut DeTable<'i>, at: &Range<usize>, path: &[String]) -> Option<Removed<'i>> {
    let holds = |place: Range<usize>| place.start <= at.start && at.end <= place.end;
    let guilty = |key: Range<usize>, value: &Spanned<DeValue<'_>>| {
        key == *at || value.span() == *at || (!value.get_ref().is_table() && holds(value.span()))
    };
    let found = table.iter().find(|(key, value)| guilty(key.span(), value)).map(|(key, _)| key.clone());
    if let Some(key) = found {
        let value = table.remove(key.get_ref().as_ref())?;
        let key = Spanned::new(key.span(), key.into_inner().into_owned());
        return Some(Removed { path: path.to_vec(), key, value });
    }
    for (key, value) in table.iter_mut() {
        if let DeValue::Table(inner) = value.get_mut() {
            let path: Vec<String> = path.iter().cloned().chain([key.get_ref().to_string()]).collect();
            if let Some(removed) = remove(inner, at, &path) {
                return Some(removed);
            }
        }
    }
    None
}

/// Takes out of a file what it may not hold: commands, and files to write. Empty ones stay: a copy of the shipped file
/// says nothing new.
fn take_commands(user: &mut DeTable<'_>, source: &Source) -> Vec<ConfigProblem> {
    let commands = COMMANDS.map(|place| (place, "runs a program"));
    let written = WRITTEN.map(|place| (place, "names a file to write"));
    let mut problems = Vec::new();
    for ([table, key], does) in commands.into_iter().chain(written) {
        let Some(DeValue::Table(inner)) = user.get_mut(table).map(Spanned::get_mut) else { continue };
        let Some(value) = inner.get(key) else { continue };
        let empty = match value.get_ref() {
            DeValue::Array(words) => words.is_empty(),
            DeValue::String(text) => text.is_empty(),
            _ => false,
        };
        if !empty {
            let message = format!("`{key}` {does}, so a config.toml in the working folder may not set it");
            let help = "put it into your own config file, or name this one with --config";
            problems.push(source.problem(value.span(), message).with_help(help));
            inner.remove(key);
        }
    }
    problems
}
