//! `briefing`: a terminal reader for news briefings.
pub mod annotate;
pub mod cli;
pub mod document;
pub mod export;
pub mod language;
pub mod library;
pub mod text;
