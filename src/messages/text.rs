//! What the part `text` says.

crate::messages::sentences! {}
