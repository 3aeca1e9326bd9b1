//! An instance: its security groups and its root volume.

use serde_json::json;

use super::entry;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::ec2::{self, instance};
use crate::template::function::{Form, from_json};
use crate::template::resource::named;
use crate::template::{Resource, Template};

/// The security groups of the template, each with whether the instance has it.
pub fn security_groups(template: Template<'_>, resource: Resource<'_>) -> Vec<(String, bool)> {
    let has = |id: &str| position_of(resource, id).is_some();
    template.resources_of(ec2::SECURITY_GROUP).map(|group| (group.id().to_string(), has(group.id()))).collect()
}

fn position_of(resource: Resource<'_>, group: &str) -> Option<usize> {
    let list = resource.property(instance::SECURITY_GROUP_IDS.key)?;
    list.items().position(|item| named(item) == Some(group))
}

/// Gives the instance a security group of the template.
pub fn join_group(document: &Document, id: &str, group: &str) -> Vec<Edit> {
    let Some(resource) = Template::of(document).resource(id) else { return Vec::new() };
    if position_of(resource, group).is_some() {
        return Vec::new();
    }
    let value = from_json(&json!({"Fn::GetAtt": [group, "GroupId"]}), Form::of(document));
    let key = instance::SECURITY_GROUP_IDS.key;
    match resource.property(key).filter(|node| !node.is_null()) {
        Some(node) => {
            vec![Edit::Insert { into: resource.properties_path().join(key), slot: Slot::Index(node.len()), value }]
        }
        None => entry::put(document, &resource.properties_path(), instance::ROWS, key, Value::Sequence(vec![value])),
    }
}

/// Takes a security group from the instance.
pub fn leave_group(document: &Document, id: &str, group: &str) -> Vec<Edit> {
    let Some(resource) = Template::of(document).resource(id) else { return Vec::new() };
    let Some(index) = position_of(resource, group) else { return Vec::new() };
    let properties = resource.properties_path();
    entry::take_with_empty(document, &properties.join(instance::SECURITY_GROUP_IDS.key).join(index), &properties)
}

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
    let value = from_json(&volume, Form::of(document));
    let key = instance::BLOCK_DEVICES.key;
    match resource.property(key).filter(|node| !node.is_null()) {
        Some(_) => vec![Edit::Insert { into: resource.properties_path().join(key), slot: Slot::Index(0), value }],
        None => entry::put(document, &resource.properties_path(), instance::ROWS, key, Value::Sequence(vec![value])),
    }
}
