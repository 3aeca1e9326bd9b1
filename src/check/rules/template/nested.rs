//! A nested stack has a template of its own.
//!
//! ```yaml bad
//! Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t.yaml}}}
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Resource;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/nested",
    name: "Nested template that is not read",
    severity: Severity::Note,
    why: "The nested template may need capabilities that this one does not show.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind().is_some_and(|kind| NESTED.contains(&kind)) {
        let message = format!("The template of {} is not read here; it may need capabilities too", resource.id());
        context.report(&resource.path(), message);
    }
}

/// Types whose own templates nobody sees here.
const NESTED: [&str; 2] = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"];
