//! Floor 1: how things look, by the role they play.
//!
//! A [`Role`] says what a thing is, a [`Theme`] what that looks like, a [`Style`] is colours and attributes without a
//! word about the terminal. [`color`] turns colours down to what a terminal can show.

pub mod color;
pub mod depth;
pub mod role;
mod sheet;
mod shipped;
pub mod style;

pub use color::{Ansi, Color, Rgb};
pub use depth::{ColorDepth, Mode, TerminalEnv};
pub use role::{Legible, Role};
pub use sheet::{Override, Theme, ThemeProblem};
pub use shipped::{DEFAULT_DARK, DEFAULT_LIGHT, MONO, shipped, shipped_names};
pub use style::{STYLE_HELP, Style, StyleSpec, Underline};
