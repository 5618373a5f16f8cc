//! `briefing`: a terminal reader for news briefings.
pub mod annotate;
pub mod document;
pub mod language;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
