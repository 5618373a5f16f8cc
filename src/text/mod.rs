//! Floor 1: bytes become clean text. Nothing here knows what an article is.

pub mod atom;
pub mod clean;
pub mod decode;
pub mod fold;
pub mod folded;
pub mod problem;
pub mod span;
pub mod typeset;
pub mod width;

pub use fold::fold;
pub use problem::{Problem, ProblemKind};
pub use span::Span;
