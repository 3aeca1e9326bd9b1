//! Packages of a config: adding, versions, removing.

use super::{entry, trigger};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::package::takes_a_place;
use crate::template::Section;

/// Adds a package of any version. The value is written as its neighbours' are: `[]` or `""`. Where it says where the
/// package is, it is a text. Nothing if it is there.
pub fn add(document: &Document, config: &Path, manager: &str, name: &str) -> Vec<Edit> {
    let into = config.keys([Section::Packages.key(), manager]);
    let siblings = document.node(&into);
    if siblings.is_some_and(|node| node.get(name).is_some()) {
        return Vec::new();
    }
    let texts =
        siblings.is_some_and(|node| !node.is_empty() && node.entries().all(|entry| entry.value.scalar().is_some()));
    let value = if texts || takes_a_place(manager) { Value::from("") } else { Value::Sequence(Vec::new()) };
    entry::add_to_section(document, config, Section::Packages, Some(manager), (name, value))
}

/// Sets the versions of the package at `at`: none, one or several, as texts. A single text stays a text.
pub fn set_versions(document: &Document, at: &Path, versions: &[&str]) -> Vec<Edit> {
    let one_text = document.node(at).is_some_and(|node| node.scalar().is_some() && !node.is_null());
    let value = match versions {
        [] if one_text => Value::from(""),
        [version] if one_text => Value::from(*version),
        versions => Value::Sequence(versions.iter().map(|version| Value::from(*version)).collect()),
    };
    vec![Edit::Set { at: at.clone(), value }]
}

/// Removes the package at `at`, with its manager if it was the last there, and with `packages`.
pub fn remove(document: &Document, at: &Path) -> Vec<Edit> {
    let config = config_of(at);
    let mut edits = trigger::remove(document, &config, Section::Packages, at.last_key().unwrap_or_default());
    edits.extend(entry::take_with_empty(document, at, &config));
    edits
}

/// The config of the package at `at`: config › packages › manager › name.
fn config_of(at: &Path) -> Path {
    at.parent().and_then(|manager| manager.parent()).and_then(|packages| packages.parent()).unwrap_or_default()
}

/// Versions as typed, parted by commas or blanks; paths and URLs by commas alone.
pub fn versions_of<'t>(manager: &str, typed: &'t str) -> Vec<&'t str> {
    let place = takes_a_place(manager);
    let parts = typed.split(move |c: char| c == ',' || (c == ' ' && !place));
    parts.map(str::trim).filter(|version| !version.is_empty()).collect()
}
