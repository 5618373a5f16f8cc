//! What may lie over the panes, one thing at a time: a line to type in, or a menu.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::Pane;
use super::finder::Finder;
use super::hints::Hints;
use super::input::Input;
use super::panes::Cursor;
use super::reader::Place;
use crate::annotate::rules::Correction;
use crate::annotate::{Annotations, EntityId, Kind};
use crate::command::Action;
use crate::language::places::Point;
use crate::library::shelf::{Ask, ShelfRow};
use crate::library::store::Change;
use crate::text::{Span, width};

/// Columns of a menu beside its rows: the frame, the cursor and the spaces between.
pub const SIDES: usize = 5;

/// A prompt, a menu or nothing.
#[derive(Clone, Debug, Default)]
pub enum Overlay {
    /// The panes alone.
    #[default]
    None,
    /// A line of input in place of the status line.
    Prompt(Prompt),
    /// Rows to read or to choose from.
    Menu(Menu),
    /// The letter of a mark is waited for.
    Letter(Letter),
    /// Letters on what is in view.
    Hints(Hints),
    /// The search in the library.
    Find(Finder),
}

/// What the letter of a mark is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// To set it here.
    SetMark,
    /// To go to it.
    GoToMark,
}

/// A line of input.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked for.
    pub purpose: Purpose,
    /// What has been typed.
    pub input: Input,
    /// Which entry of the history is shown, counted from the newest.
    pub history: Option<usize>,
}

/// What a prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A search in the text; backward or not.
    Search(bool),
    /// Another name for an entity of this name.
    Rename(String),
    /// Who said the quote that begins with these words.
    Speaker(String),
    /// Fewer rows in a pane.
    Filter(Pane),
    /// Whose a form is, if not the entity's that it was joined to.
    Split {
        /// The form.
        form: String,
        /// The entity's name.
        from: String,
    },
    /// A command to hand text to.
    Pipe,
    /// A query, for what it finds to be listed.
    List,
    /// The tags of an article.
    Tag,
    /// Tags for all articles that are listed.
    TagListed,
    /// A name, for its page.
    Name,
    /// A name, for what they said.
    Ledger,
}

impl Prompt {
    /// A prompt whose line begins with `text`.
    pub fn new(purpose: Purpose, text: impl Into<String>) -> Self {
        Self { purpose, input: Input::new(text), history: None }
    }
}

/// Where choosing a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The beginning of the article.
    Top,
    /// A heading, put at the top.
    Heading(usize),
    /// A place in the text.
    Place(Span),
    /// A quote, by its index.
    Quote(usize),
    /// An entity: its mentions stand out, the first comes into view.
    Entity(EntityId),
    /// An article of the list.
    Article(usize),
    /// A theme, by its place among those that can be tried.
    Theme(usize),
    /// A command.
    Act(Action),
    /// A correction.
    Correct(Correction),
    /// A form of an entity, to say whose it is.
    Split(EntityId, String),
    /// A prompt.
    Ask(Purpose),
    /// A mark, by its letter.
    Mark(char),
    /// Something of the library.
    Library(Errand),
}

impl Target {
    /// The place in the open article that it leads to, if it leads to one.
    pub fn span(&self, annotations: &Annotations) -> Option<Span> {
        let first = |id: EntityId| annotations.mentions.iter().find(|m| m.entity == id).map(|m| m.span);
        match self {
            Target::Top => Some(Span::new(0, 0)),
            Target::Heading(offset) => Some(Span::new(*offset, *offset)),
            Target::Place(span) => Some(*span),
            Target::Quote(quote) => annotations.quotes.get(*quote).map(|q| q.span),
            Target::Entity(id) => first(*id),
            Target::Correct(
                Correction::Merge { into: name, .. }
                | Correction::Split { to: Some(name), .. }
                | Correction::Speaker { name: Some(name), .. },
            ) => {
                let named = (0..).zip(&annotations.entities).find(|(_, e)| e.name == *name);
                named.and_then(|(id, _)| first(EntityId(id)))
            }
            _ => None,
        }
    }
}

/// What a row leads to in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// What a query finds is listed, under this name.
    Show(String, String),
    /// An article, at a place in it.
    Read(Box<ShelfRow>, Option<Span>),
    /// Another page.
    Ask(Ask),
    /// All that is listed is changed; what that is called.
    Mark(Vec<Change>, String),
}

/// How a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Plain text.
    Plain,
    /// Turned down.
    Dim,
    /// The name of a group.
    Label,
    /// A key.
    Key,
    /// A name of this kind.
    Name(Kind),
    /// Words of a quote.
    Quote,
    /// A part of the article: how much of something it has, from 0 to 8.
    Part(u8),
}

/// A row of a menu: what stands left, what right of it, where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// On the left; what a filter looks at first.
    pub left: String,
    /// On the right.
    pub right: String,
    /// How the left looks.
    pub tone: Tone,
    /// Where it leads, if it can be chosen.
    pub target: Option<Target>,
}

impl Row {
    /// A row to read.
    pub fn text(left: impl Into<String>, tone: Tone) -> Self {
        Self { left: left.into(), right: String::new(), tone, target: None }
    }

    /// A row to choose.
    pub fn choice(left: impl Into<String>, right: impl Into<String>, tone: Tone, target: Target) -> Self {
        Self { left: left.into(), right: right.into(), tone, target: Some(target) }
    }
}

/// What a menu is for; the same key that opened it closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKind {
    /// Rows to read.
    Page,
    /// Rows to choose from.
    Choice,
    /// Rows to choose from by typing part of them.
    Picker,
}

/// Rows over the panes.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What it is for.
    pub kind: MenuKind,
    /// Its title.
    pub title: String,
    /// All its rows.
    pub rows: Vec<Row>,
    /// The rows that are shown, best first where something was typed; indices into `rows`.
    pub shown: Vec<usize>,
    /// The chosen one among the shown, or the first line of a page.
    pub cursor: Cursor,
    /// What was typed to filter it.
    pub filter: Input,
    /// The point of a map above the rows.
    pub map: Option<Point>,
    /// Where the text was when the menu came, if moving the cursor moves the text along.
    pub before: Option<Before>,
    /// What it said before its rows were folded to the window, to be copied.
    pub unfolded: Option<String>,
}

/// Where the text was, and what stood out as the target of the last jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where it was.
    pub place: Place,
    /// The target.
    pub target: Option<Span>,
}

impl Menu {
    /// A menu of these rows.
    pub fn new(kind: MenuKind, title: impl Into<String>, rows: Vec<Row>) -> Self {
        let shown = (0..rows.len()).collect();
        let mut menu = Self {
            kind,
            title: title.into(),
            rows,
            shown,
            cursor: Cursor::default(),
            filter: Input::default(),
            map: None,
            before: None,
            unfolded: None,
        };
        menu.settle(1);
        menu
    }

    /// The most rows that it takes in a window of this height, its frame counted in. One that moves the text leaves a
    /// third to it, and in a low window some lines.
    pub fn most_rows(&self, height: u16) -> u16 {
        let free = match self.before {
            Some(_) => 1 + (height / 3).max(7.min((height / 2).saturating_sub(1))),
            None => 3,
        };
        height.saturating_sub(free).max(3)
    }

    /// The most columns that it takes in a window of this width, its frame counted in.
    pub fn most_columns(width: u16) -> u16 {
        let margin = if width < 60 { 0 } else { 4 };
        width.saturating_sub(margin).clamp(20, 100)
    }

    /// Columns for the left parts of rows in a menu of so many columns: as wide as the widest that has something on
    /// its right, as long as that is seen as well.
    pub fn left_columns(&self, columns: usize) -> usize {
        let paired = self.rows.iter().filter(|r| !r.right.is_empty());
        let widest = paired.map(|r| width::line(&r.left)).max().unwrap_or(0);
        let right = self.rows.iter().map(|r| width::line(&r.right)).max().unwrap_or(0);
        let room = columns.saturating_sub(SIDES);
        widest.min(room.saturating_sub(right + 2).max(room * 2 / 3))
    }

    /// All that its rows say.
    pub fn said(&self) -> String {
        let line = |row: &Row| format!("{}  {}", row.left, row.right).trim_end().to_string();
        let lines = || self.rows.iter().map(line).collect::<Vec<_>>().join("\n");
        self.unfolded.clone().unwrap_or_else(lines)
    }

    /// Moves the cursor by rows that can be chosen, or scrolls a page of which `room` rows are in view.
    pub fn move_by(&mut self, by: isize, room: usize) {
        if self.kind == MenuKind::Page {
            let last = self.shown.len().saturating_sub(room);
            self.cursor.top = self.cursor.top.saturating_add_signed(by).min(last);
            return;
        }
        self.cursor.move_by(by, self.shown.len());
        self.settle(by);
    }

    /// Moves on from a row that cannot be chosen, in the direction of the movement where there is one.
    fn settle(&mut self, by: isize) {
        let free = |at: &usize| self.row(*at).is_some_and(|r| r.target.is_some());
        let at = self.cursor.at;
        let down = (at..self.shown.len()).find(free);
        let up = (0..=at).rev().find(free);
        let found = if by < 0 { up.or(down) } else { down.or(up) };
        self.cursor.at = found.unwrap_or(at);
    }

    /// The shown row at a position.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.shown.get(at).and_then(|&i| self.rows.get(i))
    }

    /// Where the chosen row leads.
    pub fn chosen(&self) -> Option<&Target> {
        self.row(self.cursor.at).and_then(|r| r.target.as_ref())
    }

    /// Puts the cursor on the row with this target, if there is one.
    pub fn choose(&mut self, target: &Target) {
        let at = self.shown.iter().position(|&i| self.rows[i].target.as_ref() == Some(target));
        self.cursor.at = at.unwrap_or(self.cursor.at);
    }

    /// Shows the rows that match what was typed, the best first; all of them in their order when nothing was.
    pub fn refilter(&mut self) {
        self.cursor = Cursor::default();
        if self.filter.text.trim().is_empty() {
            self.shown = (0..self.rows.len()).collect();
            return self.settle(1);
        }
        let pattern = Pattern::parse(&self.filter.text, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, row) in self.rows.iter().enumerate().filter(|(_, r)| r.target.is_some()) {
            let text = format!("{} {}", row.left, row.right);
            if let Some(score) = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher) {
                scored.push((score, i));
            }
        }
        scored.sort_by_key(|&(score, i)| (std::cmp::Reverse(score), i));
        self.shown = scored.into_iter().map(|(_, i)| i).collect();
        // What was typed may be meant for the prompt, whatever it matches.
        let asks = (0..self.rows.len()).filter(|&i| matches!(self.rows[i].target, Some(Target::Ask(_))));
        let asks: Vec<usize> = asks.filter(|i| !self.shown.contains(i)).collect();
        self.shown.extend(asks);
    }
}

#[cfg(test)]
mod tests {
    use super::{Menu, MenuKind, Row, Target, Tone};
    use crate::app::input::Input;

    fn menu() -> Menu {
        let rows = vec![
            Row::text("People", Tone::Label),
            Row::choice("Pasjinian", "premier", Tone::Plain, Target::Article(0)),
            Row::choice("Oekraïne", "", Tone::Plain, Target::Article(1)),
        ];
        Menu::new(MenuKind::Picker, "Pick", rows)
    }

    #[test]
    fn the_cursor_keeps_to_rows_that_can_be_chosen() {
        let mut menu = menu();
        assert_eq!(menu.chosen(), Some(&Target::Article(0)));
        menu.move_by(-5, 9);
        assert_eq!(menu.chosen(), Some(&Target::Article(0)));
        menu.move_by(9, 9);
        assert_eq!(menu.chosen(), Some(&Target::Article(1)));
    }

    #[test]
    fn typing_finds_rows_by_parts_and_without_accents() {
        let mut menu = menu();
        menu.filter = Input::new("oekraine");
        menu.refilter();
        assert_eq!(menu.chosen(), Some(&Target::Article(1)));
        menu.filter = Input::new("psj prem");
        menu.refilter();
        assert_eq!(menu.chosen(), Some(&Target::Article(0)));
        menu.filter = Input::new("zzz");
        menu.refilter();
        assert_eq!(menu.chosen(), None);
    }
}
