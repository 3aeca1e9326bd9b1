//! A loop, or a function that the language extensions bring, in a template without them.
//!
//! ```yaml bad 4
//! Parameters:
//!   Stage: {Type: String, Default: Prod}
//! Resources:
//!   TopicProd: {Type: AWS::SNS::Topic}
//!   Fn::ForEach::Queues: [Name, [a, b], {'Queue${Name}': {Type: AWS::SQS::Queue}}]
//!   Other:
//!     Type: AWS::SNS::Topic
//!     Properties: {DisplayName: {Fn::ToJsonString: {a: 1}}, TopicName: {Ref: {Fn::Sub: 'Topic${Stage}'}}}
//! Outputs:
//!   Count: {Value: {Fn::Length: [a, b]}}
//! ```
//!
//! ```yaml good
//! Transform: AWS::LanguageExtensions
//! Resources:
//!   Fn::ForEach::Queues: [Name, [a, b], {'Queue${Name}': {Type: AWS::SQS::Queue}}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, Path, Step};
use crate::recipe::addition::section_at;
use crate::template::for_each::is_for_each;
use crate::template::function::call;
use crate::template::reference::is_computed;
use crate::template::section;

/// The transform.
const TRANSFORM: &str = "AWS::LanguageExtensions";
/// Functions that only the transform knows.
const FUNCTIONS: [&str; 2] = ["Fn::Length", "Fn::ToJsonString"];

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "function/language-extensions",
    name: "Function without the language extensions",
    severity: Severity::Error,
    why: "CloudFormation reads loops, Fn::Length, Fn::ToJsonString and functions in names only with the transform AWS::LanguageExtensions.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html",
    check: Check::Entry(check),
    also: &[Also::Section(section::TRANSFORM)],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let in_section = path.steps().first().and_then(Step::key);
    let has_functions = in_section.is_some_and(|name| name != section::METADATA && section::ORDER.contains(&name));
    let template = context.template();
    // Another macro may know them.
    if !has_functions || template.has_language_extensions() || template.may_grow("") {
        return;
    }
    if let Some(key) = path.last_key().filter(|key| is_for_each(key)) {
        report(context, &path, key);
    }
    for node in node.descendants().filter(|node| !node.is_alias()) {
        for key in node.entries().map(|entry| entry.key()).filter(|key| is_for_each(key)) {
            report(context, &node.path().join(key), key);
        }
        let name = call(node).map(|call| call.name).unwrap_or_default();
        if FUNCTIONS.contains(&name) {
            report(context, &node.path(), name);
        } else if is_computed(node) {
            report(context, &node.path(), &format!("A function in {name}"));
        }
    }
}

fn report(context: &mut Context<'_>, at: &Path, what: &str) {
    context
        .report(at, format!("{what} needs Transform: {TRANSFORM}: CloudFormation refuses the template."))
        .fix(format!("Add {TRANSFORM}"), |document| vec![section_at(document, section::TRANSFORM, TRANSFORM.into())]);
}
