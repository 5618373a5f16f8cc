//! Floor 5: articles on disk. [`scan`] is the only reader of article files.

pub mod article;
pub mod locate;
pub mod rules;
pub mod scan;

pub use article::{Article, Summary};
