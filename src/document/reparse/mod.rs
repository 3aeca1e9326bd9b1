//! Parsing after a change, of no more than the change touches: entries of block mappings in YAML, brackets in JSON.
//!
//! The tree is the one that parsing the whole text gives; a property test compares them.

pub(super) mod block;
pub(super) mod flow;
