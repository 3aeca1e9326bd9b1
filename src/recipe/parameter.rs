//! Parameters: adding one, and removing one with its place in `AWS::CloudFormation::Interface`.

use super::name;
use super::removal::{self, Removal};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::parameter;
use crate::template::{Template, parameter_path, section};

/// Adds a text parameter without a default, under a free name. Gives the name too.
pub fn add(document: &Document, wanted: &str) -> (String, Vec<Edit>) {
    let name = name::free_id(Template::of(document), wanted);
    let value = Value::Mapping([(Value::from(parameter::TYPE.key), Value::from("String"))].into_iter().collect());
    let edits = insert(document, &name, value);
    (name, edits)
}

/// Adds a parameter as the last, under a name that is free.
pub fn insert(document: &Document, name: &str, value: Value) -> Vec<Edit> {
    let into = Path::root().join(section::PARAMETERS);
    let edit = match document.node(&into) {
        Some(_) => Edit::Insert { into, slot: Slot::Key(name.to_string()), value },
        None => {
            // Before the resources, where readers look for it.
            let value = Value::Mapping([(Value::from(name), value)].into_iter().collect());
            let keys: Vec<&str> =
                document.root().into_iter().flat_map(|root| root.entries()).map(|entry| entry.key()).collect();
            let later = [
                section::MAPPINGS,
                section::CONDITIONS,
                section::RESOURCES,
                section::OUTPUTS,
                section::RULES,
                "Transform",
            ];
            let place = keys.iter().position(|key| later.contains(key)).unwrap_or(keys.len());
            Edit::Insert { into: Path::root(), slot: Slot::KeyAt(section::PARAMETERS.into(), place), value }
        }
    };
    vec![edit]
}

/// Removes a parameter, and it from the console's form. Other uses stay and are told.
pub fn remove(document: &Document, name: &str) -> Removal {
    removal::remove(document, &[parameter_path(name)])
}
