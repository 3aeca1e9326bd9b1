//! Insertion, removal and moves of one entry of any mapping or list.

use crate::document::{Document, Edit, Kind, Path, Slot, Step, Value};
use crate::schema::{Property, place_of};
use crate::template::completion::properties_at;
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

/// Sets the value at a path, or inserts it as [`insert`] does.
pub fn put_at(document: &Document, at: &Path, value: Value) -> Vec<Edit> {
    match document.node(at) {
        Some(_) => vec![Edit::Set { at: at.clone(), value }],
        None => insert(document, at, value),
    }
}

/// Inserts the value at a path that does not exist, with its missing parents. The first new key gets its place in the
/// order of the schema.
pub fn insert(document: &Document, at: &Path, value: Value) -> Vec<Edit> {
    let (Some(into), Some(last)) = (at.parent(), at.last()) else { return vec![Edit::Set { at: at.clone(), value }] };
    let slot = match last {
        Step::Key(key) => Slot::Key(key.to_string()),
        Step::Index(index) => Slot::Index(*index),
    };
    // A missing collection becomes part of the value, so that its own key gets its place.
    let (mut owner, mut key, mut inner) = (into.clone(), last.clone(), value.clone());
    while document.node(&owner).is_none() {
        let collection = match &key {
            Step::Key(key) => Value::Mapping([(Value::from(&**key), inner)].into_iter().collect()),
            Step::Index(_) => Value::Sequence(vec![inner]),
        };
        let (Some(parent), Some(step)) = (owner.parent(), owner.last().cloned()) else {
            return vec![Edit::Insert { into, slot, value }];
        };
        (owner, key, inner) = (parent, step, collection);
    }
    let is_mapping = document.node(&owner).is_some_and(|node| node.is_plain(Kind::Mapping) && !node.is_empty());
    let rows = if is_mapping { properties_at(document, &owner) } else { Vec::new() };
    match &key {
        Step::Key(key) if rows.iter().any(|row| row.key == &**key) => put(document, &owner, &rows, key, inner),
        _ => vec![Edit::Insert { into, slot, value }],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_inserted_in_the_order_of_the_schema() {
        let text = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: ami-1\n      UserData: x\n";
        for (keys, wanted) in [
            (&["Properties", "SubnetId"][..], "ImageId: ami-1\n      SubnetId: v\n      UserData"),
            (&["Properties", "Unknown"], "UserData: x\n      Unknown: v\n"),
            (
                &["Properties", "MetadataOptions", "HttpTokens"],
                "ami-1\n      MetadataOptions:\n        HttpTokens: v\n      UserData",
            ),
            (&["DependsOn"], "Instance\n    DependsOn: v\n    Properties"),
            (
                &["CreationPolicy", "ResourceSignal", "Timeout"],
                "CreationPolicy:\n      ResourceSignal:\n        Timeout: v",
            ),
        ] {
            let document = Document::parse(text);
            let at = Path::root().keys(["Resources", "W"]).keys(keys.iter().copied());
            let after = document.with_edits(&insert(&document, &at, "v".into())).unwrap().0;
            assert!(after.text().contains(wanted), "{}", after.text());
            assert_eq!(after.scalar(&at), Some("v"));
        }
    }

    #[test]
    fn a_value_is_inserted_into_a_missing_or_empty_collection() {
        for (text, at, wanted) in [
            ("A: {}\n", Path::root().keys(["A", "b"]), "A:\n  b: v\n"),
            ("A:\n", Path::root().keys(["A", "b", "c"]), "A:\n  b:\n    c: v\n"),
            ("A: x\n", Path::root().join("B").join(0), "A: x\nB:\n  - v\n"),
            ("A:\n  - w\n", Path::root().join("A").join(1), "A:\n  - w\n  - v\n"),
        ] {
            let document = Document::parse(text);
            let after = document.with_edits(&insert(&document, &at, "v".into())).unwrap().0;
            assert_eq!(after.text(), wanted);
        }
    }
}
