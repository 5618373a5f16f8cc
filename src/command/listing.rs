//! The keymap for people: help, `briefing keys`, the table in the README and the man page come from here.

use std::fmt::Write as _;

use super::action::{Action, Context, Group};
use super::keymap::Keymap;

/// An action and its keys as they are written.
pub type Keyed = (Action, Vec<String>);

impl Keymap {
    /// All keys of an action; those of one place only with its name.
    pub fn written(&self, action: Action) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for binding in self.bindings().filter(|b| b.action == action) {
            let key = match binding.context {
                Context::Global | Context::Prompt => binding.keys.to_string(),
                context => format!("{} ({})", binding.keys, context.name()),
            };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// The actions that have a key, group by group, each with its keys.
    pub fn groups(&self) -> Vec<(Group, Vec<Keyed>)> {
        let mut groups: Vec<(Group, Vec<Keyed>)> = Vec::new();
        for &action in Action::ALL {
            let keys = self.written(action);
            if keys.is_empty() {
                continue;
            }
            match groups.last_mut() {
                Some((group, rows)) if *group == action.group() => rows.push((action, keys)),
                _ => groups.push((action.group(), vec![(action, keys)])),
            }
        }
        groups
    }

    /// A table for the terminal: keys, action, what it does.
    pub fn to_text(&self) -> String {
        let groups = self.groups();
        let rows = || groups.iter().flat_map(|(_, rows)| rows);
        let keys = rows().map(|(_, keys)| keys.join("  ").chars().count()).max().unwrap_or(0).min(36);
        let names = rows().map(|(action, _)| action.name().len()).max().unwrap_or(0);
        let mut out = String::new();
        for (i, (group, rows)) in groups.iter().enumerate() {
            // Writing to a string does not fail.
            let _ = write!(out, "{}{}\n\n", if i > 0 { "\n" } else { "" }, group.title());
            for (action, written) in rows {
                let written = written.join("  ");
                let _ = writeln!(out, "  {written:keys$}  {:names$}  {}", action.name(), action.doc());
            }
        }
        out
    }

    /// A table in Markdown, as the README has it.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        for (i, (group, rows)) in self.groups().iter().enumerate() {
            let _ = write!(
                out,
                "{}### {}\n\n| Keys | |\n|---|---|\n",
                if i > 0 { "\n" } else { "" },
                group.title()
            );
            for (action, keys) in rows {
                let keys: Vec<String> = keys.iter().map(|k| code(k)).collect();
                let _ = writeln!(out, "| {} | {} |", keys.join(" "), action.doc());
            }
        }
        out
    }
}

/// Keys as code in a cell of a table.
fn code(keys: &str) -> String {
    let (keys, place) = match keys.rsplit_once(" (") {
        Some((keys, place)) => (keys, format!(" ({place}")),
        None => (keys, String::new()),
    };
    let keys = keys.replace('|', "\\|");
    if keys.contains('`') { format!("`` {keys} ``{place}") } else { format!("`{keys}`{place}") }
}

#[cfg(test)]
mod tests {
    use super::code;
    use crate::command::{Action, Keymap, Preset};

    #[test]
    fn every_bound_action_is_in_every_table() {
        let keymap = Keymap::defaults(Preset::Vim);
        let (text, markdown) = (keymap.to_text(), keymap.to_markdown());
        for action in Action::ALL.iter().filter(|a| !keymap.written(**a).is_empty()) {
            assert!(text.contains(action.name()) && text.contains(action.doc()), "{action}");
            assert!(markdown.contains(action.doc()), "{action}");
        }
        assert!(text.lines().any(|l| l.starts_with("  j  down") || l.starts_with("  down  j")), "{text}");
    }

    #[test]
    fn keys_cannot_break_the_table() {
        assert_eq!(code("|"), "`\\|`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("l (list)"), "`l` (list)");
        assert_eq!(code("("), "`(`");
    }
}
