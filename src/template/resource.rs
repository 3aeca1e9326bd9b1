//! A resource: logical id, type, properties, and the attributes beside them.
//!
//! Source: AWS pages "Resources", "Resource attribute reference".

use super::function::call;
use super::given::Given;
use super::resource_path;
use crate::document::{Node, Path};
use crate::schema::ec2;

/// Keys of a resource beside its properties.
pub mod attribute {
    /// What the resource is.
    pub const TYPE: &str = "Type";
    /// What it is made with.
    pub const PROPERTIES: &str = "Properties";
    /// What cfn-init and the console read.
    pub const METADATA: &str = "Metadata";
    /// What has to be there before it.
    pub const DEPENDS_ON: &str = "DependsOn";
    /// Whether it is made at all.
    pub const CONDITION: &str = "Condition";
    /// The signals that CloudFormation waits for.
    pub const CREATION_POLICY: &str = "CreationPolicy";
    /// How a group of machines is replaced at an update.
    pub const UPDATE_POLICY: &str = "UpdatePolicy";
}

/// A resource of a template.
#[derive(Clone, Copy, Debug)]
pub struct Resource<'d> {
    id: &'d str,
    node: Node<'d>,
    in_loop: bool,
}

impl<'d> Resource<'d> {
    pub(super) fn new(id: &'d str, node: Node<'d>) -> Resource<'d> {
        Resource { id, node, in_loop: false }
    }

    pub(super) fn in_loop(id: &'d str, node: Node<'d>) -> Resource<'d> {
        Resource { id, node, in_loop: true }
    }

    /// True if a loop repeats it; its id is then a key such as `Web${Name}`.
    pub fn is_in_loop(&self) -> bool {
        self.in_loop
    }

    /// The logical id.
    pub fn id(&self) -> &'d str {
        self.id
    }

    /// The whole resource.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// Where the resource is.
    pub fn path(&self) -> Path {
        if self.in_loop { self.node.path() } else { resource_path(self.id) }
    }

    /// The resource's `Type`.
    pub fn kind(&self) -> Option<&'d str> {
        self.node.get(attribute::TYPE)?.scalar()
    }

    /// The value of a property.
    pub fn property(&self, key: &str) -> Option<Node<'d>> {
        self.node.get(attribute::PROPERTIES)?.get(key)
    }

    /// Where the properties are or would be.
    pub fn properties_path(&self) -> Path {
        self.path().join(attribute::PROPERTIES)
    }

    /// The metadata object.
    pub fn metadata(&self) -> Option<Node<'d>> {
        self.node.get(attribute::METADATA)
    }

    /// Logical ids in `DependsOn`, a name or a list of names.
    pub fn depends_on(&self) -> Vec<&'d str> {
        let Some(node) = self.node.get(attribute::DEPENDS_ON) else { return Vec::new() };
        match node.scalar() {
            Some(id) => vec![id],
            None => node.items().filter_map(|item| item.scalar()).collect(),
        }
    }

    /// The logical id or parameter that a property names by `Ref` alone or by the first part of `Fn::GetAtt`.
    pub fn names(&self, key: &str) -> Option<&'d str> {
        named(self.property(key)?)
    }

    /// The function, loop or transform that decides a property, where it names nothing: that of the value, that of all
    /// properties, or one beside the other properties.
    pub fn given_by(&self, key: &str) -> Option<Given<'d>> {
        Given::below(self.node, &[attribute::PROPERTIES, key]).filter(|_| self.names(key).is_none())
    }

    /// True for a virtual machine.
    pub fn is_instance(&self) -> bool {
        self.kind() == Some(ec2::INSTANCE)
    }
}

/// The name in a `Ref`, or the resource in a `Fn::GetAtt`, short or long.
pub fn named<'d>(node: Node<'d>) -> Option<&'d str> {
    let attribute = |node: Node<'d>| match node.scalar() {
        Some(text) => Some(text.split('.').next().unwrap_or(text)),
        None => node.item(0)?.scalar(),
    };
    let call = call(node)?;
    match call.name {
        "Ref" => call.argument.scalar(),
        "Fn::GetAtt" => attribute(call.argument),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn a_property_names_what_it_refers_to() {
        let text = "Resources:\n  A:\n    DependsOn: B\n    Properties: {a: !Ref X, b: {Ref: Y}, c: !GetAtt Z.Id, \
                    d: {Fn::GetAtt: [Q, Id]}, e: text, f: [1]}\n  C: {DependsOn: [A, B]}\n";
        let document = Document::parse(text);
        let template = Template::of(&document);
        let a = template.resource("A").unwrap();
        let names: Vec<_> = ["a", "b", "c", "d", "e", "f", "g"].iter().map(|key| a.names(key)).collect();
        assert_eq!(names, [Some("X"), Some("Y"), Some("Z"), Some("Q"), None, None, None]);
        assert_eq!(a.depends_on(), ["B"]);
        assert_eq!(template.resource("C").unwrap().depends_on(), ["A", "B"]);
    }
}
