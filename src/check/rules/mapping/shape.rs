//! A mapping has no two levels of keys, or another value than texts and lists.
//!
//! ```yaml bad 3
//! Mappings:
//!   Flat: {eu-west-1: ami-1}
//!   Deep: {eu-west-1: {web: {image: ami-1}}}
//!   Called: {eu-west-1: {web: !Ref AWS::Region}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Mappings:
//!   Images: {eu-west-1: {web: ami-1, sizes: [1, 2]}}
//!   Included: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Kind, Node, Step};
use crate::template::section;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "mapping/shape",
    name: "Mapping that has no two levels",
    severity: Severity::Error,
    why: "CloudFormation refuses a mapping that is not keys, keys below them, and texts or lists: functions are not taken.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let [Step::Key(in_section), Step::Key(name)] = path.steps() else { return };
    let is_made = node.is_alias() || node.get("Fn::Transform").is_some() || name.starts_with("Fn::");
    if &**in_section != section::MAPPINGS || context.template().may_grow("") || is_made {
        return;
    }
    let wrong = |context: &mut Context<'_>, node: Node<'_>, what: &str| {
        let message = format!("{what} CloudFormation refuses the mapping {name}.");
        let help = "A mapping has keys, keys below them, and texts or lists of texts as values.";
        context.report(&node.path(), message).help(help);
    };
    if !node.is_plain(Kind::Mapping) || is_call(node) {
        wrong(context, node, "This is no mapping.");
        return;
    }
    for row in node.last_entries() {
        let value = row.value;
        if value.is_alias() || value.is_null() || row.key() == "<<" || value.get("Fn::Transform").is_some() {
            continue;
        }
        if !value.is_plain(Kind::Mapping) || is_call(value) {
            wrong(context, value, &format!("{} has no keys below it.", row.key()));
            continue;
        }
        for entry in value.last_entries().iter().filter(|entry| !entry.value.is_alias()) {
            let value = entry.value;
            if value.kind() == Kind::Mapping || is_call(value) {
                wrong(context, value, &format!("{} is neither text nor a list.", entry.key()));
            } else if let Some(item) = value.items().find(|item| is_call(*item)) {
                wrong(context, item, &format!("An item of {} is a function.", entry.key()));
            }
        }
    }
}
