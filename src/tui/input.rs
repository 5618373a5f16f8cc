//! Keys and mouse from the terminal, in the program's own words.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use crossterm::event::{
    Event as Raw, KeyCode as RawCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind, poll, read,
};

use super::background::{Heard, Listener};
use super::event::Event;
use super::fault;
use super::gate::Gate;
use crate::app::update::Mouse;
use crate::command::{Key, KeyCode, Mods};

/// Reads the terminal until it or the loop is gone; `asked` whether the terminal was asked for its background.
pub(super) fn start(events: Sender<Event>, gate: Arc<Gate>, asked: bool) -> std::io::Result<()> {
    let mut listener = Listener::new(asked);
    let read_all = move |events: &Sender<Event>| {
        loop {
            gate.pass();
            if let Some(pause) = listener.pause()
                && !poll(pause).unwrap_or(true)
            {
                let typed = listener.release().into_iter().map(Event::Key);
                if typed.into_iter().any(|event| events.send(event).is_err()) {
                    return;
                }
                continue;
            }
            let Ok(raw) = read() else {
                let _ = events.send(Event::InputLost);
                return;
            };
            let heard = match translate(raw) {
                Some(Event::Key(key)) => listen(&mut listener, key),
                other => other.into_iter().collect(),
            };
            for event in heard {
                if events.send(event).is_err() {
                    return;
                }
            }
        }
    };
    fault::start("input", events, read_all)
}

fn listen(listener: &mut Listener, key: Key) -> Vec<Event> {
    match listener.take(key) {
        Heard::Nothing => Vec::new(),
        Heard::Keys(keys) => keys.into_iter().map(Event::Key).collect(),
        Heard::Background(mode) => vec![Event::Background(mode)],
    }
}

fn translate(raw: Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => translate_key(key).map(Event::Key),
        Raw::Mouse(mouse) => translate_mouse(mouse).map(Event::Mouse),
        // A resize that comes together with a key is lost there; the signal itself tells of all of them.
        Raw::Resize(..) => None,
        Raw::Paste(text) => Some(Event::Paste(text)),
        _ => None,
    }
}

fn translate_key(key: KeyEvent) -> Option<Key> {
    let mut mods = Mods {
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.modifiers.contains(KeyModifiers::SHIFT),
    };
    let code = match key.code {
        RawCode::Char(c) => {
            // A terminal sends the shifted character itself; only the space is told apart by its modifier.
            mods.shift &= c == ' ';
            KeyCode::Char(c)
        }
        RawCode::BackTab => {
            mods.shift = true;
            KeyCode::Tab
        }
        RawCode::F(n) => KeyCode::F(n),
        RawCode::Enter => KeyCode::Enter,
        RawCode::Esc => KeyCode::Esc,
        RawCode::Tab => KeyCode::Tab,
        RawCode::Backspace => KeyCode::Backspace,
        RawCode::Delete => KeyCode::Delete,
        RawCode::Insert => KeyCode::Insert,
        RawCode::Left => KeyCode::Left,
        RawCode::Right => KeyCode::Right,
        RawCode::Up => KeyCode::Up,
        RawCode::Down => KeyCode::Down,
        RawCode::Home => KeyCode::Home,
        RawCode::End => KeyCode::End,
        RawCode::PageUp => KeyCode::PageUp,
        RawCode::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(Key::new(code, mods))
}

fn translate_mouse(mouse: MouseEvent) -> Option<Mouse> {
    let (x, y) = (mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::ScrollDown => Some(Mouse::Wheel(1, x, y)),
        MouseEventKind::ScrollUp => Some(Mouse::Wheel(-1, x, y)),
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click(x, y)),
        MouseEventKind::Drag(MouseButton::Left) => Some(Mouse::Drag(x, y)),
        MouseEventKind::Up(MouseButton::Left) => Some(Mouse::Release),
        _ => None,
    }
}
