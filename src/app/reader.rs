//! Reading one article: where the eye is, what is in view, what stands out.
//!
//! The eye is an offset into the text. Screen lines are found from it, so that it stays on its line over a resize,
//! another column width or a reload.

use std::sync::Arc;

use super::jumps::{Jumps, Stop};
use super::layout::{Head, Layout, Line, Setting};
use super::search::Hits;
use super::select::{self, Selection};
use super::window::{Page, Window};
use crate::annotate::{Annotations, EntityId};
use crate::document::Document;
use crate::library::Article;
use crate::text::Span;

/// A place to come back to: the eye's offset, and the row of the screen it was on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Byte offset into the text.
    pub eye: usize,
    /// Lines below the top of the pane; as many as there can be where the very beginning is in view.
    pub row: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self { eye: 0, row: usize::MAX }
    }
}

/// An open article.
#[derive(Debug)]
pub struct Reader {
    /// The article.
    pub article: Article,
    /// What the engine found in it; the article's own annotations are these with the corrections.
    pub found: Arc<Annotations>,
    /// It, set in lines.
    pub layout: Layout,
    /// What is seen of it.
    pub window: Window,
    /// Where the eye is, a byte offset.
    pub eye: usize,
    /// The entity whose mentions stand out.
    pub chosen: Option<EntityId>,
    /// What the last jump went to: a mention, a quote, a match.
    pub target: Option<Span>,
    /// Matches of the search.
    pub hits: Hits,
    /// Places before and after the jumps, in all articles.
    pub jumps: Jumps,
    /// The text that is being selected.
    pub selection: Option<Selection>,
    /// Where the mouse button went down on the text.
    pub pressed: Option<usize>,
    /// A share of the text that lies in the part still being read, and where the eye waits for it.
    wish: Option<(usize, usize)>,
}

impl Reader {
    /// Opens an article at a place.
    pub fn new(article: Article, head: Head, setting: Setting, page: Page, place: Place) -> Self {
        let layout = Layout::new(Arc::clone(&article.document), head, setting);
        let mut reader = Self {
            found: Arc::clone(&article.annotations),
            hits: Hits::new(Arc::clone(&article.document)),
            article,
            layout,
            window: Window::new(page),
            eye: 0,
            chosen: None,
            target: None,
            jumps: Jumps::default(),
            selection: None,
            pressed: None,
            wish: None,
        };
        reader.return_to(place);
        reader
    }

    /// Goes on from the head of this article, which was shown until the whole was read.
    pub fn go_on_from(&mut self, head: Reader) {
        let seen = head.document().text.get(..head.in_view().end as usize).unwrap_or_default();
        if self.document().text.starts_with(seen) {
            (self.target, self.selection, self.pressed) = (head.target, head.selection, head.pressed);
        }
        match head.wish {
            Some((100, eye)) if eye == head.eye => self.move_to_end(),
            Some((percent, eye)) if eye == head.eye => self.move_to_percent(percent),
            _ => {}
        }
    }

    /// The text and its structure.
    pub fn document(&self) -> &Document {
        &self.article.document
    }

    /// What was found in it.
    pub fn annotations(&self) -> &Annotations {
        &self.article.annotations
    }

    /// This place, to be found again from any article.
    pub fn stop(&mut self) -> Stop {
        Stop { path: self.article.source.path.clone(), place: self.place() }
    }

    /// Remembers the place before a jump.
    pub fn note_jump(&mut self) {
        let place = self.place();
        self.note_jump_from(place);
    }

    /// Remembers a place of this article that a jump led away from.
    pub fn note_jump_from(&mut self, place: Place) {
        self.jumps.note(Stop { path: self.article.source.path.clone(), place });
    }

    /// Shows again where the last jump was made from, which stays remembered.
    pub fn return_to_jump(&mut self) {
        let path = &self.article.source.path;
        if let Some(place) = self.jumps.last().filter(|last| last.path == *path).map(|last| last.place) {
            self.return_to(place);
            self.target = None;
        }
    }

    /// While only the head of the article is there, the end and most shares of it are yet to come.
    pub(super) fn await_rest(&mut self, percent: usize) {
        self.wish = (self.article.rest > 0).then_some((percent, self.eye));
    }

    /// The byte of the text under a cell of the `line`-th line in view.
    pub fn offset_at(&self, line: usize, column: usize) -> Option<usize> {
        let line = self.lines().nth(line)?;
        let mut cells = line.cells(&self.document().text);
        cells.find(|c| (c.column..c.column + c.columns).contains(&column)).map(|c| c.at)
    }

    /// The character nearest to a cell of the `line`-th line in view: on it, else on the first one with text below or
    /// above.
    pub fn offset_near(&self, line: usize, column: usize) -> Option<usize> {
        let lines: Vec<&Line> = self.lines().collect();
        let text = &self.document().text;
        let line = line.min(lines.len().checked_sub(1)?);
        let below = lines[line..].iter().enumerate();
        let below = below.map(|(i, l)| select::offset_on(l, if i == 0 { column } else { 0 }, text));
        let above = lines[..line].iter().rev().map(|l| select::offset_on(l, usize::MAX, text));
        below.chain(above).flatten().next()
    }

    /// Takes the last jump back that was made in this article.
    pub fn jump_back(&mut self) {
        let here = self.stop();
        if self.jumps.last().is_some_and(|last| last.path == here.path)
            && let Some(stop) = self.jumps.back(here)
        {
            self.return_to(stop.place);
        }
    }

    /// Where stepping from thing to thing begins: the last jump's target while it is in view, else the eye.
    pub fn anchor(&self) -> Option<usize> {
        self.target.filter(|t| self.in_view().overlaps(*t)).map(|t| t.start as usize)
    }

    /// The section the eye is in.
    pub fn section(&self) -> usize {
        self.document().section_at(self.eye)
    }
}

/// The next (or `by` negative: previous) of `count` sorted places after an anchor, where `start` gives their offsets.
///
/// Without an anchor, the first one at or after the eye. None when there is none on that side.
pub fn next_index(
    count: usize,
    start: impl Fn(usize) -> usize,
    anchor: Option<usize>,
    eye: usize,
    by: isize,
) -> Option<usize> {
    let places: Vec<usize> = (0..count).map(start).collect();
    let from = anchor.unwrap_or(eye);
    let after = match (anchor, by > 0) {
        (Some(_), true) => places.partition_point(|&p| p <= from),
        _ => places.partition_point(|&p| p < from),
    };
    let index = if by > 0 { after as isize + by - 1 } else { after as isize + by };
    usize::try_from(index).ok().filter(|&i| i < count)
}

#[cfg(test)]
mod tests {
    use super::next_index;

    fn step(places: &[usize], anchor: Option<usize>, eye: usize, by: isize) -> Option<usize> {
        next_index(places.len(), |i| places[i], anchor, eye, by)
    }

    #[test]
    fn stepping_goes_from_the_target_or_else_the_eye() {
        let places = [10, 20, 30];
        assert_eq!(step(&places, None, 10, 1), Some(0), "one at the eye counts as next");
        assert_eq!(step(&places, Some(10), 10, 1), Some(1));
        assert_eq!(step(&places, Some(10), 10, 2), Some(2));
        assert_eq!(step(&places, Some(30), 30, 1), None);
        assert_eq!(step(&places, Some(20), 20, -1), Some(0));
        assert_eq!(step(&places, None, 5, -1), None);
    }
}
