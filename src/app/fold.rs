//! Pages folded to the window: what does not fit on a row goes on below it instead of being cut.

use super::overlay::{Menu, MenuKind, Row, SIDES};
use crate::text::typeset::{Measure, set};
use crate::text::width;

/// Folds the rows of a page for a window of so many columns; rows to choose from stay one row each.
pub(super) fn fold(menu: &mut Menu, columns: u16) {
    if menu.kind != MenuKind::Page {
        return;
    }
    let columns = Menu::most_columns(columns) as usize;
    let room = columns - SIDES;
    let left = menu.left_columns(columns);
    let said = menu.said();
    let folded: Vec<Row> = menu.rows.iter().flat_map(|row| row_folded(row, left, room)).collect();
    if folded.len() > menu.rows.len() {
        *menu = Menu { unfolded: Some(said), ..Menu::new(MenuKind::Page, menu.title.clone(), folded) };
    }
}

fn row_folded(row: &Row, left: usize, room: usize) -> Vec<Row> {
    if row.right.is_empty() {
        return lines(&row.left, room).map(|line| Row::text(line, row.tone)).collect();
    }
    let (mut lefts, mut rights) = (lines(&row.left, left), lines(&row.right, room.saturating_sub(left + 2)));
    let mut rows = Vec::new();
    loop {
        match (lefts.next(), rights.next()) {
            (None, None) => return rows,
            // Without its right part a row is one to read across the page.
            (Some(l), None) => rows.push(Row::text(l, row.tone)),
            (l, Some(right)) => {
                rows.push(Row { left: l.unwrap_or_default(), right, tone: row.tone, target: None });
            }
        }
    }
}

/// A line in parts of so many columns at most, each as far in as it is.
fn lines(text: &str, columns: usize) -> std::vec::IntoIter<String> {
    if width::line(text) <= columns {
        return vec![text.to_string()].into_iter();
    }
    let body = text.trim_start();
    let indent = &text[..text.len() - body.len()];
    let measure = Measure { width: columns.saturating_sub(width::line(indent)), indent: 0, patterns: None };
    let lines: Vec<String> =
        set(body, measure).iter().map(|l| format!("{indent}{}", l.span.of(body))).collect();
    lines.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{Menu, MenuKind, Row, fold};
    use crate::app::overlay::Tone;

    fn check(rows: Vec<Row>, columns: u16, expected: &[&str]) {
        let mut menu = Menu::new(MenuKind::Page, "Page", rows);
        let said = menu.said();
        fold(&mut menu, columns);
        let shown: Vec<String> = menu.rows.iter().map(|r| format!("{}|{}", r.left, r.right)).collect();
        assert_eq!(shown, expected);
        assert_eq!(menu.shown.len(), menu.rows.len());
        assert_eq!(menu.said(), said, "what is copied is not folded");
    }

    fn pair(left: &str, right: &str) -> Row {
        Row { left: left.into(), right: right.into(), tone: Tone::Key, target: None }
    }

    #[test]
    fn what_does_not_fit_goes_on_below() {
        let rows = || {
            vec![
                pair("%", "Go to a percentage of the article"),
                Row::text("  as far in as this was", Tone::Plain),
            ]
        };
        check(rows(), 80, &["%|Go to a percentage of the article", "  as far in as this was|"]);
        let narrow = ["%|Go to a", "|percentage", "|of the", "|article", "  as far in as|", "  this was|"];
        check(rows(), 20, &narrow);
    }
}
