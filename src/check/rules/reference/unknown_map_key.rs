//! `Fn::FindInMap` names a key that the mapping does not have.
//!
//! ```yaml bad 2
//! Mappings: {Images: {eu-west-1: {web: ami-1}, us-east-1: {web: ami-2}}}
//! Resources:
//!   One: {Type: AWS::EC2::Instance, Properties: {ImageId: !FindInMap [Images, eu-west-2, web]}}
//!   Two: {Type: AWS::EC2::Instance, Properties: {ImageId: !FindInMap [Images, !Ref AWS::Region, db]}}
//! ```
//!
//! ```yaml good
//! Mappings: {Images: {eu-west-1: {web: ami-1}, us-east-1: {web: ami-2, db: ami-3}}}
//! Resources:
//!   One: {Type: AWS::EC2::Instance, Properties: {ImageId: !FindInMap [Images, eu-west-1, web]}}
//!   Two: {Type: AWS::EC2::Instance, Properties: {ImageId: !FindInMap [Images, !Ref AWS::Region, db]}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Value};
use crate::template::function::argument_of;
use crate::template::section;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "reference/unknown-map-key",
    name: "Key that a mapping does not have",
    severity: Severity::Error,
    why: "CloudFormation refuses a template whose Fn::FindInMap finds nothing: \"Unable to get mapping for …\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1]), Also::Section(section::MAPPINGS)],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let template = context.template();
    if template.may_grow(section::MAPPINGS) || !node.source().contains("FindInMap") {
        return;
    }
    let Some(mappings) = template.section(section::MAPPINGS) else { return };
    for node in node.descendants().filter(|node| !node.is_alias()) {
        let Some(list) = argument_of(node, "Fn::FindInMap") else { continue };
        let Some(mapping) = list.item(0).and_then(name).and_then(|name| mappings.get(name)) else { continue };
        // With a fourth argument a missing key has a default.
        if list.len() != 3 || !is_closed(mapping) {
            continue;
        }
        let map = list.item(0).and_then(name).unwrap_or_default();
        let (top, second) = (list.item(1), list.item(2));
        let row = match top.and_then(|node| Some((node, name(node)?))) {
            Some((node, key)) => match mapping.get(key) {
                Some(row) => Some(row),
                None => {
                    let keys: Vec<&str> = mapping.entries().map(|entry| entry.key()).collect();
                    report(context, node, &format!("The mapping {map} has no key {key}"), &keys);
                    continue;
                }
            },
            None => None,
        };
        let Some((node, key)) = second.and_then(|node| Some((node, name(node)?))) else { continue };
        let rows: Vec<Node<'_>> =
            row.map_or_else(|| mapping.entries().map(|entry| entry.value).collect(), |row| vec![row]);
        if rows.iter().all(|row| is_closed(*row) && row.get(key).is_none()) {
            let keys: Vec<&str> =
                rows.first().map(|row| row.entries().map(|one| one.key()).collect()).unwrap_or_default();
            let of = match top.and_then(name).filter(|_| row.is_some()) {
                Some(top) => format!("{top} of the mapping {map}"),
                None => format!("No entry of the mapping {map}"),
            };
            let message =
                if row.is_some() { format!("{of} has no key {key}") } else { format!("{of} has a key {key}") };
            report(context, node, &message, &keys);
        }
    }
}

/// The text of an argument that is no function and has no variable of a loop.
fn name<'d>(node: Node<'d>) -> Option<&'d str> {
    let is_text = node.tag().is_none_or(|tag| tag.starts_with("!!")) && !node.is_alias();
    node.scalar().filter(|text| is_text && !text.contains(['$', '&']))
}

/// True for a mapping whose keys are all in the text.
fn is_closed(node: Node<'_>) -> bool {
    node.is_plain(Kind::Mapping) && node.get("Fn::Transform").is_none() && node.get("<<").is_none()
}

fn report(context: &mut Context<'_>, node: Node<'_>, message: &str, keys: &[&str]) {
    /// Most keys that a message lists.
    const MOST: usize = 20;
    let at = node.path();
    context.report(&at, format!("{message}: CloudFormation refuses the template."));
    let written = node.scalar().unwrap_or_default();
    if let Some(key) = similar(written, keys.iter().copied()) {
        let value = Value::from(key);
        let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: value.clone() }];
        context.fix(format!("Write {key}"), edit);
    } else {
        let shown: Vec<&str> = keys.iter().take(MOST).copied().collect();
        context.help(format!("There are: {}.", shown.join(", ")));
    }
}
