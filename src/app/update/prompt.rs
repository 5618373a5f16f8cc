//! A line of input in place of the status line.

use super::{correct, hand, library, motion, panes, sieve};
use crate::app::effect::Effect;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::search::{MOST, Query};
use crate::app::state::State;
use crate::command::{Action, Keymap};
use crate::library::shelf::Ask;

/// Opens the prompt of a search.
pub(super) fn ask_search(state: &mut State, backward: bool) {
    if let Some(reader) = state.reader.as_mut() {
        reader.note_jump();
        state.overlay = Overlay::Prompt(Prompt::new(Purpose::Search(backward), ""));
    }
}

/// Does an action in the prompt.
pub(super) fn act(state: &mut State, keymap: &Keymap, action: Action) -> Vec<Effect> {
    match action {
        Action::PromptAccept => return accept(state, keymap),
        Action::PromptCancel => abandon(state),
        Action::PromptPrev => history(state, 1),
        Action::PromptNext => history(state, -1),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        _ => {
            let Overlay::Prompt(prompt) = &mut state.overlay else { return Vec::new() };
            let empty = prompt.input.text.is_empty();
            if empty && action == Action::PromptBackspace {
                abandon(state);
            } else if prompt.input.edit(action) {
                typed(state);
            }
        }
    }
    Vec::new()
}

/// The text of the prompt changed: a search is made at once, from where it began.
pub(super) fn typed(state: &mut State) {
    let Overlay::Prompt(prompt) = &state.overlay else { return };
    let text = &prompt.input.text;
    let backward = match prompt.purpose {
        Purpose::Search(backward) => backward,
        Purpose::Filter(pane) => {
            let text = text.clone();
            return sieve::typed(state, pane, &text);
        }
        _ => return,
    };
    state.search.query = if text.is_empty() { None } else { Query::new(text, backward).ok() };
    if let Some(reader) = state.reader.as_mut() {
        reader.return_to_jump();
    }
    find(state);
    if state.search.query.is_some() {
        motion::hit(state, 1);
    }
}

/// Finds the search in the open article.
pub(super) fn find(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    reader.hits.find(state.search.query.as_ref());
    if reader.hits.spans.len() == MOST {
        state.say(format!("more than {MOST} matches; the first {MOST} are shown"));
    }
}

fn accept(state: &mut State, keymap: &Keymap) -> Vec<Effect> {
    let Overlay::Prompt(prompt) = std::mem::take(&mut state.overlay) else { return Vec::new() };
    let text = prompt.input.text;
    match prompt.purpose {
        Purpose::Search(backward) => accept_search(state, backward, text),
        Purpose::Filter(_) => sieve::tell(state),
        Purpose::Pipe => return hand::pipe_to(state, text),
        Purpose::List => library::list_query(state, &text),
        Purpose::Tag => library::tag(state, &text),
        Purpose::TagListed => library::tag_listed(state, &text),
        Purpose::Name | Purpose::Ledger if text.trim().is_empty() => {}
        Purpose::Name => state.catalogue.outbox.push(Ask::Name(text.trim().to_string(), None)),
        Purpose::Ledger => state.catalogue.outbox.push(Ask::Ledger(text.trim().to_string())),
        purpose => return correct::answer(state, keymap, purpose, &text),
    }
    Vec::new()
}

fn accept_search(state: &mut State, backward: bool, text: String) {
    if text.is_empty() {
        let last = state.search.history.last().cloned();
        state.search.query = last.and_then(|l| Query::new(&l, backward).ok());
        find(state);
        motion::hit(state, 1);
        return;
    }
    state.search.history.retain(|h| *h != text);
    state.search.history.push(text);
    if let Some(reader) = state.reader.as_mut().filter(|r| r.hits.spans.is_empty()) {
        let here = reader.stop();
        reader.jumps.forget_idle(&here);
        motion::hit(state, 1);
    }
}

fn abandon(state: &mut State) {
    let Overlay::Prompt(prompt) = std::mem::take(&mut state.overlay) else { return };
    match prompt.purpose {
        Purpose::Search(_) => {}
        Purpose::Filter(pane) => return sieve::typed(state, pane, ""),
        _ => return,
    }
    state.search.query = None;
    if let Some(reader) = state.reader.as_mut() {
        reader.hits.find(None);
        reader.target = None;
        reader.jump_back();
    }
}

/// Shows an earlier (`by` 1) or later search in the prompt.
fn history(state: &mut State, by: isize) {
    let Overlay::Prompt(prompt) = &mut state.overlay else { return };
    let entries = match prompt.purpose {
        Purpose::Search(_) => &state.search.history,
        Purpose::Pipe => &state.session.commands,
        Purpose::Filter(_) => {
            panes::travel(state, Action::LineDown, -by);
            return;
        }
        _ => return,
    };
    let at = prompt.history.map_or(-1, |h| h as isize) + by;
    prompt.history = usize::try_from(at).ok().filter(|&h| h < entries.len()).or(prompt.history);
    if at < 0 {
        prompt.history = None;
        prompt.input = Default::default();
    } else if let Some(h) = prompt.history {
        prompt.input = crate::app::input::Input::new(entries[entries.len() - 1 - h].clone());
    }
    typed(state);
}
