//! Which rows the panes of entities and quotes list, and in which order.

use super::{library, panes};
use crate::app::Pane;
use crate::app::geometry::Room;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::panes::filter::Filter;
use crate::app::panes::quotes::Sieve;
use crate::app::state::State;
use crate::command::Action;

/// Shows other rows, or the same in another order.
pub(super) fn act(state: &mut State, action: Action) {
    let quotes = state.screen.focus == Pane::Quotes;
    match (action, state.screen.focus) {
        (Action::CycleKind, Pane::List) => return library::cycle(state),
        (Action::CycleOrder, Pane::List) => return library::sort(state),
        _ => {}
    }
    match action {
        Action::CycleKind if quotes => state.quotes.shown = state.quotes.shown.next(),
        Action::CycleKind => {
            if let Some(reader) = &state.reader {
                state.entities.cycle_kind(&reader.article.annotations);
            }
        }
        Action::CycleOrder if quotes => state.quotes.grouped = !state.quotes.grouped,
        Action::CycleOrder => state.entities.order = state.entities.order.next(),
        Action::CycleSource => {
            if let Some(reader) = &state.reader {
                state.quotes.cycle_source(&reader.article.annotations);
            }
        }
        Action::OnlySpeaker => only_speaker(state),
        _ => return ask(state),
    }
    relist(state);
    tell(state);
}

/// Says what is listed where the pane's head has no room for it.
pub(super) fn tell(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    if state.screen.geometry.room == Room::Wide || state.screen.focus == Pane::List {
        return;
    }
    let note = match state.screen.focus {
        Pane::Quotes => state.quotes.note(reader.annotations()),
        _ => state.entities.note(),
    };
    state.say(note);
}

/// Shows the quotes of the speaker under the cursor alone, or all again.
fn only_speaker(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let quote = state.quotes.selected().and_then(|q| reader.annotations().quotes.get(q));
    let name = quote.map(|q| q.speaker.as_ref().map_or(String::new(), |s| s.name.clone()));
    let sieve = &mut state.quotes.sieve;
    sieve.speaker = if sieve.speaker.is_none() { name } else { None };
}

fn ask(state: &mut State) {
    let typed = match state.screen.focus {
        Pane::Entities => &state.entities.filter.typed,
        Pane::Quotes => &state.quotes.sieve.filter.typed,
        Pane::List => &state.catalogue.list.narrow,
        Pane::Article => return state.say("go to the list, the entities or quotes first: 1, 3 or 4"),
    };
    state.overlay = Overlay::Prompt(Prompt::new(Purpose::Filter(state.screen.focus), typed));
}

/// The line of a filter changed.
pub(super) fn typed(state: &mut State, pane: Pane, text: &str) {
    match pane {
        Pane::List => return library::narrow(state, text),
        Pane::Entities => state.entities.filter = Filter::new(text),
        _ => state.quotes.sieve.filter = Filter::new(text),
    }
    relist(state);
}

/// Shows all rows again in the pane that has the keys; whether some were left out.
pub(super) fn clear(state: &mut State) -> bool {
    let cleared = match state.screen.focus {
        Pane::Entities => {
            let pane = &mut state.entities;
            let some = pane.only.take().is_some() || !pane.filter.is_empty();
            pane.filter = Filter::default();
            some
        }
        Pane::Quotes => {
            std::mem::take(&mut state.quotes.sieve) != Sieve::default()
                || std::mem::take(&mut state.quotes.shown) != Default::default()
        }
        Pane::List => return library::widen(state),
        Pane::Article => false,
    };
    if cleared {
        relist(state);
    }
    cleared
}

/// Lists the rows anew; the cursors stay on what they are on, where it is still listed.
fn relist(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let (document, annotations) = (&reader.article.document, &reader.article.annotations);
    let entity = state.entities.selected();
    state.entities.refill(annotations, entity);
    let quote = state.quotes.selected().and_then(|q| annotations.quotes.get(q)).map(|q| q.span);
    state.quotes.refill(document, annotations, quote);
    panes::reveal(state);
}

#[cfg(test)]
mod tests;
