//! `briefing`: a terminal reader for news briefings.
//!
//! # The journey
//!
//! bytes → [`text::decode`] → text and its problems → [`document::parse`] → a [`document::Document`]: one owned string,
//! all else spans into it → [`annotate::annotate`] → [`annotate::Annotations`]: names and quotes as spans and ids →
//! an article in `app::state::State` → a key → `command::Keymap` → an action → `app::update` → a new state and effects
//! for the worker → `view::draw`, visible lines only. [`export`] writes the same data as text or JSON.
//!
//! # The floors
//!
//! Imports run downward only, and rooms on one floor do not import each other; a test reads the imports.
//!
//! | floor | rooms |
//! |---|---|
//! | 9 | [`cli`] |
//! | 8 | `tui` (with the feature `tui`) |
//! | 7 | `view` (with the feature `tui`) |
//! | 6 | [`app`], [`export`] |
//! | 5 | [`library`] |
//! | 4 | [`annotate`] |
//! | 3 | [`language`] |
//! | 2 | [`document`] |
//! | 1 | [`text`], [`command`], [`theme`], [`config`] |
//!
//! # What always holds
//!
//! - A document's text is NFC, has no control characters but line ends, and never changes after loading: offsets into
//!   it are places that outlive any resize, reload or new setting.
//! - Mentions are in order and never overlap; every mention belongs to an entity, every entity knows its mentions.
//! - Nothing that an article holds reaches the terminal uncleaned.
//! - Drawing changes nothing; only `app::update` makes a new state, and it touches neither files nor the terminal.
//! - Parsers give a value and its problems; they do not fail and do not panic.

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
