//! The name of a resource or output, or a key of a mapping, has other characters than CloudFormation takes.
//!
//! ```yaml bad 4
//! Mappings: {Images: {10.0.0.0/16: {web_1: ami-1}}}
//! Resources: {my-topic: {Type: AWS::SNS::Topic}}
//! Outputs: {topic_arn: {Value: !Ref my-topic}}
//! ```
//!
//! ```yaml good
//! Mappings: {Images: {eu-west-1: {web: ami-1}, a.b: {web: ami-2}}}
//! Resources: {MyTopic: {Type: AWS::SNS::Topic}}
//! Outputs: {TopicArn: {Value: !Ref MyTopic}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, Path, Step};
use crate::template::name::fault_of_id;
use crate::template::section;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/logical-id",
    name: "Name with characters that are not taken",
    severity: Severity::Error,
    why: "CloudFormation refuses names of resources, outputs and mappings with other characters than letters and digits; \
          the first keys of a mapping may have - and . too.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let [Step::Key(in_section), Step::Key(name)] = path.steps() else { return };
    let named = [section::RESOURCES, section::OUTPUTS, section::MAPPINGS];
    if !named.contains(&&**in_section) || context.template().may_grow("") || name.starts_with("Fn::") {
        return;
    }
    require(context, &path, name, &[]);
    if &**in_section != section::MAPPINGS || node.is_alias() || node.get("Fn::Transform").is_some() {
        return;
    }
    for row in node.last_entries() {
        require(context, &path.join(row.key()), row.key(), &['-', '.']);
        if row.value.is_alias() || row.value.get("Fn::Transform").is_some() {
            continue;
        }
        for entry in row.value.last_entries() {
            require(context, &path.join(row.key()).join(entry.key()), entry.key(), &[]);
        }
    }
}

/// Reports a name that is no logical id, where `others` are taken too.
fn require(context: &mut Context<'_>, at: &Path, name: &str, others: &[char]) {
    if name.is_empty() || name == "<<" || name.starts_with("Fn::") {
        return;
    }
    let plain: String = name.chars().filter(|c| !others.contains(c)).collect();
    if !plain.is_empty() && fault_of_id(&plain).is_some() {
        let taken = if others.is_empty() { "letters and digits" } else { "letters, digits, - and ." };
        let message =
            format!("{name} is no name here: CloudFormation takes up to 255 {taken}, and refuses the template.");
        context.report(at, message).help("Rename it, and all that refers to it.");
    }
}
