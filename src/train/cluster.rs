//! Builds word clusters.
