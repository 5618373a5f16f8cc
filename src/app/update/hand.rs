//! Handing text on: to the clipboard and to other programs.

use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::overlay::{Menu, MenuKind, Overlay, Prompt, Purpose, Row, Tone};
use crate::app::passage::{self, Passage};
use crate::app::state::State;
use crate::document::{Document, InlineKind};
use crate::text::clean::clean;
use crate::text::typeset::{self, Measure};

/// The widest page of output, in columns.
const PAGE: usize = 92;
/// Lines of output that are shown.
const LINES: usize = 10_000;
/// Bytes of text by which its line in the file is found.
const WORDS: usize = 200;

/// Copies what is meant, as it stands or as a citation.
pub(super) fn copy(state: &mut State, citation: bool) -> Vec<Effect> {
    let Some(passage) = passage::chosen(state) else {
        state.say("there is nothing to copy here");
        return Vec::new();
    };
    let effect = if citation {
        Effect::Copy { text: passage::cite(state, &passage), what: "citation" }
    } else {
        let Passage { text, what, .. } = passage;
        Effect::Copy { text, what }
    };
    if let Some(reader) = state.reader.as_mut() {
        reader.selection = None;
    }
    vec![effect]
}

/// Asks for a command to hand text to.
pub(super) fn ask_pipe(state: &mut State) {
    match &state.reader {
        Some(_) => state.overlay = Overlay::Prompt(Prompt::new(Purpose::Pipe, "")),
        None => state.say("no article is open"),
    }
}

/// Hands the selection, the quote under the cursor or the whole article to the command that was typed; to the last
/// one when nothing was.
pub(super) fn pipe_to(state: &mut State, typed: String) -> Vec<Effect> {
    let line = if typed.trim().is_empty() { state.session.commands.last().cloned() } else { Some(typed) };
    let (Some(line), Some(reader)) = (line, &state.reader) else { return Vec::new() };
    let Some(argv) = shlex::split(&line).filter(|argv| !argv.is_empty()) else {
        state.say_error("a quotation mark of the command is never closed");
        return Vec::new();
    };
    let quote = || (state.screen.focus == Pane::Quotes).then(|| passage::chosen(state)).flatten();
    let passage = passage::selected(reader).or_else(quote).unwrap_or_else(|| passage::article(reader));
    state.session.commands.retain(|c| *c != line);
    state.session.commands.push(line);
    state.say(format!("{} handed to {}", passage.what, argv[0]));
    vec![Effect::Pipe { argv, text: passage.text }]
}

/// A command has read its text: what it wrote is shown on a page.
pub fn piped(state: &mut State, command: &str, result: Result<String, String>) {
    let output = match result {
        Ok(output) => clean(output.replace('\t', "    "), &mut Vec::new()),
        Err(reason) => return state.say_error(reason),
    };
    if output.trim().is_empty() {
        state.say(format!("{command}: done, nothing written"));
        return;
    }
    let width = (state.screen.width as usize).saturating_sub(12).clamp(20, PAGE);
    let measure = Measure { width, indent: 0, patterns: None };
    let row = |line: &str| {
        let set = typeset::set(line, measure);
        set.into_iter().map(|l| Row::text(l.span.of(line), Tone::Plain)).collect::<Vec<_>>()
    };
    let rows = output.trim_end().lines().take(LINES).flat_map(row).collect();
    state.overlay = Overlay::Menu(Menu::new(MenuKind::Page, command, rows));
}

/// Opens the article's file in the reader's editor, where the eye is.
pub(super) fn open_source(state: &mut State) -> Vec<Effect> {
    let Some(reader) = &state.reader else {
        state.say("no article is open");
        return Vec::new();
    };
    if reader.article.source.held.is_some() {
        state.say("this article came from standard input; there is no file to open");
        return Vec::new();
    }
    let text = &reader.document().text;
    let at = reader.anchor().unwrap_or(reader.eye).min(text.len());
    let words = &text[at..text.ceil_char_boundary((at + WORDS).min(text.len()))];
    let share = at * 1000 / text.len().max(1);
    vec![Effect::Edit { path: reader.article.source.path.clone(), words: words.to_string(), share }]
}

/// Opens the link that was jumped to or lies under the end of the selection, else the article's own.
pub(super) fn open_link(state: &mut State) -> Vec<Effect> {
    let Some(reader) = &state.reader else {
        state.say("no article is open");
        return Vec::new();
    };
    let at = reader.selection.map(|s| s.head).or(reader.anchor());
    let here = at.and_then(|at| link_at(reader.document(), at));
    match here.or(reader.document().meta.link.as_deref()).map(str::to_string) {
        Some(link) if is_web(&link) => vec![Effect::Visit(link)],
        Some(link) => {
            state.say_error(format!("only http and https links are opened; this one is {link}"));
            Vec::new()
        }
        None => {
            state.say("this article names no link of its own; f leads to those in its text");
            Vec::new()
        }
    }
}

/// The target of the link at an offset.
pub(super) fn link_at(document: &Document, offset: usize) -> Option<&str> {
    document.inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link(target) if inline.span.contains(offset) => Some(target.as_str()),
        _ => None,
    })
}

/// Whether a link leads to the web. Anything else might start a program.
fn is_web(link: &str) -> bool {
    let scheme = |s: &str| link.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s));
    let plain = !link.chars().any(|c| c.is_control() || c.is_whitespace());
    plain && (scheme("https://") || scheme("http://"))
}

/// An effect was done by another program or by the terminal, or failed.
pub fn told(state: &mut State, result: Result<String, String>) {
    match result {
        Ok(text) if text.is_empty() => {}
        Ok(text) => state.say(text),
        Err(text) => state.say_error(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::Effect;
    use crate::app::fixture::Desk;
    use crate::app::overlay::Overlay;

    const TEXT: &str = "# Brug open\n\nDe brug is na drie jaar weer open.\n\n## Reacties\n\nBurgemeester Anna \
                        Jansen is blij. \"We hebben hier lang op gewacht\", zei ze dinsdag.\n";

    fn copied(effects: Vec<Effect>) -> (String, &'static str) {
        match effects.into_iter().next() {
            Some(Effect::Copy { text, what }) => (text, what),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn y_copies_what_the_keys_are_on() {
        let mut desk = Desk::new(&[TEXT]);
        assert_eq!(copied(desk.keys("} y")), ("De brug is na drie jaar weer open.".into(), "paragraph"));
        assert_eq!(copied(desk.keys("4 y")), ("\"We hebben hier lang op gewacht\"".into(), "quote"));
        assert_eq!(copied(desk.keys("3 g y")), ("Anna Jansen".into(), "name"));
        assert_eq!(copied(desk.keys("1 y")), ("Brug open".into(), "title"));
        assert_eq!(copied(desk.keys("enter c y")).1, "quote");
    }

    #[test]
    fn the_article_or_the_quote_is_handed_to_a_command() {
        let mut desk = Desk::new(&[TEXT]);
        desk.keys("|");
        let typed = Effect::Pipe {
            argv: vec!["wc".into(), "-w x".into()],
            text: desk.reader().document().text.clone(),
        };
        assert_eq!(desk.keys("w c space ' - w space x ' enter"), [typed]);
        desk.keys("4 |");
        match desk.keys("enter").into_iter().next() {
            Some(Effect::Pipe { argv, text }) => {
                assert_eq!(argv, ["wc", "-w x"]);
                assert_eq!(text, "\"We hebben hier lang op gewacht\"");
            }
            other => panic!("{other:?}"),
        }
        desk.keys("| ' enter");
        assert_eq!(desk.said(), "a quotation mark of the command is never closed");
        super::piped(&mut desk.state, "wc", Ok("een\x1b[31m\ttwee\n".into()));
        match &desk.state.overlay {
            Overlay::Menu(menu) => {
                assert!(menu.rows[0].left.starts_with("een") && !menu.rows[0].left.contains('\x1b'))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_links_to_the_web_are_opened() {
        let link = |link: &str| {
            format!("---\nlink: {link}\n---\nZie [daar](mailto:a@b.nl) en [hier](https://b.nl/x).\n")
        };
        let mut desk = Desk::new(&[&link("https://example.org/a")]);
        assert_eq!(desk.keys("O"), [Effect::Visit("https://example.org/a".into())]);
        assert_eq!(desk.keys("/ h i e r enter O"), [Effect::Visit("https://b.nl/x".into())]);
        assert_eq!(desk.keys("/ d a a r enter O"), []);
        assert_eq!(desk.said(), "only http and https links are opened; this one is mailto:a@b.nl");
    }

    #[test]
    fn a_citation_leaves_out_what_is_not_known() {
        let mut desk = Desk::new(&[TEXT]);
        desk.state.session.citation =
            "“{text}”\n{speaker}, {role}\n{source}, “{title}”, {date}\nin {section}\n".into();
        let (text, what) = copied(desk.keys("4 Y"));
        assert_eq!(what, "citation");
        assert_eq!(
            text,
            "“We hebben hier lang op gewacht”\nAnna Jansen, Burgemeester\n“Brug open”\nin Reacties"
        );
    }
}
