//! `Tags` of a resource: a list of Key and Value.

use super::entry;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::Property;
use crate::schema::ec2::key::{TAG_KEY, TAG_VALUE};

/// Key of the list.
const TAGS: &str = "Tags";

/// Adds a tag to the resource whose properties are at `properties`; `rows` say where `Tags` goes if there are none.
pub fn add(document: &Document, properties: &Path, rows: &[Property], key: &str, value: Value) -> Vec<Edit> {
    let tag = Value::Mapping(
        [(Value::from(TAG_KEY), Value::from(key)), (Value::from(TAG_VALUE), value)].into_iter().collect(),
    );
    let list = properties.join(TAGS);
    match document.node(&list).filter(|node| !node.is_null()) {
        Some(node) => vec![Edit::Insert { into: list, slot: Slot::Index(node.len()), value: tag }],
        None => entry::put(document, properties, rows, TAGS, Value::Sequence(vec![tag])),
    }
}

/// Removes the tag at `at`, with `Tags` if it was the last.
pub fn remove(document: &Document, properties: &Path, at: &Path) -> Vec<Edit> {
    entry::take_with_empty(document, at, properties)
}
