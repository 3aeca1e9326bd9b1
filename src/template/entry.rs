//! Insertion, removal and moves of one entry of any mapping or list.

use crate::document::{Document, Edit, Path, Slot, Step, Value};
use crate::schema::{Property, place_of};
use crate::template::init::Section;

/// Puts the value of a row of a schema into the mapping at `owner`: sets it if it is there, else inserts it where the
/// order of the rows has it.
pub fn put(document: &Document, owner: &Path, rows: &[Property], key: &str, value: Value) -> Vec<Edit> {
    let at = owner.join(key);
    if document.node(&at).is_some() {
        return vec![Edit::Set { at, value }];
    }
    let present: Vec<&str> =
        document.node(owner).into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect();
    let place = place_of(rows, key, &present);
    vec![Edit::Insert { into: owner.clone(), slot: Slot::KeyAt(key.to_string(), place), value }]
}

/// Sets the value at a path, or inserts it as the last under the key that ends the path.
pub fn put_at(document: &Document, at: &Path, value: Value) -> Vec<Edit> {
    match (at.parent(), at.last_key()) {
        (Some(owner), Some(key)) => put(document, &owner, &[], key, value),
        _ => vec![Edit::Set { at: at.clone(), value }],
    }
}

/// Inserts an entry before the one that now has this place. It comes as the last and moves, so that a blank line parts
/// it from its neighbours where one parts them.
pub fn insert_at(document: &Document, into: &Path, key: &str, place: usize, value: Value) -> Vec<Edit> {
    let count = document.node(into).map_or(0, |node| node.len());
    let insert = Edit::Insert { into: into.clone(), slot: Slot::Key(key.to_string()), value };
    let to_place = (place < count).then(|| Edit::Reorder { at: into.join(key), place });
    std::iter::once(insert).chain(to_place).collect()
}

/// Adds an entry to a section of the config at `config`, for packages and services below their manager. A section that
/// is not there comes where cfn-init's order has it.
pub fn add_to_section(
    document: &Document,
    config: &Path,
    section: Section,
    manager: Option<&str>,
    (key, value): (&str, Value),
) -> Vec<Edit> {
    let at = config.join(section.key());
    if document.node(&at).is_some_and(|node| !node.is_null()) {
        let into = manager.map_or(at.clone(), |manager| at.join(manager));
        return vec![Edit::Insert { into, slot: Slot::Key(key.to_string()), value }];
    }
    let one = |key: &str, value: Value| Value::Mapping([(Value::from(key), value)].into_iter().collect());
    let below = one(key, value);
    let value = manager.map_or(below.clone(), |manager| one(manager, below));
    if document.node(&at).is_some() {
        return vec![Edit::Set { at, value }];
    }
    let rank = |key: &str| Section::of_key(key).map_or(0, |other| other as usize);
    let entries = document.node(config).into_iter().flat_map(|node| node.entries());
    let place = entries.filter(|entry| rank(entry.key()) < section as usize).count();
    insert_at(document, config, section.key(), place, value)
}

/// Takes an entry out; nothing if it is not there.
pub fn take(document: &Document, at: &Path) -> Vec<Edit> {
    match document.node(at) {
        Some(_) => vec![Edit::Remove { at: at.clone() }],
        None => Vec::new(),
    }
}

/// Takes an entry out, and with it the collections above it that would be left empty, up to but without `root`.
pub fn take_with_empty(document: &Document, at: &Path, root: &Path) -> Vec<Edit> {
    let mut highest = at.clone();
    while let Some(parent) = highest.parent() {
        let alone = document.node(&parent).is_some_and(|node| node.len() == 1);
        if parent == *root || !parent.starts_with(root) || !alone {
            break;
        }
        highest = parent;
    }
    take(document, &highest)
}

/// Moves an entry one place up among its siblings; nothing if it is the first.
pub fn up(document: &Document, at: &Path) -> Vec<Edit> {
    match position(document, at) {
        Some(place) if place > 0 => vec![Edit::Reorder { at: at.clone(), place: place - 1 }],
        _ => Vec::new(),
    }
}

/// Moves an entry one place down; nothing if it is the last.
pub fn down(document: &Document, at: &Path) -> Vec<Edit> {
    let count = at.parent().and_then(|parent| document.node(&parent)).map_or(0, |node| node.len());
    match position(document, at) {
        Some(place) if place + 1 < count => vec![Edit::Reorder { at: at.clone(), place: place + 1 }],
        _ => Vec::new(),
    }
}

/// Position of an entry among its siblings, from 0.
pub fn position(document: &Document, at: &Path) -> Option<usize> {
    match at.last()? {
        Step::Index(index) => Some(*index),
        Step::Key(key) => document.node(&at.parent()?)?.entries().position(|entry| entry.key() == &**key),
    }
}
