//! The type of a parameter is missing, or none that CloudFormation has.
//!
//! ```yaml bad 3
//! Parameters: {Name: {Default: web}, Count: {Type: Integer}, Subnets: {Type: List<AWS::EC2::Subnet>}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Name: {Type: String, Default: web}
//!   Count: {Type: Number}
//!   Subnets: {Type: List<AWS::EC2::Subnet::Id>}
//!   Images: {Type: AWS::SSM::Parameter::Value<List<AWS::EC2::Image::Id>>}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Slot, Value};
use crate::schema::parameter::{TYPE, is_type, types};
use crate::template::Parameter;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/unknown-type",
    name: "Missing or unknown type of a parameter",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with a parameter without a type, or with a type that it does not have.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    let (name, node) = (parameter.name(), parameter.node());
    let is_made = node.is_alias() || node.get("<<").is_some() || is_call(node) || name.starts_with("Fn::");
    if context.template().may_grow("") || is_made {
        return;
    }
    if node.kind() != Kind::Mapping {
        let message = format!("{name} is no parameter: CloudFormation refuses the template.");
        context.report(&parameter.path(), message).help("A parameter is a mapping with Type.");
        return;
    }
    let at = parameter.path().join(TYPE.key);
    let Some(kind) = node.get(TYPE.key) else {
        let message = format!("{name} has no Type: CloudFormation refuses the template.");
        let into = parameter.path();
        context.report(&into, message).fix("Make it a String", move |_| {
            let slot = Slot::KeyAt(TYPE.key.to_string(), 0);
            vec![Edit::Insert { into: into.clone(), slot, value: Value::from("String") }]
        });
        return;
    };
    let Some(word) = kind.scalar().filter(|_| !is_call(kind) && !kind.is_null()) else {
        let message = format!("The Type of {name} is no text: CloudFormation refuses the template.");
        context.report(&at, message).help("Write the name of a type, such as String.");
        return;
    };
    if is_type(word) {
        return;
    }
    context.report(&at, format!("{word} is no type of a parameter: CloudFormation refuses the template."));
    let near = match word.trim() {
        "Integer" | "Int" | "integer" => Some("Number"),
        "List" | "list" => Some("CommaDelimitedList"),
        other => similar(other, types().iter().copied()),
    };
    match near {
        Some(to) => {
            let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: Value::from(to) }];
            context.fix(format!("Write {to}"), edit);
        }
        None => {
            context.help("String, Number, CommaDelimitedList, or a type of AWS, such as AWS::EC2::VPC::Id.");
        }
    }
}
