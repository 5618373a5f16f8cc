//! Word clusters.
