//! Scaling policy that keeps the average CPU usage of a group at a target.

use crate::recipe::definition::{DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::attribute::{condition_of, set};
use crate::document::Document;
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::schema::compute;
use crate::template::{Template, resource_path};

/// Adds a scaling policy to an Auto Scaling group.
pub static RECIPE: Recipe = Recipe {
    id: "target-tracking",
    title: "Scale on CPU usage",
    about: "A policy that keeps the average CPU usage of an Auto Scaling group at a percentage.",
    symbol: Symbol::Gauge,
    group: RecipeGroup::Machines,
    subject: target::GROUP,
    targets: target::groups,
    options: &[RecipeOption {
        name: "cpu",
        value: "PERCENT",
        label: "Percent",
        help: "average CPU usage",
        kind: OptionKind::Number,
        default: DefaultValue::Value("50"),
        ..OPTION
    }],
    propose: |request| Ok(tracking(request.document, request.target, request.number("cpu").unwrap_or_default())?),
};

/// A target-tracking policy that keeps the average CPU usage of a group at `percent`.
///
/// # Errors
/// Why there is no such change, in a sentence.
pub fn tracking(document: &Document, group: &str, percent: u32) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let kind = draft.template().resource(group).and_then(|resource| resource.kind());
    if kind != Some(compute::GROUP) {
        return Err(format!("{group} is no Auto Scaling group of this template."));
    }
    let policy = track(&mut draft, group, percent)?;
    let size = |key: &str| document.scalar(&resource_path(group).keys(["Properties", key]));
    if size("MaxSize") == size("MinSize") {
        draft.leave(format!("{group} has as many instances at most as at least: a policy changes nothing there."));
    }
    Ok(draft.into_proposal_of(&policy, format!("Target tracking for {group}")))
}

/// The policy that tracks a target for the group, if there is one.
fn tracked<'d>(template: Template<'d>, group: &str) -> Option<&'d str> {
    let mut policies = template.single_resources().filter(|one| one.kind() == Some(compute::SCALING_POLICY));
    let tracks = policies.find(|policy| {
        let tracking = policy.property("TargetTrackingConfiguration");
        policy.names(compute::key::GROUP_NAME) == Some(group) && tracking.is_some()
    });
    tracks.map(|policy| policy.id())
}

/// Adds the policy behind the group; gives its name.
pub(super) fn track(draft: &mut Draft, group: &str, percent: u32) -> Result<String, String> {
    if !(1..=100).contains(&percent) {
        return Err("The target for the processors is a number of percent from 1 to 100.".into());
    }
    if let Some(tracked) = tracked(draft.template(), group) {
        return Err(format!("{tracked} tracks a target for {group} already. Change its value there."));
    }
    let mut body = condition_of(draft, group);
    set(
        &mut body,
        "Properties",
        json!({
            compute::key::GROUP_NAME: { "Ref": group },
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingConfiguration": {
                "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" },
                "TargetValue": percent,
            },
        }),
    );
    let id = draft.resource(&format!("{group}Scaling"), compute::SCALING_POLICY, body, Some(group))?;
    draft.say(format!("{id} holds the processors of {group} at {percent} % on average: it adds and ends instances."));
    Ok(id)
}
