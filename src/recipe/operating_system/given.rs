//! What functions, loops and transforms give in the metadata: it is told with its place and left as it is.

use super::{Draft, SystemChange};
use crate::document::{Node, Path};
use crate::template::Section;
use crate::template::given::Given;
use crate::template::init::{Config, Init};
use crate::template::reference::trail;

/// Tells the configs and sections that a function gives, and mappings to which a transform adds. Packages tell their own.
pub(super) fn tell(init: &Init<'_>, change: &SystemChange, draft: &mut Draft) {
    if change.families().is_none() {
        return;
    }
    tell_one(&init.path(), init.node(), change, draft);
    for config in init.configs() {
        tell_one(config.path(), config.node(), change, draft);
        for section in Section::ALL {
            tell_section(&config, section, change, draft);
        }
    }
}

fn tell_section(config: &Config<'_>, section: Section, change: &SystemChange, draft: &mut Draft) {
    let Some(node) = config.section(section) else { return };
    let at = config.section_path(section);
    if section != Section::Packages || Given::whole(node).is_none() {
        tell_one(&at, node, change, draft);
    }
    if section == Section::Services {
        for entry in node.entries() {
            tell_one(&at.join(entry.key()), entry.value, change, draft);
        }
    }
}

fn tell_one(at: &Path, node: Node<'_>, change: &SystemChange, draft: &mut Draft) {
    if let Some(given) = Given::whole(node) {
        draft.leave(format!(
            "{} is given by {}: write there what {} needs.",
            trail(at),
            given.in_words(),
            change.target()
        ));
    } else if let Some(transform) = node.entry("Fn::Transform") {
        draft.leave(format!(
            "What Fn::Transform (line {}) adds to {} is known at a deployment only: look whether it fits {}.",
            transform.key_node.lines().start(),
            trail(at),
            change.target()
        ));
    }
}

/// Tells the packages or services that a loop names: its values stand elsewhere.
pub(super) fn tell_loop(name: &str, each: &str, node: Node<'_>, change: &SystemChange, draft: &mut Draft) {
    draft.leave(format!(
        "{name} (line {}) is named by the loop {each}: look what {} calls it.",
        node.lines().start(),
        change.target()
    ));
}
