//! Filters and orders by the keys a reader types.

use crate::app::overlay::Overlay;
use crate::app::testing::Desk;

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
    let mut desk = Desk::new();
    desk.keys("3 j , ,");
    assert_eq!(desk.entities(), ["PER Karin Jansen 2", "LOC Oldehaven 1", ">LOC Tass 1", "ORG Raad 2"]);
    desk.keys(",");
    assert_eq!(desk.entities()[1], ">LOC Tass 1");
    desk.keys("&").text("an");
    assert_eq!(desk.entities(), [">PER Karin Jansen 2"]);
    desk.keys("backspace backspace").text("A");
    assert_eq!(desk.entities(), [">PER Karin Jansen 2", "LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"]);
    desk.text("S").keys("down enter");
    assert_eq!(desk.entities(), [">LOC Tass 1"]);
    desk.keys("esc");
    assert_eq!(desk.entities(), ["PER Karin Jansen 2", ">LOC Tass 1", "LOC Oldehaven 1", "ORG Raad 2"]);
    desk.keys("&").text("zzz").keys("esc");
    assert_eq!(desk.entities().len(), 4);
}

#[test]
fn quotes_are_filtered_by_speaker_source_and_words() {
    let mut desk = Desk::new();
    desk.keys("4 g");
    assert_eq!(quotes(&desk), [JANSEN, TASS, INSIDER]);
    desk.keys("j p");
    assert_eq!(quotes(&desk), [TASS]);
    desk.keys("p");
    assert_eq!(quotes(&desk).len(), 3);
    desk.keys("A");
    assert_eq!(quotes(&desk), [JANSEN, TASS]);
    desk.keys("A");
    assert_eq!(quotes(&desk), [INSIDER]);
    desk.keys("A &").text("niets wij").keys("enter");
    assert_eq!(quotes(&desk), [INSIDER]);
    desk.keys("esc");
    assert_eq!(quotes(&desk).len(), 3);
}

#[test]
fn quotes_are_grouped_by_speaker_and_stepped_through_in_the_order_of_the_text() {
    let mut desk = Desk::new();
    // The last one becomes Jansen's too.
    desk.keys("4 G x p").text("jansen").keys("enter");
    desk.keys(",");
    assert_eq!(quotes(&desk), [JANSEN, "Karin Jansen \"Wij weten van niets\"", TASS]);
    desk.keys("g");
    let target = |desk: &Desk| desk.state.reader.as_ref().unwrap().target.map(|t| t.start);
    let first = target(&desk);
    desk.keys("2 c");
    let second = target(&desk);
    desk.keys("c");
    assert!(first < second && second < target(&desk), "{first:?} {second:?} {:?}", target(&desk));
    assert_eq!(desk.state.quotes.cursor.at, 1);
    desk.keys("4 ,");
    assert_eq!(quotes(&desk)[1], TASS);
}

#[test]
fn a_speakers_card_is_that_of_the_entity() {
    let mut desk = Desk::new();
    desk.keys("4 g I");
    let Overlay::Menu(menu) = &desk.state.overlay else { panic!("no card: {}", desk.said()) };
    assert_eq!(menu.title, "Karin Jansen · PER");
    desk.keys("q G I");
    assert_eq!(desk.said(), "who said this is not among the entities");
}
