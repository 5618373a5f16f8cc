//! Menus: opened, moved in, chosen from.

use super::{articles, correct, finding, jumps, library, panes, prompt};
use crate::app::effect::Effect;
use crate::app::overlay::{Before, Menu, MenuKind, Overlay, Prompt, Target};
use crate::app::state::State;
use crate::app::{Pane, fold, menus, preview};
use crate::command::{Action, Group, Keymap};

/// Opens the menu of an action.
pub(super) fn show(state: &mut State, keymap: &Keymap, action: Action) {
    let menu = match (action, &state.reader) {
        (Action::Help, _) => Some(menus::help(keymap, state.screen.width)),
        (Action::Palette, _) => Some(menus::palette(keymap)),
        (Action::ShowProblems, _) => Some(menus::problems(state)),
        (Action::Pick, _) => Some(menus::pick(state, keymap)),
        (Action::Outline, Some(reader)) if reader.document().sections.iter().any(|s| s.heading.is_some()) => {
            Some(menus::outline(reader))
        }
        (Action::ShowInfo, Some(reader)) => Some(menus::info(reader)),
        (Action::Preview, _) => preview::page(state, chosen_entity(state)),
        (Action::EntityCard, Some(reader)) => chosen_entity(state).and_then(|id| menus::card(reader, id)),
        _ => None,
    };
    match (menu, action) {
        (Some(mut menu), _) => {
            fold::fold(&mut menu, state.screen.width);
            let live = state.reader.as_mut().filter(|_| action == Action::EntityCard);
            menu.before = live.map(|r| Before { place: r.place(), target: r.target });
            state.overlay = Overlay::Menu(menu);
        }
        (None, Action::Outline) => state.say("this article has no headings"),
        (None, Action::EntityCard) if state.screen.focus == Pane::Quotes => {
            state.say("who said this is not among the entities");
        }
        (None, Action::Preview) => state.say("no entity, quote or link is in view"),
        (None, Action::EntityCard) => state.say("no entity is chosen; e goes to one"),
        _ => state.say("no article is open"),
    }
}

/// The entity meant by an action: under the pane's cursor, or who said the quote there, else at the last jump, else
/// chosen.
pub(super) fn chosen_entity(state: &State) -> Option<crate::annotate::EntityId> {
    let reader = state.reader.as_ref()?;
    match state.screen.focus {
        Pane::Entities => return state.entities.selected(),
        Pane::Quotes => {
            let quote = state.quotes.selected().and_then(|q| reader.annotations().quotes.get(q));
            return quote.and_then(|q| q.speaker.as_ref()).and_then(|s| s.entity);
        }
        Pane::List | Pane::Article => {}
    }
    let at_target = reader.target.and_then(|t| reader.annotations().mentions.iter().find(|m| m.span == t));
    at_target.map(|m| m.entity).or(reader.chosen)
}

/// Does an action in a menu without a line to type in.
pub(super) fn menu(state: &mut State, keymap: &Keymap, action: Action, times: isize) -> Vec<Effect> {
    let page = (state.screen.height / 2).max(1) as isize;
    match action {
        Action::LineDown => move_by(state, times),
        Action::LineUp => move_by(state, -times),
        Action::PageDown | Action::HalfPageDown => move_by(state, page),
        Action::PageUp | Action::HalfPageUp => move_by(state, -page),
        Action::Top => move_by(state, isize::MIN / 2),
        Action::Bottom => move_by(state, isize::MAX / 2),
        Action::Open => return choose(state, keymap),
        Action::Copy => return copy_page(state),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
        Action::Back if !state.catalogue.pages.is_empty() && is_page(state) => {
            let under = state.catalogue.pages.pop();
            state.overlay = under.map_or(Overlay::None, Overlay::Menu);
        }
        Action::Back
        | Action::Cancel
        | Action::Help
        | Action::Outline
        | Action::ShowProblems
        | Action::PickTheme
        | Action::ShowInfo
        | Action::Preview => close(state),
        // Who reads the keys, or a card, and misses something may look for it by its name.
        Action::Palette | Action::Pick => {
            close(state);
            show(state, keymap, action);
        }
        // A card leads on to the pages of the library.
        _ if action.group() == Group::Library => {
            close(state);
            library::act(state, action);
        }
        _ => {}
    }
    Vec::new()
}

/// Takes a menu away that nothing was chosen from; the text is again where it was.
pub(super) fn close(state: &mut State) {
    let Overlay::Menu(menu) = std::mem::take(&mut state.overlay) else { return };
    if let (Some(before), Some(reader)) = (menu.before, state.reader.as_mut()) {
        reader.return_to(before.place);
        reader.target = before.target;
    }
}

/// Copies all that a page says; rows to choose from are no text.
fn copy_page(state: &State) -> Vec<Effect> {
    let Overlay::Menu(menu) = &state.overlay else { return Vec::new() };
    match menu.kind {
        MenuKind::Page => vec![Effect::Copy { text: menu.said(), what: "page" }],
        MenuKind::Choice | MenuKind::Picker => Vec::new(),
    }
}

/// Does an action in a menu that is filtered by typing.
pub(super) fn picker(state: &mut State, keymap: &Keymap, action: Action) -> Vec<Effect> {
    let page = (state.screen.height / 2).max(1) as isize;
    match action {
        Action::PromptNext => move_by(state, 1),
        Action::PromptPrev => move_by(state, -1),
        Action::PromptPageDown => move_by(state, page),
        Action::PromptPageUp => move_by(state, -page),
        Action::PromptCancel => state.overlay = Overlay::None,
        Action::PromptAccept => return choose(state, keymap),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        _ => {
            if let Overlay::Menu(menu) = &mut state.overlay
                && menu.filter.edit(action)
            {
                menu.refilter();
            }
        }
    }
    Vec::new()
}

/// Types a character where something is typed.
pub(super) fn insert(state: &mut State, c: char) {
    match &mut state.overlay {
        Overlay::Prompt(line) => {
            line.input.insert(c);
            prompt::typed(state);
        }
        Overlay::Find(_) => finding::insert(state, c),
        Overlay::Menu(menu) if menu.kind == MenuKind::Picker => {
            menu.filter.insert(c);
            menu.refilter();
        }
        _ => {}
    }
}

fn move_by(state: &mut State, by: isize) {
    // As many rows as the drawing has room for: the window without a margin of three and the frame.
    let room = state.screen.height.saturating_sub(5) as usize;
    if let Overlay::Menu(menu) = &mut state.overlay {
        menu.move_by(by, room);
    }
    if let Overlay::Menu(Menu { before: Some(_), .. }) = state.overlay {
        glance(state);
    }
}

/// Moves the text to where the chosen row leads, as far as the menu leaves it to be seen.
fn glance(state: &mut State) {
    let (Overlay::Menu(menu), Some(reader)) = (&state.overlay, state.reader.as_mut()) else { return };
    if let Some(span) = menu.chosen().and_then(|t| t.span(&reader.article.annotations)) {
        reader.go_to_above(span, menu.most_rows(state.screen.height) as usize);
    }
}

/// Goes where the chosen row leads.
fn choose(state: &mut State, keymap: &Keymap) -> Vec<Effect> {
    let Overlay::Menu(menu) = std::mem::take(&mut state.overlay) else { return Vec::new() };
    let Some(target) = menu.chosen().cloned() else {
        // A page has nothing to choose; Enter closes it. A picker without a match stays.
        if menu.kind == MenuKind::Picker {
            state.overlay = Overlay::Menu(menu);
        }
        return Vec::new();
    };
    if let Target::Library(errand) = target {
        return library::run(state, menu, errand);
    }
    go(state, keymap, &menu, &target)
}

/// Whether what lies over the panes is a page of the library.
fn is_page(state: &State) -> bool {
    let library = |menu: &Menu| menu.rows.iter().any(|r| matches!(r.target, Some(Target::Library(_))));
    matches!(&state.overlay, Overlay::Menu(menu) if library(menu))
}

fn go(state: &mut State, keymap: &Keymap, menu: &Menu, target: &Target) -> Vec<Effect> {
    match target {
        Target::Act(action) => return super::act(state, keymap, *action, None),
        Target::Correct(correction) => return correct::make(state, keymap, correction.clone()),
        Target::Split(id, form) => {
            correct::ask_owner(state, *id, form);
            return Vec::new();
        }
        Target::Ask(purpose) => {
            state.overlay = Overlay::Prompt(Prompt::new(purpose.clone(), &menu.filter.text));
            return Vec::new();
        }
        Target::Mark(letter) => return jumps::to_mark(state, *letter),
        Target::Theme(theme) => return vec![Effect::KeepTheme(*theme)],
        Target::Article(item) => {
            let effects = articles::preview(state, *item);
            panes::focus(state, Pane::Article);
            return effects;
        }
        _ => {}
    }
    let Some(reader) = state.reader.as_mut() else { return Vec::new() };
    match menu.before {
        Some(before) => reader.note_jump_from(before.place),
        None => reader.note_jump(),
    }
    if let Target::Entity(id) = target {
        reader.chosen = Some(*id);
    }
    match (target, target.span(&reader.article.annotations)) {
        (Target::Top, _) => reader.go_top(),
        (Target::Heading(offset), _) => reader.go_to_line(*offset),
        (_, Some(span)) if menu.before.is_some() => {
            reader.go_to_above(span, menu.most_rows(state.screen.height) as usize);
        }
        (_, Some(span)) => reader.go_to(span),
        (_, None) => {}
    }
    panes::focus(state, Pane::Article);
    Vec::new()
}

#[cfg(test)]
mod tests {
    use crate::app::fixture::Desk;
    use crate::app::overlay::Overlay;

    /// An article that names somebody at its beginning, in its middle and at its end.
    fn far_apart() -> String {
        let between =
            (0..40).map(|i| format!("Alinea {i} gaat over het weer van die dag.\n\n")).collect::<String>();
        let named = |what: &str| format!("Daar {what} Anna Jansen aan het woord.\n\n");
        format!(
            "## Begin\n\n{}{between}## Midden\n\n{}{between}{}",
            named("kwam"),
            named("bleef"),
            named("was")
        )
    }

    /// Rows of the screen between the top of the text and the line with the eye.
    fn row(desk: &mut Desk) -> usize {
        let reader = desk.state.reader.as_mut().expect("an article");
        reader.place().row
    }

    #[test]
    fn moving_in_a_card_moves_the_text_above_it() {
        let mut desk = Desk::new(&[&far_apart()]);
        desk.keys("e");
        let (top, target) = (desk.reader().window.top, desk.reader().target);
        desk.keys("I");
        assert_eq!(desk.reader().window.top, top, "a card that has come moves nothing yet");
        desk.keys("j");
        assert!(desk.at_eye().starts_with("Anna Jansen"));
        let reader = desk.reader();
        assert!(reader.window.top > top, "{:?} {top:?} {}", reader.window, reader.eye);
        assert!(reader.section() > 0);
        let Overlay::Menu(card) = &desk.state.overlay else { panic!("no card") };
        let free = desk.state.screen.height - 1 - card.most_rows(desk.state.screen.height);
        assert!(row(&mut desk) < usize::from(free), "{} is under the card", row(&mut desk));
        desk.keys("esc");
        assert_eq!((desk.reader().window.top, desk.reader().target), (top, target));
        assert!(matches!(desk.state.overlay, Overlay::None));
    }

    #[test]
    fn enter_in_a_card_stays_and_the_way_back_leads_to_before_it() {
        let mut desk = Desk::new(&[&far_apart()]);
        desk.keys("e");
        let start = desk.reader().window.top;
        desk.keys("I j j j");
        let (top, eye) = (desk.reader().window.top, desk.reader().eye);
        desk.keys("enter");
        assert_eq!((desk.reader().window.top, desk.reader().eye), (top, eye));
        assert!(top > start);
        desk.keys("ctrl-o");
        assert_eq!(desk.reader().window.top, start);
    }
}
