//! The value of a parameter, or its default, does not fit its own constraints.
//!
//! ```yaml bad
//! Parameters: {Port: {Type: Number, Default: 70000, MaxValue: 65535}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {Port: {Type: Number, Default: 8080, MaxValue: 65535}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::parameter::DEFAULT;
use crate::template::{Parameter, constraint};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/value",
    name: "Value that breaks its constraints",
    severity: Severity::Error,
    why: "CloudFormation refuses a value that does not fit the type, AllowedValues, AllowedPattern, length or range.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[Also::Values],
};

/// True for a type whose values are what exists in the account and region.
pub fn names_existing(parameter: Parameter<'_>) -> bool {
    parameter.kind().is_some_and(|kind| kind.trim_start_matches("List<").starts_with("AWS::"))
}

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let given = context.values().get(parameter.name());
    // With an empty default of such a type a deployment has to give a value: parameter/empty-default.
    if given.is_none() && names_existing(parameter) && parameter.default() == Some("") {
        return;
    }
    let Some(value) = given.map(String::as_str).or(parameter.default()) else { return };
    let Err(error) = constraint::check(parameter, value) else { return };
    // The value of a NoEcho parameter is not shown.
    let message = match parameter.no_echo() {
        true => "The default does not fit the constraints of the parameter. CloudFormation refuses it.".to_string(),
        false if given.is_some() => error.to_string(),
        false => format!("The default does not fit: {error}"),
    };
    let at = if given.is_some() { parameter.path() } else { parameter.path().join(DEFAULT.key) };
    context.report(&at, message);
}
