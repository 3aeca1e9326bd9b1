//! A parameter has a constraint that its type does not have.
//!
//! ```yaml bad
//! Parameters: {Name: {Type: String, MaxValue: 5}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {Name: {Type: String, MaxLength: 5}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::entry;
use crate::schema::parameter::{applies, types_of};
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/constraint",
    name: "Constraint of another type",
    severity: Severity::Note,
    why: "CloudFormation documents each constraint for some types only.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let kind = parameter.kind().unwrap_or_default();
    for entry in parameter.node().entries() {
        let key = entry.key();
        let Some(types) = types_of(key).filter(|_| !kind.is_empty() && !applies(key, kind)) else { continue };
        let message =
            format!("{key} applies to {}. CloudFormation documents no such check for {kind}.", types.join(" and "));
        let at = parameter.path().join(key);
        let own = at.clone();
        context.report(&at, message).fix(format!("Remove {key}"), move |document| entry::take(document, &own));
    }
}
