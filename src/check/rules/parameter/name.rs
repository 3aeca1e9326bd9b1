//! The name of a parameter is not alphanumeric.
//!
//! ```yaml bad
//! Parameters: {site-title: {Type: String}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {SiteTitle: {Type: String}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/name",
    name: "Invalid name of a parameter",
    severity: Severity::Error,
    why: "Names of parameters have letters and digits only.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let name = parameter.name();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        context.report(&parameter.path(), format!("{name} cannot name a parameter: letters and digits only."));
    }
}
