//! A property is set that AWS alone gives.
//!
//! ```yaml bad
//! Resources: {Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Arn: arn:aws:iam::123456789012:role/a}}}
//! ```
//!
//! ```yaml good
//! Resources: {Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}}
//! Outputs: {Arn: {Value: !GetAtt Role.Arn}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::typed::{MACROS, TypedResource};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/read-only",
    name: "Property that AWS alone gives",
    severity: Severity::Error,
    why: "CloudFormation refuses a resource that sets a read-only property: \"Encountered unsupported property\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for object in typed.objects.iter().filter(|object| !object.is_open && object.definition.is_empty()) {
        for entry in object.node.last_entries() {
            if !object.property(entry.key()).is_some_and(|property| property.flags.read_only()) {
                continue;
            }
            let at = entry.value.path();
            let message = format!("AWS gives {} itself: CloudFormation refuses a resource that sets it.", entry.key());
            context.report(&at, message).fix("Remove it", move |_| vec![Edit::Remove { at: at.clone() }]);
        }
    }
}
