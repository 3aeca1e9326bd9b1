//! An entry has no value.
//!
//! ```yaml bad 2
//! Parameters:
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties:
//!       TopicName:
//!       DisplayName: news
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: "", DisplayName: !GetAZs }}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Node, Path, Step};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/null-value",
    name: "Entry without a value",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with an entry without a value: \"'null' values are not allowed in templates\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    check: Check::Entry(check),
    also: &[],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    for node in node.descendants().filter(|node| !node.is_alias() && node.is_null()) {
        let at = node.path();
        let name = at.last().map(Step::to_string).unwrap_or_default();
        let what = match at.last() {
            Some(Step::Index(_)) => "An item of the list has no value".to_string(),
            _ => format!("{name} has no value"),
        };
        context.report(&at, format!("{what}: CloudFormation refuses the template."));
        context.help("Write a value, or {}, [] or \"\" for an empty one, or remove the entry.");
        if at.last_key() == Some("Fn::GetAZs") {
            context.fix("Write \"\" for this Region", move |_| vec![Edit::Set { at: at.clone(), value: "".into() }]);
        } else if can_go(&at) {
            context.fix("Remove the entry", move |_| vec![Edit::Remove { at: at.clone() }]);
        }
    }
}

/// True for a section, an attribute of a resource and a property: without a value they say nothing.
fn can_go(at: &Path) -> bool {
    let steps: Vec<Option<&str>> = at.steps().iter().map(Step::key).collect();
    matches!(steps.as_slice(), [_] | [_, _, Some(_)] | [_, _, Some("Properties"), .., Some(_)])
        && !at.last_key().is_some_and(|key| key == "Ref" || key.starts_with("Fn::"))
}
