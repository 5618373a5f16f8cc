//! The command line of `quotes`.

use super::corpus::{self, Article};
use super::score::Tally;
use super::{cross_validate, evaluate, train};
use crate::annotate::quote::model::Models;
use crate::train::print;
use clap::{Parser, Subcommand};
use std::error::Error;
use std::path::PathBuf;

/// Trains and measures the quote engine.
#[derive(Debug, Parser)]
#[command(name = "quotes")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train the models on folders of gold articles.
    Train {
        /// Folders of gold.
        #[arg(required = true)]
        gold: Vec<PathBuf>,
        /// Where to write the models.
        #[arg(long)]
        out: PathBuf,
    },
    /// Measure the shipped models on folders of gold articles.
    Eval {
        /// Folders of gold.
        #[arg(required = true)]
        gold: Vec<PathBuf>,
        /// Models to measure in place of the shipped ones.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Use the names that the recogniser finds, not the gold ones.
        #[arg(long)]
        found: bool,
        /// Print what went wrong.
        #[arg(long)]
        errors: bool,
    },
    /// Measure the recipe: train on all folds but one, score that one, in turn.
    Crossval {
        /// The folder to cut into folds.
        gold: PathBuf,
        /// Further folders to train on, never scored.
        #[arg(long)]
        more: Vec<PathBuf>,
        /// How many folds.
        #[arg(long, default_value_t = 5)]
        folds: usize,
        /// Print what went wrong.
        #[arg(long)]
        errors: bool,
    },
}

/// Does what the command line says.
///
/// # Errors
/// When a file cannot be read or written, or is not of its format.
pub fn run(cli: &Cli) -> Result<(), Box<dyn Error>> {
    match &cli.command {
        Command::Train { gold, out } => {
            let articles = load_all(gold)?;
            let models = train(&articles.iter().collect::<Vec<_>>());
            Ok(std::fs::write(out, models.write())?)
        }
        Command::Eval { gold, model, found, errors } => {
            let mut articles = load_all(gold)?;
            if *found {
                articles.iter_mut().for_each(Article::recognise);
            }
            let read = match model {
                Some(path) => Models::read(&std::fs::read(path)?).ok_or("not a file of quote models")?,
                None => Models::shipped().clone(),
            };
            let mut log = Vec::new();
            let tally = evaluate(&articles.iter().collect::<Vec<_>>(), &read, &mut log);
            Ok(print(&tally, &log, *errors)?)
        }
        Command::Crossval { gold, more, folds, errors } => {
            let (articles, more) = (corpus::load(gold)?, load_all(more)?);
            let (mut tally, mut log) = (Tally::default(), Vec::new());
            cross_validate(&articles, &more, (*folds).max(2), |models, unseen| {
                tally.sum(&evaluate(unseen, models, &mut log));
            });
            Ok(print(&tally, &log, *errors)?)
        }
    }
}

fn load_all(folders: &[PathBuf]) -> Result<Vec<Article>, Box<dyn Error>> {
    let mut out = Vec::new();
    for folder in folders {
        out.extend(corpus::load(folder)?);
    }
    Ok(out)
}
