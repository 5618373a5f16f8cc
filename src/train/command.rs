//! The command line of `ner`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use super::corpus::{self, Item};
use super::recipe::{self, Recipe};
use super::{cluster, gazetteer, print};
use crate::annotate::entity::feature::{FAMILIES, Families};
use crate::document::Lang;

/// Trains and measures the recogniser of names.
#[derive(Debug, Parser)]
#[command(name = "ner")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train a model.
    Train {
        #[command(flatten)]
        data: Data,
        /// Articles to measure the trained model on; it takes no part in training.
        #[arg(long)]
        dev: Option<PathBuf>,
        /// Where to write the model.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        choice: Choice,
    },
    /// Measure a model.
    Eval {
        #[command(flatten)]
        data: Data,
        /// The model file.
        #[arg(long)]
        model: PathBuf,
        /// Print what went wrong.
        #[arg(long)]
        errors: bool,
    },
    /// Measure the recipe: train on all folds but one, score that one, in turn.
    Crossval {
        #[command(flatten)]
        data: Data,
        /// Further folders of gold, or files of GermEval, to train on; never scored.
        #[arg(long, num_args = 1..)]
        more: Vec<PathBuf>,
        /// How many folds.
        #[arg(long, default_value_t = 10)]
        folds: usize,
        /// A folder for the folds' models; those that it has already are measured as they are.
        #[arg(long)]
        keep: Option<PathBuf>,
        /// Print what went wrong.
        #[arg(long)]
        errors: bool,
        #[command(flatten)]
        choice: Choice,
    },
    /// Build the word clusters.
    Clusters {
        /// Plain text, a sentence or a paragraph a line.
        #[arg(long, num_args = 1.., required = true)]
        text: Vec<PathBuf>,
        /// Where to write them.
        #[arg(long)]
        out: PathBuf,
    },
    /// Build the word clusters of languages for which others made them.
    ReadyClusters {
        /// A folder with `LANGUAGE_lexeme_cluster.json` and `LANGUAGE_lexeme_prob.json` for `en`, `de` and `es`.
        #[arg(long)]
        from: PathBuf,
        /// Where to write them.
        #[arg(long)]
        out: PathBuf,
    },
    /// Build the name lists.
    Gazetteer {
        /// The folder of readable lists.
        #[arg(long)]
        from: PathBuf,
        /// Where to write them.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
#[group(required = true)]
struct Data {
    /// A column file: token first, label last.
    #[arg(long)]
    conll: Option<PathBuf>,
    /// Folders of gold articles: `*.gold.json`, or marked-up `*.txt` in a folder named by their language.
    #[arg(long, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// A file of GermEval 2014.
    #[arg(long)]
    germeval: Option<PathBuf>,
    /// Only the articles of this language (a tag such as `nl`); column files are taken to be Dutch otherwise.
    #[arg(long, value_parser = language)]
    lang: Option<Lang>,
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| format!("no such language: {tag}"))
}

impl Data {
    fn read(&self) -> Result<Vec<Item>, Box<dyn Error>> {
        let mut items = Vec::new();
        if let Some(path) = &self.conll {
            items.extend(corpus::read_columns(path, self.lang.unwrap_or_default())?);
        }
        for folder in &self.gold {
            items.extend(corpus::read_gold(folder)?);
        }
        if let Some(path) = &self.germeval {
            items.extend(corpus::read_germeval(path)?);
        }
        items.retain(|i| self.lang.is_none_or(|l| l == i.lang));
        if items.is_empty() {
            return Err("no articles there".into());
        }
        Ok(items)
    }
}

#[derive(Debug, Args)]
struct Choice {
    /// Leave out a family of features (for an ablation); may be given several times.
    #[arg(long, value_parser = FAMILIES)]
    without: Vec<String>,
    /// Learn a second time with the letters of names masked.
    #[arg(long)]
    masked: bool,
    /// Weight of the L1 penalty.
    #[arg(long)]
    l1: Option<f32>,
    /// Weight of the L2 penalty.
    #[arg(long)]
    l2: Option<f32>,
    /// How often a feature must occur.
    #[arg(long)]
    least: Option<u32>,
    /// Steps at most.
    #[arg(long)]
    steps: Option<usize>,
    /// Stop where ten steps better the loss by less than this share of it.
    #[arg(long)]
    tolerance: Option<f64>,
}

impl Choice {
    fn recipe(&self) -> Recipe {
        let mut recipe = Recipe::default();
        recipe.families =
            self.without.iter().filter_map(|f| Families::without(f)).fold(recipe.families, Families::and);
        recipe.options.l1 = self.l1.unwrap_or(recipe.options.l1);
        recipe.options.l2 = self.l2.unwrap_or(recipe.options.l2);
        recipe.options.steps = self.steps.unwrap_or(recipe.options.steps);
        recipe.options.tolerance = self.tolerance.unwrap_or(recipe.options.tolerance);
        recipe.masked |= self.masked;
        recipe.least = self.least.unwrap_or(recipe.least);
        recipe
    }
}

/// Does what the command line asks.
///
/// # Errors
/// Where a file cannot be read or written, or holds no articles.
pub fn run(cli: &Cli) -> Result<(), Box<dyn Error>> {
    match &cli.command {
        Command::Train { data, dev, out, choice } => train(data, dev.as_deref(), out, choice)?,
        Command::Eval { data, model, errors } => {
            let mut log = Vec::new();
            let score = recipe::evaluate(&fs::read(model)?, &data.read()?, &mut log);
            print(&score, &log, *errors)?;
        }
        Command::Crossval { data, more, folds, keep, errors, choice } => {
            let mut log = Vec::new();
            let (items, more) = (data.read()?, further(more)?);
            let score = choice.recipe().cross_validate(&items, &more, *folds, keep.as_deref(), &mut log)?;
            print(&score, &log, *errors)?;
        }
        Command::Clusters { text, out } => cluster::build(text, out, cluster::Settings::default())?,
        Command::ReadyClusters { from, out } => cluster::ready::build(from, out)?,
        Command::Gazetteer { from, out } => gazetteer::build(from, out)?,
    }
    Ok(())
}

fn train(data: &Data, dev: Option<&Path>, out: &Path, choice: &Choice) -> Result<(), Box<dyn Error>> {
    let bytes = choice.recipe().train(&data.read()?);
    fs::write(out, &bytes)?;
    print(&format_args!("{}: {} bytes", out.display(), bytes.len()), &[], false)?;
    if let Some(dev) = dev {
        print(&recipe::evaluate(&bytes, &corpus::read_columns(dev, Lang::Nl)?, &mut Vec::new()), &[], false)?;
    }
    Ok(())
}

/// Articles to train on from folders of gold and files of GermEval.
fn further(paths: &[PathBuf]) -> Result<Vec<Item>, Box<dyn Error>> {
    let mut items = Vec::new();
    for path in paths {
        items.extend(if path.is_dir() { corpus::read_gold(path)? } else { corpus::read_germeval(path)? });
    }
    Ok(items)
}
