//! A resource has several properties of which AWS takes one only.
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties: {MinSize: "1", MaxSize: "2", LaunchConfigurationName: a, LaunchTemplate: {LaunchTemplateName: web, Version: "1"}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       NetworkInterfaces: [{DeviceIndex: '0', NetworkInterfaceId: !Ref Card, AssociatePublicIpAddress: true}]
//!   Card: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-0123456789abcdef0}}
//! ```
//!
//! ```yaml good
//! Conditions: {IsOld: !Equals [!Ref AWS::Region, eu-west-1]}
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       LaunchConfigurationName: !If [IsOld, a, !Ref AWS::NoValue]
//!       LaunchTemplate: !If [IsOld, !Ref AWS::NoValue, {LaunchTemplateName: web, Version: "1"}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Kind, Node};
use crate::template::function::{call, is_absent};
use crate::template::typed::{MACROS, TypedResource};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/exclusive-keys",
    name: "Properties that exclude each other",
    severity: Severity::Error,
    why: "AWS takes one of these properties only, and the creation of the resource fails with more.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for object in &typed.objects {
        let is_there = |key: &str| object.node.get(key).filter(|value| is_sure(*value));
        let mut refuse = |one: &str, other: &str, value: Node<'_>| {
            let message = format!("{other} and {one} exclude each other: AWS refuses the resource.");
            context.report(&value.path(), message).help(format!("Remove {one} or {other}."));
        };
        for choice in typed.schema.choices(object.definition).filter(|choice| choice.is_exclusive) {
            let mut found = choice.keys.iter().filter_map(|key| Some((*key, is_there(key)?)));
            if let (Some((one, _)), Some((other, value))) = (found.next(), found.next()) {
                refuse(one, other, value);
            }
        }
        for relation in typed.schema.relations(object.definition).filter(|relation| relation.excludes) {
            let Some(value) = is_there(relation.key) else { continue };
            let mut others = relation.others.iter().filter_map(|key| Some((*key, is_there(key)?)));
            if let Some((other, later)) = others.next() {
                let (one, other, value) = if later.span().start > value.span().start {
                    (relation.key, other, later)
                } else {
                    (other, relation.key, value)
                };
                refuse(one, other, value);
            }
        }
    }
}

/// True for a value that is there under all conditions. An empty list or mapping is not sent.
fn is_sure(node: Node<'_>) -> bool {
    let is_empty = node.kind() != Kind::Scalar && node.is_empty();
    !is_empty && !is_absent(node) && !node.is_null() && call(node).is_none_or(|call| call.name != "Fn::If")
}
