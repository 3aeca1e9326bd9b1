//! Dependencies of instances on their route to the internet: without it the first boot finds no packages.

use crate::document::{Edit, Kind, Slot, Value};
use crate::recipe::draft::Draft;
use crate::schema::ec2;
use crate::template::resource::{attribute, named};
use crate::template::{Resource, Template, resource_path};

/// A group of machines.
const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";

/// Instances and groups of them that stand in one of some subnets.
pub(super) fn machines_in(template: Template<'_>, subnets: &[String]) -> Vec<String> {
    let stands = |resource: &Resource<'_>| {
        let is_one = |name: Option<&str>| name.is_some_and(|name| subnets.iter().any(|subnet| subnet == name));
        match resource.kind() {
            Some(ec2::INSTANCE) => is_one(resource.names("SubnetId")),
            Some(GROUP) => {
                let list = resource.property("VPCZoneIdentifier");
                list.into_iter().flat_map(|list| list.items()).any(|item| is_one(named(item)))
            }
            _ => false,
        }
    };
    template.single_resources().filter(stands).map(|one| one.id().to_string()).collect()
}

/// Lets machines depend on resources; those they depend on already stay as they are.
pub(super) fn wait_for(draft: &mut Draft, machines: &[String], ids: &[String]) -> Result<(), String> {
    for machine in machines {
        for id in ids {
            let edit = {
                let template = draft.template();
                let Some(resource) = template.resource(machine) else { continue };
                if resource.depends_on().contains(&id.as_str()) {
                    continue;
                }
                let at = resource_path(machine).join(attribute::DEPENDS_ON);
                let value = Value::from(id.as_str());
                match resource.node().get(attribute::DEPENDS_ON).filter(|node| !node.is_null()) {
                    Some(list) if list.kind() == Kind::Sequence => {
                        Edit::Insert { into: at, slot: Slot::Index(list.len()), value }
                    }
                    Some(one) => Edit::Set { at, value: Value::Sequence(vec![one.source_ref(), value]) },
                    None => Edit::Insert {
                        into: resource_path(machine),
                        slot: Slot::KeyAt(attribute::DEPENDS_ON.to_string(), 1),
                        value,
                    },
                }
            };
            draft.make([edit])?;
        }
    }
    Ok(())
}
