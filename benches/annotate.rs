//! How fast a document's names are found, in tokens a second, and all that is found, in words a second, on one core.
//! Run: `cargo bench --bench annotate`.

use briefing::annotate::{annotate, entity::recognise};
use briefing::document::token::{Tokens, tokenize};
use briefing::document::{Document, Format, Lang, parse};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const ARTICLES: [&str; 3] = [
    include_str!("../articles/armenie-azerbeidzjan.txt"),
    include_str!("../articles/zonneweide-oldehaven.txt"),
    include_str!("../articles/fc-twente-psv.txt"),
];

fn document(text: &str) -> (Document, Tokens) {
    let mut document = parse(text.as_bytes(), Format::Plain);
    document.meta.lang = Lang::Nl;
    let tokens = tokenize(&document);
    (document, tokens)
}

/// At least `len` bytes of articles; every round numbers its capitalised words anew, as a long text has new names.
fn articles(len: usize) -> String {
    let mut out = String::with_capacity(len + 20_000);
    for round in 0.. {
        if out.len() >= len {
            break;
        }
        for word in ARTICLES[round % ARTICLES.len()].split_inclusive(char::is_whitespace) {
            let (name, space) = word.split_at(word.trim_end().len());
            out.push_str(name);
            if round >= ARTICLES.len() && name.len() > 5 && name.starts_with(char::is_uppercase) {
                out.push_str(&round.to_string());
            }
            out.push_str(space);
        }
        out.push_str("\n\n");
    }
    out
}

fn names(bencher: Bencher, text: &str) {
    let (document, tokens) = document(text);
    bencher
        .counter(ItemsCount::new(tokens.tokens.len()))
        .counter(BytesCount::new(text.len()))
        .bench(|| recognise(black_box(&document), black_box(&tokens)));
}

/// One article, as the reader opens it.
#[divan::bench]
fn names_article(bencher: Bencher) {
    names(bencher, ARTICLES[0]);
}

/// Everything that is found in an article, in words a second.
#[divan::bench]
fn whole_article(bencher: Bencher) {
    let (document, _) = document(ARTICLES[0]);
    let words = ItemsCount::new(document.words());
    bencher.counter(words).bench(|| annotate(black_box(&document)));
}

/// The growth from 10 kB to 10 MB.
#[divan::bench(args = [10_000, 100_000, 1_000_000, 10_000_000], max_time = 5)]
fn names_growth(bencher: Bencher, len: usize) {
    names(bencher, &articles(len));
}

/// One token of so many letters.
#[divan::bench(args = [10_000, 1_000_000], max_time = 2)]
fn names_one_token(bencher: Bencher, len: usize) {
    names(bencher, &"Aé".repeat(len / 2));
}

/// Capitals without a stop: one sentence, one run.
#[divan::bench(args = [10_000, 1_000_000], max_time = 2)]
fn names_one_sentence(bencher: Bencher, len: usize) {
    names(bencher, &"Van Jan-Piet B ".repeat(len / 15));
}

/// Opening a model and finding the names of an empty document: what a start costs.
#[divan::bench]
fn names_start(bencher: Bencher) {
    names(bencher, "");
}

/// Tokens and sentences alone.
#[divan::bench]
fn tokens(bencher: Bencher) {
    let (document, _) = document(&articles(1_000_000));
    bencher.counter(BytesCount::new(document.text.len())).bench(|| tokenize(black_box(&document)));
}
