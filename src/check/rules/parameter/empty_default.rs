//! The default is empty, where the value has to be something that exists.
//!
//! ```yaml bad
//! Parameters: {KeyName: {Type: AWS::EC2::KeyPair::KeyName, Default: ""}}
//! Resources: {Web: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref KeyName}}}
//! ```
//!
//! ```yaml good
//! Parameters: {KeyName: {Type: AWS::EC2::KeyPair::KeyName}, Name: {Type: String, Default: ""}}
//! Resources: {Web: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref KeyName}}}
//! ```

use super::value::names_existing;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::parameter::DEFAULT;
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/empty-default",
    name: "Empty default where something must exist",
    severity: Severity::Warning,
    why: "A value of such a type is looked up in the account. A deployment without a value fails: \"parameter value for \
          parameter name … does not exist\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html",
    check: Check::Parameter(check),
    also: &[],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    if parameter.default() != Some("") || !names_existing(parameter) {
        return;
    }
    let (at, name) = (parameter.path().join(DEFAULT.key), parameter.name());
    let kind = parameter.kind().unwrap_or_default();
    let message = format!("{name} has to be something that exists ({kind}): a deployment without a value fails.");
    context
        .report(&at, message)
        .help("Remove the default, so that a value is asked for; or make it a String, if it may be empty.")
        .fix("Remove the default", move |_| vec![Edit::Remove { at: at.clone() }]);
}
