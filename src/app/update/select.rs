//! Selecting text, by keys and by mouse.

use crate::app::Pane;
use crate::app::reader::Reader;
use crate::app::select::{Selection, Unit, last_character, paragraphs, sentences};
use crate::app::state::State;
use crate::command::Action;

/// Begins to select at the last jump, else at the eye; the same key again leaves it, the other one changes the unit.
pub(super) fn begin(state: &mut State, unit: Unit) {
    if state.reader.is_none() {
        state.say("no article is open");
        return;
    }
    super::panes::focus(state, Pane::Article);
    let Some(reader) = state.reader.as_mut() else { return };
    reader.selection = match reader.selection {
        Some(selection) if selection.unit == unit => None,
        Some(selection) => Some(selection.with(unit)),
        None => {
            let at = reader.anchor().unwrap_or(reader.eye);
            let first = reader.document().blocks.first().map_or(0, |b| b.span.start as usize);
            let at = at.clamp(first, reader.document().text.len());
            Some(Selection::new(at, unit))
        }
    };
    if let Some(selection) = reader.selection {
        reader.show(selection.head);
    }
}

/// Does an action while text is selected; whether it is one of the selection's own.
pub(super) fn act(state: &mut State, action: Action, times: isize) -> bool {
    let Some(reader) = state.reader.as_mut() else { return false };
    let Some(mut selection) = reader.selection else { return false };
    let page = (reader.window.page.lines() as isize / 2).max(1);
    match action {
        Action::SelectLeft => selection.by_characters(&reader.document().text, -times),
        Action::SelectRight => selection.by_characters(&reader.document().text, times),
        Action::SelectWordLeft => selection.by_words(&reader.document().text, -times),
        Action::SelectWordRight => selection.by_words(&reader.document().text, times),
        Action::SelectSwapEnds => selection.swap(),
        Action::LineDown => lines(&mut selection, reader, times),
        Action::LineUp => lines(&mut selection, reader, -times),
        Action::HalfPageDown => lines(&mut selection, reader, times * page),
        Action::HalfPageUp => lines(&mut selection, reader, -times * page),
        Action::PageDown => lines(&mut selection, reader, times * page * 2),
        Action::PageUp => lines(&mut selection, reader, -times * page * 2),
        Action::NextParagraph => by_paragraphs(&mut selection, reader, times),
        Action::PrevParagraph => by_paragraphs(&mut selection, reader, -times),
        Action::NextSentence => by_sentences(&mut selection, reader, times),
        Action::PrevSentence => by_sentences(&mut selection, reader, -times),
        Action::Cancel | Action::Back => {
            reader.selection = None;
            return true;
        }
        _ => return false,
    }
    reader.selection = Some(selection);
    reader.target = None;
    reader.show(selection.head);
    true
}

fn lines(selection: &mut Selection, reader: &mut Reader, by: isize) {
    match selection.unit {
        Unit::Characters => selection.by_lines(reader, by),
        Unit::Paragraphs => by_paragraphs(selection, reader, by),
    }
}

fn by_paragraphs(selection: &mut Selection, reader: &Reader, by: isize) {
    let document = reader.document();
    let spans = paragraphs(document);
    // Whole paragraphs are selected already, so that the first step leads to the next one.
    if let (Unit::Paragraphs, Some(own)) = (selection.unit, spans.iter().find(|s| s.contains(selection.head)))
    {
        selection.put(if by > 0 { last_character(&document.text, *own) } else { own.start as usize });
    }
    selection.by_spans(&document.text, &spans, by);
}

fn by_sentences(selection: &mut Selection, reader: &Reader, by: isize) {
    for _ in 0..by.unsigned_abs() {
        let spans = sentences(reader.document(), selection.head);
        selection.by_spans(&reader.document().text, &spans, by.signum());
    }
}

/// The selection reaches to where a motion of the article went.
pub(super) fn follow(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    let at = reader.anchor().unwrap_or(reader.eye);
    if let Some(selection) = reader.selection.as_mut() {
        selection.put(at);
        reader.eye = at;
    }
}

/// The button went down on the text: a drag would select from here.
pub(super) fn press(state: &mut State, x: u16, y: u16) {
    let at = near(state, x, y);
    if let Some(reader) = state.reader.as_mut() {
        reader.pressed = at;
        reader.selection = None;
    }
}

/// The mouse moves with the button down: everything from where it went down is selected. At the edge the text moves.
pub(super) fn drag(state: &mut State, x: u16, y: u16) {
    let (text, leg) = (state.screen.geometry.text, state.screen.geometry.leg_at(x));
    let last = leg + 1 == state.screen.geometry.legs;
    let Some(reader) = state.reader.as_mut() else { return };
    let Some(pressed) = reader.pressed else { return };
    if leg == 0 && (y < text.y || y == 0) {
        reader.nudge(-1);
    } else if last && y + 1 >= text.y + text.height {
        reader.nudge(1);
    }
    let Some(at) = near(state, x, y) else { return };
    let Some(reader) = state.reader.as_mut() else { return };
    let mut selection = reader.selection.unwrap_or(Selection::new(pressed, Unit::Characters));
    selection.put(at);
    reader.selection = Some(selection);
    reader.target = None;
    reader.eye = at;
}

/// The button is up again.
pub(super) fn release(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    if reader.pressed.take().is_some() && reader.selection.is_some() {
        state.say("selected: y copies, Y copies a citation, | hands it to a program, Esc leaves");
    }
}

/// The character nearest to a cell.
fn near(state: &State, x: u16, y: u16) -> Option<usize> {
    let leg = state.screen.geometry.leg_at(x);
    let column = state.screen.geometry.leg(leg);
    let row = y.saturating_sub(column.y).min(column.height.saturating_sub(1));
    let reader = state.reader.as_ref()?;
    match reader.window.line_at(leg, row as usize) {
        Some(line) => reader.offset_near(line, x.saturating_sub(column.x) as usize),
        // Below the foot of a leg, which a heading has left.
        None => reader.offset_near(reader.window.line_at(leg + 1, 0)?.saturating_sub(1), usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::Effect;
    use crate::app::fixture::Desk;
    use crate::app::update::{Mouse, mouse};

    const TEXT: &str = "De brug is weer open. Dat duurde drie jaar, en niet een zoals was beloofd toen het werk begon \
                        in het voorjaar.\n\nDe tweede alinea is er ook. En dit is het einde.\n";

    fn copied(desk: &mut Desk) -> String {
        match desk.keys("y").into_iter().next() {
            Some(Effect::Copy { text, .. }) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn v_selects_by_characters_words_lines_and_sentences() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("v w l");
        assert_eq!(copied(&mut desk), "De br");
        assert!(desk.reader().selection.is_none(), "copying ends it");
        desk.keys("g v )");
        assert_eq!(copied(&mut desk), "De brug is weer open.");
        desk.keys("g v 3 w h h");
        assert_eq!(copied(&mut desk), "De brug is");
        desk.keys("g v } }");
        assert_eq!(copied(&mut desk), TEXT.trim_end());
        desk.keys("g v w w o l l l");
        assert_eq!(copied(&mut desk), "brug i");
    }

    #[test]
    fn wraps_are_not_copied_and_escape_leaves() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("V");
        assert!(copied(&mut desk).ends_with("het werk begon in het voorjaar."));
        desk.keys("g v j");
        let lines = copied(&mut desk);
        assert!(lines.len() > 40 && !lines.contains('\n'), "{lines:?}");
        desk.keys("g V j");
        assert_eq!(copied(&mut desk), TEXT.trim_end());
        desk.keys("g v l esc");
        assert!(desk.reader().selection.is_none());
    }

    #[test]
    fn a_selection_reaches_to_what_is_searched() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("v / b e l o o f d enter l l l l l l");
        assert!(copied(&mut desk).ends_with("zoals was beloofd"));
    }

    #[test]
    fn the_mouse_selects_by_dragging() {
        let mut desk = Desk::new(&[TEXT]);
        let text = desk.state.screen.geometry.text;
        let row =
            desk.reader().lines().position(|l| matches!(l.content, crate::app::layout::Content::Body { .. }));
        let y = text.y + row.expect("text") as u16;
        for event in [Mouse::Click(text.x + 3, y), Mouse::Drag(text.x + 4, y), Mouse::Drag(text.x + 6, y)] {
            mouse(&mut desk.state, &desk.keymap, event);
        }
        mouse(&mut desk.state, &desk.keymap, Mouse::Release);
        assert!(desk.said().starts_with("selected"));
        assert_eq!(copied(&mut desk), "brug");
    }

    #[test]
    fn the_mouse_selects_from_one_leg_into_the_next() {
        let words: Vec<String> = (0..900).map(|i| format!("woord{i:03}")).collect();
        let mut desk = Desk::new(&[&words.join(" ")]);
        desk.keys("2 z w c");
        assert_eq!(desk.said(), "two columns");
        let (left, right) = (desk.state.screen.geometry.leg(0), desk.state.screen.geometry.leg(1));
        let top = desk.reader().window.top;
        let first = |desk: &Desk, line: usize| {
            let line = desk.reader().lines().nth(line).expect("a line");
            line.cells(&desk.reader().document().text).next().expect("a letter").at
        };
        let rows = left.height as usize;
        let (from, to) = (first(&desk, rows - 1), first(&desk, rows));
        let foot = left.y + left.height - 1;
        let drag =
            [Mouse::Click(left.x, foot), Mouse::Drag(left.x + 3, foot), Mouse::Drag(right.x + 7, right.y)];
        for event in drag {
            mouse(&mut desk.state, &desk.keymap, event);
        }
        assert_eq!(desk.reader().window.top, top, "between the legs is no edge at which the text moves");
        let text = desk.reader().document().text.clone();
        assert_eq!(copied(&mut desk), text[from..to + 8]);
        // At the outer edges it moves.
        for event in [Mouse::Click(right.x, foot - 1), Mouse::Drag(right.x + 3, foot)] {
            mouse(&mut desk.state, &desk.keymap, event);
        }
        assert!(desk.reader().window.top > top);
    }

    #[test]
    fn a_click_between_the_legs_is_nearest_to_the_one_whose_gutter_it_is() {
        let mut desk = Desk::new(&[&"woord ".repeat(900)]);
        desk.keys("2 z w c");
        let geometry = &desk.state.screen.geometry;
        let (left, right) = (geometry.leg(0), geometry.leg(1));
        assert!(left.x + left.width < right.x && right.x + right.width <= desk.state.screen.width);
        assert_eq!([right.x - 4, right.x - 3, right.x].map(|x| geometry.leg_at(x)), [0, 1, 1]);
        assert_eq!([0, left.x, left.x + left.width].map(|x| geometry.leg_at(x)), [0, 0, 0]);
    }
}
