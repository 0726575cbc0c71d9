//! What the part `library` says.

crate::messages::sentences! {}
