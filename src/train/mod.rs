//! How the shipped data is made: compiled with the feature `train` alone, never by the reader.

pub mod cluster;
pub mod command;
pub mod corpus;
pub mod crf;
pub mod dataset;
pub mod gazetteer;
pub mod gold;
pub mod markup;
pub mod owlqn;
pub mod quantise;
pub mod quote;
pub mod recipe;
pub mod score;
