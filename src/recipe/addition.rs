//! New sections, resources and entries that the list "Add to the template" offers.

use super::{authentication, entry, name, new_resource, parameter};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::keywords::keywords_of;
use crate::schema::resource_type::resource_types;
use crate::template::init::{AUTHENTICATION, authentication_path, init_path};
use crate::template::search::{Fit, Query};
use crate::template::value::default;
use crate::template::{Section, Template, section};

/// Name of a resource's first credentials.
const FIRST: &str = "S3AccessCreds";

/// Something to add.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Addition {
    /// A parameter.
    Parameter,
    /// A mapping.
    Mapping,
    /// A condition.
    Condition,
    /// A rule.
    Rule,
    /// An output.
    Output,
    /// A key of the template's metadata.
    Metadata,
    /// A macro.
    Transform,
    /// A section of a config of a resource: resource, config, section.
    Section(String, String, Section),
    /// Credentials of a resource with configs.
    Authentication(String),
    /// A resource of a type.
    Resource(String),
}

impl Addition {
    /// What it is called: "Parameter", "users of configure", "AWS::S3::Bucket".
    pub fn label(&self) -> String {
        match self {
            Addition::Parameter => "Parameter".into(),
            Addition::Mapping => "Mapping".into(),
            Addition::Condition => "Condition".into(),
            Addition::Rule => "Rule".into(),
            Addition::Output => "Output".into(),
            Addition::Metadata => "Metadata".into(),
            Addition::Transform => "Transform".into(),
            Addition::Section(_, config, section) => format!("{} of {config}", section.key()),
            Addition::Authentication(resource) => format!("Authentication of {resource}"),
            Addition::Resource(kind) => kind.clone(),
        }
    }

    /// The words that people use for it, beside its label.
    pub fn keywords(&self) -> &'static str {
        match self {
            Addition::Resource(kind) => keywords_of(kind),
            Addition::Parameter => "input question",
            Addition::Mapping => "table lookup region ami",
            Addition::Condition => "if switch",
            Addition::Rule => "assertion check of parameters",
            Addition::Output => "export result value",
            Addition::Transform => "macro sam serverless language extensions",
            Addition::Authentication(_) => "credentials s3 basic login",
            Addition::Metadata | Addition::Section(..) => "",
        }
    }

    /// How well it fits a search.
    pub fn fit(&self, query: &Query) -> Option<Fit> {
        query.fit(&self.label(), self.keywords())
    }
}

/// All that can be added and fits a search, the best first; a filter that is a type's name adds that type.
pub fn additions(document: &Document, filter: &str) -> Vec<Addition> {
    let filter = filter.trim();
    let mut all = vec![Addition::Parameter, Addition::Mapping, Addition::Condition, Addition::Rule];
    all.extend([Addition::Output, Addition::Metadata]);
    let template = Template::of(document);
    if template.section(section::TRANSFORM).is_none() {
        all.push(Addition::Transform);
    }
    for init in template.inits().filter(|init| !init.resource().is_in_loop()) {
        for config in init.single_configs() {
            let missing = Section::ALL.into_iter().filter(|section| config.node().get(section.key()).is_none());
            let names = (init.resource().id().to_string(), config.name().to_string());
            all.extend(missing.map(|section| Addition::Section(names.0.clone(), names.1.clone(), section)));
        }
    }
    let open = template.inits().map(|init| init.resource()).filter(|resource| !resource.is_in_loop());
    let open = open.filter(|one| one.metadata().is_some_and(|node| node.get(AUTHENTICATION).is_none()));
    all.extend(open.map(|resource| Addition::Authentication(resource.id().to_string())));
    all.extend(resource_types().iter().map(|one| Addition::Resource(one.name.to_string())));
    let query = Query::new(filter);
    let mut all = query.ranked(all, |addition| addition.fit(&query));
    let is_type = filter.split("::").count() >= 2
        && filter.split("::").all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()));
    if is_type && !all.contains(&Addition::Resource(filter.to_string())) {
        all.push(Addition::Resource(filter.to_string()));
    }
    all
}

/// The edits that add it under a free name, and the path of the new entry.
pub fn add(document: &Document, addition: &Addition) -> (Path, Vec<Edit>) {
    let named = |section: &'static str, wanted: &str| {
        let name = name::free_id(Template::of(document), wanted);
        let into = Path::root().join(section);
        let value = default::default_of(document, &into);
        (into.join(name.as_str()), in_section(document, section, &name, value))
    };
    match addition {
        Addition::Parameter => {
            let (name, edits) = parameter::add(document, "Parameter");
            (Path::root().keys([section::PARAMETERS, &name]), edits)
        }
        Addition::Mapping => named(section::MAPPINGS, "Map"),
        Addition::Condition => named(section::CONDITIONS, "Condition"),
        Addition::Rule => named(section::RULES, "Rule"),
        Addition::Output => named(section::OUTPUTS, "Output"),
        Addition::Metadata => {
            let into = Path::root().join(section::METADATA);
            let key = name::free_key(document, &into, "Key");
            let edits = in_section(document, section::METADATA, &key, "".into());
            (into.join(key.as_str()), edits)
        }
        Addition::Transform => {
            let at = Path::root().join(section::TRANSFORM);
            let value = Value::Sequence(vec!["AWS::LanguageExtensions".into()]);
            (at.join(0), vec![section_at(document, section::TRANSFORM, value)])
        }
        Addition::Section(resource, config, section) => {
            let config_at = init_path(resource).join(config.as_str());
            let into = config_at.join(section.key());
            let rank = |key: &str| Section::of_key(key).map_or(0, |other| other as usize);
            let entries = document.node(&config_at).into_iter().flat_map(|node| node.entries());
            let before = entries.filter(|entry| rank(entry.key()) < *section as usize).count();
            let empty = Value::Mapping(Default::default());
            (into, entry::insert_at(document, &config_at, section.key(), before, empty))
        }
        Addition::Authentication(resource) => {
            let at = authentication_path(resource).join(FIRST);
            (at, authentication::add(document, resource, FIRST))
        }
        Addition::Resource(kind) => {
            let wanted = kind.rsplit("::").next().unwrap_or("Resource");
            let name = name::free_id(Template::of(document), wanted);
            let value = new_resource::of_type(document, kind, &name);
            let at = Path::root().keys([section::RESOURCES, &name]);
            (at, in_section(document, section::RESOURCES, &name, value))
        }
    }
}

/// Adds a mapping of one value, under a free name. Gives its path too.
pub fn mapping(document: &Document, wanted: &str) -> (Path, Vec<Edit>) {
    let name = name::free_id(Template::of(document), wanted);
    let into = Path::root().join(section::MAPPINGS);
    let edits = in_section(document, section::MAPPINGS, &name, default::default_of(document, &into));
    (into.join(name), edits)
}

/// Adds an output without a value yet, under a free name. Gives its path too.
pub fn output(document: &Document, wanted: &str) -> (Path, Vec<Edit>) {
    let name = name::free_id(Template::of(document), wanted);
    let into = Path::root().join(section::OUTPUTS);
    let edits = in_section(document, section::OUTPUTS, &name, default::default_of(document, &into));
    (into.join(name), edits)
}

/// A new entry of a section, with the section where the order of sections has it.
pub(super) fn in_section(document: &Document, section: &str, key: &str, value: Value) -> Vec<Edit> {
    let into = Path::root().join(section);
    match document.node(&into) {
        Some(node) if !node.is_null() => vec![Edit::Insert { into, slot: Slot::Key(key.to_string()), value }],
        Some(_) => vec![Edit::Set { at: into, value: one(key, value) }],
        None => vec![section_at(document, section, one(key, value))],
    }
}

/// The edit that adds a section of the template, in its place among the others.
pub fn section_at(document: &Document, section: &str, value: Value) -> Edit {
    let rank = |key: &str| section::ORDER.iter().position(|other| *other == key);
    let own = rank(section).unwrap_or(section::ORDER.len());
    let entries = document.root().into_iter().flat_map(|root| root.entries()).enumerate();
    let before = entries.filter(|(_, entry)| rank(entry.key()).is_some_and(|rank| rank < own));
    let place = before.map(|(index, _)| index + 1).last().unwrap_or(0);
    Edit::Insert { into: Path::root(), slot: Slot::KeyAt(section.to_string(), place), value }
}

fn one(key: &str, value: Value) -> Value {
    Value::Mapping([(Value::from(key), value)].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, addition: Addition) -> String {
        let mut document = Document::parse(text);
        let (at, edits) = add(&document, &addition);
        for edit in edits {
            document.edit(&edit).unwrap();
        }
        assert!(document.node(&at).is_some(), "{at}");
        document.text().to_string()
    }

    #[test]
    fn a_section_comes_where_the_anatomy_has_it() {
        let text = "Description: d\nResources:\n  A:\n    Type: T\n";
        for (addition, wanted) in [
            (
                Addition::Mapping,
                "Description: d\nMappings:\n  Map:\n    Default:\n      Value: \"\"\nResources:\n  A:\n    Type: T\n",
            ),
            (
                Addition::Condition,
                "Description: d\nConditions:\n  Condition: !Equals [\"\", \"\"]\nResources:\n  A:\n    Type: T\n",
            ),
            (Addition::Output, "Description: d\nResources:\n  A:\n    Type: T\nOutputs:\n  Output:\n    Value: \"\"\n"),
            (
                Addition::Resource("Custom::Thing".into()),
                "Description: d\nResources:\n  A:\n    Type: T\n  Thing:\n    Type: Custom::Thing\n",
            ),
            (
                Addition::Transform,
                "Description: d\nTransform:\n  - AWS::LanguageExtensions\nResources:\n  A:\n    Type: T\n",
            ),
        ] {
            assert_eq!(added(text, addition), wanted);
        }
    }

    #[test]
    fn everything_can_be_added_to_any_text_that_is_a_mapping() {
        let text = "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n          files: {}\n";
        for text in ["", text, "{}", "{\"Resources\": {}}", "Mappings:\nRules:\nOutputs:\nMetadata:\nConditions:\n"] {
            for addition in additions(&Document::parse(text), "") {
                let now = added(text, addition);
                assert_eq!(Document::parse(now.as_str()).syntax_error(), None, "{now}");
            }
        }
        let found = additions(&Document::parse(text), " Of Conf");
        assert_eq!(found.len(), 6);
        assert_eq!(additions(&Document::parse(""), "custom::Thing"), [Addition::Resource("custom::Thing".into())]);
    }

    #[test]
    fn types_are_found_by_the_words_of_people() {
        for (typed, expected) in [
            ("security group", "AWS::EC2::SecurityGroup"),
            ("firewall", "AWS::EC2::SecurityGroup"),
            ("load balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
            ("internet gateway", "AWS::EC2::InternetGateway"),
            ("auto scaling", "AWS::AutoScaling::AutoScalingGroup"),
            ("elastic ip", "AWS::EC2::EIP"),
            ("ec2 instance", "AWS::EC2::Instance"),
            ("server", "AWS::EC2::Instance"),
            ("vpc", "AWS::EC2::VPC"),
            ("database", "AWS::RDS::DBInstance"),
            ("cfn signal", "AWS::CloudFormation::WaitCondition"),
            ("iam role", "AWS::IAM::Role"),
            ("disk", "AWS::EC2::Volume"),
        ] {
            let found = additions(&Document::parse(""), typed);
            let place = found.iter().position(|one| *one == Addition::Resource(expected.into()));
            assert!(place.is_some_and(|place| place < 4), "{typed}: {found:?}");
        }
        let first = |typed: &str| additions(&Document::parse(""), typed).first().map(Addition::label);
        assert_eq!(first("vpc").as_deref(), Some("AWS::EC2::VPC"));
        assert_eq!(first("Parameter").as_deref(), Some("Parameter"));
        assert!(additions(&Document::parse(""), "of no kind at all").is_empty());
    }
}
