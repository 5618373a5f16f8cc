//! `briefing`: a terminal reader for news briefings.
pub mod annotate;
pub mod app;
pub mod cli;
pub mod command;
pub mod config;
pub mod document;
pub mod export;
pub mod language;
pub mod library;
pub mod text;
pub mod theme;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "tui")]
pub mod tui;
#[cfg(feature = "tui")]
pub mod view;
