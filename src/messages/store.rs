//! What the part `store` says.

crate::messages::sentences! {}
