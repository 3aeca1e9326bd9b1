//! A resource has the name of a parameter.
//!
//! ```yaml bad
//! Parameters: {Web: {Type: String}}
//! Resources: {Web: {Type: AWS::SNS::Topic}, Other: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Web}}}
//! ```
//!
//! ```yaml good
//! Parameters: {WebName: {Type: String}}
//! Resources: {Web: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref WebName}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/same-name",
    name: "Resource with the name of a parameter",
    severity: Severity::Error,
    why: "Parameters and resources share their names, because Ref takes both: CloudFormation answers that all resources \
          and parameters must have unique names.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    let Some(parameters) = template.section(section::PARAMETERS) else { return };
    for entry in template.section(section::RESOURCES).into_iter().flat_map(|node| node.last_entries()) {
        if entry.key() != "Fn::Transform" && entry.key() != "<<" && parameters.get(entry.key()).is_some() {
            let message = format!("A parameter is named {} too: CloudFormation refuses the template.", entry.key());
            context.report(&entry.value.path(), message).help("Rename one of them, and what refers to it.");
        }
    }
}
