//! Targets of recipes: how the command line and the dialog name them, and which ones a document has.

use crate::document::Document;
use crate::schema::{compute, ec2};
use crate::template::Template;
use crate::template::system::Machine;

/// The kind of target that a recipe asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Name of the option on the command line, without dashes.
    pub option: &'static str,
    /// Placeholder of its value: "MACHINE".
    pub value: &'static str,
    /// Label in the dialog.
    pub label: &'static str,
    /// What it names.
    pub help: &'static str,
}

impl Subject {
    const fn resource(value: &'static str, label: &'static str, help: &'static str) -> Option<Subject> {
        Some(Subject { option: "resource", value, label, help })
    }

    /// A parameter.
    pub const fn parameter(help: &'static str) -> Option<Subject> {
        Some(Subject { option: "parameter", value: "NAME", label: "Parameter", help })
    }

    /// An entry, by its JSON Pointer.
    pub const fn entry(help: &'static str) -> Option<Subject> {
        Some(Subject { option: "at", value: "POINTER", label: "Entry", help })
    }
}

/// An instance, launch template or launch configuration.
pub const MACHINE: Option<Subject> =
    Subject::resource("MACHINE", "Instance", "an instance, launch template or launch configuration");
/// An instance.
pub const INSTANCE: Option<Subject> = Subject::resource("INSTANCE", "Instance", "an instance");
/// An Auto Scaling group.
pub const GROUP: Option<Subject> = Subject::resource("GROUP", "Auto Scaling group", "an Auto Scaling group");
/// A launch configuration.
pub const CONFIGURATION: Option<Subject> =
    Subject::resource("CONFIGURATION", "Launch configuration", "a launch configuration");
/// A VPC.
pub const VPC: Option<Subject> = Subject::resource("VPC", "VPC", "a VPC of the template");
/// A subnet.
pub const SUBNET: Option<Subject> = Subject::resource("SUBNET", "Subnet", "a subnet of the template");

/// Something that a recipe can be applied to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// A logical id, a parameter's name or a JSON Pointer; empty for the whole template.
    pub name: String,
    /// Its name in a list.
    pub label: String,
}

impl Target {
    /// A target that is listed under its own name.
    pub fn new(name: impl Into<String>) -> Target {
        let name = name.into();
        Target { label: name.clone(), name }
    }
}

/// The whole template, if the condition holds.
pub fn template_if(holds: bool) -> Vec<Target> {
    if holds { vec![Target::new("")] } else { Vec::new() }
}

/// The machines of a document, each with its operating system.
pub fn machines(document: &Document) -> Vec<Target> {
    let template = Template::of(document);
    let target = |machine: Machine<'_>| match machine.system(template) {
        Some(system) => {
            Target { name: machine.id().to_string(), label: format!("{}: {}", machine.id(), system.name()) }
        }
        None => Target::new(machine.id()),
    };
    Machine::all(template).into_iter().filter(|machine| !machine.resource().is_in_loop()).map(target).collect()
}

/// The resources of a type that pass `fits`.
pub fn resources(document: &Document, kind: &str, fits: impl Fn(Template<'_>, &str) -> bool) -> Vec<Target> {
    let template = Template::of(document);
    let ids = template.single_resources_of(kind).map(|resource| resource.id());
    ids.filter(|id| fits(template, id)).map(Target::new).collect()
}

/// The instances of a document.
pub fn instances(document: &Document) -> Vec<Target> {
    resources(document, ec2::INSTANCE, |_, _| true)
}

/// The Auto Scaling groups of a document.
pub fn groups(document: &Document) -> Vec<Target> {
    resources(document, compute::GROUP, |_, _| true)
}

/// The VPCs of a document.
pub fn vpcs(document: &Document) -> Vec<Target> {
    resources(document, ec2::VPC, |_, _| true)
}

/// No targets: the recipe is offered at the entry it changes.
pub fn at_the_entry(_: &Document) -> Vec<Target> {
    Vec::new()
}
