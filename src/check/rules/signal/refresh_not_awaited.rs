//! Instances signal, and the instance refresh that replaces them waits for no signal.
//!
//! ```yaml bad
//! Resources:
//!   Fleet:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT15M}}
//!     UpdatePolicy:
//!       AutoScalingInstanceRefresh: {Strategy: Rolling}
//!     Properties: {MinSize: '1', MaxSize: '2', InstanceId: i-1}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Fleet:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT15M}}
//!     UpdatePolicy:
//!       AutoScalingRollingUpdate: {WaitOnResourceSignals: true, PauseTime: PT15M}
//!     Properties: {MinSize: '1', MaxSize: '2', InstanceId: i-1}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::update_policy;
use crate::template::Resource;
use crate::template::resource::attribute::UPDATE_POLICY;
use crate::template::signal;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/refresh-not-awaited",
    name: "Instance refresh that waits for no signal",
    severity: Severity::Note,
    why: "An instance refresh does not support cfn-signal: an update goes on although cfn-init failed on the new instances.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let refresh = resource.node().get(UPDATE_POLICY).and_then(|policy| policy.get(update_policy::REFRESH));
    if refresh.is_some() && signal::waits(resource).is_some() {
        let message = format!(
            "{} waits for signals when it is created, but AutoScalingInstanceRefresh waits for none at an update. Add health \
             checks or alarms, or use AutoScalingRollingUpdate with WaitOnResourceSignals.",
            resource.id()
        );
        context.report(&resource.path().keys([UPDATE_POLICY, update_policy::REFRESH]), message);
    }
}
