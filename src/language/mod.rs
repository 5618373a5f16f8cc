//! Floor 3: what is known about each language: detection, and packs of words that are data, not code.

pub mod detect;
pub mod figures;
pub mod names;
pub mod pack;
pub mod places;
pub mod table;

pub use pack::{Class, Classes, Mistake, Pack};
