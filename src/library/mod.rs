//! Floor 5: articles on disk, and what is known of them all.
//!
//! [`scan`] is the only reader of article files, [`store`] the only one of the library's own file. [`index`] brings the
//! store up to what the files are; [`search`], and its neighbours answer from it.

pub mod article;
mod beginnings;
mod corrected;
mod draft;
pub mod fingerprint;
mod foreign;
pub mod index;
pub mod ledger;
pub mod locate;
pub mod people;
pub mod query;
pub mod record;
pub mod rules;
pub mod scan;
pub mod search;
pub mod session;
pub mod shelf;
pub mod store;
pub mod story;
pub mod varint;

pub use article::{Article, Summary};
pub use query::{Query, QueryError};
pub use store::{Store, StoreError};
