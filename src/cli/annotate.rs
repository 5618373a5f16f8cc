//! `briefing annotate`: what the engine finds, as JSON or text.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::args::{AnnotateArgs, OutputFormat};
use super::print::tell_of_none;
use super::setup::Setup;
use super::{Failure, tell, words};
use crate::annotate::annotate;
use crate::annotate::rules::{self, Rules};
use crate::export;
use crate::library::rules::RulesFailure;
use crate::library::{self, scan};

/// Prints the annotations of each file.
///
/// # Errors
/// When the rules file or a file cannot be read (the others are still printed) or the output cannot be written.
pub(super) fn run(args: &AnnotateArgs, config: Option<&Path>) -> Result<(), Failure> {
    let named = args.rules.as_deref();
    let setup = Setup::find_telling(config)?;
    words::take_in(&setup);
    let rules = if args.no_rules { Rules::default() } else { corrections(named, &setup)? };
    let languages = setup.languages();
    let mut out = BufWriter::new(io::stdout().lock());
    let (sources, mut problems) = scan::find(&args.files);
    tell_of_none(&sources, &problems);
    let array = matches!(args.format, OutputFormat::Json) && (sources.len() != 1 || !problems.is_empty());
    let mut printed = 0;
    if array {
        out.write_all(b"[")?;
    }
    for source in &sources {
        let document = match scan::load_expecting(source, &languages) {
            Ok(document) => document,
            Err(e) => {
                problems.push(e);
                continue;
            }
        };
        let annotations = rules::apply(&rules, &source.name(), &document, annotate(&document));
        match args.format {
            OutputFormat::Json => {
                out.write_all(if printed > 0 { b",\n" } else { b"" })?;
                export::json::write(&document, &annotations, &mut out)?;
            }
            OutputFormat::Text => export::text::write_annotations(&document, &annotations, &mut out)?,
        }
        printed += 1;
    }
    if array {
        out.write_all(b"]")?;
    }
    if matches!(args.format, OutputFormat::Json) {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    if problems.is_empty() { Ok(()) } else { Err(Failure::Unread(problems)) }
}

/// The corrections to apply. Lines that were skipped are told on standard error, and are no failure.
pub(super) fn corrections(named: Option<&Path>, setup: &Setup) -> Result<Rules, Failure> {
    let file = match named {
        Some(named) => {
            let missing = |error| RulesFailure { path: named.to_owned(), error };
            named.metadata().map_err(|e| Failure::Rules(missing(e)))?;
            Some(named.to_owned())
        }
        None => setup.rules(),
    };
    let Some(file) = file else { return Ok(Rules::default()) };
    let read = library::rules::read(&file).map_err(Failure::Rules)?;
    for problem in &read.problems {
        tell(format_args!("briefing: {problem}"));
    }
    Ok(read.rules)
}
