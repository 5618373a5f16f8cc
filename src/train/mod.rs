//! How the shipped data is made: compiled with the feature `train` alone, never by the reader.

pub mod cluster;
pub mod gazetteer;
