//! `AWS::CloudFormation::Interface`: the groups and labels under which the console asks for the parameters.
//!
//! Source: AWS page "AWS::CloudFormation::Interface". Reads; [`crate::recipe::interface`] writes.

use super::reference::INTERFACE;
use super::{Template, section};
use crate::document::{Document, Path};

/// Keys of the metadata. Source: as the module.
pub mod key {
    /// The groups, in the order of the console.
    pub const GROUPS: &str = "ParameterGroups";
    /// Other names for parameters.
    pub const LABELS: &str = "ParameterLabels";
    /// What a group is called.
    pub const LABEL: &str = "Label";
    /// The text of a label.
    pub const DEFAULT: &str = "default";
    /// Names of a group's parameters.
    pub const PARAMETERS: &str = "Parameters";
}

/// Where the metadata is or would be.
pub fn path() -> Path {
    Path::root().keys([section::METADATA, INTERFACE])
}

/// Where the groups are or would be.
pub fn groups_path() -> Path {
    path().join(key::GROUPS)
}

/// Where a parameter's label is or would be.
pub fn label_path(name: &str) -> Path {
    path().keys([key::LABELS, name, key::DEFAULT])
}

/// Where the label of a group is or would be.
pub fn group_label_path(index: usize) -> Path {
    groups_path().join(index).keys([key::LABEL, key::DEFAULT])
}

/// A group with the parameters of the template that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterGroup {
    /// Its place in the list.
    pub index: usize,
    /// Its label; empty if it has none.
    pub label: String,
    /// Parameters that are there, in the group's order, each in the first group that names it.
    pub parameters: Vec<String>,
    /// Names in it that are no parameter of the template.
    pub strange: Vec<String>,
}

impl ParameterGroup {
    /// What people call it: its label, or its place.
    pub fn name(&self) -> String {
        if self.label.is_empty() { format!("Group {}", self.index + 1) } else { self.label.clone() }
    }
}

/// The parameters as the console shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The groups in their order.
    pub groups: Vec<ParameterGroup>,
    /// Parameters in no group, in the order of the template. The console shows them last.
    pub rest: Vec<String>,
}

/// The groups and what is in none of them.
pub fn layout(document: &Document) -> Layout {
    let template = Template::of(document);
    let mut rest: Vec<String> = template.parameters().map(|one| one.name().to_string()).collect();
    let mut groups = Vec::new();
    let nodes = document.node(&groups_path()).into_iter().flat_map(|list| list.items());
    for (index, node) in nodes.enumerate() {
        let label = node.get(key::LABEL).and_then(|label| label.get(key::DEFAULT)?.scalar());
        let mut group = ParameterGroup {
            index,
            label: label.unwrap_or_default().to_string(),
            parameters: Vec::new(),
            strange: Vec::new(),
        };
        let names = node.get(key::PARAMETERS).into_iter().flat_map(|list| list.items());
        for name in names.filter_map(|item| item.scalar()) {
            match rest.iter().position(|other| other == name) {
                Some(place) => group.parameters.push(rest.remove(place)),
                None => group.strange.push(name.to_string()),
            }
        }
        groups.push(group);
    }
    Layout { groups, rest }
}

/// The group that has a parameter.
pub fn group_of(document: &Document, name: &str) -> Option<usize> {
    let groups = layout(document).groups;
    groups.iter().find(|group| group.parameters.iter().any(|one| one == name)).map(|group| group.index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_in_their_groups_and_the_others_last() {
        let text = "Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups:\n      - Label: {default: Net}\n        \
                    Parameters: [C, Gone, A]\n      - Parameters: [A]\n    ParameterLabels: {A: {default: An a}}\n\
                    Parameters: {A: {}, B: {}, C: {}}\n";
        let document = Document::parse(text);
        let layout = layout(&document);
        let said: Vec<_> = layout.groups.iter().map(|one| (one.name(), one.parameters.join(" "))).collect();
        assert_eq!(said, [("Net".to_string(), "C A".to_string()), ("Group 2".into(), String::new())]);
        assert_eq!(layout.groups[0].strange, ["Gone"]);
        assert_eq!(layout.rest, ["B"]);
        assert_eq!((group_of(&document, "A"), group_of(&document, "B")), (Some(0), None));
        assert_eq!(document.scalar(&label_path("A")), Some("An a"));
    }

    #[test]
    fn no_metadata_and_odd_metadata_are_no_groups() {
        for text in ["Parameters: {A: {}}\n", "Metadata: x\nParameters: {A: {}}\n", ""] {
            assert!(layout(&Document::parse(text)).groups.is_empty(), "{text}");
        }
    }
}
