//! Floor 8: the terminal, the events and the threads; [`run`] is the loop.

mod background;
mod clipboard;
mod event;
mod fault;
mod gate;
mod hands;
mod input;
mod keeper;
mod librarian;
mod memory;
mod program;
mod recall;
mod run;
mod screen;
mod settings;
mod signals;
mod terminal;
mod tools;
mod wardrobe;
mod watch;
mod worker;

pub use hands::Programs;
pub use librarian::Library;
pub use run::run;
pub use screen::Manners;
pub use settings::{Catalogue, Input, Reread, Settings, ThemesOf};
pub use watch::changes;
