//! Restart triggers of a service: its lists of files, packages, commands and others of the same config.
//!
//! Source: aws-cfn-bootstrap service_tools.py.

use super::entry;
use crate::document::{Document, Edit, Kind, Node, Path, Slot, Value};
use crate::schema::{Property, service};
use crate::template::Section;

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
fn names_in<'d>(list: Node<'d>) -> impl Iterator<Item = (usize, &'d str)> {
    list.items().enumerate().filter_map(|(index, item)| Some((index, item.scalar()?)))
}

/// The service at `at` is restarted by `cause`; nothing if it is already.
pub fn add(document: &Document, at: &Path, cause: &Cause) -> Vec<Edit> {
    let service = document.node(at);
    if service.is_some_and(|service| cause.is_listed(service)) {
        return Vec::new();
    }
    let list = cause.list(at);
    let value = Value::from(cause.name.as_str());
    if let Some(node) = document.node(&list).filter(|node| !node.is_null()) {
        return vec![Edit::Insert { into: list, slot: Slot::Index(node.len()), value }];
    }
    let items = Value::Sequence(vec![value]);
    match (&cause.manager, service.and_then(|service| service.get(cause.section.key()))) {
        (Some(manager), Some(managers)) if managers.kind() == Kind::Mapping => {
            vec![Edit::Insert { into: at.join(cause.section.key()), slot: Slot::Key(manager.clone()), value: items }]
        }
        (Some(manager), _) => {
            let managers = Value::Mapping([(Value::from(manager.as_str()), items)].into_iter().collect());
            entry::put(document, at, &service::ROWS, cause.section.key(), managers)
        }
        (None, _) => entry::put(document, at, &service::ROWS, cause.section.key(), items),
    }
}

/// `cause` restarts the service at `at` no longer; a list that would be empty goes.
pub fn drop(document: &Document, at: &Path, cause: &Cause) -> Vec<Edit> {
    let list = cause.list(at);
    let Some(node) = document.node(&list) else { return Vec::new() };
    let found = names_in(node).find(|(_, name)| *name == cause.name);
    found.map_or_else(Vec::new, |(index, _)| entry::take_with_empty(document, &list.join(index), at))
}

/// Takes a name out of the lists of a config's services, with lists that would be empty.
pub fn remove(document: &Document, config: &Path, section: Section, name: &str) -> Vec<Edit> {
    let mut places = naming(document, config, section, name);
    // The last item first: removing it moves none of those that are still to go.
    places.reverse();
    let service = |at: &Path| -> Path { at.steps().iter().take(config.steps().len() + 3).cloned().collect() };
    places.iter().flat_map(|at| entry::take_with_empty(document, at, &service(at))).collect()
}

/// Names of the services of a config that something declared in it restarts.
pub fn restarted(document: &Document, config: &Path, section: Section, name: &str) -> Vec<String> {
    let service = |at: &Path| at.steps().get(config.steps().len() + 2).map(|step| step.to_string());
    naming(document, config, section, name).iter().filter_map(service).collect()
}

/// Items of the lists of a config's services that say `name`: `config › services › manager › service › section › …`.
pub(crate) fn naming(document: &Document, config: &Path, section: Section, name: &str) -> Vec<Path> {
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
