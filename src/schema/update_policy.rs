//! Keys of an `UpdatePolicy` of an Auto Scaling group. Source: AWS page "UpdatePolicy attribute".

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html";

/// Replaces machines some at a time.
pub const ROLLING: &str = "AutoScalingRollingUpdate";
/// Replaces the whole group.
pub const REPLACING: &str = "AutoScalingReplacingUpdate";
/// Leaves sizes that a schedule has set.
pub const SCHEDULED: &str = "AutoScalingScheduledAction";

/// Policies of an update.
pub const ROWS: &[Property] = &[
    Property::text(ROLLING, "Rolling update", "Instances are replaced some at a time.", PAGE)
        .of_type(PropertyType::Map),
    Property::text(REPLACING, "Replacing update", "The whole group is replaced.", PAGE).of_type(PropertyType::Map),
    Property::text(SCHEDULED, "Scheduled action", "Sizes that a schedule has changed stay.", PAGE)
        .of_type(PropertyType::Map),
];

/// Fewest that stay.
pub const MIN_IN_SERVICE: Property = Property::text(
    "MinInstancesInService",
    "Stay in service",
    "How many machines go on working while others are replaced. Less than the group's MaxSize; 0 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);
/// Most at a time.
pub const MAX_BATCH: Property = Property::text(
    "MaxBatchSize",
    "At a time",
    "How many machines are replaced at the same time; 1 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);
/// Waits for signals.
pub const WAIT: Property = Property::text(
    "WaitOnResourceSignals",
    "Wait for signals",
    "Each new machine has to signal success within the pause before the next batch begins.",
    PAGE,
)
.of_type(PropertyType::Boolean);
/// Pause between batches.
pub const PAUSE: Property = Property::text(
    "PauseTime",
    "Pause",
    "Between two batches; with Wait for signals how long a new machine may take. One hour at most; PT5M with signals, else none.",
    PAGE,
);
/// How many have to succeed.
pub const MIN_SUCCESSFUL: Property = Property::text(
    "MinSuccessfulInstancesPercent",
    "At least, in percent",
    "How many of the new machines have to signal success for the update to succeed; 100 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);
/// What rests meanwhile.
pub const SUSPEND: Property = Property::text(
    "SuspendProcesses",
    "Suspended meanwhile",
    "What Auto Scaling does not do during the update. AWS advises HealthCheck, ReplaceUnhealthy, AZRebalance, AlarmNotification and ScheduledActions.",
    PAGE,
)
.of_type(PropertyType::List);
/// Share of the group that stays healthy.
pub const MIN_ACTIVE: Property = Property::text(
    "MinActiveInstancesPercent",
    "Active, in percent",
    "How many of the group's machines have to be InService during the update for it to succeed; 100 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);

/// `AutoScalingRollingUpdate`.
pub const ROLLING_UPDATE: &[Property] = &[MIN_IN_SERVICE, MAX_BATCH, PAUSE, WAIT, MIN_SUCCESSFUL, MIN_ACTIVE, SUSPEND];

/// A new group takes over.
pub const WILL_REPLACE: Property = Property::text(
    "WillReplace",
    "Replaces the group",
    "A new group is made first, and the old one goes when the new one has signalled.",
    PAGE,
)
.of_type(PropertyType::Boolean);

/// `AutoScalingReplacingUpdate`.
pub const REPLACING_UPDATE: &[Property] = &[WILL_REPLACE];

/// Sizes stay.
pub const IGNORE_SIZES: Property = Property::text(
    "IgnoreUnmodifiedGroupSizeProperties",
    "Leaves sizes",
    "An update leaves MinSize, MaxSize and DesiredCapacity as a schedule has set them, unless the template changes them.",
    PAGE,
)
.of_type(PropertyType::Boolean);

/// `AutoScalingScheduledAction`.
pub const SCHEDULED_ACTION: &[Property] = &[IGNORE_SIZES];

/// Processes of a group that can rest. Source: AWS page "Suspend and resume Amazon EC2 Auto Scaling processes".
pub const PROCESSES: [&str; 9] = [
    "HealthCheck",
    "ReplaceUnhealthy",
    "AZRebalance",
    "AlarmNotification",
    "ScheduledActions",
    "AddToLoadBalancer",
    "InstanceRefresh",
    "Launch",
    "Terminate",
];
