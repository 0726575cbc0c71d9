//! What the part `query` says.

crate::messages::sentences! {}
