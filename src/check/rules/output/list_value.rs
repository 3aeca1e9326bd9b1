//! An output returns a list.
//!
//! ```yaml bad 2
//! Parameters:
//!   Zones: {Type: 'List<AWS::EC2::AvailabilityZone::Name>'}
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//! Outputs:
//!   Zones: {Value: !Ref Zones}
//!   All: {Value: !GetAZs ''}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Zones: {Type: 'List<AWS::EC2::AvailabilityZone::Name>'}
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//! Outputs:
//!   Zones: {Value: !Join [',', !Ref Zones]}
//!   All: {Value: !Join [',', !GetAZs '']}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Node;
use crate::document::{Edit, Value};
use crate::template::function::{Spelling, call, spelled};
use crate::template::section;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "output/list-value",
    name: "Output with a list",
    severity: Severity::Error,
    why: "CloudFormation takes text as the value of an output: \"The Value field of every Outputs member must evaluate to a String\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    check: Check::Template(check),
    also: &[
        Also::Section(section::OUTPUTS),
        Also::Section(section::PARAMETERS),
        Also::Section(MACROS[0]),
        Also::Section(MACROS[1]),
    ],
};

fn check(context: &mut Context<'_>) {
    // A macro may bring or take away what is missing or too much.
    if context.template().may_grow("") {
        return;
    }
    let outputs = context.template().section(section::OUTPUTS);
    for entry in outputs.into_iter().flat_map(|outputs| outputs.entries()) {
        let Some(value) = entry.value.get("Value").filter(|_| !entry.key().starts_with("Fn::")) else { continue };
        let Some(what) = list(context, value) else { continue };
        let at = value.path();
        let message = format!("{what} is a list: CloudFormation refuses it as the value of an output.");
        context.report(&at.clone(), message).fix("Join it by commas", move |document| {
            let Some(list) = document.node(&at) else { return Vec::new() };
            let parts = Value::from(vec![Value::from(","), list.source_ref()]);
            vec![Edit::Set { at: at.clone(), value: spelled("Fn::Join", parts, Spelling::of(document)) }]
        });
    }
}

/// What a value is, if it is a list.
fn list(context: &Context<'_>, value: Node<'_>) -> Option<String> {
    let call = call(value)?;
    match call.name {
        "Fn::Split" | "Fn::GetAZs" | "Fn::Cidr" => Some(format!("What {} returns", call.name)),
        "Ref" => {
            let name = call.argument.scalar()?;
            let kind = context.template().parameter(name)?.node().get("Type")?.scalar()?;
            let is_list =
                kind == "CommaDelimitedList" || kind.contains("List<") || kind.contains("<CommaDelimitedList");
            is_list.then(|| format!("The parameter {name}"))
        }
        _ => None,
    }
}
