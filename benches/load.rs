//! How fast bytes become a document, for each format and for input made to be slow. Run: `cargo bench --bench load`.

use briefing::document::{Format, parse};
use briefing::language::detect::detect;
use briefing::text::{clean, decode};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const PARAGRAPH: &str = "De gemeenteraad van Oldehaven stemde dinsdagavond over het plan, zei wethouder Anna de Wit. \
                         “Wij hebben lang gewacht,” zei ze, “en nu is het zover.” Volgens haar kost het 2,5 miljoen \
                         euro; de oppositie – drie partijen – noemt dat ‘een te hoge prijs’. In maart volgt een besluit.";

/// An article of about `len` bytes with a heading before every fifth paragraph.
fn article(len: usize, heading: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(len + 400);
    for i in 0.. {
        if out.len() >= len {
            break;
        }
        if i % 5 == 4 {
            out.push_str(heading);
        }
        out.extend([open, PARAGRAPH, close, "\n\n"]);
    }
    out
}

fn bench(bencher: Bencher, source: &[u8], format: Format) {
    bencher.counter(BytesCount::new(source.len())).bench(|| parse(black_box(source), format));
}

const MEGABYTE: usize = 1 << 20;

#[divan::bench]
fn plain(bencher: Bencher) {
    bench(bencher, article(MEGABYTE, "Een kop\n\n", "", "").as_bytes(), Format::Plain);
}

#[divan::bench]
fn markdown(bencher: Bencher) {
    bench(bencher, article(MEGABYTE, "## Een *kop*\n\n", "", "").as_bytes(), Format::Markdown);
}

#[divan::bench]
fn html(bencher: Bencher) {
    let body = article(MEGABYTE, "<h2>Een kop</h2>", "<p>", "</p>");
    let page =
        format!("<html><head><title>Titel</title></head><body><article>{body}</article></body></html>");
    bench(bencher, page.as_bytes(), Format::Html);
}

#[divan::bench]
fn decode_and_clean_10_mb(bencher: Bencher) {
    let source = article(10 * MEGABYTE, "Een kop\n\n", "", "");
    bencher.counter(BytesCount::new(source.len())).bench(|| {
        let decoded = decode::decode(black_box(source.as_bytes()));
        clean::clean(decoded.text, &mut Vec::new())
    });
}

#[divan::bench]
fn detect_language(bencher: Bencher) {
    let source = article(20_000, "", "", "");
    bencher.bench(|| detect(black_box(&source)));
}

/// A megabyte of one trick over and over, read in the format it aims at.
#[divan::bench(args = [
    ("\u{1b}]0;", Format::Plain),
    ("\u{1b}[31m\u{202e}", Format::Plain),
    ("e\u{301}\u{301}\u{301}", Format::Plain),
    ("Kop?\n\n", Format::Plain),
    ("@x\n\n", Format::Plain),
    ("[](", Format::Markdown),
    ("*a_ ", Format::Markdown),
    ("> - ", Format::Markdown),
    ("<div>", Format::Html),
    ("<b><p>", Format::Html),
    ("<p>a<br>", Format::Html),
    ("<table><td>", Format::Html),
])]
fn hostile(bencher: Bencher, (unit, format): (&str, Format)) {
    let source = unit.repeat(MEGABYTE / unit.len());
    bench(bencher, source.as_bytes(), format);
}
