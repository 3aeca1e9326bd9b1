//! What the rules about config sets share: a key that was meant to be `configSets`.

use super::similar::similar;
use crate::document::{Entry, Kind, Node};
use crate::template::init::CONFIG_SETS;
use crate::template::{Init, Section};

/// The key of an `AWS::CloudFormation::Init` without `configSets` that is like it and holds sets.
pub fn config_sets<'d>(init: Init<'d>) -> Option<Entry<'d>> {
    if init.config_sets().is_some() {
        return None;
    }
    init.node().entries().find(|entry| similar(entry.key(), [CONFIG_SETS]).is_some() && is_sets(entry.value))
}

/// True for a mapping of lists and names, which no config is.
fn is_sets(node: Node<'_>) -> bool {
    let is_set = |entry: Entry<'_>| entry.value.kind() != Kind::Mapping && Section::of_key(entry.key()).is_none();
    node.is_plain(Kind::Mapping) && !node.is_empty() && node.entries().all(is_set)
}
