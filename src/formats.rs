//! File formats over text and bytes: nothing here opens a file.

pub mod annotations;
pub mod article;
pub mod codebook;
pub mod encoding;
pub mod hash;
pub mod import_json;
pub mod json;
pub mod slug;
pub mod toml_text;

pub use hash::hash;
