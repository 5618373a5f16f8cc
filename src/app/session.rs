//! What is kept over all articles of a session.

/// What is kept while articles come and go.
#[derive(Debug)]
pub struct Session {
    /// The template of a citation, with its fields in braces; see [`super::passage::cite`].
    pub citation: String,
}

impl Default for Session {
    fn default() -> Self {
        Self { citation: "{text}".into() }
    }
}
