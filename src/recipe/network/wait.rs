//! Dependencies of instances on their route to the internet: without it the first boot finds no packages.

use crate::document::{Document, Edit, Kind, Slot, Value};
use crate::recipe::draft::Draft;
use crate::template::resource::attribute;
use crate::template::{Resource, Template, machine, resource_path};

/// Instances and Auto Scaling groups in one of some subnets.
pub(super) fn machines_in(template: Template<'_>, subnets: &[String]) -> Vec<String> {
    let is_inside = |resource: &Resource<'_>| {
        machine::subnets(*resource).iter().any(|name| subnets.iter().any(|subnet| subnet == name))
    };
    template.single_resources().filter(is_inside).map(|one| one.id().to_string()).collect()
}

/// Makes one instance or group depend on resources, such as its routes to the internet.
pub fn depend_on(document: &Document, machine: &str, ids: &[String]) -> Vec<Edit> {
    let mut draft = Draft::of(document);
    match wait_for(&mut draft, &[machine.to_string()], ids) {
        Ok(()) => draft.into_edits(),
        Err(_) => Vec::new(),
    }
}

/// Makes instances and groups depend on resources. Existing dependencies stay.
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
