//! Insertion of resources among the others, and removal.

use serde_json::Value as Json;

use super::entry;
use super::removal::{Removal, remove as remove_all};
use crate::document::{Document, Edit, Path};
use crate::template::function::{Spelling, from_json};
use crate::template::{resource_path, section};

/// Adds a resource before the one that now has this place, with functions in the spelling of the document.
pub fn insert(document: &Document, place: usize, id: &str, resource: &Json) -> Vec<Edit> {
    let value = from_json(resource, Spelling::of(document));
    entry::insert_at(document, &Path::root().join(section::RESOURCES), id, place, value)
}

/// Adds a resource before another one; first of all if that is not there.
pub fn before(document: &Document, other: &str, id: &str, resource: &Json) -> Vec<Edit> {
    insert(document, entry::position(document, &resource_path(other)).unwrap_or_default(), id, resource)
}

/// The place right behind a resource; the first of all if that is not there.
pub fn place_behind(document: &Document, id: &str) -> usize {
    entry::position(document, &resource_path(id)).map_or(0, |place| place + 1)
}

/// Removes resources, and them from the `DependsOn` of others. Other uses stay and are told.
pub fn remove(document: &Document, ids: &[&str]) -> Removal {
    let gone: Vec<_> = ids.iter().map(|id| resource_path(id)).collect();
    remove_all(document, &gone)
}
