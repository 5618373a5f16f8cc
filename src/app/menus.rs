//! The menus: what rows each of them has.

use super::jumps::Mark;
use super::overlay::{Menu, MenuKind, Row, Target, Tone};
use super::reader::Reader;
use super::state::State;
use crate::annotate::{Annotations, EntityId, Kind, Mention, Quote, QuoteKind};
use crate::command::{Action, Group, Keymap};
use crate::document::{Document, Section};
use crate::language::places::{self, Point};
use crate::library::scan;
use crate::text::{Span, width};

/// Columns from which keys and what they do stand side by side.
const BESIDE: u16 = 70;
/// Bytes of text on either side of a mention in an entity's card.
const CONTEXT: usize = 40;
/// Characters of a quote's words in a row.
const WORDS: usize = 90;

/// The keys in force, by group, made from the keymap.
///
/// In a window narrower than [`BESIDE`] columns what a key does stands under it.
pub(super) fn help(keymap: &Keymap, columns: u16) -> Menu {
    let mut rows: Vec<Row> = Vec::new();
    for (group, actions) in keymap.groups() {
        if !rows.is_empty() {
            rows.push(Row::text("", Tone::Plain));
        }
        rows.push(Row::text(group.title(), Tone::Label));
        for (action, keys) in actions {
            let (keys, doc) = (keys.join("  "), action.doc().to_string());
            if columns < BESIDE {
                rows.push(Row::text(keys, Tone::Key));
                rows.push(Row::text(format!("  {doc}"), Tone::Plain));
            } else {
                rows.push(Row { left: keys, right: doc, tone: Tone::Key, target: None });
            }
        }
    }
    Menu::new(MenuKind::Page, "Keys", rows)
}

/// Every command with its keys.
pub(super) fn palette(keymap: &Keymap) -> Menu {
    Menu::new(MenuKind::Picker, "Commands", commands(keymap).collect())
}

/// A row for each command that can be given outside a line that is typed.
fn commands(keymap: &Keymap) -> impl Iterator<Item = Row> {
    let typed = |a: &&Action| a.group() != Group::Prompt;
    Action::ALL.iter().filter(typed).map(|&action| {
        let keys = keymap.written(action).join("  ");
        Row::choice(format!("{}  {}", action.name(), keys), action.doc(), Tone::Plain, Target::Act(action))
    })
}

/// The headings of the open article.
pub(super) fn outline(reader: &Reader) -> Menu {
    let document = reader.document();
    let mut menu = Menu::new(
        MenuKind::Choice,
        "Outline",
        document.sections.iter().map(|s| heading(document, s)).collect(),
    );
    menu.cursor.at = reader.section();
    menu
}

fn heading(document: &Document, section: &Section) -> Row {
    let indent = "  ".repeat(section.level.saturating_sub(1).min(4) as usize);
    match section.heading {
        Some(h) => {
            let text = format!("{indent}{}", h.of(&document.text));
            Row::choice(text, "", Tone::Plain, Target::Heading(h.start as usize))
        }
        None => Row::choice("(beginning)", "", Tone::Dim, Target::Top),
    }
}

/// What was wrong in the article's file, the configuration and the paths.
pub(super) fn problems(state: &State) -> Menu {
    let article = state.reader.iter().flat_map(|r| r.document().problems.iter().map(ToString::to_string));
    let session = state.notices.problems.iter().chain(&state.rulebook.problems);
    let all: Vec<String> = article.chain(session.cloned()).collect();
    let mut rows: Vec<Row> = all.iter().flat_map(|p| p.lines()).map(|l| Row::text(l, Tone::Plain)).collect();
    if rows.is_empty() {
        rows.push(Row::text("Nothing was wrong.", Tone::Plain));
    }
    Menu::new(MenuKind::Page, "Problems", rows)
}

/// The particulars of the open article.
pub(super) fn info(reader: &Reader) -> Menu {
    let (document, source) = (reader.document(), &reader.article.source);
    let meta = &document.meta;
    let rows = [
        ("title", meta.title.clone()),
        ("source", meta.source.clone()),
        ("author", meta.author.clone()),
        ("date", meta.date.map(|d| d.to_string())),
        ("tags", (!meta.tags.is_empty()).then(|| meta.tags.join(", "))),
        ("link", meta.link.clone()),
        ("language", Some(meta.lang.tag().to_string())),
        ("words", Some(document.words().to_string())),
        ("file", Some(scan::shown(&source.path))),
    ];
    let row = |(left, right): (&str, Option<String>)| {
        Some(Row { left: left.to_string(), right: right?, tone: Tone::Dim, target: None })
    };
    Menu::new(MenuKind::Page, "This article", rows.into_iter().filter_map(row).collect())
}

/// Sections, entities, quotes, marks, articles and commands, to pick one by a part of it.
pub(super) fn pick(state: &State, keymap: &Keymap) -> Menu {
    let mut rows: Vec<Row> = Vec::new();
    if let Some(reader) = &state.reader {
        let (document, annotations) = (reader.document(), reader.annotations());
        rows.extend(
            document
                .sections
                .iter()
                .filter(|s| s.heading.is_some())
                .map(|s| Row { right: "section".into(), ..heading(document, s) }),
        );
        let names = annotations.entities.iter().enumerate().filter(|(_, e)| e.kind.is_name());
        rows.extend(names.map(|(i, e)| {
            let role = e.role.as_deref().unwrap_or(e.kind.word());
            Row::choice(&e.name, role, Tone::Name(e.kind), Target::Entity(EntityId(i as u32)))
        }));
        let quotes = annotations.quotes.iter().enumerate().filter(|(_, q)| q.kind != QuoteKind::Scare);
        rows.extend(quotes.map(|(i, q)| quote(document, i, q)));
    }
    let here = state.reader.as_ref().map(|r| r.article.source.path.as_path());
    rows.extend(state.session.marks.known(here).map(|m| mark(state, m)));
    let article = |(i, item): (usize, &super::panes::list::Item)| {
        Row::choice(item.title(), "article", Tone::Plain, Target::Article(i))
    };
    rows.extend(state.list.items.iter().map(article));
    rows.extend(commands(keymap));
    Menu::new(MenuKind::Picker, "Go to", rows)
}

/// A mark: the words it stands on where they are at hand, else the title of its article.
fn mark(state: &State, mark: &Mark) -> Row {
    let open = state.reader.as_ref().filter(|r| r.article.source.path == mark.stop.path);
    let words =
        open.and_then(|r| r.document().text.get(mark.stop.place.eye..)).and_then(|t| t.lines().next());
    let place = || state.list.items.place(&mark.stop.path);
    let title = || place().and_then(|place| state.list.items.get(place)).map(|i| i.title());
    let words = words.map(|w| width::ellipsis(w, WORDS)).or_else(title).unwrap_or_default();
    Row::choice(format!("'{} {words}", mark.letter), "mark", Tone::Plain, Target::Mark(mark.letter))
}

fn quote(document: &Document, index: usize, quote: &Quote) -> Row {
    let words = width::ellipsis(quote.span.of(&document.text), WORDS);
    let speaker = quote.speaker.as_ref().map_or("", |s| &s.name);
    Row::choice(words, speaker, Tone::Quote, Target::Quote(index))
}

/// A quote on the card of its speaker, whose name is on top of it: how it was said, and under which heading.
fn own_quote(document: &Document, index: usize, said: &Quote) -> Row {
    let reported = (said.kind == QuoteKind::Indirect).then(|| "reported".to_string());
    let via = said.via.as_ref().map(|via| format!("via {via}"));
    let section = document.sections.get(document.section_at(said.span.start as usize));
    let heading = section.and_then(|s| s.heading).map(|h| h.of(&document.text).to_string());
    let how: Vec<String> = [reported, via, heading].into_iter().flatten().collect();
    Row { right: how.join(" · "), ..quote(document, index, said) }
}

/// All about an entity: roles, mentions in context, quotes by it, whom it is named together with.
pub(super) fn card(reader: &Reader, id: EntityId) -> Option<Menu> {
    let (document, annotations) = (reader.document(), reader.annotations());
    let entity = annotations.entity(id)?;
    let mut rows = Vec::new();
    rows.extend(entity.role.as_ref().map(|role| Row::text(role, Tone::Plain)));
    if !entity.aliases.is_empty() {
        rows.push(Row::text(format!("also {}", entity.aliases.join(", ")), Tone::Dim));
    }
    let mentions: Vec<&Mention> =
        entity.mentions.iter().filter_map(|&m| annotations.mentions.get(m as usize)).collect();
    let names = || std::iter::once(&entity.name).chain(&entity.aliases);
    let point = if entity.kind == Kind::Place { names().find_map(|name| places::find(name)) } else { None };
    rows.extend(point.map(|point| Row::text(degrees(point), Tone::Dim)));
    group(&mut rows, "Where".to_string(), parts(document, &mentions).into_iter());
    group(
        &mut rows,
        format!("Named {}", times(mentions.len())),
        mentions.iter().map(|m| mention(document, m)),
    );
    let by = |q: &Quote| q.speaker.as_ref().is_some_and(|s| s.entity == Some(id));
    let about = |q: &Quote| !by(q) && mentions.iter().any(|m| q.span.covers(m.span));
    let speech = || annotations.quotes.iter().enumerate().filter(|(_, q)| q.kind != QuoteKind::Scare);
    let said = speech().filter(|(_, q)| by(q)).map(|(i, q)| own_quote(document, i, q));
    group(&mut rows, "Said".to_string(), said);
    let said_about = speech().filter(|(_, q)| about(q)).map(|(i, q)| quote(document, i, q));
    group(&mut rows, "Said about".to_string(), said_about);
    group(&mut rows, "Named together with".to_string(), together(document, annotations, id).into_iter());
    let menu = Menu::new(MenuKind::Choice, format!("{} · {}", entity.name, entity.kind.word()), rows);
    Some(Menu { map: point, ..menu })
}

/// How often, in words.
pub(super) fn times(count: usize) -> String {
    if count == 1 { "once".to_string() } else { format!("{count} times") }
}

/// A point as an atlas writes it.
fn degrees(point: Point) -> String {
    let side = |at: f64, plus, minus| format!("{:.0}° {}", at.abs(), if at < 0.0 { minus } else { plus });
    format!("{}, {}", side(point.latitude, "N", "S"), side(point.longitude, "E", "W"))
}

/// The sections that hold some of the mentions, each with how many; nothing where there is one section alone.
fn parts(document: &Document, mentions: &[&Mention]) -> Vec<Row> {
    let sections = &document.sections;
    let mut counts = vec![(0usize, None); sections.len()];
    for mention in mentions {
        if let Some((count, first)) = counts.get_mut(document.section_at(mention.span.start as usize)) {
            *count += 1;
            first.get_or_insert(mention.span);
        }
    }
    let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let rows = sections.iter().zip(counts).filter_map(|(section, (count, first))| {
        let heading = section.heading.map_or("(before the first heading)", |h| h.of(&document.text));
        let level = (count * 8).div_ceil(most.max(1)) as u8;
        // The bar stands in the first two columns.
        Some(Row::choice(format!("  {heading}"), count.to_string(), Tone::Part(level), Target::Place(first?)))
    });
    let rows: Vec<Row> = rows.collect();
    if sections.len() > 1 { rows } else { Vec::new() }
}

fn group(rows: &mut Vec<Row>, title: String, more: impl Iterator<Item = Row>) {
    let mut more = more.peekable();
    if more.peek().is_some() {
        if !rows.is_empty() {
            rows.push(Row::text("", Tone::Plain));
        }
        rows.push(Row::text(title, Tone::Label));
        rows.extend(more);
    }
}

/// A mention in the words around it, with its section.
pub(super) fn mention(document: &Document, mention: &Mention) -> Row {
    let text = &document.text;
    let section = document.sections.get(document.section_at(mention.span.start as usize));
    let heading = section.and_then(|s| s.heading).map_or("", |h| h.of(text));
    Row::choice(around(text, mention.span), heading, Tone::Plain, Target::Place(mention.span))
}

/// A span with the words before and after it on its line, as far as [`CONTEXT`] reaches; what is left out is marked.
fn around(text: &str, span: Span) -> String {
    let line = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..span.start as usize];
    let after = text[span.end as usize..].lines().next().unwrap_or("");
    let start = before.floor_char_boundary(before.len().saturating_sub(CONTEXT));
    let end = after.ceil_char_boundary(CONTEXT.min(after.len()));
    // Words are not cut in two, but for those longer than all that is shown.
    let from = before[start..].find(' ').filter(|_| start > 0).map_or(start, |at| start + at + 1);
    let to = after[..end].rfind(' ').filter(|_| end < after.len()).unwrap_or(end);
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!(
        "{}{}{}{}{}",
        mark(from > 0),
        &before[from..],
        span.of(text),
        &after[..to],
        mark(to < after.len())
    )
}

/// The entities named in the same paragraphs, the most often first.
fn together(document: &Document, annotations: &Annotations, id: EntityId) -> Vec<Row> {
    let block = |span: Span| document.blocks.partition_point(|b| b.span.start <= span.start);
    let own: std::collections::HashSet<usize> =
        annotations.mentions.iter().filter(|m| m.entity == id).map(|m| block(m.span)).collect();
    let mut counts = vec![0usize; annotations.entities.len()];
    for m in annotations.mentions.iter().filter(|m| m.entity != id && m.kind.is_name()) {
        if own.contains(&block(m.span)) {
            counts[m.entity.0 as usize] += 1;
        }
    }
    let mut named: Vec<(usize, usize)> = counts.into_iter().enumerate().filter(|&(_, c)| c > 0).collect();
    named.sort_by_key(|&(i, count)| (std::cmp::Reverse(count), i));
    let row = |(i, count): (usize, usize)| {
        let entity = &annotations.entities[i];
        let target = Target::Entity(EntityId(i as u32));
        Row::choice(&entity.name, count.to_string(), Tone::Name(entity.kind), target)
    };
    named.into_iter().take(12).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::text::Span;

    fn check(text: &str, name: &str, expected: &str) {
        let at = text.find(name).expect("there");
        assert_eq!(around(text, Span::new(at, at + name.len())), expected);
    }

    #[test]
    fn a_mention_stands_among_whole_words() {
        check("Kop\n\nJansen zweeg.\n\nDaarna niet meer.", "Jansen", "Jansen zweeg.");
        let long = "Volgens de burgemeester van Oldehaven, die gisteren met Jansen in de raadzaal aan de Markt sprak, was het laat.";
        check(
            long,
            "Jansen",
            "…van Oldehaven, die gisteren met Jansen in de raadzaal aan de Markt sprak, was…",
        );
        check(
            &format!("{}Jansen{}", "é".repeat(60), "é".repeat(60)),
            "Jansen",
            &format!("…{0}Jansen{0}…", "é".repeat(20)),
        );
    }
}
