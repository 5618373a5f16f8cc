//! What is kept over all articles of a session.

use super::jumps::{Jumps, Marks};

/// What is kept while articles come and go.
#[derive(Debug)]
pub struct Session {
    /// The template of a citation, with its fields in braces; see [`super::passage::cite`].
    pub citation: String,
    /// Commands that text was handed to, the oldest first.
    pub commands: Vec<String>,
    /// Marks, of every article.
    pub marks: Marks,
    /// The jumps, while no article is open that could hold them.
    pub jumps: Jumps,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            citation: "{text}".into(),
            commands: Vec::new(),
            marks: Marks::default(),
            jumps: Jumps::default(),
        }
    }
}
