//! An instance in a subnet names its security groups by name.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {SubnetId: subnet-0abcdef1234567890, SecurityGroups: [web]}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {SubnetId: subnet-0abcdef1234567890, SecurityGroupIds: [sg-0abcdef1234567890]}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Resource;
use crate::template::function::{call, is_absent};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/group-names",
    name: "Names of security groups beside a subnet",
    severity: Severity::Error,
    why: "Names of groups are for the default VPC. EC2 refuses them beside a subnet: \"The parameter groupName cannot be used with the parameter subnet\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if !resource.is_instance() {
        return;
    }
    let is_sure = |key: &str| {
        let value = resource.property(key)?;
        let is_chosen = call(value).is_some_and(|call| call.name == "Fn::If");
        let is_out = is_chosen || is_absent(value) || value.scalar().is_none() && value.is_empty();
        (!is_out).then_some(value)
    };
    let (Some(_), Some(groups)) = (is_sure("SubnetId"), is_sure("SecurityGroups")) else { return };
    let at = groups.path();
    context.report(&at, "SecurityGroups are names, which EC2 refuses beside SubnetId.");
    if resource.property("SecurityGroupIds").is_none() {
        context.fix("Rename to SecurityGroupIds", move |_| {
            vec![Edit::Rename { at: at.clone(), to: "SecurityGroupIds".to_string() }]
        });
    }
}
