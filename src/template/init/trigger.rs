//! Restart triggers of a service: its lists of files, packages, commands and others of the same config.
//!
//! Source: aws-cfn-bootstrap service_tools.py.

use super::Section;
use crate::document::{Document, Kind, Node, Path};
use crate::schema::{Property, service};

/// Something that a config declares and a service may list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// The section that declares it.
    pub section: Section,
    /// The manager of a package; `None` for everything else.
    pub manager: Option<String>,
    /// Path, name of command, target folder, name of package.
    pub name: String,
}

impl Cause {
    /// The list of the service at `at` that it stands in or would.
    pub fn list(&self, at: &Path) -> Path {
        let list = at.join(self.section.key());
        match &self.manager {
            Some(manager) => list.join(manager.as_str()),
            None => list,
        }
    }

    /// True if the service lists it.
    pub fn is_listed(&self, service: Node<'_>) -> bool {
        let list = service.get(self.section.key());
        let list = match &self.manager {
            Some(manager) => list.and_then(|list| list.get(manager)),
            None => list,
        };
        list.is_some_and(|list| names_in(list).any(|(_, name)| name == self.name))
    }
}

/// True if a list of the service at `at` holds what no name of the config can be: a function, a text in place of the list.
pub fn is_odd(document: &Document, at: &Path, section: Section) -> bool {
    let is_list = |node: Node<'_>| {
        node.is_null()
            || (node.kind() == Kind::Sequence
                && node.tag().is_none()
                && node.items().all(|item| item.scalar().is_some() && item.tag().is_none()))
    };
    let Some(node) = document.node(&at.join(section.key())) else { return false };
    match section {
        Section::Packages if node.is_plain(Kind::Mapping) => !node.entries().all(|entry| is_list(entry.value)),
        Section::Packages => !node.is_null(),
        Section::Groups
        | Section::Users
        | Section::Sources
        | Section::Files
        | Section::Commands
        | Section::Services => !is_list(node),
    }
}

/// The row of a section's list in a service; services restart no service.
pub fn row(section: Section) -> Option<&'static Property> {
    match section {
        Section::Packages => Some(&service::PACKAGES),
        Section::Groups => Some(&service::GROUPS),
        Section::Users => Some(&service::USERS),
        Section::Sources => Some(&service::SOURCES),
        Section::Files => Some(&service::FILES),
        Section::Commands => Some(&service::COMMANDS),
        Section::Services => None,
    }
}

/// The items of a list with their positions.
pub fn names_in<'d>(list: Node<'d>) -> impl Iterator<Item = (usize, &'d str)> {
    list.items().enumerate().filter_map(|(index, item)| Some((index, item.scalar()?)))
}

/// Names of the services of a config that something declared in it restarts.
pub fn restarted(document: &Document, config: &Path, section: Section, name: &str) -> Vec<String> {
    let service = |at: &Path| at.steps().get(config.steps().len() + 2).map(|step| step.to_string());
    naming(document, config, section, name).iter().filter_map(service).collect()
}

/// Items of the lists of a config's services that say `name`: `config › services › manager › service › section › …`.
pub fn naming(document: &Document, config: &Path, section: Section, name: &str) -> Vec<Path> {
    let services = config.join(Section::Services.key());
    let mut found = Vec::new();
    let mut collect = |list: Node<'_>, at: Path| {
        found.extend(names_in(list).filter(|(_, item)| *item == name).map(|(index, _)| at.join(index)));
    };
    for manager in document.node(&services).into_iter().flat_map(|node| node.entries()) {
        for one in manager.value.entries() {
            let Some(list) = one.value.get(section.key()) else { continue };
            let at = services.keys([manager.key(), one.key(), section.key()]);
            for below in list.entries() {
                collect(below.value, at.join(below.key()));
            }
            collect(list, at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_of_names_is_odd() {
        let text = "{files: [a, b], commands: !Ref X, sources: [!Ref X], users: root, groups: ~, packages: {apt: [a]}}";
        let document = Document::parse(text);
        let odd: Vec<_> =
            Section::ALL.into_iter().filter(|section| is_odd(&document, &Path::root(), *section)).collect();
        assert_eq!(odd, [Section::Users, Section::Sources, Section::Commands]);
        for packages in ["[a]", "{apt: a}", "!Ref X", "{apt: [!Ref X]}"] {
            let document = Document::parse(format!("packages: {packages}"));
            assert!(is_odd(&document, &Path::root(), Section::Packages), "{packages}");
        }
    }
}
