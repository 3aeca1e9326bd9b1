//! A key of a parameter that CloudFormation does not know.
//!
//! ```yaml bad 2
//! Parameters: {Name: {Type: String, AllowedValue: [a, b], Required: true}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters: {Name: {Type: String, AllowedValues: [a, b], Description: Required}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::parameter::ROWS;
use crate::template::Parameter;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/unknown-key",
    name: "Unknown key of a parameter",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with a key that parameters do not have: \"Invalid template parameter \
          property\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let node = parameter.node();
    if context.template().may_grow("") || node.is_alias() || is_call(node) || parameter.name().starts_with("Fn::") {
        return;
    }
    let known = || ROWS.iter().map(|row| row.key);
    for entry in node.last_entries() {
        let key = entry.key();
        if key.is_empty() || key == "<<" || key == "Fn::Transform" || known().any(|one| one == key) {
            continue;
        }
        let at = parameter.path().join(key);
        context.report(&at, format!("{key} is no key of a parameter: CloudFormation refuses the template."));
        match similar(key, known()).filter(|name| node.get(name).is_none()) {
            Some(name) => {
                let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: name.to_string() }];
                context.fix(format!("Rename to {name}"), edit);
            }
            None => {
                context.help(format!("The keys are {}.", known().collect::<Vec<_>>().join(", ")));
            }
        }
    }
}
