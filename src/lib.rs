//! `briefing`: a terminal reader for news briefings.
pub mod annotate;
pub mod command;
pub mod document;
pub mod language;
pub mod text;
