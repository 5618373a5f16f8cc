//! Floor 3: what is known about each language: detection, and packs of words that are data, not code.

pub mod class;
pub mod detect;
pub mod figures;
pub mod names;
pub mod pack;
pub mod places;
pub mod table;

pub use class::{Class, Classes};
pub use pack::{Mistake, Pack};
