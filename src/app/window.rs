//! The part of the set article that is seen, and how it moves. The lines run through it as one ribbon: down the first
//! column, then down the second where there are two; a column of the page is called a leg, as newspapers do.

use super::layout::{Content, Line, LineAt, Setting};
use super::reader::{Place, Reader};
use crate::document::BlockKind;
use crate::text::Span;

/// An article of no more lines than this stays in one leg.
const SHORT: usize = 24;

/// The most lines that a heading at the foot of a leg takes with it, blank ones counted in.
const TAKEN: usize = 4;

/// Lines kept above the target of a jump, so that what led to it can be seen.
const LEAD: isize = 3;

/// Room for lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows of the pane.
    pub rows: usize,
    /// Legs side by side, one or two.
    pub legs: usize,
}

impl Page {
    /// Lines that there is room for.
    pub fn lines(self) -> usize {
        self.rows * self.legs
    }
}

/// What is seen of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The room.
    pub page: Page,
    /// The first line in view.
    pub top: LineAt,
    /// Lines in the first leg: all its rows, less those of a heading at its foot that goes over to the next one, or
    /// half of an article that is wholly in view.
    first: usize,
}

impl Window {
    /// A window on the beginning.
    pub fn new(page: Page) -> Self {
        Self { page, top: LineAt::TOP, first: page.rows }
    }

    /// Lines in view, where the article has so many.
    pub fn lines(&self) -> usize {
        self.first + self.page.rows * (self.page.legs - 1)
    }

    /// The line of a row in a leg, counted from the top; none below the last line of a leg.
    pub fn line_at(&self, leg: usize, row: usize) -> Option<usize> {
        if leg > 0 { Some(self.first + row) } else { (row < self.first).then_some(row) }
    }

    /// Leg and row of a line, counted from the top.
    pub fn place_of(&self, line: usize) -> (usize, usize) {
        if line < self.first { (0, line) } else { (1, line - self.first) }
    }
}

/// What a line is to the paragraph that it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Blank,
    Begins,
    Inside,
}

impl Edge {
    fn of(content: &Content) -> Self {
        match content {
            Content::Blank => Edge::Blank,
            Content::Body { first: false, .. } => Edge::Inside,
            _ => Edge::Begins,
        }
    }
}

impl Reader {
    /// Where the eye is, to come back to.
    pub fn place(&mut self) -> Place {
        if self.eye == 0 && self.window.top == LineAt::TOP {
            return Place::default();
        }
        let line = self.layout.find(self.eye);
        Place { eye: self.eye, row: self.layout.distance(self.window.top, line, self.window.lines()) }
    }

    /// Puts a place where it was on the screen.
    pub fn return_to(&mut self, place: Place) {
        self.eye = place.eye.min(self.document().text.len());
        let line = self.layout.find(self.eye);
        let row = place.row.min(self.window.page.lines().saturating_sub(1)) as isize;
        self.window.top = self.layout.step(line, -row);
        self.hold(line);
    }

    /// Sets the article otherwise, keeping the eye's line on its row.
    pub fn resize(&mut self, setting: Setting, page: Page) {
        if setting == self.layout.setting() && page == self.window.page {
            return;
        }
        let mut place = self.place();
        if page.legs < self.window.page.legs && place != Place::default() {
            place.row = self.window.place_of(place.row).1;
        }
        self.window.page = page;
        self.layout.reset(setting);
        self.return_to(place);
    }

    /// Makes sure that the screen is filled where the article allows it, and that its lines are set.
    fn settle(&mut self) {
        self.window.top = self.window.top.min(self.last_top());
        self.window.first = self.first_leg(self.window.top);
        self.layout.step(self.window.top, self.window.lines() as isize);
        self.layout.find(0);
    }

    /// The lowest line that may stand at the top: the one that brings the last line to the bottom.
    fn last_top(&mut self) -> LineAt {
        let bottom = self.layout.bottom();
        self.top_above(bottom)
    }

    /// Lines of the first leg below a line at its top. A heading that would have no text below it goes over to the
    /// second leg.
    fn first_leg(&mut self, top: LineAt) -> usize {
        let Page { rows, legs } = self.window.page;
        if legs < 2 {
            return rows;
        }
        let full = if top == LineAt::TOP { self.half().unwrap_or(rows) } else { rows };
        let mut lines = full;
        let mut at = self.layout.step(top, full as isize - 1);
        for row in (full.saturating_sub(TAKEN).max(full / 2)..full).rev() {
            match self.layout.line(at).map(|l| &l.content) {
                Some(Content::Body { kind: BlockKind::Heading, .. }) => lines = row,
                Some(Content::Blank) => {}
                _ => break,
            }
            at = self.layout.step(at, -1);
        }
        lines
    }

    /// Lines of the first of two legs that are about as long, where both together hold the whole article. No line of a
    /// paragraph stands alone on either side of the break, and blank lines stay in the first.
    fn half(&mut self) -> Option<usize> {
        let rows = self.window.page.rows;
        let bottom = self.layout.bottom();
        let lines = self.layout.distance(LineAt::TOP, bottom, 2 * rows) + 1;
        if lines <= SHORT || lines + 2 * TAKEN > 2 * rows {
            return None;
        }
        let half = lines.div_ceil(2);
        let mut at = self.layout.step(LineAt::TOP, half as isize - 1);
        let mut near = Vec::with_capacity(2 * TAKEN);
        for _ in 0..near.capacity().min(lines - half) {
            near.push(self.layout.line(at).map(|l| Edge::of(&l.content)));
            at = self.layout.step(at, 1);
        }
        let edge = |i: usize| near.get(i).copied().flatten().unwrap_or(Edge::Blank);
        let mut first = match (edge(0), edge(1), edge(2)) {
            (_, Edge::Inside, Edge::Blank | Edge::Begins) => half + 1,
            (Edge::Begins, Edge::Inside, _) => half - 1,
            _ => half,
        };
        while first >= half && first < rows && edge(first + 1 - half) == Edge::Blank {
            first += 1;
        }
        Some(first)
    }

    /// The last line in view below a line at the top.
    fn foot(&mut self, top: LineAt) -> LineAt {
        let below = Window { first: self.first_leg(top), ..self.window }.lines();
        self.layout.step(top, below as isize - 1)
    }

    /// The first line that can stand at the top with `last` in view below it.
    fn top_above(&mut self, last: LineAt) -> LineAt {
        let mut top = self.layout.step(last, 1 - self.window.page.lines().max(1) as isize);
        while self.foot(top) < last {
            top = self.layout.step(top, 1);
        }
        top
    }

    /// Moves the text no further than it must for a line to be in view.
    fn hold(&mut self, line: LineAt) {
        if line < self.window.top {
            self.window.top = line;
        } else if line > self.foot(self.window.top) {
            self.window.top = self.top_above(line);
        }
        self.settle();
    }

    /// Moves the text by whole lines; the eye goes to the first line in view, or to the last at the end.
    pub fn scroll(&mut self, by: isize) {
        let top = self.layout.step(self.window.top, by);
        self.scroll_to(top, by > 0);
    }

    fn scroll_to(&mut self, top: LineAt, down: bool) {
        let before = std::mem::replace(&mut self.window.top, top);
        self.settle();
        self.target = None;
        self.eye = match (self.window.top == before, down) {
            (true, true) => self.end_in_view(),
            _ if self.window.top == LineAt::TOP => 0,
            _ => self.layout.offset(self.window.top),
        };
    }

    /// Moves by pages; `context` lines stay in view, but never more than half a leg.
    pub fn page(&mut self, pages: isize, context: usize) {
        let kept = context.min(self.window.page.rows / 2) as isize;
        let mut top = self.window.top;
        for _ in 0..pages.unsigned_abs() {
            let before = top;
            top = if pages > 0 {
                let foot = self.foot(top);
                self.layout.step(foot, 1 - kept)
            } else {
                let last = self.layout.step(top, kept - 1);
                self.top_above(last)
            };
            if top == before {
                break;
            }
        }
        self.scroll_to(top, pages > 0);
    }

    /// Moves by half pages: of two legs, by one.
    pub fn half_page(&mut self, halves: isize) {
        self.scroll(halves * (self.window.lines() / 2).max(1) as isize);
    }

    /// To the beginning.
    pub fn go_top(&mut self) {
        self.note_jump();
        self.window.top = LineAt::TOP;
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

    pub(super) fn move_to_end(&mut self) {
        self.window.top = self.last_top();
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

    pub(super) fn move_to_percent(&mut self, percent: usize) {
        let text = &self.article.document.text;
        let offset = (text.len() + self.article.rest) / 100 * percent;
        self.put_at_top(text.floor_char_boundary(offset), 0);
    }

    /// Brings a heading or paragraph to the top of the pane.
    pub fn go_to_line(&mut self, offset: usize) {
        self.put_at_top(offset, -1);
    }

    fn put_at_top(&mut self, offset: usize, lead: isize) {
        self.eye = offset;
        self.target = None;
        let line = self.layout.find(offset);
        self.window.top = self.layout.step(line, lead);
        self.settle();
    }

    /// Brings a span into view, moving the text only when it is not in view already.
    pub fn go_to(&mut self, span: Span) {
        self.bring(span, self.window.lines() as isize - 2);
    }

    /// Brings a span into view where the lowest `covered` rows do not count as seen.
    pub fn go_to_above(&mut self, span: Span, covered: usize) {
        self.bring(span, self.window.page.rows as isize - covered as isize - 2);
    }

    /// Lets the eye jump to a span, and moves the text if that is not among the lines that begin with the first in view
    /// and end with the one `seen` lines below.
    fn bring(&mut self, span: Span, seen: isize) {
        self.eye = span.start as usize;
        self.target = Some(span);
        let line = self.layout.find(span.start as usize);
        let last = self.layout.step(self.window.top, seen.max(LEAD));
        if line < self.window.top || line > last {
            self.window.top = self.layout.step(line, -LEAD);
            self.settle();
        }
    }

    /// Brings the line of an offset into view, moving the text as little as possible; the eye goes there.
    pub fn show(&mut self, offset: usize) {
        self.eye = offset;
        let line = self.layout.find(offset);
        self.hold(line);
    }

    /// Moves the text by lines; the eye stays where it is.
    pub fn nudge(&mut self, by: isize) {
        self.window.top = self.layout.step(self.window.top, by);
        self.settle();
    }

    /// The lines in view, top first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.layout.lines_from(self.window.top).take(self.window.lines())
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
        let last = self.foot(self.window.top);
        self.layout.offset(last)
    }

    /// The share of the text that has been in view at the eye, 0 to 100.
    pub fn percent(&self) -> usize {
        let length = self.document().text.trim_end().len() + self.article.rest;
        let seen = self.in_view().end as usize;
        (seen * 100).checked_div(length).map_or(100, |percent| percent.min(100))
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Page, Reader};
    use crate::app::layout::{Content, Head, LineAt, Setting};
    use crate::app::reader::Place;
    use crate::document::{Format, parse};
    use crate::library::Article;
    use crate::library::scan::Source;
    use crate::text::width;

    /// Words of which no two fit on a line of 12 cells, so that each is one.
    const TEXT: &str = "negentien achttien zeventien zestien\n\n漢字漢字漢字\n\n## Koppeling\n\nvijftien veertien \
        dertien twaalf\n\nelfjarig tienjarig\n";

    fn reader(text: &str, page: Page, width: usize) -> Reader {
        let source = Source { path: "a.md".into(), format: Format::Markdown, held: None, stamp: None };
        let article = Article::new(source, parse(text.as_bytes(), Format::Markdown));
        let setting = Setting { width, hyphenate: false, indented: false, justified: false };
        Reader::new(article, Head::default(), setting, page, Place::default())
    }

    /// The legs side by side.
    fn picture(reader: &Reader) -> Vec<String> {
        let (page, width) = (reader.window.page, reader.layout.setting().width);
        let mut rows = vec![vec![String::new(); page.legs]; page.rows];
        for (i, line) in reader.lines().enumerate() {
            let (leg, row) = reader.window.place_of(i);
            assert_eq!(reader.window.line_at(leg, row), Some(i));
            if let Content::Body { span, .. } = line.content {
                rows[row][leg] = span.of(&reader.document().text).to_string();
            }
        }
        let fill = |leg: &String| format!("{leg}{}", " ".repeat(width.saturating_sub(width::line(leg))));
        rows.iter().map(|legs| legs.iter().map(fill).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn two_legs_are_read_down_the_left_one_first_and_scroll_as_one_ribbon() {
        let mut reader = reader(TEXT, Page { rows: 5, legs: 2 }, 12);
        let first = [
            "            |            ",
            "negentien   |漢字漢字漢字",
            "achttien    |            ",
            "zeventien   |            ",
            "zestien     |Koppeling   ",
        ];
        assert_eq!(picture(&reader), first);
        reader.scroll(1);
        let second = [
            "negentien   |漢字漢字漢字",
            "achttien    |            ",
            "zeventien   |            ",
            "zestien     |Koppeling   ",
            "            |            ",
        ];
        assert_eq!(picture(&reader), second);
    }

    #[test]
    fn a_heading_is_not_left_at_the_foot_of_a_leg() {
        let mut reader = reader(TEXT, Page { rows: 5, legs: 2 }, 12);
        reader.scroll(5);
        let foot = [
            "            |Koppeling   ",
            "漢字漢字漢字|            ",
            "            |vijftien    ",
            "            |veertien    ",
            "            |dertien     ",
        ];
        assert_eq!(picture(&reader), foot);
        assert_eq!(reader.window.line_at(0, 4), None, "nothing stands below the foot");
        reader.scroll(1);
        assert_eq!(picture(&reader)[0], "漢字漢字漢字|Koppeling   ");
        reader.scroll(1);
        assert_eq!(
            picture(&reader)[2..],
            ["Koppeling   |twaalf      ", "            |            ", "vijftien    |elfjarig    "]
        );
    }

    #[test]
    fn an_article_wholly_in_view_is_shared_out_to_both_legs() {
        let text = TEXT.repeat(3);
        let mut reader = reader(&text, Page { rows: 40, legs: 2 }, 12);
        let all = reader.lines().count();
        let picture = picture(&reader);
        let used = |leg: usize| {
            let cells = |row: &String| row.split('|').nth(leg).is_some_and(|cells| !cells.trim().is_empty());
            picture.iter().rposition(cells).expect("text") + 1
        };
        assert!(used(0).abs_diff(used(1)) <= 4, "{picture:?}");
        assert!(!picture[0].ends_with("|            "), "no blank line on top of a leg: {picture:?}");
        reader.scroll(1);
        assert_eq!(
            (reader.window.top, reader.lines().count()),
            (LineAt::TOP, all),
            "there is nothing to scroll"
        );
        for more in 0..12 {
            let text = format!("{} einde", text.trim_end()) + &" langwoord".repeat(more);
            let reader = self::reader(&text, Page { rows: 40, legs: 2 }, 12);
            let edges: Vec<Edge> = reader.lines().map(|l| Edge::of(&l.content)).collect();
            let at = reader.window.line_at(1, 0).expect("a second leg");
            assert!(edges[at] != Edge::Blank, "{more}: a blank line on top");
            assert!(edges[at - 1..=at] != [Edge::Begins, Edge::Inside], "{more}: a first line alone");
            assert!(edges[at] != Edge::Inside || edges[at + 1] == Edge::Inside, "{more}: a last line alone");
        }
        let reader = self::reader(TEXT, Page { rows: 40, legs: 2 }, 12);
        assert!(
            reader.lines().enumerate().all(|(i, _)| reader.window.place_of(i).0 == 0),
            "a short one is not split"
        );
    }

    /// The lines in view as addresses.
    fn seen(reader: &mut Reader) -> Vec<LineAt> {
        let count = reader.lines().count();
        (0..count).map(|i| reader.layout.step(reader.window.top, i as isize)).collect()
    }

    #[test]
    fn pages_of_any_size_leave_no_line_out() {
        let text = TEXT.repeat(6);
        for (rows, legs) in (1..12).flat_map(|rows| [(rows, 1), (rows, 2)]) {
            for context in 0..3 {
                let mut reader = reader(&text, Page { rows, legs }, 12);
                let bottom = reader.layout.bottom();
                let mut pages = 0;
                while *seen(&mut reader).last().expect("a line") < bottom {
                    let before = *seen(&mut reader).last().expect("a line");
                    reader.page(1, context);
                    let top = reader.window.top;
                    assert!(top <= reader.layout.step(before, 1), "{rows}x{legs} {context}");
                    pages += 1;
                    assert!(pages < 400, "{rows}x{legs} {context} stands still");
                }
                while reader.window.top > LineAt::TOP {
                    let before = reader.window.top;
                    reader.page(-1, context);
                    let last = *seen(&mut reader).last().expect("a line");
                    assert!(reader.layout.step(last, 1) >= before, "{rows}x{legs} {context}");
                    assert!(reader.window.top < before);
                }
            }
        }
    }

    #[test]
    fn the_eye_is_in_view_in_one_leg_and_in_two() {
        let text = TEXT.repeat(6);
        let pages = [(20, 2), (7, 1), (3, 2), (11, 1), (9, 2), (1, 1), (2, 2)];
        for eye in (0..text.len()).step_by(7).filter(|&at| text.is_char_boundary(at)) {
            let mut reader = reader(&text, Page { rows: 10, legs: 1 }, 12);
            reader.go_to(crate::text::Span::new(eye, eye));
            for (rows, legs) in pages {
                let setting = Setting { width: 8 + rows, ..reader.layout.setting() };
                reader.resize(setting, Page { rows, legs });
                let line = reader.layout.find(eye);
                assert!(seen(&mut reader).contains(&line), "{eye} at {rows}x{legs}");
            }
        }
    }

    #[test]
    fn a_line_keeps_its_row_when_the_second_leg_goes() {
        let text = TEXT.repeat(6);
        let mut reader = reader(&text, Page { rows: 10, legs: 2 }, 12);
        reader.scroll(20);
        let line = reader.layout.step(reader.window.top, 13);
        let at = reader.layout.offset(line);
        reader.show(at);
        let row = |reader: &mut Reader| {
            let line = reader.layout.find(at);
            let lines = reader.layout.distance(reader.window.top, line, 99);
            reader.window.place_of(lines)
        };
        let (leg, before) = row(&mut reader);
        assert_eq!(leg, 1);
        reader.resize(reader.layout.setting(), Page { rows: 10, legs: 1 });
        assert_eq!(row(&mut reader), (0, before));
        reader.resize(reader.layout.setting(), Page { rows: 10, legs: 2 });
        assert_eq!(row(&mut reader), (0, before));
    }
}
