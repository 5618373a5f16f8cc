//! The state of each list pane: what its rows are, where its cursor is.

pub mod entities;
pub mod filter;
pub mod list;
pub mod quotes;

/// A cursor in a list of rows of different heights, and the first row in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row it is on.
    pub at: usize,
    /// The first row in view.
    pub top: usize,
}

impl Cursor {
    /// Moves by rows, staying among `count` of them.
    pub fn move_by(&mut self, by: isize, count: usize) {
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Scrolls as little as possible so that the cursor's row is wholly in view.
    pub fn reveal(&mut self, height: usize, row_height: impl Fn(usize) -> usize) {
        self.show(self.at, height, row_height);
    }

    /// Scrolls as little as possible so that a row is wholly in view.
    pub fn show(&mut self, row: usize, height: usize, row_height: impl Fn(usize) -> usize) {
        if row < self.top {
            self.top = row;
            return;
        }
        let mut used = row_height(row);
        let mut first = row;
        while first > 0 && used + row_height(first - 1) <= height {
            first -= 1;
            used += row_height(first);
        }
        self.top = self.top.max(first);
    }

    /// The row at a screen line of the pane, if there is one.
    pub fn row_at(&self, line: usize, count: usize, row_height: impl Fn(usize) -> usize) -> Option<usize> {
        let mut used = 0;
        for row in self.top..count {
            used += row_height(row);
            if line < used {
                return Some(row);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_row_is_brought_wholly_into_view() {
        let mut cursor = Cursor::default();
        cursor.move_by(4, 10);
        cursor.reveal(5, |_| 2);
        assert_eq!(cursor, Cursor { at: 4, top: 3 });
        cursor.move_by(-9, 10);
        cursor.reveal(5, |_| 2);
        assert_eq!(cursor, Cursor { at: 0, top: 0 });
    }

    #[test]
    fn a_line_of_the_pane_leads_to_its_row() {
        let cursor = Cursor { at: 0, top: 1 };
        assert_eq!(cursor.row_at(2, 5, |_| 2), Some(2));
        assert_eq!(cursor.row_at(9, 5, |_| 2), None);
    }
}
