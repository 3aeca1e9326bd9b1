//! Names in code for the keys of the template itself: sections, attributes of resources, policies, outputs, rules.
//!
//! Sources: AWS pages "Template anatomy", "Resource attribute reference", "AWS::CloudFormation::Init".

table!(SECTIONS = "template");
table!(RESOURCE = "resource");
table!(OUTPUT = "output");
table!(EXPORT = "export");
table!(RULE = "rule");
table!(ASSERTION = "assertion");
table!(METADATA = "metadata");
table!(INTERFACE = "interface");
table!(RESOURCE_METADATA = "resource_metadata");
table!(INIT = "init");
table!(CONFIG = "config");
table!(TAG = "tag");

/// A `CreationPolicy`.
pub mod creation_policy {
    table!(ROWS = "creation_policy");
    table!(RESOURCE_SIGNAL = "ResourceSignal" { COUNT = "Count", TIMEOUT = "Timeout" });
    table!(GROUP = "AutoScalingCreationPolicy" { MIN_SUCCESSFUL = "MinSuccessfulInstancesPercent" });

    /// The policy that waits for signals.
    pub const RESOURCE_SIGNAL_KEY: &str = "ResourceSignal";
    /// The policy that counts the instances of a group.
    pub const AUTO_SCALING: &str = "AutoScalingCreationPolicy";
}

/// An `UpdatePolicy` of an Auto Scaling group.
pub mod update_policy {
    table!(ROWS = "update_policy");
    table!(ROLLING_UPDATE = "AutoScalingRollingUpdate" {
        MIN_IN_SERVICE = "MinInstancesInService",
        MAX_BATCH = "MaxBatchSize",
        PAUSE = "PauseTime",
        WAIT = "WaitOnResourceSignals",
        MIN_SUCCESSFUL = "MinSuccessfulInstancesPercent",
        MIN_ACTIVE = "MinActiveInstancesPercent",
        SUSPEND = "SuspendProcesses",
    });
    table!(REPLACING_UPDATE = "AutoScalingReplacingUpdate" { WILL_REPLACE = "WillReplace" });
    table!(INSTANCE_REFRESH = "AutoScalingInstanceRefresh" { STRATEGY = "Strategy", PREFERENCES = "Preferences" });
    table!(REFRESH_PREFERENCES = "AutoScalingInstanceRefreshPreferences");
    table!(SCHEDULED_ACTION = "AutoScalingScheduledAction" { IGNORE_SIZES = "IgnoreUnmodifiedGroupSizeProperties" });

    /// The policy that replaces some instances at a time.
    pub const ROLLING: &str = "AutoScalingRollingUpdate";
    /// The policy that replaces the whole group.
    pub const REPLACING: &str = "AutoScalingReplacingUpdate";
    /// The policy that replaces instances by an instance refresh.
    pub const REFRESH: &str = "AutoScalingInstanceRefresh";
    /// The policy that keeps sizes set by a scheduled action.
    pub const SCHEDULED: &str = "AutoScalingScheduledAction";

    /// Processes that an update can suspend. Source: AWS page "Suspend and resume Amazon EC2 Auto Scaling processes".
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
}

/// `AWS::CloudFormation::WaitCondition` and its handle.
pub mod wait_condition {
    table!(ROWS = "AWS::CloudFormation::WaitCondition" { HANDLE = "Handle", TIMEOUT = "Timeout", COUNT = "Count" });

    /// The type that waits.
    pub const CONDITION: &str = "AWS::CloudFormation::WaitCondition";
    /// The type that signals are sent to.
    pub const HANDLE_TYPE: &str = "AWS::CloudFormation::WaitConditionHandle";
}
