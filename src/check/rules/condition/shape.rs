//! A condition is no function that is true or false.
//!
//! ```yaml bad 2
//! Parameters: {Size: {Type: String}}
//! Conditions: {IsLarge: "true", IsSmall: !Ref Size}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {Size: {Type: String}}
//! Conditions: {IsLarge: !Equals [!Ref Size, large], IsSmall: !Not [{Condition: IsLarge}], Same: {Condition: IsLarge}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, Step};
use crate::schema::function::Allowed;
use crate::template::for_each::is_for_each;
use crate::template::function::call;
use crate::template::section;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "condition/shape",
    name: "Condition that is neither true nor false",
    severity: Severity::Error,
    why: "CloudFormation refuses a condition that is no Fn::Equals, Fn::And, Fn::Or, Fn::Not or other condition: \
          \"Conditions can only be boolean operations on parameters and other conditions\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let [Step::Key(in_section), Step::Key(name)] = path.steps() else { return };
    let is_made =
        node.is_alias() || is_for_each(name) || name.starts_with("Fn::") || node.get("Fn::Transform").is_some();
    if &**in_section != section::CONDITIONS || context.template().may_grow("") || is_made || node.is_null() {
        return;
    }
    let is_condition = match call(node) {
        // A function that does not exist is found by another rule.
        None => node.tag().is_some() || node.len() == 1 && node.entries().any(|entry| is_other(entry.key())),
        Some(call) => call.function.allowed == Allowed::Conditions,
    };
    if !is_condition {
        let message = format!("The condition {name} is neither true nor false: CloudFormation refuses the template.");
        context.report(&path, message).help("Write !Equals [A, B], !And, !Or, !Not, or another condition.");
    }
}

fn is_other(key: &str) -> bool {
    key == "Condition" || key.starts_with("Fn::")
}
