//! Trying themes: the screen is drawn in the one under the cursor.

use crate::app::overlay::{Menu, MenuKind, Overlay, Row, Target, Tone};
use crate::app::state::State;
use crate::theme::{Mode, Theme};

/// Opens the menu of themes, the cursor on the one in force.
pub fn themes(state: &mut State, themes: &[Theme], current: &str) {
    let row = |(i, theme): (usize, &Theme)| {
        let about = format!("{:5}  {}", key(theme.mode), theme.title);
        Row::choice(theme.name.as_str(), about, Tone::Plain, Target::Theme(i))
    };
    let rows = themes.iter().enumerate().map(row).collect();
    let mut menu = Menu::new(MenuKind::Choice, "Themes", rows);
    if let Some(at) = themes.iter().position(|t| t.name == current) {
        menu.choose(&Target::Theme(at));
    }
    state.overlay = Overlay::Menu(menu);
}

/// The theme that is being tried, by its place in the list that [`themes`] was given.
pub fn tried(state: &State) -> Option<usize> {
    match &state.overlay {
        Overlay::Menu(menu) => match menu.chosen() {
            Some(Target::Theme(theme)) => Some(*theme),
            _ => None,
        },
        _ => None,
    }
}

/// A theme was chosen; it is kept by writing it down as that of terminals like this one.
pub fn theme_kept(state: &mut State, theme: &Theme, terminal: Mode) {
    let (name, key) = (&theme.name, key(terminal));
    state.say(format!("{name} until you leave; {key} = \"{name}\" under [theme] in config.toml keeps it"));
}

/// What the configuration calls the mode.
fn key(mode: Mode) -> &'static str {
    match mode {
        Mode::Light => "light",
        Mode::Dark => "dark",
    }
}
