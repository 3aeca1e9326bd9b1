//! A package: its manager, its name, and the versions wanted.
//!
//! Source: aws-cfn-bootstrap construction.py, AWS page "AWS::CloudFormation::Init", packages.

use crate::document::{Kind, Node, Path};
use crate::schema::package as row;

/// Package managers in the order in which cfn-init calls them. Source: construction.py, AWS page for zypper.
pub const MANAGERS: [&str; 7] =
    [row::MSI.key, row::RPM.key, row::APT.key, row::YUM.key, row::PYTHON.key, row::RUBYGEMS.key, row::ZYPPER.key];

/// A package of a config.
#[derive(Clone, Debug)]
pub struct Package<'d> {
    path: Path,
    manager: &'d str,
    name: &'d str,
    node: Node<'d>,
}

/// Which versions of a package are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions<'d> {
    /// Whatever is there.
    Any,
    /// These; for `rpm` and `msi` paths or addresses.
    These(Vec<&'d str>),
    /// Given by a function.
    Computed,
}

impl<'d> Package<'d> {
    pub(super) fn new(path: Path, manager: &'d str, name: &'d str, node: Node<'d>) -> Package<'d> {
        Package { path, manager, name, node }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// `apt`, `yum`, ...
    pub fn manager(&self) -> &'d str {
        self.manager
    }

    /// The package's name.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The value behind the name.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The versions wanted.
    pub fn versions(&self) -> Versions<'d> {
        Versions::of(self.node)
    }
}

impl<'d> Versions<'d> {
    /// Reads the value behind a package's name: `""`, `[]` and nothing mean any, text means that one.
    pub fn of(node: Node<'d>) -> Versions<'d> {
        let is_function = |node: &Node<'_>| node.tag().is_some_and(|tag| !tag.starts_with("!!"));
        if is_function(&node) || node.items().any(|item| is_function(&item) || item.scalar().is_none()) {
            return Versions::Computed;
        }
        let versions: Vec<&str> = match node.kind() {
            Kind::Scalar if node.is_null() => Vec::new(),
            Kind::Scalar => node.scalar().into_iter().filter(|text| !text.is_empty()).collect(),
            Kind::Sequence => node.items().filter_map(|item| item.scalar()).collect(),
            Kind::Mapping if node.is_empty() => Vec::new(),
            Kind::Mapping => return Versions::Computed,
        };
        if versions.is_empty() { Versions::Any } else { Versions::These(versions) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn versions_are_any_one_several_or_computed() {
        let text =
            "{a: [], b: \"\", c: ~, d: \"1.0\", e: [\"1\", \"2\"], f: !Ref V, g: [!Ref V], h: {Ref: V}, i: 2.40}";
        let document = Document::parse(format!(
            "Resources: {{W: {{Metadata: {{AWS::CloudFormation::Init: {{config: {{packages: {{apt: {text}}}}}}}}}}}}}"
        ));
        let template = Template::of(&document);
        let init = template.inits().next().unwrap();
        let config = init.config("config").unwrap();
        let read: Vec<_> = config.packages().map(|package| package.versions()).collect();
        use Versions::{Any, Computed, These};
        let wanted = [
            Any,
            Any,
            Any,
            These(vec!["1.0"]),
            These(vec!["1", "2"]),
            Computed,
            Computed,
            Computed,
            These(vec!["2.40"]),
        ];
        assert_eq!(read, wanted);
        assert_eq!(config.packages().next().unwrap().path().last_key(), Some("a"));
    }
}
