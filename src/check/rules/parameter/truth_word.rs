//! A word without quotes that YAML takes for a truth is the default or an allowed value of a text.
//!
//! ```yaml bad 2
//! Parameters: {Public: {Type: String, Default: yes, AllowedValues: [yes, 'no']}}
//! Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Public}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Public: {Type: String, Default: 'yes', AllowedValues: ['yes', 'no']}}
//! Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Public}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Path, ScalarType, Value};
use crate::schema::parameter::{ALLOWED_VALUES, DEFAULT};
use crate::template::Parameter;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/truth-word",
    name: "Truth in place of a word",
    severity: Severity::Warning,
    why: "CloudFormation reads yes, no, on and off without quotes as truths: the parameter has the value true or false, and no condition that compares with the word holds.",
    source: "https://yaml.org/type/bool.html",
    check: Check::Parameter(check),
    also: &[],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    if parameter.kind() != Some("String") {
        return;
    }
    let list = parameter.path().join(ALLOWED_VALUES.key);
    let count = context.document().node(&list).map_or(0, |node| node.items().count());
    report(context, "default", parameter.path().join(DEFAULT.key));
    for index in 0..count {
        report(context, "allowed value", list.join(index));
    }
}

fn report(context: &mut Context<'_>, what: &str, at: Path) {
    let Some(node) = context.document().node(&at).filter(|node| node.tag().is_none()) else { return };
    let (ScalarType::Bool(value), Some(word)) = (node.scalar_type(), node.scalar()) else { return };
    // What stays the same text is meant.
    if word == if value { "true" } else { "false" } {
        return;
    }
    let (word, place) = (word.to_string(), at.clone());
    context
        .report(&at, format!("CloudFormation reads the {what} {word} as a truth: it is \"{value}\"."))
        .fix("Put it in quotes", move |_| vec![Edit::Set { at: place.clone(), value: Value::from(word.as_str()) }]);
}
