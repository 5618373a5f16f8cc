//! Hints: shown, typed, followed.

use super::panes;
use crate::app::Pane;
use crate::app::hints::{Goal, Hint, Hints};
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::command::Key;

/// Puts letters on what is in view.
pub(super) fn show(state: &mut State) {
    let Some(reader) = &state.reader else {
        state.say("no article is open");
        return;
    };
    let hints = Hints::of(reader);
    if hints.all.is_empty() {
        state.say("no link, entity or quote begins in view");
        return;
    }
    panes::focus(state, Pane::Article);
    state.overlay = Overlay::Hints(hints);
}

/// A key was typed while letters are shown: follows the hint when it is clear which; any other key leaves them.
pub(super) fn typed(state: &mut State, key: Key) {
    let Overlay::Hints(mut hints) = std::mem::take(&mut state.overlay) else { return };
    let Some(c) = key.text() else { return };
    hints.typed.push(c);
    let open: Vec<&Hint> = hints.open().collect();
    match open.as_slice() {
        [] => state.say(format!("no hint is called {}", hints.typed)),
        [hint] if hint.label == hints.typed => {
            let hint = (*hint).clone();
            follow(state, hint);
        }
        _ => state.overlay = Overlay::Hints(hints),
    }
}

fn follow(state: &mut State, hint: Hint) {
    let Some(reader) = state.reader.as_mut() else { return };
    reader.note_jump();
    match hint.goal {
        Goal::Link(target) => {
            reader.go_to(hint.span);
            state.say(format!("O opens {target}"));
        }
        Goal::Entity(id) => {
            reader.chosen = Some(id);
            reader.go_to(hint.span);
            let name = reader.annotations().entity(id).map_or(String::new(), |e| e.name.clone());
            state.say(format!("{name}: e goes on, I shows its card"));
        }
        Goal::Quote(index) => {
            reader.go_to(hint.span);
            state.quotes.select(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::Effect;
    use crate::app::fixture::Desk;
    use crate::app::overlay::Overlay;

    const TEXT: &str =
        "Zie [de site](https://b.nl/x) van Anna Jansen. \"We wachten al jaren\", zei Jansen dinsdag.\n";

    #[test]
    fn a_letter_goes_to_a_link_a_name_or_a_quote() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("f a");
        assert_eq!(desk.said(), "O opens https://b.nl/x");
        assert_eq!(desk.keys("O"), [Effect::Visit("https://b.nl/x".into())]);
        desk.keys("f s");
        assert!(desk.said().starts_with("Anna Jansen"), "{}", desk.said());
        desk.keys("f d");
        let quote = desk.reader().annotations().quotes[0].span;
        assert_eq!(desk.reader().target, Some(quote));
    }

    #[test]
    fn a_look_closer_leaves_the_place() {
        let mut desk = Desk::new(&[TEXT]);
        let title = |desk: &Desk| match &desk.state.overlay {
            Overlay::Menu(menu) => menu.title.clone(),
            other => format!("{other:?}"),
        };
        desk.keys("i");
        assert_eq!((title(&desk), desk.reader().eye), ("Anna Jansen · person".into(), 0));
        desk.keys("i f d i");
        assert_eq!(title(&desk), "Quote");
        desk.keys("i f a i");
        assert_eq!(title(&desk), "Link");
        desk.keys("i s");
        assert!(desk.state.list.items.get(0).is_some_and(|i| i.starred));
    }

    #[test]
    fn in_the_entities_pane_the_arrows_go_along_the_strip() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("3 g right");
        let first = desk.reader().target.expect("a mention");
        desk.keys("right");
        let second = desk.reader().target.expect("a mention");
        assert!(second.start > first.start, "{first:?} {second:?}");
        desk.keys("left");
        assert_eq!(
            (desk.reader().target, desk.state.screen.focus),
            (Some(first), crate::app::Pane::Entities)
        );
    }

    #[test]
    fn another_key_leaves_the_letters_and_does_nothing_else() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("f esc");
        assert!(matches!(desk.state.overlay, Overlay::None));
        desk.keys("f Q");
        assert_eq!(desk.said(), "no hint is called Q");
    }
}
