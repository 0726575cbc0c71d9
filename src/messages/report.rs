//! What the part `report` says.

crate::messages::sentences! {}
