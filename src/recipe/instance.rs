//! Root volume of an instance.

use serde_json::json;

use super::entry;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::ec2::instance;
use crate::template::function::{Spelling, from_json};
use crate::template::{Resource, Template};

/// Where the first volume that is written out has its `Ebs`; `None` if there is none.
pub fn root_volume(resource: Resource<'_>) -> Option<Path> {
    let list = resource.property(instance::BLOCK_DEVICES.key)?;
    let index = list.items().position(|item| item.get(instance::EBS_KEY).is_some())?;
    Some(resource.properties_path().join(instance::BLOCK_DEVICES.key).join(index).join(instance::EBS_KEY))
}

/// Writes out the root volume: gp3, 16 GiB, encrypted. Its device has the name that Ubuntu and Debian images use.
pub fn add_root_volume(document: &Document, id: &str) -> Vec<Edit> {
    let Some(resource) = Template::of(document).resource(id) else { return Vec::new() };
    if root_volume(resource).is_some() {
        return Vec::new();
    }
    let volume = json!({
        instance::DEVICE_NAME: "/dev/sda1",
        instance::EBS_KEY: {
            instance::VOLUME_TYPE.key: "gp3",
            instance::VOLUME_SIZE.key: 16,
            instance::ENCRYPTED.key: true,
        },
    });
    let value = from_json(&volume, Spelling::of(document));
    let key = instance::BLOCK_DEVICES.key;
    match resource.property(key).filter(|node| !node.is_null()) {
        Some(_) => vec![Edit::Insert { into: resource.properties_path().join(key), slot: Slot::Index(0), value }],
        None => entry::put(document, &resource.properties_path(), &instance::ROWS, key, Value::Sequence(vec![value])),
    }
}
