//! Credentials are those of a role, and the machine has none.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: WebRole, buckets: [app]}}
//!     Properties: {ImageId: ami-0abcdef1234567890}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: WebRole, buckets: [app]}}
//!     Properties: {ImageId: ami-0abcdef1234567890, IamInstanceProfile: web, MetadataOptions: {HttpTokens: required}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::authentication::{self, CredentialKind};
use crate::schema::authentication as row;
use crate::template::init::AUTHENTICATION;
use crate::template::system::LAUNCH_CONFIGURATION;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/no-profile",
    name: "Role of a machine without a profile",
    severity: Severity::Error,
    why: "cfn-init asks the machine for the credentials of the role. A machine without an instance profile has none: the download fails, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(properties) = resource.node().get("Properties").filter(|node| node.tag().is_none()) else { return };
    // A launch template or a part of the template elsewhere may give the profile.
    let may_have =
        |key: &str| ["IamInstanceProfile", "LaunchTemplate", "InstanceId"].contains(&key) || key.starts_with("Fn::");
    let is_machine = resource.is_instance() || resource.kind() == Some(LAUNCH_CONFIGURATION);
    if !is_machine || properties.entries().any(|entry| may_have(entry.key())) {
        return;
    }
    let document = context.document();
    let at = resource.path().keys([section::METADATA, AUTHENTICATION]);
    for name in authentication::names(document, resource.id()) {
        let at = at.join(name.as_str());
        let node = document.node(&at);
        if CredentialKind::of(node) != CredentialKind::Role
            || node.is_none_or(|node| node.get(row::ROLE_NAME.key).is_none())
        {
            continue;
        }
        let message = format!("{} has no IamInstanceProfile, so no role: downloads with {name} fail.", resource.id());
        context.report(&at, message).help("Give the machine an instance profile that has the role.");
    }
}
