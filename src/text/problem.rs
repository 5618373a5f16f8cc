//! What went wrong on the way from bytes to text; kept with the document so that the reader can see it.

use std::fmt;

/// What kind of thing had to be repaired or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Bytes that are no valid text in the detected encoding, each replaced by U+FFFD.
    InvalidBytes,
    /// Control characters that were removed.
    ControlCharacters,
    /// Terminal escape sequences that were removed.
    EscapeSequences,
    /// Characters that reorder the text on screen (bidi overrides, isolates) that were removed.
    BidiControls,
    /// Characters that show nothing or break the line apart (zero-width characters, noncharacters, towers of
    /// combining marks) that were removed.
    InvisibleCharacters,
    /// Front matter that could not be read.
    FrontMatter,
    /// A structure that could not be parsed; the text was taken as it stands.
    Structure,
}

/// One problem: its kind, how often it came up, and where it first did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it was.
    pub kind: ProblemKind,
    /// How often.
    pub count: usize,
    /// Line of the source, from 1, where it first occurred.
    pub line: usize,
    /// What a parser said of it, if one did.
    pub detail: Option<String>,
}

impl Problem {
    /// A problem that came up once, on `line`, with what the parser said of it.
    pub fn once(kind: ProblemKind, line: usize, detail: impl Into<String>) -> Problem {
        Problem { kind, count: 1, line, detail: Some(detail.into()) }
    }
}

/// The line, from 1, that byte `at` of `text` lies in.
pub fn line_at(text: &str, at: usize) -> usize {
    let end = at.min(text.len());
    1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..end]).count()
}

/// Adds a problem to a list; one of the same kind without detail is counted with the earlier one.
pub fn note(problems: &mut Vec<Problem>, problem: Problem) {
    let same = |p: &&mut Problem| p.kind == problem.kind && p.detail == problem.detail;
    match problems.iter_mut().find(same) {
        Some(known) => {
            known.count += problem.count;
            known.line = known.line.min(problem.line);
        }
        None => problems.push(problem),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ProblemKind::InvalidBytes => "invalid bytes replaced",
            ProblemKind::ControlCharacters => "control characters removed",
            ProblemKind::EscapeSequences => "escape sequences removed",
            ProblemKind::BidiControls => "text-direction overrides removed",
            ProblemKind::InvisibleCharacters => "invisible characters removed",
            ProblemKind::FrontMatter => "front matter not read",
            ProblemKind::Structure => "structure not read",
        };
        write!(f, "line {}: {}", self.line, what)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        Ok(())
    }
}
