//! What goes wrong around a library: a full disk, folders that may not be written or read, a clock that was set back.
//! The message says what it is, and nothing is lost.
//!
//! A full and a read-only disk are made of memory, which takes root; without, those two skip and say so.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use briefing::library::index::{Options, index};
use briefing::library::store::state::{READ, STARRED, parse_export};
use briefing::library::store::{Change, Sort};
use briefing::library::{Query, Store};
use tempfile::TempDir;

/// A disk of so many kB.
struct Disk(PathBuf);

impl Disk {
    fn new(folder: &Path, kilobytes: u32) -> Option<Disk> {
        fs::create_dir_all(folder).expect("folder");
        let disk = Disk(folder.to_path_buf());
        disk.mount(&["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"]).then_some(disk)
    }

    fn mount(&self, how: &[&str]) -> bool {
        let mounted = Command::new("mount").args(how).arg(&self.0).output();
        mounted.is_ok_and(|done| done.status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

/// Runs the program, as nobody where this runs as root: to root nothing is forbidden.
fn as_nobody(arguments: &[&str], home: &Path) -> Option<Output> {
    let program = env!("CARGO_BIN_EXE_briefing");
    let mut command = match fs::metadata("/proc/self").map(|m| std::os::unix::fs::MetadataExt::uid(&m)) {
        Ok(0) => {
            // Where the program lies, nobody may have no way to.
            let copy = home.join("briefing");
            fs::copy(program, &copy).expect("program");
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(copy);
            command
        }
        _ => Command::new(program),
    };
    command.args(arguments).env("HOME", home).env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME");
    command.output().ok()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_briefing")).args(arguments).output().expect("program")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("path")
}

fn copies(folder: &Path, from: usize, to: usize) {
    fs::create_dir_all(folder).expect("folder");
    let sample = fs::read_to_string("articles/nachtzug.txt").expect("sample");
    for i in from..to {
        fs::write(folder.join(format!("{i}.txt")), format!("{sample}\n\nNummer {i}.\n")).expect("article");
    }
}

fn marked(store: &Path, state: &str) -> usize {
    let query = Query::parse(state, jiff::civil::date(2024, 1, 1)).expect("query");
    Store::open(store).expect("opens").count(&query).expect("count")
}

#[test]
fn a_full_disk_is_told_and_what_was_kept_stays() {
    let folder = TempDir::new().expect("folder");
    let Some(disk) = Disk::new(&folder.path().join("disk"), 1500) else {
        println!("skipped: making a small disk takes root");
        return;
    };
    let (articles, store) = (folder.path().join("in"), disk.0.join("library.sqlite"));
    copies(&articles, 0, 3);
    let index = || run(&["index", text(&articles), "--store", text(&store), "--quiet"]);
    assert!(index().status.success());
    assert!(run(&["state", "mark", "", "--star", "--store", text(&store)]).status.success());
    copies(&articles, 3, 700);
    let full = index();
    assert!(!full.status.success());
    assert!(
        said(&full).contains("the disk is full; nothing that was kept before is lost"),
        "{}",
        said(&full)
    );
    assert!(marked(&store, "is:starred") == 3);
    // With room again it goes on.
    assert!(disk.mount(&["-o", "remount,size=200m"]));
    let again = index();
    assert!(again.status.success(), "{}", said(&again));
    assert_eq!((marked(&store, "is:starred"), marked(&store, "")), (3, 700));
}

#[test]
fn a_read_only_disk_is_told() {
    let folder = TempDir::new().expect("folder");
    let Some(disk) = Disk::new(&folder.path().join("disk"), 20_000) else {
        println!("skipped: making a small disk takes root");
        return;
    };
    let (articles, store) = (folder.path().join("in"), disk.0.join("library.sqlite"));
    copies(&articles, 0, 2);
    let index = |store: &Path| run(&["index", text(&articles), "--store", text(store), "--quiet"]);
    assert!(index(&store).status.success());
    let before = fs::read(&store).expect("store");
    assert!(disk.mount(&["-o", "remount,ro"]));
    for (what, path) in [("a store", store.clone()), ("none yet", disk.0.join("new/library.sqlite"))] {
        let refused = index(&path);
        let told = said(&refused);
        assert!(
            !refused.status.success() && told.contains(text(path.parent().expect("folder"))),
            "{what}: {told}"
        );
        assert!(
            told.contains("read-only") || told.contains("Read-only") || told.contains("--store FILE"),
            "{told}"
        );
    }
    let marked = run(&["state", "mark", "", "--star", "--store", text(&store)]);
    assert!(!marked.status.success() && said(&marked).contains("--store FILE"), "{}", said(&marked));
    assert!(fs::read(&store).expect("store") == before);
}

#[test]
fn what_may_not_be_read_or_written_is_told() {
    let folder = TempDir::new().expect("folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("open to all");
    let (articles, home) = (folder.path().join("in"), folder.path().join("home"));
    copies(&articles, 0, 3);
    fs::create_dir(&home).expect("home");
    fs::set_permissions(&home, fs::Permissions::from_mode(0o777)).expect("open to all");
    let forbid =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("mode");
    forbid(&articles.join("1.txt"), 0);
    let store = home.join("library.sqlite");
    let Some(first) = as_nobody(&["index", text(&articles), "--store", text(&store)], &home) else {
        println!("skipped: root, and no setpriv to be somebody else");
        return;
    };
    assert!(said(&first).contains("1.txt: Permission denied"), "{}", said(&first));
    assert_eq!(marked(&store, ""), 2);
    // A folder that may not be looked into: what it held is unknown, not gone.
    forbid(&articles, 0);
    let second = as_nobody(&["index", text(&articles), "--store", text(&store)], &home).expect("ran");
    assert!(said(&second).contains("Permission denied"), "{}", said(&second));
    forbid(&articles, 0o755);
    assert_eq!(marked(&store, ""), 2);
    // The store itself.
    for path in
        [home.join("library.sqlite"), home.join("library.sqlite-wal"), home.join("library.sqlite-shm")]
    {
        if path.exists() {
            forbid(&path, 0);
        }
    }
    let third = as_nobody(&["list", "--store", text(&store)], &home).expect("ran");
    assert!(!third.status.success() && said(&third).contains("--store FILE"), "{}", said(&third));
}

#[test]
fn links_that_lead_back_and_lead_nowhere_are_told_and_skipped() {
    let folder = TempDir::new().expect("folder");
    let (articles, store) = (folder.path().join("in"), folder.path().join("library.sqlite"));
    copies(&articles.join("below"), 0, 3);
    copies(&articles.join(".hidden"), 0, 1);
    copies(&articles.join("left out"), 0, 1);
    std::os::unix::fs::symlink("..", articles.join("below/back")).expect("link");
    std::os::unix::fs::symlink("nowhere.txt", articles.join("dangling.txt")).expect("link");
    let done = run(&["index", text(&articles), "--store", text(&store), "--ignore", "left*"]);
    let told = said(&done);
    assert!(told.contains("back: a link that leads back to its own folder; skipped"), "{told}");
    assert!(told.contains("dangling.txt: no such file or folder"), "{told}");
    assert_eq!(marked(&store, ""), 3);
}

#[test]
fn what_was_done_before_a_stop_stays_and_files_that_vanish_are_told() {
    let folder = TempDir::new().expect("folder");
    let articles = folder.path().join("in");
    copies(&articles, 0, 30);
    let mut store = Store::open(&folder.path().join("library.sqlite")).expect("store");
    let options = Options { paths: vec![articles.clone()], threads: 1, ..Options::default() };
    let stopped = index(&mut store, &options, &AtomicBool::new(true), &mut |_| {}).expect("index");
    assert!(stopped.stopped && stopped.indexed == 0);
    assert_eq!(index(&mut store, &options, &AtomicBool::new(false), &mut |_| {}).expect("index").indexed, 30);
    // A file that is there when the folder is looked at, and gone when it is to be read.
    copies(&articles, 30, 31);
    let survey = briefing::library::scan::survey(&options.paths, &options.ignored, &mut |_| true);
    fs::remove_file(articles.join("30.txt")).expect("remove");
    let failed: Vec<_> =
        survey.files.iter().filter_map(|f| briefing::library::scan::read(&f.source).err()).collect();
    assert!(failed.len() == 1 && failed[0].path.ends_with("30.txt"), "{failed:?}");
    let report = index(&mut store, &options, &AtomicBool::new(false), &mut |_| {}).expect("index");
    assert_eq!((report.removed, report.files, report.problems.len()), (0, 30, 0));
}

#[test]
fn a_clock_that_was_set_back_loses_no_change() {
    let folder = TempDir::new().expect("folder");
    let (articles, file) = (folder.path().join("in"), folder.path().join("library.sqlite"));
    copies(&articles, 0, 1);
    let index = || run(&["index", text(&articles), "--store", text(&file), "--quiet"]).status.success();
    // The article was written tomorrow, and marked the day after.
    let path = articles.join("0.txt");
    let stamp =
        |time: SystemTime| fs::File::options().write(true).open(&path).expect("file").set_modified(time);
    stamp(SystemTime::now() + Duration::from_secs(86_400)).expect("time");
    assert!(index());
    let mut store = Store::open(&file).expect("store");
    let ids = store.ids(&Query::all(), Sort::Newest).expect("ids");
    store.change(&ids, &[Change::Flag(READ, true)]).expect("read");
    let line = |text: &str| text.lines().find(|l| !l.starts_with('#')).map(str::to_string);
    let mut early = parse_export(&store.export().expect("export")).0;
    early[0].changed += 2 * 86_400_000;
    store.import(&early).expect("import");
    // Now the clock is right: the change that comes last counts, here and where both are merged.
    store.change(&ids, &[Change::Flag(READ, false), Change::Flag(STARRED, true)]).expect("star");
    let late = parse_export(&store.export().expect("export")).0;
    assert!(
        late[0].changed > early[0].changed && late[0].flags == STARRED,
        "{:?}",
        line(&store.export().unwrap())
    );
    assert_eq!(store.import(&early).expect("import"), 0);
    drop(store);
    // The file is written again, as long as it was, with an earlier time.
    let changed = fs::read_to_string(&path).expect("text").replace("Nummer", "Cijfer");
    fs::write(&path, changed).expect("change");
    stamp(SystemTime::now() - Duration::from_secs(86_400)).expect("time");
    assert!(index());
    assert_eq!((marked(&file, "cijfer"), marked(&file, "nummer"), marked(&file, "is:starred")), (1, 0, 1));
}
