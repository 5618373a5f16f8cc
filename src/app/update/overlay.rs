//! The prompt of a search, and the popups.

use crate::app::effect::Effect;
use crate::app::panes::Cursor;
use crate::app::popup::{Overlay, Popup, PopupKind, Prompt};
use crate::app::search::{Hits, MOST, Query};
use crate::app::state::State;
use crate::command::action::Action;

/// Opens the prompt of a search.
pub(super) fn ask(state: &mut State, backward: bool) {
    if let Some(reader) = state.reader.as_mut() {
        reader.note_jump();
        state.overlay = Overlay::Prompt(Prompt::search(backward));
    }
}

/// Types a character into the prompt.
pub(super) fn insert(state: &mut State, c: char) {
    if let Overlay::Prompt(prompt) = &mut state.overlay {
        prompt.text.insert(prompt.at, c);
        prompt.at += c.len_utf8();
        typed(state);
    }
}

/// Does an action in the prompt.
pub(super) fn prompt(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::PromptAccept => accept(state),
        Action::PromptCancel => abandon(state),
        Action::PromptPrev => history(state, 1),
        Action::PromptNext => history(state, -1),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        _ => {
            let Overlay::Prompt(prompt) = &mut state.overlay else { return Vec::new() };
            if edit(prompt, action) {
                typed(state);
            }
        }
    }
    Vec::new()
}

/// Edits the line; whether its text changed. Deleting in an empty line leaves the prompt.
fn edit(prompt: &mut Prompt, action: Action) -> bool {
    let before = |text: &str, at: usize| text[..at].char_indices().next_back().map_or(0, |(i, _)| i);
    let after = |text: &str, at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let at = prompt.at;
    match action {
        Action::PromptLeft => prompt.at = before(&prompt.text, at),
        Action::PromptRight => prompt.at = after(&prompt.text, at),
        Action::PromptStart => prompt.at = 0,
        Action::PromptEnd => prompt.at = prompt.text.len(),
        Action::PromptBackspace => {
            prompt.at = before(&prompt.text, at);
            prompt.text.replace_range(prompt.at..at, "");
        }
        Action::PromptDelete => prompt.text.replace_range(at..after(&prompt.text, at), ""),
        Action::PromptDeleteWord => {
            let trimmed = prompt.text[..at].trim_end();
            prompt.at = trimmed.rfind(char::is_whitespace).map_or(0, |i| i + 1);
            prompt.text.replace_range(prompt.at..at, "");
        }
        Action::PromptClear => {
            prompt.text.replace_range(..at, "");
            prompt.at = 0;
        }
        _ => {}
    }
    !matches!(action, Action::PromptLeft | Action::PromptRight | Action::PromptStart | Action::PromptEnd)
}

/// The text of the prompt changed: searches at once, from where the search began.
fn typed(state: &mut State) {
    let Overlay::Prompt(prompt) = &state.overlay else { return };
    state.search.query = match prompt.text.is_empty() {
        true => None,
        false => Query::new(&prompt.text, prompt.backward).ok(),
    };
    if let Some(reader) = state.reader.as_mut() {
        reader.return_to_jump();
    }
    find(state);
    if state.search.query.is_some() {
        super::motion::hit(state, 1);
    }
}

/// Finds the search in the open article.
pub(super) fn find(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    let spans = state.search.query.as_ref().map(|q| q.find(&reader.article.document.text));
    reader.hits = Hits { spans: spans.unwrap_or_default(), current: None };
    if reader.hits.spans.len() == MOST {
        state.say(format!("more than {MOST} matches; the first {MOST} are shown"));
    }
}

fn accept(state: &mut State) {
    let Overlay::Prompt(prompt) = std::mem::take(&mut state.overlay) else { return };
    if prompt.text.is_empty() {
        let last = state.search.history.last().cloned();
        state.search.query = last.and_then(|l| Query::new(&l, prompt.backward).ok());
        find(state);
        super::motion::hit(state, 1);
        return;
    }
    state.search.history.retain(|h| *h != prompt.text);
    state.search.history.push(prompt.text);
    let count = state.reader.as_ref().map_or(0, |r| r.hits.spans.len());
    if count == 0 {
        super::motion::hit(state, 1);
    }
}

fn abandon(state: &mut State) {
    state.overlay = Overlay::None;
    state.search.query = None;
    if let Some(reader) = state.reader.as_mut() {
        reader.hits = Hits::default();
        reader.target = None;
        reader.jump_back();
    }
}

/// Shows an earlier (`by` 1) or later search in the prompt.
fn history(state: &mut State, by: isize) {
    let Overlay::Prompt(prompt) = &mut state.overlay else { return };
    let entries = &state.search.history;
    let at = prompt.history.map_or(-1, |h| h as isize) + by;
    prompt.history = usize::try_from(at).ok().filter(|&h| h < entries.len()).or(prompt.history);
    if at < 0 {
        prompt.history = None;
        prompt.put(String::new());
    } else if let Some(h) = prompt.history {
        prompt.put(entries[entries.len() - 1 - h].clone());
    }
    typed(state);
}

/// Opens a popup.
pub(super) fn show(state: &mut State, action: Action) {
    let kind = match action {
        Action::Outline => PopupKind::Outline,
        Action::ShowProblems => PopupKind::Problems,
        Action::ShowInfo => PopupKind::Info,
        _ => PopupKind::Help,
    };
    let mut cursor = Cursor::default();
    if kind == PopupKind::Outline {
        let Some(reader) = &state.reader else { return };
        if reader.document().sections.iter().all(|s| s.heading.is_none()) {
            state.say("this article has no headings");
            return;
        }
        cursor.at = reader.section();
    }
    state.overlay = Overlay::Popup(Popup { kind, cursor });
}

/// Does an action in a popup.
pub(super) fn popup(state: &mut State, action: Action, times: isize) -> Vec<Effect> {
    let page = (state.screen.height / 2).max(1) as isize;
    match action {
        Action::LineDown => scroll(state, times),
        Action::LineUp => scroll(state, -times),
        Action::PageDown | Action::HalfPageDown => scroll(state, page),
        Action::PageUp | Action::HalfPageUp => scroll(state, -page),
        Action::Top => scroll(state, isize::MIN / 2),
        Action::Bottom => scroll(state, isize::MAX / 2),
        Action::Open => open(state),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
        Action::Back
        | Action::Cancel
        | Action::Help
        | Action::Outline
        | Action::ShowProblems
        | Action::ShowInfo => {
            state.overlay = Overlay::None;
        }
        _ => {}
    }
    Vec::new()
}

fn scroll(state: &mut State, by: isize) {
    let sections = state.reader.as_ref().map_or(0, |r| r.document().sections.len());
    let Overlay::Popup(popup) = &mut state.overlay else { return };
    match popup.kind {
        PopupKind::Outline => popup.cursor.move_by(by, sections),
        // How long the page is depends on its drawing, which holds the scroll to its end.
        _ => popup.cursor.top = popup.cursor.top.saturating_add_signed(by).min(10_000),
    }
}

fn open(state: &mut State) {
    let Overlay::Popup(popup) = std::mem::take(&mut state.overlay) else { return };
    let Some(reader) = state.reader.as_mut() else { return };
    if popup.kind != PopupKind::Outline {
        return;
    }
    let section = reader.document().sections.get(popup.cursor.at).copied();
    if let Some(section) = section {
        match section.heading {
            Some(heading) => {
                reader.note_jump();
                reader.go_to_line(heading.start as usize);
            }
            None => reader.go_top(),
        }
        super::panes::focus(state, crate::app::Pane::Article);
    }
}
