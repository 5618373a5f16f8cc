//! The last line: where the eye is and which keys help, or a message, or a prompt.

use std::time::Duration;

use ratatui::layout::Position;

use super::paint::Painter;
use crate::app::overlay::{Letter, MenuKind, Overlay, Prompt, Purpose};
use crate::app::state::{Message, State, Typed};
use crate::app::update::context;
use crate::command::{Action, Context, Keymap};
use crate::library::index::Progress;
use crate::text::width;
use crate::theme::Role;

/// Indexing that is done sooner is not told of.
const SHORT: Duration = Duration::from_millis(400);

/// Draws the status line; returns where the terminal's cursor belongs when something is typed.
pub(super) fn draw(state: &State, keymap: &Keymap, painter: &mut Painter<'_>) -> Option<Position> {
    let line = state.screen.geometry.status;
    painter.tint(line.x, line.y, line.width, Role::Status);
    let room = line.width as usize - 1;
    match (&state.overlay, &state.notices.message) {
        (Overlay::Prompt(prompt), message) => {
            return Some(draw_prompt(prompt, message.as_ref(), line.y, room, painter));
        }
        (Overlay::Menu(menu), _) if menu.kind == MenuKind::Picker => {
            painter.text(0, line.y, 1, ">", Role::Key);
            painter.text(1, line.y, room, &menu.filter.text, Role::Prompt);
            let note = format!("{} of {}", menu.shown.len(), menu.rows.len());
            painter.right(line.width - 1, line.y, 20, &note, Role::Dim);
            let at = 1 + width::line(&menu.filter.text[..menu.filter.at]);
            return Some(Position::new(at.min(room) as u16, line.y));
        }
        (Overlay::Find(_), _) => {
            let keys = "Enter reads · up and down choose · Esc leaves";
            painter.text(1, line.y, room, keys, Role::Dim);
        }
        (Overlay::Letter(letter), _) => {
            letters(state, *letter, line.y, room, painter);
        }
        (Overlay::Hints(hints), _) => {
            let used = painter.text(1, line.y, room, &format!("{} ", hints.typed), Role::Key);
            let left = room.saturating_sub(used as usize);
            painter.text(used + 1, line.y, left, "type the letters to go there; Esc leaves", Role::Dim);
        }
        _ if !state.typed.keys.is_empty() || state.typed.count.is_some() => {
            pending(&state.typed, line.y, room, painter);
        }
        (_, Some(message)) => {
            let role = if message.error { Role::Error } else { Role::Message };
            painter.text(1, line.y, room, &message.text, role);
        }
        _ => standing(state, keymap, line.y, line.width, painter),
    }
    None
}

/// Which letters a mark may have, or has.
fn letters(state: &State, letter: Letter, y: u16, room: usize, painter: &mut Painter<'_>) {
    let here = state.reader.as_ref().map(|r| r.article.source.path.as_path());
    let known: String = state.session.marks.known(here).map(|m| m.letter).collect();
    let text = match letter {
        Letter::SetMark => "mark: a to z in this article, A to Z from all; Esc leaves".to_string(),
        Letter::GoToMark if known.is_empty() => "to mark: none is set; ' goes to where you were".to_string(),
        Letter::GoToMark => format!("to mark: {known}; ' goes to where you were"),
    };
    painter.text(1, y, room, &text, Role::Message);
}

fn draw_prompt(
    prompt: &Prompt,
    message: Option<&Message>,
    y: u16,
    room: usize,
    painter: &mut Painter<'_>,
) -> Position {
    let sign = match &prompt.purpose {
        Purpose::Search(false) => "/",
        Purpose::Search(true) => "?",
        Purpose::Filter(_) => "&",
        Purpose::Rename(_) => "call it: ",
        Purpose::Speaker(_) => "said by: ",
        Purpose::Split { .. } => "it is: ",
        Purpose::Pipe => "|",
        Purpose::List => "list: ",
        Purpose::Tag | Purpose::TagListed => "tags: ",
        Purpose::Name => "who or what: ",
        Purpose::Ledger => "said by: ",
    };
    let indent = width::line(sign);
    let input = &prompt.input;
    painter.text(0, y, room, sign, Role::Key);
    let note = message.map_or("", |m| m.text.rsplit("  ").next().unwrap_or(""));
    let used =
        painter.text(indent as u16, y, room.saturating_sub(indent), &input.text, Role::Prompt) as usize;
    painter.right(room as u16, y, room.saturating_sub(used + indent + 2), note, Role::Dim);
    Position::new((indent + width::line(&input.text[..input.at])).min(room) as u16, y)
}

/// Keys of a sequence that is not complete.
fn pending(typed: &Typed, y: u16, room: usize, painter: &mut Painter<'_>) {
    let count = typed.count.map(|c| c.to_string()).unwrap_or_default();
    let keys: Vec<String> = typed.keys.iter().map(ToString::to_string).collect();
    painter.text(1, y, room, format!("{count} {}", keys.join(" ")).trim(), Role::Key);
}

/// Section, place in the article, and the keys that help here.
fn standing(state: &State, keymap: &Keymap, y: u16, columns: u16, painter: &mut Painter<'_>) {
    let room = columns as usize - 2;
    let hints = hints(state, keymap);
    let mut used = 1;
    if let Some(reader) = &state.reader {
        let place = place(state);
        let document = reader.document();
        let heading = document.sections.get(reader.section()).and_then(|s| s.heading);
        let item = state.list.open.and_then(|o| state.list.items.get(o.item));
        let untitled = item.map(|i| i.title()).unwrap_or_default();
        let title = heading.map_or(untitled.as_str(), |h| h.of(&document.text));
        // The most helpful key has its room before the title has.
        let key = hints.last().map_or(0, |(key, what)| width::line(key) + what.len() + 4);
        let space = room.saturating_sub(width::line(&place) + 2 + key).min(room * 3 / 5);
        used += painter.text(1, y, space, title, Role::StatusSection);
        used += 2;
        used += painter.text(used, y, room, &place, Role::Status);
    }
    let mut x = columns.saturating_sub(1);
    if let Some(said) = indexing(state) {
        let left = room.saturating_sub(used as usize);
        painter.right(x, y, left, &said, Role::Message);
        return;
    }
    for (key, what) in hints.iter().rev() {
        let length = (width::line(key) + 1 + what.len()) as u16;
        if x < used + length + 3 {
            break;
        }
        x -= length;
        painter.text(x, y, key.len(), key, Role::Key);
        painter.text(x + width::line(key) as u16 + 1, y, what.len(), what, Role::Status);
        x -= 2;
    }
}

/// How far the indexing is: done, rate, rest.
fn indexing(state: &State) -> Option<String> {
    let progress = state.catalogue.progress.filter(|p| p.elapsed >= SHORT && p.done < p.total)?;
    let rest = progress.rest().as_secs();
    let (minutes, seconds) = (rest / 60, rest % 60);
    let Progress { done, total, .. } = progress;
    Some(format!("library {done} of {total} · {:.0}/s · {minutes}:{seconds:02} to go", progress.rate()))
}

/// "2/3 · 48%": the section among the headed ones, and the share of the text seen.
fn place(state: &State) -> String {
    let Some(reader) = &state.reader else { return String::new() };
    let sections = &reader.document().sections;
    let headed = sections.iter().filter(|s| s.heading.is_some()).count();
    let at = sections.iter().take(reader.section() + 1).filter(|s| s.heading.is_some()).count();
    match headed {
        0 => format!("{}%", reader.percent()),
        _ => format!("{at}/{headed} · {}%", reader.percent()),
    }
}

/// The keys worth knowing in a context, the most helpful last so that it is the last to go.
fn hints(state: &State, keymap: &Keymap) -> Vec<(String, &'static str)> {
    let context = context(state);
    let article = [
        (Action::NextEntity, "entity"),
        (Action::NextQuote, "quote"),
        (Action::NextSection, "section"),
        (Action::Search, "search"),
        (Action::Outline, "outline"),
        (Action::Help, "help"),
    ];
    let list = [
        (Action::LibrarySearch, "library"),
        (Action::Open, "read"),
        (Action::NextUnread, "next unread"),
        (Action::FocusNextPane, "pane"),
        (Action::Quit, "quit"),
        (Action::Help, "help"),
    ];
    let pane = [
        (Action::Open, "go there"),
        (Action::CycleKind, "kinds"),
        (Action::FilterList, "filter"),
        (Action::Cancel, "clear"),
        (Action::Back, "back"),
        (Action::Help, "help"),
    ];
    let select = [
        (Action::SelectSwapEnds, "other end"),
        (Action::NextSentence, "sentence"),
        (Action::Pipe, "program"),
        (Action::CopyCitation, "citation"),
        (Action::Copy, "copy"),
        (Action::Cancel, "leave"),
    ];
    let popup = [(Action::Open, "choose"), (Action::Back, "close")];
    let page = [
        (Action::Palette, "commands"),
        (Action::Copy, "copy"),
        (Action::PageDown, "page"),
        (Action::Back, "close"),
    ];
    let reads = matches!(&state.overlay, Overlay::Menu(menu) if menu.kind == MenuKind::Page);
    let chosen: &[(Action, &'static str)] = match context {
        Context::List => &list,
        Context::Entities | Context::Quotes => &pane,
        Context::Popup if reads => &page,
        Context::Popup => &popup,
        Context::Select => &select,
        _ => &article,
    };
    let named = |&(action, what): &(Action, &'static str)| Some((shortest(keymap, context, action)?, what));
    chosen.iter().filter_map(named).collect()
}

/// The shortest keys that do an action in a context.
fn shortest(keymap: &Keymap, context: Context, action: Action) -> Option<String> {
    let works = |c: Context| c == context || c == Context::Global;
    let keys = keymap.bindings().filter(|b| b.action == action && works(b.context));
    keys.map(|b| b.keys.to_string()).min_by_key(String::len)
}
