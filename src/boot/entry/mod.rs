//! The entries of a config as steps, section after section as cfn-init works through them.
//!
//! Source: aws-cfn-bootstrap construction.py, class CloudFormationCarpenter.

mod command;
mod file;
mod group;
mod package;
mod service;
mod source;
mod user;

use super::builder::PlanBuilder;
use super::plan::{BootStep, PlanGap, StepOutcome};
use super::values::{ChosenValue, is_empty, may_grow};
use crate::document::{Entry, Kind, Node, Path};
use crate::template::function::call;
use crate::template::{Config, Section};

/// Adds the steps of a config.
pub(super) fn config<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    builder.changed.clear();
    for section in Section::ALL {
        match section {
            Section::Packages => package::steps(builder, config),
            Section::Groups => group::steps(builder, config),
            Section::Users => user::steps(builder, config),
            Section::Sources => source::steps(builder, config),
            Section::Files => file::steps(builder, config),
            Section::Commands => command::steps(builder, config),
            Section::Services => service::steps(builder, config),
        }
    }
}

/// Where entries are: a section of a config, and of packages and services a manager.
struct Group<'d> {
    config: &'d str,
    section: Section,
    path: Path,
}

impl<'d> Group<'d> {
    fn of(config: &Config<'d>, section: Section) -> Group<'d> {
        Group { config: config.name(), section, path: config.section_path(section) }
    }

    /// A step for an entry of it.
    fn step(&self, builder: &PlanBuilder<'_, '_>, entry: &Entry<'_>) -> BootStep {
        builder.entry(self.section, self.config, entry.key(), entry.value.path())
    }
}

/// The entries of a collection in the order of the text, of equal keys the last, with the conditions around each
/// decided; those that are not there are left out. What is no mapping stops cfn-init, with `fault` as the message.
fn entries<'d>(
    builder: &mut PlanBuilder<'d, '_>,
    group: &Group<'d>,
    node: Option<Node<'d>>,
    fault: &str,
) -> Vec<Entry<'d>> {
    let node = match builder.values.choose(node) {
        ChosenValue::Absent => return Vec::new(),
        ChosenValue::Node(node) if call(node).is_none() => node,
        ChosenValue::Node(_) | ChosenValue::Unknown => {
            let message = format!("The {} of {} are known at a deployment only.", group.section.key(), group.config);
            builder.gaps.push(PlanGap { path: group.path.clone(), message });
            return Vec::new();
        }
    };
    if is_empty(node) {
        return Vec::new();
    }
    if node.kind() != Kind::Mapping {
        let step = builder.entry(group.section, group.config, group.section.key(), group.path.clone());
        builder.push(BootStep { outcome: StepOutcome::Fails(fault.to_string()), ..step });
        return Vec::new();
    }
    if may_grow(node) {
        let message = format!("A loop or a macro adds {} to {}.", group.section.key(), group.config);
        builder.gaps.push(PlanGap { path: group.path.clone(), message });
    }
    let mut entries = Vec::new();
    for entry in node.last_entries() {
        if entry.key().starts_with("Fn::ForEach::") || entry.key() == "Fn::Transform" {
            continue;
        }
        match builder.values.choose(Some(entry.value)) {
            ChosenValue::Absent => {}
            ChosenValue::Node(value) => {
                if may_grow(value) {
                    let message =
                        format!("What a loop or a macro adds to {} is known at a deployment only.", entry.key());
                    builder.gaps.push(PlanGap { path: value.path(), message });
                }
                entries.push(Entry { key_node: entry.key_node, value });
            }
            ChosenValue::Unknown => {
                let message = format!("Whether {} is there is known at a deployment only.", entry.key());
                builder.gaps.push(PlanGap { path: entry.value.path(), message });
            }
        }
    }
    entries
}

/// The entries in the order of their names, as Python sorts text.
fn by_name(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    entries.sort_by(|one, other| one.key().cmp(other.key()));
    entries
}

/// The outcome of an entry that is no mapping, where cfn-init expects one.
fn not_a_mapping(what: &str, name: &str) -> StepOutcome {
    StepOutcome::Fails(format!("{what} {name} has to be a mapping: cfn-init stops here."))
}

/// True for a mapping that is no function.
fn is_mapping(node: Node<'_>) -> bool {
    node.kind() == Kind::Mapping && call(node).is_none()
}

/// True for a function that no condition decides.
fn is_function(node: Node<'_>) -> bool {
    call(node).is_some()
}

/// True for a name that no useradd or groupadd takes. Source: shadow-utils chkname.c, with what Debian takes beside.
fn is_no_account_name(name: &str) -> bool {
    name.is_empty()
        || name.starts_with(['-', '+', '~'])
        || name.contains([':', ',', '/'])
        || name.contains(char::is_whitespace)
}
