//! `briefing man`: the manual page, made of the arguments and the table of actions.

use std::fmt::Write as _;
use std::io::{self, Write};

use clap::{Arg, Command, CommandFactory};

use super::Failure;
use super::args::Args;
use crate::command::{Keymap, Preset};

/// Prints the manual page, as roff.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run() -> Result<(), Failure> {
    Ok(io::stdout().lock().write_all(page().as_bytes())?)
}

/// The page. Writing to a string does not fail, so what it returns is not looked at.
fn page() -> String {
    let command = Args::command();
    let version = command.get_version().unwrap_or_default();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut out = String::new();
    let _ = writeln!(out, ".TH BRIEFING 1 \"\" \"briefing {}\" \"User Commands\"", escaped(version));
    let _ = writeln!(out, ".SH NAME\nbriefing \\- {}", escaped(about.trim_end_matches('.')));
    let _ = writeln!(
        out,
        ".SH SYNOPSIS\n.B briefing\n[\\fIOPTIONS\\fR] [\\fIPATH\\fR...]\n.br\n.B briefing\n\\fICOMMAND\\fR ..."
    );
    let _ = writeln!(out, ".SH OPTIONS");
    options(&command, &mut out);
    let _ = writeln!(out, ".SH COMMANDS");
    for sub in command.get_subcommands().filter(|c| c.get_name() != "help") {
        subcommand(sub, &mut out);
    }
    keys(&mut out);
    out.push_str(ENVIRONMENT);
    if let Some(examples) = command.get_after_help().map(ToString::to_string) {
        let _ = writeln!(out, ".SH EXAMPLES");
        verbatim(examples.trim_start_matches("Examples:\n"), &mut out);
    }
    out
}

fn options(command: &Command, out: &mut String) {
    for arg in command.get_arguments().filter(|a| !a.is_hide_set() && a.get_id() != "help") {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, ".TP\n{}\n{}", name(arg), escaped(&help));
    }
}

/// An argument as it is typed.
fn name(arg: &Arg) -> String {
    let value =
        arg.get_value_names().and_then(|names| names.first()).map(|n| format!("\\fI{}\\fR", escaped(n)));
    let value = value.filter(|_| arg.get_action().takes_values());
    match (arg.get_long(), value) {
        (Some(long), Some(value)) => format!("\\fB\\-\\-{}\\fR {value}", escaped(long)),
        (Some(long), None) => format!("\\fB\\-\\-{}\\fR", escaped(long)),
        (None, value) => value.unwrap_or_default(),
    }
}

fn subcommand(command: &Command, out: &mut String) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(out, ".SS briefing {}\n{}", escaped(command.get_name()), escaped(&about));
    options(command, out);
    if let Some(examples) = command.get_after_help().map(ToString::to_string) {
        let _ = writeln!(out, ".PP");
        verbatim(&examples, out);
    }
}

/// The default keys, group by group.
fn keys(out: &mut String) {
    let _ = writeln!(
        out,
        ".SH KEYS\nThe default keys; \\fBbriefing keys\\fR prints those that your configuration makes."
    );
    for (group, rows) in Keymap::defaults(Preset::default()).groups() {
        let _ = writeln!(out, ".SS {}", escaped(group.title()));
        for (action, keys) in rows {
            let keys: Vec<String> = keys.iter().map(|k| format!("\\fB{}\\fR", escaped(k))).collect();
            let _ = writeln!(out, ".TP\n{}\n{}", keys.join(", "), escaped(action.doc()));
        }
    }
}

const ENVIRONMENT: &str = r#".SH FILES
.TP
\fI~/.config/briefing/config.toml\fR
Your settings; $XDG_CONFIG_HOME is honoured. The shipped config.toml documents all of them.
.TP
\fI~/.config/briefing/themes/\fR
Your own themes.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
Set to anything, it keeps the reader from using colours.
.TP
\fBCOLORTERM\fR, \fBTERM\fR, \fBCOLORFGBG\fR
How many colours the terminal has, and whether it is light or dark where it does not answer itself.
.TP
\fBVISUAL\fR, \fBEDITOR\fR, \fBBROWSER\fR
What opens an article's file and its links.
"#;

fn verbatim(text: &str, out: &mut String) {
    let _ = writeln!(out, ".nf");
    for line in text.lines() {
        let _ = writeln!(out, "{}", escaped(line));
    }
    let _ = writeln!(out, ".fi");
}

/// Text that roff leaves as it is.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let text = text.replace('\'', "\\(aq").replace('`', "\\(ga").replace('^', "\\(ha").replace('~', "\\(ti");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{escaped, page};
    use crate::command::Action;

    #[test]
    fn the_page_names_all_that_can_be_typed() {
        let page = page();
        for name in ["annotate", "print", "keys", "themes"] {
            assert!(page.contains(&format!(".SS briefing {name}\n")), "{name}");
        }
        for word in ["\\fB\\-\\-config\\fR \\fIFILE\\fR", "\\fB\\-\\-linear\\fR\n", Action::Zen.doc()] {
            assert!(page.contains(word), "{word}");
        }
        let request = |line: &&str| line.starts_with(['.', '\'']);
        let known = [".TH", ".SH", ".SS", ".TP", ".B ", ".br", ".PP", ".nf", ".fi"];
        for line in page.lines().filter(request) {
            assert!(known.iter().any(|k| line.starts_with(k)), "{line}");
        }
    }

    #[test]
    fn nothing_is_taken_for_a_request() {
        assert_eq!(escaped(".x"), "\\&.x");
        assert_eq!(escaped("'\\"), "\\(aq\\e");
    }
}
