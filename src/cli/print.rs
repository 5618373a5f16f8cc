//! `briefing print`: articles as readable text.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::annotate::corrections;
use super::args::PrintArgs;
use super::setup::Setup;
use super::{Failure, tell, words};
use crate::annotate::annotate;
use crate::annotate::rules::{self, Rules};
use crate::export;
use crate::library::scan::{self, ScanProblem, Source};

/// Prints each article.
///
/// # Errors
/// When the corrections or a file cannot be read (the others are still printed) or the output cannot be written.
pub(super) fn run(args: &PrintArgs, config: Option<&Path>) -> Result<(), Failure> {
    let setup = Setup::find_telling(config)?;
    if args.linear {
        words::take_in(&setup);
    }
    let rules = if args.linear { corrections(None, &setup)? } else { Rules::default() };
    let languages = setup.languages();
    let mut out = BufWriter::new(io::stdout().lock());
    let (sources, mut problems) = scan::find(&args.files);
    tell_of_none(&sources, &problems);
    for (i, source) in sources.iter().enumerate() {
        match scan::load_expecting(source, &languages) {
            Ok(document) => {
                if i > 0 {
                    out.write_all(b"\n\n")?;
                }
                if args.linear {
                    let annotations = rules::apply(&rules, &source.name(), &document, annotate(&document));
                    export::linear::write(&document, &annotations, args.width.unwrap_or(0), &mut out)?;
                } else {
                    export::text::write(&document, args.width.unwrap_or(72), &mut out)?;
                }
            }
            Err(e) => problems.push(e),
        }
    }
    out.flush()?;
    if problems.is_empty() { Ok(()) } else { Err(Failure::Unread(problems)) }
}

/// Says so on standard error where folders were named that hold no articles: no output could be taken for a success.
pub(super) fn tell_of_none(sources: &[Source], problems: &[ScanProblem]) {
    if sources.is_empty() && problems.is_empty() {
        tell(format_args!("briefing: there are no articles here; .txt, .md and .html files are read"));
    }
}
