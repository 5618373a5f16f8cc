//! The program: all it does is [`briefing::cli::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    briefing::cli::run()
}
