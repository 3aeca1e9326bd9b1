//! The places of a template that a form can show, and their addresses in the hash of the page.

use crate::document::{Document, Path, Step};

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
    /// A section of a config.
    Init {
        /// Logical id of the resource with the metadata.
        resource: String,
        /// Name of the config.
        config: String,
        /// The section.
        section: Section,
    },
    /// All outputs.
    Outputs,
    /// Any other resource, by logical id.
    Resource(String),
}

impl Place {
    /// Where in the document it stands.
    pub fn path(&self) -> Path {
        let resources = Path::root().join("Resources");
        match self {
            Place::Stack => Path::root(),
            Place::Parameters => Path::root().join("Parameters"),
            Place::Outputs => Path::root().join("Outputs"),
            Place::Subnets => resources,
            Place::Vpc(id) | Place::Instance(id) | Place::Resource(id) => resources.join(id.as_str()),
            Place::ConfigSets(id) => init_path(id).join("configSets"),
            Place::Init { resource, config, section } => init_path(resource).keys([config.as_str(), section.key()]),
        }
    }

    /// The heading of its form.
    pub fn title(&self) -> String {
        match self {
            Place::Stack => "Stack".into(),
            Place::Parameters => "Parameters".into(),
            Place::Vpc(_) => "VPC".into(),
            Place::Subnets => "Subnets".into(),
            Place::Instance(_) => "Instance".into(),
            Place::ConfigSets(_) => "Config sets".into(),
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
            Place::Resource(id) => id.clone(),
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
            Place::Subnets => "Parts of the VPC's block, each in one Availability Zone.",
            Place::Instance(_) => "The machine. Its user data installs the helper scripts and starts cfn-init.",
            Place::ConfigSets(_) => "Which configs cfn-init works through, and in which order.",
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
            Place::Resource(_) => "Read from the template. Change it in the text that you download.",
        }
    }

    /// The places above it, outermost first: names, each with its own place where it has one.
    pub fn crumbs(&self) -> Vec<(String, Option<Place>)> {
        match self {
            Place::Stack | Place::Parameters | Place::Outputs => Vec::new(),
            Place::Vpc(_) | Place::Subnets => vec![("Network".into(), None)],
            Place::Instance(_) => vec![("Compute".into(), None)],
            Place::ConfigSets(id) => vec![("Bootstrap".into(), None), (id.clone(), Some(Place::Instance(id.clone())))],
            Place::Init { resource, config, .. } => vec![
                ("Bootstrap".into(), None),
                (resource.clone(), Some(Place::Instance(resource.clone()))),
                (config.clone(), None),
            ],
            Place::Resource(_) => vec![("Resources".into(), None)],
        }
    }

    /// The place whose form shows what stands at a path.
    pub fn holding(document: &Document, at: &Path) -> Place {
        let keys: Vec<&str> = at.steps().iter().map_while(Step::key).collect();
        match keys.as_slice() {
            ["Parameters", ..] => Place::Parameters,
            ["Outputs", ..] => Place::Outputs,
            ["Resources", id, "Metadata", INIT, "configSets", ..] => Place::ConfigSets((*id).into()),
            ["Resources", id, "Metadata", INIT, config, section, ..] => match Section::of_key(section) {
                Some(section) => Place::Init { resource: (*id).into(), config: (*config).into(), section },
                None => Place::Instance((*id).into()),
            },
            ["Resources", id, ..] => {
                let kind = document.scalar(&Path::root().keys(["Resources", id, "Type"]));
                match kind {
                    Some("AWS::EC2::VPC") => Place::Vpc((*id).into()),
                    Some("AWS::EC2::Subnet") => Place::Subnets,
                    Some("AWS::EC2::Instance") => Place::Instance((*id).into()),
                    _ => Place::Resource((*id).into()),
                }
            }
            _ => Place::Stack,
        }
    }

    /// Its address: `#/init/WebServer/install/files`.
    pub fn to_hash(&self) -> String {
        let parts: Vec<&str> = match self {
            Place::Stack => vec!["stack"],
            Place::Parameters => vec!["parameters"],
            Place::Vpc(id) => vec!["vpc", id],
            Place::Subnets => vec!["subnets"],
            Place::Instance(id) => vec!["instance", id],
            Place::ConfigSets(id) => vec!["configsets", id],
            Place::Init { resource, config, section } => vec!["init", resource, config, section.key()],
            Place::Outputs => vec!["outputs"],
            Place::Resource(id) => vec!["resource", id],
        };
        parts.into_iter().fold(String::from("#"), |hash, part| hash + "/" + &escaped(part))
    }

    /// The place with this address; `None` if it is no place's.
    pub fn from_hash(hash: &str) -> Option<Place> {
        let parts: Vec<String> = hash.strip_prefix("#/")?.split('/').map(unescaped).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["stack"] => Some(Place::Stack),
            ["parameters"] => Some(Place::Parameters),
            ["vpc", id] => Some(Place::Vpc((*id).into())),
            ["subnets"] => Some(Place::Subnets),
            ["instance", id] => Some(Place::Instance((*id).into())),
            ["configsets", id] => Some(Place::ConfigSets((*id).into())),
            ["init", resource, config, section] => Some(Place::Init {
                resource: (*resource).into(),
                config: (*config).into(),
                section: Section::of_key(section)?,
            }),
            ["outputs"] => Some(Place::Outputs),
            ["resource", id] => Some(Place::Resource((*id).into())),
            _ => None,
        }
    }
}

/// The path of the `AWS::CloudFormation::Init` of a resource.
pub fn init_path(resource: &str) -> Path {
    Path::root().keys(["Resources", resource, "Metadata", INIT])
}

/// A path in few words, for the title of an undo step: "mode of /opt/app/app.py", "ImageId of WebServer".
pub fn name_of(at: &Path) -> String {
    const SILENT: [&str; 5] = ["Properties", "Metadata", "Resources", INIT, "Parameters"];
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

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = match (byte, tail) {
            (b'%', [high, low, ..]) => hex_byte(*high, *low),
            _ => None,
        };
        bytes.push(hex.unwrap_or(byte));
        rest = if hex.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_place() {
        let file =
            |config: &str| Place::Init { resource: "Web".into(), config: config.into(), section: Section::Files };
        for place in [
            Place::Stack,
            Place::Parameters,
            Place::Vpc("VPC".into()),
            Place::Subnets,
            Place::Instance("Web".into()),
            Place::ConfigSets("Web".into()),
            file("install"),
            file("01 / öffnen%20?#"),
            Place::Outputs,
            Place::Resource("Role".into()),
        ] {
            assert_eq!(Place::from_hash(&place.to_hash()), Some(place.clone()), "{}", place.to_hash());
        }
        assert_eq!(file("a b").to_hash(), "#/init/Web/a%20b/files");
    }

    #[test]
    fn a_foreign_address_is_no_place() {
        for hash in ["", "#", "#/", "#/nowhere", "#/init/Web/install", "#/init/Web/install/nothing", "stack"] {
            assert_eq!(Place::from_hash(hash), None, "{hash}");
        }
        assert_eq!(Place::from_hash("#/vpc/a%"), Some(Place::Vpc("a%".into())));
    }

    #[test]
    fn a_line_leads_to_the_form_that_shows_it() {
        let document = Document::parse("Resources: {V: {Type: AWS::EC2::VPC}, W: {Type: AWS::EC2::Instance}, R: {}}");
        let place = |pointer: &str| Place::holding(&document, &document.path_from_pointer(pointer).unwrap()).to_hash();
        for (pointer, hash) in [
            ("", "#/stack"),
            ("/Description", "#/stack"),
            ("/Parameters/A/Type", "#/parameters"),
            ("/Outputs", "#/outputs"),
            ("/Resources/V/Properties", "#/vpc/V"),
            ("/Resources/W", "#/instance/W"),
            ("/Resources/R/Type", "#/resource/R"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c/files/~1etc~1x/mode", "#/init/W/c/files"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/configSets/default/0", "#/configsets/W"),
            ("/Resources/W/Metadata/AWS::CloudFormation::Init/c", "#/instance/W"),
        ] {
            assert_eq!(place(pointer), hash, "{pointer}");
        }
    }

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
