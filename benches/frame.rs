//! How long a key takes to become a frame, and an article its first screen. Run: `cargo bench --bench frame`.
//!
//! In the process alone, without terminal: 200 by 60 cells, an article of 1 MB with entities and quotes. The time
//! through a terminal is measured by `scripts/keys.sh`.

#[path = "../tests/common/stage.rs"]
#[allow(dead_code, clippy::panic)]
mod stage;

use briefing::annotate::{Annotations, annotate};
use briefing::document::Document;
use divan::{Bencher, black_box};
use stage::Stage;

fn main() {
    divan::main();
}

const WINDOW: (u16, u16) = (200, 60);

const PARAGRAPH: &str = "De gemeenteraad van Oldehaven stemde dinsdagavond over het plan, zei wethouder Anna de Wit. \
                         “Wij hebben lang gewacht,” zei ze, “en nu is het zover.” Volgens haar kost het 2,5 miljoen \
                         euro; de oppositie – drie partijen – noemt dat ‘een te hoge prijs’.\n\n";

/// A Markdown article of about `len` bytes with a heading before every tenth paragraph.
fn article(len: usize) -> String {
    let mut out = String::from("---\ntitle: Een lang stuk\nlang: nl\n---\n");
    for i in 0.. {
        if out.len() >= len {
            return out;
        }
        if i % 10 == 0 {
            out.push_str(&format!("## Deel {}\n\n", i / 10));
        }
        out.push_str(PARAGRAPH);
    }
    out
}

/// What the engine finds, once for all runs: its own speed is measured elsewhere.
fn engine(document: &Document) -> Annotations {
    annotate(document)
}

fn nothing(_: &Document) -> Annotations {
    Annotations::default()
}

fn keys(bencher: Bencher, before: &str, keys: &str) {
    let text = article(1_000_000);
    let mut stage = Stage::open(&[("lang.md", &text)], engine, WINDOW);
    stage.press(before);
    bencher.bench_local(|| {
        stage.press(black_box(keys));
    });
}

#[divan::bench]
fn line_down(bencher: Bencher) {
    keys(bencher, "2", "j");
}

#[divan::bench]
fn page_down(bencher: Bencher) {
    keys(bencher, "2", "pagedown");
}

#[divan::bench]
fn start_and_end(bencher: Bencher) {
    keys(bencher, "2", "G g");
}

#[divan::bench]
fn line_up_at_the_end(bencher: Bencher) {
    keys(bencher, "2 G", "k j");
}

#[divan::bench]
fn next_section(bencher: Bencher) {
    keys(bencher, "2", "]");
}

#[divan::bench]
fn next_entity(bencher: Bencher) {
    keys(bencher, "2", "e");
}

#[divan::bench]
fn next_quote(bencher: Bencher) {
    keys(bencher, "2", "c");
}

#[divan::bench]
fn search_letter(bencher: Bencher) {
    keys(bencher, "2 /", "z backspace");
}

#[divan::bench]
fn next_match(bencher: Bencher) {
    keys(bencher, "2 / e u r o enter", "n");
}

#[divan::bench]
fn resize(bencher: Bencher) {
    let text = article(1_000_000);
    let mut stage = Stage::open(&[("lang.md", &text)], engine, WINDOW);
    stage.press("2 j 5 0 %");
    bencher.bench_local(|| {
        stage.resize(100, 40);
        stage.resize(WINDOW.0, WINDOW.1);
    });
}

#[divan::bench(args = [10_000, 100_000, 1_000_000, 5_000_000])]
fn open(bencher: Bencher, bytes: usize) {
    let text = article(bytes);
    bencher.bench(|| Stage::open(black_box(&[("lang.md", &text)]), nothing, WINDOW));
}
