//! An output is called one thing and returns another.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//! Outputs:
//!   VpcCidr: {Value: !Ref Vpc}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//! Outputs:
//!   VpcCidr: {Value: !GetAtt Vpc.CidrBlock}
//!   VpcId: {Value: !Ref Vpc}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Node};
use crate::template::function::{Spelling, argument_of, from_json};
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "output/other-value",
    name: "Output with another value",
    severity: Severity::Warning,
    why: "Ref returns one value per type, often an id; other values come by Fn::GetAtt.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
    check: Check::Document(check),
    also: &[],
};

/// Types whose Ref is another value than these words at the end of a name say, and the attribute that is it.
const ROWS: [(&str, &str, &str); 22] = [
    ("AWS::EC2::VPC", "cidr", "CidrBlock"),
    ("AWS::EC2::VPC", "cidrblock", "CidrBlock"),
    ("AWS::EC2::Subnet", "cidr", "CidrBlock"),
    ("AWS::EC2::Subnet", "cidrblock", "CidrBlock"),
    ("AWS::EC2::Subnet", "zone", "AvailabilityZone"),
    ("AWS::EC2::Instance", "publicip", "PublicIp"),
    ("AWS::EC2::Instance", "publicipaddress", "PublicIp"),
    ("AWS::EC2::Instance", "privateip", "PrivateIp"),
    ("AWS::EC2::Instance", "publicdns", "PublicDnsName"),
    ("AWS::EC2::Instance", "publicdnsname", "PublicDnsName"),
    ("AWS::EC2::Instance", "zone", "AvailabilityZone"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "dns", "DNSName"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "dnsname", "DNSName"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "dnsname", "DNSName"),
    ("AWS::RDS::DBInstance", "endpoint", "Endpoint.Address"),
    ("AWS::RDS::DBInstance", "address", "Endpoint.Address"),
    ("AWS::RDS::DBCluster", "endpoint", "Endpoint.Address"),
    ("AWS::S3::Bucket", "arn", "Arn"),
    ("AWS::S3::Bucket", "domainname", "DomainName"),
    ("AWS::IAM::Role", "arn", "Arn"),
    ("AWS::IAM::InstanceProfile", "arn", "Arn"),
    ("AWS::Lambda::Function", "arn", "Arn"),
];

fn check(context: &mut Context<'_>) {
    let outputs = context.template().section(section::OUTPUTS);
    for entry in outputs.into_iter().flat_map(|outputs| outputs.entries()) {
        check_output(context, entry.key(), entry.value);
    }
}

fn check_output(context: &mut Context<'_>, name: &str, node: Node<'_>) {
    let at = node.path();
    let Some(value) = node.get("Value") else { return };
    let Some(resource) = argument_of(value, "Ref").and_then(|id| context.template().resource(id.scalar()?)) else {
        return;
    };
    let lower = name.to_ascii_lowercase();
    let row = ROWS.iter().find(|(kind, word, _)| resource.kind() == Some(*kind) && lower.ends_with(word));
    let Some((_, _, attribute)) = row else { return };
    let id = resource.id().to_string();
    let value = at.join("Value");
    let message = format!("{name} returns what Ref of {id} is, not its {attribute}.");
    context.report(&value.clone(), message).fix(format!("Return {attribute}"), move |document| {
        let json = serde_json::json!({ "Fn::GetAtt": [id, attribute] });
        vec![Edit::Set { at: value.clone(), value: from_json(&json, Spelling::of(document)) }]
    });
}
