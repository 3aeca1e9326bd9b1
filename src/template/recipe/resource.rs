//! Removing resources.

use super::removal::{Removal, remove as remove_all};
use crate::document::Document;
use crate::template::resource_path;

/// Removes resources, and them from the `DependsOn` of others. Other uses stay and are told.
pub fn remove(document: &Document, ids: &[&str]) -> Removal {
    let gone: Vec<_> = ids.iter().map(|id| resource_path(id)).collect();
    remove_all(document, &gone)
}
