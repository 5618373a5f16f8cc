//! The arguments as typed; what they mean is decided by the subcommands.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Parser, Subcommand, ValueEnum};

use crate::annotate::Kind;
use crate::export::table::Form;
use crate::library::store::Sort;

/// Read news briefings in the terminal: sections, entities and quotes, offline.
#[derive(Debug, Parser)]
#[command(version, about)]
#[command(
    override_usage = "briefing [OPTIONS] [PATH]...\n       briefing [OPTIONS] <COMMAND>",
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
    /// Print the keys that the configuration makes.
    Keys(KeysArgs),
    /// Print the themes that the configuration can name; a star marks those in force.
    Themes,
    /// Print the manual page: briefing man | man -l -
    Man,
    /// Bring the library up to what the article files are.
    Index(IndexArgs),
    /// List the articles of the library.
    List(ListArgs),
    /// Find articles of the library by what is in them.
    Search(SearchArgs),
    /// List the names in the library, or show all about one.
    Entities(EntitiesArgs),
    /// Print who said what.
    Quotes(QuotesArgs),
    /// List the stories: articles about the same events.
    Stories(StoriesArgs),
    /// Mark, export or import what was read, starred and tagged.
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
    /// Change it for every article that a query finds.
    Mark(MarkArgs),
}

/// Arguments of `state mark`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing state mark 'date:<30d' --read\n  briefing state mark 'person:blinken is:unread' --tag kaukasus --later"
)]
#[command(group = ArgGroup::new("change").required(true).multiple(true))]
pub(super) struct MarkArgs {
    /// Which articles.
    #[arg(value_name = "QUERY")]
    pub(super) query: String,

    /// They were read.
    #[arg(long, group = "change", conflicts_with = "unread")]
    pub(super) read: bool,

    /// They were not read.
    #[arg(long, group = "change")]
    pub(super) unread: bool,

    /// Give them a star.
    #[arg(long, group = "change", conflicts_with = "unstar")]
    pub(super) star: bool,

    /// Take their star away.
    #[arg(long, group = "change")]
    pub(super) unstar: bool,

    /// Put them off.
    #[arg(long, group = "change", conflicts_with = "now")]
    pub(super) later: bool,

    /// No longer put them off.
    #[arg(long, group = "change")]
    pub(super) now: bool,

    /// Give them a tag.
    #[arg(long, group = "change", value_name = "TAG")]
    pub(super) tag: Vec<String>,

    /// Take a tag away.
    #[arg(long, group = "change", value_name = "TAG")]
    pub(super) untag: Vec<String>,
}

/// The form of rows.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum RowFormat {
    /// Lines to read.
    Text,
    /// An array of objects, one to a line.
    Json,
    /// Comma-separated values with a header.
    Csv,
}

impl From<RowFormat> for Form {
    fn from(format: RowFormat) -> Form {
        match format {
            RowFormat::Text => Form::Text,
            RowFormat::Json => Form::Json,
            RowFormat::Csv => Form::Csv,
        }
    }
}

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing list is:unread --limit 20\n  briefing list 'source:gazet date:>7d' --sort oldest --format csv"
)]
pub(super) struct ListArgs {
    /// Only the articles that this query finds.
    #[arg(value_name = "QUERY")]
    pub(super) query: Option<String>,

    /// Their order.
    #[arg(long, default_value = "newest", value_parser = PossibleValuesParser::new(Sort::ALL.map(|(name, _)| name)))]
    pub(super) sort: String,

    /// At most so many.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,

    /// Leave out so many at the start.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,

    /// The form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowFormat,
}

/// Arguments of `search`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing search minister 'by:\"Antony Blinken\"'\n  briefing search 'storm* NOT title:liveblog date:>30d' --format json\n\nWords, \"phrases\", prefix*, AND OR NOT ( ), /regular expressions/, and the fields title: source: date: lang:\nperson: place: org: said: by: tag: is:"
)]
pub(super) struct SearchArgs {
    /// What to find.
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,

    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,

    /// The form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowFormat,
}

/// A kind of name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum NameKind {
    /// People.
    Person,
    /// Places and countries.
    Place,
    /// Organisations.
    Org,
    /// Nationalities, events, works and the like.
    Misc,
}

impl From<NameKind> for Kind {
    fn from(kind: NameKind) -> Kind {
        match kind {
            NameKind::Person => Kind::Person,
            NameKind::Place => Kind::Place,
            NameKind::Org => Kind::Organisation,
            NameKind::Misc => Kind::Misc,
        }
    }
}

/// Arguments of `entities`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing entities --kind person --query 'date:>30d'\n  briefing entities blinken --page"
)]
pub(super) struct EntitiesArgs {
    /// Only names with these words in them.
    #[arg(value_name = "NAME")]
    pub(super) name: Vec<String>,

    /// Only names of this kind.
    #[arg(long, value_enum)]
    pub(super) kind: Option<NameKind>,

    /// Count only the articles that this query finds.
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,

    /// Show all about the first name: variants, roles, names beside it, days, articles.
    #[arg(long)]
    pub(super) page: bool,

    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,

    /// The form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowFormat,
}

/// Arguments of `quotes`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  briefing quotes --by blinken\n  briefing quotes --about blinken --format json"
)]
pub(super) struct QuotesArgs {
    /// Only what somebody of this name said.
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,

    /// Only what others said about this name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["by", "query"])]
    pub(super) about: Option<String>,

    /// Only in the articles that this query finds.
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,

    /// Join the same words of several articles; the others are named under `also`.
    #[arg(long)]
    pub(super) joined: bool,

    /// At most so many.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,

    /// The form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowFormat,
}

/// Arguments of `stories`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  briefing stories --query 'date:>7d'\n  briefing list --sort story")]
pub(super) struct StoriesArgs {
    /// Only stories with articles that this query finds.
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,

    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,

    /// The form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowFormat,
}
