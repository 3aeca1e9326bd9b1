//! A value without quotes is a number that CloudFormation writes in other characters.
//!
//! ```yaml bad 2
//! Parameters:
//!   Account: {Type: String, Default: 098765432109}
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: 7e3}}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Account: {Type: String, Default: "098765432109"}
//!   Rate: {Type: Number, Default: 0.50}
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: 7000}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Node, Path, ScalarType, Value};
use crate::schema::file;
use crate::template::init::INIT;
use crate::template::number::other_text;
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/other-digits",
    name: "Number that changes its digits",
    severity: Severity::Warning,
    why: "CloudFormation reads digits with a leading zero or an exponent as a number: 012345678901 arrives as \
          1.2345678901E10, 0750 as 488.",
    source: "https://yaml.org/type/int.html",
    check: Check::Entry(check),
    also: &[],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    for node in node.descendants() {
        let Some(other) = other_text(node) else { continue };
        let at = node.path();
        if is_mode(&at) || matches!(node.resolved_type(), ScalarType::Float(_)) && !takes_text(context, &at) {
            continue;
        }
        let text = node.scalar().unwrap_or_default().to_string();
        let message = format!("{text} has no quotes, so it is a number: CloudFormation makes {other} of it.");
        let own = at.clone();
        context
            .report(&at, message)
            .help(format!("Write \"{text}\" in quotes to keep its characters."))
            .fix(format!("Write \"{text}\""), move |_| {
                vec![Edit::Set { at: own.clone(), value: Value::from(text.as_str()) }]
            });
    }
}

/// True for the mode of a file, which has a rule of its own.
fn is_mode(at: &Path) -> bool {
    at.last_key() == Some(file::MODE.key) && at.steps().iter().any(|step| step.key() == Some(INIT))
}

/// True where a value is text to whoever gets it, so that 3.10 is not 3.1.
fn takes_text(context: &Context<'_>, at: &Path) -> bool {
    let steps = at.steps();
    if steps.iter().any(|step| step.key() == Some(INIT)) {
        return true;
    }
    let [first, name, ..] = steps else { return false };
    let parameter = name.key().filter(|_| first.key() == Some(section::PARAMETERS));
    let parameter = parameter.and_then(|name| context.template().parameter(name));
    parameter.is_some_and(|one| one.kind().is_none_or(|kind| !kind.contains("Number")))
}
