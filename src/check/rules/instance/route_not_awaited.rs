//! An instance may boot before its subnet has a route to the internet.
//!
//! ```yaml bad
//! Resources:
//!   VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/24}}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref VPC, InternetGatewayId: !Ref Gateway}}
//!   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref VPC}}
//!   Default:
//!     Type: AWS::EC2::Route
//!     DependsOn: Attachment
//!     Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
//!   Routes: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       SubnetId: !Ref Subnet
//!       UserData: {Fn::Base64: "#!/bin/bash -x\ndnf install -y nginx\n"}
//! ```
//!
//! ```yaml good
//! Resources:
//!   VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/24}}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref VPC, InternetGatewayId: !Ref Gateway}}
//!   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref VPC}}
//!   Default:
//!     Type: AWS::EC2::Route
//!     DependsOn: Attachment
//!     Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
//!   Routes: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: [Default, Routes]
//!     Properties:
//!       SubnetId: !Ref Subnet
//!       UserData: {Fn::Base64: "#!/bin/bash -x\ndnf install -y nginx\n"}
//! ```

use std::collections::HashSet;

use super::no_way_out::NETWORK;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::recipe::network::wait;
use crate::template::describe::listed;
use crate::template::network::route::ways_out;
use crate::template::reference::names_below;
use crate::template::user_data::UserData;
use crate::template::{Resource, Template, machine};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/route-not-awaited",
    name: "Instance that does not wait for its route",
    severity: Severity::Warning,
    why: "CloudFormation creates routes and instances at the same time unless DependsOn orders them. An instance that \
          boots first reaches no package repository and no AWS service.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html",
    check: Check::UserData(check),
    also: &[Also::Links, Also::ResourcesOf(NETWORK)],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    let Some(holder) = template.resource(&data.holder) else { return };
    let own = holder.is_instance().then_some(holder);
    for machine in own.into_iter().chain(machine::groups_of(template, &data.holder)) {
        let mut ways: Vec<String> = Vec::new();
        for way in machine::subnets(machine).into_iter().flat_map(|subnet| ways_out(template, subnet)) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        if ways.is_empty() || machine.is_in_loop() {
            continue;
        }
        let before = created_before(template, machine);
        ways.retain(|way| !before.contains(way.as_str()));
        if ways.is_empty() {
            continue;
        }
        let id = machine.id().to_string();
        let message = format!(
            "{id} does not wait for {}. If it boots first, it has no internet, and installations fail.",
            listed(&ways)
        );
        context
            .report(&machine.path(), message)
            .fix("Add DependsOn", move |document| wait::depend_on(document, &id, &ways));
    }
}

/// The resources that CloudFormation creates before this one, by `DependsOn` or a reference, directly or through others.
fn created_before<'d>(template: Template<'d>, of: Resource<'d>) -> HashSet<&'d str> {
    let mut found = HashSet::new();
    let mut waiting = vec![of];
    while let Some(resource) = waiting.pop() {
        for name in names_below(resource.node()).into_iter().chain(resource.depends_on()) {
            if let Some(other) = template.resource(name).filter(|_| found.insert(name)) {
                waiting.push(other);
            }
        }
    }
    found
}
