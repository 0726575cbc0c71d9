//! A newspaper page becomes articles: text in, drafts with sources, reasons and doubts out.
//!
//! Knows no files and no bytes. Every character of the page that is not blank ends in exactly one source
//! range: blocks are cut and joined, never copied.

mod ahead;
pub mod answering;
mod breaks;
mod caption;
pub mod comments;
mod credits;
mod doubting;
mod doubts;
mod drafts;
pub mod filing;
mod furniture;
mod grouping;
mod halves;
mod headlines;
mod heads;
mod inference;
mod lines;
pub mod marks;
mod names;
mod opening;
mod own;
mod page;
mod parse;
mod parting;
mod places;
pub mod preview;
pub mod repair;
mod review;
mod roles;
mod run;
mod seams;
mod shape;
mod shared;
mod unwrap;
mod whole;
mod wrap;
mod zones;

pub use doubts::{Answer, Doubt, DoubtKind, LINE, Rule, Rules};
pub use inference::UNDECIDED;
pub use page::{Draft, DraftCaption, DraftParagraph, Evidence, Flag, Page, Piece, Repair, Sources, Span};
pub use parse::{Options, parse};
pub use review::{Raw, Review, raw};
