//! Keys of a `CreationPolicy`. Source: AWS page "CreationPolicy attribute".

use super::{Property, PropertyType};

const PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html";

/// Waits for signals.
pub const RESOURCE_SIGNAL_KEY: &str = "ResourceSignal";
/// Counts the machines of a group.
pub const AUTO_SCALING: &str = "AutoScalingCreationPolicy";

/// Policies that wait.
pub const ROWS: &[Property] = &[
    Property::text(AUTO_SCALING, "Auto Scaling", "How many instances of a group have to signal.", PAGE)
        .of_type(PropertyType::Map),
    Property::text(RESOURCE_SIGNAL_KEY, "Signals", "How many signals are waited for, and how long.", PAGE)
        .of_type(PropertyType::Map),
];

/// How many.
pub const COUNT: Property = Property::text(
    "Count",
    "Signals",
    "How many success signals it waits for. One machine sends one; 1 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);
/// How long.
pub const TIMEOUT: Property = Property::text(
    "Timeout",
    "Waits for",
    "How long CloudFormation waits for the signals: PT30M is thirty minutes. Five minutes without it, twelve hours at most.",
    PAGE,
);

/// `ResourceSignal`.
pub const RESOURCE_SIGNAL: &[Property] = &[COUNT, TIMEOUT];

/// How many of a group.
pub const MIN_SUCCESSFUL: Property = Property::text(
    "MinSuccessfulInstancesPercent",
    "At least, in percent",
    "How many of the machines have to signal success for the group to count as made; 100 if it is left out.",
    PAGE,
)
.of_type(PropertyType::Number);

/// `AutoScalingCreationPolicy`.
pub const GROUP: &[Property] = &[MIN_SUCCESSFUL];
