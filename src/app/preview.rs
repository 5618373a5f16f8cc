//! A small page about what is under the cursor, for a look without leaving the place.

use super::Pane;
use super::menus;
use super::overlay::{Menu, MenuKind, Row, Tone};
use super::reader::Reader;
use super::state::State;
use crate::annotate::{Annotations, EntityId, Quote, QuoteKind};
use crate::document::{Document, InlineKind};
use crate::text::Span;

/// About the quote under the cursor or jumped to; else the link jumped to; else the entity that is meant, or the
/// first one named from the eye on.
pub(super) fn page(state: &State, chosen: Option<EntityId>) -> Option<Menu> {
    let reader = state.reader.as_ref()?;
    let annotations = reader.annotations();
    let target = reader.target.filter(|t| reader.in_view().overlaps(*t));
    let at_target = || annotations.quotes.iter().find(|q| Some(q.span) == target);
    let listed = || annotations.quotes.get(state.quotes.selected()?);
    let quote = if state.screen.focus == Pane::Quotes { listed() } else { at_target() };
    if let Some(quote) = quote {
        return Some(about_quote(reader, quote));
    }
    if let Some(link) = target.and_then(|t| link(reader.document(), t)) {
        return Some(Menu::new(
            MenuKind::Page,
            "Link",
            vec![Row::text(link, Tone::Plain), hint("O opens it")],
        ));
    }
    let first = || {
        let view = reader.in_view();
        let from = |m: &&crate::annotate::Mention| {
            m.kind.is_name() && m.span.start as usize >= reader.eye && view.overlaps(m.span)
        };
        annotations.mentions.iter().find(from).map(|m| m.entity)
    };
    about_entity(reader, chosen.or_else(first)?)
}

fn link(document: &Document, at: Span) -> Option<&str> {
    document.inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link(target) if inline.span.overlaps(at) => Some(target.as_str()),
        _ => None,
    })
}

fn hint(text: &str) -> Row {
    Row::text(text, Tone::Dim)
}

fn about_entity(reader: &Reader, id: EntityId) -> Option<Menu> {
    let (document, annotations) = (reader.document(), reader.annotations());
    let entity = annotations.entity(id)?;
    let mut rows: Vec<Row> = entity.role.iter().map(|role| Row::text(role, Tone::Plain)).collect();
    let first = entity.mentions.first().and_then(|&m| annotations.mentions.get(m as usize));
    rows.extend(first.map(|m| Row { target: None, ..menus::mention(document, m) }));
    rows.push(hint(&counts(annotations, id, entity.mentions.len())));
    rows.push(hint("I shows the whole card"));
    Some(Menu::new(MenuKind::Page, format!("{} · {}", entity.name, entity.kind.word()), rows))
}

fn counts(annotations: &Annotations, id: EntityId, mentions: usize) -> String {
    let by =
        |q: &&Quote| q.kind != QuoteKind::Scare && q.speaker.as_ref().is_some_and(|s| s.entity == Some(id));
    let said = annotations.quotes.iter().filter(by).count();
    match said {
        0 => format!("named {}", menus::times(mentions)),
        _ => format!("named {}, quoted {}", menus::times(mentions), menus::times(said)),
    }
}

fn about_quote(reader: &Reader, quote: &Quote) -> Menu {
    let (document, annotations) = (reader.document(), reader.annotations());
    let speaker = quote.speaker.as_ref();
    let role = speaker.and_then(|s| annotations.entity(s.entity?)).and_then(|e| e.role.clone());
    let section = document.sections.get(document.section_at(quote.span.start as usize));
    let rows = [
        ("speaker", speaker.map(|s| s.name.clone())),
        ("role", role),
        ("via", quote.via.clone()),
        ("cue", quote.cue.map(|c| c.of(&document.text).to_string())),
        ("kind", Some(quote.kind.word().to_string())),
        ("source", Some(quote.source.word().to_string())),
        ("how sure", Some(format!("{:.0}%", quote.confidence * 100.0))),
        ("section", section.and_then(|s| s.heading).map(|h| h.of(&document.text).to_string())),
    ];
    let row = |(left, right): (&str, Option<String>)| {
        Some(Row { left: left.to_string(), right: right?, tone: Tone::Dim, target: None })
    };
    Menu::new(MenuKind::Page, "Quote", rows.into_iter().filter_map(row).collect())
}
