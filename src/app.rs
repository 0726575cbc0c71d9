//! The reader as a state machine: events in, effects out; drawing only looks at it.
//!
//! Knows no terminal, file, clock or thread.

pub mod input;
