//! Floor 1: what the reader can be told to do, and with which keys.
//!
//! [`action`] is the one table of commands: their names, what they do, their default keys. [`key`] reads and writes
//! keys, [`keymap`] turns keys into actions. Help, palette, `briefing keys`, README and man page are made from these.

pub mod action;
pub mod key;
pub mod keymap;
mod listing;
mod table;

pub use action::{Action, Context, Group, Preset};
pub use key::{Key, KeyCode, Keys, Mods};
pub use keymap::{Binding, KeyProblem, Keymap, Next, Resolution, UserBinding, build};
