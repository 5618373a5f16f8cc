//! Corrections: chosen, made, taken back, and their answers from the rules file.

use std::sync::Arc;

use super::{library, overlay, panes};
use crate::annotate::rules::{self, Correction, Edit, Rule};
use crate::annotate::{Annotations, EntityId, Quote, QuoteKind};
use crate::app::effect::Effect;
use crate::app::overlay::{Menu, Overlay, Prompt, Purpose};
use crate::app::rulebook::describe;
use crate::app::state::State;
use crate::app::{Pane, candidates};
use crate::command::{Action, Keymap};
use crate::library::rules::RulesFile;

/// Begins or makes the correction of an action.
pub(super) fn act(state: &mut State, keymap: &Keymap, action: Action, times: isize) -> Vec<Effect> {
    match action {
        Action::Undo if library::undo(state, true) => Vec::new(),
        Action::Redo if library::undo(state, false) => Vec::new(),
        Action::Undo => step(state, times, true),
        Action::Redo => step(state, times, false),
        Action::CorrectEverywhere => widen(state),
        Action::RejectEntity if at_quote(state) => quote(state, keymap, Action::RejectQuote),
        Action::SplitEntity if at_quote(state) => quote(state, keymap, Action::MarkScare),
        Action::RejectQuote | Action::SetSpeaker | Action::MarkScare | Action::MarkSpeech => {
            quote(state, keymap, action)
        }
        _ => entity(state, keymap, action),
    }
}

/// Whether the last jump in the text went to a quote: there the keys of quotes and entities mean the quote.
fn at_quote(state: &State) -> bool {
    let target = state.reader.as_ref().and_then(|r| Some((r, r.target?)));
    matches!(state.screen.focus, Pane::Article | Pane::List)
        && target.is_some_and(|(r, target)| r.annotations().quotes.iter().any(|q| q.span == target))
}

fn entity(state: &mut State, keymap: &Keymap, action: Action) -> Vec<Effect> {
    let chosen = overlay::chosen_entity(state);
    let (Some(reader), Some(id)) = (&state.reader, chosen) else {
        state.say("no entity is chosen; e goes to one");
        return Vec::new();
    };
    let annotations = reader.annotations();
    let Some(entity) = annotations.entity(id) else { return Vec::new() };
    let name = entity.name.clone();
    let menu = match action {
        Action::RejectEntity => return make(state, keymap, Correction::Reject { name }),
        Action::RenameEntity => {
            let prompt = Prompt::new(Purpose::Rename(name.clone()), name);
            state.overlay = Overlay::Prompt(prompt);
            return Vec::new();
        }
        Action::RetypeEntity => Some(candidates::kinds(entity)),
        Action::MergeEntity => candidates::same_as(annotations, id),
        _ => candidates::forms(&reader.document().text, annotations, id),
    };
    let nothing = match action {
        Action::MergeEntity => "there is nothing else that it could be".to_string(),
        _ => format!("{name} is written in one way only; there is nothing to split"),
    };
    open(state, menu, &nothing);
    Vec::new()
}

fn open(state: &mut State, menu: Option<Menu>, nothing: &str) {
    match menu {
        Some(menu) => state.overlay = Overlay::Menu(menu),
        None => state.say(nothing),
    }
}

/// A form was chosen that is not the entity's: whose is it?
pub(super) fn ask_owner(state: &mut State, id: EntityId, form: &str) {
    let menu = state.reader.as_ref().and_then(|r| candidates::owners(r.annotations(), id, form));
    open(state, menu, "this entity is gone");
}

fn quote(state: &mut State, keymap: &Keymap, action: Action) -> Vec<Effect> {
    let Some((quote, words)) = chosen_quote(state) else {
        state.say("no quote is chosen; c goes to one");
        return Vec::new();
    };
    let correction = match action {
        Action::RejectQuote => Correction::Unquote { quote: words },
        Action::MarkScare | Action::MarkSpeech if quote.kind == QuoteKind::Indirect => {
            state.say("this is reported without marks: x x rejects it");
            return Vec::new();
        }
        Action::MarkScare => Correction::Scare { quote: words },
        Action::MarkSpeech => Correction::Speech { quote: words },
        _ => {
            let menu = state.reader.as_ref().map(|r| candidates::speakers(r.annotations(), &quote, &words));
            open(state, menu, "no article is open");
            return Vec::new();
        }
    };
    make(state, keymap, correction)
}

/// The quote under the pane's cursor, else the one at the last jump, with the words by which a rule knows it.
fn chosen_quote(state: &State) -> Option<(Quote, String)> {
    let reader = state.reader.as_ref()?;
    let quotes = &reader.annotations().quotes;
    let at_target = || reader.target.and_then(|t| quotes.iter().rfind(|q| q.span.covers(t)));
    let quote = match state.screen.focus {
        Pane::Quotes => state.quotes.selected().and_then(|q| quotes.get(q)),
        _ => at_target(),
    }?;
    let words = rules::first_words(&reader.document().text, quotes, quote)?;
    Some((quote.clone(), words))
}

/// A prompt was answered.
pub(super) fn answer(state: &mut State, keymap: &Keymap, purpose: Purpose, text: &str) -> Vec<Effect> {
    let to = text.trim().to_string();
    if to.is_empty() {
        return Vec::new();
    }
    match purpose {
        Purpose::Rename(name) if name == to => Vec::new(),
        Purpose::Rename(name) => make(state, keymap, Correction::Rename { name, to }),
        Purpose::Speaker(quote) => make(state, keymap, Correction::Speaker { quote, name: Some(to) }),
        Purpose::Split { form, from } => make(state, keymap, Correction::Split { form, from, to: Some(to) }),
        _ => Vec::new(),
    }
}

/// Makes a correction in the open article.
pub(super) fn make(state: &mut State, keymap: &Keymap, correction: Correction) -> Vec<Effect> {
    let Some(article) = here(state) else { return Vec::new() };
    let rule = Rule { correction, article: Some(article) };
    let said = describe(&rule, rule.article.as_deref());
    if !alters(state, &rule) {
        state.say(format!("already so: {said}"));
        return Vec::new();
    }
    let effects = change(state, Edit::adding(rule));
    let key = |action, what: &str| {
        let keys = keymap.bindings().find(|b| b.action == action).map(|b| b.keys.to_string());
        keys.map(|k| format!(" · {k} {what}")).unwrap_or_default()
    };
    let undo = key(Action::Undo, "takes it back");
    state.say(format!("{said}{}{undo}", key(Action::CorrectEverywhere, "for all articles")));
    effects
}

/// Whether a rule alters anything in the open article; one that does not is not worth keeping.
fn alters(state: &State, rule: &Rule) -> bool {
    let Some(reader) = &state.reader else { return false };
    let mut rules = state.rulebook.rules.clone();
    rules.push(rule.clone());
    let found = Annotations::clone(&reader.found);
    let after = rules::apply(&rules, &reader.article.source.name(), &reader.article.document, found);
    after != *reader.article.annotations
}

fn change(state: &mut State, edit: Edit) -> Vec<Effect> {
    state.rulebook.change(edit.clone());
    refresh(state, stays(&edit));
    vec![Effect::Rules(edit)]
}

/// The last correction holds in all articles, or again only in the one it was made in.
fn widen(state: &mut State) -> Vec<Effect> {
    let last = state.rulebook.last().and_then(|e| Some((e.add.last()?.clone(), e.out.last().cloned())));
    let Some((rule, before)) = last else {
        state.say("nothing was corrected yet");
        return Vec::new();
    };
    let article = match &rule.article {
        Some(_) => None,
        None => before.and_then(|b| b.article).or_else(|| here(state)),
    };
    let changed = Rule { correction: rule.correction.clone(), article };
    let said = describe(&changed, here(state).as_deref());
    let effects = change(state, Edit { out: vec![rule], add: vec![changed] });
    state.say(said);
    effects
}

/// The open article's name, as rules have it.
fn here(state: &State) -> Option<String> {
    state.reader.as_ref().map(|r| r.article.source.name())
}

/// Takes changes back, or makes them again.
fn step(state: &mut State, times: isize, back: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    for _ in 0..times {
        let edit = if back { state.rulebook.undo() } else { state.rulebook.redo() };
        let Some(edit) = edit else { break };
        let rule = edit.add.last().map(|r| describe(r, here(state).as_deref())).unwrap_or_default();
        let made = if back { edit.inverse() } else { edit };
        refresh(state, stays(&made));
        effects.push(Effect::Rules(made));
        state.say(format!("{}: {rule}", if back { "taken back" } else { "made again" }));
    }
    if effects.is_empty() {
        state.say(if back { "nothing to take back" } else { "nothing to make again" });
    }
    effects
}

/// The rules file was changed or read.
pub fn rules_kept(state: &mut State, result: Result<RulesFile, String>) {
    match result {
        Ok(file) => {
            if state.rulebook.answered(Some(file)) {
                refresh(state, false);
            }
        }
        Err(reason) => {
            state.rulebook.answered(None);
            state.say_error(format!("the correction is not kept: {reason}"));
        }
    }
}

/// Whether the cursor keeps to its row: what it was on has gone, or has moved to another group.
fn stays(edit: &Edit) -> bool {
    edit.add.iter().chain(&edit.out).any(|rule| {
        matches!(
            rule.correction,
            Correction::Reject { .. } | Correction::Merge { .. } | Correction::Retype { .. }
        )
    })
}

/// Applies the rules anew to what the engine found in the open article. The text and the panes stay where they are.
pub(super) fn refresh(state: &mut State, stay: bool) {
    let Some(reader) = state.reader.as_mut() else { return };
    let before = Arc::clone(&reader.article.annotations);
    let name = reader.article.source.name();
    let rules = &state.rulebook.rules;
    let after = match rules.rules().next() {
        None => Arc::clone(&reader.found),
        Some(_) => {
            let found = Annotations::clone(&reader.found);
            Arc::new(rules::apply(rules, &name, &reader.article.document, found))
        }
    };
    reader.chosen = reader.chosen.and_then(|id| now(&before, &after, id));
    reader.article.annotations = after;
    let after = &reader.article.annotations;
    let follow = state.entities.selected().filter(|_| !stay).and_then(|id| now(&before, after, id));
    state.entities.refill(after, follow);
    let quote = state.quotes.selected().and_then(|q| before.quotes.get(q)).map(|q| q.span);
    state.quotes.refill(&reader.article.document, after, quote);
    if state.screen.focus == Pane::Entities {
        reader.chosen = state.entities.selected();
    }
    panes::reveal(state);
}

/// The entity that one has become: that of its name where there still is one, else that of its first mention.
fn now(before: &Annotations, after: &Annotations, id: EntityId) -> Option<EntityId> {
    let entity = before.entity(id)?;
    let mut spans = entity.mentions.iter().filter_map(|&m| before.mentions.get(m as usize)).map(|m| m.span);
    let at_mention = spans.find_map(|span| {
        let at = after.mentions.binary_search_by_key(&span.start, |m| m.span.start).ok()?;
        after.mentions.get(at).map(|m| m.entity)
    });
    let same = |id: &EntityId| after.entity(*id).is_some_and(|e| e.name == entity.name);
    let by_name =
        || (0..).zip(&after.entities).find(|(_, e)| e.name == entity.name).map(|(i, _)| EntityId(i));
    at_mention.filter(same).or_else(by_name).or(at_mention)
}

#[cfg(test)]
mod tests;
