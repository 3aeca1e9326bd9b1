//! Routes of the page: which form is open, its heading, and its URL hash. Compiled natively too: no browser here.

mod form_of_path;
mod hash;
mod landing;
mod related;

pub use form_of_path::entry_at;
pub use landing::contents;
pub use related::related;

use crate::document::{Path, Step};
use crate::template::init::{Section, authentication_path, init_path};
use crate::template::section;

/// Subject of a form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Route {
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
    /// Policies that a resource waits for.
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

impl Route {
    /// Path in the document.
    pub fn path(&self) -> Path {
        let resources = Path::root().join("Resources");
        match self {
            Route::Stack => Path::root(),
            Route::Parameters => Path::root().join("Parameters"),
            Route::Outputs => Path::root().join(section::OUTPUTS),
            Route::Mappings => Path::root().join(section::MAPPINGS),
            Route::Conditions => Path::root().join(section::CONDITIONS),
            Route::Rules => Path::root().join(section::RULES),
            Route::Metadata => Path::root().join(section::METADATA),
            Route::Transform => Path::root().join(section::TRANSFORM),
            Route::At(at) => at.clone(),
            Route::Subnets => resources,
            Route::Vpc(id) | Route::Instance(id) | Route::Resource(id) => resources.join(id.as_str()),
            Route::Hup(id) => init_path(id),
            Route::UserData(id) | Route::Policies(id) => resources.join(id.as_str()),
            Route::ConfigSets(id) => init_path(id).join("configSets"),
            Route::Authentication(id) => authentication_path(id),
            Route::Init { resource, config, section } => init_path(resource).keys([config.as_str(), section.key()]),
        }
    }

    /// The heading of its form.
    pub fn title(&self) -> String {
        match self {
            Route::Stack => "Stack".into(),
            Route::Parameters => "Parameters".into(),
            Route::Vpc(_) => "VPC".into(),
            Route::Subnets => "Network".into(),
            Route::Instance(_) => "Instance".into(),
            Route::ConfigSets(_) => "Config sets".into(),
            Route::Authentication(_) => "Authentication".into(),
            Route::Hup(_) => "cfn-hup".into(),
            Route::UserData(_) => "User data".into(),
            Route::Policies(_) => "Signal".into(),
            Route::Init { section, .. } => match section {
                Section::Packages => "Packages".into(),
                Section::Groups => "Groups".into(),
                Section::Users => "Users".into(),
                Section::Sources => "Sources".into(),
                Section::Files => "Files".into(),
                Section::Commands => "Commands".into(),
                Section::Services => "Services".into(),
            },
            Route::Outputs => "Outputs".into(),
            Route::Mappings => "Mappings".into(),
            Route::Conditions => "Conditions".into(),
            Route::Rules => "Rules".into(),
            Route::Metadata => "Metadata".into(),
            Route::Transform => "Transform".into(),
            Route::Resource(id) => id.clone(),
            Route::At(at) => match at.last() {
                Some(Step::Key(key)) => key.to_string(),
                Some(Step::Index(index)) => format!("Item {}", index + 1),
                None => "The whole template".into(),
            },
        }
    }

    /// One or two sentences under the heading.
    pub fn intro(&self) -> &'static str {
        match self {
            Route::Stack => "Description and format of the template.",
            Route::Parameters => "Asked for at each deploy. A parameter with a default needs no answer.",
            Route::Vpc(_) => "The network of all other resources. Changing its CIDR block later replaces it.",
            Route::Subnets => "Addresses, subnets, routes and security groups.",
            Route::Instance(_) => "The EC2 instance. Its user data installs the helper scripts and starts cfn-init.",
            Route::Hup(_) => "Checks for changed metadata every few minutes and reruns cfn-init.",
            Route::UserData(_) => "The script that the instance runs once, at its first boot. Up to 16 KB.",
            Route::Policies(_) => "What CloudFormation waits for before the resource counts as created.",
            Route::ConfigSets(_) => "Which configs cfn-init runs, and in which order.",
            Route::Authentication(_) => "Credentials with which cfn-init fetches files and archives.",
            Route::Init { section, .. } => match section {
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
            Route::Outputs => "Values the stack returns once it is deployed.",
            Route::Mappings => "Tables of values: a map, a top-level key, a second-level key. FindInMap reads them.",
            Route::Conditions => {
                "Named conditions, evaluated when the stack is created or updated. Resources and If use them."
            }
            Route::Rules => "Checked against the parameters before anything is created.",
            Route::Metadata => "Extra information about the template. Changing only this does not update the stack.",
            Route::Transform => "Macros that CloudFormation runs over the template first.",
            Route::Resource(_) => "All keys of the resource, as written in the template.",
            Route::At(_) => "All keys and values here, as written in the template.",
        }
    }

    /// The places above it, outermost first: names, each with its own place where it has one.
    pub fn crumbs(&self) -> Vec<(String, Option<Route>)> {
        match self {
            Route::Stack | Route::Parameters | Route::Outputs | Route::Mappings | Route::Conditions => Vec::new(),
            Route::Rules | Route::Metadata | Route::Transform => Vec::new(),
            Route::Vpc(_) | Route::Subnets => vec![("Network".into(), None)],
            Route::Instance(_) => vec![("Compute".into(), None)],
            Route::ConfigSets(id) | Route::Authentication(id) => {
                vec![("Bootstrap".into(), None), (id.clone(), Some(Route::Instance(id.clone())))]
            }
            Route::Hup(id) | Route::UserData(id) | Route::Policies(id) => {
                vec![("Bootstrap".into(), None), (id.clone(), Some(Route::Resource(id.clone())))]
            }
            Route::Init { resource, config, .. } => vec![
                ("Bootstrap".into(), None),
                (resource.clone(), Some(Route::Instance(resource.clone()))),
                (config.clone(), None),
            ],
            Route::Resource(_) => vec![("Resources".into(), None)],
            Route::At(at) => above(at),
        }
    }
}

/// The entries around a path, outermost first, each with the place that shows it.
fn above(at: &Path) -> Vec<(String, Option<Route>)> {
    let steps = at.steps();
    let around = (1..steps.len()).filter_map(|count| Some((steps.get(count - 1)?, steps.get(..count)?)));
    around
        .map(|(last, steps)| {
            let place = match steps {
                [Step::Key(only)] if &**only == section::RESOURCES => None,
                [Step::Key(first), Step::Key(id)] if &**first == section::RESOURCES => {
                    Some(Route::Resource(id.to_string()))
                }
                [Step::Key(only)] => Some(Route::of_section(only)),
                _ => Some(Route::At(steps.iter().cloned().collect())),
            };
            let name = match last {
                Step::Key(key) => key.to_string(),
                Step::Index(index) => format!("item {}", index + 1),
            };
            (name, place)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_in_the_metadata_of_its_resource() {
        let route = Route::from_hash("#/init/Web/install/files").unwrap();
        let path = "Resources › Web › Metadata › AWS::CloudFormation::Init › install › files";
        assert_eq!(route.path().to_string(), path);
    }
}
