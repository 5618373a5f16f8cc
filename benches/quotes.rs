//! Speed of the quote engine alone: tokens and names are found beforehand.

use briefing::annotate::{EntityId, Kind, Mention, quote};
use briefing::document::{Document, Format, parse, token};
use briefing::text::Span;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A news article of a few hundred words with every frame, made long by repetition.
const ARTICLE: &str = "Minister Van Dalen van Onderwijs trekt het voorstel in. \"Ik heb te weinig steun\", zegt zij \
tegen persbureau Kolk. Volgens de vakbond is het besluit te laat genomen. De bond eist dat er snel een nieuw plan \
komt. \"We wachten al drie jaar\", aldus voorzitter Piet Harmsen.\n\nUit onderzoek van de inspectie blijkt dat de \
helft van de scholen te weinig leraren heeft. Die noemt de toestand \"zorgelijk\". Het kabinet wil later dit jaar \
met de provincies praten over de scholen in de regio en over het geld dat daarvoor nodig is.\n\n\"Het gaat ons niet \
om geld\", zegt Harmsen. \"Het gaat om tijd.\" Hij vindt dat de minister naar de leraren moet luisteren. Maar zij \
belooft niets, laat een woordvoerder weten.\n\n";

fn document(repeats: usize) -> Document {
    parse(ARTICLE.repeat(repeats).as_bytes(), Format::Plain)
}

/// The capitalised words of the article as persons, as a recogniser would find them.
fn names(document: &Document) -> (Vec<Mention>, Vec<briefing::annotate::Entity>) {
    let known = ["Van Dalen", "Piet Harmsen", "Kolk", "Harmsen"];
    let mut mentions = Vec::new();
    for (id, name) in known.iter().enumerate() {
        for (at, _) in document.text.match_indices(name) {
            let entity = EntityId(id as u32);
            mentions.push(Mention { span: Span::new(at, at + name.len()), kind: Kind::Person, entity });
        }
    }
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    mentions.dedup_by(|b, a| a.span.overlaps(b.span));
    let entity = |name: &&str| briefing::annotate::Entity {
        name: (*name).to_string(),
        kind: Kind::Person,
        role: None,
        value: None,
        aliases: Vec::new(),
        mentions: Vec::new(),
    };
    (mentions, known.iter().map(entity).collect())
}

#[divan::bench(args = [1, 5, 100])]
fn quotes(bencher: divan::Bencher, repeats: usize) {
    let document = document(repeats);
    let tokens = token::tokenize(&document);
    let (mentions, entities) = names(&document);
    bencher
        .counter(BytesCount::new(document.text.len()))
        .bench_local(|| quote::find(&document, &tokens, &mentions, &entities));
}

/// Nothing but opening marks: must stay linear.
#[divan::bench(args = [10_000, 100_000])]
fn opening_marks(bencher: divan::Bencher, marks: usize) {
    let document = parse("„a ".repeat(marks).as_bytes(), Format::Plain);
    let tokens = token::tokenize(&document);
    bencher
        .counter(BytesCount::new(document.text.len()))
        .bench_local(|| quote::find(&document, &tokens, &[], &[]));
}

/// One paragraph of five megabytes: must stay linear.
#[divan::bench(args = [1, 5], sample_count = 3)]
fn one_paragraph(bencher: divan::Bencher, megabytes: usize) {
    let paragraph = ARTICLE.replace("\n\n", " ");
    let text = paragraph.repeat(megabytes * 1_000_000 / paragraph.len());
    let document = parse(text.as_bytes(), Format::Plain);
    let tokens = token::tokenize(&document);
    let (mentions, entities) = names(&document);
    bencher
        .counter(BytesCount::new(document.text.len()))
        .bench_local(|| quote::find(&document, &tokens, &mentions, &entities));
}
