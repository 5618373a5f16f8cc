//! What is asked of a shelf, and what it answers.

use std::ops::Range;
use std::path::PathBuf;

use super::super::index::{Progress, Report};
use super::super::ledger::{Joined, Said};
use super::super::people::{NamePage, NameRow};
use super::super::query::QueryError;
use super::super::record::ContentId;
use super::super::search::snippet::Snippet;
use super::super::store::{ArticleRow, Change, Sort};
use super::super::story::StoryRow;
use crate::annotate::Kind;
use crate::text::Span;

/// How a list is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAs {
    /// The number of the request: rows of an older list are no longer wanted.
    pub number: u64,
    /// Only the articles that this query finds.
    pub query: String,
    /// Only those whose title or medium fits this, typed as in a picker.
    pub narrow: String,
    /// Their order.
    pub sort: Sort,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The list anew, with rows near the first of these files that is in it, and where each of them stands.
    List(ListAs, Vec<PathBuf>),
    /// Rows of the list of this number.
    Rows(u64, Range<usize>),
    /// A change of state.
    Mark(Mark),
    /// The last change that can be taken back is.
    Undo,
    /// The change that was taken back last is made again.
    Redo,
    /// The next unread article after a place in the list.
    NextUnread(usize),
    /// The article in a file, wherever it is listed.
    Visit(PathBuf),
    /// A search in the library.
    Search(Search),
    /// All about a name: its words and its kind, where that is known.
    Name(String, Option<Kind>),
    /// What somebody of this name said.
    Ledger(String),
    /// The stories.
    Stories,
    /// A story by its number, or that of the article in a file.
    Story(Result<i64, PathBuf>),
    /// What of the article in a file was read in another one of its story.
    Known(PathBuf),
    /// The difference between the articles in two files.
    Compare(PathBuf, PathBuf),
    /// How many articles each of these queries finds: names and queries.
    Folders(Vec<(String, String)>),
    /// The files are to be looked at again.
    Index,
}

/// A search, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Its number: the answer to an older one comes too late.
    pub number: u64,
    /// What was typed.
    pub text: String,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Of which articles.
    pub which: Which,
    /// What changes.
    pub changes: Vec<Change>,
    /// What it is called when it can be taken back; none for what comes of reading.
    pub called: Option<String>,
}

/// Articles to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one in this file.
    File(PathBuf),
    /// All that are listed.
    Listed,
}

/// An article as the reader's list has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfRow {
    /// What every list shows.
    pub row: ArticleRow,
    /// Identity of its bytes.
    pub content: ContentId,
    /// Its tags.
    pub tags: Vec<String>,
    /// How far it was read, in bytes of its text.
    pub position: u32,
    /// What its story is called.
    pub story: Option<String>,
}

/// A list was made.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The number of the request.
    pub number: u64,
    /// Articles in it.
    pub total: usize,
    /// Those not read.
    pub unread: usize,
    /// Where the rows begin.
    pub from: usize,
    /// Rows.
    pub rows: Vec<ShelfRow>,
    /// Where the files stand that were asked for.
    pub places: Vec<Option<usize>>,
}

/// An article that a search found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub row: ShelfRow,
    /// Its place in the list, if it is there.
    pub at: Option<usize>,
    /// The piece of it that shows the match.
    pub snippet: Snippet,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Searched {
    /// The number of the search.
    pub number: u64,
    /// The best.
    pub hits: Vec<Hit>,
    /// How many articles match; when `more`, at least so many.
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// The words that were looked for, folded, to find them again in the article.
    pub words: Vec<String>,
    /// Why the query cannot be read.
    pub wrong: Option<QueryError>,
}

/// A query with a name, and what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// Articles, and those not read; or why the query cannot be read.
    pub count: Result<(usize, usize), String>,
}

/// What was read elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The article's file.
    pub path: PathBuf,
    /// Its sentences that stand in others.
    pub spans: Vec<Span>,
    /// Sentences in all.
    pub sentences: usize,
    /// Articles of its story that were read.
    pub read: usize,
    /// Articles of its story.
    pub articles: usize,
}

/// What each of two articles has that the other lacks: names, and quotes with their places.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The two articles.
    pub rows: [ShelfRow; 2],
    /// Names that only one has.
    pub names: [Vec<String>; 2],
    /// Quotes that only one has.
    pub quotes: [Vec<(Span, String)>; 2],
}

/// A page to read.
#[derive(Clone, Debug)]
pub enum Page {
    /// All about a name, what they said, what others said about them.
    Name(Box<NamePage>, Vec<Said>, Vec<Said>),
    /// Several names fit: which is meant?
    Names(Vec<NameRow>),
    /// What somebody said: the name, the quotes each with whether it is new, how many there are in all, and whether the
    /// page was looked at before.
    Ledger(String, Vec<(Joined, bool)>, usize, bool),
    /// The stories.
    Stories(Vec<StoryRow>),
    /// The articles of a story, the earliest first; whether one is open.
    Story(Vec<ShelfRow>),
    /// Two articles beside each other.
    Compared(Box<Compared>),
    /// Saved queries.
    Folders(Vec<Folder>),
    /// There is no such thing.
    Nothing(String),
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// The list.
    Listed(Listed),
    /// Rows of the list of this number, from a place on.
    Rows(u64, usize, Vec<ShelfRow>),
    /// Changes are on disk: how many articles are listed and unread now, what was done, whether other rows changed.
    Kept(usize, usize, Option<String>, bool),
    /// The next unread article.
    Next(Option<(usize, ShelfRow)>),
    /// The article of a file, and its place in the list.
    Visited(PathBuf, Option<(Option<usize>, ShelfRow)>),
    /// What a search found.
    Searched(Searched),
    /// A page.
    Page(Page),
    /// What of an article was read elsewhere.
    Known(Known),
    /// How far the indexing is.
    Progress(Progress),
    /// The store is what the files are.
    Indexed(Report),
    /// Something failed.
    Failed(String),
    /// The library cannot be used, and why.
    Closed(String),
}
