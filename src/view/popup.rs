//! Popups: the keys, the outline, what went wrong, the article's particulars.

use super::paint::Painter;
use crate::app::geometry::Rect;
use crate::app::popup::{Popup, PopupKind};
use crate::app::state::State;
use crate::command::{Action, Context, Group, Keymap};
use crate::text::width;
use crate::theme::Role;

/// A line of a popup: what stands left, and what right of it.
struct Entry {
    left: String,
    right: String,
    role: Role,
}

/// Draws a popup over the panes.
pub(super) fn draw(state: &State, popup: &Popup, keymap: &Keymap, painter: &mut Painter<'_>) {
    let (title, entries) = match popup.kind {
        PopupKind::Help => ("Keys", help(keymap)),
        PopupKind::Outline => ("Outline", outline(state)),
        PopupKind::Problems => ("Problems", problems(state)),
        PopupKind::Info => ("This article", info(state)),
    };
    let place = place(state, &entries);
    painter.frame(place, title);
    let rows = (place.height - 2) as usize;
    let last_top = entries.len().saturating_sub(rows);
    let choosing = popup.kind == PopupKind::Outline;
    let top =
        if choosing { (popup.cursor.at + 1).saturating_sub(rows) } else { popup.cursor.top.min(last_top) };
    let left = entries.iter().map(|e| width::line(&e.left)).max().unwrap_or(0);
    for (i, entry) in entries.iter().enumerate().skip(top).take(rows) {
        let y = place.y + 1 + (i - top) as u16;
        let chosen = choosing && i == popup.cursor.at;
        row(entry, left, (place.x + 3, y, place.width as usize - 5), painter);
        if chosen {
            painter.text(place.x + 1, y, 1, painter.glyphs().cursor, Role::Key);
            painter.tint(place.x + 1, y, place.width - 2, Role::Cursor);
        }
    }
    if top < last_top {
        let more = format!(" {} more ", entries.len() - top - rows);
        painter.right(place.x + place.width - 2, place.y + place.height - 1, 14, &more, Role::Dim);
    }
}

fn row(entry: &Entry, left: usize, (x, y, room): (u16, u16, usize), painter: &mut Painter<'_>) {
    if entry.right.is_empty() {
        painter.text(x, y, room, &entry.left, entry.role);
        return;
    }
    let left = left.min(room / 2);
    painter.text(x, y, left, &entry.left, entry.role);
    painter.text(x + left as u16 + 2, y, room.saturating_sub(left + 2), &entry.right, Role::Popup);
}

/// As large as its text, within the window.
fn place(state: &State, entries: &[Entry]) -> Rect {
    let screen = &state.screen;
    let left = entries.iter().map(|e| width::line(&e.left)).max().unwrap_or(0);
    let right = entries.iter().map(|e| width::line(&e.right)).max().unwrap_or(0);
    let columns = (left + right + 8).clamp(30, 96) as u16;
    let columns = columns.min(screen.width.saturating_sub(4)).max(20);
    let rows = (entries.len() as u16 + 2).clamp(3, screen.height.saturating_sub(3).max(3));
    Rect {
        x: (screen.width - columns) / 2,
        y: (screen.height.saturating_sub(rows)) / 3,
        width: columns,
        height: rows,
    }
}

/// The keys in force, by group, made from the keymap.
fn help(keymap: &Keymap) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut group: Option<Group> = None;
    for &action in Action::ALL {
        let keys = keys(keymap, action);
        if keys.is_empty() {
            continue;
        }
        if group != Some(action.group()) {
            group = Some(action.group());
            if !entries.is_empty() {
                entries.push(plain(String::new()));
            }
            entries.push(Entry {
                left: action.group().title().to_string(),
                right: String::new(),
                role: Role::Label,
            });
        }
        entries.push(Entry { left: keys, right: action.doc().to_string(), role: Role::Key });
    }
    entries
}

/// All keys of an action, those of one pane only with its name.
fn keys(keymap: &Keymap, action: Action) -> String {
    let mut keys: Vec<String> = Vec::new();
    for binding in keymap.bindings().filter(|b| b.action == action) {
        let key = match binding.context {
            Context::Global | Context::Prompt => binding.keys.to_string(),
            context => format!("{} ({})", binding.keys, context.name()),
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.join("  ")
}

fn outline(state: &State) -> Vec<Entry> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let document = reader.document();
    let entry = |section: &crate::document::Section| {
        let text = section.heading.map_or("(beginning)", |h| h.of(&document.text));
        let indent = "  ".repeat(section.level.saturating_sub(1).min(4) as usize);
        let role = if section.heading.is_some() { Role::Popup } else { Role::Dim };
        Entry { left: format!("{indent}{text}"), right: String::new(), role }
    };
    document.sections.iter().map(entry).collect()
}

fn problems(state: &State) -> Vec<Entry> {
    let article = state.reader.iter().flat_map(|r| r.document().problems.iter().map(ToString::to_string));
    let all: Vec<String> = article.chain(state.problems.iter().cloned()).collect();
    if all.is_empty() {
        return vec![plain("Nothing was wrong.".to_string())];
    }
    all.iter().flat_map(|p| p.lines().map(|l| plain(l.to_string())).collect::<Vec<_>>()).collect()
}

fn plain(left: String) -> Entry {
    Entry { left, right: String::new(), role: Role::Popup }
}

fn info(state: &State) -> Vec<Entry> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let (document, source) = (reader.document(), &reader.article.source);
    let meta = &document.meta;
    let rows = [
        ("title", meta.title.clone()),
        ("source", meta.source.clone()),
        ("author", meta.author.clone()),
        ("date", meta.date.map(|d| d.to_string())),
        ("tags", (!meta.tags.is_empty()).then(|| meta.tags.join(", "))),
        ("link", meta.link.clone()),
        ("language", Some(meta.lang.tag().to_string())),
        ("words", Some(document.words().to_string())),
        ("file", Some(source.path.display().to_string())),
    ];
    let entry = |(left, right): (&str, Option<String>)| {
        Some(Entry { left: left.to_string(), right: right?, role: Role::Dim })
    };
    rows.into_iter().filter_map(entry).collect()
}
