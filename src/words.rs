//! The newsroom's nouns as plain data: articles, marks, tags, actions, problems.
//!
//! Knows nothing of files, of TOML or JSON shapes, of terminals or clocks.

pub mod action;
pub mod article;
pub mod change;
pub mod codebook;
pub mod mark;
pub mod problem;
pub mod rewrite;
pub mod sign;
pub mod zone;

pub use action::{Action, Command, Context};
pub use article::{Article, ArticleCard, ArticleId, Block, BlockKind, Caption, Meta, Repair};
pub use change::{Change, Mismatch, Place, Record, Value, difference};
pub use codebook::{Codebook, Tag, TagFate, TagLookup, TagPath};
pub use mark::{Annotations, Annotator, Birth, Hash16, Mark, MarkId, Moment, Placed, Placement, Status};
pub use problem::{Fault, FaultKind, Problem, Severity};
pub use rewrite::{Hunk, RepairKind, Rewrite, RuleChange, Verdict};
pub use sign::{STAGES, Signed, signed_marks, stages_beside};
pub use zone::{short_zone, zone_names};
