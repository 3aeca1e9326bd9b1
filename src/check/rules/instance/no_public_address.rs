//! A machine in a public subnet calls the helper scripts, and has no public address.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
//!   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
//!   Route:
//!     Type: AWS::EC2::Route
//!     DependsOn: Attachment
//!     Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
//!   Tie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: [Route, Tie]
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
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
//!   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
//!   Route:
//!     Type: AWS::EC2::Route
//!     DependsOn: Attachment
//!     Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
//!   Subnet:
//!     Type: AWS::EC2::Subnet
//!     Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}
//!   Tie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: [Route, Tie]
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       SubnetId: !Ref Subnet
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-init -s ${AWS::StackName} -r Web --region ${AWS::Region}
//! ```

use super::no_way_out::NETWORK;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, Value};
use crate::schema::ec2::{self, endpoint, key};
use crate::template::entry::put_at;
use crate::template::function::text_or_sub;
use crate::template::network::reach::{Reach, reach};
use crate::template::reference::names_below;
use crate::template::signal::waits;
use crate::template::user_data::{StepKind, UserData};
use crate::template::{Resource, Template, boolean, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/no-public-address",
    name: "Public subnet without a public address",
    severity: Severity::Warning,
    why: "An internet gateway lets only machines with a public address out.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
    check: Check::UserData(check),
    also: &[Also::Names, Also::ResourcesOf(NETWORK)],
};

const MAP: &str = "MapPublicIpOnLaunch";

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    let calls = data.steps_of(StepKind::Init).chain(data.steps_of(StepKind::Signal)).next().is_some();
    let Some(instance) = template.resource(&data.holder).filter(|one| one.is_instance() && !one.is_in_loop()) else {
        return;
    };
    if !calls
        || data.text.text().contains("proxy")
        || template.may_grow(section::RESOURCES)
        || has_address(template, instance)
    {
        return;
    }
    let Some(subnet) = instance.names(key::SUBNET_ID).and_then(|id| template.resource(id)) else { return };
    let is_public = subnet.kind() == Some(ec2::SUBNET) && reach(template, subnet.id()) == Reach::Public;
    let maps = subnet.property(MAP).map_or(Some(false), boolean);
    if !is_public || maps != Some(false) {
        return;
    }
    let at = subnet.properties_path().join(MAP);
    let message = format!(
        "{} has no public address, so the internet gateway does not let it out: cfn-init cannot reach CloudFormation.",
        instance.id()
    );
    context
        .report(&instance.path(), message)
        .fix(format!("Give machines in {} public addresses", subnet.id()), move |document| {
            put_at(document, &at, Value::Bool(true))
        });
}

/// True if the machine gets an address elsewhere, or reaches CloudFormation without one.
fn has_address(template: Template<'_>, instance: Resource<'_>) -> bool {
    let names_it = |node: Node<'_>| names_below(node).into_iter().any(|name| name == instance.id());
    let by_address =
        [ec2::EIP, ec2::EIP_ASSOCIATION].iter().any(|kind| template.resources_of(kind).any(|one| names_it(one.node())));
    let endpoint = template.resources_of(ec2::VPC_ENDPOINT).any(|one| {
        let name = one.property(endpoint::SERVICE_NAME.key);
        name.is_none_or(|name| text_or_sub(name).is_none_or(|name| name.ends_with(".cloudformation")))
    });
    // An address of the stack comes after the instance, which waits for its own signal.
    by_address && waits(instance).is_none()
        || endpoint
        || instance.property("NetworkInterfaces").is_some()
        || instance.property("LaunchTemplate").is_some()
}
