//! A property has a text of another form than AWS takes.
//!
//! ```yaml bad
//! Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: "all logs"}}}
//! ```
//!
//! ```yaml good
//! Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app/all-logs}}}
//! ```

use regex_lite::Regex;

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Resource;
use crate::template::typed::{MACROS, is_dynamic, typed};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/pattern",
    name: "Text of the wrong form",
    severity: Severity::Error,
    why: "AWS refuses a text that does not match the pattern of the property, and the stack fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(typed) = typed(context.template(), resource) else { return };
    for value in typed.values.iter().filter(|value| !value.property.pattern.is_empty()) {
        let (name, pattern) = (value.property.name, value.property.pattern);
        let Some(text) = value.node.scalar().filter(|text| !is_dynamic(text)) else { continue };
        // A pattern that this reader does not know is not judged.
        if Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text)) {
            let shown: String = text.chars().take(40).collect();
            let message = format!("{name} cannot be \"{shown}\": AWS takes what matches {pattern}.");
            context.report(&value.node.path(), message).help("Write a text that matches.");
        }
    }
}
