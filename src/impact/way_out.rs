//! Ways out that are edits of the new template: a policy, the old value of a property, another logical id.

use super::verdict::{ResourceImpact, Verdict, WayOut};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::recipe::rename::rename;
use crate::template::function::{Spelling, from_json};
use crate::template::name::free_id;
use crate::template::resource::attribute;
use crate::template::{Template, resource_path};

const POLICY: &str = "UpdateReplacePolicy";

/// The edits that give a key of a mapping a value.
fn set(document: &Document, at: &Path, value: Value) -> Vec<Edit> {
    match (document.node(at), at.parent(), at.last_key()) {
        (Some(_), ..) => vec![Edit::Set { at: at.clone(), value }],
        (None, Some(into), Some(key)) if document.node(&into).is_some() => {
            vec![Edit::Insert { into, slot: Slot::Key(key.to_string()), value }]
        }
        _ => Vec::new(),
    }
}

/// An UpdateReplacePolicy.
pub(super) fn policy(new: &Document, id: &str, text: &str, policy: &'static str) -> WayOut {
    let at = resource_path(id).join(POLICY);
    let label = format!("Set {POLICY} of {id} to {policy}");
    WayOut::with(text, new, label, move |document| set(document, &at, Value::from(policy)))
}

/// The value of the old template for a property, by its keys below the resource.
pub(super) fn keep_old_value(old: &Document, new: &Document, id: &str, keys: &[String], text: String) -> WayOut {
    let at = resource_path(id).keys(keys.iter().map(String::as_str));
    let value = old.node(&at).map(|node| node.value());
    let label = format!("Leave {} of {id} as it was", keys.last().map(String::as_str).unwrap_or_default());
    WayOut::with(text, new, label, move |document| match &value {
        Some(value) => set(document, &at, value.clone()),
        None if document.node(&at).is_some() => vec![Edit::Remove { at: at.clone() }],
        None => Vec::new(),
    })
}

/// Offers to leave as they were the properties that replace a resource or make the update fail, and another logical id for
/// a resource of another type.
pub(super) fn offer(one: &mut ResourceImpact, old: &Document, new: &Document) {
    let id = one.id.clone();
    let is_plain = |document| Template::of(document).resource(&id).is_some_and(|resource| !resource.is_in_loop());
    if !is_plain(old) || !is_plain(new) {
        return;
    }
    let source = |document: &Document, at: &[String]| {
        let path = resource_path(&id).keys(at.iter().map(String::as_str));
        document.node(&path).map(|node| node.source().to_string())
    };
    let mut ways = Vec::new();
    for part in one.properties.iter().filter(|part| part.verdict >= Verdict::Replacement) {
        // What another resource or a parameter changes is not changed here.
        if !part.through.is_empty() || source(old, &part.at) == source(new, &part.at) {
            continue;
        }
        let key = part.at.last().cloned().unwrap_or_default();
        if part.at == [attribute::TYPE] {
            ways.push(other_id(new, &id));
        }
        let effect = if part.verdict == Verdict::Fails { "does not fail" } else { "does not replace the resource" };
        let text = format!("Leave {key} as it was: then the update {effect} because of it.");
        ways.push(keep_old_value(old, new, &id, &part.at, text));
    }
    one.ways_out.extend(ways);
}

/// Another logical id for a resource of another type.
fn other_id(new: &Document, id: &str) -> WayOut {
    let own = free_id(Template::of(new), id);
    let at = resource_path(id);
    let text = format!("Give the new resource the logical id {own}: it is created, and the old one is deleted.");
    WayOut::with(text, new, format!("Rename {id} to {own}"), move |document| rename(document, &at, &own))
}

/// A user of a launch template follows its new versions.
pub(super) fn follow(new: &Document, launch: &str, user: &str, at: Path) -> WayOut {
    let text = format!("Let {user} change with each new version of {launch}.");
    let value = serde_json::json!({ "Fn::GetAtt": [launch, "LatestVersionNumber"] });
    let label = format!("Set Version of {user} to the latest one");
    WayOut::with(text, new, label, move |document| set(document, &at, from_json(&value, Spelling::of(document))))
}

/// The logical id that a resource had before.
pub(super) fn rename_back(new: &Document, gone: &str, came: &str, text: String) -> WayOut {
    let (at, to) = (resource_path(came), gone.to_string());
    WayOut::with(text, new, format!("Rename {came} to {gone}"), move |document| rename(document, &at, &to))
}
