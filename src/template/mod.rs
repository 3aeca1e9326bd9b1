//! CloudFormation's view of a document: functions, parameters, resources and their `AWS::CloudFormation::Init`.
//!
//! Views read a [`crate::document::Document`] and never fail; recipes give edits. No browser, no checks, no prediction.

pub mod address_space;
pub mod alternative;
pub mod backup;
pub mod baseline;
pub mod cidr;
pub mod completion;
pub mod constraint;
pub mod content;
pub mod convert;
pub mod describe;
pub mod duration;
pub mod encoded;
pub mod entry;
pub mod evaluate;
pub mod for_each;
pub mod function;
pub mod given;
pub mod here_document;
pub mod hup;
pub mod init;
pub mod interface;
pub mod label;
pub mod limits;
pub mod machine;
pub mod mapped_text;
pub mod mode;
pub mod mustache;
pub mod name;
pub mod named_entry;
pub mod network;
pub mod number;
pub mod parameter;
pub mod recognition;
pub mod reference;
pub mod resource;
pub mod search;
pub mod security_group;
pub mod shell;
pub mod signal;
pub mod substitution;
pub mod summary;
pub mod system;
pub mod token;
pub mod typed;
pub mod user_data;
pub mod value;

pub use init::{Config, Init, Section};
pub use parameter::Parameter;
pub use resource::Resource;

use crate::document::{Document, Kind, Node, Path};

/// A document as CloudFormation reads it.
#[derive(Clone, Copy, Debug)]
pub struct Template<'d> {
    document: &'d Document,
}

/// Names of the template's sections that this product reads. Source: AWS page "Template anatomy".
pub mod section {
    /// Version of the format; there is one.
    pub const FORMAT_VERSION: &str = "AWSTemplateFormatVersion";
    /// Text of at most 1,024 bytes.
    pub const DESCRIPTION: &str = "Description";
    /// Objects about the template.
    pub const METADATA: &str = "Metadata";
    /// Values asked for at each deployment.
    pub const PARAMETERS: &str = "Parameters";
    /// Tables of values.
    pub const MAPPINGS: &str = "Mappings";
    /// Named truths.
    pub const CONDITIONS: &str = "Conditions";
    /// Assertions about parameters.
    pub const RULES: &str = "Rules";
    /// What the stack consists of.
    pub const RESOURCES: &str = "Resources";
    /// Values the stack shows.
    pub const OUTPUTS: &str = "Outputs";
    /// Macros that work on the template.
    pub const TRANSFORM: &str = "Transform";
    /// All of them in the order of writing. Source: AWS page "CloudFormation template sections".
    pub const ORDER: [&str; 10] =
        [FORMAT_VERSION, DESCRIPTION, TRANSFORM, METADATA, PARAMETERS, RULES, MAPPINGS, CONDITIONS, RESOURCES, OUTPUTS];
}

impl<'d> Template<'d> {
    /// The view of a document.
    pub fn of(document: &'d Document) -> Template<'d> {
        Template { document }
    }

    /// The document behind the view.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The value of a section of the template.
    pub fn section(&self, name: &str) -> Option<Node<'d>> {
        self.document.root()?.get(name)
    }

    /// The template's description, if it is text.
    pub fn description(&self) -> Option<&'d str> {
        self.section(section::DESCRIPTION)?.scalar()
    }

    /// The parameters in the order of the text.
    pub fn parameters(&self) -> impl DoubleEndedIterator<Item = Parameter<'d>> + use<'d> {
        let entries = self.section(section::PARAMETERS).into_iter().flat_map(|node| node.entries());
        entries.map(|entry| Parameter::new(entry.key(), entry.value))
    }

    /// A parameter by its name.
    pub fn parameter(&self, name: &str) -> Option<Parameter<'d>> {
        let entry = self.section(section::PARAMETERS)?.entry(name)?;
        Some(Parameter::new(entry.key(), entry.value))
    }

    /// The resources in the order of the text. A resource in a loop is one, under its key: `Web${Name}`.
    pub fn resources(&self) -> impl DoubleEndedIterator<Item = Resource<'d>> + use<'d> {
        let entries = self.section(section::RESOURCES).into_iter().flat_map(for_each::entries);
        entries.map(|one| match one.in_loop {
            true => Resource::in_loop(one.entry.key(), one.entry.value),
            false => Resource::new(one.entry.key(), one.entry.value),
        })
    }

    /// The resources that no loop repeats: the ones that recipes change.
    pub fn single_resources(&self) -> impl DoubleEndedIterator<Item = Resource<'d>> + use<'d> {
        self.resources().filter(|resource| !resource.is_in_loop())
    }

    /// A resource by its logical id, or by its key in a loop.
    pub fn resource(&self, id: &str) -> Option<Resource<'d>> {
        let resources = self.section(section::RESOURCES)?;
        match resources.entry(id).filter(|_| !id.starts_with("Fn::")) {
            Some(entry) => Some(Resource::new(entry.key(), entry.value)),
            None if id.contains("{") => self.resources().find(|resource| resource.id() == id),
            None => None,
        }
    }

    /// The resource at a path, also one in a loop.
    pub fn resource_at(&self, at: &Path) -> Option<Resource<'d>> {
        let entry = self.document.node(&at.parent()?)?.entry(at.last_key()?)?;
        Some(match at.steps() {
            [_, _] => Resource::new(entry.key(), entry.value),
            _ => Resource::in_loop(entry.key(), entry.value),
        })
    }

    /// Where a resource is, also one in a loop; where it would be if there is none.
    pub fn path_of(&self, id: &str) -> Path {
        self.resource(id).map_or_else(|| resource_path(id), |resource| resource.path())
    }

    /// The resources of one type, in the order of the text.
    pub fn resources_of(&self, kind: &str) -> impl DoubleEndedIterator<Item = Resource<'d>> + use<'d> {
        let resources = self.section(section::RESOURCES);
        let found: Vec<Resource<'d>> = match resources {
            // Without loops and functions every entry is a resource.
            Some(node) if !node.has_key_prefix("Fn::") => {
                let found = node.entries_with(resource::attribute::TYPE, kind).into_iter();
                found.map(|entry| Resource::new(entry.key(), entry.value)).collect()
            }
            Some(_) => self.resources().filter(|resource| resource.kind() == Some(kind)).collect(),
            None => Vec::new(),
        };
        found.into_iter()
    }

    /// The resources of one type that no loop repeats.
    pub fn single_resources_of(&self, kind: &str) -> impl DoubleEndedIterator<Item = Resource<'d>> + use<'d> {
        self.resources_of(kind).filter(|resource| !resource.is_in_loop())
    }

    /// The keys of the loops among the resources.
    pub fn resource_loops(&self) -> Vec<&'d str> {
        self.section(section::RESOURCES).map(for_each::keys).unwrap_or_default()
    }

    /// True if a macro of the template is `AWS::LanguageExtensions`, which loops and functions in `Ref` need.
    pub fn has_language_extensions(&self) -> bool {
        let named = |node: Node<'_>| {
            let name = node.scalar().or_else(|| node.get("Name")?.scalar());
            name == Some("AWS::LanguageExtensions")
        };
        self.section(section::TRANSFORM).is_some_and(|node| named(node) || node.items().any(named))
    }

    /// True if a macro may add entries that the text does not show to a section: one of the template, or one in the
    /// section itself. `AWS::LanguageExtensions` adds only what loops make.
    pub fn may_grow(&self, name: &str) -> bool {
        let is_known = |node: Node<'_>| node.scalar() == Some("AWS::LanguageExtensions");
        let all_known = |node: Node<'_>| is_known(node) || !node.is_empty() && node.items().all(is_known);
        let has_macro = |node: Node<'_>| node.get("Fn::Transform").is_some() || !node.is_plain(Kind::Mapping);
        self.section(section::TRANSFORM).is_some_and(|node| !all_known(node))
            || self.document.root().is_some_and(has_macro)
            || self.section(name).is_some_and(has_macro)
    }

    /// The metadata for cfn-init, wherever they sit, in the order of the text.
    pub fn inits(&self) -> impl Iterator<Item = Init<'d>> + use<'d> {
        self.resources().filter_map(|resource| resource.init())
    }

    /// Names of the conditions, and their keys in loops.
    pub fn conditions(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let entries = self.section(section::CONDITIONS).into_iter().flat_map(for_each::entries);
        entries.map(|one| one.entry.key())
    }

    /// True if a parameter, resource, condition, mapping or output has this name already, or may get it in a loop.
    pub fn has_name(&self, name: &str) -> bool {
        use section::{CONDITIONS, MAPPINGS, OUTPUTS, PARAMETERS, RESOURCES};
        let sections = [PARAMETERS, MAPPINGS, CONDITIONS, RESOURCES, OUTPUTS];
        let in_loop = |section: &str, node: Node<'d>| {
            let mut keys = for_each::entries(node).filter(|one| one.in_loop).map(|one| one.entry.key());
            keys.any(|key| evaluate::Evaluation::names_made(*self, section, key).iter().any(|made| made == name))
        };
        let has = |section: &str, node: Node<'d>| node.get(name).is_some() || in_loop(section, node);
        sections.iter().any(|name| self.section(name).is_some_and(|node| has(name, node)))
    }
}

/// Path of a resource.
pub fn resource_path(id: &str) -> Path {
    Path::root().keys([section::RESOURCES, id])
}

/// Path of a resource's properties.
pub fn properties_path(id: &str) -> Path {
    resource_path(id).join(resource::attribute::PROPERTIES)
}

/// Path of a parameter.
pub fn parameter_path(name: &str) -> Path {
    Path::root().keys([section::PARAMETERS, name])
}

/// A truth as cfn-init's `interpret_boolean` reads it: true, 1, "true", "yes", "y", "1" in any case; anything else is
/// false, "on" in quotes included. `None` for a collection and for a function, whose value nobody knows yet.
///
/// A plain YAML word (`on`, `yes`) is a truth to CloudFormation already. Source: aws-cfn-bootstrap util.py.
pub fn boolean(node: Node<'_>) -> Option<bool> {
    if node.tag().is_some_and(|tag| !tag.starts_with("!!")) {
        return None;
    }
    let text = node.scalar()?;
    Some(match node.scalar_type() {
        crate::document::ScalarType::Bool(value) => value,
        _ => matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "y" | "1"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_is_what_interpret_boolean_says() {
        let document =
            Document::parse("[true, yes, on, \"on\", \"Yes \", Y, 1, \"1\", 0, off, nope, !Ref X, [true], \"\", ~]");
        let root = document.root().unwrap();
        let read: Vec<_> = root.items().map(boolean).collect();
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(read, [yes, yes, yes, no, yes, yes, yes, yes, no, no, no, None, None, no, no]);
    }

    #[test]
    fn names_that_loops_make_are_taken() {
        let text = "Transform: AWS::LanguageExtensions\nResources: {Fn::ForEach::L: [N, [A, B], {'${N}': {Type: T}}]}\n\
                    Outputs: {Fn::ForEach::M: [N, !Ref Unknown, {'O${N}': {Value: 1}}]}\n";
        let document = Document::parse(text);
        let template = Template::of(&document);
        assert!(template.has_name("A") && template.has_name("B") && !template.has_name("C"));
        assert_eq!(name::free_id(template, "A"), "A2");
        assert_eq!(name::free_id(template, "OX"), "OX");
    }

    #[test]
    fn a_broken_template_has_no_resources_and_no_fault() {
        for text in ["", "a", "- b", "Resources:", "Resources: [x]", "Resources: {A: , B: 3}", "{"] {
            let document = Document::parse(text);
            let template = Template::of(&document);
            assert_eq!(template.inits().count(), 0, "{text}");
            assert!(template.resources().all(|resource| resource.kind().is_none()), "{text}");
        }
    }
}
