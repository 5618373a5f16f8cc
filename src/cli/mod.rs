//! Floor 9: the command line. [`run`] reads the arguments and calls one file for each subcommand.

mod annotate;
mod args;
mod failure;
mod index;
mod keys;
mod library;
mod list;
mod man;
mod names;
mod print;
#[cfg(feature = "tui")]
mod read;
#[cfg(feature = "tui")]
mod settings;
pub mod setup;
mod state;
mod words;

pub use failure::Failure;

use std::fmt;
#[cfg(feature = "tui")]
use std::io::IsTerminal;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use args::{Args, Command};

/// Runs the program with the process's arguments; the exit code is 0, 1 for a failure, 2 for usage.
pub fn run() -> ExitCode {
    let args = match Args::try_parse().and_then(unmixed) {
        Ok(args) => args,
        Err(e) => return usage(&e),
    };
    match dispatch(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) if e.is_closed_pipe() => ExitCode::SUCCESS,
        Err(e) => {
            tell(format_args!("briefing: {e}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard error. That nobody reads it (`2>&1 | head`) is no reason to fail.
fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Articles to open are no arguments of a subcommand.
fn unmixed(args: Args) -> Result<Args, clap::Error> {
    if args.command.is_none() || args.paths.is_empty() {
        return Ok(args);
    }
    let said = "articles to read and a subcommand exclude each other";
    Err(Args::command().error(ErrorKind::ArgumentConflict, said))
}

/// Help and version go to standard output and succeed; a wrong call goes to standard error.
fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Opens the reader; where standard output is no terminal, prints the articles instead.
fn read(args: Args) -> Result<(), Failure> {
    #[cfg(feature = "tui")]
    if std::io::stdout().is_terminal() {
        return read::run(&args);
    }
    let config = args.config.as_deref();
    let files = library::paths(&args.paths, config)?;
    print::run(&args::PrintArgs { width: None, linear: false, files }, config)
}

fn dispatch(args: Args) -> Result<(), Failure> {
    let config = args.config.as_deref();
    let store = library::Place { store: args.store.as_deref(), config };
    match &args.command {
        Some(Command::Annotate(a)) => annotate::run(a, config),
        Some(Command::Print(a)) => print::run(a, config),
        Some(Command::Keys(a)) => keys::keys(&args, a),
        Some(Command::Themes) => keys::themes(&args),
        Some(Command::Man) => man::run(),
        Some(Command::Index(a)) => index::run(a, store),
        Some(Command::List(a)) => list::list(a, store),
        Some(Command::Search(a)) => list::search(a, store),
        Some(Command::Entities(a)) => names::entities(a, store),
        Some(Command::Quotes(a)) => names::quotes(a, store),
        Some(Command::Stories(a)) => names::stories(a, store),
        Some(Command::State(a)) => state::run(a, store),
        None => read(args),
    }
}
