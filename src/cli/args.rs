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
    /// Print the keys that the configuration makes.
    Keys(KeysArgs),
    /// Print the themes that the configuration can name; a star marks those in force.
    Themes,
    /// Print the manual page: briefing man | man -l -
    Man,
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
    after_help = "Examples:\n  briefing annotate article.txt\n  briefing annotate --format text articles/*.txt\n  briefing annotate --no-rules article.txt | jq .entities_index\n\nOne object for one file, an array for several. Offsets count Unicode code points."
)]
pub(super) struct AnnotateArgs {
    /// The form of the output.
    #[arg(long, value_enum, default_value = "json")]
    pub(super) format: OutputFormat,

    /// Apply the corrections in this file instead of the user's own.
    #[arg(long, value_name = "FILE")]
    pub(super) rules: Option<PathBuf>,

    /// Apply no corrections.
    #[arg(long, conflicts_with = "rules")]
    pub(super) no_rules: bool,

    /// Articles; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `print`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing print article.html\n  briefing print --width 0 article.md | grep -n Blinken\n  briefing print --linear article.txt | espeak\n\nWith --linear headings are announced (\"Section 2 of 5: ...\"), list items, quotations and captions are named, and\nnumbers in brackets refer to notes at the end of each section: who or what is named, who said a quote."
)]
pub(super) struct PrintArgs {
    /// Columns to a line; 0 leaves paragraphs on one line each [default: 72, with --linear 0].
    #[arg(long, value_name = "COLUMNS")]
    pub(super) width: Option<usize>,

    /// For screen readers and pipes: no lines or boxes, entities and quotes as numbered notes after each section.
    #[arg(long)]
    pub(super) linear: bool,

    /// Articles; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

/// Arguments of `keys`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing keys | less\n  briefing keys --toml >> ~/.config/briefing/config.toml"
)]
pub(super) struct KeysArgs {
    /// As config.toml writes them.
    #[arg(long, conflicts_with = "markdown")]
    pub(super) toml: bool,

    /// As tables in Markdown.
    #[arg(long)]
    pub(super) markdown: bool,
}
