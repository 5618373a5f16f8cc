//! Reading one article: where the eye is, what is in view, what stands out.
//!
//! The eye is an offset into the text. Screen lines are found from it, so that it stays on its line over a resize,
//! another column width or a reload.

use std::sync::Arc;

use super::jumps::{Jumps, Stop};
use super::layout::{Content, Head, Layout, LineAt, Setting};
use super::search::{FoldedText, Hits};
use super::select::{self, Selection};
use crate::annotate::{Annotations, EntityId};
use crate::document::Document;
use crate::library::Article;
use crate::text::Span;

/// Lines kept above the target of a jump, so that what led to it can be seen.
const LEAD: isize = 3;

/// A place to come back to: the eye's offset, and the row of the screen it was on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Byte offset into the text.
    pub eye: usize,
    /// Rows below the top of the pane; as many as there can be where the very beginning is in view.
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
    /// The first line in view.
    pub top: LineAt,
    /// Rows of the pane.
    pub height: usize,
    /// Where the eye is, a byte offset.
    pub eye: usize,
    /// The entity whose mentions stand out.
    pub chosen: Option<EntityId>,
    /// What the last jump went to: a mention, a quote, a match.
    pub target: Option<Span>,
    /// Matches of the search.
    pub hits: Hits,
    /// The text as it is searched.
    pub searched: FoldedText,
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
    pub fn new(article: Article, head: Head, setting: Setting, height: usize, place: Place) -> Self {
        let layout = Layout::new(Arc::clone(&article.document), head, setting);
        let searched = FoldedText::new(Arc::clone(&article.document));
        let mut reader = Self {
            found: Arc::clone(&article.annotations),
            article,
            layout,
            top: LineAt::TOP,
            height,
            eye: 0,
            chosen: None,
            target: None,
            hits: Hits::default(),
            searched,
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

    /// Where the eye is, to come back to.
    pub fn place(&mut self) -> Place {
        if self.eye == 0 && self.top == LineAt::TOP {
            return Place::default();
        }
        let line = self.layout.find(self.eye);
        Place { eye: self.eye, row: self.layout.distance(self.top, line, self.height) }
    }

    /// Puts a place where it was on the screen.
    pub fn return_to(&mut self, place: Place) {
        self.eye = place.eye.min(self.document().text.len());
        let line = self.layout.find(self.eye);
        let row = place.row.min(self.height.saturating_sub(1)) as isize;
        self.top = self.layout.step(line, -row);
        self.settle();
    }

    /// Sets the article otherwise, keeping the eye's line on its row.
    pub fn resize(&mut self, setting: Setting, height: usize) {
        if setting == self.layout.setting() && height == self.height {
            return;
        }
        let place = self.place();
        self.height = height;
        self.layout.reset(setting);
        self.return_to(place);
    }

    /// Makes sure that the screen is filled where the article allows it, and that its lines are set.
    fn settle(&mut self) {
        self.top = self.top.min(self.last_top());
        self.layout.step(self.top, self.height as isize);
        self.layout.find(0);
    }

    /// The lowest line that may stand at the top: the one that brings the last line to the bottom.
    fn last_top(&mut self) -> LineAt {
        let bottom = self.layout.bottom();
        self.layout.step(bottom, 1 - self.height.max(1) as isize)
    }

    /// Moves the text by whole lines; the eye goes to the first line in view, or to the last at the end.
    pub fn scroll(&mut self, by: isize) {
        let before = self.top;
        self.top = self.layout.step(self.top, by);
        self.settle();
        self.target = None;
        self.eye = match (self.top == before, by > 0) {
            (true, true) => self.end_in_view(),
            _ if self.top == LineAt::TOP => 0,
            _ => self.layout.offset(self.top),
        };
    }

    /// Moves by pages; `context` lines stay in view, but never more than half of them.
    pub fn page(&mut self, pages: isize, context: usize) {
        let lines = self.height - context.min(self.height / 2);
        self.scroll(pages * lines.max(1) as isize);
    }

    /// Moves by half pages.
    pub fn half_page(&mut self, halves: isize) {
        self.scroll(halves * (self.height / 2).max(1) as isize);
    }

    /// To the beginning.
    pub fn go_top(&mut self) {
        self.note_jump();
        self.top = LineAt::TOP;
        self.eye = 0;
        self.target = None;
        self.settle();
    }

    /// To the end.
    pub fn go_bottom(&mut self) {
        self.note_jump();
        self.move_to_end();
        self.await_rest(100);
    }

    fn move_to_end(&mut self) {
        self.top = self.last_top();
        self.settle();
        self.target = None;
        self.eye = self.end_in_view();
    }

    /// To a share of the text, 0 to 100.
    pub fn go_percent(&mut self, percent: usize) {
        self.note_jump();
        self.move_to_percent(percent.min(100));
        self.await_rest(percent.min(100));
    }

    fn move_to_percent(&mut self, percent: usize) {
        let text = &self.article.document.text;
        let offset = (text.len() + self.article.rest) / 100 * percent;
        self.put_at_top(text.floor_char_boundary(offset), 0);
    }

    /// While only the head of the article is there, the end and most shares of it are yet to come.
    fn await_rest(&mut self, percent: usize) {
        self.wish = (self.article.rest > 0).then_some((percent, self.eye));
    }

    /// Brings a heading or paragraph to the top of the pane.
    pub fn go_to_line(&mut self, offset: usize) {
        self.put_at_top(offset, -1);
    }

    fn put_at_top(&mut self, offset: usize, lead: isize) {
        self.eye = offset;
        self.target = None;
        let line = self.layout.find(offset);
        self.top = self.layout.step(line, lead);
        self.settle();
    }

    /// Brings a span into view, moving the text only when it is not in view already.
    pub fn go_to(&mut self, span: Span) {
        self.eye = span.start as usize;
        self.target = Some(span);
        let line = self.layout.find(span.start as usize);
        let last = self.layout.step(self.top, self.height as isize - 2);
        if line < self.top || line > last {
            self.top = self.layout.step(line, -LEAD);
            self.settle();
        }
    }

    /// Brings the line of an offset into view, moving the text as little as possible; the eye goes there.
    pub fn show(&mut self, offset: usize) {
        self.eye = offset;
        let line = self.layout.find(offset);
        let below = self.height.saturating_sub(1) as isize;
        if line < self.top {
            self.top = line;
        } else if line > self.layout.step(self.top, below) {
            self.top = self.layout.step(line, -below);
        }
        self.settle();
    }

    /// Moves the text by lines; the eye stays where it is.
    pub fn nudge(&mut self, by: isize) {
        self.top = self.layout.step(self.top, by);
        self.settle();
    }

    /// This place, to be found again from any article.
    pub fn stop(&mut self) -> Stop {
        Stop { path: self.article.source.path.clone(), place: self.place() }
    }

    /// Remembers the place before a jump.
    pub fn note_jump(&mut self) {
        let stop = self.stop();
        self.jumps.note(stop);
    }

    /// Shows again where the last jump was made from, which stays remembered.
    pub fn return_to_jump(&mut self) {
        let path = &self.article.source.path;
        if let Some(place) = self.jumps.last().filter(|last| last.path == *path).map(|last| last.place) {
            self.return_to(place);
            self.target = None;
        }
    }

    /// The byte of the text under a cell of the column: row in the pane, column in the text.
    pub fn offset_at(&self, row: usize, column: usize) -> Option<usize> {
        let line = self.lines().nth(row)?;
        let mut cells = line.cells(&self.document().text);
        cells.find(|c| (c.column..c.column + c.columns).contains(&column)).map(|c| c.at)
    }

    /// The character nearest to a cell of the column: on its row, else on the first row with text below or above.
    pub fn offset_near(&self, row: usize, column: usize) -> Option<usize> {
        let lines: Vec<&super::layout::Line> = self.lines().collect();
        let text = &self.document().text;
        let row = row.min(lines.len().checked_sub(1)?);
        let below = lines[row..].iter().enumerate();
        let below = below.map(|(i, l)| select::offset_on(l, if i == 0 { column } else { 0 }, text));
        let above = lines[..row].iter().rev().map(|l| select::offset_on(l, usize::MAX, text));
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

    /// The lines in view, top first, as addresses.
    pub fn lines(&self) -> impl Iterator<Item = &super::layout::Line> {
        self.layout.lines_from(self.top).take(self.height)
    }

    /// The bytes of the text in view.
    pub fn in_view(&self) -> Span {
        let mut span: Option<Span> = None;
        for line in self.lines() {
            if let Content::Body { span: s, .. } = line.content {
                span = Some(span.map_or(s, |seen| Span { start: seen.start, end: s.end }));
            }
        }
        span.unwrap_or_default()
    }

    /// The offset of the last line in view.
    fn end_in_view(&mut self) -> usize {
        let last = self.layout.step(self.top, self.height.saturating_sub(1) as isize);
        self.layout.offset(last)
    }

    /// Where stepping from thing to thing begins: the last jump's target while it is in view, else the eye.
    pub fn anchor(&self) -> Option<usize> {
        self.target.filter(|t| self.in_view().overlaps(*t)).map(|t| t.start as usize)
    }

    /// The section the eye is in.
    pub fn section(&self) -> usize {
        self.document().section_at(self.eye)
    }

    /// The share of the text that has been in view at the eye, 0 to 100.
    pub fn percent(&self) -> usize {
        let length = self.document().text.trim_end().len() + self.article.rest;
        let seen = self.in_view().end as usize;
        (seen * 100).checked_div(length).map_or(100, |percent| percent.min(100))
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
