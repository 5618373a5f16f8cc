//! The article in two columns, as on a page of a newspaper.

use crate::common::{Session, Start};
use crate::{first_word, numbered};

const WORDS: usize = 4000;

/// A reader of numbered words that shows the text alone, and copies into a file.
fn opened(columns: u16, rows: u16) -> Session {
    let start = Start::program().article("n.md", numbered(WORDS));
    let start = start.article("config.toml", "[copy]\ncommand = [\"tee\", \"clip\"]\n");
    let session = start.arg("--config").arg("config.toml").arg("n.md").at(columns, rows);
    session.shows("w00001").press("z").hides("Entities").rest();
    session
}

/// The numbers of the words on a row, those of each column, with the cell where the column begins.
fn row(session: &Session, row: usize) -> Vec<(u16, Vec<usize>)> {
    let rows = session.rows();
    let line = &rows[row];
    let mut columns: Vec<(u16, Vec<usize>)> = Vec::new();
    let mut end = None;
    for (at, word) in
        line.split(' ').scan(0, |at, word| Some((std::mem::replace(at, *at + word.len() + 1), word)))
    {
        let Some(number) = word.strip_prefix('w').and_then(|w| w.trim_end_matches('.').parse().ok()) else {
            continue;
        };
        if end.is_none_or(|end| at > end + 1) {
            columns.push((at as u16, Vec::new()));
        }
        columns.last_mut().unwrap().1.push(number);
        end = Some(at + word.len());
    }
    columns
}

#[test]
fn reading_goes_down_the_left_column_and_on_in_the_right_one() {
    let session = opened(200, 60);
    session.press("space");
    let (top, foot) = (row(&session, 0), row(&session, 58));
    assert_eq!(top.len(), 2, "{}", session.text());
    let last = *foot[0].1.last().unwrap();
    let next = top[1].1[0];
    assert!(next > last && next - last <= 1, "{last} is followed by {next}:\n{}", session.text());
    session.press("w c").shows("one column");
    assert_eq!(row(&session, 0), [(row(&session, 0)[0].0, top[0].1.clone())], "{}", session.text());
    session.press("w c").shows("two columns");
    assert_eq!(row(&session, 0), top);
    // A page turns both columns; two lines of it stay.
    session.press("space");
    assert_eq!(row(&session, 1)[0].1, foot[1].1, "{}", session.text());
}

#[test]
fn the_mouse_selects_over_the_break_between_the_columns() {
    let session = opened(200, 60);
    session.press("space");
    let (top, foot) = (row(&session, 0), row(&session, 58));
    let ((left, from), (right, to)) = (&foot[0], &top[1]);
    session.click(58, *left);
    let drag = |row: u16, column: u16, end: char| {
        format!("\x1b[<{};{};{}{end}", if end == 'm' { 0 } else { 32 }, column + 1, row + 1)
    };
    for event in [drag(58, left + 3, 'M'), drag(0, right + 5, 'M'), drag(0, right + 5, 'm')] {
        session.terminal.type_bytes(event.as_bytes()).unwrap();
    }
    session.shows("selected: y copies").press("y").shows("selection copied with tee");
    assert_eq!(row(&session, 0), top, "nothing moved");
    let text = numbered(WORDS);
    let place = |number: usize| text.find(&format!("w{number:05}")).unwrap();
    let copied = std::fs::read_to_string(session.home.path().join("clip")).unwrap();
    assert_eq!(copied, text[place(from[0])..place(to[0]) + 6]);
}

#[test]
fn a_selection_by_keys_a_match_and_letters_work_in_the_right_column() {
    let session = opened(200, 60);
    session.press("space");
    let (column, words) = row(&session, 0)[1].clone();
    session.press("/").type_text(&format!("w{:05}", words[1])).press("enter");
    assert_eq!(row(&session, 0)[1], (column, words.clone()), "what is in view is not moved");
    session.press("v w l l l l l y").shows("selection copied with tee");
    let copied = std::fs::read_to_string(session.home.path().join("clip")).unwrap();
    assert_eq!(copied, format!("w{:05} w{:05}", words[1], words[2]));
}

#[test]
fn a_storm_between_one_column_and_two_keeps_the_place() {
    let session = opened(180, 50);
    session.press("space space space");
    let (word, at) = first_word(&session).unwrap();
    for step in 0..200u16 {
        // Two whole measures and what is between them take 154 columns.
        let columns = if step % 3 == 0 { 60 + step % 80 } else { 154 + step % 66 };
        session.terminal.resize(columns, 12 + step * 7 % 50).unwrap();
        let keys: [&[u8]; 4] = [b"?", b"\x1b", b"\x0c", b""];
        session.terminal.type_bytes(keys[usize::from(step) % 4]).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(if step % 4 == 1 { 30 } else { 2 }));
    }
    session.rest();
    session.resize(100, 30).press("esc").rest();
    assert!(session.text().contains(&word), "{word} is gone:\n{}", session.text());
    session.resize(180, 50).rest();
    assert_eq!(first_word(&session), Some((word, at)), "{}", session.text());
    assert!((0..49).any(|at| row(&session, at).len() == 2), "{}", session.text());
}

#[test]
fn a_match_is_on_the_screen_in_one_column_and_in_two() {
    let session = opened(200, 40);
    session.press("/").type_text("w02345").press("enter").press("esc");
    session.shows("w02345");
    for step in 0..30u16 {
        let columns = if step % 2 == 0 { 60 + step * 3 } else { 154 + step };
        session.resize(columns, 10 + step * 11 % 50).shows("w02345");
    }
}
