//! A rolling update keeps as many machines in service as there can be.
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 2}}
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateName: web, Version: "1"}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 1}}
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateName: web, Version: "1"}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::update_policy;
use crate::template::Resource;
use crate::template::number::whole_number;
use crate::template::resource::attribute;
use crate::template::user_data::GROUP;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "group/min-in-service",
    name: "Update that leaves no machine to renew",
    severity: Severity::Warning,
    why: "MinInstancesInService must be less than the MaxSize of the group: otherwise a rolling update can neither stop a machine nor start one more, and fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind() != Some(GROUP) {
        return;
    }
    let rolling = resource.node().get(attribute::UPDATE_POLICY).and_then(|policy| policy.get(update_policy::ROLLING));
    let Some(kept) = rolling.and_then(|rolling| rolling.get(update_policy::MIN_IN_SERVICE.key)) else { return };
    if let (Some(least), Some(most)) = (whole_number(kept), resource.property("MaxSize").and_then(whole_number))
        && least >= most.max(1)
    {
        let message = format!("MinInstancesInService {least} is not below MaxSize {most}: a rolling update fails.");
        context
            .report(&kept.path(), message)
            .help("Keep fewer machines in service, or let the group grow during the update.");
    }
}
