//! An instance refresh stands beside a rolling update.
//!
//! ```yaml bad
//! Resources:
//!   Fleet:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy:
//!       AutoScalingRollingUpdate: {MaxBatchSize: 1}
//!       AutoScalingInstanceRefresh: {Strategy: Rolling}
//!     Properties: {MinSize: '1', MaxSize: '2', InstanceId: i-1}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Fleet:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     UpdatePolicy:
//!       AutoScalingInstanceRefresh: {Strategy: Rolling}
//!     Properties: {MinSize: '1', MaxSize: '2', InstanceId: i-1}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::update_policy;
use crate::template::Resource;
use crate::template::resource::attribute::UPDATE_POLICY;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/refresh-and-rolling",
    name: "Instance refresh beside a rolling update",
    severity: Severity::Error,
    why: "CloudFormation takes one of AutoScalingInstanceRefresh and AutoScalingRollingUpdate: with both the update fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(policy) = resource.node().get(UPDATE_POLICY) else { return };
    if policy.get(update_policy::ROLLING).is_none() || policy.get(update_policy::REFRESH).is_none() {
        return;
    }
    let at = resource.path().join(UPDATE_POLICY);
    let rolling = at.join(update_policy::ROLLING);
    let message = "AutoScalingRollingUpdate and AutoScalingInstanceRefresh stand side by side, so the update fails. Keep one: \
                   only the rolling update waits for cfn-signal.";
    context
        .report(&at.join(update_policy::REFRESH), message)
        .fix("Remove the rolling update", move |_| vec![Edit::Remove { at: rolling.clone() }]);
}
