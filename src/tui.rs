//! The terminal's face: session, loop, input, painting, views; the only place of ratatui and crossterm besides `cli`.

pub mod backend;
mod believing;
mod clipboard;
mod desk;
mod ear;
mod editor;
mod headless;
mod importing;
mod input;
mod jobs;
mod late;
mod listen;
mod log;
mod memory;
mod order;
pub mod paint;
pub mod probe;
mod repairing;
mod session;
mod settings;
mod shell;
mod theme;
pub mod view;
mod workers;

pub use headless::{Script, exec, plain};
pub use settings::{Given, taken};
pub use shell::{Start, run};
