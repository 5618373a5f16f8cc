//! From a place in an article's text back to the line of its file.

/// Words by which a place is known.
const KNOWN_BY: usize = 8;

/// The line, from 1, of a file at which the article's text goes on with these words; `share` of a thousand tells
/// where in the file about, for words that stand there several times. 1 where they are not found.
pub fn line_of(file: &str, words: &str, share: usize) -> usize {
    let wanted: Vec<&str> = split(words).map(|(_, word)| word).take(KNOWN_BY).collect();
    let Some(first) = wanted.first() else { return 1 };
    let about = (file.len() as u64 * share.min(1000) as u64 / 1000) as usize;
    let found: Vec<(usize, &str)> = split(file).collect();
    let mut best: Option<((usize, std::cmp::Reverse<usize>), usize)> = None;
    for (i, &(at, _)) in found.iter().enumerate().filter(|(_, (_, word))| word == first) {
        let run = found[i..].iter().zip(&wanted).take_while(|((_, word), wanted)| word == *wanted).count();
        let score = (run, std::cmp::Reverse(at.abs_diff(about)));
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let at = best.map_or(0, |(_, at)| at);
    1 + file.as_bytes()[..at].iter().filter(|b| **b == b'\n').count()
}

/// The runs of letters and digits: what marks of a format stand between does not matter.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(move |word| (word.as_ptr() as usize - start, word))
}

#[cfg(test)]
mod tests {
    use super::line_of;

    const FILE: &str = "---\ntitle: De brug\n---\nDe brug **is** weer open.\n\nDe brug is\nweer dicht.\n";

    #[test]
    fn a_line_is_known_by_its_words_whatever_marks_stand_between() {
        assert_eq!(line_of(FILE, "De brug is weer open.", 0), 4);
        assert_eq!(line_of(FILE, "De brug is weer dicht.", 0), 6);
        assert_eq!(line_of(FILE, "weer", 900), 7);
        assert_eq!(line_of(FILE, "onbekend", 500), 1);
        assert_eq!(line_of("", "", 1000), 1);
    }
}
