//! Adds entries of a config to the lists that restart its services, and removes them.

use super::entry;
use crate::document::{Document, Edit, Kind, Path, Slot, Value};
use crate::schema::service;
use crate::template::init::Section;
use crate::template::init::trigger::{names_in, naming};

pub use crate::template::init::trigger::{Cause, is_odd, restarted, row};

/// The service at `at` is restarted by `cause`; nothing if it is already.
pub fn add(document: &Document, at: &Path, cause: &Cause) -> Vec<Edit> {
    let service = document.node(at);
    if service.is_some_and(|service| cause.is_listed(service)) {
        return Vec::new();
    }
    let list = cause.list(at);
    let value = Value::from(cause.name.as_str());
    if let Some(node) = document.node(&list).filter(|node| !node.is_null()) {
        return vec![Edit::Insert { into: list, slot: Slot::Index(node.len()), value }];
    }
    let items = Value::Sequence(vec![value]);
    match (&cause.manager, service.and_then(|service| service.get(cause.section.key()))) {
        (Some(manager), Some(managers)) if managers.kind() == Kind::Mapping => {
            vec![Edit::Insert { into: at.join(cause.section.key()), slot: Slot::Key(manager.clone()), value: items }]
        }
        (Some(manager), _) => {
            let managers = Value::Mapping([(Value::from(manager.as_str()), items)].into_iter().collect());
            entry::put(document, at, &service::ROWS, cause.section.key(), managers)
        }
        (None, _) => entry::put(document, at, &service::ROWS, cause.section.key(), items),
    }
}

/// `cause` restarts the service at `at` no longer; a list that would be empty goes.
pub fn drop(document: &Document, at: &Path, cause: &Cause) -> Vec<Edit> {
    let list = cause.list(at);
    let Some(node) = document.node(&list) else { return Vec::new() };
    let found = names_in(node).find(|(_, name)| *name == cause.name);
    found.map_or_else(Vec::new, |(index, _)| entry::take_with_empty(document, &list.join(index), at))
}

/// Takes a name out of the lists of a config's services, with lists that would be empty.
pub fn remove(document: &Document, config: &Path, section: Section, name: &str) -> Vec<Edit> {
    let mut places = naming(document, config, section, name);
    // The last item first: removing it moves none of those that are still to go.
    places.reverse();
    let service = |at: &Path| -> Path { at.steps().iter().take(config.steps().len() + 3).cloned().collect() };
    places.iter().flat_map(|at| entry::take_with_empty(document, at, &service(at))).collect()
}
