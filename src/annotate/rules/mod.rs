//! What the reader has put right: corrections of entities and quotes, in a text that is read and edited by hand.
//!
//! The format is described in `docs/rules.md`. A rule names things by the words of the text, never by offsets, so
//! that it outlives a new import and a better engine. Nothing here touches a file: [`parse`] takes the text of one,
//! [`Rules`] displays as one, [`apply`] changes annotations.

mod apply;
mod edit;
mod parse;
mod words;

pub use apply::apply;
pub use edit::{Edit, edited};
pub use parse::parse;
pub use words::first_words;

use std::fmt;

use super::Kind;

/// One thing to put right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Correction {
    /// This names nothing.
    Reject {
        /// Name of an entity, or a form of a name.
        name: String,
    },
    /// It is of another kind.
    Retype {
        /// Name of an entity, or a form of a name.
        name: String,
        /// What it is.
        kind: Kind,
    },
    /// It goes by another name.
    Rename {
        /// Name of an entity, or a form of a name.
        name: String,
        /// The name to show.
        to: String,
    },
    /// Two entities are one.
    Merge {
        /// Name of an entity, or a form of a name.
        name: String,
        /// The entity that stays.
        into: String,
    },
    /// A form of a name belongs to somebody else.
    Split {
        /// The form, as the text writes it.
        form: String,
        /// The entity that it leaves.
        from: String,
        /// Whose it is; an entity of the form's own name where left out.
        to: Option<String>,
    },
    /// A name that was overlooked, everywhere it stands.
    Add {
        /// As the text writes it.
        text: String,
        /// What it is.
        kind: Kind,
    },
    /// Who said a quote.
    Speaker {
        /// Its first words.
        quote: String,
        /// Who; none for nobody.
        name: Option<String>,
    },
    /// Words between marks that are somebody's speech.
    Speech {
        /// Their first words.
        quote: String,
    },
    /// Words between marks that are no speech.
    Scare {
        /// Their first words.
        quote: String,
    },
    /// What was taken for a quote is none.
    Unquote {
        /// Its first words.
        quote: String,
    },
}

/// A correction, in one article or in all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// What to put right.
    pub correction: Correction,
    /// The article's name; none for all articles.
    pub article: Option<String>,
}

/// A line of a rules file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Rule(Rule),
    /// A comment, a blank line, or one that could not be read: kept as it stands, for its author.
    Other(String),
}

/// A rules file: its rules in the order in which they apply, and its other lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    lines: Vec<Line>,
}

/// Why a line of a rules file was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub col: usize,
    /// What is wrong there.
    pub message: String,
}

impl Rules {
    /// The rules, in order.
    pub fn rules(&self) -> impl DoubleEndedIterator<Item = &Rule> {
        self.lines.iter().filter_map(|line| match line {
            Line::Rule(rule) => Some(rule),
            Line::Other(_) => None,
        })
    }

    /// Adds a rule at the end, where it has the last word.
    pub fn push(&mut self, rule: Rule) {
        self.lines.push(Line::Rule(rule));
    }

    /// Takes the last rule like this one out (an undo); whether there was one.
    pub fn remove(&mut self, rule: &Rule) -> bool {
        let at = self.lines.iter().rposition(|line| matches!(line, Line::Rule(found) if found == rule));
        at.map(|at| self.lines.remove(at)).is_some()
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| match line {
            Line::Rule(rule) => writeln!(f, "{rule}"),
            Line::Other(text) => writeln!(f, "{text}"),
        })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.correction)?;
        match &self.article {
            Some(article) => write!(f, " in {}", Quoted(article)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Correction::Reject { name } => write!(f, "reject {}", Quoted(name)),
            Correction::Retype { name, kind } => write!(f, "retype {} as {}", Quoted(name), kind.tag()),
            Correction::Rename { name, to } => write!(f, "rename {} to {}", Quoted(name), Quoted(to)),
            Correction::Merge { name, into } => write!(f, "merge {} into {}", Quoted(name), Quoted(into)),
            Correction::Split { form, from, to: None } => {
                write!(f, "split {} from {}", Quoted(form), Quoted(from))
            }
            Correction::Split { form, from, to: Some(to) } => {
                write!(f, "split {} from {} to {}", Quoted(form), Quoted(from), Quoted(to))
            }
            Correction::Add { text, kind } => write!(f, "add {} as {}", Quoted(text), kind.tag()),
            Correction::Speaker { quote, name: Some(name) } => {
                write!(f, "speaker {} is {}", Quoted(quote), Quoted(name))
            }
            Correction::Speaker { quote, name: None } => write!(f, "speaker {} is nobody", Quoted(quote)),
            Correction::Speech { quote } => write!(f, "speech {}", Quoted(quote)),
            Correction::Scare { quote } => write!(f, "scare {}", Quoted(quote)),
            Correction::Unquote { quote } => write!(f, "unquote {}", Quoted(quote)),
        }
    }
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.col, self.message)
    }
}

/// A text between quotation marks, on one line.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                c => write!(f, "{c}")?,
            }
        }
        f.write_str("\"")
    }
}

#[cfg(test)]
mod tests;
