//! The block of a subnet is outside of its VPC, overlaps another subnet, or has a size that AWS refuses.
//!
//! ```yaml bad 2
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/25}}
//!   B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.64/26}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.1.0.0/24}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/29}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/24}}
//!   A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/25}}
//!   B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.128/25}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::ec2;
use crate::template::address_space::{AddressSpace, SubnetsByVpc};
use crate::template::resource::attribute::PROPERTIES;
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "subnet/block",
    name: "Invalid block of a subnet",
    severity: Severity::Error,
    why: "A subnet is a part of its VPC from /16 to /28 that shares no address with another subnet.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    check: Check::Template(check),
    also: &[
        Also::Names,
        Also::ResourcesOf(&[ec2::VPC, ec2::SUBNET]),
        Also::Section(section::PARAMETERS),
        Also::Section(section::MAPPINGS),
        Also::Section(section::CONDITIONS),
    ],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    let subnets = SubnetsByVpc::of(template);
    for vpc in template.resources_of(ec2::VPC) {
        let used = AddressSpace::used(vpc, subnets.in_vpc(vpc.id())).map(|found| found.1);
        for used in used.unwrap_or_default() {
            let Some(error) = used.error else { continue };
            let at = context.template().path_of(&used.id).keys([PROPERTIES, ec2::subnet::CIDR_BLOCK.key]);
            context.report(&at, format!("{} {} {error}.", used.id, used.block));
        }
    }
}
