//! File formats over text and bytes: nothing here opens a file.

pub mod hash;

pub use hash::hash;
