//! Trains and measures the recogniser of names (feature `train`).

use briefing::train::command::{Cli, run};
use clap::Parser;

fn main() -> std::process::ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ner: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
