//! Shapes of files and texts from outside: bytes or text in, values out, and back.
//!
//! Knows no disk: everything is handed over as bytes.

pub mod encoding;
