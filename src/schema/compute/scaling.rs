//! Forms of Auto Scaling: the group, and what changes its size.

use super::{GROUP, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SCALING_POLICY, SCHEDULED_ACTION, TARGET_GROUP, key};
use crate::schema::ec2::SUBNET;
use crate::schema::form::{Form, Part};
use crate::schema::{Property, PropertyType};

macro_rules! page {
    ($name:literal) => {
        concat!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/", $name, ".html")
    };
}

const PAGE: &str = page!("aws-resource-autoscaling-autoscalinggroup");
const SPECIFICATION: &str = page!("aws-properties-autoscaling-autoscalinggroup-launchtemplatespecification");
const TAG: &str = page!("aws-properties-autoscaling-autoscalinggroup-tagproperty");
const METRICS: &str = page!("aws-properties-autoscaling-autoscalinggroup-metricscollection");
const MAINTENANCE_PAGE: &str = page!("aws-properties-autoscaling-autoscalinggroup-instancemaintenancepolicy");
const POLICY: &str = page!("aws-resource-autoscaling-scalingpolicy");
const TRACKING: &str = page!("aws-properties-autoscaling-scalingpolicy-targettrackingconfiguration");
const METRIC: &str = page!("aws-properties-autoscaling-scalingpolicy-predefinedmetricspecification");
const STEP: &str = page!("aws-properties-autoscaling-scalingpolicy-stepadjustment");
const ACTION: &str = page!("aws-resource-autoscaling-scheduledaction");

/// The fewest machines.
pub const MIN: Property =
    Property::text("MinSize", "At least", "The group never has fewer instances, but for a moment.", PAGE).required();
/// The most machines.
pub const MAX: Property =
    Property::text("MaxSize", "At most", "The group never has more, so this limits the bill.", PAGE).required();
/// How many at first.
pub const DESIRED: Property = Property::text(
    "DesiredCapacity",
    "Desired",
    "How many it starts with. Policies change the number; an update of the stack sets it back unless UpdatePolicy says otherwise.",
    PAGE,
);

const FROM: &[Property] = &[
    Property::text(key::LAUNCH_TEMPLATE_ID, "Launch template", "What its machines are started from.", SPECIFICATION)
        .of_type(PropertyType::Resource(&[LAUNCH_TEMPLATE])),
    Property::text("LaunchTemplateName", "By name", "In place of the id, for one of another stack.", SPECIFICATION),
    Property::text(
        key::VERSION,
        "Version",
        "LatestVersionNumber of the template, so that its change is a change of the group. CloudFormation refuses $Latest.",
        SPECIFICATION,
    )
    .required(),
];

const TAGS: &[Property] = &[
    Property::text("Key", "Key", "The console shows the tag Name as the name.", TAG).required(),
    Property::text("Value", "Value", "Text, or a function.", TAG).required(),
    Property::text(key::PROPAGATE, "For machines too", "True tags each machine, not just the group.", TAG)
        .of_type(PropertyType::Boolean)
        .required(),
];

const COLLECTED: &[Property] = &[
    Property::text("Granularity", "How often", "There is one: 1Minute.", METRICS)
        .of_type(PropertyType::Choice(&["1Minute"]))
        .required(),
    Property::text("Metrics", "Which", "Without a list all of them.", METRICS).of_type(PropertyType::List),
];

const MAINTENANCE: &[Property] = &[
    Property::text(
        "MinHealthyPercentage",
        "At least, percent",
        "Of the desired capacity, while machines are replaced.",
        MAINTENANCE_PAGE,
    )
    .of_type(PropertyType::Number),
    Property::text(
        "MaxHealthyPercentage",
        "At most, percent",
        "Over 100 starts the new machine first.",
        MAINTENANCE_PAGE,
    )
    .of_type(PropertyType::Number),
];

const SIZE: &[Property] = &[
    MIN,
    MAX,
    DESIRED,
    Property::text(key::ZONES, "Subnets", "Where its machines stand, spread evenly over their zones.", PAGE)
        .of_type(PropertyType::Resources(&[SUBNET])),
    Property::text(key::LAUNCH_TEMPLATE, "Launch template", "What its machines are started from.", PAGE)
        .of_type(PropertyType::Object(FROM)),
    Property::text(key::LAUNCH_CONFIGURATION, "Launch configuration", "The older way, in place of a template.", PAGE)
        .of_type(PropertyType::Resource(&[LAUNCH_CONFIGURATION])),
];

const HEALTH: &[Property] = &[
    Property::text(key::TARGETS, "Target groups", "Load balancers find its machines there.", PAGE)
        .of_type(PropertyType::Resources(&[TARGET_GROUP])),
    Property::text(
        key::HEALTH_TYPE,
        "Health check",
        "EC2 sees that a machine runs; ELB sees too whether it answers the load balancer.",
        PAGE,
    )
    .of_type(PropertyType::Suggested(&["EC2", "ELB", "EBS", "VPC_LATTICE"])),
    Property::text(
        key::GRACE,
        "Grace, seconds",
        "How long a new machine may fail the check: longer than cfn-init takes, or it is ended before it is ready.",
        PAGE,
    )
    .of_type(PropertyType::Number),
    Property::text(
        "DefaultInstanceWarmup",
        "Warm-up, seconds",
        "How long a new machine's metrics do not count. AWS recommends to set it.",
        PAGE,
    )
    .of_type(PropertyType::Number),
    Property::text("Cooldown", "Cooldown, seconds", "Between simple scalings; target tracking does not use it.", PAGE),
];

const OTHER: &[Property] = &[
    Property::text("Tags", "Tags", "Of the group, and of its machines where they are for them too.", PAGE)
        .of_type(PropertyType::Objects(TAGS)),
    Property::text(
        "NewInstancesProtectedFromScaleIn",
        "Protection",
        "True keeps new machines when the group shrinks.",
        PAGE,
    )
    .of_type(PropertyType::Boolean),
    Property::text("MaxInstanceLifetime", "Longest life, seconds", "Then a machine is replaced: a day at least.", PAGE)
        .of_type(PropertyType::Number),
    Property::text("CapacityRebalance", "Spot rebalancing", "Starts another before a Spot machine is taken.", PAGE)
        .of_type(PropertyType::Boolean),
    Property::text(
        "TerminationPolicies",
        "Which goes first",
        "Default, OldestInstance, OldestLaunchTemplate and others.",
        PAGE,
    )
    .of_type(PropertyType::List),
    Property::text("InstanceMaintenancePolicy", "While replacing", "How many run while machines are replaced.", PAGE)
        .of_type(PropertyType::Object(MAINTENANCE)),
    Property::text("MetricsCollection", "Metrics of the group", "Sizes, told to CloudWatch each minute.", PAGE)
        .of_type(PropertyType::Objects(COLLECTED)),
    Property::text(
        "AutoScalingGroupName",
        "Name",
        "Without one CloudFormation makes a name. A change replaces the group.",
        PAGE,
    ),
];

const PREDEFINED: &[Property] = &[
    Property::text(
        "PredefinedMetricType",
        "Metric",
        "The group's average of processor or network, or requests for each target.",
        METRIC,
    )
    .of_type(PropertyType::Choice(&[
        "ASGAverageCPUUtilization",
        "ASGAverageNetworkIn",
        "ASGAverageNetworkOut",
        "ALBRequestCountPerTarget",
    ]))
    .required(),
    Property::text(
        "ResourceLabel",
        "Target group",
        "For requests: LoadBalancerFullName, /, and TargetGroupFullName.",
        METRIC,
    ),
];

const TARGET: &[Property] = &[
    Property::text("PredefinedMetricSpecification", "Of", "What is held.", TRACKING)
        .of_type(PropertyType::Object(PREDEFINED)),
    Property::text("TargetValue", "Target", "The value that it is held at: percent for the processor.", TRACKING)
        .of_type(PropertyType::Number)
        .required(),
    Property::text("DisableScaleIn", "Only grow", "True never takes a machine away.", TRACKING)
        .of_type(PropertyType::Boolean),
];

const STEPS: &[Property] = &[
    Property::text("MetricIntervalLowerBound", "From", "Above the alarm's threshold.", STEP)
        .of_type(PropertyType::Number),
    Property::text("MetricIntervalUpperBound", "To", "None is without end.", STEP).of_type(PropertyType::Number),
    Property::text("ScalingAdjustment", "By", "How many machines more, or fewer.", STEP)
        .of_type(PropertyType::Number)
        .required(),
];

const SCALING: &[Property] = &[
    Property::text(key::GROUP_NAME, "Group", "The group whose size it changes.", POLICY)
        .of_type(PropertyType::Resource(&[GROUP]))
        .required(),
    Property::text(
        "PolicyType",
        "PropertyType",
        "Target tracking needs no alarms of its own. Simple is what is meant without one.",
        POLICY,
    )
    .of_type(PropertyType::Choice(&["TargetTrackingScaling", "StepScaling", "SimpleScaling", "PredictiveScaling"])),
    Property::text("TargetTrackingConfiguration", "Target tracking", "Holds a metric at a value.", POLICY)
        .of_type(PropertyType::Object(TARGET)),
    Property::text("EstimatedInstanceWarmup", "Warm-up, seconds", "In place of the group's.", POLICY)
        .of_type(PropertyType::Number),
];

const BY_ALARM: &[Property] = &[
    Property::text("AdjustmentType", "Adjustment", "What the number means, for step and simple scaling.", POLICY)
        .of_type(PropertyType::Choice(&["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"])),
    Property::text("StepAdjustments", "Steps", "By how far the metric is beyond the alarm.", POLICY)
        .of_type(PropertyType::Objects(STEPS)),
    Property::text("ScalingAdjustment", "By", "For simple scaling.", POLICY).of_type(PropertyType::Number),
    Property::text("Cooldown", "Cooldown, seconds", "For simple scaling, in place of the group's.", POLICY),
];

const SCHEDULED: &[Property] = &[
    Property::text(key::GROUP_NAME, "Group", "The group whose size it sets.", ACTION)
        .of_type(PropertyType::Resource(&[GROUP]))
        .required(),
    Property::text("Recurrence", "When", "As cron has it: 0 8 * * 1-5 is eight o'clock from Monday to Friday.", ACTION),
    Property::text("TimeZone", "Time zone", "Such as Europe/Berlin. UTC without one.", ACTION),
    Property::text("MinSize", "At least", "From then on.", ACTION).of_type(PropertyType::Number),
    Property::text("MaxSize", "At most", "From then on.", ACTION).of_type(PropertyType::Number),
    Property::text("DesiredCapacity", "Desired", "At that moment.", ACTION).of_type(PropertyType::Number),
    Property::text("StartTime", "Not before", "Such as 2030-01-31T08:00:00Z.", ACTION),
    Property::text("EndTime", "Not after", "Such as 2030-12-31T08:00:00Z.", ACTION),
];

/// The forms of this file.
pub const FORMS: &[Form] = &[
    Form {
        kind: GROUP,
        name: "Auto Scaling group",
        intro: "Keeps a number of machines running, replaces those that fail, and renews them at an update of the stack.",
        parts: &[
            Part::properties(SIZE),
            Part::titled("Health and load balancing", HEALTH),
            Part::titled("Tags and more", OTHER),
        ],
    },
    Form {
        kind: SCALING_POLICY,
        name: "Scaling policy",
        intro: "When the group grows and shrinks. Target tracking holds a metric at a value.",
        parts: &[Part::properties(SCALING), Part::titled("By alarms", BY_ALARM)],
    },
    Form {
        kind: SCHEDULED_ACTION,
        name: "Scheduled action",
        intro: "Sets the group's size by the clock.",
        parts: &[Part::properties(SCHEDULED)],
    },
];
