//! `briefing annotate`: what the engine finds, as JSON or text.

use std::io::{self, BufWriter, Write};

use super::Failure;
use super::args::{AnnotateArgs, OutputFormat};
use crate::annotate::annotate;
use crate::export;
use crate::library::scan;

/// Prints the annotations of each file.
///
/// # Errors
/// When a file cannot be read (the others are still printed) or the output cannot be written.
pub(super) fn run(args: &AnnotateArgs) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let (sources, mut problems) = scan::find(&args.files);
    let array = matches!(args.format, OutputFormat::Json) && (sources.len() != 1 || !problems.is_empty());
    let mut printed = 0;
    if array {
        out.write_all(b"[")?;
    }
    for source in &sources {
        let document = match scan::load(source) {
            Ok(document) => document,
            Err(e) => {
                problems.push(e);
                continue;
            }
        };
        let annotations = annotate(&document);
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
