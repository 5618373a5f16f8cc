//! Where each character of a set line stands: drawing, clicking and links all ask here, so that they agree about
//! spaces that were stretched.

use unicode_segmentation::UnicodeSegmentation;

use super::layout::{Content, Line};
use crate::text::width;

/// A grapheme cluster in its place on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its first byte in the article's text.
    pub at: usize,
    /// The cluster.
    pub cluster: &'a str,
    /// Its column, counted from the left edge of the text.
    pub column: usize,
    /// Columns it takes; a stretched space takes several.
    pub columns: usize,
}

impl Line {
    /// The clusters of the line, left to right; none where the line is not of the article's `text`.
    pub fn cells<'a>(&self, text: &'a str) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let (start, words) = match self.content {
            Content::Body { span, .. } => (span.start as usize, span.of(text)),
            _ => (0, ""),
        };
        let mut column = self.indent;
        let mut stretch = Stretch { spare: self.stretch, gaps: gaps(words), seen: 0, in_gap: true };
        words.grapheme_indices(true).map(move |(i, cluster)| {
            let columns = width::cluster(cluster) + stretch.after(cluster);
            let cell = Cell { at: start + i, cluster, column, columns };
            column += columns;
            cell
        })
    }
}

/// How many gaps there are between the words of a line.
pub(super) fn gaps(words: &str) -> usize {
    // Not every space opens a gap: a combining mark may sit on it.
    let opens = |gap: &mut bool, cluster: &str| {
        let before = std::mem::replace(gap, cluster == " ");
        *gap && !before
    };
    let mut gap = true;
    words.graphemes(true).filter(|cluster| opens(&mut gap, cluster)).count()
}

/// Deals spare columns out to the gaps, as evenly as whole columns allow.
struct Stretch {
    spare: usize,
    gaps: usize,
    seen: usize,
    in_gap: bool,
}

impl Stretch {
    /// Columns added to a cluster: the first space of a gap gets the gap's share.
    fn after(&mut self, cluster: &str) -> usize {
        let space = cluster == " ";
        let opens = space && !self.in_gap;
        self.in_gap = space;
        if !opens || self.gaps == 0 {
            return 0;
        }
        self.seen += 1;
        self.spare * self.seen / self.gaps - self.spare * (self.seen - 1) / self.gaps
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use crate::app::layout::{Content, Head, Layout, Line, LineAt, Setting};
    use crate::document::{Format, parse};
    use crate::text::width;

    fn lines(text: &str, columns: usize) -> (String, Vec<Line>) {
        let document = Arc::new(parse(text.as_bytes(), Format::Plain));
        let setting = Setting { width: columns, hyphenate: true, indented: true, justified: true };
        let mut layout = Layout::new(Arc::clone(&document), Head::default(), setting);
        layout.step(LineAt::TOP, 1000);
        layout.find(0);
        let lines = layout.lines_from(LineAt::TOP).cloned().collect();
        (document.text.clone(), lines)
    }

    /// A line as it is drawn.
    fn drawn(line: &Line, text: &str) -> String {
        let mut picture = " ".repeat(line.indent);
        for cell in line.cells(text) {
            picture.push_str(cell.cluster);
            picture.push_str(&" ".repeat(cell.columns - width::cluster(cell.cluster)));
        }
        picture + if matches!(line.content, Content::Body { hyphen: true, .. }) { "-" } else { "" }
    }

    #[test]
    fn justified_lines_are_flush_but_for_the_last() {
        let text = "De brug over de Zijlvaart blijft tot september gesloten, zei wethouder Annelies Kramer van \
                    Oldehaven dinsdag in de raad. Het verkeer rijdt om.";
        let (text, lines) = lines(text, 30);
        let picture: Vec<String> = lines.iter().skip(1).map(|l| drawn(l, &text)).collect();
        let expected = [
            "De  brug  over  de   Zijlvaart",
            "blijft tot september gesloten,",
            "zei wethouder Annelies  Kramer",
            "van Oldehaven  dinsdag  in  de",
            "raad. Het verkeer rijdt om.",
        ];
        assert_eq!(picture, expected);
    }

    #[test]
    fn hard_breaks_and_lines_of_few_words_stay_ragged() {
        let (text, set) = lines("Kort.\n\nhttps://voorbeeld.nl/een-adres-zonder-einde en meer", 44);
        assert!(set.iter().all(|l| l.stretch == 0), "{set:?} {text}");
    }

    proptest! {
        #[test]
        fn stretched_lines_are_as_wide_as_the_column(text in "([a-zé漢😀]{1,12} ){0,40}", columns in 1usize..60) {
            let (text, lines) = lines(&text, columns);
            for line in lines.iter().filter(|l| l.stretch > 0) {
                prop_assert_eq!(width::line(&drawn(line, &text)), columns);
            }
            for line in &lines {
                let cells: Vec<_> = line.cells(&text).collect();
                prop_assert!(cells.windows(2).all(|w| w[0].column + w[0].columns == w[1].column));
            }
        }
    }
}
