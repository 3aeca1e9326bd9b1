//! Resource attributes that move to another resource, and attributes of a new one.

use serde_json::{Value as Json, json};

use crate::document::{Edit, Slot};
use crate::recipe::draft::Draft;
use crate::template::resource::attribute::{CONDITION, CREATION_POLICY, DEPENDS_ON, TYPE, UPDATE_POLICY};
use crate::template::resource_path;

/// Attributes that stand before metadata and properties.
const ORDER: [&str; 7] =
    [TYPE, CONDITION, DEPENDS_ON, CREATION_POLICY, UPDATE_POLICY, "DeletionPolicy", "UpdateReplacePolicy"];

/// Carries an attribute of one resource to another; nothing if there is none.
pub(super) fn carry(draft: &mut Draft, from: &str, to: &str, key: &str) -> Result<(), String> {
    let at = resource_path(from).join(key);
    if draft.document().node(&at).is_none() {
        return Ok(());
    }
    let into = resource_path(to);
    let entries = draft.document().node(&into).into_iter().flat_map(|node| node.entries());
    let present: Vec<&str> = entries.map(|entry| entry.key()).collect();
    // Short ones first: metadata and properties go on for pages.
    let rank = |key: &str| ORDER.iter().position(|other| *other == key).unwrap_or(ORDER.len());
    let place = present.iter().rposition(|other| rank(other) < rank(key)).map_or(0, |before| before + 1);
    draft.make([Edit::MoveTo { at, into, slot: Slot::KeyAt(key.to_string(), place) }])
}

/// The condition of a resource, for what stands and falls with it.
pub(super) fn condition_of(draft: &Draft, id: &str) -> Json {
    let resource = draft.template().resource(id);
    let condition = resource.and_then(|resource| resource.node().get(CONDITION)).and_then(|node| node.scalar());
    condition.map_or_else(|| json!({}), |condition| json!({ CONDITION: condition }))
}

/// Sets a key of an object.
pub(super) fn set(object: &mut Json, key: &str, value: Json) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_string(), value);
    }
}
