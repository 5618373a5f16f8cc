//! Trains and measures the quote engine (feature `train`).

use briefing::train::quote::command::{Cli, run};
use clap::Parser;

fn main() -> std::process::ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quotes: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
