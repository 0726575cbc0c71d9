//! The terminal's face: session, input, painting, views; the only place of ratatui and crossterm besides `cli`.

pub mod backend;
pub mod paint;
pub mod probe;
