//! Which program opens a file or a link, and with which arguments. Never through a shell.

use std::path::Path;

/// Editors that take `+LINE` before the file.
const PLUS: &[&str] = &[
    "vi",
    "vim",
    "nvim",
    "view",
    "gvim",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "kak",
    "micro",
    "joe",
    "ne",
    "mg",
    "jed",
    "less",
];
/// Editors that take `FILE:LINE`.
const COLON: &[&str] = &["hx", "helix", "subl", "zed"];
/// Editors that take `-g FILE:LINE`.
const GOTO: &[&str] = &["code", "code-insiders", "codium", "cursor"];
/// Browsers that want the terminal.
const TEXT_BROWSERS: &[&str] = &["w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl"];

/// What the environment names.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// `$VISUAL`, else `$EDITOR`.
    pub(super) editor: Option<String>,
    /// `$BROWSER`.
    pub(super) browser: Option<String>,
}

impl Named {
    pub(super) fn from_env() -> Self {
        let named = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
        Self { editor: named("VISUAL").or_else(|| named("EDITOR")), browser: named("BROWSER") }
    }
}

/// The command that opens a file at a line: the reader's own, else the environment's, else vi.
pub(super) fn editor(own: &[String], named: &Named, file: &Path, line: usize) -> Vec<String> {
    let file = argument(file);
    let line = line.to_string();
    if !own.is_empty() {
        let fill = |arg: &String| arg.replace("{line}", &line).replace("{file}", &file);
        let mut argv: Vec<String> = own.iter().map(fill).collect();
        if !own.iter().any(|arg| arg.contains("{file}")) {
            argv.push(file);
        }
        return argv;
    }
    let mut argv = named.editor.as_deref().and_then(shlex::split).unwrap_or_default();
    if argv.is_empty() {
        argv.push("vi".into());
    }
    match name(&argv) {
        known if PLUS.contains(&known) => argv.extend([format!("+{line}"), file]),
        known if COLON.contains(&known) => argv.push(format!("{file}:{line}")),
        known if GOTO.contains(&known) => argv.extend(["-g".into(), format!("{file}:{line}")]),
        _ => argv.push(file),
    }
    argv
}

/// The command that opens a link: the reader's own, else the environment's, else what the system has.
pub(super) fn browser(own: &[String], named: &Named, url: &str) -> Vec<String> {
    let system = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    // The variable may name several, the first of them is meant.
    let first = named.browser.as_deref().and_then(|b| b.split(':').find(|b| !b.trim().is_empty()));
    let mut argv = match own {
        [] => first.and_then(shlex::split).filter(|argv| !argv.is_empty()).unwrap_or(vec![system.into()]),
        own => own.to_vec(),
    };
    let place = |arg: &String| arg.contains("{url}") || arg.contains("%s");
    if argv.iter().skip(1).any(place) {
        argv.iter_mut().skip(1).for_each(|arg| *arg = arg.replace("{url}", url).replace("%s", url));
    } else {
        argv.push(url.into());
    }
    argv
}

/// Whether a command wants the terminal for itself.
pub(super) fn wants_terminal(argv: &[String]) -> bool {
    TEXT_BROWSERS.contains(&name(argv))
}

/// The program's name without its folder.
pub(super) fn name(argv: &[String]) -> &str {
    argv.first().map_or("", |program| program.rsplit('/').next().unwrap_or(program))
}

/// A file as an argument that cannot be taken for an option.
fn argument(file: &Path) -> String {
    let file = file.to_string_lossy();
    if file.starts_with(['-', '+']) { format!("./{file}") } else { file.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Named, browser, editor};
    use std::path::Path;

    fn check(own: &str, named: &str, expected: &str) {
        let own: Vec<String> = own.split_whitespace().map(String::from).collect();
        let named = Named { editor: Some(named.into()).filter(|n: &String| !n.is_empty()), browser: None };
        assert_eq!(editor(&own, &named, Path::new("a b.md"), 7).join("|"), expected);
    }

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        check("", "", "vi|+7|a b.md");
        check("", "/usr/bin/nvim -R", "/usr/bin/nvim|-R|+7|a b.md");
        check("", "hx", "hx|a b.md:7");
        check("", "code -w", "code|-w|-g|a b.md:7");
        check("", "'my editor'", "my editor|a b.md");
        check("ed --at={line} {file}", "vim", "ed|--at=7|a b.md");
        check("ed", "vim", "ed|a b.md");
    }

    #[test]
    fn a_file_is_never_an_option() {
        let argv = editor(&[], &Named::default(), Path::new("+!rm"), 1);
        assert_eq!(argv.last().map(String::as_str), Some("./+!rm"));
    }

    #[test]
    fn a_link_is_one_argument() {
        let named = Named { browser: Some("firefox --new-tab %s:lynx".into()), ..Named::default() };
        let url = "https://example.org/?a=1;b=$(id)";
        assert_eq!(browser(&[], &named, url), ["firefox", "--new-tab", url]);
        assert_eq!(browser(&["w3m".into()], &named, url), ["w3m", url]);
        assert_eq!(browser(&[], &Named::default(), url).len(), 2);
    }
}
