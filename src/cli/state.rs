//! `briefing state`: what was read, starred and tagged, as text that can be merged.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use super::args::StateCommand;
use super::{Failure, library};
use crate::library::store::state::parse_export;

/// Exports or imports.
///
/// # Errors
/// When the store or the file cannot be read or written.
pub(super) fn run(command: &StateCommand, store: Option<&Path>) -> Result<(), Failure> {
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
                eprintln!("briefing: {}:{line}: this line is no state; skipped", file.display());
            }
            let taken = store.import(&saved).map_err(Failure::Store)?;
            eprintln!("{taken} of {} taken; the others were not newer than what is here", saved.len());
            Ok(())
        }
    }
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
