//! The search in the library: typed, moved in, chosen from.

use super::{Mouse, library};
use crate::app::effect::Effect;
use crate::app::input::Input;
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::command::Action;
use crate::library::shelf::Ask;

/// Screen lines of a result.
pub const HIT: usize = 4;

/// Does an action in the search.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let room = (state.screen.height as usize).saturating_sub(5) / HIT;
    let Overlay::Find(finder) = &mut state.overlay else { return Vec::new() };
    match action {
        Action::PromptNext => finder.move_by(1, room),
        Action::PromptPrev if finder.at == 0 => earlier(state),
        Action::PromptPrev => finder.move_by(-1, room),
        Action::PromptPageDown => finder.move_by(room.max(1) as isize, room),
        Action::PromptPageUp => finder.move_by(-(room.max(1) as isize), room),
        Action::PromptAccept => return open(state),
        Action::PromptCancel => close(state),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::PromptBackspace if finder.input.text.is_empty() => close(state),
        _ => {
            if finder.input.edit(action) {
                typed(state);
            }
        }
    }
    Vec::new()
}

/// Types a character.
pub(super) fn insert(state: &mut State, c: char) {
    if let Overlay::Find(finder) = &mut state.overlay {
        finder.input.insert(c);
        typed(state);
    }
}

fn typed(state: &mut State) {
    if let Overlay::Find(finder) = &mut state.overlay {
        let search = finder.typed();
        // A line that was not searched for yet need not be.
        state.catalogue.outbox.retain(|ask| !matches!(ask, Ask::Search(_)));
        state.catalogue.outbox.push(Ask::Search(search));
    }
}

/// The search before this one, when nothing stands above.
fn earlier(state: &mut State) {
    let Overlay::Find(finder) = &mut state.overlay else { return };
    let at = finder.history.iter().rposition(|text| *text == finder.input.text);
    let before = at.unwrap_or(finder.history.len()).checked_sub(1);
    if let Some(text) = before.and_then(|at| finder.history.get(at)).cloned() {
        finder.input = Input::new(text);
        typed(state);
    }
}

/// Leaves the search; it is there again when it is asked for.
fn close(state: &mut State) {
    if let Overlay::Find(finder) = std::mem::take(&mut state.overlay) {
        state.catalogue.finder = finder;
    }
}

/// Opens the chosen result at its match.
fn open(state: &mut State) -> Vec<Effect> {
    let Overlay::Find(finder) = &mut state.overlay else { return Vec::new() };
    let Some(hit) = finder.chosen().cloned() else { return Vec::new() };
    finder.remember();
    let words = finder.found.words.clone();
    close(state);
    library::read(state, &hit.row, hit.at, Some(hit.snippet.at), words)
}

/// The mouse was used: the wheel moves by results, a click leaves.
pub(super) fn mouse(state: &mut State, mouse: Mouse) {
    let room = (state.screen.height as usize).saturating_sub(5) / HIT;
    match (mouse, &mut state.overlay) {
        (Mouse::Wheel(turns, ..), Overlay::Find(finder)) => finder.move_by(turns, room),
        (Mouse::Click(..), _) => close(state),
        _ => {}
    }
}
