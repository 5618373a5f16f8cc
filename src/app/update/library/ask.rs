//! What the library is asked by a key: pages, lists, and what of an article was read elsewhere.

use std::path::PathBuf;

use super::super::{articles, overlay};
use super::changes::{ask_tags, bulk};
use super::lists::folders;
use crate::app::Pane;
use crate::app::dim::Dim;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::state::State;
use crate::command::Action;
use crate::library::shelf::{Ask, Known};

/// Does an action of the library.
pub(in crate::app::update) fn act(state: &mut State, action: Action) {
    let ready = state.catalogue.ready;
    match action {
        _ if !state.catalogue.open => match state.catalogue.closed.clone() {
            Some(reason) => state.say_error(reason),
            None => state.say("a folder that you open is a library; files named by themselves have none"),
        },
        Action::LibrarySearch => state.overlay = Overlay::Find(std::mem::take(&mut state.catalogue.finder)),
        Action::LibraryName => ask_name(state),
        Action::LibraryLedger => ask_ledger(state),
        Action::LibraryStories => state.catalogue.outbox.push(Ask::Stories),
        Action::LibraryStory => with_open(state, |path| Ask::Story(Err(path))),
        Action::LibraryPage => match state.catalogue.pages.pop() {
            Some(menu) => state.overlay = Overlay::Menu(menu),
            None => state.say("no page of the library was looked at yet"),
        },
        Action::LibraryFolders => {
            let folders = folders(state);
            state.catalogue.outbox.push(Ask::Folders(folders));
        }
        Action::ListQuery => {
            state.overlay = Overlay::Prompt(Prompt::new(Purpose::List, state.catalogue.list.query.clone()));
        }
        Action::FocusNew => known(state),
        Action::TagArticle => ask_tags(state),
        _ if !ready => state.say("the library is still being made; the status line shows how far it is"),
        Action::MarkListed => state.overlay = Overlay::Menu(bulk(state)),
        Action::GroupList => {
            state.catalogue.shown.grouped = !state.catalogue.shown.grouped;
            let on = if state.catalogue.shown.grouped { "groups are headed" } else { "no groups" };
            articles::reveal(state);
            state.say(on);
        }
        _ => {}
    }
}

fn with_open(state: &mut State, ask: impl Fn(PathBuf) -> Ask) {
    let path = state.reader.as_ref().map(|r| r.article.source.path.clone());
    match path {
        Some(path) => state.catalogue.outbox.push(ask(path)),
        None => state.say("no article is open"),
    }
}

fn ask_name(state: &mut State) {
    let chosen = overlay::chosen_entity(state);
    let entity = chosen.and_then(|id| state.reader.as_ref()?.annotations().entity(id));
    match entity.filter(|e| e.kind.is_name()) {
        Some(entity) => {
            let ask = Ask::Name(entity.name.clone(), Some(entity.kind));
            state.catalogue.outbox.push(ask);
        }
        None => state.overlay = Overlay::Prompt(Prompt::new(Purpose::Name, "")),
    }
}

fn ask_ledger(state: &mut State) {
    let quote = match (state.screen.focus, &state.reader) {
        (Pane::Quotes, Some(reader)) => {
            state.quotes.selected().and_then(|q| reader.annotations().quotes.get(q))
        }
        (_, Some(reader)) => {
            let quotes = &reader.annotations().quotes;
            reader.target.and_then(|t| quotes.iter().find(|q| q.span == t))
        }
        _ => None,
    };
    let speaker = quote.and_then(|q| q.speaker.as_ref()).map(|s| s.name.clone());
    let chosen = overlay::chosen_entity(state);
    let entity = || {
        let entity = chosen.and_then(|id| state.reader.as_ref()?.annotations().entity(id));
        entity.map(|e| e.name.clone())
    };
    match speaker.or_else(entity) {
        Some(name) => state.catalogue.outbox.push(Ask::Ledger(name)),
        None => state.overlay = Overlay::Prompt(Prompt::new(Purpose::Ledger, "")),
    }
}

/// Dims what was read in another article, or stops.
fn known(state: &mut State) {
    if state.screen.dim == Some(Dim::Known) {
        state.screen.dim = None;
        state.say("all of the text again");
        return;
    }
    with_open(state, Ask::Known);
}

/// What was read elsewhere is known: it is dimmed.
pub(super) fn told_known(state: &mut State, known: Known) {
    if state.reader.as_ref().is_none_or(|r| r.article.source.path != known.path) {
        return;
    }
    let said = match (known.articles, known.read) {
        (0, _) => "no other article of the library tells this story".to_string(),
        (articles, 0) => format!("none of the {articles} other articles of this story was read yet"),
        (_, read) => {
            let new = known.sentences - known.spans.len();
            let others = if read == 1 { "the other article" } else { "the other articles" };
            format!("{new} of {} sentences are new after {others} that you read", known.sentences)
        }
    };
    state.screen.dim =
        (known.read > 0).then_some(Dim::Known).or(state.screen.dim.filter(|d| *d != Dim::Known));
    state.catalogue.known = Some(known);
    state.say(said);
}

/// What of the open article was read elsewhere, where it is the open one's.
pub fn known_of(state: &State) -> Option<&Known> {
    let reader = state.reader.as_ref()?;
    state.catalogue.known.as_ref().filter(|k| k.path == reader.article.source.path)
}

/// The reader went to another article while what was read elsewhere is dimmed: that of the new one is asked for.
pub(in crate::app::update) fn follow_known(state: &mut State) {
    if state.screen.dim == Some(Dim::Known) && known_of(state).is_none() {
        with_open(state, Ask::Known);
    }
}
