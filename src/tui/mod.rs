//! Floor 8: the terminal, the events and the threads; [`run`] is the loop.

mod event;
mod input;
mod run;
mod screen;
mod signals;
mod terminal;
mod worker;

pub use run::{Settings, run};
