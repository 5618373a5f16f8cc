//! What is kept about articles is changed: tags, all that is listed at once, and back.

use super::super::articles;
use crate::app::overlay::{Errand, Menu, MenuKind, Overlay, Prompt, Purpose, Row, Target, Tone};
use crate::app::state::State;
use crate::library::shelf::{Ask, Mark, Which, tag_changes};
use crate::library::store::Change;
use crate::library::store::state::{LATER, READ, STARRED, clean_tag};

/// What can be done with all that is listed.
pub(super) fn bulk(state: &State) -> Menu {
    let (count, all) = (state.list.items.len(), !state.catalogue.is_partial());
    let title = if all { format!("All {count} articles") } else { format!("The {count} articles listed") };
    let row = |left: &str, changes: Vec<Change>, called: &str| {
        let errand = Errand::Mark(changes, called.to_string());
        Row::choice(left, "", Tone::Plain, Target::Library(errand))
    };
    let flag = |left, flag, set, called| row(left, vec![Change::Flag(flag, set)], called);
    let rows = vec![
        flag("mark as read", READ, true, "marked as read"),
        flag("mark as unread", READ, false, "marked as unread"),
        flag("star", STARRED, true, "starred"),
        flag("take the star away", STARRED, false, "unstarred"),
        flag("put off", LATER, true, "put off"),
        flag("no longer put off", LATER, false, "no longer put off"),
        Row::choice("tag…", "", Tone::Plain, Target::Ask(Purpose::TagListed)),
    ];
    Menu::new(MenuKind::Choice, title, rows)
}

/// Changes all that is listed.
pub(super) fn mark_listed(state: &mut State, changes: Vec<Change>, called: String) {
    let corrections = state.rulebook.made();
    state.catalogue.send(Mark { which: Which::Listed, changes, called: Some(called) }, corrections);
}

pub(super) fn ask_tags(state: &mut State) {
    let place = articles::chosen(state);
    let Some(item) = state.list.items.get(place) else { return state.say("no article is chosen") };
    let tags: String = item.tags.iter().map(|t| format!("{t} ")).collect();
    state.overlay = Overlay::Prompt(Prompt::new(Purpose::Tag, tags));
}

/// Tags were typed for an article: those in the line are its tags from now on.
pub(in crate::app::update) fn tag(state: &mut State, line: &str) {
    let place = articles::chosen(state);
    let Some(item) = state.list.items.get_mut(place) else { return };
    let wanted: Vec<String> = tag_changes(line)
        .into_iter()
        .filter_map(|c| match c {
            Change::Tag(tag) => Some(clean_tag(&tag)),
            _ => None,
        })
        .collect();
    let gone = item.tags.iter().filter(|t| !wanted.contains(t)).cloned().map(Change::Untag);
    let come = wanted.iter().filter(|t| !item.tags.contains(t)).cloned().map(Change::Tag);
    let changes: Vec<Change> = gone.chain(come).collect();
    if changes.is_empty() {
        return;
    }
    let path = item.source.path.clone();
    item.tags = wanted;
    item.tags.sort();
    let said = if item.tags.is_empty() { "no tags".into() } else { format!("tags: {}", item.tags.join(" ")) };
    let corrections = state.rulebook.made();
    state.catalogue.mark(&path, changes, Some("tags changed"), corrections);
    state.say(said);
}

/// Tags were typed for all that is listed.
pub(in crate::app::update) fn tag_listed(state: &mut State, line: &str) {
    let changes = tag_changes(line);
    if !changes.is_empty() {
        mark_listed(state, changes, "tagged anew".to_string());
    }
}

/// Whether undoing takes a change of state back, and not a correction: the one that was made last.
pub(in crate::app::update) fn undo(state: &mut State, back: bool) -> bool {
    let made = if back { state.rulebook.made() } else { state.rulebook.unmade() };
    let steps = &mut state.catalogue.steps;
    let (from, to) = if back { (&mut steps.0, &mut steps.1) } else { (&mut steps.1, &mut steps.0) };
    if from.last().is_none_or(|corrections| *corrections < made && back) {
        return false;
    }
    let step = from.pop().unwrap_or(0);
    to.push(step);
    state.catalogue.outbox.push(if back { Ask::Undo } else { Ask::Redo });
    true
}
