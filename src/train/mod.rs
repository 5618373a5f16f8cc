//! How the shipped data is made: compiled with the feature `train` alone, never by the reader.

pub mod cluster;
pub mod command;
pub mod corpus;
pub mod crf;
pub mod dataset;
pub mod gazetteer;
pub mod gold;
pub mod markup;
pub mod owlqn;
pub mod quantise;
pub mod quote;
pub mod recipe;
pub mod score;

use std::fmt::Display;
use std::io::{self, Write};

/// Prints the errors, where they are asked for, then the result. Whoever reads the output may have gone (`| head`):
/// that is an error, not a panic.
fn print(result: &impl Display, log: &[String], errors: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in log.iter().filter(|_| errors) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{result}")
}
