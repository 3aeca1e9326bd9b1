//! The template has no resources.
//!
//! ```yaml bad
//! Parameters: {Name: {Type: String}}
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Path;
use crate::template::recognition::foreign;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/no-resources",
    name: "Template without resources",
    severity: Severity::Error,
    why: "Resources is the one section that a template has to have, with at least one resource.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    if context.template().resources().next().is_none() {
        let message = match foreign(context.document()) {
            Some(why) => format!("This is not a CloudFormation template. {why}"),
            None => "The template has no resources, so there is nothing to deploy.".to_string(),
        };
        context.report(&Path::root(), message);
    }
}
