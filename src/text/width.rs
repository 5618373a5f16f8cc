//! How many terminal columns text takes: grapheme clusters, measured as terminals do.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of one grapheme cluster: 0 for a lone combining mark, 2 for wide characters and emoji.
pub fn cluster(cluster: &str) -> usize {
    if cluster.len() == 1 { 1 } else { cluster.width().min(2) }
}

/// Columns of a line of text, the sum over its clusters.
pub fn line(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(cluster).sum() }
}

/// The longest beginning of `text` that fits into `columns`, cut at a cluster.
pub fn fit(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cluster(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// `text` cut to `columns`, with an ellipsis where something was left out.
pub fn ellipsis(text: &str, columns: usize) -> String {
    if line(text) <= columns {
        return text.to_string();
    }
    if columns == 0 {
        return String::new();
    }
    let mut cut = fit(text, columns - 1).trim_end().to_string();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::{cluster, ellipsis, fit, line};

    #[test]
    fn clusters_take_the_columns_that_terminals_give_them() {
        let table = [
            ("a", 1),
            ("é", 1),
            ("e\u{301}", 1),
            ("\u{301}", 0),
            ("漢", 2),
            ("ｱ", 1),
            ("한", 2),
            ("😀", 2),
            ("👩‍👩‍👧", 2),
            ("🇳🇱", 2),
            ("❤\u{fe0f}", 2),
            ("…", 1),
            ("\u{200b}", 0),
            ("\u{a0}", 1),
        ];
        for (text, columns) in table {
            assert_eq!(cluster(text), columns, "{text:?}");
        }
    }

    #[test]
    fn a_cut_never_splits_a_cluster() {
        assert_eq!(fit("a漢b", 2), "a");
        assert_eq!(ellipsis("Oekraïne", 5), "Oekr…");
        assert_eq!(ellipsis("kort", 5), "kort");
        assert_eq!(line("漢字"), 4);
    }
}
