//! The query language: what a reader types to find articles. `docs/library.md` describes it.
//!
//! [`Query::parse`] reads it and says where and why it cannot; `search` carries it out.

mod date;
mod lex;
mod parse;

use std::fmt;

use jiff::civil::Date;

use crate::annotate::Kind;
use crate::document::Lang;

/// The shortest beginning of a name that is marked, in bytes.
const SHORTEST: usize = 3;

/// A query that was understood.
#[derive(Clone, Debug)]
pub struct Query {
    /// What it asks for.
    pub expr: Expr,
}

/// A condition on an article.
#[derive(Clone, Debug)]
pub enum Expr {
    /// Any article.
    All,
    /// All of these.
    And(Vec<Expr>),
    /// At least one of these.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// Words in the text.
    Text(Scope, Term),
    /// A name of this kind, with these words in it (folded); before a `*` one that begins so.
    Name(Kind, String),
    /// Somebody with these words in the name is quoted; they are as those of a name.
    By(String),
    /// The medium, with this in its name (folded).
    Source(String),
    /// Published in this range, in minutes since 1970; the end is not part of it.
    Date(Option<i64>, Option<i64>),
    /// In this language.
    Lang(Lang),
    /// With this tag.
    Tag(String),
    /// In this state.
    Is(Is),
    /// The text matches this regular expression.
    Regex(regex::Regex),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Title and body.
    Any,
    /// The title.
    Title,
    /// The words inside quotes, and reported ones.
    Said,
}

/// Words, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// These words, one after the other; often it is one.
    Words(String),
    /// A word that begins like this; words before it are whole.
    Prefix(String),
}

/// States that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Put off.
    Later,
    /// With any tag.
    Tagged,
    /// Nearly the same as an earlier article.
    Copy,
}

impl Is {
    /// Their names.
    pub const ALL: [(&'static str, Is); 6] = [
        ("unread", Is::Unread),
        ("read", Is::Read),
        ("starred", Is::Starred),
        ("later", Is::Later),
        ("tagged", Is::Tagged),
        ("copy", Is::Copy),
    ];
}

/// Why a query cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The first character, from 0.
    pub at: usize,
    /// How many characters.
    pub len: usize,
    /// What is wrong.
    pub message: String,
}

impl QueryError {
    /// The message with the query and a caret under the place.
    pub fn explain(&self, query: &str) -> String {
        let carets = "^".repeat(self.len.max(1));
        let line: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let message = &self.message;
        format!(
            "query, column {}: {message}\n  {line}\n  {:indent$}{carets}",
            self.at + 1,
            "",
            indent = self.at
        )
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.at + 1, self.message)
    }
}

impl std::error::Error for QueryError {}

impl Query {
    /// The query that finds every article.
    pub fn all() -> Query {
        Query { expr: Expr::All }
    }

    /// Reads a query; `today` is what relative dates count from.
    ///
    /// # Errors
    /// Where and why it cannot be read.
    pub fn parse(text: &str, today: Date) -> Result<Query, QueryError> {
        parse::parse(text, today, false)
    }

    /// Reads a query that is still being typed: its last word may go on, a quotation mark may still be open.
    ///
    /// # Errors
    /// Where and why it cannot be read.
    pub fn typed(text: &str, today: Date) -> Result<Query, QueryError> {
        parse::parse(text, today, true)
    }

    /// The conditions that all must hold.
    pub(crate) fn parts(&self) -> &[Expr] {
        match &self.expr {
            Expr::And(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// The regular expressions that every article found must match: they are tried on the text itself.
    pub fn filters(&self) -> Vec<&regex::Regex> {
        self.parts().iter().filter_map(|e| if let Expr::Regex(r) = e { Some(r) } else { None }).collect()
    }

    /// The words to mark in what was found: those that are asked for, folded, with whether they may go on.
    pub fn marks(&self) -> Vec<(&str, bool)> {
        let mut out = Vec::new();
        marks(&self.expr, &mut out);
        out
    }
}

fn marks<'a>(expr: &'a Expr, out: &mut Vec<(&'a str, bool)>) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|p| marks(p, out)),
        Expr::Text(_, Term::Words(words)) => out.push((words, false)),
        Expr::Name(_, words) | Expr::By(words) => {
            let (start, open) = (words.trim_end_matches('*'), words.ends_with('*'));
            // What has just been begun would mark half of the text.
            if !open || start.len() >= SHORTEST {
                out.push((start, open));
            }
        }
        Expr::Text(_, Term::Prefix(start)) => out.push((start, true)),
        _ => {}
    }
}
