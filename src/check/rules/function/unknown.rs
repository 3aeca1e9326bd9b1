//! A function that CloudFormation does not have.
//!
//! ```yaml bad 2
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties: {TopicName: !sub "${AWS::StackName}-a", DisplayName: {Fn::Concat: [a, b]}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties: {TopicName: !Sub "${AWS::StackName}-a", DisplayName: {Fn::Join: ["", [a, b]]}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Node, Step, Value};
use crate::schema::function::{Allowed, FUNCTIONS, Function};
use crate::template::for_each::is_for_each;
use crate::template::section;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "function/unknown",
    name: "Unknown function",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with a function that it does not have.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let in_section = path.steps().first().and_then(Step::key);
    let has_functions = in_section.is_some_and(|name| name != section::METADATA && section::ORDER.contains(&name));
    if !has_functions || context.template().may_grow("") {
        return;
    }
    for node in node.descendants().filter(|node| !node.is_alias()) {
        tag(context, node);
        for entry in node.entries() {
            key(context, entry.key(), entry.value);
        }
    }
}

fn tag(context: &mut Context<'_>, node: Node<'_>) {
    // Of tags such as !Rain::Embed a tool knows the meaning; those with two marks are YAML's.
    let name = node.tag().and_then(|tag| tag.strip_prefix('!')).unwrap_or_default();
    let is_other = name.is_empty() || name.starts_with(['!', '<']) || name.contains("::");
    if is_other || Function::of_tag(&format!("!{name}")).is_some() {
        return;
    }
    let at = node.path();
    context.report(&at, format!("CloudFormation has no function !{name}: it refuses the template."));
    match meant(name) {
        Some(function) => {
            let tag = function.tag();
            context.fix(format!("Write {tag}"), move |document| {
                let value = document.node(&at).map(|node| Value::tagged(&tag, node.untagged_source_ref()));
                value.map(|value| Edit::Set { at: at.clone(), value }).into_iter().collect()
            });
        }
        None => help(context),
    }
}

fn key(context: &mut Context<'_>, key: &str, value: Node<'_>) {
    let Some(name) = key.strip_prefix("Fn::").filter(|_| !is_for_each(key)) else { return };
    if Function::of_long(key).is_some() {
        return;
    }
    let at = value.path();
    context.report(&at, format!("CloudFormation has no function {key}: it refuses the template."));
    match meant(name).or_else(|| Function::of_long(name)) {
        Some(function) => {
            let to = function.long;
            let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: to.to_string() }];
            context.fix(format!("Write {to}"), edit);
        }
        None => help(context),
    }
}

/// The function that a misspelt name was meant to be.
fn meant(name: &str) -> Option<&'static Function> {
    let names = FUNCTIONS.iter().filter(|function| function.allowed != Allowed::Rules);
    let found = similar(name, names.map(|function| function.name()))?;
    FUNCTIONS.iter().find(|function| function.name() == found)
}

fn help(context: &mut Context<'_>) {
    let names = FUNCTIONS.iter().filter(|function| function.allowed != Allowed::Rules).map(|function| function.name());
    context.help(format!("The functions are {}.", names.collect::<Vec<_>>().join(", ")));
}
