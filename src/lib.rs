//! pizhu 批注: reads and annotates Chinese news in a terminal.
//!
//! The layers, lowest first; a module may use its own row and the rows above it, never one below
//! (`tests/tidy.rs` checks it):
//!
//! | layer | modules |
//! |---|---|
//! | words | [`words`] |
//! | pure | [`text`], [`anchor`], [`agree`], [`checks`], [`query`], [`keymap`], [`import`], [`report`], [`formats`], [`messages`] |
//! | app | [`app`] |
//! | disk | [`clock`], [`config`], [`library`], [`store`] |
//! | face | [`tui`], [`cli`] |

pub mod words;

pub mod agree;
pub mod anchor;
pub mod checks;
pub mod formats;
pub mod import;
pub mod keymap;
pub mod messages;
pub mod query;
pub mod report;
pub mod text;

pub mod app;

pub mod clock;
pub mod config;
pub mod library;
pub mod store;

pub mod cli;
pub mod tui;
