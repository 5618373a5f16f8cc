//! Floor 8: the terminal, the events and the threads; [`run`] is the loop.

mod event;
mod input;
mod run;
mod screen;
mod signals;
mod terminal;
mod watch;
mod worker;

pub use run::{Input, Reread, Settings, run};
