//! Parameters: adding one, removing one with its place in the console's form.

use super::{entry, name};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::parameter;
use crate::template::references::references_to;
use crate::template::{Template, parameter_path, section};

/// Adds a text parameter without a default, under a free name. Gives the name too.
pub fn add(document: &Document, wanted: &str) -> (String, Vec<Edit>) {
    let name = name::free_id(Template::of(document), wanted);
    let value = Value::Mapping([(Value::from(parameter::TYPE.key), Value::from("String"))].into_iter().collect());
    let into = Path::root().join(section::PARAMETERS);
    let edit = match document.node(&into) {
        Some(_) => Edit::Insert { into, slot: Slot::Key(name.clone()), value },
        None => {
            // Before the resources, where readers look for it.
            let value = Value::Mapping([(Value::from(name.as_str()), value)].into_iter().collect());
            let keys: Vec<&str> =
                document.root().into_iter().flat_map(|root| root.entries()).map(|entry| entry.key()).collect();
            let later =
                [section::MAPPINGS, section::CONDITIONS, section::RESOURCES, section::OUTPUTS, "Rules", "Transform"];
            let place = keys.iter().position(|key| later.contains(key)).unwrap_or(keys.len());
            Edit::Insert { into: Path::root(), slot: Slot::KeyAt(section::PARAMETERS.into(), place), value }
        }
    };
    (name, vec![edit])
}

/// Removes a parameter, and it from the console's form. References to it stay: [`broken`] tells them.
pub fn remove(document: &Document, name: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let interface = Path::root().keys([section::METADATA, "AWS::CloudFormation::Interface"]);
    let groups = interface.join("ParameterGroups");
    for (index, group) in document.node(&groups).into_iter().flat_map(|node| node.items()).enumerate() {
        let names = group.get("Parameters").into_iter().flat_map(|names| names.items()).enumerate();
        let found: Vec<usize> = names.filter(|(_, item)| item.scalar() == Some(name)).map(|(item, _)| item).collect();
        let list = groups.join(index).join("Parameters");
        edits.extend(found.into_iter().rev().map(|item| Edit::Remove { at: list.join(item) }));
    }
    edits.extend(entry::take(document, &interface.keys(["ParameterLabels", name])));
    edits.push(Edit::Remove { at: parameter_path(name) });
    edits
}

/// Places that refer to a parameter.
pub fn broken(document: &Document, name: &str) -> Vec<Path> {
    references_to(Template::of(document), name).into_iter().map(|reference| reference.at).collect()
}
