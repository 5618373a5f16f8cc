//! Filters and orders by the keys a reader types.

use crate::app::fixture::Desk;
use crate::app::overlay::Overlay;

/// The rows of the quotes pane: `* speaker words`, the star where the speaker is told.
fn quotes(desk: &Desk) -> Vec<String> {
    let reader = desk.state.reader.as_ref().unwrap();
    let row = |row: &crate::app::panes::quotes::Row| {
        let quote = &reader.annotations().quotes[row.quote];
        let speaker = quote.speaker.as_ref().map_or("-", |s| &s.name);
        let head = if row.headed { "* " } else { "" };
        format!("{head}{speaker} {}", quote.span.of(&reader.document().text))
    };
    desk.state.quotes.rows.iter().map(row).collect()
}

const JANSEN: &str = "* Karin Jansen \"Het is te laat\"";
const TASS: &str = "* Tass is de brug";
const INSIDER: &str = "* ingewijde \"Wij weten van niets\"";

#[test]
fn entities_are_ordered_and_filtered_as_one_types() {
    let mut desk = Desk::by_hand();
    desk.press("3 j , ,");
    assert_eq!(desk.entities(), ["PER Karin Jansen 2", "LOC Oldehaven 1", ">LOC Tass 1", "ORG Raad 2"]);
    desk.press(",");
    assert_eq!(desk.entities()[1], ">LOC Tass 1");
    desk.press("&").text("an");
    assert_eq!(desk.entities(), [">PER Karin Jansen 2"]);
    desk.press("backspace backspace").text("A");
    assert_eq!(desk.entities(), [">PER Karin Jansen 2", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"]);
    desk.text("S").press("down enter");
    assert_eq!(desk.entities(), [">LOC Tass 1"]);
    desk.press("esc");
    assert_eq!(desk.entities(), ["PER Karin Jansen 2", ">LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"]);
    desk.press("&").text("zzz").press("esc");
    assert_eq!(desk.entities().len(), 4);
}

#[test]
fn quotes_are_filtered_by_speaker_source_and_words() {
    let mut desk = Desk::by_hand();
    desk.press("4 g");
    assert_eq!(quotes(&desk), [JANSEN, TASS, INSIDER]);
    desk.press("j p");
    assert_eq!(quotes(&desk), [TASS]);
    desk.press("p");
    assert_eq!(quotes(&desk).len(), 3);
    desk.press("A");
    assert_eq!(quotes(&desk), [JANSEN, TASS]);
    desk.press("A");
    assert_eq!(quotes(&desk), [INSIDER]);
    desk.press("A &").text("niets wij").press("enter");
    assert_eq!(quotes(&desk), [INSIDER]);
    desk.press("esc");
    assert_eq!(quotes(&desk).len(), 3);
}

#[test]
fn quotes_are_grouped_by_speaker_and_stepped_through_in_the_order_of_the_text() {
    let mut desk = Desk::by_hand();
    // The last one becomes Jansen's too.
    desk.press("4 G x p").text("jansen").press("enter");
    desk.press(",");
    assert_eq!(quotes(&desk), [JANSEN, "Karin Jansen \"Wij weten van niets\"", TASS]);
    desk.press("g");
    let target = |desk: &Desk| desk.state.reader.as_ref().unwrap().target.map(|t| t.start);
    let first = target(&desk);
    desk.press("2 c");
    let second = target(&desk);
    desk.press("c");
    assert!(first < second && second < target(&desk), "{first:?} {second:?} {:?}", target(&desk));
    assert_eq!(desk.state.quotes.cursor.at, 1);
    desk.press("4 ,");
    assert_eq!(quotes(&desk)[1], TASS);
}

#[test]
fn a_speakers_card_is_that_of_the_entity() {
    let mut desk = Desk::by_hand();
    desk.press("4 g I");
    let Overlay::Menu(menu) = &desk.state.overlay else { panic!("no card: {}", desk.said()) };
    assert_eq!(menu.title, "Karin Jansen · person");
    desk.press("q G I");
    assert_eq!(desk.said(), "who said this is not among the entities");
}
