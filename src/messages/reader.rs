//! What the part `reader` says.

crate::messages::sentences! {}
