//! Cleaning of hostile characters.
