//! What the part `keymap` says.

crate::messages::sentences! {}
