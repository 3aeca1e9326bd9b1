//! An output has no value, or a key that CloudFormation does not know.
//!
//! ```yaml bad 3
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! Outputs:
//!   Name: {Description: The topic}
//!   Arn: {Value: !Ref Topic, Desription: Its ARN}
//!   Key: {Value: !Ref Topic, Export: {Nam: topic}}
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! Outputs:
//!   Name: {Value: !GetAtt Topic.TopicName, Description: The topic}
//!   Arn: {Value: !Ref Topic, Export: {Name: topic}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Path, Step};
use crate::schema::PropertyTable;
use crate::schema::template_keys::{EXPORT, OUTPUT};
use crate::template::for_each::is_for_each;
use crate::template::section;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "output/wrong-key",
    name: "Output without a value, or with an unknown key",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with an output without Value, or with a key that outputs do not have.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let [Step::Key(in_section), Step::Key(name)] = path.steps() else { return };
    let is_made = node.is_alias() || is_call(node) || is_for_each(name) || name.starts_with("Fn::");
    if &**in_section != section::OUTPUTS || context.template().may_grow(section::OUTPUTS) || is_made {
        return;
    }
    if node.kind() != Kind::Mapping {
        let message = format!("{name} is no output: CloudFormation refuses the template.");
        context.report(&path, message).help("An output is a mapping with Value.");
        return;
    }
    keys(context, node, &path, OUTPUT, "Value", "an output");
    if let Some(export) = node.get("Export").filter(|node| node.is_plain(Kind::Mapping) && !is_call(*node)) {
        keys(context, export, &path.join("Export"), EXPORT, "Name", "Export");
    }
}

/// Reports the keys that a mapping must not have, and else the one that it needs.
fn keys(context: &mut Context<'_>, node: Node<'_>, at: &Path, rows: PropertyTable, needs: &str, what: &str) {
    let has = |key: &str| node.get(key).is_some() || node.get("<<").is_some();
    let known = || rows.iter().map(|row| row.key);
    let mut renamed = false;
    for entry in node.last_entries() {
        let key = entry.key();
        if key.is_empty() || key == "<<" || key == "Fn::Transform" || known().any(|one| one == key) {
            continue;
        }
        let at = at.join(key);
        context.report(&at, format!("{key} is no key of {what}: CloudFormation refuses the template."));
        match similar(key, known()).filter(|name| node.get(name).is_none()) {
            Some(name) => {
                renamed |= name == needs;
                let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: name.to_string() }];
                context.fix(format!("Rename to {name}"), edit);
            }
            None => {
                context.help(format!("The keys are {}.", known().collect::<Vec<_>>().join(", ")));
            }
        }
    }
    if !has(needs) && !renamed && node.get("Fn::Transform").is_none() {
        let name = at.last_key().unwrap_or_default();
        let message = format!("{name} has no {needs}: CloudFormation refuses the template.");
        context.report(at, message).help(format!("Write {needs}."));
    }
}
