//! Entries of a config's sections by name: adding, duplicating, removing.

use super::removal::Removal;
use super::{entry, name, trigger};
use crate::document::{Document, Edit, Path, Value};
use crate::template::Section;

/// Adds an entry to the section of a config at a path, as forms add it. Gives its path too.
pub fn add_at(document: &Document, at: &Path, name: &str, value: Value) -> (Path, Vec<Edit>) {
    let section = at.last_key().and_then(Section::of_key);
    let config = at.parent().unwrap_or_default();
    let edits = section.map(|section| add(document, &config, section, name, value)).unwrap_or_default();
    (at.join(name), edits)
}

/// Adds an entry to a section of the config at `config`. Nothing if the name is taken.
pub fn add(document: &Document, config: &Path, section: Section, name: &str, value: Value) -> Vec<Edit> {
    if document.node(&config.keys([section.key(), name])).is_some() {
        return Vec::new();
    }
    entry::add_to_section(document, config, section, None, (name, value))
}

/// Adds a copy of the entry at `at` after it, under a free name. Gives its path too.
pub fn double(document: &Document, at: &Path) -> Option<(Path, Vec<Edit>)> {
    let into = at.parent()?;
    let name = name::free_key(document, &into, at.last_key()?);
    let place = entry::position(document, at)? + 1;
    let value = document.node(at)?.source_ref();
    let edits = entry::insert_at(document, &into, &name, place, value);
    Some((into.join(name), edits))
}

/// Removes the entry at `at` of the config at `config`, from what restarts the config's services too, and with it the
/// collections up to the config that would be left empty.
pub fn remove(document: &Document, config: &Path, at: &Path) -> Vec<Edit> {
    let section = at.steps().get(config.steps().len()).and_then(|step| Section::of_key(step.key()?));
    let mut edits = section
        .map_or_else(Vec::new, |section| trigger::remove(document, config, section, at.last_key().unwrap_or_default()));
    edits.extend(entry::take_with_empty(document, at, config));
    edits
}

/// The same for an entry of any config: `Resources › Id › Metadata › AWS::CloudFormation::Init › config › …`.
pub fn removal(document: &Document, at: &Path) -> Removal {
    let config: Path = at.steps().iter().take(5).cloned().collect();
    Removal { edits: remove(document, &config, at), broken: Vec::new() }
}

/// The names in a section of the config at `config`, each once, in the order of the text.
pub fn names(document: &Document, config: &Path, section: Section) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in document.node(&config.join(section.key())).into_iter().flat_map(|node| node.entries()) {
        if !names.iter().any(|name| name == entry.key()) {
            names.push(entry.key().to_string());
        }
    }
    names
}
