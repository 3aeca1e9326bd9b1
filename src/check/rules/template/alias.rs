//! The template has an alias or a merge key.
//!
//! ```yaml bad 2
//! Resources:
//!   First: {Type: AWS::SNS::Topic, Properties: &all {FifoTopic: true}}
//!   Second: {Type: AWS::SNS::Topic, Properties: *all}
//!   Third: {Type: AWS::SNS::Topic, Properties: {<<: *all, TopicName: third.fifo}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   First: {Type: AWS::SNS::Topic, Properties: {"<<": text, FifoTopic: true}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Node};
use crate::recipe::write_out_aliases::{edits, is_merge};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/alias",
    name: "Alias or merge key",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with YAML aliases, and does not merge mappings with <<.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    check: Check::Entry(check),
    also: &[],
};

const HELP: &str = "The recipe write-out-aliases writes all of them out: cf-init recipe FILE write-out-aliases";

fn check(context: &mut Context<'_>, node: Node<'_>) {
    if !context.document().has_anchors() && !node.source().contains("<<") {
        return;
    }
    // An alias behind a merge key is reported with it.
    let mut merged: Vec<usize> = Vec::new();
    for node in node.descendants() {
        if node.is_alias() && !merged.contains(&node.span().start) {
            let name = node.source().trim_start_matches('*');
            let message = format!("CloudFormation refuses the alias *{name}. Write the value of &{name} here.");
            context.report(&node.path(), message).help(HELP).fix("Write out all aliases", write_out);
        }
        for entry in node.entries().filter(|entry| is_merge(entry.key_node)) {
            let message = "CloudFormation refuses the merge key <<. Write the keys that it takes over here.";
            merged.push(entry.value.span().start);
            merged.extend(entry.value.items().map(|item| item.span().start));
            context.report(&node.path().join(entry.key()), message).help(HELP).fix("Write out all aliases", write_out);
        }
    }
}

fn write_out(document: &Document) -> Vec<Edit> {
    edits(document).unwrap_or_default()
}
