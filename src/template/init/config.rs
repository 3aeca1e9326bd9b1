//! A config: its sections and what they declare, by name.

use super::{File, InitCommand, Package, Section, Service};
use crate::document::{Entry, Node, Path};
use crate::template::for_each::{self, located};

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

    /// True if a loop makes it: its name has the loop's identifier in it.
    pub fn is_in_loop(&self) -> bool {
        for_each::around(&self.path).is_some()
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

    /// What a section declares, by name as it is written, in the order of the text: for packages and services the names
    /// below all managers, for the others the keys. Bodies of loops are read too.
    pub fn names(&self, section: Section) -> Vec<&'d str> {
        self.entries(section).into_iter().map(|(_, entry)| entry.key()).collect()
    }

    /// What a section declares, in the order of the text, each with its place, those in bodies of loops too.
    pub fn entries(&self, section: Section) -> Vec<(Path, Entry<'d>)> {
        let all = self.direct(section);
        match section {
            Section::Packages | Section::Services => {
                all.into_iter().flat_map(|(at, manager)| located(&at, manager.value)).collect()
            }
            Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => all,
        }
    }

    fn direct(&self, section: Section) -> Vec<(Path, Entry<'d>)> {
        self.section(section).map(|node| located(&self.section_path(section), node)).unwrap_or_default()
    }

    /// The entries below the managers of packages or services, each with its manager.
    fn managed(&self, section: Section) -> impl Iterator<Item = (&'d str, Path, Entry<'d>)> {
        self.direct(section).into_iter().flat_map(|(at, manager)| {
            located(&at, manager.value).into_iter().map(move |(at, entry)| (manager.key(), at, entry))
        })
    }

    /// The files in the order of the text; cfn-init writes them in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = File<'d>> {
        self.direct(Section::Files).into_iter().map(|(at, entry)| File::new(at, entry.key(), entry.value))
    }

    /// The commands in the order of the text; cfn-init runs them in the order of their names.
    pub fn commands(&self) -> impl Iterator<Item = InitCommand<'d>> {
        self.direct(Section::Commands).into_iter().map(|(at, entry)| InitCommand::new(at, entry.key(), entry.value))
    }

    /// The packages of all managers, in the order of the text.
    pub fn packages(&self) -> impl Iterator<Item = Package<'d>> {
        let all = self.managed(Section::Packages);
        all.map(|(manager, at, entry)| Package::new(at, manager, entry.key(), entry.value))
    }

    /// The services of all managers, in the order of the text.
    pub fn services(&self) -> impl Iterator<Item = Service<'d>> {
        let all = self.managed(Section::Services);
        all.map(|(manager, at, entry)| Service::new(at, manager, entry.key(), entry.value))
    }
}
