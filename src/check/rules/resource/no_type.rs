//! A resource has no type.
//!
//! ```yaml bad
//! Resources: {Topic: {Properties: {TopicName: news}}}
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Kind;
use crate::template::Resource;
use crate::template::resource::attribute;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/no-type",
    name: "Resource without a type",
    severity: Severity::Error,
    why: "CloudFormation refuses the template: \"Every Resources object must contain a Type member\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let node = resource.node();
    let may_grow = node.is_alias() || node.get("<<").is_some() || node.get("Fn::Transform").is_some() || is_call(node);
    if context.template().may_grow("") || may_grow {
        return;
    }
    let id = resource.id();
    if node.kind() != Kind::Mapping {
        let message = format!("{id} is no resource: CloudFormation refuses the template.");
        context.report(&resource.path(), message).help("A resource is a mapping with Type and Properties.");
        return;
    }
    match node.get(attribute::TYPE) {
        None => {
            let message = format!("{id} has no Type: CloudFormation refuses the template.");
            context.report(&resource.path(), message).help("Write what it is, such as Type: AWS::EC2::Instance.");
        }
        // A tool puts the resources of a file in its place.
        Some(kind) if kind.tag().is_some_and(|tag| tag.starts_with("!Rain::")) => {}
        Some(kind) if kind.scalar().is_none() || is_call(kind) => {
            let message = format!("The Type of {id} is no text: CloudFormation refuses the template.");
            context.report(&resource.path().join(attribute::TYPE), message).help("Write the name of a type.");
        }
        Some(_) => {}
    }
}
