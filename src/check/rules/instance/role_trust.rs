//! The role of an instance is one that EC2 may not take.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {IamInstanceProfile: !Ref Profile, MetadataOptions: {HttpTokens: required}}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {IamInstanceProfile: !Ref Profile, MetadataOptions: {HttpTokens: required}}
//!   Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
//!   Role:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Resource;
use crate::template::resource::named;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/role-trust",
    name: "Role that EC2 may not take",
    severity: Severity::Warning,
    why: "The credentials on a machine come from its role, which EC2 takes only if the role's trust policy names ec2.amazonaws.com. Without them programs have no permissions.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    check: Check::Resource(check),
    also: &[Also::ResourcesWith(&["aws::iam::"])],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if !resource.is_instance() {
        return;
    }
    let template = context.template();
    let profile = resource.names("IamInstanceProfile").and_then(|id| template.resource(id));
    let role =
        profile.and_then(|profile| named(profile.property("Roles")?.item(0)?)).and_then(|id| template.resource(id));
    let Some(role) = role.filter(|role| role.kind() == Some("AWS::IAM::Role")) else { return };
    let Some(trust) = role.property("AssumeRolePolicyDocument").filter(|node| !node.is_empty()) else { return };
    let texts: Vec<&str> = trust.descendants().filter_map(|node| node.scalar()).collect();
    // A function, or anybody.
    let is_open =
        trust.source().contains(['$', '!', '*']) || trust.source().contains("Fn::") || trust.source().contains("Ref");
    let names_services = texts.iter().any(|text| text.contains(".amazonaws.com"));
    if is_open || !names_services || texts.iter().any(|text| text.starts_with("ec2.")) {
        return;
    }
    let id = role.id();
    let message = format!("EC2 may not take {id}: programs on {} get no credentials.", resource.id());
    context
        .report(&resource.properties_path().join("IamInstanceProfile"), message)
        .help(format!("Let the trust policy of {id} name ec2.amazonaws.com."));
}
