//! A store without the engine's work.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use briefing::annotate::index::Builder;
use briefing::annotate::{Annotations, Entity, Kind, Quote, QuoteKind, RawMention, SourceKind, Speaker};
use briefing::document::Document;
use briefing::language::detect;
use briefing::library::Store;
use briefing::library::record::{Record, content_id};
use briefing::library::scan::{self, Patterns};
use briefing::library::store::Outcome;
use briefing::text::Span;

use crate::usage::cpu;

/// Fills the store without the engine, for its own figures where there is no time for the engine's: names are runs of
/// capitalised words, quotes what stands between marks.
pub fn write_plain(file: &Path, articles: &Path) {
    let mut store = Store::open(file).expect("store");
    let found = scan::survey(&[articles.to_path_buf()], &Patterns::default(), &mut |_| true).files;
    let (wall, before, count) = (Instant::now(), cpu(), found.len() as f64);
    let mut writer = store.writer();
    for (i, file) in found.into_iter().enumerate() {
        let bytes = scan::read(&file.source).expect("file");
        let document = detect::load(&bytes, file.source.format);
        let record = Record::of(file, content_id(&bytes), &document, &capitals(&document));
        writer.write(&Outcome::Article(Box::new(record))).expect("write");
        if i % 2000 == 1999 {
            writer.commit().expect("commit");
        }
    }
    writer.commit().expect("commit");
    drop(writer);
    let (written, at) = (wall.elapsed().as_secs_f64(), cpu());
    store.group_stories(None).expect("stories");
    println!(
        "without the engine   {:.2} ms of CPU an article ({written:.0} s wall)",
        (at - before) * 1e3 / count
    );
    println!("grouping the stories {:.2} s of CPU", cpu() - at);
}

fn capitals(document: &Document) -> Annotations {
    let text = &document.text;
    let pattern = regex::Regex::new(r"\p{Ll},? (\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*)").expect("pattern");
    let mut builder = Builder::default();
    let mut keys = HashMap::new();
    for name in pattern.captures_iter(text).filter_map(|c| c.get(1)) {
        let next = keys.len() as u32;
        let key = *keys.entry(name.as_str()).or_insert(next);
        let raw = RawMention { span: Span::new(name.start(), name.end()), kind: Kind::Person };
        let entity = || Entity {
            name: name.as_str().to_string(),
            kind: Kind::Person,
            role: None,
            value: None,
            aliases: Vec::new(),
            mentions: Vec::new(),
        };
        builder.mention(raw, key, entity);
    }
    let (mentions, entities) = builder.finish();
    let said = regex::Regex::new("[\"“‘«„][^\"”’»“]{20,}[\"”’»“]").expect("pattern");
    let quote = |m: regex::Match<'_>| {
        let near = mentions.iter().take_while(|n| (n.span.start as usize) < m.end()).last();
        let speaker = near.map(|n| Speaker {
            name: entities[n.entity.0 as usize].name.clone(),
            phrase: None,
            mention: Some(n.span),
            entity: Some(n.entity),
        });
        let span = Span::new(m.start(), m.end());
        Quote {
            span,
            kind: QuoteKind::Direct,
            speaker,
            cue: None,
            via: None,
            confidence: 0.9,
            source: SourceKind::Named,
        }
    };
    let quotes = said.find_iter(text).map(quote).collect();
    Annotations { mentions, entities, quotes }
}
