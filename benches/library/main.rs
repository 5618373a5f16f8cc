//! The library's figures on a library that this makes itself: `cargo bench --bench library -- 10000 100000`.
//!
//! Articles of about 600 words are put together from the paragraphs and headings of `articles/`, each with names of its
//! own in the place of the people's and a rare word to a paragraph, so that names and words are spread as in life: a
//! few everywhere, most of them seldom. The folder is kept in `target/library-bench`, and made anew when the sizes
//! differ.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod plain;
#[path = "../../tests/common/pty.rs"]
#[allow(dead_code)]
mod pty;
mod stock;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use briefing::annotate::annotate;
use briefing::language::detect;
use briefing::library::index::{Options, index};
use briefing::library::record::{Record, content_id};
use briefing::library::scan;
use briefing::library::scan::Patterns;
use briefing::library::search::snippet::Marker;
use briefing::library::store::{Change, Outcome, Sort, state};
use briefing::library::{Query, Store};
use jiff::civil::{Date, DateTime, date};

use usage::{bytes_below, cpu, ms, own_cpu, status};

const TODAY: Date = date(2024, 6, 1);
const NOW: DateTime = date(2024, 6, 1).at(12, 0, 0, 0);

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1000] } else { sizes } {
        measure(size);
    }
}

fn measure(size: usize) {
    let root = PathBuf::from("target/library-bench").join(size.to_string());
    let articles = root.join("articles");
    if !articles.join("done").exists() {
        stock::make(&articles, size);
    }
    let file = root.join("library.sqlite");
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", file.display()));
    }
    println!("== {size} articles");
    let text = bytes_below(&articles);
    println!("text                 {:.1} MB", text as f64 / 1e6);
    phases(&articles);
    let options = Options { paths: vec![articles.clone()], ..Options::default() };
    if std::env::var_os("BRIEFING_PLAIN").is_some() {
        plain::write_plain(&file, &articles);
    } else {
        index_all(&file, &options);
    }
    rescan(&file, &options, &articles);
    let stored = fs::metadata(&file).map_or(0, |m| m.len());
    println!(
        "store                {:.1} MB, {:.2} of the text",
        stored as f64 / 1e6,
        stored as f64 / text as f64
    );
    tables(&file);
    start(&file);
    searches(&file);
    pages(&file);
    marks(&file);
    reader(&file, &articles);
    beside(&articles);
}

/// What one article costs, by what is done with it, on one core.
fn phases(articles: &Path) {
    let found = scan::survey(&[articles.to_path_buf()], &Patterns::default(), &mut |_| true).files;
    let found: Vec<_> = found.into_iter().step_by(7).take(300).collect();
    let count = found.len() as f64;
    let mut at = own_cpu();
    let mut lap = |name: &str| {
        let now = own_cpu();
        println!("  {name:18} {:.2} ms of CPU an article", (now - at) * 1e3 / count);
        at = now;
    };
    let bytes: Vec<_> = found.iter().map(|f| scan::read(&f.source).expect("file")).collect();
    lap("read");
    let documents: Vec<_> = bytes.iter().zip(&found).map(|(b, f)| detect::load(b, f.source.format)).collect();
    lap("parse");
    let annotations: Vec<_> = documents.iter().map(annotate).collect();
    lap("annotate");
    let all = found.iter().zip(&bytes).zip(documents.iter().zip(&annotations));
    let records: Vec<_> = all.map(|((f, b), (d, a))| Record::of(f.clone(), content_id(b), d, a)).collect();
    lap("record");
    let folder = tempfile::TempDir::new().expect("folder");
    let mut store = Store::open(&folder.path().join("library.sqlite")).expect("store");
    let mut writer = store.writer();
    for record in records {
        writer.write(&Outcome::Article(Box::new(record))).expect("write");
    }
    writer.commit().expect("commit");
    lap("write");
}

fn index_all(file: &Path, options: &Options) {
    let mut store = Store::open(file).expect("store");
    let (wall, cpu) = (Instant::now(), cpu());
    let report = index(&mut store, options, &AtomicBool::new(false), &mut |_| {}).expect("index");
    let (wall, cpu) = (wall.elapsed().as_secs_f64(), usage::cpu() - cpu);
    let rate = report.indexed as f64 / wall;
    println!(
        "index                {rate:.0} articles/s wall ({wall:.1} s), {:.2} ms of CPU each",
        cpu * 1e3 / report.indexed as f64
    );
    println!("memory while indexing {} MB at most", status("VmHWM") / 1024);
}

fn rescan(file: &Path, options: &Options, articles: &Path) {
    // The first run after indexing looks again at files that were made a moment before.
    for name in ["rescan, first", "rescan"] {
        let mut store = Store::open(file).expect("store");
        let (wall, cpu) = (Instant::now(), cpu());
        let report = index(&mut store, options, &AtomicBool::new(false), &mut |_| {}).expect("index");
        println!(
            "{name:20} {:.2} s wall, {:.2} s CPU, {} indexed",
            wall.elapsed().as_secs_f64(),
            usage::cpu() - cpu,
            report.indexed
        );
    }
    let wall = Instant::now();
    let newer = ["-newer".into(), articles.join("done").into_os_string()];
    let _ = Command::new("find").arg(articles).args(newer).output();
    println!("find -newer          {:.2} s wall", wall.elapsed().as_secs_f64());
}

fn tables(file: &Path) {
    let db = rusqlite::Connection::open(file).expect("open");
    let Ok(mut sizes) =
        db.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8")
    else {
        return;
    };
    let rows = sizes.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?))).expect("sizes");
    let sizes: Vec<String> = rows.flatten().map(|(n, s)| format!("{n} {:.1}", s as f64 / 1e6)).collect();
    println!("of it, in MB         {}", sizes.join(", "));
}

fn start(file: &Path) {
    let wall = Instant::now();
    let store = Store::open(file).expect("store");
    let rows = store.rows(&Query::all(), Sort::Newest, 0, 50).expect("rows");
    let counts = store.counts().expect("counts");
    println!(
        "open, 50 rows, counts {:.1} ms ({} rows, {} articles)",
        ms(wall.elapsed()),
        rows.len(),
        counts.all
    );
    for (name, sort) in Sort::ALL {
        let wall = Instant::now();
        store.rows(&Query::all(), sort, counts.all / 2, 50).expect("rows");
        println!("  50 rows from the middle, by {name}: {:.1} ms", ms(wall.elapsed()));
    }
}

/// 200 queries of every kind, each with the snippets of the first twenty results, as a screen shows them.
#[allow(clippy::too_many_lines)]
fn searches(file: &Path) {
    let store = Store::open(file).expect("store");
    let mut queries = Vec::new();
    let words = [
        "minister",
        "regering",
        "water",
        "trein",
        "politie",
        "gemeente",
        "strike",
        "Gericht",
        "grève",
        "oekraine",
        "ziekenhuis",
        "storm",
        "algoritme",
        "bakker",
        "rechter",
        "telescopio",
        "Donau",
        "niet",
        "de",
        "euro",
    ];
    for (i, word) in words.iter().enumerate() {
        let other = words[(i * 7 + 3) % words.len()];
        let start: String = word.chars().take(3).collect();
        queries.extend([
            word.to_string(),
            format!("{start}*"),
            format!("{word} {other}"),
            format!("{word} OR {other}"),
            format!("{word} -{other}"),
            format!("\"de {word}\""),
            format!("title:{word}"),
            format!("said:{word}"),
            format!("{word} date:>90d lang:nl"),
            format!("person:{} {word} is:unread", stock::surname(i as u64 * 3)),
        ]);
    }
    let mut times = Vec::new();
    let mut found = 0;
    for query in &queries {
        let (wall, cpu) = (Instant::now(), own_cpu());
        let parsed = Query::typed(query, TODAY).expect("query");
        let result = store.search(&parsed, 20, NOW).expect("search");
        let index = wall.elapsed();
        let marker = Marker::new(&parsed);
        for hit in &result.hits {
            if let Ok(document) = scan::load(&hit.row.file()) {
                std::hint::black_box(marker.snippet(&document));
            }
        }
        found += usize::from(result.total > 0);
        times.push((Duration::from_secs_f64(own_cpu() - cpu), wall.elapsed(), index, query));
    }
    times.sort();
    let at = |share: f64| &times[(times.len() as f64 * share) as usize - 1];
    let (half, most) = (at(0.5), at(0.95));
    println!(
        "search               p50 {:.1} ms, p95 {:.1} ms, most {:.1} ms of CPU (at p95 {:.1} ms wall); {found} of {} find something",
        ms(half.0),
        ms(most.0),
        ms(at(1.0).0),
        ms(most.1),
        times.len()
    );
    for (cpu, wall, index, query) in times.iter().rev().take(8) {
        println!(
            "  {query}: {:.1} ms of CPU, {:.1} wall, {:.1} of it the index",
            ms(*cpu),
            ms(*wall),
            ms(*index)
        );
    }
}

fn pages(file: &Path) {
    let store = Store::open(file).expect("store");
    let names = store.names("", None, &Query::all(), 1).expect("names");
    for name in names {
        let (wall, cpu) = (Instant::now(), own_cpu());
        let page = store.name_page(name.id, 50).expect("page");
        let time = own_cpu() - cpu;
        println!(
            "entity page          {:.1} ms of CPU, {:.1} wall ({}, {} articles)",
            time * 1e3,
            ms(wall.elapsed()),
            page.name.name,
            page.name.articles
        );
    }
    let (wall, cpu) = (Instant::now(), own_cpu());
    let stories = store.stories(&Query::all(), 50).expect("stories");
    println!(
        "50 stories           {:.1} ms of CPU, {:.1} wall ({} found)",
        (own_cpu() - cpu) * 1e3,
        ms(wall.elapsed()),
        stories.len()
    );
}

fn marks(file: &Path) {
    let mut store = Store::open(file).expect("store");
    let ids = store.ids(&Query::all(), Sort::Newest).expect("ids");
    let wall = Instant::now();
    let undo = store.change(&ids, &[Change::Flag(state::READ, true)]).expect("mark");
    let marked = wall.elapsed();
    store.undo(&undo).expect("undo");
    println!("mark all read        {:.0} ms; undo {:.0} ms", ms(marked), ms(wall.elapsed() - marked));
    println!("memory               {} MB now, {} MB at most", status("VmRSS") / 1024, status("VmHWM") / 1024);
}

/// The reader on the library, in a terminal of 200 by 60: from its start to a screen with its list, its memory when it
/// has looked at the files again, and keys to the frames that follow them.
fn reader(file: &Path, articles: &Path) {
    let home = tempfile::tempdir().expect("home");
    let start = || {
        let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_briefing"));
        command.args([articles.as_os_str(), "--store".as_ref(), file.as_os_str()]);
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")] {
            command.env(name, value);
        }
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, home.path());
        }
        command.cwd(std::env::current_dir().expect("folder"));
        let begun = Instant::now();
        let terminal = pty::Terminal::start(command, (200, 60)).expect("terminal");
        let listed = |seen: &pty::Seen| seen.parser.screen().contents().contains("unread");
        let at = terminal.when(Duration::from_secs(20), listed).expect("a list");
        (terminal, at - begun)
    };
    let mut times = Vec::new();
    for _ in 0..11 {
        let (terminal, time) = start();
        times.push(time);
        terminal.type_bytes(b"Q").expect("key");
        let _ = terminal.end(Duration::from_secs(20));
    }
    times.sort();
    println!("start to the list    {:.1} ms at the median of 11, {:.1} at least", ms(times[5]), ms(times[0]));
    let (terminal, _) = start();
    std::thread::sleep(Duration::from_secs(4));
    let status =
        terminal.pid().map(|pid| fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default());
    let line = |name: &str| {
        let line =
            status.as_deref().unwrap_or("").lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or("").split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
    };
    println!("memory after start   {} MB, {} MB at most", line("VmRSS"), line("VmHWM"));
    let mut keys: Vec<Duration> = Vec::new();
    let typed = [
        "1", "\x1b[6~", "\x1b[6~", "G", "\x1b[5~", "g", "j", "j", "*", "m", "i", "n", "i", "s", "t", "e",
        "r", "\x1b",
    ];
    for key in typed {
        let (frames, begun) = (terminal.seen().frames, Instant::now());
        terminal.type_bytes(key.as_bytes()).expect("key");
        keys.extend(terminal.when(Duration::from_secs(5), |seen| seen.frames > frames).map(|at| at - begun));
        terminal.rest(Duration::from_millis(120));
    }
    keys.sort();
    let most = keys.last().copied().unwrap_or_default();
    println!(
        "a key to its frame   {:.1} ms at the median, {:.1} at most",
        ms(keys[keys.len() / 2]),
        ms(most)
    );
    terminal.type_bytes(b"\x1bQ").expect("key");
    let _ = terminal.end(Duration::from_secs(20));
}

fn beside(articles: &Path) {
    let wall = Instant::now();
    if Command::new("rg").args(["-i", "--count", "minister"]).arg(articles).output().is_ok() {
        println!("ripgrep              {:.0} ms for one word", ms(wall.elapsed()));
    }
}
