//! Changes of a rules file, made in its text so that everything else in it stays as its author left it.

use super::{Rule, Rules, parse};

/// A change: some rules go, then some come at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The rules that go, each the last one like it.
    pub out: Vec<Rule>,
    /// The rules that come, in order.
    pub add: Vec<Rule>,
}

impl Edit {
    /// The change that adds one rule.
    pub fn adding(rule: Rule) -> Edit {
        Edit { out: Vec::new(), add: vec![rule] }
    }

    /// The change that takes this one back.
    pub fn inverse(&self) -> Edit {
        Edit { out: self.add.iter().rev().cloned().collect(), add: self.out.clone() }
    }
}

impl Rules {
    /// Makes a change.
    pub fn edit(&mut self, edit: &Edit) {
        for rule in &edit.out {
            self.remove(rule);
        }
        edit.add.iter().cloned().for_each(|rule| self.push(rule));
    }
}

/// The text of a rules file after changes. Lines that no change takes out stay as they are, to the byte; a rule that
/// is no longer there to be taken out is left at that.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut added: Vec<Rule> = Vec::new();
    for edit in edits {
        for rule in &edit.out {
            match added.iter().rposition(|a| a == rule) {
                Some(at) => drop(added.remove(at)),
                None => strike(&mut lines, rule),
            }
        }
        added.extend(edit.add.iter().cloned());
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = lines.concat();
    if !added.is_empty() && !out.is_empty() && !out.ends_with('\n') {
        out.push_str(end);
    }
    for rule in &added {
        out.push_str(&rule.to_string());
        out.push_str(end);
    }
    out
}

fn strike(lines: &mut Vec<&str>, rule: &Rule) {
    let says = |line: &&str| parse(line).0.rules().next() == Some(rule);
    if let Some(at) = lines.iter().rposition(says) {
        lines.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, edited};
    use crate::annotate::rules::{Correction, Rule};

    fn reject(name: &str) -> Rule {
        Rule { correction: Correction::Reject { name: name.into() }, article: None }
    }

    #[test]
    fn only_the_rule_itself_changes_in_the_text() {
        let text = "# mine\r\n  reject   \"A\"\r\nno rule\r\n\r\nreject \"B\"";
        let add = Edit::adding(reject("C"));
        let with = edited(text, std::slice::from_ref(&add));
        assert_eq!(with, format!("{text}\r\nreject \"C\"\r\n"));
        assert_eq!(edited(&with, &[add.inverse()]), format!("{text}\r\n"));
        let out = Edit::adding(reject("A")).inverse();
        assert_eq!(edited(text, &[out]), "# mine\r\nno rule\r\n\r\nreject \"B\"");
        assert_eq!(edited(text, &[add.clone(), add.inverse()]), text);
        assert_eq!(edited("", &[add.inverse()]), "");
    }
}
