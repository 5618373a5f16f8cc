//! Makes a picture of a real screen: runs the reader in a pseudo-terminal, types keys, writes the frame as SVG.
//!
//! `cargo run --release --example picture -- --size 120x40 --keys 'j j enter' --out docs/pictures/reading.svg articles`

#[path = "../../tests/common/pty.rs"]
#[allow(dead_code)]
mod pty;
mod svg;

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use portable_pty::CommandBuilder;
use pty::{Outcome, Terminal, key_bytes};

/// In the environment of the program when it is started by itself: it is the reader then, built from the same code.
const AS_READER: &str = "BRIEFING_PICTURE_READER";

/// Makes a picture of a real screen.
#[derive(Parser)]
struct Args {
    /// Columns and rows of the terminal.
    #[arg(long, default_value = "120x40", value_parser = size)]
    size: (u16, u16),

    /// Keys to type, by name, with spaces between: `j j enter ctrl-d`.
    #[arg(long, default_value = "")]
    keys: String,

    /// The file to write.
    #[arg(long)]
    out: PathBuf,

    /// Ink and paper of the terminal where the reader leaves its default colours.
    #[arg(long, default_value = "d0d0d0:16161a")]
    page: String,

    /// What TERM the reader finds.
    #[arg(long, default_value = "xterm-256color")]
    term: String,

    /// Arguments of the reader.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    reader: Vec<OsString>,
}

fn main() -> ExitCode {
    if std::env::var_os(AS_READER).is_some() {
        return briefing::cli::run();
    }
    match picture(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("picture: {e}");
            ExitCode::FAILURE
        }
    }
}

fn picture(args: &Args) -> Result<(), Box<dyn Error>> {
    let raw = frame(args)?;
    let (ink, paper) = args.page.split_once(':').ok_or("--page takes two colours: d0d0d0:16161a")?;
    let page = svg::Page { ink: svg::hex(ink)?, paper: svg::hex(paper)? };
    if let Some(folder) = args.out.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&args.out, svg::Picture::of(&raw, args.size, page).draw())?;
    Ok(())
}

/// What the reader writes to a terminal until the last key is drawn.
fn frame(args: &Args) -> Outcome<Vec<u8>> {
    let mut command = CommandBuilder::new(std::env::current_exe()?);
    command.args(&args.reader);
    command.cwd(std::env::current_dir()?);
    command.env(AS_READER, "1");
    command.env("TERM", &args.term);
    command.env("COLORTERM", "truecolor");
    // What an earlier reader kept is not in the picture.
    let home = tempfile::tempdir()?;
    command.env("XDG_DATA_HOME", home.path());
    let terminal = Terminal::start(command, args.size)?;
    let limit = Duration::from_secs(20);
    if !terminal.wait(limit, |seen| seen.frames > 0) {
        return Err("the reader drew nothing".into());
    }
    terminal.rest(Duration::from_millis(600));
    for key in args.keys.split_whitespace() {
        let before = terminal.seen().frames;
        terminal.type_bytes(&key_bytes(key))?;
        if !terminal.wait(limit, |seen| seen.frames > before) {
            return Err(format!("nothing was drawn after {key}").into());
        }
        terminal.rest(Duration::from_millis(150));
    }
    terminal.rest(Duration::from_millis(400));
    let raw = terminal.seen().raw.clone();
    Ok(raw)
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let (columns, rows) = text.split_once('x').ok_or("a size is COLUMNSxROWS")?;
    let number = |n: &str| n.parse().map_err(|_| format!("{n} is no number of cells"));
    Ok((number(columns)?, number(rows)?))
}
