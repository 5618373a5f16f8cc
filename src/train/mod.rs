//! The trainers of the shipped models, behind the feature `train`. Never needed to read.

pub mod quote;
