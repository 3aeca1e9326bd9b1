//! The values of a resource, each with what AWS's schema says that it takes, at any depth.
//!
//! Both branches of `Fn::If` are values of the place of the function; what any other function gives is not known before a
//! deployment and left out, as are `AWS::NoValue`, null, and values behind aliases. Source: `schema/aws`, AWS page
//! "Intrinsic function reference". Must not know: what is wrong with a value.

use super::for_each::{self, is_for_each};
use super::function::call;
use super::resource::attribute;
use super::{Resource, Template, section};
use crate::document::{Kind, Node};
use crate::schema::aws::{PropertySchema, ResourceSchema, Schema, ValueType, find_property};

/// The keys of the template that name its macros.
pub const MACROS: [&str; 2] = [section::TRANSFORM, "Fn::Transform"];

/// A value that is no function, and what stands at its place in the schema.
#[derive(Clone, Copy, Debug)]
pub struct TypedValue<'d> {
    /// The value.
    pub node: Node<'d>,
    /// The property whose value it is, or whose value it is an item of.
    pub property: &'static PropertySchema<'static>,
    /// What is taken at its place: of an item of a list the type of the items.
    pub takes: ValueType<'static>,
}

/// A mapping whose keys the schema names.
#[derive(Clone, Copy, Debug)]
pub struct TypedObject<'d> {
    /// The mapping; the resource where it has no properties.
    pub node: Node<'d>,
    /// The keys that it takes.
    pub properties: &'static [PropertySchema<'static>],
    /// Name of the nested type; empty for the properties of the resource.
    pub definition: &'static str,
    /// True if it takes keys of any name, or if a macro decides which keys it has.
    pub is_open: bool,
    /// True if a macro, a loop or `<<` may add keys that the text does not show.
    pub may_grow: bool,
}

/// What a resource consists of, by the schema of its type.
#[derive(Clone, Debug)]
pub struct TypedResource<'d> {
    /// The resource.
    pub resource: Resource<'d>,
    /// The schema of its type.
    pub schema: &'static ResourceSchema<'static>,
    /// Its properties and all mappings in them that have a nested type.
    pub objects: Vec<TypedObject<'d>>,
    /// All values in them, collections too.
    pub values: Vec<TypedValue<'d>>,
}

/// The values of a resource. `None` if the table does not have its type, and where a macro of the template or of the
/// resource may change it. Reads the resource and the sections [`MACROS`].
pub fn typed<'d>(template: Template<'d>, resource: Resource<'d>) -> Option<TypedResource<'d>> {
    let schema = Schema::bundled().resource_type(resource.kind()?)?;
    let node = resource.node();
    if template.may_grow("") || node.is_alias() || has_macro(node) {
        return None;
    }
    let mut found = TypedResource { resource, schema, objects: Vec::new(), values: Vec::new() };
    let mut waiting = Vec::new();
    match node.get(attribute::PROPERTIES) {
        Some(properties) if properties.is_alias() => return None,
        Some(properties) if properties.is_plain(Kind::Mapping) && !is_call(properties) => {
            found.object(properties, "", &mut waiting);
        }
        Some(properties) if properties.is_null() => {}
        Some(_) => return None,
        None => {
            let properties = schema.properties();
            let may_grow = node.get("<<").is_some();
            found.objects.push(TypedObject { node, properties, definition: "", is_open: true, may_grow });
        }
    }
    while let Some(value) = waiting.pop() {
        found.value(value, &mut waiting);
    }
    Some(found)
}

impl<'d> TypedResource<'d> {
    fn value(&mut self, value: TypedValue<'d>, waiting: &mut Vec<TypedValue<'d>>) {
        let node = value.node;
        if node.is_alias() || node.is_null() {
            return;
        }
        if is_call(node) {
            let branches = call(node).filter(|call| call.name == "Fn::If").map(|call| call.argument);
            let branches =
                branches.into_iter().flat_map(|list| [2, 1].into_iter().filter_map(move |index| list.item(index)));
            waiting.extend(branches.map(|node| TypedValue { node, ..value }));
            return;
        }
        self.values.push(value);
        let below = |node, word| Some(TypedValue { node, takes: ValueType::parse(word)?, ..value });
        match value.takes {
            ValueType::Object(name) if node.kind() == Kind::Mapping => self.object(node, name, waiting),
            ValueType::List(word) => waiting.extend(node.items().rev().filter_map(|item| below(item, word))),
            ValueType::Map(word) => {
                let entries = for_each::entries(node).rev();
                waiting.extend(entries.filter_map(|one| below(one.entry.value, word)));
            }
            _ => {}
        }
    }

    fn object(&mut self, node: Node<'d>, definition: &'static str, waiting: &mut Vec<TypedValue<'d>>) {
        let properties = self.schema.nested(definition);
        let is_open = self.schema.is_open(definition) || has_macro(node);
        let may_grow = has_macro(node) || node.entries().any(|entry| is_for_each(entry.key()) || entry.key() == "<<");
        self.objects.push(TypedObject { node, properties, definition, is_open, may_grow });
        for one in for_each::entries(node).rev() {
            let key = one.entry.key();
            let Some(property) = self.schema.property_of(definition, key) else { continue };
            // Of equal keys the last counts.
            if one.in_loop || node.get(key).is_some_and(|last| last.is_same_as(one.entry.value)) {
                waiting.push(TypedValue { node: one.entry.value, property, takes: property.value });
            }
        }
    }
}

impl TypedObject<'_> {
    /// The property with a key; `None` if the schema does not name it.
    pub fn property(&self, key: &str) -> Option<&'static PropertySchema<'static>> {
        find_property(self.properties, key)
    }
}

/// True for a mapping that a macro works on.
fn has_macro(node: Node<'_>) -> bool {
    node.get("Fn::Transform").is_some()
}

/// True for a call of a function, known or not, and for what a tool replaces before CloudFormation reads it:
/// `Rain::Embed`.
pub fn is_call(node: Node<'_>) -> bool {
    let is_name = |key: &str| key == "Ref" || key.contains("::") && !is_for_each(key);
    let of_key = node.len() == 1 && node.entries().any(|entry| is_name(entry.key()));
    of_key || node.tag().is_some_and(|tag| !tag.starts_with("!!"))
}

/// True for a text with a dynamic reference, whose value only a deployment knows: `{{resolve:ssm:name}}`.
pub fn is_dynamic(text: &str) -> bool {
    text.contains("{{")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn values_are_found_at_any_depth_and_in_branches() {
        let text = "Resources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      ImageId: !Ref Image\n      \
                    KeyName: !If [C, a, !Ref AWS::NoValue]\n      BlockDeviceMappings:\n      - DeviceName: /dev/xvda\n        \
                    Ebs: {Fn::If: [C, {VolumeSize: 8, Iops: }, {Size: 9, Fn::ForEach::X: [I, [1], {'V${I}': 1}]}]}\n";
        let document = Document::parse(text);
        let template = Template::of(&document);
        let typed = typed(template, template.resource("A").unwrap()).unwrap();
        let scalars = typed.values.iter().filter_map(|one| Some((one.property.name, one.node.scalar()?)));
        let expected = [("KeyName", "a"), ("DeviceName", "/dev/xvda"), ("VolumeSize", "8")];
        assert_eq!(scalars.collect::<Vec<_>>(), expected);
        let objects = typed.objects.iter().map(|one| (one.definition, one.is_open, one.may_grow));
        let expected =
            [("", false, false), ("BlockDeviceMapping", false, false), ("Ebs", false, false), ("Ebs", false, true)];
        assert_eq!(objects.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_a_macro_or_nobody_knows_is_left_alone() {
        for text in [
            "Transform: Mine\nResources: {A: {Type: AWS::EC2::Instance}}",
            "Resources: {A: {Type: Custom::Thing}}",
            "Resources: {A: {Type: AWS::EC2::Instance, Fn::Transform: {Name: Mine}}}",
            "Resources: {A: {Type: AWS::EC2::Instance, Properties: {Fn::Transform: {Name: Mine}}}}",
        ] {
            let document = Document::parse(text);
            let template = Template::of(&document);
            assert!(typed(template, template.resource("A").unwrap()).is_none(), "{text}");
        }
    }
}
