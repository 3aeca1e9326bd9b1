//! A security group is in the default VPC, and the instance in a VPC of the template.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
//!   Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web}}
//!   Web: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!GetAtt Group.GroupId]}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
//!   Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Vpc}}
//!   Web: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!GetAtt Group.GroupId]}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Slot};
use crate::schema::ec2::{self, key};
use crate::template::function::{Spelling, call, from_json};
use crate::template::resource::named;
use crate::template::{Resource, machine};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/group-elsewhere",
    name: "Security group of another VPC",
    severity: Severity::Error,
    why: "A security group without VpcId is in the default VPC. EC2 refuses it for an instance in another one: \"Security group and subnet belong to different networks\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html",
    check: Check::Resource(check),
    also: &[Also::ResourcesWith(&["aws::ec2::subnet", "aws::ec2::securitygroup"])],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let template = context.template();
    if !resource.is_instance() || resource.is_in_loop() {
        return;
    }
    let in_vpc = |id: &str| template.resource(id)?.names(key::VPC_ID).filter(|vpc| template.resource(vpc).is_some());
    let Some(vpc) = machine::subnets(resource).into_iter().find_map(in_vpc) else { return };
    let groups = machine::security_groups(resource).into_iter().flat_map(|list| list.items());
    for item in groups {
        let by_attribute = call(item).filter(|call| call.name == "Fn::GetAtt").and_then(|call| {
            call.argument.scalar().and_then(|text| text.split('.').next()).or_else(|| call.argument.item(0)?.scalar())
        });
        let Some(id) = named(item).or(by_attribute) else { continue };
        let group = template.resource(id).filter(|one| one.kind() == Some(ec2::SECURITY_GROUP) && !one.is_in_loop());
        let Some(properties) = group.and_then(|group| group.node().get("Properties")) else { continue };
        let may_have = |name: &str| name == key::VPC_ID || name.starts_with("Fn::") || name == "<<";
        if properties.tag().is_some() || properties.entries().any(|entry| may_have(entry.key())) {
            continue;
        }
        let message =
            format!("{id} has no VpcId and is in the default VPC, {} is in {vpc}: EC2 refuses it.", resource.id());
        let (into, vpc) = (properties.path(), vpc.to_string());
        context.report(&item.path(), message).fix(format!("Put {id} into {vpc}"), move |document| {
            let value = from_json(&serde_json::json!({ "Ref": vpc }), Spelling::of(document));
            vec![Edit::Insert { into: into.clone(), slot: Slot::Key(key::VPC_ID.to_string()), value }]
        });
    }
}
