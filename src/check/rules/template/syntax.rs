//! The text is neither YAML nor JSON.
//!
//! ```yaml bad
//! Resources: {
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/syntax",
    name: "Text that cannot be read",
    severity: Severity::Error,
    why: "CloudFormation refuses a template that it cannot read. Nothing else is checked until it can be.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    check: Check::Text(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    if let Some(error) = context.document().syntax_error() {
        context.report_offset(error.offset, error.message.clone());
    }
}
