//! A property that the type of a resource needs is missing.
//!
//! ```yaml bad 4
//! Resources:
//!   Net: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: rtb-1}}
//!   Policy: {Type: AWS::IAM::Policy, Properties: {PolicyName: a, Users: [a], PolicyDocument: !Ref AWS::NoValue}}
//!   Other: {Type: AWS::IAM::Policy, Properties: {PolicyName: a, PolicyDocument: {}}}
//!   Tagged: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name}]}}
//! ```
//!
//! ```yaml good
//! Conditions: {IsLarge: !Equals [!Ref AWS::Region, eu-west-1]}
//! Resources:
//!   Net: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: rtb-1, SubnetId: subnet-0123456789abcdef0}}
//!   Policy: {Type: AWS::IAM::Policy, Properties: {PolicyName: a, PolicyDocument: {}, Users: [b]}}
//!   Tagged: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [!If [IsLarge, {Key: a, Value: b}, {Key: b, Value: ""}]]}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::function::is_absent;
use crate::template::typed::{MACROS, TypedObject, TypedResource};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/missing-key",
    name: "Missing property",
    severity: Severity::Error,
    why: "CloudFormation refuses a resource without a property that its type needs: \"required key not found\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for object in typed.objects.iter().filter(|object| !object.may_grow) {
        let required = object.properties.iter().filter(|row| row.flags.required() && !row.flags.read_only());
        let missing: Vec<&str> =
            required.filter(|row| object.node.get(row.name).is_none_or(is_absent)).map(|row| row.name).collect();
        if !missing.is_empty() {
            report(context, typed, object, &missing.join(", "));
        }
        for choice in typed.schema.choices(object.definition) {
            if choice.keys.iter().all(|key| object.node.get(key).is_none_or(is_absent)) {
                report(context, typed, object, &choice.keys.join(" or "));
            }
        }
    }
}

fn report(context: &mut Context<'_>, typed: &TypedResource<'_>, object: &TypedObject<'_>, names: &str) {
    let owner = match object.definition {
        "" => typed.schema.name.to_string(),
        name => format!("{name} of {}", typed.schema.name),
    };
    let message = format!("{owner} needs {names}: CloudFormation refuses the resource without.");
    context.report(&object.node.path(), message).help(format!("Write {names}."));
}
