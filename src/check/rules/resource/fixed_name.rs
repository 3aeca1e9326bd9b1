//! A resource has a fixed name beside a property whose change replaces it.
//!
//! ```yaml bad
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Web:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties: {GroupName: web, GroupDescription: web, VpcId: !Ref Vpc}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
//!   Web:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties: {GroupDescription: web, VpcId: !Ref Vpc}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Resource;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/fixed-name",
    name: "Fixed name of what may be replaced",
    severity: Severity::Warning,
    why: "CloudFormation makes the new resource before it deletes the old one: the name is taken, and the update fails. A second stack of the template fails, too.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html",
    check: Check::Resource(check),
    also: &[],
};

/// Types with a name of their own, the property with it, and properties whose change replaces the resource. Source: AWS's
/// pages of the types.
const TYPES: [(&str, &str, &[&str]); 10] = [
    ("AWS::EC2::SecurityGroup", "GroupName", &["GroupDescription", "VpcId"]),
    ("AWS::EC2::KeyPair", "KeyName", &["PublicKeyMaterial", "KeyType"]),
    ("AWS::AutoScaling::LaunchConfiguration", "LaunchConfigurationName", &["ImageId", "UserData", "InstanceType"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", &["Scheme", "Type"]),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name", &["Port", "Protocol", "VpcId", "TargetType"]),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "LoadBalancerName", &["Scheme"]),
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier", &["Engine", "MasterUsername", "DBName", "StorageEncrypted"]),
    ("AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", &[]),
    ("AWS::EFS::AccessPoint", "ClientToken", &["PosixUser"]),
    ("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId", &["AtRestEncryptionEnabled", "Port"]),
];

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some((_, key, replaced)) = TYPES.iter().find(|(kind, ..)| resource.kind() == Some(*kind)) else { return };
    let Some(name) = resource.property(key).filter(|node| node.tag().is_none()).and_then(|node| node.scalar()) else {
        return;
    };
    // A dynamic reference is another name per stack.
    let Some(other) = replaced.iter().find(|other| resource.property(other).is_some()).filter(|_| !name.contains("{{"))
    else {
        return;
    };
    let at = resource.properties_path().join(*key);
    let message = format!(
        "A change of {other} makes a new resource beside the old one, which has the name {name}: the update fails."
    );
    context
        .report(&at.clone(), message)
        .fix(format!("Remove {key}"), move |_| vec![Edit::Remove { at: at.clone() }])
        .help("Without it CloudFormation makes a name of stack and logical id; or write !Sub '${AWS::StackName}-NAME' and give another name with the change.");
}
