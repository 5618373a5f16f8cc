//! What was typed to see fewer rows.

use crate::text::fold::fold;

/// Words that a row must hold to be shown, in any order, without regard to case and accents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// As they were typed.
    pub typed: String,
    words: Vec<String>,
}

impl Filter {
    /// A filter of the words of a line.
    pub fn new(typed: &str) -> Self {
        Self { typed: typed.to_string(), words: typed.split_whitespace().map(fold).collect() }
    }

    /// Whether every row is shown.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the parts of a row hold all words.
    pub fn holds<'a>(&self, parts: impl Iterator<Item = &'a str>) -> bool {
        if self.is_empty() {
            return true;
        }
        let folded: Vec<String> = parts.map(fold).collect();
        self.words.iter().all(|word| folded.iter().any(|part| part.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn words_are_found_in_any_part_in_any_order() {
        let holds = |typed: &str| Filter::new(typed).holds(["Recep Erdoğan", "president"].into_iter());
        assert!(holds("") && holds("erdogan") && holds("presid RECEP"));
        assert!(!holds("erdogan premier"));
    }
}
