//! Machines of a template: where what they are launched with stands, which operating system they have, what cfn-init
//! and user data say for them.
//!
//! Knows the template, nothing of recipes or the browser.

use super::alternative::branches;
use super::function::{is_absent, to_json};
use super::given::Given;
use super::resource::named;
use super::user_data::{self, BootSystem};
use super::{Init, Resource, Section, Template};
use crate::document::{Document, Kind, Node, Path};
use crate::schema::ec2;
use crate::schema::image::{Architecture, IMAGES, Image, Os};
use crate::schema::system::{Family, TYPE_FAMILIES, refuses_pip};

/// Type of a launch template.
pub const LAUNCH_TEMPLATE: &str = "AWS::EC2::LaunchTemplate";
/// Type of a launch configuration, the launch template's forerunner.
pub const LAUNCH_CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";
const DATA: &str = "LaunchTemplateData";
const PROPERTIES: &str = "Properties";
const IMAGE_ID: &str = "ImageId";

/// Something that machines are launched from: an instance, a launch template, a launch configuration.
#[derive(Clone, Copy, Debug)]
pub struct Machine<'d> {
    resource: Resource<'d>,
}

/// What is known of a machine's operating system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// The system.
    pub os: Os,
    /// Its version, where something says it: "24.04".
    pub version: Option<String>,
    /// The processor, where something says it.
    pub architecture: Option<Architecture>,
}

impl System {
    /// "Ubuntu 24.04, amd64", as far as it is known.
    pub fn name(&self) -> String {
        let processor = self.architecture.map(|one| format!(", {}", one.name())).unwrap_or_default();
        format!("{}{processor}", self.release())
    }

    /// "Ubuntu 24.04", as far as it is known.
    pub fn release(&self) -> String {
        let version = self.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        format!("{}{version}", self.os.name())
    }

    /// True if pip is known to refuse to install into its Python.
    pub fn refuses_pip(&self) -> bool {
        self.version.as_deref().is_some_and(|version| refuses_pip(self.os, version))
    }

    /// What the name of a public parameter tells. Source: the pages that `schema::image` names.
    pub fn of_parameter(name: &str) -> Option<System> {
        if let Some(image) = Image::of_parameter(name) {
            return Some(System::of_image(image));
        }
        let architecture = match name {
            _ if name.contains("arm64") || name.contains("aarch64") => Some(Architecture::Arm64),
            _ if name.contains("amd64") || name.contains("x86_64") => Some(Architecture::Amd64),
            _ => None,
        };
        let os = match name {
            _ if name.starts_with("/aws/service/canonical/") => Os::Ubuntu,
            _ if name.starts_with("/aws/service/debian/") => Os::Debian,
            _ if name.starts_with("/aws/service/ami-amazon-linux-latest/") => Os::AmazonLinux,
            _ => return None,
        };
        let version = match os {
            Os::Ubuntu | Os::Debian => {
                let is_version = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
                name.split('/').find(is_version).map(str::to_string)
            }
            Os::AmazonLinux if name.contains("al2023") => Some("2023".to_string()),
            Os::AmazonLinux if name.contains("amzn2-") => Some("2".to_string()),
            Os::AmazonLinux => None,
        };
        Some(System { os, version, architecture })
    }

    /// The system of an image.
    pub fn of_image(image: &Image) -> System {
        let version = Some(image.version.to_string());
        System { os: image.os, version, architecture: Some(image.architecture) }
    }

    /// The image of it that forms offer.
    pub fn image(&self) -> Option<&'static Image> {
        IMAGES.iter().find(|image| {
            image.os == self.os
                && Some(image.version) == self.version.as_deref()
                && Some(image.architecture) == self.architecture
        })
    }
}

/// The operating system by the image alone of the machine that works through the metadata of the resource `id`.
pub fn image_system(template: Template<'_>, id: &str) -> Option<System> {
    let holder = user_data::holder_of(template, id)?;
    Machine::find(template, &holder)?.by_image(template)
}

impl<'d> Machine<'d> {
    /// All of a template, in its order.
    pub fn all(template: Template<'d>) -> Vec<Machine<'d>> {
        template.resources().filter_map(Machine::of).collect()
    }

    /// The one with a logical id.
    pub fn find(template: Template<'d>, id: &str) -> Option<Machine<'d>> {
        Machine::of(template.resource(id)?)
    }

    fn of(resource: Resource<'d>) -> Option<Machine<'d>> {
        matches!(resource.kind()?, ec2::INSTANCE | LAUNCH_TEMPLATE | LAUNCH_CONFIGURATION)
            .then_some(Machine { resource })
            .filter(|machine| machine.is_template() || !machine.is_from_template())
    }

    /// The resource.
    pub fn resource(&self) -> Resource<'d> {
        self.resource
    }

    /// Its logical id.
    pub fn id(&self) -> &'d str {
        self.resource.id()
    }

    /// True for a launch template, whose properties have other shapes here and there.
    pub fn is_template(&self) -> bool {
        self.resource.kind() == Some(LAUNCH_TEMPLATE)
    }

    /// True for an instance that takes its image from a launch template.
    fn is_from_template(&self) -> bool {
        self.resource.property("LaunchTemplate").is_some() && self.property(IMAGE_ID).is_none()
    }

    /// Keys from the resource to the mapping with the image.
    pub fn under(&self) -> &'static [&'static str] {
        if self.is_template() { &[PROPERTIES, DATA] } else { &[PROPERTIES] }
    }

    /// The mapping with the image and the user data.
    pub fn launch_path(&self) -> Path {
        self.resource.path().keys(self.under().iter().copied())
    }

    /// A property of what is launched.
    pub fn property(&self, key: &str) -> Option<Node<'d>> {
        let start = Some(self.resource.node());
        self.under().iter().fold(start, |node, key| node?.get(key))?.get(key)
    }

    /// The resources whose metadata cfn-init reads on it: its own, those that launch it, those that its user data name.
    pub fn inits(&self, template: Template<'d>) -> Vec<Init<'d>> {
        let user_data = self.property("UserData").map(|node| to_json(&node.value()).to_string()).unwrap_or_default();
        let is_named = |id: &str| {
            let words = user_data.split([' ', '"', '\\', '=']);
            words
                .zip(user_data.split([' ', '"', '\\', '=']).skip(1))
                .any(|(option, word)| matches!(option, "--resource" | "-r") && word == id)
        };
        let launches = |resource: Resource<'_>| {
            let named_in = |key: &str, inner: &str| {
                resource.property(key).and_then(|node| node.get(inner)).and_then(named) == Some(self.id())
            };
            resource.names("LaunchConfigurationName") == Some(self.id())
                || named_in("LaunchTemplate", "LaunchTemplateId")
                || named_in("LaunchTemplate", "LaunchTemplateName")
        };
        let is_own = |init: &Init<'_>| {
            let resource = init.resource();
            resource.id() == self.id() || launches(resource) || is_named(resource.id())
        };
        template.inits().filter(is_own).collect()
    }

    /// True if it runs Windows.
    pub fn is_windows(&self, template: Template<'d>) -> bool {
        user_data::system(template, self.resource) == BootSystem::Windows
    }

    /// What is known of its operating system: by its image, else by its package managers.
    pub fn system(&self, template: Template<'d>) -> Option<System> {
        self.by_image(template).or_else(|| self.by_packages(template)).map(|system| System {
            architecture: system.architecture.or_else(|| self.architecture(template)),
            ..system
        })
    }

    /// True if the image says which operating system it has; else package managers are all that is known.
    pub fn is_known_by_image(&self, template: Template<'d>) -> bool {
        self.by_image(template).is_some()
    }

    /// By the image, or by those of all branches of `Fn::If`; a version or processor that not all have is not known.
    fn by_image(&self, template: Template<'d>) -> Option<System> {
        let document = template.document();
        let all = branches(document, &self.launch_path().join(IMAGE_ID));
        let nodes = all.iter().filter_map(|at| document.node(at));
        let mut systems = nodes.filter(|node| !is_absent(*node)).map(|image| {
            if let Some(name) = named(image) {
                return System::of_parameter(template.parameter(name)?.default()?);
            }
            let text = image.scalar()?;
            let inside = text.trim_start_matches("{{").trim_end_matches("}}");
            System::of_parameter(inside.strip_prefix("resolve:ssm:")?)
        });
        let first = systems.next()??;
        systems.try_fold(first, |known, other| {
            let other = other.filter(|other| other.os == known.os)?;
            let version = known.version.filter(|version| other.version.as_ref() == Some(version));
            let architecture = known.architecture.filter(|one| other.architecture == Some(*one));
            Some(System { os: known.os, version, architecture })
        })
    }

    /// What gives the image in place of the text, in words: "ImageId of Web (line 7) is given by Fn::If". `None` if the
    /// text shows the image, or that there is none.
    pub fn image_given(&self) -> Option<String> {
        let keys: Vec<&str> = self.under().iter().copied().chain([IMAGE_ID]).collect();
        let given = Given::below(self.resource.node(), &keys)?;
        let by = match named(given.node).filter(|_| given.by == "Ref") {
            Some(parameter) => format!("the parameter {parameter}"),
            None => given.by.to_string(),
        };
        Some(format!("{IMAGE_ID} of {} (line {}) is given by {by}", self.id(), given.line))
    }

    fn by_packages(&self, template: Template<'d>) -> Option<System> {
        let inits = self.inits(template);
        let uses = |family: Family| {
            let below = |node: Node<'d>| node.descendants().any(|inner| inner.get(family.manager()).is_some());
            let configs = inits.iter().flat_map(|init| init.node().descendants());
            configs.filter_map(|node| node.get(Section::Packages.key())).any(below)
        };
        let os = match (uses(Family::Apt), uses(Family::Yum)) {
            (true, false) => Os::Ubuntu,
            (false, true) => Os::AmazonLinux,
            (true, true) | (false, false) => return self.by_user_data(),
        };
        Some(System { os, version: None, architecture: None })
    }

    fn by_user_data(&self) -> Option<System> {
        let text = to_json(&self.property("UserData")?.value()).to_string();
        let has = |word: &str| text.contains(word);
        let os = match (has("apt-get ") || has("apt "), has("yum ") || has("dnf ")) {
            (true, false) => Os::Ubuntu,
            (false, true) => Os::AmazonLinux,
            (true, true) | (false, false) => return None,
        };
        Some(System { os, version: None, architecture: None })
    }

    /// The processor of its instance type.
    /// The processors of its type and of its image, where both are known.
    pub fn architectures(&self, template: Template<'d>) -> Option<(Architecture, Architecture)> {
        Some((self.architecture(template)?, self.by_image(template)?.architecture?))
    }

    fn architecture(&self, template: Template<'d>) -> Option<Architecture> {
        let kind = self.property("InstanceType")?;
        let text = match named(kind) {
            Some(name) => template.parameter(name)?.default()?,
            None => kind.scalar()?,
        };
        let family = text.split('.').next()?;
        let is =
            |of: fn(&(&'static str, &'static str)) -> &'static str| TYPE_FAMILIES.iter().any(|row| of(row) == family);
        match (is(|row| row.0), is(|row| row.1)) {
            (true, _) => Some(Architecture::Amd64),
            (false, true) => Some(Architecture::Arm64),
            (false, false) => None,
        }
    }
}

/// The paths of all texts at and below a path, in the order of the text; what aliases stand for is left out.
pub fn texts_below(document: &Document, at: &Path) -> Vec<Path> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = document.node(at).map(|node| (at.clone(), node)).into_iter().collect();
    while let Some((at, node)) = waiting.pop() {
        if node.is_alias() {
            continue;
        }
        match node.kind() {
            Kind::Scalar => found.push(at),
            Kind::Sequence => {
                let items = node.items().enumerate().map(|(index, item)| (at.join(index), item));
                waiting.extend(items.collect::<Vec<_>>().into_iter().rev());
            }
            Kind::Mapping => {
                // Of equal keys the last one counts; a key that is no text leads nowhere.
                let repeats = node.repeats_keys();
                for entry in node.entries().rev().filter(|entry| entry.key_node.scalar().is_some()) {
                    let own = if repeats { node.get(entry.key()) } else { Some(entry.value) };
                    waiting.extend(own.map(|value| (at.join(entry.key()), value)));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
