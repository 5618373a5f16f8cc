//! A line of input: its text and the cursor in it.

use crate::command::Action;

/// A line that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// What has been typed.
    pub text: String,
    /// The cursor, a byte offset into it.
    pub at: usize,
}

impl Input {
    /// A line that begins with `text`, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text }
    }

    /// Types a character at the cursor.
    pub fn insert(&mut self, c: char) {
        self.text.insert(self.at, c);
        self.at += c.len_utf8();
    }

    /// Edits the line; whether its text changed.
    pub fn edit(&mut self, action: Action) -> bool {
        let length = self.text.len();
        match action {
            Action::PromptLeft => self.at = self.before(),
            Action::PromptRight => self.at = self.after(),
            Action::PromptStart => self.at = 0,
            Action::PromptEnd => self.at = length,
            Action::PromptBackspace => self.cut(self.before(), self.at),
            Action::PromptDelete => self.cut(self.at, self.after()),
            Action::PromptDeleteWord => self.cut(self.word(), self.at),
            Action::PromptClear => self.cut(0, self.at),
            _ => {}
        }
        self.text.len() != length
    }

    fn before(&self) -> usize {
        self.text[..self.at].char_indices().next_back().map_or(0, |(i, _)| i)
    }

    fn after(&self) -> usize {
        self.at + self.text[self.at..].chars().next().map_or(0, char::len_utf8)
    }

    /// Where the word before the cursor begins.
    fn word(&self) -> usize {
        let trimmed = self.text[..self.at].trim_end();
        let space = trimmed.char_indices().rev().find(|(_, c)| c.is_whitespace());
        space.map_or(0, |(i, c)| i + c.len_utf8())
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }
}

#[cfg(test)]
mod tests {
    use super::Input;
    use crate::command::Action;

    #[test]
    fn a_line_is_edited_by_characters_and_words() {
        let mut line = Input::new("één twee");
        line.edit(Action::PromptDeleteWord);
        assert_eq!(line, Input::new("één "));
        line.edit(Action::PromptStart);
        line.edit(Action::PromptRight);
        line.insert('x');
        assert_eq!(line.text, "éxén ");
        assert!(line.edit(Action::PromptClear));
        assert_eq!(line, Input { text: "én ".into(), at: 0 });
        assert!(!line.edit(Action::PromptBackspace));
    }
}
