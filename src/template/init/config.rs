//! A config: its sections and what they declare, by name.

use super::{File, InitCommand, Package, Section, Service};
use crate::document::{Node, Path};

/// A config of an `AWS::CloudFormation::Init`.
#[derive(Clone, Debug)]
pub struct Config<'d> {
    path: Path,
    name: &'d str,
    node: Node<'d>,
}

impl<'d> Config<'d> {
    pub(super) fn new(path: Path, name: &'d str, node: Node<'d>) -> Config<'d> {
        Config { path, name, node }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The whole of it.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The value of a section; `None` if it is absent or null, which is the same to cfn-init.
    pub fn section(&self, section: Section) -> Option<Node<'d>> {
        self.node.get(section.key()).filter(|node| !node.is_null())
    }

    /// Where a section is or would be.
    pub fn section_path(&self, section: Section) -> Path {
        self.path.join(section.key())
    }

    /// What a section declares, by name, in the order of the text: for packages and services the names below all
    /// managers, for the others the keys.
    pub fn names(&self, section: Section) -> Vec<&'d str> {
        match section {
            Section::Packages => self.packages().map(|package| package.name()).collect(),
            Section::Services => self.services().map(|service| service.name()).collect(),
            Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                self.section(section).into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect()
            }
        }
    }

    /// The files in the order of the text; cfn-init writes them in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = File<'d>> {
        let at = self.section_path(Section::Files);
        let entries = self.section(Section::Files).into_iter().flat_map(|node| node.entries());
        entries.map(move |entry| File::new(at.join(entry.key()), entry.key(), entry.value))
    }

    /// The commands in the order of the text; cfn-init runs them in the order of their names.
    pub fn commands(&self) -> impl Iterator<Item = InitCommand<'d>> {
        let at = self.section_path(Section::Commands);
        let entries = self.section(Section::Commands).into_iter().flat_map(|node| node.entries());
        entries.map(move |entry| InitCommand::new(at.join(entry.key()), entry.key(), entry.value))
    }

    /// The packages of all managers, in the order of the text.
    pub fn packages(&self) -> impl Iterator<Item = Package<'d>> {
        let at = self.section_path(Section::Packages);
        let managers = self.section(Section::Packages).into_iter().flat_map(|node| node.entries());
        managers.flat_map(move |manager| {
            let at = at.join(manager.key());
            let entries = manager.value.entries();
            entries.map(move |entry| Package::new(at.join(entry.key()), manager.key(), entry.key(), entry.value))
        })
    }

    /// The services of all managers, in the order of the text.
    pub fn services(&self) -> impl Iterator<Item = Service<'d>> {
        let at = self.section_path(Section::Services);
        let managers = self.section(Section::Services).into_iter().flat_map(|node| node.entries());
        managers.flat_map(move |manager| {
            let at = at.join(manager.key());
            let entries = manager.value.entries();
            entries.map(move |entry| Service::new(at.join(entry.key()), manager.key(), entry.key(), entry.value))
        })
    }
}
