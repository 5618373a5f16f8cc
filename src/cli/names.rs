//! `briefing entities`, `briefing quotes`, `briefing stories`: who and what occurs in the library, who said what, and
//! what is told together.

use std::io::{self, BufWriter, Write};

use super::args::{EntitiesArgs, QuotesArgs, StoriesArgs};
use super::library::Place;
use super::{Failure, library};
use crate::export::table::{Cell, Table};
use crate::library::Store;
use crate::library::ledger::{Said, join};
use crate::library::people::{NamePage, NameRow};

/// The fields of a name.
const NAME: [&str; 4] = ["name", "type", "articles", "mentions"];
/// The fields of a page's rows: `part` is `name`, `variant`, `role`, `with`, `day` or `article`.
const PAGE: [&str; 6] = ["part", "name", "type", "first", "last", "count"];
/// The fields of a quote.
const QUOTE: [&str; 14] = [
    "date",
    "speaker",
    "kind",
    "text",
    "via",
    "confidence",
    "section",
    "title",
    "source",
    "start",
    "end",
    "new",
    "also",
    "path",
];
/// The fields of a story.
const STORY: [&str; 7] = ["id", "articles", "unread", "first", "last", "title", "sources"];
/// Newest articles in which quotes about a name are looked for.
const SAMPLE: usize = 1000;
/// Quotes that are read from their files at a time.
const CHUNK: usize = 200;

/// Lists names, or shows all about one.
///
/// # Errors
/// When the query cannot be read, the store fails, or the output cannot be written.
pub(super) fn entities(args: &EntitiesArgs, store: Place<'_>) -> Result<(), Failure> {
    let query = library::query(args.query.as_deref().unwrap_or(""))?;
    let store = library::open(store)?;
    let words = args.name.join(" ");
    let kind = args.kind.map(Into::into);
    let limit = if args.page { 1 } else { args.limit };
    let names = store.names(&words, kind, &query, limit).map_err(Failure::Store)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.page {
        let Some(name) = names.first() else { return Err(Failure::NoName(words)) };
        let page = store.name_page(name.id, args.limit).map_err(Failure::Store)?;
        let mut table = Table::new(&mut out, args.format.into(), &PAGE)?;
        page_rows(&page, &mut table)?;
        return Ok(table.end()?);
    }
    let mut table = Table::new(&mut out, args.format.into(), &NAME)?;
    for name in &names {
        table.row(&[
            name.name.as_str().into(),
            kind_cell(name),
            Cell::Count(name.articles),
            Cell::Count(name.mentions),
        ])?;
    }
    Ok(table.end()?)
}

fn kind_cell(name: &NameRow) -> Cell {
    Cell::maybe(name.kind.map(|k| k.tag()))
}

fn page_rows(page: &NamePage, table: &mut Table<'_>) -> Result<(), Failure> {
    let mut row = |part: &str, name: Cell, kind: Cell, days: Option<(String, String)>, count: usize| {
        let (first, last) = days.map_or((Cell::Null, Cell::Null), |(f, l)| (f.into(), l.into()));
        table.row(&[part.into(), name, kind, first, last, Cell::Count(count)])
    };
    let range = page.days.first().zip(page.days.last());
    let days = range.map(|(a, b)| (a.0.to_string(), b.0.to_string()));
    row("name", page.name.name.as_str().into(), kind_cell(&page.name), days, page.name.mentions)?;
    for variant in page.variants.iter().skip(1) {
        row("variant", variant.name.as_str().into(), kind_cell(variant), None, variant.mentions)?;
    }
    for role in &page.roles {
        let days = role.days.map(|(a, b)| (a.to_string(), b.to_string()));
        row("role", role.role.as_str().into(), Cell::Null, days, role.articles)?;
    }
    for (name, count) in &page.with {
        row("with", name.name.as_str().into(), kind_cell(name), None, *count)?;
    }
    for (day, count) in &page.days {
        let day = day.to_string();
        row("day", Cell::Null, Cell::Null, Some((day.clone(), day)), *count)?;
    }
    for (article, count) in &page.articles {
        let date = article.date.map(|d| (d.to_string(), d.to_string()));
        row("article", article.path.display().to_string().into(), Cell::Null, date, *count)?;
    }
    Ok(())
}

/// Prints quotes: what somebody said, or what was said about somebody.
///
/// # Errors
/// When the query cannot be read, the store fails, or the output cannot be written.
pub(super) fn quotes(args: &QuotesArgs, store: Place<'_>) -> Result<(), Failure> {
    let query = library::query(args.query.as_deref().unwrap_or(""))?;
    let store = library::open(store)?;
    let limit = args.limit.unwrap_or(i64::MAX as usize);
    let found = match &args.about {
        Some(name) => {
            let names = about(&store, name)?;
            store.quotes_about(&names, SAMPLE, limit).map_err(Failure::Store)?
        }
        None => store.quotes(args.by.as_deref().unwrap_or(""), &query, limit).map_err(Failure::Store)?,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut table = Table::new(&mut out, args.format.into(), &QUOTE)?;
    if args.joined {
        for group in join(store.read_quotes(&found).map_err(Failure::Store)?) {
            table.row(&quote(&group.first, &group.others))?;
        }
    } else {
        for chunk in found.chunks(CHUNK) {
            for said in store.read_quotes(chunk).map_err(Failure::Store)? {
                table.row(&quote(&said, &[]))?;
            }
        }
    }
    Ok(table.end()?)
}

fn about(store: &Store, name: &str) -> Result<Vec<i64>, Failure> {
    let all = crate::library::Query::all();
    let found = store.names(name, None, &all, 1).map_err(Failure::Store)?;
    let Some(first) = found.first() else { return Err(Failure::NoName(name.to_string())) };
    let variants = store.variants(first.id).map_err(Failure::Store)?;
    Ok(variants.into_iter().map(|v| v.id).collect())
}

fn quote(said: &Said, others: &[Said]) -> [Cell; 14] {
    [
        Cell::maybe(said.row.date),
        Cell::maybe(said.speaker.as_ref()),
        if said.indirect { "indirect" } else { "direct" }.into(),
        said.text.as_str().into(),
        Cell::maybe(said.via.as_ref()),
        Cell::Count(usize::from(said.confidence)),
        Cell::maybe(said.section.as_ref()),
        said.row.title.as_str().into(),
        Cell::maybe(said.row.source.as_ref()),
        Cell::Count(said.span.start as usize),
        Cell::Count(said.span.end as usize),
        Cell::Flag(!said.row.is_read()),
        Cell::List(others.iter().map(|s| s.row.path.display().to_string()).collect()),
        said.row.path.display().to_string().into(),
    ]
}

/// Lists stories, or the articles of one.
///
/// # Errors
/// When the query cannot be read, the store fails, or the output cannot be written.
pub(super) fn stories(args: &StoriesArgs, store: Place<'_>) -> Result<(), Failure> {
    let query = library::query(args.query.as_deref().unwrap_or(""))?;
    let store = library::open(store)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut table = Table::new(&mut out, args.format.into(), &STORY)?;
    for story in store.stories(&query, args.limit).map_err(Failure::Store)? {
        table.row(&[
            Cell::Count(story.id as usize),
            Cell::Count(story.articles),
            Cell::Count(story.unread),
            Cell::maybe(story.first),
            Cell::maybe(story.last),
            story.title.as_str().into(),
            Cell::List(story.sources),
        ])?;
    }
    table.end()?;
    Ok(out.flush()?)
}
