//! File formats over text and bytes: nothing here opens a file.

pub mod annotations;
pub mod article;
pub mod codebook;
pub mod docx;
pub mod encoding;
pub mod exchange;
pub mod extract;
pub mod hash;
pub mod house_rules;
pub mod html;
pub mod import_json;
pub mod import_rules;
pub mod json;
pub mod markdown;
pub mod package;
pub mod refi;
pub mod slug;
pub mod toml_text;
pub mod xml;

pub use hash::hash;
