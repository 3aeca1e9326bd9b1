//! The AWS CLI's own YAML reader refuses a value that CloudFormation takes.
//!
//! ```yaml bad 3
//! Parameters:
//!   Sign: {Type: String, Default: =}
//!   Day: {Type: String, Default: 2026-02-30}
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic, Metadata: {? [a, b] : c}}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Sign: {Type: String, Default: "="}
//!   Day: {Type: String, Default: 2024-02-29}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, ScalarType, Value};
use crate::template::number::is_impossible_date;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/unreadable-by-cli",
    name: "Value that the AWS CLI cannot read",
    severity: Severity::Error,
    why: "aws cloudformation deploy reads the template with PyYAML before any call, and ends with an error there.",
    source: "https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/",
    check: Check::Entry(check),
    also: &[],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    for node in node.descendants() {
        if let Some(entry) = node.entries().find(|entry| entry.key_node.kind() != Kind::Scalar) {
            let start = entry.key_node.span().start;
            let message = "The AWS CLI cannot read a list or mapping as a key. Write text.";
            context.report_offset(start, message);
        }
        let text = node.scalar().unwrap_or_default();
        let what = match node.scalar_type() {
            ScalarType::SpecialKey if text == "=" => "a lone = without quotes",
            ScalarType::Timestamp if is_impossible_date(text) => "a date or time that does not exist",
            _ => continue,
        };
        let at = node.path();
        let (own, value) = (at.clone(), text.to_string());
        context
            .report(&at, format!("The AWS CLI cannot read {text}: it is {what}."))
            .help(format!("Write \"{text}\" in quotes."))
            .fix(format!("Write \"{text}\""), move |_| {
                vec![Edit::Set { at: own.clone(), value: Value::from(value.as_str()) }]
            });
    }
}
