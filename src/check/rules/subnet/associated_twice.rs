//! A subnet is associated with a route table twice.
//!
//! ```yaml bad
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/25}}
//!   Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
//!   Private: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
//!   PublicA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Public}}
//!   PrivateA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Private}}
//! ```
//!
//! ```yaml good
//! Parameters: {Stage: {Type: String, Default: test, AllowedPattern: '[a-z]+'}}
//! Conditions: {IsTest: !Equals [!Ref Stage, test], IsLive: !Not [!Condition IsTest]}
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/25}}
//!   One: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
//!   Two: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
//!   ToOne: {Type: AWS::EC2::SubnetRouteTableAssociation, Condition: IsTest, Properties: {SubnetId: !Ref A, RouteTableId: !Ref One}}
//!   ToTwo: {Type: AWS::EC2::SubnetRouteTableAssociation, Condition: IsLive, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Two}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Resource;
use crate::template::resource::attribute::CONDITION;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "subnet/associated-twice",
    name: "Subnet with two route tables",
    severity: Severity::Error,
    why: "A subnet has one route table. EC2 refuses a second association: \"Resource.AlreadyAssociated\".",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html",
    check: Check::Template(check),
    also: &[Also::ResourcesOf(&[ASSOCIATION]), Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

const ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";

fn check(context: &mut Context<'_>) {
    // A macro may bring or take away what is missing or too much.
    if context.template().may_grow("") {
        return;
    }
    let all: Vec<Resource<'_>> = context.template().single_resources_of(ASSOCIATION).collect();
    for (index, one) in all.iter().enumerate() {
        let Some(subnet) = one.names("SubnetId") else { continue };
        let before = all.get(..index).unwrap_or_default();
        let other =
            before.iter().find(|other| other.names("SubnetId") == Some(subnet) && may_both_exist(*one, **other));
        if let Some(other) = other {
            let message = format!("{} associates {subnet}, too: EC2 refuses the second association.", other.id());
            context.report(&one.properties_path().join("SubnetId"), message);
        }
    }
}

/// False for resources under different conditions, which may exclude each other.
fn may_both_exist(one: Resource<'_>, other: Resource<'_>) -> bool {
    let condition =
        |resource: Resource<'_>| resource.node().get(CONDITION).map(|node| node.source().trim().to_string());
    match (condition(one), condition(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
