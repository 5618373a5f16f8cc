//! The corrections in force, and those that can be taken back or made again.

use crate::annotate::rules::{Correction, Edit, Rule, Rules};
use crate::library::rules::RulesFile;

/// The corrections of the session: what the rules file says, with the changes made since.
#[derive(Debug, Default)]
pub struct Rulebook {
    /// The rules in force.
    pub rules: Rules,
    /// Lines of the file that were skipped, each with its place.
    pub problems: Vec<String>,
    /// Changes of the file that were asked for and not answered yet.
    waiting: usize,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl Rulebook {
    /// What a rules file said when the reader began.
    pub fn new(file: RulesFile) -> Self {
        Self { rules: file.rules, problems: file.problems, ..Self::default() }
    }

    /// Makes a change that can be taken back.
    pub fn change(&mut self, edit: Edit) {
        self.make(&edit);
        self.done.push(edit);
        self.undone.clear();
    }

    /// Takes the last change back; what it was.
    pub fn undo(&mut self) -> Option<Edit> {
        let edit = self.done.pop()?;
        self.make(&edit.inverse());
        self.undone.push(edit.clone());
        Some(edit)
    }

    /// Makes the change again that was taken back last; what it is.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.make(&edit);
        self.done.push(edit.clone());
        Some(edit)
    }

    /// The change made last, if it was not taken back.
    pub fn last(&self) -> Option<&Edit> {
        self.done.last()
    }

    /// How many changes can be taken back.
    pub fn made(&self) -> usize {
        self.done.len()
    }

    /// How many changes can be made again.
    pub fn unmade(&self) -> usize {
        self.undone.len()
    }

    fn make(&mut self, edit: &Edit) {
        self.rules.edit(edit);
        self.waiting += 1;
    }

    /// The file is to be read again.
    pub fn await_file(&mut self) {
        self.waiting += 1;
    }

    /// The file was changed or read; whether the rules in force are others now.
    ///
    /// An answer that comes while a later change is still on its way does not know of that one, and is passed over.
    pub fn answered(&mut self, file: Option<RulesFile>) -> bool {
        self.waiting = self.waiting.saturating_sub(1);
        match file {
            Some(file) if self.waiting == 0 => {
                self.problems = file.problems;
                let differs = !self.rules.rules().eq(file.rules.rules());
                self.rules = file.rules;
                differs
            }
            _ => false,
        }
    }
}

/// A word with its article.
fn one(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// What a rule says, for the status line; `here` is the article that is open.
pub fn describe(rule: &Rule, here: Option<&str>) -> String {
    let said = match &rule.correction {
        Correction::Reject { name } => format!("“{name}” is no entity"),
        Correction::Retype { name, kind } => format!("“{name}” is {}", one(kind.word())),
        Correction::Rename { name, to } => format!("“{name}” is called “{to}”"),
        Correction::Merge { name, into } => format!("“{name}” is the same as “{into}”"),
        Correction::Split { form, from, to: None } => format!("“{form}” is not “{from}”"),
        Correction::Split { form, from, to: Some(to) } => format!("“{form}” is not “{from}” but “{to}”"),
        Correction::Add { text, kind } => format!("“{text}” is {}", one(kind.word())),
        Correction::Speaker { quote, name: Some(name) } => format!("“{quote}” was said by {name}"),
        Correction::Speaker { quote, name: None } => format!("“{quote}” has no speaker"),
        Correction::Speech { quote } => format!("“{quote}” is speech"),
        Correction::Scare { quote } => format!("“{quote}” is no speech"),
        Correction::Unquote { quote } => format!("“{quote}” is no quote"),
    };
    match rule.article.as_deref() {
        None => format!("{said}, in all articles"),
        article if article == here => format!("{said}, in this article"),
        Some(article) => format!("{said}, in {article}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Rulebook;
    use crate::annotate::rules::{Correction, Edit, Rule, Rules, parse};
    use crate::library::rules::RulesFile;

    fn file(text: &str) -> Option<RulesFile> {
        Some(RulesFile { rules: parse(text).0, problems: Vec::new() })
    }

    fn rejecting(name: &str) -> Edit {
        Edit::adding(Rule { correction: Correction::Reject { name: name.into() }, article: None })
    }

    #[test]
    fn an_answer_that_does_not_know_of_a_later_change_is_passed_over() {
        let mut book = Rulebook::default();
        book.change(rejecting("A"));
        book.change(rejecting("B"));
        assert!(!book.answered(file("reject \"A\"")));
        assert_eq!(book.rules.rules().count(), 2);
        assert!(book.answered(file("reject \"X\"\nreject \"A\"\nreject \"B\"")));
        assert_eq!(book.rules.rules().count(), 3);
        book.undo();
        assert!(!book.answered(None), "a failure changes nothing");
        assert_eq!(book.rules.to_string(), "reject \"X\"\nreject \"A\"\n");
    }

    #[test]
    fn changes_are_taken_back_and_made_again_in_turn() {
        let mut book = Rulebook::default();
        book.change(rejecting("A"));
        book.change(rejecting("B"));
        assert_eq!(book.undo(), Some(rejecting("B")));
        assert_eq!(book.undo(), Some(rejecting("A")));
        assert_eq!((book.undo(), book.rules.clone()), (None, Rules::default()));
        assert_eq!(book.redo(), Some(rejecting("A")));
        book.change(rejecting("C"));
        assert_eq!(book.redo(), None);
        assert_eq!(book.rules.to_string(), "reject \"A\"\nreject \"C\"\n");
    }
}
