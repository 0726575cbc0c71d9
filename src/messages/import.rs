//! What the part `import` says.

crate::messages::sentences! {}
