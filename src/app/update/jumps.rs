//! Going back and forward over all articles, and to marks.

use super::{articles, panes};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::jumps::{Mark, Stop};
use crate::app::overlay::{Letter, Overlay};
use crate::app::relocate::words_at;
use crate::app::state::State;
use crate::command::Key;
use crate::library::shelf::Ask;

/// Back to where a jump was made from, or forward again.
pub(super) fn go(state: &mut State, forward: bool, times: isize) -> Vec<Effect> {
    let Some(reader) = state.reader.as_mut() else { return Vec::new() };
    let mut here = reader.stop();
    let mut to = None;
    for _ in 0..times {
        let next = if forward { reader.jumps.forward(here.clone()) } else { reader.jumps.back(here.clone()) };
        let Some(next) = next else { break };
        here = next.clone();
        to = Some(next);
    }
    match to {
        Some(stop) => visit(state, stop),
        None => {
            state.say(if forward { "no later place" } else { "no earlier place" });
            Vec::new()
        }
    }
}

/// Shows a place, in whatever article it is.
pub(super) fn visit(state: &mut State, stop: Stop) -> Vec<Effect> {
    if let Some(reader) = state.reader.as_mut().filter(|r| r.article.source.path == stop.path) {
        reader.return_to(stop.place);
        reader.target = None;
        panes::focus(state, Pane::Article);
        return Vec::new();
    }
    let Some(item) = state.list.items.place(&stop.path) else {
        if state.catalogue.ready {
            state.catalogue.going.visiting = Some((stop.path.clone(), stop.place));
            state.catalogue.outbox.push(Ask::Visit(stop.path));
        } else {
            state.say("that article is gone");
        }
        return Vec::new();
    };
    articles::leave(state);
    if let Some(item) = state.list.items.get_mut(item) {
        item.place = stop.place;
    }
    let effects = articles::request(state, item);
    panes::focus(state, Pane::Article);
    effects
}

/// Asks for the letter of a mark.
pub(super) fn ask(state: &mut State, letter: Letter) {
    match state.reader {
        Some(_) => state.overlay = Overlay::Letter(letter),
        None => state.say("no article is open"),
    }
}

/// The letter of a mark was typed.
pub(super) fn letter(state: &mut State, letter: Letter, key: Key) -> Vec<Effect> {
    state.overlay = Overlay::None;
    match (letter, key.text()) {
        (Letter::SetMark, Some(c)) if c.is_alphabetic() => set(state, c),
        (Letter::GoToMark, Some(c)) if c.is_alphabetic() => return to_mark(state, c),
        (Letter::GoToMark, Some('\'' | '`')) => return to_last(state),
        (_, Some(c)) => state.say(format!("{c} is no letter: marks are a to z and A to Z")),
        (_, None) => {}
    }
    Vec::new()
}

fn set(state: &mut State, letter: char) {
    let Some(reader) = state.reader.as_mut() else { return };
    let mut stop = reader.stop();
    if let Some(at) = reader.anchor() {
        stop.place.eye = at;
    }
    let words = words_at(&reader.document().text, stop.place.eye).to_string();
    state.session.marks.set(Mark { letter, stop, words });
    let where_from = if letter.is_uppercase() { "from any article" } else { "in this article" };
    state.say(format!("mark {letter} set; '{letter} comes back here {where_from}"));
}

/// To a mark; the way back is kept.
pub(super) fn to_mark(state: &mut State, letter: char) -> Vec<Effect> {
    let here = state.reader.as_ref().map(|r| r.article.source.path.as_path());
    let Some(stop) = state.session.marks.get(letter, here).map(|m| m.stop.clone()) else {
        state.say(format!("mark {letter} is not set; m{letter} sets it"));
        return Vec::new();
    };
    if let Some(reader) = state.reader.as_mut() {
        reader.note_jump();
    }
    visit(state, stop)
}

/// To where the last jump was made from, so that doing it again comes back.
fn to_last(state: &mut State) -> Vec<Effect> {
    let Some(reader) = state.reader.as_mut() else { return Vec::new() };
    let here = reader.stop();
    match reader.jumps.back(here.clone()) {
        Some(stop) => {
            reader.jumps.note(here);
            visit(state, stop)
        }
        None => {
            state.say("no earlier place");
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::fixture::Desk;

    fn articles() -> [String; 2] {
        let paragraphs = |word: &str| (0..60).map(|i| format!("{word} alinea {i}.\n\n")).collect::<String>();
        [paragraphs("Eerste"), paragraphs("Tweede")]
    }

    #[test]
    fn the_way_back_leads_over_articles() {
        let [one, two] = articles();
        let mut desk = Desk::new(&[&one, &two]);
        desk.keys("2 } } } }");
        desk.keys("J G");
        assert!(desk.reader().document().text.starts_with("Tweede"));
        desk.keys("ctrl-o");
        assert_eq!(desk.at_eye(), "Tweede aline");
        desk.keys("ctrl-o");
        assert!(desk.at_eye().starts_with("Eerste"));
        assert_eq!(&desk.reader().document().text[desk.reader().eye..][..16], "Eerste alinea 4.");
        desk.keys("ctrl-o");
        assert_eq!(desk.said(), "no earlier place");
        desk.keys("alt-o");
        assert_eq!(desk.at_eye(), "Tweede aline");
    }

    #[test]
    fn looking_through_the_list_leaves_no_trace() {
        let [one, two] = articles();
        let mut desk = Desk::new(&[&one, &two, &one]);
        desk.keys("j j enter ctrl-o");
        assert_eq!(desk.said(), "no earlier place");
    }

    #[test]
    fn small_marks_are_the_articles_own_and_capitals_everybodys() {
        let [one, two] = articles();
        let mut desk = Desk::new(&[&one, &two]);
        desk.keys("2 } } m a } } m B J");
        desk.keys("' a");
        assert_eq!(desk.said(), "mark a is not set; ma sets it");
        desk.keys("' B");
        assert_eq!(&desk.reader().document().text[desk.reader().eye..][..16], "Eerste alinea 4.");
        desk.keys("' a");
        assert_eq!(&desk.reader().document().text[desk.reader().eye..][..16], "Eerste alinea 2.");
        desk.keys("' '");
        assert_eq!(&desk.reader().document().text[desk.reader().eye..][..16], "Eerste alinea 4.");
        desk.keys("' '");
        assert_eq!(&desk.reader().document().text[desk.reader().eye..][..16], "Eerste alinea 2.");
        desk.keys("m esc G m 1");
        assert!(desk.said().starts_with("1 is no letter"));
    }
}
