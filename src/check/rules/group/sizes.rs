//! The sizes of an Auto Scaling group contradict each other.
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       DesiredCapacity: "4"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateName: web, Version: "1"}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "4"
//!       DesiredCapacity: "4"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateName: web, Version: "1"}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Resource;
use crate::template::number::whole_number;
use crate::template::user_data::GROUP;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "group/sizes",
    name: "Sizes that contradict each other",
    severity: Severity::Error,
    why: "EC2 Auto Scaling refuses a group whose smallest size is over its largest, or whose desired capacity is not between them.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind() != Some(GROUP) {
        return;
    }
    let size = |key: &str| resource.property(key).and_then(|node| Some((node, whole_number(node)?)));
    let (min, max, desired) = (size("MinSize"), size("MaxSize"), size("DesiredCapacity"));
    if let (Some((_, min)), Some((node, max))) = (min, max)
        && min > max
    {
        context.report(&node.path(), format!("MaxSize {max} is below MinSize {min}: AWS refuses the group."));
    } else if let (Some((node, desired)), Some((_, max))) = (desired, max)
        && desired > max
    {
        context
            .report(&node.path(), format!("DesiredCapacity {desired} is over MaxSize {max}: AWS refuses the group."));
    } else if let (Some((node, desired)), Some((_, min))) = (desired, min)
        && desired < min
    {
        context
            .report(&node.path(), format!("DesiredCapacity {desired} is below MinSize {min}: AWS refuses the group."));
    }
}
