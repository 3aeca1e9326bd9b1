//! A route to an internet gateway does not wait until the gateway is attached.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
//!   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
//!   Route:
//!     Type: AWS::EC2::Route
//!     Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
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
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::network::wait::depend_on;
use crate::schema::ec2::{self, key};
use crate::template::Resource;
use crate::template::reference::names_below;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "route/gateway-not-awaited",
    name: "Route before its gateway is attached",
    severity: Severity::Warning,
    why: "CloudFormation makes route and attachment at the same time unless DependsOn orders them. EC2 refuses a route to a gateway that is not attached.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    let attachments: Vec<Resource<'_>> = template.single_resources_of(ec2::GATEWAY_ATTACHMENT).collect();
    for route in template.single_resources_of(ec2::ROUTE) {
        let Some(gateway) = route.names(key::GATEWAY_ID) else { continue };
        let of_gateway = |one: &&Resource<'_>| one.names(key::INTERNET_GATEWAY_ID) == Some(gateway);
        let own: Vec<&str> = attachments.iter().filter(of_gateway).map(|one| one.id()).collect();
        let Some(attachment) = own.first().map(|id| id.to_string()) else { continue };
        // What the route waits for may wait for the attachment in its turn.
        let mut before: Vec<&str> = Vec::new();
        let mut waiting = vec![route];
        while let Some(resource) = waiting.pop() {
            for name in names_below(resource.node()).into_iter().chain(resource.depends_on()) {
                if !before.contains(&name) {
                    before.push(name);
                    waiting.extend(template.resource(name));
                }
            }
        }
        if own.iter().any(|id| before.contains(id)) {
            continue;
        }
        let id = route.id().to_string();
        let message = format!("{id} does not wait for {attachment}: if it is made first, EC2 refuses it.");
        context
            .report(&route.path(), message)
            .fix("Add DependsOn", move |document| depend_on(document, &id, std::slice::from_ref(&attachment)));
    }
}
