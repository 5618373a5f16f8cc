//! What a subcommand fails with.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::config::ConfigProblem;
use crate::library::StoreError;
use crate::library::rules::RulesFailure;
use crate::library::scan::ScanProblem;

/// Why a subcommand failed, in words for the person who called it.
#[derive(Debug)]
pub enum Failure {
    /// Writing the output failed.
    Output(io::Error),
    /// The terminal could not be used.
    Terminal(io::Error),
    /// The shipped configuration is broken, which only a broken build can cause.
    Config(Box<ConfigProblem>),
    /// A configuration file that is there, or was asked for, could not be read.
    Unreadable(PathBuf, io::Error),
    /// The rules file could not be read.
    Rules(RulesFailure),
    /// Articles that could not be read; those that could were handled.
    Unread(Vec<ScanProblem>),
    /// A file that was named could not be read or written.
    File(PathBuf, io::Error),
    /// The library failed.
    Store(StoreError),
    /// Nobody says where the library is.
    NoStore,
    /// A query cannot be read; the message shows where.
    Query(String),
    /// No name in the library has these words.
    NoName(String),
}

impl Failure {
    /// Whether the reader of our output has simply gone away.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Output(e) => write!(f, "writing the output: {e}"),
            Failure::Terminal(e) => write!(f, "the terminal: {e}"),
            Failure::Config(problem) => write!(f, "the built-in configuration is broken: {problem}"),
            Failure::Unreadable(path, e) => {
                write!(f, "{}: {e}; name another file with --config", path.display())
            }
            Failure::Rules(failure) => write!(f, "{failure}; --no-rules leaves the corrections out"),
            Failure::File(path, e) => write!(f, "{}: {e}", path.display()),
            Failure::Store(e) => write!(f, "the library: {e}"),
            Failure::NoStore => {
                f.write_str("no home folder to keep the library in; name one with --store FILE")
            }
            Failure::NoName(words) => write!(f, "no name in the library has the words `{words}`"),
            Failure::Query(message) => f.write_str(message),
            Failure::Unread(problems) => {
                let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join("\nbriefing: "))
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        Failure::Output(e)
    }
}
