//! `briefing list` and `briefing search`: articles, by what they are and by what is in them.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::args::{ListArgs, SearchArgs};
use super::library::Place;
use super::{Failure, library, tell};
use crate::export::table::{Cell, Form, Table};
use crate::library::search::snippet::{Marker, Snippet};
use crate::library::store::{ArticleRow, Sort};
use crate::library::{Store, scan};

/// The fields of a listed article.
const LISTED: [&str; 13] = [
    "id", "date", "source", "title", "lang", "words", "read", "starred", "later", "tags", "copy_of", "story",
    "path",
];
/// The fields of an article that was found.
const FOUND: [&str; 11] =
    ["id", "score", "date", "source", "title", "section", "snippet", "marks", "start", "end", "path"];
/// Rows that are fetched at a time, so that a long list streams.
const PAGE: usize = 1000;

/// Lists the articles that a query finds.
///
/// # Errors
/// When the query cannot be read, the store fails, or the output cannot be written.
pub(super) fn list(args: &ListArgs, store: Place<'_>) -> Result<(), Failure> {
    let query = library::query(args.query.as_deref().unwrap_or(""))?;
    let store = library::open(store)?;
    let sort = Sort::ALL.into_iter().find(|(name, _)| *name == args.sort).map_or(Sort::Newest, |(_, s)| s);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut table = Table::new(&mut out, args.format.into(), &LISTED)?;
    let (mut offset, mut left) = (args.offset, args.limit.unwrap_or(usize::MAX));
    while left > 0 {
        let rows = store.rows(&query, sort, offset, left.min(PAGE)).map_err(Failure::Store)?;
        for row in &rows {
            table.row(&listed(&store, row)?)?;
        }
        if rows.len() < left.min(PAGE) {
            break;
        }
        offset += rows.len();
        left -= rows.len();
    }
    Ok(table.end()?)
}

fn listed(store: &Store, row: &ArticleRow) -> Result<[Cell; 13], Failure> {
    let state = store.state(row.id).map_err(Failure::Store)?;
    Ok([
        Cell::Count(row.id as usize),
        Cell::maybe(row.date),
        Cell::maybe(row.source.as_ref()),
        row.title.as_str().into(),
        row.lang.tag().into(),
        Cell::Count(row.words as usize),
        Cell::Flag(row.is_read()),
        Cell::Flag(row.is_starred()),
        Cell::Flag(row.is_later()),
        Cell::List(state.tags),
        row.twin.map_or(Cell::Null, |t| Cell::Count(t as usize)),
        row.story.map_or(Cell::Null, |s| Cell::Count(s as usize)),
        row.path.display().to_string().into(),
    ])
}

/// Prints the articles that fit a query best, each with the piece of text that shows why.
///
/// # Errors
/// When the query cannot be read, the store fails, or the output cannot be written.
pub(super) fn search(args: &SearchArgs, store: Place<'_>) -> Result<(), Failure> {
    let query = library::query(&args.query.join(" "))?;
    let store = library::open(store)?;
    let now = jiff::Zoned::now().datetime();
    let found = store.search(&query, args.limit, now).map_err(Failure::Store)?;
    let marker = Marker::new(&query);
    let bold = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let form = Form::from(args.format);
    let mut out = BufWriter::new(io::stdout().lock());
    if form == Form::Text {
        let more = if found.more { "more than " } else { "" };
        let s = if found.total == 1 { "" } else { "s" };
        tell(format_args!("{more}{} article{s}", found.total));
    }
    let mut table = (form != Form::Text).then(|| Table::new(&mut out, form, &FOUND)).transpose()?;
    let mut plain = io::stdout();
    for hit in &found.hits {
        // A file that is gone or changed is still found: the store says where it was.
        let snippet = scan::load(&hit.row.file()).map(|d| marker.snippet(&d)).unwrap_or_default();
        match &mut table {
            Some(table) => table.row(&cells(&hit.row, hit.score, &snippet))?,
            None => plain.write_all(readable(&hit.row, &snippet, bold).as_bytes())?,
        }
    }
    table.map_or(Ok(()), |t| Ok(t.end()?))
}

fn cells(row: &ArticleRow, score: f64, snippet: &Snippet) -> [Cell; 11] {
    // Offsets for scripts count code points, as in `annotate`.
    let points = |at: usize| snippet.text.get(..at).map_or(0, |t| t.chars().count());
    let marks = snippet.marks.iter().map(|m| format!("{}-{}", points(m.start), points(m.end)));
    [
        Cell::Count(row.id as usize),
        Cell::Measure(score),
        Cell::maybe(row.date),
        Cell::maybe(row.source.as_ref()),
        row.title.as_str().into(),
        Cell::maybe(snippet.section.as_ref()),
        snippet.text.as_str().into(),
        Cell::List(marks.collect()),
        Cell::Count(snippet.at.start as usize),
        Cell::Count(snippet.at.end as usize),
        row.path.display().to_string().into(),
    ]
}

/// A result as a person reads it: a line about the article, the file, the snippet with its matches between marks.
fn readable(row: &ArticleRow, snippet: &Snippet, bold: bool) -> String {
    let (on, off) = if bold { ("\x1b[1m", "\x1b[0m") } else { ("»", "«") };
    let mut text = snippet.text.clone();
    for mark in snippet.marks.iter().rev() {
        text.insert_str(mark.end, off);
        text.insert_str(mark.start, on);
    }
    let date = row.date.map(|d| format!("{}  ", d.date())).unwrap_or_default();
    let source = row.source.as_ref().map(|s| format!("  ({s})")).unwrap_or_default();
    let section = snippet.section.as_ref().map(|s| format!("[{s}] ")).unwrap_or_default();
    format!("{date}{}{source}\n  {}\n  {section}{text}\n\n", row.title, row.path.display())
}
