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
        context.report(&Path::root(), "The template has no resources, so there is nothing to deploy.");
    }
}
