//! Forms of Auto Scaling: the group, and what changes its size.

use super::{GROUP, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SCALING_POLICY, SCHEDULED_ACTION, TARGET_GROUP, key};
use crate::schema::ec2::SUBNET;
use crate::schema::form::{Form, Part};
use crate::schema::{Kind, Row};

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
pub const MIN: Row =
    Row::text("MinSize", "At least", "The group never has fewer instances, but for a moment.", PAGE).required();
/// The most machines.
pub const MAX: Row =
    Row::text("MaxSize", "At most", "The group never has more, so this limits the bill.", PAGE).required();
/// How many at first.
pub const DESIRED: Row = Row::text(
    "DesiredCapacity",
    "Desired",
    "How many it starts with. Policies change the number; an update of the stack sets it back unless UpdatePolicy says otherwise.",
    PAGE,
);

const FROM: &[Row] = &[
    Row::text(key::LAUNCH_TEMPLATE_ID, "Launch template", "What its machines are started from.", SPECIFICATION)
        .takes(Kind::One(&[LAUNCH_TEMPLATE])),
    Row::text("LaunchTemplateName", "By name", "In place of the id, for one of another stack.", SPECIFICATION),
    Row::text(
        key::VERSION,
        "Version",
        "LatestVersionNumber of the template, so that its change is a change of the group. CloudFormation refuses $Latest.",
        SPECIFICATION,
    )
    .required(),
];

const TAGS: &[Row] = &[
    Row::text("Key", "Key", "The console shows the tag Name as the name.", TAG).required(),
    Row::text("Value", "Value", "Text, or a function.", TAG).required(),
    Row::text(key::PROPAGATE, "For machines too", "True tags each machine, not just the group.", TAG)
        .takes(Kind::Boolean)
        .required(),
];

const COLLECTED: &[Row] = &[
    Row::text("Granularity", "How often", "There is one: 1Minute.", METRICS)
        .takes(Kind::Choice(&["1Minute"]))
        .required(),
    Row::text("Metrics", "Which", "Without a list all of them.", METRICS).takes(Kind::List),
];

const MAINTENANCE: &[Row] = &[
    Row::text(
        "MinHealthyPercentage",
        "At least, percent",
        "Of the desired capacity, while machines are replaced.",
        MAINTENANCE_PAGE,
    )
    .takes(Kind::Number),
    Row::text("MaxHealthyPercentage", "At most, percent", "Over 100 starts the new machine first.", MAINTENANCE_PAGE)
        .takes(Kind::Number),
];

const SIZE: &[Row] = &[
    MIN,
    MAX,
    DESIRED,
    Row::text(key::ZONES, "Subnets", "Where its machines stand, spread evenly over their zones.", PAGE)
        .takes(Kind::Many(&[SUBNET])),
    Row::text(key::LAUNCH_TEMPLATE, "Launch template", "What its machines are started from.", PAGE)
        .takes(Kind::Group(FROM)),
    Row::text(key::LAUNCH_CONFIGURATION, "Launch configuration", "The older way, in place of a template.", PAGE)
        .takes(Kind::One(&[LAUNCH_CONFIGURATION])),
];

const HEALTH: &[Row] = &[
    Row::text(key::TARGETS, "Target groups", "Load balancers find its machines there.", PAGE)
        .takes(Kind::Many(&[TARGET_GROUP])),
    Row::text(
        key::HEALTH_TYPE,
        "Health check",
        "EC2 sees that a machine runs; ELB sees too whether it answers the load balancer.",
        PAGE,
    )
    .takes(Kind::Suggested(&["EC2", "ELB", "EBS", "VPC_LATTICE"])),
    Row::text(
        key::GRACE,
        "Grace, seconds",
        "How long a new machine may fail the check: longer than cfn-init takes, or it is ended before it is ready.",
        PAGE,
    )
    .takes(Kind::Number),
    Row::text(
        "DefaultInstanceWarmup",
        "Warm-up, seconds",
        "How long a new machine's metrics do not count. AWS recommends to set it.",
        PAGE,
    )
    .takes(Kind::Number),
    Row::text("Cooldown", "Cooldown, seconds", "Between simple scalings; target tracking does not use it.", PAGE),
];

const OTHER: &[Row] = &[
    Row::text("Tags", "Tags", "Of the group, and of its machines where they are for them too.", PAGE)
        .takes(Kind::Items(TAGS)),
    Row::text(
        "NewInstancesProtectedFromScaleIn",
        "Protection",
        "True keeps new machines when the group shrinks.",
        PAGE,
    )
    .takes(Kind::Boolean),
    Row::text("MaxInstanceLifetime", "Longest life, seconds", "Then a machine is replaced: a day at least.", PAGE)
        .takes(Kind::Number),
    Row::text("CapacityRebalance", "Spot rebalancing", "Starts another before a Spot machine is taken.", PAGE)
        .takes(Kind::Boolean),
    Row::text(
        "TerminationPolicies",
        "Which goes first",
        "Default, OldestInstance, OldestLaunchTemplate and others.",
        PAGE,
    )
    .takes(Kind::List),
    Row::text("InstanceMaintenancePolicy", "While replacing", "How many run while machines are replaced.", PAGE)
        .takes(Kind::Group(MAINTENANCE)),
    Row::text("MetricsCollection", "Metrics of the group", "Sizes, told to CloudWatch each minute.", PAGE)
        .takes(Kind::Items(COLLECTED)),
    Row::text(
        "AutoScalingGroupName",
        "Name",
        "Without one CloudFormation makes a name. A change replaces the group.",
        PAGE,
    ),
];

const PREDEFINED: &[Row] = &[
    Row::text(
        "PredefinedMetricType",
        "Metric",
        "The group's average of processor or network, or requests for each target.",
        METRIC,
    )
    .takes(Kind::Choice(&[
        "ASGAverageCPUUtilization",
        "ASGAverageNetworkIn",
        "ASGAverageNetworkOut",
        "ALBRequestCountPerTarget",
    ]))
    .required(),
    Row::text(
        "ResourceLabel",
        "Target group",
        "For requests: LoadBalancerFullName, /, and TargetGroupFullName.",
        METRIC,
    ),
];

const TARGET: &[Row] = &[
    Row::text("PredefinedMetricSpecification", "Of", "What is held.", TRACKING).takes(Kind::Group(PREDEFINED)),
    Row::text("TargetValue", "Target", "The value that it is held at: percent for the processor.", TRACKING)
        .takes(Kind::Number)
        .required(),
    Row::text("DisableScaleIn", "Only grow", "True never takes a machine away.", TRACKING).takes(Kind::Boolean),
];

const STEPS: &[Row] = &[
    Row::text("MetricIntervalLowerBound", "From", "Above the alarm's threshold.", STEP).takes(Kind::Number),
    Row::text("MetricIntervalUpperBound", "To", "None is without end.", STEP).takes(Kind::Number),
    Row::text("ScalingAdjustment", "By", "How many machines more, or fewer.", STEP).takes(Kind::Number).required(),
];

const SCALING: &[Row] = &[
    Row::text(key::GROUP_NAME, "Group", "The group whose size it changes.", POLICY)
        .takes(Kind::One(&[GROUP]))
        .required(),
    Row::text(
        "PolicyType",
        "Kind",
        "Target tracking needs no alarms of its own. Simple is what is meant without one.",
        POLICY,
    )
    .takes(Kind::Choice(&["TargetTrackingScaling", "StepScaling", "SimpleScaling", "PredictiveScaling"])),
    Row::text("TargetTrackingConfiguration", "Target tracking", "Holds a metric at a value.", POLICY)
        .takes(Kind::Group(TARGET)),
    Row::text("EstimatedInstanceWarmup", "Warm-up, seconds", "In place of the group's.", POLICY).takes(Kind::Number),
];

const BY_ALARM: &[Row] = &[
    Row::text("AdjustmentType", "Adjustment", "What the number means, for step and simple scaling.", POLICY)
        .takes(Kind::Choice(&["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"])),
    Row::text("StepAdjustments", "Steps", "By how far the metric is beyond the alarm.", POLICY)
        .takes(Kind::Items(STEPS)),
    Row::text("ScalingAdjustment", "By", "For simple scaling.", POLICY).takes(Kind::Number),
    Row::text("Cooldown", "Cooldown, seconds", "For simple scaling, in place of the group's.", POLICY),
];

const SCHEDULED: &[Row] = &[
    Row::text(key::GROUP_NAME, "Group", "The group whose size it sets.", ACTION).takes(Kind::One(&[GROUP])).required(),
    Row::text("Recurrence", "When", "As cron has it: 0 8 * * 1-5 is eight o'clock from Monday to Friday.", ACTION),
    Row::text("TimeZone", "Time zone", "Such as Europe/Berlin. UTC without one.", ACTION),
    Row::text("MinSize", "At least", "From then on.", ACTION).takes(Kind::Number),
    Row::text("MaxSize", "At most", "From then on.", ACTION).takes(Kind::Number),
    Row::text("DesiredCapacity", "Desired", "At that moment.", ACTION).takes(Kind::Number),
    Row::text("StartTime", "Not before", "Such as 2030-01-31T08:00:00Z.", ACTION),
    Row::text("EndTime", "Not after", "Such as 2030-12-31T08:00:00Z.", ACTION),
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
