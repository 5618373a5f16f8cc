//! Focus modes on and off.

use super::overlay::chosen_entity;
use crate::app::dim::Dim;
use crate::app::state::State;

/// Turns a focus mode on, or off when it is on.
pub(super) fn toggle(state: &mut State, dim: Dim) {
    if state.screen.dim == Some(dim) {
        state.screen.dim = None;
        state.say("all of the text again");
        return;
    }
    if dim == Dim::Entity {
        let chosen = chosen_entity(state);
        let (Some(reader), Some(_)) = (state.reader.as_mut(), chosen) else {
            state.say("no entity is chosen; e goes to one");
            return;
        };
        reader.chosen = chosen;
    }
    state.screen.dim = Some(dim);
    state.say(match dim {
        Dim::Skim => "leads and first mentions; the same keys show all again",
        Dim::Quotes => "quotes; the same keys show all again",
        Dim::Entity => "sentences that name the chosen entity; the same keys show all again",
        Dim::Known => "what is new; the same keys show all again",
    });
}
