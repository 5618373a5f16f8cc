//! The arguments as typed; what they mean is decided by the subcommands.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Read news briefings in the terminal: sections, entities and quotes, offline.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Examples:\n  briefing                     open the folders that config.toml names\n  briefing articles/ extra.md  open a folder and a file\n  curl -s URL | briefing -     read one article from standard input\n  briefing article.txt | less  not to a terminal: prints the article"
)]
pub(super) struct Args {
    /// Files and folders to open; `-` for standard input.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Read this configuration instead of the user's own.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,

    /// Draw without colour, as NO_COLOR does.
    #[arg(long, global = true)]
    pub(super) no_color: bool,

    /// Keep the library in this file instead of the user's data folder.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) store: Option<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What to do instead of reading.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print what the engine finds: sections, entities and quotes.
    Annotate(AnnotateArgs),
    /// Print articles as readable text.
    Print(PrintArgs),
    /// Bring the library up to what the article files are.
    Index(IndexArgs),
    /// Export or import what was read, starred and tagged.
    #[command(subcommand)]
    State(StateCommand),
}

/// The form of an output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OutputFormat {
    /// The annotation interchange format.
    Json,
    /// Lines to read.
    Text,
}

/// Arguments of `annotate`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing annotate article.txt\n  briefing annotate --format text articles/*.txt\n\nOne object for one file, an array for several. Offsets count Unicode code points."
)]
pub(super) struct AnnotateArgs {
    /// The form of the output.
    #[arg(long, value_enum, default_value = "json")]
    pub(super) format: OutputFormat,

    /// Articles; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `print`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing print article.html\n  briefing print --width 0 article.md | grep -n Blinken"
)]
pub(super) struct PrintArgs {
    /// Columns to a line; 0 leaves paragraphs on one line each.
    #[arg(long, default_value_t = 72, value_name = "COLUMNS")]
    pub(super) width: usize,

    /// Articles; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `index`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing index                       the folders that config.toml names\n  briefing index ~/news --watch        go on as files come and go\n  briefing index . --ignore 'drafts'   leave out what is called drafts\n\nOnly files that changed are read. Stopping loses nothing: the next run goes on."
)]
pub(super) struct IndexArgs {
    /// Files and folders.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Leave out files and folders of this name; * and ? stand for other characters.
    #[arg(long, value_name = "PATTERN")]
    pub(super) ignore: Vec<String>,

    /// Go on looking for changes until stopped.
    #[arg(long)]
    pub(super) watch: bool,

    /// Threads that read; 0 for one to a core.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,

    /// Say nothing but what could not be read.
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// What to do with the state.
#[derive(Debug, Subcommand)]
pub(super) enum StateCommand {
    /// Write it as text, one line to an article.
    Export {
        /// The file; standard output without one.
        file: Option<PathBuf>,
    },
    /// Take it in; where both know an article, the later change counts.
    Import {
        /// The file; `-` for standard input.
        file: PathBuf,
    },
}
