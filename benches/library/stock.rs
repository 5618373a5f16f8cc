//! The articles of the library that is measured: put together from the paragraphs of `articles/`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use briefing::annotate::{Kind, annotate};
use briefing::document::{BlockKind, Lang};
use briefing::library::scan;
use jiff::ToSpan;

const WORDS: usize = 600;

/// What the articles of one language are made of.
#[derive(Default)]
struct Stock {
    paragraphs: Vec<String>,
    headings: Vec<String>,
    people: Vec<String>,
}

/// Writes so many articles below a folder.
pub fn make(folder: &Path, size: usize) {
    let stock = stock();
    let mut langs: Vec<&Lang> = stock.keys().collect();
    langs.sort();
    let mut random = Random(size as u64);
    for i in 0..size {
        // Dutch first, as on the desk: it is one in two.
        let lang = langs[if random.below(2) == 0 { 0 } else { random.below(langs.len()) }];
        let below = folder.join(format!("{:03}", i / 1000));
        fs::create_dir_all(&below).expect("folder");
        let text = article(&stock[lang], *lang, i, size, &mut random);
        fs::write(below.join(format!("{i:06}.md")), text).expect("article");
    }
    fs::write(folder.join("done"), "").expect("mark");
}

fn stock() -> HashMap<Lang, Stock> {
    let mut out: HashMap<Lang, Stock> = HashMap::new();
    let (sources, _) = scan::find(&["articles".into()]);
    for source in &sources {
        let document = scan::load(source).expect("sample");
        let stock = out.entry(document.meta.lang).or_default();
        for block in &document.blocks {
            let text = block.span.of(&document.text).to_string();
            match block.kind {
                BlockKind::Paragraph if text.len() > 200 => stock.paragraphs.push(text),
                BlockKind::Heading => stock.headings.push(text),
                _ => {}
            }
        }
        let people = annotate(&document).entities.into_iter().filter(|e| e.kind == Kind::Person);
        stock.people.extend(people.filter_map(|e| e.name.split(' ').next_back().map(str::to_owned)));
    }
    out
}

fn article(stock: &Stock, lang: Lang, number: usize, size: usize, random: &mut Random) -> String {
    let published = super::NOW - ((size - number) as i64 * 1_000_000 / size as i64).minutes();
    let heading = |random: &mut Random| stock.headings.get(random.below(stock.headings.len().max(1)));
    let title = heading(random).map_or("Nieuws", |h| h.as_str()).replace('"', "");
    let mut text = format!(
        "---\ntitle: \"{title}: {}\"\ndate: {}\nsource: Krant {}\nlang: {}\n---\n\n",
        rare(random.below(50_000) as u64),
        published.strftime("%Y-%m-%dT%H:%M"),
        random.zipf(40),
        lang.tag()
    );
    let names: Vec<String> = stock.people.iter().map(|_| surname(random.zipf(20_000) as u64)).collect();
    let mut words = 0;
    for i in 0.. {
        if words >= WORDS {
            break;
        }
        if i % 3 == 2
            && let Some(heading) = heading(random)
        {
            text.push_str(&format!("## {heading}\n\n"));
        }
        let mut paragraph = stock.paragraphs[random.below(stock.paragraphs.len())].clone();
        for (old, new) in stock.people.iter().zip(&names) {
            paragraph = paragraph.replace(old.as_str(), new);
        }
        paragraph.push_str(&format!(" ({})", rare(random.below(50_000) as u64)));
        words += paragraph.split_whitespace().count();
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    text
}

const SYLLABLES: [&str; 16] = [
    "ba", "del", "ker", "mo", "van", "ris", "tol", "wen", "hof", "jan", "lu", "sse", "gra", "ter", "nik",
    "pol",
];

pub fn surname(number: u64) -> String {
    let word = rare(number * 7919 + 13);
    word[..1].to_uppercase() + &word[1..]
}

fn rare(mut number: u64) -> String {
    let mut out = String::new();
    number += 4096;
    while number > 0 {
        out.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
    }
    out
}

/// A generator of its own (splitmix64), so that every run makes the same library.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// As names are spread: the first about as often as all from the second to the eighth together.
    fn zipf(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((end as f64).powf(share) as usize).saturating_sub(1).min(end - 1)
    }
}
