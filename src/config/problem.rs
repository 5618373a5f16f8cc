//! What is wrong in a config file, shown with its place: `path:line:col`, the line, a caret.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthChar;

/// Cells of a source line that a message shows, so that one endless line does not fill the screen.
const SHOWN: usize = 96;

/// A config file with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Reads a file. Bytes that are no UTF-8 are replaced; see [`Source::no_utf8`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(path: &Path) -> io::Result<Source> {
        let bytes = std::fs::read(path)?;
        Ok(Source { path: path.to_owned(), text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// The first bytes that were no UTF-8: inside a string nothing else would tell that its word is not what was meant.
    pub fn no_utf8(&self) -> Option<ConfigProblem> {
        let at = self.text.find(char::REPLACEMENT_CHARACTER)?;
        let problem =
            self.problem(at..at + char::REPLACEMENT_CHARACTER.len_utf8(), "no UTF-8 text from here on");
        Some(problem.with_help("save the file as UTF-8"))
    }

    /// A problem at a place in this file, in bytes; a place outside it is its end.
    pub fn problem(&self, at: Range<usize>, message: impl Into<String>) -> ConfigProblem {
        let start = floor_boundary(&self.text, at.start);
        let end = floor_boundary(&self.text, at.end).max(start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |newline| start + newline);
        let line = self.text[line_start..line_end].trim_end_matches('\r');
        let before = start - line_start;
        let Excerpt { text, indent, carets } = excerpt(line, before, end.min(line_end) - line_start);
        ConfigProblem {
            path: self.path.clone(),
            line: 1 + self.text[..start].matches('\n').count(),
            column: 1 + self.text[line_start..start].chars().count(),
            message: message.into(),
            help: None,
            excerpt: text,
            indent,
            carets,
        }
    }

    /// `path:line:col` of a place in this file, in bytes.
    pub fn place(&self, at: usize) -> String {
        let problem = self.problem(at..at, "");
        format!("{}:{}:{}", problem.path.display(), problem.line, problem.column)
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Excerpt {
    text: String,
    indent: usize,
    carets: usize,
}

/// The part of `line` around the bytes `from..to` that fits the screen, fit to be printed.
fn excerpt(line: &str, from: usize, to: usize) -> Excerpt {
    let width = |c: char| c.width().unwrap_or(1);
    let (from, to) = (from.min(line.len()), to.min(line.len()));
    let mut room = SHOWN / 3;
    let before = line[..from].char_indices().rev().take_while(|(_, c)| {
        let fits = room >= width(*c);
        room = room.saturating_sub(width(*c));
        fits
    });
    let first = before.last().map_or(from, |(at, _)| at);
    let mut shown = Excerpt { text: String::new(), indent: 0, carets: 0 };
    let mut cells = 0;
    for (at, c) in line[first..].char_indices().map(|(at, c)| (first + at, c)) {
        cells += width(c);
        if cells > SHOWN {
            break;
        }
        shown.text.push(printable(c));
        match at {
            at if at < from => shown.indent += width(c),
            at if at < to => shown.carets += width(c),
            _ => {}
        }
    }
    shown.carets = shown.carets.max(1);
    shown
}

/// A config file is not trusted to hold no escape sequences.
fn printable(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
        c => c,
    }
}

/// Something wrong in a config file. Its `Display` is several lines: the place, the line, a caret, what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, in a line.
    pub message: String,
    /// What was expected or may have been meant, in a line.
    pub help: Option<String>,
    excerpt: String,
    indent: usize,
    carets: usize,
}

impl ConfigProblem {
    /// The problem with a line that helps.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> ConfigProblem {
        self.help = Some(help.into());
        self
    }

    /// The place and what is wrong, in one line.
    pub fn headline(&self) -> String {
        let message: String = self.message.chars().map(printable).collect();
        format!("{}:{}:{}: {message}", self.path.display(), self.line, self.column)
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = number.len();
        writeln!(f, "{}", self.headline())?;
        writeln!(f, " {number} | {}", self.excerpt)?;
        write!(f, " {:margin$} | {:indent$}{}", "", "", "^".repeat(self.carets), indent = self.indent)?;
        match &self.help {
            Some(help) => {
                let help: String = help.chars().map(printable).collect();
                write!(f, "\n {:margin$} = {help}", "")
            }
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigProblem {}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "c.toml".into(), text: text.to_owned() }
    }

    #[test]
    fn the_place_is_shown_under_its_line() {
        let problem = source("a = 1\nbé = 漢字 # x\r\n").problem(12..18, "no").with_help("try 1");
        assert_eq!(problem.to_string(), "c.toml:2:6: no\n 2 | bé = 漢字 # x\n   |      ^^^^\n   = try 1");
    }

    #[test]
    fn places_outside_the_text_are_its_end_and_escapes_are_not_printed() {
        let problem = source("a = \u{1b}[2J").problem(99..200, "no");
        assert_eq!(problem.to_string(), "c.toml:1:9: no\n 1 | a = \u{fffd}[2J\n   |         ^");
        assert_eq!(source("").problem(0..0, "no").to_string(), "c.toml:1:1: no\n 1 | \n   | ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = "x".repeat(500);
        let problem = source(&text).problem(400..410, "no");
        let lines: Vec<String> = problem.to_string().lines().map(str::to_owned).collect();
        assert_eq!(lines[1].len(), 5 + SHOWN);
        assert_eq!(lines[2], format!("   | {}{}", " ".repeat(32), "^".repeat(10)));
    }
}
