//! The places of a template that a form can show, and their addresses in the hash of the page.

mod hash;
mod holding;

use super::reference::AUTHENTICATION;
use super::section;
use crate::document::{Path, Step};

/// Key of a resource's metadata that cfn-init reads.
pub const INIT: &str = "AWS::CloudFormation::Init";

/// A section of a config of `AWS::CloudFormation::Init`, in the order in which cfn-init works through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Packages by package manager.
    Packages,
    /// Groups of the system.
    Groups,
    /// Users of the system.
    Users,
    /// Archives unpacked into folders.
    Sources,
    /// Files with content, owner and mode.
    Files,
    /// Commands in the order of their names.
    Commands,
    /// Services that are enabled, started and restarted.
    Services,
}

impl Section {
    /// All of them, in cfn-init's order.
    pub const ALL: [Section; 7] = [
        Section::Packages,
        Section::Groups,
        Section::Users,
        Section::Sources,
        Section::Files,
        Section::Commands,
        Section::Services,
    ];

    /// The key in a config.
    pub fn key(self) -> &'static str {
        match self {
            Section::Packages => "packages",
            Section::Groups => "groups",
            Section::Users => "users",
            Section::Sources => "sources",
            Section::Files => "files",
            Section::Commands => "commands",
            Section::Services => "services",
        }
    }

    /// The section with this key.
    pub fn of_key(key: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.key() == key)
    }
}

/// What a form shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// Description and other facts of the whole template.
    #[default]
    Stack,
    /// All parameters.
    Parameters,
    /// A VPC, by logical id.
    Vpc(String),
    /// All subnets.
    Subnets,
    /// An instance, by logical id.
    Instance(String),
    /// The config sets of a resource.
    ConfigSets(String),
    /// cfn-hup of a resource with metadata.
    Hup(String),
    /// User data of a machine or launch template.
    UserData(String),
    /// What a resource waits for: its policies.
    Policies(String),
    /// A section of a config.
    Init {
        /// Logical id of the resource with the metadata.
        resource: String,
        /// Name of the config.
        config: String,
        /// The section.
        section: Section,
    },
    /// The credentials of a resource, by logical id.
    Authentication(String),
    /// All outputs.
    Outputs,
    /// All mappings.
    Mappings,
    /// All conditions.
    Conditions,
    /// All rules.
    Rules,
    /// The metadata of the template.
    Metadata,
    /// The macros that work on the template.
    Transform,
    /// Any resource with all of its keys, by logical id.
    Resource(String),
    /// Anything else, with all that is in it.
    At(Path),
}

impl Place {
    /// Where in the document it stands.
    pub fn path(&self) -> Path {
        let resources = Path::root().join("Resources");
        match self {
            Place::Stack => Path::root(),
            Place::Parameters => Path::root().join("Parameters"),
            Place::Outputs => Path::root().join(section::OUTPUTS),
            Place::Mappings => Path::root().join(section::MAPPINGS),
            Place::Conditions => Path::root().join(section::CONDITIONS),
            Place::Rules => Path::root().join(section::RULES),
            Place::Metadata => Path::root().join(section::METADATA),
            Place::Transform => Path::root().join(section::TRANSFORM),
            Place::At(at) => at.clone(),
            Place::Subnets => resources,
            Place::Vpc(id) | Place::Instance(id) | Place::Resource(id) => resources.join(id.as_str()),
            Place::Hup(id) => init_path(id),
            Place::UserData(id) | Place::Policies(id) => resources.join(id.as_str()),
            Place::ConfigSets(id) => init_path(id).join("configSets"),
            Place::Authentication(id) => authentication_path(id),
            Place::Init { resource, config, section } => init_path(resource).keys([config.as_str(), section.key()]),
        }
    }

    /// The heading of its form.
    pub fn title(&self) -> String {
        match self {
            Place::Stack => "Stack".into(),
            Place::Parameters => "Parameters".into(),
            Place::Vpc(_) => "VPC".into(),
            Place::Subnets => "Network".into(),
            Place::Instance(_) => "Instance".into(),
            Place::ConfigSets(_) => "Config sets".into(),
            Place::Authentication(_) => "Authentication".into(),
            Place::Hup(_) => "cfn-hup".into(),
            Place::UserData(_) => "User data".into(),
            Place::Policies(_) => "Signal".into(),
            Place::Init { section, .. } => match section {
                Section::Packages => "Packages".into(),
                Section::Groups => "Groups".into(),
                Section::Users => "Users".into(),
                Section::Sources => "Sources".into(),
                Section::Files => "Files".into(),
                Section::Commands => "Commands".into(),
                Section::Services => "Services".into(),
            },
            Place::Outputs => "Outputs".into(),
            Place::Mappings => "Mappings".into(),
            Place::Conditions => "Conditions".into(),
            Place::Rules => "Rules".into(),
            Place::Metadata => "Metadata".into(),
            Place::Transform => "Transform".into(),
            Place::Resource(id) => id.clone(),
            Place::At(at) => match at.last() {
                Some(Step::Key(key)) => key.to_string(),
                Some(Step::Index(index)) => format!("Item {}", index + 1),
                None => "The whole template".into(),
            },
        }
    }

    /// One or two sentences under the heading.
    pub fn intro(&self) -> &'static str {
        match self {
            Place::Stack => "What the template says of itself.",
            Place::Parameters => "Asked for at each deploy. One with a default need not be answered.",
            Place::Vpc(_) => {
                "The network that everything else stands in. Its block cannot be changed later without replacing it."
            }
            Place::Subnets => "Addresses, subnets, routes and security groups.",
            Place::Instance(_) => "The machine. Its user data installs the helper scripts and starts cfn-init.",
            Place::Hup(_) => "Looks for new metadata every few minutes and runs cfn-init when there are some.",
            Place::UserData(_) => "The script that the machine runs once, at its first boot. Up to 16 KB.",
            Place::Policies(_) => "What CloudFormation waits for before it counts the resource as made.",
            Place::ConfigSets(_) => "Which configs cfn-init works through, and in which order.",
            Place::Authentication(_) => "Credentials with which cfn-init fetches files and archives.",
            Place::Init { section, .. } => match section {
                Section::Packages => "Installed first, before groups, users and files.",
                Section::Groups => "Created after packages, before users.",
                Section::Users => "Created after groups, before sources and files.",
                Section::Sources => "Archives unpacked after users, before files.",
                Section::Files => "Written after packages and users, before commands and services.",
                Section::Commands => "Run after files, in the order of their names, before services.",
                Section::Services => {
                    "Enabled and started last. A changed file or package listed here restarts the service."
                }
            },
            Place::Outputs => "What the stack tells when it stands.",
            Place::Mappings => "Tables of values: a map, a top-level key, a second-level key. FindInMap reads them.",
            Place::Conditions => {
                "Named truths, decided when the stack is created or updated. Resources and If use them."
            }
            Place::Rules => "Checked against the parameters before anything is created.",
            Place::Metadata => "Facts about the template for those who read it. A change of it alone updates nothing.",
            Place::Transform => "Macros that CloudFormation runs over the template first.",
            Place::Resource(_) => "All keys of the resource, as they stand in the template.",
            Place::At(_) => "All that stands here, as it is in the template.",
        }
    }

    /// The places above it, outermost first: names, each with its own place where it has one.
    pub fn crumbs(&self) -> Vec<(String, Option<Place>)> {
        match self {
            Place::Stack | Place::Parameters | Place::Outputs | Place::Mappings | Place::Conditions => Vec::new(),
            Place::Rules | Place::Metadata | Place::Transform => Vec::new(),
            Place::Vpc(_) | Place::Subnets => vec![("Network".into(), None)],
            Place::Instance(_) => vec![("Compute".into(), None)],
            Place::ConfigSets(id) | Place::Authentication(id) => {
                vec![("Bootstrap".into(), None), (id.clone(), Some(Place::Instance(id.clone())))]
            }
            Place::Hup(id) | Place::UserData(id) | Place::Policies(id) => {
                vec![("Bootstrap".into(), None), (id.clone(), Some(Place::Resource(id.clone())))]
            }
            Place::Init { resource, config, .. } => vec![
                ("Bootstrap".into(), None),
                (resource.clone(), Some(Place::Instance(resource.clone()))),
                (config.clone(), None),
            ],
            Place::Resource(_) => vec![("Resources".into(), None)],
            Place::At(at) => above(at),
        }
    }
}

/// The entries around a path, outermost first, each with the place that shows it.
fn above(at: &Path) -> Vec<(String, Option<Place>)> {
    let steps = at.steps();
    let around = (1..steps.len()).filter_map(|count| Some((steps.get(count - 1)?, steps.get(..count)?)));
    around
        .map(|(last, steps)| {
            let place = match steps {
                [Step::Key(only)] if &**only == section::RESOURCES => None,
                [Step::Key(first), Step::Key(id)] if &**first == section::RESOURCES => {
                    Some(Place::Resource(id.to_string()))
                }
                [Step::Key(only)] => Some(Place::of_section(only)),
                _ => Some(Place::At(steps.iter().cloned().collect())),
            };
            let name = match last {
                Step::Key(key) => key.to_string(),
                Step::Index(index) => format!("item {}", index + 1),
            };
            (name, place)
        })
        .collect()
}

/// The path of the `AWS::CloudFormation::Init` of a resource.
pub fn init_path(resource: &str) -> Path {
    Path::root().keys(["Resources", resource, "Metadata", INIT])
}

/// The path of the `AWS::CloudFormation::Authentication` of a resource.
pub fn authentication_path(resource: &str) -> Path {
    Path::root().keys(["Resources", resource, "Metadata", AUTHENTICATION])
}

/// A path in few words, for the title of an undo step: "mode of /opt/app/app.py", "ImageId of WebServer".
pub fn name_of(at: &Path) -> String {
    const SILENT: [&str; 6] = ["Properties", "Metadata", "Resources", INIT, AUTHENTICATION, "Parameters"];
    let steps = at.steps();
    let Some((last, above)) = steps.split_last() else { return "the template".into() };
    let owner = above.iter().rev().find_map(|step| match step {
        Step::Key(key) if !SILENT.contains(&&**key) => Some(&**key),
        _ => None,
    });
    let name = match last {
        Step::Key(key) => key.to_string(),
        Step::Index(index) => format!("item {}", index + 1),
    };
    match owner {
        Some(owner) => format!("{name} of {owner}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_named_after_its_owner() {
        let at = init_path("Web").keys(["install", "files", "/etc/x", "mode"]);
        assert_eq!(name_of(&at), "mode of /etc/x");
        assert_eq!(name_of(&Path::root().keys(["Resources", "Web", "Properties", "ImageId"])), "ImageId of Web");
        assert_eq!(name_of(&Path::root().keys(["Resources", "Web"])), "Web");
        assert_eq!(name_of(&Path::root().keys(["Resources", "Web", "DependsOn"]).join(0)), "item 1 of DependsOn");
        assert_eq!(name_of(&Path::root()), "the template");
    }

    #[test]
    fn a_section_lies_in_the_metadata_of_its_resource() {
        let place = Place::from_hash("#/init/Web/install/files").unwrap();
        let path = "Resources › Web › Metadata › AWS::CloudFormation::Init › install › files";
        assert_eq!(place.path().to_string(), path);
    }
}
