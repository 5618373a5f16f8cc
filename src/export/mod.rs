//! Floor 6: annotated documents leave as text, JSON and so on; each form is one function that writes to a sink.

pub mod csv;
pub mod json;
pub mod linear;
pub mod table;
pub mod text;
