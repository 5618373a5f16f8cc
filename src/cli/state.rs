//! `briefing state`: what was read, starred and tagged, as text that can be merged.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use super::args::{MarkArgs, StateCommand};
use super::library::Place;
use super::{Failure, library, tell};
use crate::library::Store;
use crate::library::store::state::{LATER, READ, STARRED, parse_export};
use crate::library::store::{Change, Sort};

/// Exports or imports.
///
/// # Errors
/// When the store or the file cannot be read or written.
pub(super) fn run(command: &StateCommand, store: Place<'_>) -> Result<(), Failure> {
    let mut store = library::open(store)?;
    match command {
        StateCommand::Export { file } => {
            let text = store.export().map_err(Failure::Store)?;
            match file.as_deref().filter(|f| f.as_os_str() != "-") {
                Some(file) => fs::write(file, text).map_err(|e| Failure::File(file.to_path_buf(), e)),
                None => Ok(io::stdout().lock().write_all(text.as_bytes())?),
            }
        }
        StateCommand::Import { file } => {
            let (saved, wrong) = parse_export(&read(file)?);
            for line in &wrong {
                tell(format_args!("briefing: {}:{line}: this line is no state; skipped", file.display()));
            }
            let taken = store.import(&saved).map_err(Failure::Store)?;
            tell(format_args!(
                "{taken} of {} taken; the others were not newer than what is here",
                saved.len()
            ));
            Ok(())
        }
        StateCommand::Mark(args) => mark(&mut store, args),
    }
}

/// Changes the state of what a query finds; how many articles changed goes to standard output when it is on disk.
fn mark(store: &mut Store, args: &MarkArgs) -> Result<(), Failure> {
    let query = library::query(&args.query)?;
    let ids = store.ids(&query, Sort::Newest).map_err(Failure::Store)?;
    let mut changes = Vec::new();
    let flags =
        [(READ, args.read, args.unread), (STARRED, args.star, args.unstar), (LATER, args.later, args.now)];
    for (flag, set, clear) in flags {
        if set || clear {
            changes.push(Change::Flag(flag, set));
        }
    }
    changes.extend(args.tag.iter().cloned().map(Change::Tag));
    changes.extend(args.untag.iter().cloned().map(Change::Untag));
    let changed = store.change(&ids, &changes).map_err(Failure::Store)?;
    Ok(writeln!(
        io::stdout().lock(),
        "{} article{} changed",
        changed.len(),
        if changed.len() == 1 { "" } else { "s" }
    )?)
}

fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    read.map_err(|e| Failure::File(file.to_path_buf(), e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
