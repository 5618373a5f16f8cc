//! The reader's list over a store, asked as the reader asks.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use briefing::library::Store;
use briefing::library::index::{Options, index};
use briefing::library::shelf::{Answer, Ask, ListAs, Listed, Mark, Page, Search, Shelf, Which};
use briefing::library::store::state::{READ, STARRED};
use briefing::library::store::{Change, Sort};
use jiff::civil::{DateTime, date};
use tempfile::TempDir;

const NOW: DateTime = date(2024, 6, 10).at(12, 0, 0, 0);

/// Articles by file name: title, source, day and text; all made up.
const ARTICLES: [(&str, &str, &str, u8, &str); 4] = [
    (
        "a/brug.md",
        "Brug bij Oldehaven stort in",
        "Streekblad",
        3,
        "De brug over de Zijlvaart bij Oldehaven is dinsdag ingestort. Niemand raakte gewond, zei burgemeester Annelies \
         Kramer van Oldehaven. \"We gaan dit tot op de bodem uitzoeken\", zei Kramer. De brug werd in 1962 gebouwd.",
    ),
    (
        "a/brug-2.md",
        "Onderzoek naar ingestorte brug Oldehaven",
        "Lijnbode",
        4,
        "De brug over de Zijlvaart bij Oldehaven is dinsdag ingestort. Ingenieursbureau Vellinga onderzoekt de pijlers \
         van de brug. \"We gaan dit tot op de bodem uitzoeken\", zei burgemeester Annelies Kramer. Den Haag betaalt.",
    ),
    (
        "b/haven.md",
        "Harbour of Wexmouth grows",
        "Coast Post",
        5,
        "The port of Wexmouth opened its second quay on Saturday.",
    ),
    ("c.md", "Zonder datum", "", 0, "Een kort bericht over niets in het bijzonder."),
];

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: TempDir::new().unwrap() };
        for (file, title, source, day, text) in ARTICLES {
            let path = desk.root().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let date = if day > 0 { format!("date: 2024-06-{day:02}\n") } else { String::new() };
            let source = if source.is_empty() { String::new() } else { format!("source: {source}\n") };
            fs::write(path, format!("---\ntitle: {title}\n{source}{date}---\n{text}\n")).unwrap();
        }
        desk.index();
        desk
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("in")
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("library.sqlite")
    }

    fn index(&self) {
        let mut store = Store::open(&self.file()).unwrap();
        let options = Options { paths: vec![self.root()], ..Options::default() };
        index(&mut store, &options, &AtomicBool::new(false), &mut |_| {}).unwrap();
    }

    fn shelf(&self) -> Shelf {
        Shelf::new(Store::open(&self.file()).unwrap(), vec![self.root()]).unwrap()
    }
}

fn list(shelf: &mut Shelf, query: &str, narrow: &str, sort: Sort) -> Listed {
    let list = ListAs { number: 2, query: query.into(), narrow: narrow.into(), sort };
    match shelf.answer(&Ask::List(list, Vec::new()), NOW) {
        Some(Answer::Listed(listed)) => listed,
        other => panic!("{other:?}"),
    }
}

fn files(listed: &Listed) -> Vec<String> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    listed.rows.iter().map(|r| name(&r.row.path)).collect()
}

fn page(shelf: &mut Shelf, ask: &Ask) -> Page {
    match shelf.answer(ask, NOW) {
        Some(Answer::Page(page)) => page,
        other => panic!("{other:?}"),
    }
}

fn mark(which: Which, changes: Vec<Change>) -> Mark {
    Mark { which, changes, called: Some("changed".into()) }
}

#[test]
fn lists_come_in_every_order_and_narrow() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    assert!(shelf.knows().unwrap());
    let by_file = list(&mut shelf, "", "", Sort::File);
    assert_eq!(files(&by_file), ["c.md", "brug-2.md", "brug.md", "haven.md"]);
    let first = shelf.first(&ListAs::default(), 2).unwrap().unwrap();
    assert_eq!((first.total, first.unread), (4, 4));
    let newest = list(&mut shelf, "", "", Sort::Newest);
    assert_eq!(files(&newest), ["haven.md", "brug-2.md", "brug.md", "c.md"]);
    assert_eq!(files(&list(&mut shelf, "brug", "", Sort::Oldest)), ["brug.md", "brug-2.md"]);
    assert_eq!(files(&list(&mut shelf, "", "onderz brug", Sort::File)), ["brug-2.md"]);
    assert_eq!(files(&list(&mut shelf, "", "coast", Sort::File)), ["haven.md"]);
    let near =
        Ask::List(ListAs::default(), vec![desk.root().join("b/haven.md"), desk.root().join("gone.md")]);
    let Some(Answer::Listed(listed)) = shelf.answer(&near, NOW) else { panic!() };
    assert_eq!(listed.places, [Some(0), None]);
}

#[test]
fn only_the_folders_that_were_opened_are_listed() {
    let desk = Desk::new();
    let mut shelf = Shelf::new(Store::open(&desk.file()).unwrap(), vec![desk.root().join("a")]).unwrap();
    let listed = list(&mut shelf, "", "", Sort::Newest);
    assert_eq!((listed.total, files(&listed)), (2, vec!["brug-2.md".to_string(), "brug.md".to_string()]));
    let other = Shelf::new(Store::open(&desk.file()).unwrap(), vec![desk.root().join("nowhere")]).unwrap();
    assert!(!other.knows().unwrap());
}

#[test]
fn changes_are_made_taken_back_and_made_again() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    list(&mut shelf, "", "", Sort::File);
    let harbour = desk.root().join("b/haven.md");
    shelf.mark(mark(
        Which::File(harbour.clone()),
        vec![Change::Flag(STARRED, true), Change::Tag("zee".into())],
    ));
    assert!(shelf.keep(true).unwrap().is_some());
    let starred = list(&mut shelf, "is:starred tag:zee", "", Sort::File);
    assert_eq!(
        (files(&starred), starred.rows[0].tags.clone()),
        (vec!["haven.md".to_string()], vec!["zee".to_string()])
    );
    list(&mut shelf, "brug", "", Sort::File);
    shelf.mark(mark(Which::Listed, vec![Change::Flag(READ, true)]));
    let kept = shelf.keep(true).unwrap().unwrap();
    assert_eq!(kept.said.as_deref(), Some("2 articles changed; U takes it back"));
    assert_eq!(list(&mut shelf, "", "", Sort::File).unread, 2);
    shelf.undo();
    shelf.keep(true).unwrap();
    assert_eq!(list(&mut shelf, "", "", Sort::File).unread, 4);
    shelf.redo();
    shelf.keep(true).unwrap();
    assert_eq!(list(&mut shelf, "is:unread", "", Sort::File).total, 2);
    let Some(Answer::Next(Some((at, row)))) = shelf.answer(&Ask::NextUnread(1), NOW) else { panic!() };
    assert_eq!((at, row.row.is_read()), (0, false));
}

#[test]
fn while_another_writes_changes_wait_and_are_seen_already() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    list(&mut shelf, "", "", Sort::File);
    let other = rusqlite::Connection::open(desk.file()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let harbour = desk.root().join("b/haven.md");
    shelf.mark(mark(Which::File(harbour), vec![Change::Flag(READ, true), Change::Position(7)]));
    assert!(shelf.keep(true).unwrap().is_none() && shelf.waits());
    let rows = shelf.rows(3..4).unwrap();
    assert_eq!((rows[0].row.is_read(), rows[0].position), (true, 7));
    other.execute_batch("COMMIT").unwrap();
    assert!(shelf.keep(true).unwrap().is_some() && !shelf.waits());
    let again = list(&mut desk.shelf(), "is:read", "", Sort::File);
    assert_eq!((files(&again), again.rows[0].position), (vec!["haven.md".to_string()], 7));
}

#[test]
fn a_search_answers_what_was_typed_and_where_it_is_wrong() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    list(&mut shelf, "", "", Sort::File);
    let mut search = |text: &str| {
        let ask = Ask::Search(Search { number: 7, text: text.into() });
        match shelf.answer(&ask, NOW) {
            Some(Answer::Searched(found)) => found,
            other => panic!("{other:?}"),
        }
    };
    let found = search("pijl");
    assert_eq!((found.number, found.total, found.hits[0].at), (7, 1, Some(1)));
    let hit = &found.hits[0];
    assert_eq!(&hit.snippet.text[hit.snippet.marks[0].clone()], "pijlers");
    assert_eq!(search("by:kram").total, 2);
    let wrong = search("brug persoon:x").wrong.unwrap();
    assert_eq!((wrong.at, wrong.message.starts_with("there is no field `persoon`")), (5, true));
    assert!(search("  ").hits.is_empty());
}

#[test]
fn pages_tell_of_names_speakers_and_stories() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    let Page::Name(name, by, _) = page(&mut shelf, &Ask::Name("Annelies Kramer".into(), None)) else {
        panic!()
    };
    assert_eq!((name.name.articles, by.is_empty()), (2, false));
    assert!(matches!(page(&mut shelf, &Ask::Name("Niemand".into(), None)), Page::Nothing(_)));

    let ledger = Ask::Ledger("Annelies Kramer".into());
    let Page::Ledger(_, quotes, _, before) = page(&mut shelf, &ledger) else { panic!() };
    assert!(!before && quotes.iter().all(|(_, new)| !new));
    let same = quotes.iter().find(|(j, _)| j.first.text.contains("bodem")).unwrap();
    assert_eq!(same.0.others.len(), 1, "the same words in two media are one");
    let text = "---\ntitle: Nieuws\ndate: 2024-06-09\n---\n\"De brug komt er weer\", zei burgemeester Annelies Kramer.\n";
    fs::write(desk.root().join("a/weer.md"), text).unwrap();
    desk.index();
    let Page::Ledger(_, quotes, _, before) = page(&mut shelf, &ledger) else { panic!() };
    let new: Vec<&str> = quotes.iter().filter(|(_, new)| *new).map(|(j, _)| j.first.text.as_str()).collect();
    assert_eq!((before, new), (true, vec!["\"De brug komt er weer\""]));
}

#[test]
fn what_was_read_in_one_article_is_known_in_the_next() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    let [one, two] = ["a/brug.md", "a/brug-2.md"].map(|file| desk.root().join(file));
    let db = rusqlite::Connection::open(desk.file()).unwrap();
    db.execute_batch("UPDATE articles SET story = 1 WHERE date IS NOT NULL").unwrap();
    let known = |shelf: &mut Shelf| match shelf.answer(&Ask::Known(two.clone()), NOW) {
        Some(Answer::Known(known)) => known,
        other => panic!("{other:?}"),
    };
    assert_eq!((known(&mut shelf).read, known(&mut shelf).articles), (0, 2));
    shelf.mark(mark(Which::File(one.clone()), vec![Change::Flag(READ, true)]));
    shelf.keep(true).unwrap();
    let found = known(&mut shelf);
    assert_eq!((found.read, found.spans.len(), found.sentences), (1, 2, 4), "{found:?}");
    let Page::Story(rows) = page(&mut shelf, &Ask::Story(Err(two.clone()))) else { panic!() };
    assert_eq!(rows.len(), 3);
    let Page::Compared(compared) = page(&mut shelf, &Ask::Compare(one, two)) else { panic!() };
    assert!(compared.names[1].iter().any(|n| n.contains("Den Haag")), "{:?}", compared.names);
    let same = compared.quotes.iter().flatten().filter(|(_, words)| words.contains("bodem"));
    assert_eq!(same.count(), 0, "both quote the same words");
    assert!(compared.quotes[1].is_empty(), "nobody says more in the second");
}

#[test]
fn folders_are_counted_and_a_wrong_query_is_told() {
    let desk = Desk::new();
    let mut shelf = desk.shelf();
    let asked = [("Bruggen", "title:brug"), ("Fout", "is:weg")].map(|(a, b)| (a.to_string(), b.to_string()));
    let Page::Folders(folders) = page(&mut shelf, &Ask::Folders(asked.to_vec())) else { panic!() };
    assert_eq!(folders[0].count, Ok((2, 2)));
    assert!(folders[1].count.as_ref().is_err_and(|wrong| wrong.contains("`weg` is no state")));
}
