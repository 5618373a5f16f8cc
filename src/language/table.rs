//! The line format of the language packs: `key: value, value`, with `#` for a comment.

/// One row of a table: its key, and its values in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// What stands before the colon.
    pub key: &'a str,
    values: &'a str,
}

impl<'a> Row<'a> {
    /// The values, trimmed, empty ones left out.
    pub fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values.split(',').map(str::trim).filter(|v| !v.is_empty())
    }
}

/// The rows of a table; comments, blank lines and lines without a colon are none.
pub fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().filter_map(|line| {
        let line = line.trim();
        if line.starts_with('#') {
            return None;
        }
        let (key, values) = line.split_once(':')?;
        Some(Row { key: key.trim(), values })
    })
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_skip_comments_and_trim() {
        let text = "# words: none\n\nmonth 1: januari , jan.,\nno colon";
        let found: Vec<_> = rows(text).map(|r| (r.key, r.values().collect::<Vec<_>>())).collect();
        assert_eq!(found, [("month 1", vec!["januari", "jan."])]);
    }
}
