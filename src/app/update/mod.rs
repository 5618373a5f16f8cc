//! From an input to a new state and the effects it asks for.

mod articles;
mod correct;
mod hand;
mod incoming;
mod motion;
mod mouse;
mod overlay;
mod panes;
mod prompt;
mod sieve;
mod themes;

pub use correct::rules_kept;
pub use hand::told;
pub use incoming::{annotated, found, listed, opened, reconfigured, resize};
pub use mouse::{Mouse, mouse};
pub use themes::{theme_kept, themes, tried};

use super::Pane;
use super::effect::Effect;
use super::overlay::{MenuKind, Overlay};
use super::state::State;
use crate::command::{Action, Context, Group, Key, Keymap, Resolution};

/// The largest count that can be typed.
const MOST: usize = 99_999;

/// Begins: asks for the first article.
pub fn start(state: &mut State) -> Vec<Effect> {
    if state.items.is_empty() { Vec::new() } else { articles::preview(state, 0) }
}

/// A key was typed.
pub fn key(state: &mut State, keymap: &Keymap, key: Key) -> Vec<Effect> {
    state.message = None;
    let context = context(state);
    if context != Context::Prompt && state.typed.keys.is_empty() && count(state, keymap, context, key) {
        return Vec::new();
    }
    state.typed.keys.push(key);
    let resolution = keymap.resolve(context, &state.typed.keys);
    match resolution {
        Resolution::Pending(next) => {
            state.typed.next = next;
            Vec::new()
        }
        Resolution::Action(action) => {
            let count = state.typed.count;
            state.typed = super::state::Typed::default();
            act(state, keymap, action, count)
        }
        Resolution::None => {
            let alone = state.typed.keys.len() == 1;
            let typed: Vec<String> = state.typed.keys.iter().map(ToString::to_string).collect();
            state.typed = super::state::Typed::default();
            unbound(state, context, key, alone, &typed.join(" "))
        }
    }
}

/// Takes a digit as part of a count, unless it is a key of its own and no count has begun.
fn count(state: &mut State, keymap: &Keymap, context: Context, key: Key) -> bool {
    let Some(digit) = key.digit().map(|d| d as usize) else { return false };
    let bound = keymap.resolve(context, &[key]) != Resolution::None;
    if bound && state.typed.count.is_none() {
        return false;
    }
    state.typed.count = Some((state.typed.count.unwrap_or(0) * 10 + digit).min(MOST));
    true
}

fn unbound(state: &mut State, context: Context, key: Key, alone: bool, typed: &str) -> Vec<Effect> {
    match (context, key.text()) {
        (Context::Prompt, Some(c)) if alone => overlay::insert(state, c),
        (Context::Prompt, _) => {}
        _ => state.say(format!("{typed} is not bound here; ? shows the keys")),
    }
    Vec::new()
}

/// Where keys go.
pub fn context(state: &State) -> Context {
    match (&state.overlay, state.screen.focus) {
        (Overlay::Prompt(_), _) => Context::Prompt,
        (Overlay::Menu(menu), _) if menu.kind == MenuKind::Picker => Context::Prompt,
        (Overlay::Menu(_), _) => Context::Popup,
        (Overlay::None, Pane::List) => Context::List,
        (Overlay::None, Pane::Article) => Context::Article,
        (Overlay::None, Pane::Entities) => Context::Entities,
        (Overlay::None, Pane::Quotes) => Context::Quotes,
    }
}

/// Does an action, `count` times where that means something.
pub fn act(state: &mut State, keymap: &Keymap, action: Action, count: Option<usize>) -> Vec<Effect> {
    let times = count.unwrap_or(1).clamp(1, MOST) as isize;
    let effects = match &state.overlay {
        Overlay::Prompt(_) => prompt::act(state, keymap, action),
        Overlay::Menu(menu) if menu.kind == MenuKind::Picker => overlay::picker(state, keymap, action),
        Overlay::Menu(_) => overlay::menu(state, keymap, action, times),
        Overlay::None => pane_action(state, keymap, action, count, times),
    };
    panes::follow(state);
    effects
}

fn pane_action(
    state: &mut State,
    keymap: &Keymap,
    action: Action,
    count: Option<usize>,
    times: isize,
) -> Vec<Effect> {
    use Action as A;
    match action {
        A::LineDown
        | A::LineUp
        | A::HalfPageDown
        | A::HalfPageUp
        | A::PageDown
        | A::PageUp
        | A::Top
        | A::Bottom => {
            return panes::travel(state, action, times);
        }
        A::NextArticle => return articles::step(state, times),
        A::PrevArticle => return articles::step(state, -times),
        A::NextUnread => return articles::next_unread(state),
        A::Reload => return articles::reload(state),
        A::Open if state.screen.focus == Pane::Entities => overlay::show(state, keymap, A::EntityCard),
        A::Open => return panes::open(state),
        A::Back => return panes::back(state),
        A::Copy => return hand::copy(state, false),
        A::CopyCitation => return hand::copy(state, true),
        A::Quit => return vec![Effect::Quit],
        A::Suspend => return vec![Effect::Suspend],
        A::Redraw => return vec![Effect::Redraw],
        A::PickTheme => return vec![Effect::Themes],
        A::ToggleRead => articles::toggle_read(state),
        A::FocusNextPane => panes::focus_by(state, times),
        A::FocusPrevPane => panes::focus_by(state, -times),
        A::FocusList => panes::focus(state, Pane::List),
        A::FocusArticle => panes::focus(state, Pane::Article),
        A::FocusEntities => panes::focus(state, Pane::Entities),
        A::FocusQuotesPane => panes::focus(state, Pane::Quotes),
        A::CycleKind | A::CycleOrder | A::CycleSource | A::OnlySpeaker | A::FilterList => {
            sieve::act(state, action)
        }
        A::ToggleList | A::ToggleEntities | A::ToggleQuotes | A::Zen | A::Wider | A::Narrower => {
            panes::rearrange(state, action, times)
        }
        A::Search => prompt::ask_search(state, false),
        A::SearchBackward => prompt::ask_search(state, true),
        _ if action.group() == Group::Correct => return correct::act(state, keymap, action, times),
        A::Outline | A::Help | A::ShowProblems | A::ShowInfo | A::Palette | A::Pick | A::EntityCard => {
            overlay::show(state, keymap, action);
        }
        A::Cancel => panes::cancel(state),
        _ => motion::act(state, action, count, times),
    }
    Vec::new()
}
