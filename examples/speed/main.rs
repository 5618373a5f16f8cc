//! Measures the built program through a pseudo-terminal, and other programs the same way: how long until the first
//! screen is complete, how long from a key to its frame, how much memory.
//!
//! `scripts/startup.sh`, `scripts/keys.sh` and `scripts/memory.sh` build what is needed and run this.

#[path = "../../tests/common/pty.rs"]
#[allow(dead_code)]
mod pty;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use portable_pty::CommandBuilder;
use pty::{Outcome, Terminal, key_bytes};

const LIMIT: Duration = Duration::from_secs(20);
/// After this long without a byte, what was asked for has been drawn.
const QUIET: Duration = Duration::from_millis(15);

/// Measures the reader beside other programs.
#[derive(Parser)]
struct Args {
    /// The reader.
    #[arg(long, default_value = "target/release/briefing")]
    program: PathBuf,

    /// Columns and rows.
    #[arg(long, num_args = 2, default_values = ["200", "60"])]
    size: Vec<u16>,

    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// From the start to the first complete screen of one article; medians over rounds of all programs in turn.
    Start {
        #[arg(long, default_value_t = 20)]
        rounds: usize,
    },
    /// From a key to its frame in an article of 1 MB.
    Keys {
        #[arg(long, default_value_t = 400)]
        keys: usize,
    },
    /// Peak memory for a path, and for articles of 1 and 5 MB.
    Memory { path: PathBuf },
}

/// Programs started so far.
static STARTS: AtomicUsize = AtomicUsize::new(0);

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.what {
        What::Start { rounds } => start(&args, *rounds),
        What::Keys { keys } => key_times(&args, *keys),
        What::Memory { path } => memory(&args, path),
    };
    // It is not there when nothing was kept.
    let _ =
        std::fs::remove_dir_all(std::env::temp_dir().join(format!("briefing-speed-{}", std::process::id())));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("speed: {e}");
            ExitCode::FAILURE
        }
    }
}

/// A program to be measured: its name, what starts it, its arguments before the file's name.
struct Rival {
    name: &'static str,
    program: PathBuf,
    args: &'static [&'static str],
}

impl Rival {
    fn on(&self, file: &Path) -> Outcome<CommandBuilder> {
        let mut command = CommandBuilder::new(&self.program);
        command.args(self.args);
        command.arg(file);
        command.cwd(std::env::current_dir()?);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        // What a session keeps is not to be found by the next one.
        let home = std::env::temp_dir().join(format!("briefing-speed-{}", std::process::id()));
        let start = STARTS.fetch_add(1, Ordering::Relaxed);
        command.env("XDG_DATA_HOME", home.join(start.to_string()));
        Ok(command)
    }
}

/// The reader, and those of the others that this machine has.
fn rivals(
    args: &Args,
    others: &[(&'static str, &[&'static str], &'static [&'static str])],
) -> Outcome<Vec<Rival>> {
    let program = std::fs::canonicalize(&args.program)
        .map_err(|e| format!("{}: {e}; cargo build --release makes it", args.program.display()))?;
    let mut found = vec![Rival { name: "briefing", program, args: &[] }];
    let path = std::env::var_os("PATH").unwrap_or_default();
    for (name, commands, args) in others {
        let places =
            std::env::split_paths(&path).flat_map(|folder| commands.iter().map(move |c| folder.join(c)));
        match places.into_iter().find(|place| place.is_file()) {
            Some(program) => found.push(Rival { name, program, args }),
            None => println!("{name:<10} skipped: not on this machine"),
        }
    }
    Ok(found)
}

/// An article of numbered words, so that what is on the screen says how far it goes.
fn article(folder: &Path, bytes: usize) -> Outcome<PathBuf> {
    let mut text = String::from("Een stuk met getallen\n\n");
    for word in 1.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&format!("w{word:06}"));
        text.push_str(if word % 60 == 0 { ".\n\n" } else { " " });
    }
    let file = folder.join(format!("{bytes}.txt"));
    std::fs::write(&file, text)?;
    Ok(file)
}

/// An article as a newspaper would print it, for what depends on the words.
fn prose(folder: &Path, bytes: usize) -> Outcome<PathBuf> {
    let paragraph = "De gemeenteraad van Oldehaven stemde dinsdagavond over het plan, zei wethouder Anna de Wit. “Wij \
                     hebben lang gewacht,” zei ze, “en nu is het zover.” Volgens haar kost het 2,5 miljoen euro; de \
                     oppositie – drie partijen – noemt dat ‘een te hoge prijs’.\n\n";
    let file = folder.join(format!("prose-{bytes}.txt"));
    let body = paragraph.repeat(bytes.div_ceil(paragraph.len()));
    std::fs::write(&file, format!("Een lang stuk\n\n{body}"))?;
    Ok(file)
}

fn size(args: &Args) -> (u16, u16) {
    (args.size[0], args.size[1])
}

fn start(args: &Args, rounds: usize) -> Outcome<()> {
    let others: [(&str, &[&str], &[&str]); 2] = [
        ("less", &["less"], &[]),
        // Without a pager, which would be the one above: this is bat at its fastest.
        ("bat", &["bat", "batcat"], &["--paging=never", "--color=always"]),
    ];
    let rivals = rivals(args, &others)?;
    let folder = tempfile::tempdir()?;
    println!(
        "start to first complete screen, ms, {rounds} rounds in turn, {}x{}",
        args.size[0], args.size[1]
    );
    for bytes in [4_000, 5_000_000] {
        println!("an article of {} kB", bytes / 1000);
        let file = article(folder.path(), bytes)?;
        // bat prints all of an article before it stops at the end: only of a short one is that a first screen.
        let rivals: Vec<&Rival> = rivals.iter().filter(|r| bytes < 100_000 || r.name != "bat").collect();
        let last: Vec<String> =
            rivals.iter().map(|r| last_word(r, &file, size(args))).collect::<Outcome<_>>()?;
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); rivals.len()];
        for _ in 0..rounds {
            for ((rival, word), times) in rivals.iter().zip(&last).zip(&mut times) {
                times.push(first_screen(rival, &file, word, size(args))?);
            }
        }
        for (rival, times) in rivals.iter().zip(&mut times) {
            report(rival.name, times);
        }
    }
    Ok(())
}

/// The last word of the article on the first screen of a program. Words further on may stand in a pane of names, once
/// those are found.
fn last_word(rival: &Rival, file: &Path, size: (u16, u16)) -> Outcome<String> {
    let terminal = Terminal::start(rival.on(file)?, size)?;
    terminal.wait(LIMIT, |seen| seen.raw.windows(6).any(|w| w == b"w00000"));
    terminal.rest(Duration::from_millis(400));
    let screen = terminal.screen().contents();
    let words: HashSet<&str> = screen.split(|c: char| !c.is_alphanumeric()).collect();
    let there = (1..).map(|word| format!("w{word:06}")).take_while(|word| words.contains(word.as_str()));
    Ok(there.last().ok_or_else(|| format!("{} shows nothing:\n{screen}", rival.name))?)
}

fn first_screen(rival: &Rival, file: &Path, word: &str, size: (u16, u16)) -> Outcome<f64> {
    let command = rival.on(file)?;
    let began = Instant::now();
    let terminal = Terminal::blind(command, size)?;
    let there = terminal.when(LIMIT, |seen| memchr::memmem::find(&seen.raw, word.as_bytes()).is_some());
    let there = there.ok_or_else(|| format!("{} never showed {word}", rival.name))?;
    Ok(milliseconds(there - began))
}

fn key_times(args: &Args, count: usize) -> Outcome<()> {
    let others: [(&str, &[&str], &[&str]); 1] = [("less", &["less"], &[])];
    let folder = tempfile::tempdir()?;
    let file = article(folder.path(), 1_000_000)?;
    println!("key to frame, ms, article of 1 MB, {}x{}", args.size[0], args.size[1]);
    let rivals = rivals(args, &others)?;
    // Alone in 200 columns, the text is set in two.
    let set_ups = rivals.iter().map(|r| (r, r.name.to_string(), None));
    let two = rivals.first().map(|r| (r, format!("{} alone", r.name), Some("z")));
    for (rival, name, first) in two.into_iter().chain(set_ups) {
        for (what, keys) in [
            ("lines", &["j", "j", "j", "k"][..]),
            ("pages", &["space", "space", "d", "u", "b"]),
            ("ends", &["G", "g"]),
        ] {
            let mut times = typed(rival, &file, (first, keys), count, size(args))?;
            report(&format!("{name} {what}"), &mut times);
        }
    }
    Ok(())
}

/// How long each of `count` keys took to be drawn, after a first one that is not measured.
fn typed(
    rival: &Rival,
    file: &Path,
    (first, keys): (Option<&str>, &[&str]),
    count: usize,
    size: (u16, u16),
) -> Outcome<Vec<f64>> {
    let terminal = Terminal::blind(rival.on(file)?, size)?;
    terminal.wait(LIMIT, |seen| !seen.raw.is_empty());
    // The engine behind the first screen must be done, or it is measured as well.
    terminal.rest(Duration::from_millis(1500));
    if let Some(first) = first {
        terminal.type_bytes(&key_bytes(first))?;
        terminal.rest(Duration::from_millis(100));
    }
    let mut times = Vec::with_capacity(count);
    for key in keys.iter().cycle().take(count) {
        let before = terminal.seen().raw.len();
        let began = Instant::now();
        terminal.type_bytes(&key_bytes(key))?;
        if !terminal.wait(LIMIT, |seen| seen.raw.len() > before) {
            return Err(format!("{} does not answer {key}", rival.name).into());
        }
        terminal.rest(QUIET);
        times.push(milliseconds(terminal.seen().last - began));
    }
    Ok(times)
}

fn memory(args: &Args, path: &Path) -> Outcome<()> {
    let rival = rivals(args, &[])?.swap_remove(0);
    let folder = tempfile::tempdir()?;
    let nothing = peak(&rival, &prose(folder.path(), 1)?, size(args))?;
    println!("{:<26} {:>8.1} MB", "an article of a paragraph", nothing as f64 / 1024.0);
    println!("{:<26} {:>8.1} MB", path.display(), peak(&rival, path, size(args))? as f64 / 1024.0);
    for megabytes in [1, 5] {
        let file = prose(folder.path(), megabytes * 1_000_000)?;
        let peak = peak(&rival, &file, size(args))?;
        let times = peak.saturating_sub(nothing) as f64 * 1024.0 / (megabytes as f64 * 1e6);
        let name = format!("an article of {megabytes} MB");
        println!("{name:<26} {:>8.1} MB, {times:.1} times its text above the first", peak as f64 / 1024.0);
    }
    Ok(())
}

/// The most memory the reader held, in kB, until it has been at rest for a while.
fn peak(rival: &Rival, path: &Path, size: (u16, u16)) -> Outcome<u64> {
    let terminal = Terminal::blind(rival.on(path)?, size)?;
    terminal.wait(LIMIT, |seen| !seen.raw.is_empty());
    terminal.rest(Duration::from_millis(2500));
    let pid = terminal.pid().ok_or("the reader has no process")?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).ok_or("no VmHWM on this system")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Prints the middle, the 99th percentile and the ends of times.
fn report(name: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!(
        "{name:<21} median {:>7.2}  p99 {:>7.2}  least {:>7.2}  most {:>7.2}",
        at(0.5),
        at(0.99),
        at(0.0),
        at(1.0)
    );
}
