//! A secret has no default.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true, Default: hunter2}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::parameter::DEFAULT;
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/secret-default",
    name: "Secret with a default",
    severity: Severity::Warning,
    why: "NoEcho hides the value that a deployment gives. The default is plain text in the template, for everybody who has it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    // A reference to Secrets Manager or the Parameter Store is no secret.
    if !parameter.no_echo() || parameter.default().is_none_or(|text| text.is_empty() || text.contains("{{resolve:")) {
        return;
    }
    let at = parameter.path().join(DEFAULT.key);
    let message = format!(
        "The default of {} is readable in the template, and every stack without a value has it.",
        parameter.name()
    );
    context.report(&at, message).fix("Remove the default", move |_| vec![Edit::Remove { at: at.clone() }]);
}
