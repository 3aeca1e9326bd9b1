//! A group names the newest or the default version of its launch template by a word.
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: $Latest}
//!   Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {MetadataOptions: {HttpTokens: required}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "2"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
//!   Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {MetadataOptions: {HttpTokens: required}}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Resource;
use crate::template::function::{Spelling, from_json};
use crate::template::resource::named;
use crate::template::user_data::GROUP;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "group/launch-version",
    name: "Version of a launch template by a word",
    severity: Severity::Warning,
    why: "CloudFormation does not support $Latest and $Default here. A change of the launch template changes nothing in the group then: no update policy renews its machines.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-autoscaling-autoscalinggroup-launchtemplatespecification.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind() != Some(GROUP) {
        return;
    }
    let mixed = || resource.property("MixedInstancesPolicy")?.get("LaunchTemplate")?.get("LaunchTemplateSpecification");
    let Some(launch) = resource.property("LaunchTemplate").or_else(mixed) else { return };
    let Some(version) = launch.get("Version").filter(|node| node.tag().is_none()) else { return };
    let Some((word, attribute)) = version.scalar().and_then(|word| match word {
        "$Latest" => Some((word, "LatestVersionNumber")),
        "$Default" => Some((word, "DefaultVersionNumber")),
        _ => None,
    }) else {
        return;
    };
    let at = version.path();
    context
        .report(&at, format!("{word} stays the same when the launch template changes: no update renews the machines."));
    match launch.get("LaunchTemplateId").and_then(named).map(str::to_string) {
        Some(id) => context.fix(format!("Write !GetAtt {id}.{attribute}"), move |document| {
            let value = from_json(&serde_json::json!({ "Fn::GetAtt": [id, attribute] }), Spelling::of(document));
            vec![Edit::Set { at: at.clone(), value }]
        }),
        None => context.help("Name the version by its number."),
    };
}
