//! A mapping has the same key twice.
//!
//! ```yaml bad 3
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic}
//!   Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true, FifoTopic: false}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01a: {command: touch /tmp/a}}
//!           files: {}
//!           commands: {02b: {command: touch /tmp/b}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01a: {command: touch /tmp/a}, 02b: {command: touch /tmp/b}}
//! ```

use std::collections::HashMap;

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Kind, Node};
use crate::recipe::write_out_aliases::is_merge;
use crate::template::init::INIT;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/duplicate-key",
    name: "Key that is written twice",
    severity: Severity::Error,
    why: "CloudFormation keeps the last of several equal keys and ignores the others without a message.",
    source: "https://yaml.org/spec/1.2.2/#3213-node-comparison",
    check: Check::Everywhere(check, check_entry),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let Some(root) = context.document().root() else { return };
    if root.kind() != Kind::Mapping {
        return check_entry(context, root);
    }
    check_counting(context, root);
    for section in root.last_entries().into_iter().map(|section| section.value) {
        if section.is_plain(Kind::Mapping) && !section.is_alias() {
            check_counting(context, section);
        }
    }
}

/// Checks the keys of a mapping whose entries are checked one by one, without those that do not count: these are checked
/// here.
fn check_counting(context: &mut Context<'_>, mapping: Node<'_>) {
    if !mapping.repeats_keys() {
        return;
    }
    check_mapping(context, mapping);
    let counting = mapping.last_entries();
    let others = mapping.entries().map(|entry| entry.value);
    for node in others.filter(|node| !counting.iter().any(|counts| counts.value.is_same_as(*node))) {
        check_entry(context, node);
    }
}

fn check_entry(context: &mut Context<'_>, node: Node<'_>) {
    for node in node.descendants() {
        check_mapping(context, node);
    }
}

fn check_mapping(context: &mut Context<'_>, node: Node<'_>) {
    if node.kind() == Kind::Mapping && !node.is_alias() && node.repeats_keys() {
        report(context, node);
    }
}

fn report(context: &mut Context<'_>, node: Node<'_>) {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    let entries = node.entries().rev();
    for entry in entries.filter(|entry| entry.key_node.kind() == Kind::Scalar && !is_merge(entry.key_node)) {
        let line = *entry.key_node.lines().start();
        match last.get(entry.key()) {
            Some(kept) => found.push((entry.key(), entry.key_node.span().start, *kept)),
            None => {
                last.insert(entry.key(), line);
            }
        }
    }
    for (key, offset, kept) in found.into_iter().rev() {
        let at = node.path().join(key);
        let result = match at.steps().iter().any(|step| step.key() == Some(INIT)) {
            true => "cfn-init never gets this one",
            false => "CloudFormation ignores this one",
        };
        context
            .report_at(&at, offset, format!("The key {key} is written again on line {kept}, so {result}."))
            .help("Merge the two, or rename or remove one.");
    }
}
