//! A template makes a VPC, and its instance starts in the default VPC.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
//!   Web: {Type: AWS::EC2::Instance, Properties: {InstanceType: t3.micro}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
//!   Web: {Type: AWS::EC2::Instance, Properties: {InstanceType: t3.micro, SubnetId: !Ref Subnet}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Kind;
use crate::schema::ec2::{self, key};
use crate::template::entry::put_at;
use crate::template::function::{Spelling, from_json};
use crate::template::resource::attribute::PROPERTIES;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/default-vpc",
    name: "Instance beside the VPC of the template",
    severity: Severity::Warning,
    why: "Without a subnet EC2 starts an instance in the default VPC; the VPC of the template stays empty. Without a default VPC the creation fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    for resource in context.template().single_resources_of(ec2::INSTANCE) {
        check_instance(context, resource);
    }
}

fn check_instance(context: &mut Context<'_>, resource: Resource<'_>) {
    let template = context.template();
    let Some(properties) = resource.node().get(PROPERTIES).filter(|node| node.is_plain(Kind::Mapping)) else { return };
    let is_placed = properties.entries().any(|entry| {
        let key = entry.key();
        ["NetworkInterfaces", "LaunchTemplate", "HostId"].contains(&key)
            || key == key::SUBNET_ID
            || key.starts_with("Fn::")
    });
    if is_placed || template.may_grow(section::RESOURCES) {
        return;
    }
    // A condition may leave the VPC out.
    let vpcs: Vec<Resource<'_>> =
        template.resources_of(ec2::VPC).filter(|vpc| vpc.node().get("Condition").is_none()).collect();
    let subnets: Vec<Resource<'_>> = template.single_resources_of(ec2::SUBNET).collect();
    let (Some(vpc), Some(subnet)) = (vpcs.first(), subnets.first()) else { return };
    let message = format!("{} starts in the default VPC, not in {}.", resource.id(), vpc.id());
    let at = resource.properties_path().join(key::SUBNET_ID);
    let id = subnet.id().to_string();
    context.report(&resource.path(), message);
    match subnets.len() {
        1 => context.fix(format!("Start it in {id}"), move |document| {
            let value = from_json(&serde_json::json!({ "Ref": id }), Spelling::of(document));
            put_at(document, &at, value)
        }),
        _ => context.help("Write SubnetId, and security groups by SecurityGroupIds."),
    };
}
