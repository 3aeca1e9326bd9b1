//! What a changed Auto Scaling group does to its instances: what its `UpdatePolicy` says.
//!
//! Source: AWS page "UpdatePolicy attribute".

use serde_json::Value as Json;

use super::change::{ChangedProperty, Ruling, text};
use super::difference::differences;
use super::verdict::Verdict;
use crate::schema::update_policy;

/// Properties whose change starts a rolling or replacing update.
const ROLLING: [&str; 5] =
    ["LaunchConfigurationName", "LaunchTemplate", "MixedInstancesPolicy", "PlacementGroup", "VPCZoneIdentifier"];
/// Properties whose change starts an instance refresh.
const REFRESHING: [&str; 6] = [
    "AvailabilityZoneIds",
    "AvailabilityZones",
    "LaunchTemplate",
    "MixedInstancesPolicy",
    "PlacementGroup",
    "VPCZoneIdentifier",
];

/// What a policy makes of a change that replaces instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy<'p> {
    /// Instances go on as they are.
    None,
    /// They are replaced in batches.
    Rolling(&'p Json),
    /// The group is replaced.
    Replacing,
    /// Auto Scaling refreshes them.
    Refresh(&'p Json),
    /// Rolling update and instance refresh stand beside each other, which CloudFormation refuses.
    Both,
}

/// The policy of an `UpdatePolicy`.
pub(super) fn policy(value: Option<&Json>) -> Policy<'_> {
    let part = |key: &str| value.and_then(|value| value.get(key));
    let replaces = part(update_policy::REPLACING).is_some_and(|part| text(part.get("WillReplace")) == "true");
    match (part(update_policy::ROLLING), part(update_policy::REFRESH)) {
        (Some(_), Some(_)) => Policy::Both,
        _ if replaces => Policy::Replacing,
        (Some(rolling), None) => Policy::Rolling(rolling),
        (None, Some(refresh)) => Policy::Refresh(refresh),
        (None, None) => Policy::None,
    }
}

/// What a change of a property of a group does.
pub(super) fn ruling(change: ChangedProperty<'_>) -> Ruling {
    let is_rolling = ROLLING.contains(&change.key);
    let in_place = || Ruling::new(Verdict::NoInterruption, "The group is changed in place; its instances stay.");
    match policy(change.policy) {
        Policy::Both => Ruling::new(
            Verdict::Fails,
            "AutoScalingRollingUpdate and AutoScalingInstanceRefresh cannot stand in one UpdatePolicy: the update fails.",
        ),
        Policy::Replacing if is_rolling => Ruling::new(
            Verdict::Replacement,
            "AutoScalingReplacingUpdate with WillReplace creates a new group, waits for its signals, and deletes the old \
             group with its instances.",
        ),
        Policy::Rolling(rolling) if is_rolling => Ruling::new(Verdict::InstancesReplaced, batches(rolling)),
        Policy::Refresh(refresh) if REFRESHING.contains(&change.key) => refreshed(change, refresh),
        Policy::None if change.key == "VPCZoneIdentifier" => Ruling::new(
            Verdict::InstancesReplaced,
            "The group stays. Instances outside of the new subnets are replaced by Auto Scaling, without an UpdatePolicy \
             that says in which steps.",
        ),
        Policy::None | Policy::Refresh(_) if is_rolling => Ruling::new(
            Verdict::NoInterruption,
            "The group is changed in place. Without an UpdatePolicy for it, running instances go on with the configuration \
             that they were launched with; only new ones have the new one.",
        ),
        Policy::None | Policy::Rolling(_) | Policy::Replacing | Policy::Refresh(_) => in_place(),
    }
}

fn batches(rolling: &Json) -> String {
    let number = |key: &str, otherwise: &'static str| match text(rolling.get(key)) {
        "" => otherwise.to_string(),
        number => number.to_string(),
    };
    let batch = number("MaxBatchSize", "1");
    let stay = number("MinInstancesInService", "0");
    let waits = match text(rolling.get("WaitOnResourceSignals")) == "true" {
        true => "each batch waits for the signals of its instances",
        false => "no batch waits for a signal",
    };
    format!(
        "The group stays. AutoScalingRollingUpdate replaces its instances {batch} at a time, {stay} stay in service, and \
         {waits}. What is only on their disks is lost."
    )
}

/// What the strategy of a refresh does with the instances.
///
/// Sources: AWS pages "UpdatePolicy attribute", "Replace root volumes during instance refresh", "InstanceRefreshStrategy"
/// ("only ImageId changes within the launch template or mixed instances policy are allowed. Other property changes may
/// cause the stack update to fail").
fn refreshed(change: ChangedProperty<'_>, refresh: &Json) -> Ruling {
    if text(refresh.get("Strategy")) != "ReplaceRootVolume" {
        return Ruling::new(
            Verdict::InstancesReplaced,
            "The group stays. AutoScalingInstanceRefresh replaces its instances by an instance refresh, which does not \
             wait for cfn-signal. What is only on their disks is lost.",
        );
    }
    let fails = |what: &str| {
        let why =
            format!("With the strategy ReplaceRootVolume only the image may change, not {what}: the update fails.");
        Ruling::new(Verdict::Fails, why)
    };
    match (change.key, change.launch_difference) {
        ("LaunchTemplate" | "MixedInstancesPolicy", Some(what)) => {
            return fails(what).only_if("Auto Scaling does not take the change of the launch template");
        }
        ("LaunchTemplate", None) => {}
        ("MixedInstancesPolicy", None) => {
            let all = differences(change.old_value(), change.new_value());
            let is_launch =
                |key: &str| matches!(key, "ImageId" | "Version" | "LaunchTemplateId" | "LaunchTemplateName");
            let mut last = all.iter().filter_map(|one| one.keys.last());
            if let Some(what) = last.find(|key| !is_launch(key)) {
                return fails(what).only_if("Auto Scaling does not take the change of the policy");
            }
        }
        (key, _) => return fails(key),
    }
    Ruling::new(
        Verdict::Interruption,
        "The group and its instances stay, with their ids, addresses and other volumes. AutoScalingInstanceRefresh gives \
         them new root volumes from the new image, some at a time, and does not wait for cfn-signal. What is on the root \
         volumes is lost. Anything else than a new image makes the update fail.",
    )
}
