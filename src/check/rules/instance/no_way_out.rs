//! A machine calls the helper scripts, and its subnet has no way to CloudFormation.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       SubnetId: !Ref Subnet
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
//!   Api:
//!     Type: AWS::EC2::VPCEndpoint
//!     Properties:
//!       VpcId: !Ref Vpc
//!       VpcEndpointType: Interface
//!       ServiceName: !Sub com.amazonaws.${AWS::Region}.cloudformation
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       SubnetId: !Ref Subnet
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::compute;
use crate::schema::ec2::{self, endpoint, key};
use crate::template::function::text_or_sub;
use crate::template::network::route::{association, ways_out};
use crate::template::network::unknown;
use crate::template::user_data::{StepKind, UserData};
use crate::template::{Template, machine, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/no-way-out",
    name: "Subnet without a way to CloudFormation",
    severity: Severity::Error,
    why: "cfn-init and cfn-signal call the API of CloudFormation: through an internet or NAT gateway, or an interface endpoint for cloudformation.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html",
    check: Check::UserData(check),
    also: &[Also::Names, Also::ResourcesOf(NETWORK)],
};

/// What decides whether a subnet has a way out.
pub(super) const NETWORK: &[&str] = &[
    compute::GROUP,
    ec2::VPC,
    ec2::SUBNET,
    ec2::INTERNET_GATEWAY,
    ec2::ROUTE_TABLE,
    ec2::ROUTE,
    ec2::ROUTE_TABLE_ASSOCIATION,
    ec2::GATEWAY_ATTACHMENT,
    ec2::VPC_ENDPOINT,
    ec2::EIP,
    ec2::EIP_ASSOCIATION,
];
/// What leads a subnet to other networks.
const WAYS: &[&str] =
    &[ec2::ROUTE_TABLE, ec2::ROUTE, ec2::ROUTE_TABLE_ASSOCIATION, ec2::GATEWAY_ATTACHMENT, ec2::VPC_ENDPOINT];

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    let calls = data.steps_of(StepKind::Init).chain(data.steps_of(StepKind::Signal)).next().is_some();
    let script = data.text.text();
    let is_elsewhere = ["--url", "proxy"].iter().any(|word| script.contains(word));
    if !calls || is_elsewhere || template.may_grow(section::RESOURCES) {
        return;
    }
    let Some(holder) = template.resource(&data.holder) else { return };
    let own = holder.is_instance().then_some(holder);
    for machine in own.into_iter().chain(machine::groups_of(template, &data.holder)) {
        let subnets = machine::subnets(machine);
        let is_lost = |id: &&str| is_lost(template, id);
        // One subnet with a way out may be the one that counts, and a function may give more of them.
        let Some(subnet) = subnets.first().filter(|_| subnets.iter().all(is_lost)) else { continue };
        let message =
            format!("{} cannot reach CloudFormation from {subnet}: cfn-init and cfn-signal fail.", machine.id());
        context.report(&machine.path(), message).help(
            "Give the subnet a route to a NAT or internet gateway, or the VPC an interface endpoint for cloudformation.",
        );
    }
}

/// True for a subnet of the template all of whose routes the template shows, and none leads out.
fn is_lost(template: Template<'_>, id: &str) -> bool {
    let Some(subnet) = template.resource(id).filter(|one| one.kind() == Some(ec2::SUBNET) && !one.is_in_loop()) else {
        return false;
    };
    let Some(vpc) = subnet.names(key::VPC_ID).filter(|vpc| template.resource(vpc).is_some()) else { return false };
    if unknown::unknown(template, vpc, WAYS).is_some() || !ways_out(template, id).is_empty() {
        return false;
    }
    // A route table of another template, a transit gateway, a prefix list.
    let table = association(template, id).map(|tie| tie.names(key::ROUTE_TABLE_ID));
    if table.is_some_and(|table| table.is_none_or(|table| template.resource(table).is_none())) {
        return false;
    }
    let has_other = template
        .resources_of(ec2::ROUTE)
        .any(|route| route.names(key::ROUTE_TABLE_ID) == table.flatten() && table.is_some());
    let others =
        ["AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment", "AWS::EC2::VPNGateway"];
    let is_joined = others.iter().any(|kind| template.resources_of(kind).next().is_some());
    let reaches = template.resources_of(ec2::VPC_ENDPOINT).any(|one| {
        let name = one.property(endpoint::SERVICE_NAME.key);
        name.is_none_or(|name| text_or_sub(name).is_none_or(|name| name.ends_with(".cloudformation")))
    });
    !has_other && !is_joined && !reaches
}
