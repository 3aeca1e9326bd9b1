//! What changed attributes beside the properties do: metadata and policies touch no resource.
//!
//! Sources: AWS pages "Resource attribute reference", "cfn-hup".

use serde_json::Value as Json;

use super::verdict::{PropertyImpact, Verdict};
use crate::document::Document;
use crate::schema::update_policy;
use crate::template::hup::{Hup, key};
use crate::template::init::INIT;
use crate::template::machine::is_machine;
use crate::template::resource::attribute;
use crate::template::user_data::UserData;

/// Minutes between two looks of cfn-hup without `interval`. Source: aws-cfn-bootstrap bin/cfn-hup.
const INTERVAL: &str = "15";

/// The attributes that are compared, beside metadata and conditions.
pub(super) const ATTRIBUTES: [&str; 5] = [
    attribute::CREATION_POLICY,
    attribute::UPDATE_POLICY,
    "DeletionPolicy",
    "UpdateReplacePolicy",
    attribute::DEPENDS_ON,
];

const BOTH: &str = "AutoScalingRollingUpdate and AutoScalingInstanceRefresh cannot stand in one UpdatePolicy: the update \
                    fails.";

fn impact(at: &[&str], verdict: Verdict, why: impl Into<String>, page: &str) -> PropertyImpact {
    PropertyImpact {
        at: at.iter().map(|key| key.to_string()).collect(),
        old: None,
        new: None,
        verdict,
        only_if: None,
        through: Vec::new(),
        why: why.into(),
        page: Some(crate::schema::update::page_address(page)),
    }
}

/// What a changed attribute does.
pub(super) fn of_attribute(name: &str, old: Option<&Json>, new: Option<&Json>) -> PropertyImpact {
    let (why, page) = match name {
        attribute::CREATION_POLICY => (
            "Nothing now: CloudFormation waits for signals when a resource is created, so it counts from the next \
             replacement on. An update in place waits for none.",
            "TemplateReference/aws-attribute-creationpolicy.html",
        ),
        attribute::UPDATE_POLICY => (
            "Nothing by itself: it counts for the next change of the group. A rollback uses the policy of the old template.",
            "TemplateReference/aws-attribute-updatepolicy.html",
        ),
        "DeletionPolicy" => (
            "Nothing now: it counts when the resource or the stack is deleted. It does not keep the old one of a \
             replacement; UpdateReplacePolicy does.",
            "TemplateReference/aws-attribute-deletionpolicy.html",
        ),
        "UpdateReplacePolicy" => (
            "Nothing now: it counts when an update replaces the resource.",
            "TemplateReference/aws-attribute-updatereplacepolicy.html",
        ),
        _ => (
            "Nothing: alone it is no change, and CloudFormation runs no update for it. The order counts from the next \
             update on.",
            "TemplateReference/aws-attribute-dependson.html",
        ),
    };
    let has = |key: &str| new.is_some_and(|new| new.get(key).is_some());
    if name == attribute::UPDATE_POLICY && has(update_policy::ROLLING) && has(update_policy::REFRESH) {
        return impact(&[name], Verdict::Fails, BOTH, page);
    }
    let shown = |value: Option<&Json>| value.and_then(Json::as_str).map(str::to_string);
    PropertyImpact { old: shown(old), new: shown(new), ..impact(&[name], Verdict::Nothing, why, page) }
}

/// What changed metadata do. `old` is the template whose files are on the machine now; `is_anew` is true where machines
/// are created anew in the same update.
pub(super) fn of_metadata(
    documents: (&Document, &Document),
    id: &str,
    kind: &str,
    metadata: (Option<&Json>, Option<&Json>),
) -> PropertyImpact {
    const PAGE: &str = "TemplateReference/cfn-hup.html";
    let part = |value: Option<&'_ Json>| value.and_then(|value| value.get(INIT)).cloned();
    if part(metadata.0) == part(metadata.1) {
        return impact(
            &[attribute::METADATA],
            Verdict::Nothing,
            "Only what CloudFormation stores changes; cfn-init does not read this part.",
            "TemplateReference/aws-attribute-metadata.html",
        );
    }
    let at = [attribute::METADATA, INIT];
    if !is_machine(kind) {
        let why = "Only what CloudFormation stores changes: no machine is made of this resource.";
        return impact(&at, Verdict::Nothing, why, "TemplateReference/aws-attribute-metadata.html");
    }
    let version = match kind {
        crate::schema::ec2::INSTANCE => "The instance is not touched.",
        _ => "Metadata are no part of what instances are launched with: no new version, no instance is replaced.",
    };
    // Whether a hook watches is said in the metadata alone.
    let watching = |document: &Document| watches(Hup::with_data(document, id, None).as_ref(), id);
    match watching(documents.0) {
        Some(minutes) => {
            let why = format!(
                "{version} Within {minutes} minutes cfn-hup sees the change and runs its hook. CloudFormation does not wait \
                 for it, and no failure comes back."
            );
            impact(&at, Verdict::ByHup, why, PAGE)
        }
        None if is_started_elsewhere(documents.0, id) => {
            let why = format!("{version} User data set up cfn-hup; what its hooks watch is not in the metadata.");
            let unsure = impact(&at, Verdict::ByHup, why, PAGE);
            PropertyImpact { only_if: Some("a hook watches these metadata".to_string()), ..unsure }
        }
        None => {
            let why = match watching(documents.1) {
                Some(_) => format!(
                    "{version} cfn-hup comes with these metadata, so it is not on the machine yet: run cfn-init there once. \
                     Later changes are picked up."
                ),
                None => format!(
                    "{version} No hook of cfn-hup watches these metadata, so nothing happens on it until somebody runs \
                     cfn-init there."
                ),
            };
            impact(&at, Verdict::Nothing, why, PAGE)
        }
    }
}

/// Minutes until cfn-hup sees changed metadata of a resource, if a hook of it watches them.
pub(super) fn watches(hup: Option<&Hup>, id: &str) -> Option<String> {
    let hup = hup.filter(|hup| hup.is_on() || !hup.hooks.is_empty() && hup.conf.is_some())?;
    let watched = format!("Resources.{id}.Metadata");
    let own = hup.groups().into_iter().any(|(_, group)| {
        let is_triggered = group.value(key::TRIGGERS).is_some_and(|all| all.contains("post.update"));
        let path = group.value(key::PATH).unwrap_or_default();
        let part = path.trim().strip_prefix(&watched);
        is_triggered && part.is_some_and(|rest| rest.is_empty() || rest.starts_with(&format!(".{INIT}")))
    });
    let interval = || hup.main().and_then(|(_, main)| main.value("interval").map(|minutes| minutes.trim().to_string()));
    own.then(|| interval().filter(|text| text.parse::<u32>().is_ok()).unwrap_or_else(|| INTERVAL.to_string()))
}

/// True if the user data of the machines name cfn-hup.
fn is_started_elsewhere(document: &Document, id: &str) -> bool {
    let data = UserData::of_init(document, id).or_else(|| UserData::of(document, id));
    data.is_some_and(|data| data.text.text().contains("cfn-hup"))
}
