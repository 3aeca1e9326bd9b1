//! Keys of an `UpdatePolicy` of an Auto Scaling group. Source: AWS page "UpdatePolicy attribute".

use super::{Kind, Row};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html";

/// Replaces machines some at a time.
pub const ROLLING: &str = "AutoScalingRollingUpdate";
/// Replaces the whole group.
pub const REPLACING: &str = "AutoScalingReplacingUpdate";
/// Leaves sizes that a schedule has set.
pub const SCHEDULED: &str = "AutoScalingScheduledAction";

/// Policies of an update.
pub const ROWS: &[Row] = &[
    Row::text(ROLLING, "Rolling update", "Instances are replaced some at a time.", PAGE).takes(Kind::Names),
    Row::text(REPLACING, "Replacing update", "The whole group is replaced.", PAGE).takes(Kind::Names),
    Row::text(SCHEDULED, "Scheduled action", "Sizes that a schedule has changed stay.", PAGE).takes(Kind::Names),
];

/// Fewest that stay.
pub const MIN_IN_SERVICE: Row = Row::text(
    "MinInstancesInService",
    "Stay in service",
    "How many machines go on working while others are replaced. Less than the group's MaxSize; 0 if it is left out.",
    PAGE,
)
.takes(Kind::Number);
/// Most at a time.
pub const MAX_BATCH: Row = Row::text(
    "MaxBatchSize",
    "At a time",
    "How many machines are replaced at the same time; 1 if it is left out.",
    PAGE,
)
.takes(Kind::Number);
/// Waits for signals.
pub const WAIT: Row = Row::text(
    "WaitOnResourceSignals",
    "Wait for signals",
    "Each new machine has to signal success within the pause before the next batch begins.",
    PAGE,
)
.takes(Kind::Boolean);
/// Pause between batches.
pub const PAUSE: Row = Row::text(
    "PauseTime",
    "Pause",
    "Between two batches; with Wait for signals how long a new machine may take. One hour at most; PT5M with signals, else none.",
    PAGE,
);
/// How many have to succeed.
pub const MIN_SUCCESSFUL: Row = Row::text(
    "MinSuccessfulInstancesPercent",
    "At least, in percent",
    "How many of the new machines have to signal success for the update to succeed; 100 if it is left out.",
    PAGE,
)
.takes(Kind::Number);
/// What rests meanwhile.
pub const SUSPEND: Row = Row::text(
    "SuspendProcesses",
    "Suspended meanwhile",
    "What Auto Scaling does not do during the update. AWS advises HealthCheck, ReplaceUnhealthy, AZRebalance, AlarmNotification and ScheduledActions.",
    PAGE,
)
.takes(Kind::List);
/// Share of the group that stays healthy.
pub const MIN_ACTIVE: Row = Row::text(
    "MinActiveInstancesPercent",
    "Active, in percent",
    "How many of the group's machines have to be InService during the update for it to succeed; 100 if it is left out.",
    PAGE,
)
.takes(Kind::Number);

/// `AutoScalingRollingUpdate`.
pub const ROLLING_UPDATE: &[Row] = &[MIN_IN_SERVICE, MAX_BATCH, PAUSE, WAIT, MIN_SUCCESSFUL, MIN_ACTIVE, SUSPEND];

/// A new group takes over.
pub const WILL_REPLACE: Row = Row::text(
    "WillReplace",
    "Replaces the group",
    "A new group is made first, and the old one goes when the new one has signalled.",
    PAGE,
)
.takes(Kind::Boolean);

/// `AutoScalingReplacingUpdate`.
pub const REPLACING_UPDATE: &[Row] = &[WILL_REPLACE];

/// Sizes stay.
pub const IGNORE_SIZES: Row = Row::text(
    "IgnoreUnmodifiedGroupSizeProperties",
    "Leaves sizes",
    "An update leaves MinSize, MaxSize and DesiredCapacity as a schedule has set them, unless the template changes them.",
    PAGE,
)
.takes(Kind::Boolean);

/// `AutoScalingScheduledAction`.
pub const SCHEDULED_ACTION: &[Row] = &[IGNORE_SIZES];

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
