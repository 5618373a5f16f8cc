//! The quotes of the open article, in the order of the text.

use super::Cursor;
use crate::annotate::{Annotations, QuoteKind};
use crate::text::Span;

/// Screen lines of a row: the speaker, and two lines of the words.
pub const ROW: usize = 3;

/// Which quotes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Direct and reported.
    #[default]
    Speech,
    /// Direct only.
    Direct,
    /// Reported only.
    Reported,
    /// Quoted, but no speech.
    Scare,
}

impl Shown {
    /// The next of them.
    pub fn next(self) -> Self {
        match self {
            Shown::Speech => Shown::Direct,
            Shown::Direct => Shown::Reported,
            Shown::Reported => Shown::Scare,
            Shown::Scare => Shown::Speech,
        }
    }

    fn holds(self, kind: QuoteKind) -> bool {
        match self {
            Shown::Speech => kind != QuoteKind::Scare,
            Shown::Direct => kind == QuoteKind::Direct,
            Shown::Reported => kind == QuoteKind::Indirect,
            Shown::Scare => kind == QuoteKind::Scare,
        }
    }
}

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct QuotePane {
    /// Its rows, indices into the quotes of the article.
    pub rows: Vec<usize>,
    /// Where it is.
    pub cursor: Cursor,
    /// Which quotes are shown.
    pub shown: Shown,
}

impl QuotePane {
    /// Lists the quotes of another article, from the top.
    pub fn fill(&mut self, annotations: &Annotations) {
        self.list(annotations);
        self.cursor = Cursor::default();
    }

    /// Lists the quotes anew. The cursor goes to the quote at `follow`, or else stays on its row.
    pub fn refill(&mut self, annotations: &Annotations, follow: Option<Span>) {
        self.list(annotations);
        let last = self.rows.len().saturating_sub(1);
        (self.cursor.at, self.cursor.top) = (self.cursor.at.min(last), self.cursor.top.min(last));
        if let Some(quote) = annotations.quotes.iter().position(|q| Some(q.span) == follow) {
            self.select(quote);
        }
    }

    fn list(&mut self, annotations: &Annotations) {
        let shown = self.shown;
        let held = |i: &usize| shown.holds(annotations.quotes[*i].kind);
        self.rows = (0..annotations.quotes.len()).filter(held).collect();
    }

    /// The quote under the cursor.
    pub fn selected(&self) -> Option<usize> {
        self.rows.get(self.cursor.at).copied()
    }

    /// Puts the cursor on a quote, if it is listed.
    pub fn select(&mut self, quote: usize) {
        if let Some(at) = self.rows.iter().position(|&q| q == quote) {
            self.cursor.at = at;
        }
    }

    /// Scrolls to the cursor.
    pub fn reveal(&mut self, height: usize) {
        self.cursor.reveal(height, |_| ROW);
    }
}
