//! Moving through the article by what it is made of.

use crate::app::reader::{Reader, next_index};
use crate::app::select::sentences;
use crate::app::state::State;
use crate::command::Action;
use crate::document::BlockKind;
use crate::text::Span;

/// Does an action on the open article.
pub(super) fn act(state: &mut State, action: Action, count: Option<usize>, times: isize) {
    let Some(reader) = state.reader.as_mut() else {
        state.say("no article is open");
        return;
    };
    match action {
        Action::NextSection => section(state, times),
        Action::PrevSection => section(state, -times),
        Action::NextParagraph => paragraph(reader, times),
        Action::PrevParagraph => paragraph(reader, -times),
        Action::NextEntity => entity(state, times),
        Action::PrevEntity => entity(state, -times),
        Action::NextQuote => quote(state, times),
        Action::PrevQuote => quote(state, -times),
        Action::SearchNext => hit(state, times),
        Action::SearchPrev => hit(state, -times),
        Action::NextSentence => sentence(state, times),
        Action::PrevSentence => sentence(state, -times),
        Action::GoToPercent => reader.go_percent(count.unwrap_or(0)),
        _ => state.say(format!("{action} does nothing here")),
    }
}

/// To the next heading, or back to the one before the eye.
fn section(state: &mut State, by: isize) {
    let Some(reader) = state.reader.as_mut() else { return };
    let starts: Vec<usize> = headings(reader).collect();
    let eye = reader.eye;
    let at =
        if by > 0 { starts.partition_point(|&s| s <= eye) } else { starts.partition_point(|&s| s < eye) };
    let index = if by > 0 { at as isize + by - 1 } else { at as isize + by };
    match usize::try_from(index).ok().and_then(|i| starts.get(i)) {
        Some(&start) => {
            reader.note_jump();
            reader.go_to_line(start);
        }
        None if by < 0 && eye > 0 => reader.go_top(),
        None => state.say(if by > 0 { "no section after this one" } else { "no section before this one" }),
    }
}

/// Where the headings begin.
fn headings(reader: &Reader) -> impl Iterator<Item = usize> {
    reader.document().sections.iter().filter_map(|s| s.heading).map(|h| h.start as usize)
}

fn paragraph(reader: &mut Reader, by: isize) {
    let text = |k: BlockKind| !matches!(k, BlockKind::Rule | BlockKind::Time | BlockKind::Byline);
    let blocks = &reader.document().blocks;
    let starts: Vec<usize> = blocks.iter().filter(|b| text(b.kind)).map(|b| b.span.start as usize).collect();
    let eye = reader.eye;
    let at =
        if by > 0 { starts.partition_point(|&s| s <= eye) } else { starts.partition_point(|&s| s < eye) };
    let index = if by > 0 { at as isize + by - 1 } else { at as isize + by };
    let index = index.clamp(0, starts.len().saturating_sub(1) as isize) as usize;
    if let Some(&start) = starts.get(index) {
        if start == 0 { reader.scroll(isize::MIN / 2) } else { reader.go_to_line(start) }
    }
}

/// To the beginning of the next sentence, or back to that of the one at the eye.
fn sentence(state: &mut State, by: isize) {
    let Some(reader) = state.reader.as_mut() else { return };
    let mut at = reader.anchor().unwrap_or(reader.eye);
    let mut found = None;
    for _ in 0..by.unsigned_abs() {
        let spans = sentences(&reader.article.document, at);
        let next = match by > 0 {
            true => spans.into_iter().find(|s| s.start as usize > at),
            false => spans.into_iter().rev().find(|s| (s.start as usize) < at),
        };
        let Some(next) = next else { break };
        at = next.start as usize;
        found = Some(next);
    }
    match found {
        Some(span) => reader.go_to(span),
        None => state.say(if by > 0 { "no sentence after this one" } else { "no sentence before this one" }),
    }
}

/// To the next mention: of the chosen entity, else of any name.
fn entity(state: &mut State, by: isize) {
    let Some(reader) = state.reader.as_mut() else { return };
    let annotations = &reader.article.annotations;
    let places: Vec<(Span, u32)> = annotations
        .mentions
        .iter()
        .filter(|m| reader.chosen.map_or(m.kind.is_name(), |c| m.entity == c))
        .map(|m| (m.span, m.entity.0))
        .collect();
    let spans: Vec<Span> = places.iter().map(|p| p.0).collect();
    let name = |i: usize| annotations.entities.get(places[i].1 as usize).map_or("", |e| &e.name);
    match next_span(reader, &spans, by) {
        Some(i) => {
            let text = format!("{} {}/{}", name(i), i + 1, places.len());
            reader.go_to(spans[i]);
            state.say(text);
        }
        None if places.is_empty() => state.say("no entities in this article"),
        None => state.say(if by > 0 { "no mention after this one" } else { "no mention before this one" }),
    }
}

fn next_span(reader: &Reader, spans: &[Span], by: isize) -> Option<usize> {
    next_index(spans.len(), |i| spans[i].start as usize, reader.anchor(), reader.eye, by)
}

/// To the next quote among those that the pane shows.
fn quote(state: &mut State, by: isize) {
    let Some(reader) = state.reader.as_mut() else { return };
    let quotes = &reader.article.annotations.quotes;
    let listed = state.quotes.in_text_order();
    let spans: Vec<Span> = listed.iter().filter_map(|&q| quotes.get(q)).map(|q| q.span).collect();
    match next_span(reader, &spans, by) {
        Some(i) => {
            reader.go_to(spans[i]);
            state.quotes.select(listed[i]);
        }
        None if quotes.is_empty() => state.say("no quotes in this article"),
        None if spans.is_empty() => state.say("no quotes are listed; a shows other kinds"),
        None => state.say(if by > 0 { "no quote after this one" } else { "no quote before this one" }),
    }
}

/// To the next match of the search, in the direction of the search; past the end it starts over.
pub(super) fn hit(state: &mut State, by: isize) {
    let Some(query) = &state.search.query else {
        state.say("nothing was searched for yet; / searches");
        return;
    };
    let (typed, by) = (query.typed.clone(), if query.backward { -by } else { by });
    let Some(reader) = state.reader.as_mut() else { return };
    let count = reader.hits.spans.len();
    if count == 0 {
        state.say_error(format!("not found: {typed}"));
        return;
    }
    let found = next_span(reader, &reader.hits.spans, by);
    let index = found.unwrap_or(if by > 0 { 0 } else { count - 1 });
    reader.hits.current = Some(index);
    reader.go_to(reader.hits.spans[index]);
    let wrapped = if found.is_some() { "" } else { " · from the other end" };
    state.say(format!("/{typed}  {}/{count}{wrapped}", index + 1));
}
