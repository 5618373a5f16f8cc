//! The library from outside: files come, change, move and go, and the store follows.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use briefing::annotate::rules::parse;
use briefing::library::index::{Options, Report, index};
use briefing::library::people::NameRow;
use briefing::library::search::snippet::Marker;
use briefing::library::store::state::{READ, STARRED, parse_export};
use briefing::library::store::{Change, Sort};
use briefing::library::{Query, Store, scan};
use jiff::civil::date;
use tempfile::TempDir;

/// A folder with the sample articles and a store beside it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { folder: TempDir::new().expect("folder") };
        fs::create_dir(desk.articles()).expect("articles");
        for entry in fs::read_dir("articles").expect("samples").flatten() {
            fs::copy(entry.path(), desk.articles().join(entry.file_name())).expect("copy");
        }
        desk
    }

    fn articles(&self) -> PathBuf {
        self.folder.path().join("in")
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("library.sqlite")
    }

    fn store(&self) -> Store {
        Store::open(&self.file()).expect("store")
    }

    fn index(&self, store: &mut Store) -> Report {
        let options = Options { paths: vec![self.articles()], threads: 2, ..Options::default() };
        index(store, &options, &AtomicBool::new(false), &mut |_| {}).expect("index")
    }
}

fn query(text: &str) -> Query {
    Query::parse(text, date(2024, 3, 15)).unwrap_or_else(|e| panic!("{}", e.explain(text)))
}

fn titles(store: &Store, text: &str) -> Vec<String> {
    let rows = store.rows(&query(text), Sort::Title, 0, 100).expect("rows");
    let stem = |path: PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut stems: Vec<String> = rows.into_iter().map(|r| stem(r.path)).collect();
    stems.sort();
    stems
}

fn id(store: &Store, path: &Path) -> i64 {
    let path = path.canonicalize().expect("path");
    store.find_file(&path).expect("read").expect("known")
}

#[test]
fn files_come_change_move_and_go() {
    let desk = Desk::new();
    let mut store = desk.store();
    let first = desk.index(&mut store);
    assert_eq!((first.indexed, first.problems.len()), (19, 0));
    // What was just written may change again unseen: it is looked at again, by its bytes, and found the same.
    let again = desk.index(&mut store);
    assert_eq!((again.indexed, again.removed), (0, 0));

    let nachtzug = desk.articles().join("nachtzug.txt");
    let before = id(&store, &nachtzug);
    store.change(&[before], &[Change::Flag(STARRED, true)]).expect("star");
    fs::create_dir(desk.articles().join("oud")).expect("folder");
    let moved = desk.articles().join("oud/trein.txt");
    fs::rename(&nachtzug, &moved).expect("move");
    fs::remove_file(desk.articles().join("etape-pyrenees.txt")).expect("remove");
    let harbour = desk.articles().join("harbour-strike.txt");
    let text = fs::read_to_string(&harbour).expect("text") + "\n\nThe zebra crossing closed.";
    store.change(&[id(&store, &harbour)], &[Change::Flag(READ, true)]).expect("read");
    fs::write(&harbour, text).expect("change");

    let report = desk.index(&mut store);
    assert_eq!((report.indexed, report.removed), (1, 1));
    assert_eq!(id(&store, &moved), before);
    assert_eq!(titles(&store, "is:starred"), ["trein"]);
    assert_eq!(titles(&store, "zebra is:read"), ["harbour-strike"]);
    assert_eq!(store.counts().expect("counts").all, 18);
}

#[test]
fn articles_are_found_by_words_names_and_fields() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    assert_eq!(titles(&store, "person:blinken"), ["armenie-azerbeidzjan"]);
    assert_eq!(titles(&store, "\"geen vrede\" OR \"een pauze\" by:pasjinian"), ["armenie-azerbeidzjan"]);
    assert_eq!(titles(&store, "ARMENIË -blinken"), Vec::<String>::new());
    assert_eq!(titles(&store, "armenie azerb*"), ["armenie-azerbeidzjan"]);
    assert_eq!(
        titles(&store, "lang:fr"),
        ["etape-pyrenees", "greve-aiguilleurs", "telephones-college"].to_vec()
    );
    assert_eq!(titles(&store, "date:2024-03 source:gazet"), ["handschriften"]);
    assert_eq!(titles(&store, "said:algoritme"), ["handschriften"]);
    assert_eq!(
        store.count(&query("lang:nl OR lang:de")).expect("count"),
        titles(&store, "lang:nl OR lang:de").len()
    );
}

#[test]
fn a_bulk_change_is_undone_at_once() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let dutch = store.ids(&query("lang:nl"), Sort::Newest).expect("ids");
    let undo = store.change(&dutch, &[Change::Tag("Binnenland".into())]).expect("tag");
    assert_eq!(
        (undo.len(), store.count(&query("tag:binnenland")).expect("count")),
        (dutch.len(), dutch.len())
    );
    let redo = store.undo(&undo).expect("undo");
    assert_eq!(store.count(&query("tag:binnenland OR is:tagged")).expect("count"), 0);
    store.undo(&redo).expect("redo");
    assert_eq!(store.count(&query("tag:binnenland")).expect("count"), dutch.len());
}

#[test]
fn state_outlives_the_store() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let one = id(&store, &desk.articles().join("voice-trial.txt"));
    store.change(&[one], &[Change::Flag(READ, true)]).expect("read");
    store.change(&[one], &[Change::Position(120)]).expect("position");
    let text = store.export().expect("export");
    drop(store);
    fs::remove_file(desk.file()).expect("remove");

    let mut store = desk.store();
    let (saved, wrong) = parse_export(&text);
    assert_eq!((saved.len(), wrong.len()), (1, 0));
    store.import(&saved).expect("import");
    desk.index(&mut store);
    assert_eq!(titles(&store, "is:read"), ["voice-trial"]);
    let one = id(&store, &desk.articles().join("voice-trial.txt"));
    assert_eq!(store.state(one).expect("state").position, 120);
    assert_eq!(store.import(&saved).expect("again"), 0);
}

#[test]
fn a_damaged_file_is_set_aside_and_its_state_rescued() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let all = store.ids(&Query::all(), Sort::Newest).expect("ids");
    store.change(&all, &[Change::Flag(READ, true)]).expect("read");
    drop(store);
    // The last page of the schema's tables is overwritten.
    let mut bytes = fs::read(desk.file()).expect("bytes");
    let half = bytes.len() / 2;
    bytes[..100].copy_from_slice(&[0; 100]);
    bytes[half..].fill(0xAA);
    fs::write(desk.file(), bytes).expect("damage");
    let store = desk.store();
    assert_eq!(store.notes().len(), 1, "{:?}", store.notes());
    assert!(desk.folder.path().join("library.sqlite.corrupt-1").exists());
    assert_eq!(store.counts().expect("counts").all, 0);
}

#[test]
fn a_newer_file_is_refused() {
    let desk = Desk::new();
    drop(desk.store());
    let db = rusqlite::Connection::open(desk.file()).expect("open");
    db.pragma_update(None, "user_version", 99).expect("version");
    drop(db);
    let message = Store::open(&desk.file()).expect_err("refused").to_string();
    assert!(message.contains("newer version of the program (schema 99, known here: 4)"), "{message}");
}

#[test]
fn two_readers_share_a_library() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.store(), desk.store());
    desk.index(&mut one);
    assert_eq!(desk.index(&mut two).removed, 0);
    let all = one.ids(&Query::all(), Sort::Newest).expect("ids");
    one.change(&all[..3], &[Change::Flag(STARRED, true)]).expect("star");
    two.change(&all[2..5], &[Change::Flag(READ, true)]).expect("read");
    for store in [&one, &two] {
        let counts = store.counts().expect("counts");
        assert_eq!((counts.all, counts.starred, counts.unread), (19, 3, 16));
    }
}

const NOW: jiff::civil::DateTime = date(2024, 3, 15).at(12, 0, 0, 0);

#[test]
fn search_ranks_and_shows_the_match() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let asked = query("nachtzug OR \"geen alternatief\"");
    let found = store.search(&asked, 10, NOW).expect("search");
    assert_eq!((found.total, found.more), (2, false));
    // The word in the title counts more.
    assert!(found.hits[0].row.path.ends_with("nachtzug.txt"), "{:?}", found.hits[0].row.path);
    let document = scan::load(&found.hits[1].row.file()).expect("file");
    let snippet = Marker::new(&asked).snippet(&document);
    let marks: Vec<&str> = snippet.marks.iter().map(|m| &snippet.text[m.clone()]).collect();
    assert_eq!(
        (marks.as_slice(), snippet.section.as_deref()),
        (["geen alternatief"].as_slice(), Some("Diplomatieke oplossingen"))
    );
    assert_eq!(snippet.at.of(&document.text), "geen alternatief");
    let filtered = store.search(&query("/20[.:]00 uur/ armenie"), 10, NOW).expect("regex");
    assert_eq!(filtered.hits.len(), 1);
}

#[test]
fn beginnings_and_parts_of_compounds_are_found() {
    let desk = Desk::new();
    let mut store = desk.store();
    fs::write(
        desk.articles().join("staking.txt"),
        "Het ziekenhuispersoneel staakt\n\nMorgen is er een zwembadoverleg.\n",
    )
    .expect("article");
    desk.index(&mut store);
    for asked in [
        "personeel staakt",
        "ziekenhuis staakt",
        "zi* st* zwembadoverleg",
        "person*  zwembadoverleg",
        "zwe* title:zie*",
    ] {
        assert_eq!(titles(&store, asked), ["staking"], "{asked}");
        let found = store.search(&query(asked), 10, NOW).expect("search");
        assert_eq!((found.total, found.hits.len(), found.more), (1, 1, false), "{asked}");
    }
    // Two letters and more find what has a word that begins so, and nothing else.
    for start in ["ar", "arm", "ge", "gee", "20"] {
        let texts = scan::find(&[desk.articles()]).0;
        let begins = |text: &str| {
            let folded = briefing::text::fold(text);
            folded.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(start))
        };
        let texts = texts.iter().map(|source| scan::load(source).expect("article"));
        let wanted = texts.filter(|d| begins(&d.text) || d.meta.title.as_deref().is_some_and(begins)).count();
        assert_eq!(store.count(&query(&format!("{start}*"))).expect("count"), wanted, "{start}");
    }
}

#[test]
fn counts_follow_what_comes_goes_moves_and_is_read() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let agree = |store: &Store| {
        let counts = store.counts().expect("counts");
        let count = |asked: &str| store.count(&query(asked)).expect("count");
        assert_eq!(
            (counts.all, counts.unread, counts.starred, counts.later),
            (count(""), count("is:unread"), count("is:starred"), count("is:later"))
        );
        counts.unread
    };
    assert_eq!(agree(&store), 19);
    let dutch = store.ids(&query("lang:nl"), Sort::Newest).expect("ids");
    store.change(&dutch, &[Change::Flag(READ, true), Change::Flag(STARRED, true)]).expect("read");
    assert_eq!(agree(&store), 19 - dutch.len());
    fs::create_dir(desk.articles().join("below")).expect("folder");
    fs::rename(desk.articles().join("nachtzug.txt"), desk.articles().join("below/n.txt")).expect("move");
    fs::remove_file(desk.articles().join("voice-trial.txt")).expect("remove");
    desk.index(&mut store);
    assert_eq!(agree(&store), 18 - dutch.len());
}

#[test]
fn articles_of_an_earlier_version_are_indexed_again() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    drop(store);
    let db = rusqlite::Connection::open(desk.file()).expect("open");
    db.execute_batch(
        "INSERT INTO outdated SELECT id FROM articles WHERE lang = 0; DELETE FROM starts WHERE rowid IN \
         (SELECT article FROM outdated)",
    )
    .expect("as it was");
    drop(db);
    let mut store = desk.store();
    let before = store.count(&query("lang:nl de*")).expect("count");
    let again = desk.index(&mut store).indexed;
    assert_eq!((before, again > 5), (0, true));
    assert_eq!(store.count(&query("lang:nl de*")).expect("count"), again);
    assert_eq!(store.outdated().expect("outdated"), Vec::<i64>::new());
}

#[test]
fn a_name_has_a_page_and_a_ledger() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let all = Query::all();
    let names: Vec<NameRow> = store.names("blinken", None, &all, 5).expect("names");
    let page = store.name_page(names[0].id, 20).expect("page");
    assert_eq!((page.name.name.as_str(), page.name.articles, page.articles.len()), ("Antony Blinken", 1, 1));
    assert!(page.with.iter().any(|(n, _)| n.name.contains("Pasjinian")), "{:?}", page.with);

    let found = store.quotes("blinken", &all, 10).expect("quotes");
    let said = store.read_quotes(&found).expect("words");
    assert!(said.iter().any(|s| s.text.contains("Een militaire oplossing")), "{said:?}");
    assert!(said.iter().all(|s| s.speaker.as_deref() == Some("Antony Blinken")));
    assert_eq!(
        store.speakers("blinken", 5).expect("speakers"),
        [("Antony Blinken".to_string(), found.len())]
    );
}

#[test]
fn the_same_words_in_two_articles_are_joined_and_the_articles_are_a_copy() {
    let desk = Desk::new();
    let mut store = desk.store();
    let text = fs::read_to_string(desk.articles().join("armenie-azerbeidzjan.txt")).expect("text");
    fs::write(desk.articles().join("kopie.txt"), text.replace("dinsdagochtend", "dinsdagmorgen"))
        .expect("copy");
    desk.index(&mut store);
    assert_eq!(titles(&store, "is:copy").len(), 1);
    let found = store.quotes("blinken", &Query::all(), 10).expect("quotes");
    let joined = briefing::library::ledger::join(store.read_quotes(&found).expect("words"));
    assert!(joined.iter().all(|j| j.others.len() == 1), "{joined:?}");
}

#[test]
fn articles_about_the_same_events_are_a_story() {
    let desk = Desk::new();
    let mut store = desk.store();
    let article = |name: &str, day: u8, body: &str| {
        let text = format!("---\ntitle: {name}\ndate: 2024-03-{day:02}\nsource: {name}\n---\n\n{body}\n");
        fs::write(desk.articles().join(format!("{name}.md")), text).expect("article");
    };
    let events = "Bij de aardbeving in Kermanshah zijn volgens gouverneur Reza Tavakoli honderden huizen verwoest. \
                  Reddingswerkers van de Rode Halve Maan zoeken naar overlevenden onder het puin in Kermanshah.";
    article("Eerste", 10, events);
    article("Tweede", 11, &format!("{events} Een dag later is het dodental gestegen, meldt Reza Tavakoli."));
    article("Later", 28, events);
    desk.index(&mut store);
    let stories = store.stories(&query("kermanshah"), 10).expect("stories");
    assert_eq!(stories.iter().map(|s| s.articles).collect::<Vec<_>>(), [2]);
    assert_eq!(
        (stories[0].title.as_str(), stories[0].sources.join(" ")),
        ("Tweede", "Eerste Tweede".to_string())
    );
}

#[test]
fn corrections_come_and_go_in_the_library_without_a_changed_file() {
    let desk = Desk::new();
    let mut store = desk.store();
    desk.index(&mut store);
    let correct = |store: &mut Store, line: &str| {
        let rules = Arc::new(parse(line).0);
        let options = Options { paths: vec![desk.articles()], rules: Some(rules), ..Options::default() };
        // What was just written is looked at again: what counts is what was understood anew.
        index(store, &options, &AtomicBool::new(false), &mut |_| {}).expect("index").indexed
    };
    assert_eq!(titles(&store, "person:blinken"), ["armenie-azerbeidzjan"]);
    assert_eq!(correct(&mut store, "reject \"Antony Blinken\""), 1);
    assert_eq!(titles(&store, "person:blinken"), Vec::<String>::new());
    assert_eq!(correct(&mut store, "reject \"Antony Blinken\""), 0);
    assert_eq!(correct(&mut store, ""), 1);
    assert_eq!(titles(&store, "person:blinken"), ["armenie-azerbeidzjan"]);
}
