//! From an input to a new state and the effects it asks for.

mod articles;
mod correct;
mod counting;
mod dim;
mod finding;
mod hand;
mod hints;
mod incoming;
mod jumps;
mod library;
mod motion;
mod mouse;
mod overlay;
mod panes;
mod prompt;
mod select;
mod sieve;
mod themes;

pub use articles::disk_changed;
pub use correct::rules_kept;
pub use counting::Digits;
pub use finding::HIT;
pub use hand::{piped, told};
pub(super) use incoming::long_date;
pub use incoming::{annotated, found, listed, opened, reconfigured, resize};
pub use library::{answered, asks, known_of, leaving};
pub use mouse::{Mouse, mouse};
pub use themes::{theme_kept, themes, tried};

use std::time::Instant;

use super::Pane;
use super::dim::Dim;
use super::effect::Effect;
use super::geometry::Room;
use super::overlay::{Letter, MenuKind, Overlay};
use super::select::Unit;
use super::state::State;
use crate::command::{Action, Context, Group, Key, Keymap, Resolution};
use crate::library::session::Kept;

/// Begins: asks for the first article.
pub fn start(state: &mut State) -> Vec<Effect> {
    if state.catalogue.ready {
        library::begin(state);
    }
    if state.list.items.is_empty() { Vec::new() } else { articles::preview(state, 0) }
}

/// Takes up what earlier sessions kept.
pub fn recall(state: &mut State, kept: Kept) {
    state.search.history = state.session.recall(kept);
}

/// What is to be kept for later sessions, if it changed since this was asked last.
pub fn to_keep(state: &mut State) -> Option<Kept> {
    state.session.to_keep(state.reader.as_mut(), &state.search.history)
}

/// A key was typed.
pub fn key(state: &mut State, keymap: &Keymap, key: Key) -> Vec<Effect> {
    key_at(state, keymap, key, Instant::now())
}

/// A key was typed at a moment.
pub fn key_at(state: &mut State, keymap: &Keymap, key: Key, now: Instant) -> Vec<Effect> {
    state.notices.message = None;
    if state.screen.geometry.room == Room::TooSmall {
        return unseen(keymap, key);
    }
    if let Some(effects) = letter(state, key) {
        panes::follow(state);
        return effects;
    }
    let context = context(state);
    if counting::digit(state, keymap, context, key, now) {
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
            let count = counting::count_for(state, action, now);
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

/// What a key does while the window is too small to show anything: nothing that would be done unseen.
fn unseen(keymap: &Keymap, key: Key) -> Vec<Effect> {
    match keymap.resolve(Context::Global, &[key]) {
        Resolution::Action(Action::Quit | Action::Back) => vec![Effect::Quit],
        Resolution::Action(Action::Suspend) => vec![Effect::Suspend],
        Resolution::Action(Action::Redraw) => vec![Effect::Redraw],
        _ => Vec::new(),
    }
}

/// Takes the key where a letter is waited for, whatever the key is bound to.
fn letter(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    match state.overlay {
        Overlay::Letter(what) => Some(jumps::letter(state, what, key)),
        Overlay::Hints(_) => {
            hints::typed(state, key);
            Some(Vec::new())
        }
        _ => None,
    }
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
        (Overlay::Prompt(_) | Overlay::Find(_), _) => Context::Prompt,
        (Overlay::Menu(menu), _) if menu.kind == MenuKind::Picker => Context::Prompt,
        (Overlay::Menu(_) | Overlay::Letter(_) | Overlay::Hints(_), _) => Context::Popup,
        (Overlay::None, Pane::List) => Context::List,
        (Overlay::None, Pane::Article) if state.reader.as_ref().is_some_and(|r| r.selection.is_some()) => {
            Context::Select
        }
        (Overlay::None, Pane::Article) => Context::Article,
        (Overlay::None, Pane::Entities) => Context::Entities,
        (Overlay::None, Pane::Quotes) => Context::Quotes,
    }
}

/// Does an action, `count` times where that means something.
pub fn act(state: &mut State, keymap: &Keymap, action: Action, count: Option<usize>) -> Vec<Effect> {
    let times = count.unwrap_or(1).clamp(1, counting::MOST) as isize;
    let selecting = context(state) == Context::Select;
    if selecting && select::act(state, action, times) {
        return Vec::new();
    }
    let effects = match &state.overlay {
        Overlay::Prompt(_) => prompt::act(state, keymap, action),
        Overlay::Menu(menu) if menu.kind == MenuKind::Picker => overlay::picker(state, keymap, action),
        Overlay::Menu(_) => overlay::menu(state, keymap, action, times),
        Overlay::Find(_) => finding::act(state, action),
        Overlay::Letter(_) | Overlay::Hints(_) => Vec::new(),
        Overlay::None => pane_action(state, keymap, action, count, times),
    };
    let found =
        action == Action::PromptAccept && state.reader.as_ref().is_some_and(|r| r.selection.is_some());
    if found || selecting && selects(action) {
        select::follow(state);
    }
    panes::follow(state);
    effects
}

/// Whether a selection reaches to where an action of the article leads.
fn selects(action: Action) -> bool {
    action.group() == Group::Move || matches!(action, Action::SearchNext | Action::SearchPrev)
}

/// Does an action with no overlay above the panes: one that asks for effects, or one that only changes the state.
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
        | A::Bottom => panes::travel(state, action, times),
        A::NextArticle => articles::step(state, times),
        A::PrevArticle => articles::step(state, -times),
        A::NextUnread => articles::next_unread(state),
        A::Reload => articles::reload(state),
        A::Open if state.screen.focus != Pane::Entities => panes::open(state),
        A::Back => panes::back(state),
        A::OpenSource => hand::open_source(state),
        A::OpenLink => hand::open_link(state),
        A::Copy => hand::copy(state, false),
        A::CopyCitation => hand::copy(state, true),
        A::Quit => vec![Effect::Quit],
        A::Suspend => vec![Effect::Suspend],
        A::Redraw => vec![Effect::Redraw],
        A::PickTheme => vec![Effect::Themes],
        A::ToggleMouse => vec![Effect::ToggleMouse],
        A::JumpBack => jumps::go(state, false, times),
        A::JumpForward => jumps::go(state, true, times),
        _ if action.group() == Group::Correct => correct::act(state, keymap, action, times),
        _ => {
            quiet_action(state, keymap, action, count, times);
            Vec::new()
        }
    }
}

/// Does an action that asks for nothing outside the state.
fn quiet_action(state: &mut State, keymap: &Keymap, action: Action, count: Option<usize>, times: isize) {
    use Action as A;
    match action {
        A::Open => overlay::show(state, keymap, A::EntityCard),
        A::SelectText => select::begin(state, Unit::Characters),
        A::SelectParagraphs => select::begin(state, Unit::Paragraphs),
        A::Pipe => hand::ask_pipe(state),
        A::SetMark => jumps::ask(state, Letter::SetMark),
        A::GoToMark => jumps::ask(state, Letter::GoToMark),
        A::Hints => hints::show(state),
        A::Star => articles::star(state),
        A::Later => articles::later(state),
        A::FocusSkim => dim::toggle(state, Dim::Skim),
        A::FocusQuotes => dim::toggle(state, Dim::Quotes),
        A::FocusEntity => dim::toggle(state, Dim::Entity),
        A::FocusNew | A::TagArticle => library::act(state, action),
        _ if action.group() == Group::Library => library::act(state, action),
        A::ToggleRead => articles::toggle_read(state),
        A::FocusNextPane => panes::focus_by(state, times),
        A::FocusPrevPane => panes::focus_by(state, -times),
        A::FocusList => panes::focus(state, Pane::List),
        A::FocusArticle => panes::focus(state, Pane::Article),
        A::FocusEntities => panes::focus(state, Pane::Entities),
        A::FocusQuotesPane => panes::focus(state, Pane::Quotes),
        A::CycleKind | A::CycleOrder | A::CycleSource | A::OnlySpeaker | A::FilterList => {
            sieve::act(state, action);
        }
        A::ToggleList | A::ToggleEntities | A::ToggleQuotes | A::Zen | A::Wider | A::Narrower => {
            panes::rearrange(state, action, times);
        }
        A::Columns => panes::columns(state),
        A::Search => prompt::ask_search(state, false),
        A::SearchBackward => prompt::ask_search(state, true),
        A::Outline
        | A::Help
        | A::ShowProblems
        | A::ShowInfo
        | A::Palette
        | A::Pick
        | A::EntityCard
        | A::Preview => overlay::show(state, keymap, action),
        A::Cancel => panes::cancel(state),
        A::SearchClear => panes::clear_search(state),
        A::NextEntity | A::PrevEntity if state.screen.focus == Pane::Entities => {
            panes::choose(state);
            motion::act(state, action, count, times);
        }
        _ => motion::act(state, action, count, times),
    }
}
