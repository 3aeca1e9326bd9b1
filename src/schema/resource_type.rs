//! Resource types that the page and recipes know: how each takes tags, and its attributes for `Fn::GetAtt`.
//!
//! Reads `aws/types.tsv`, which `make schema` writes from AWS's schemas. Any other type can be written out by its name.

use std::sync::LazyLock;

/// A resource type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// `AWS::EC2::Instance`.
    pub name: &'static str,
    /// How it takes tags; `None` if it takes none.
    pub tags: Option<TagShape>,
    /// What `Fn::GetAtt` takes; a name with a dot at its end takes any name after it.
    pub attributes: Vec<&'static str>,
    /// True if `Fn::GetAtt` gives every property, too.
    pub gives_properties: bool,
}

/// How a type takes its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagShape {
    /// A list of Key and Value under this property.
    List(&'static str),
    /// A list of Key, Value and PropagateAtLaunch: Auto Scaling groups.
    Propagating,
    /// A mapping from keys to values under this property.
    Mapping(&'static str),
    /// Lists by the type of the tagged resource: launch templates.
    Specifications,
}

/// The property that most types have.
pub const TAGS: &str = "Tags";
/// Whether a tag of an Auto Scaling group is a tag of its new instances.
pub const PROPAGATE: &str = "PropagateAtLaunch";
/// The lists of a launch template.
pub const SPECIFICATIONS: &str = "TagSpecifications";
/// The type of the resources that a list of a launch template tags.
pub const RESOURCE_TYPE: &str = "ResourceType";
/// The resources that a launch template creates.
pub const LAUNCHED: &[&str] = &["instance", "volume"];

/// The types, in the order of their names.
pub fn resource_types() -> &'static [ResourceType] {
    static TYPES: LazyLock<Vec<ResourceType>> =
        LazyLock::new(|| include_str!("aws/types.tsv").lines().filter_map(ResourceType::parse).collect());
    &TYPES
}

/// A type by its name; `None` if the table does not have it.
pub fn resource_type(name: &str) -> Option<&'static ResourceType> {
    resource_types().iter().find(|one| one.name == name)
}

/// The attributes of a type; none if the table does not have it.
pub fn attributes_of(name: &str) -> &'static [&'static str] {
    resource_type(name).map_or(&[], |one| &one.attributes)
}

/// How a type takes tags; `None` if it takes none, or if the table does not have it.
pub fn tag_shape(name: &str) -> Option<TagShape> {
    resource_type(name).and_then(|one| one.tags)
}

impl ResourceType {
    fn parse(line: &'static str) -> Option<ResourceType> {
        let mut columns = line.split('\t');
        let name = columns.next().filter(|name| name.contains("::") && !name.starts_with('#'))?;
        let tags = match columns.next().unwrap_or_default().split_once(' ') {
            Some(("list", property)) => Some(TagShape::List(property)),
            Some(("map", property)) => Some(TagShape::Mapping(property)),
            Some(("propagating", _)) => Some(TagShape::Propagating),
            Some(("specifications", _)) => Some(TagShape::Specifications),
            _ => None,
        };
        let attributes = columns.next().unwrap_or_default().split_whitespace().collect();
        let gives_properties = columns.next() == Some("every");
        Some(ResourceType { name, tags, attributes, gives_properties })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_attributes_are_sorted_and_unique() {
        assert!(resource_types().len() > 120);
        assert!(resource_types().windows(2).all(|pair| pair[0].name < pair[1].name));
        for one in resource_types() {
            for pair in one.attributes.windows(2) {
                assert!(pair[0].to_lowercase() < pair[1].to_lowercase(), "{}: {} {}", one.name, pair[0], pair[1]);
            }
        }
        assert_eq!(attributes_of("AWS::CloudFormation::WaitCondition"), ["Data"]);
        assert!(attributes_of("AWS::Nothing::Here").is_empty());
    }

    #[test]
    fn each_shape_of_tags_is_read() {
        assert_eq!(tag_shape("AWS::EC2::VPC"), Some(TagShape::List(TAGS)));
        assert_eq!(tag_shape("AWS::EFS::FileSystem"), Some(TagShape::List("FileSystemTags")));
        assert_eq!(tag_shape("AWS::SSM::Parameter"), Some(TagShape::Mapping(TAGS)));
        assert_eq!(tag_shape("AWS::AutoScaling::AutoScalingGroup"), Some(TagShape::Propagating));
        assert_eq!(tag_shape("AWS::EC2::LaunchTemplate"), Some(TagShape::Specifications));
        assert_eq!(tag_shape("AWS::EC2::Route"), None);
    }
}
