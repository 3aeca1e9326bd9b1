//! A service: whether it starts at boot, whether it runs, what restarts it.
//!
//! Source: aws-cfn-bootstrap service_tools.py, AWS page "AWS::CloudFormation::Init", services.

use super::Section;
use crate::document::{Kind, Node, Path};
use crate::schema::service;
use crate::template::boolean;

/// Managers of services that cfn-init knows. `systemd` from helper 2.0-10 on.
pub const MANAGERS: [&str; 3] = ["systemd", "sysvinit", "windows"];

/// A service of a config.
#[derive(Clone, Debug)]
pub struct Service<'d> {
    path: Path,
    manager: &'d str,
    name: &'d str,
    node: Node<'d>,
}

/// Something whose change restarts a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger<'d> {
    /// The section it is declared in.
    pub section: Section,
    /// The package's manager; `None` for other sections.
    pub manager: Option<&'d str>,
    /// Path, name of command, target folder or name of package.
    pub name: &'d str,
}

impl<'d> Service<'d> {
    pub(super) fn new(path: Path, manager: &'d str, name: &'d str, node: Node<'d>) -> Service<'d> {
        Service { path, manager, name, node }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// `systemd`, `sysvinit` or `windows`.
    pub fn manager(&self) -> &'d str {
        self.manager
    }

    /// The service's name.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The value behind the name.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// Whether it starts at boot; `None` if cfn-init is not told, or by a function only.
    pub fn enabled(&self) -> Option<bool> {
        boolean(self.node.get(service::ENABLED.key)?)
    }

    /// Whether cfn-init starts or stops it; `None` if it is not told, or by a function only.
    pub fn ensure_running(&self) -> Option<bool> {
        boolean(self.node.get(service::ENSURE_RUNNING.key)?)
    }

    /// What restarts it if it changed in the same run of the same config.
    pub fn triggers(&self) -> Vec<Trigger<'d>> {
        let mut triggers = Vec::new();
        for section in Section::ALL {
            let Some(node) = self.node.get(section.key()) else { continue };
            match (section, node.kind()) {
                (Section::Packages, _) => {
                    for manager in node.entries() {
                        let names = listed(manager.value);
                        triggers.extend(names.map(|name| Trigger { section, manager: Some(manager.key()), name }));
                    }
                }
                (_, Kind::Sequence | Kind::Scalar) => {
                    triggers.extend(listed(node).map(|name| Trigger { section, manager: None, name }));
                }
                (_, Kind::Mapping) => {}
            }
        }
        triggers
    }
}

/// The texts of a list, or the one text in its place.
fn listed<'d>(node: Node<'d>) -> impl Iterator<Item = &'d str> {
    let one = node.scalar().filter(|text| !text.is_empty());
    one.into_iter().chain(node.items().filter_map(|item| item.scalar()))
}
