//! User data as steps: the script that a machine runs at its first boot, what of it is recognised, and what it asks of
//! cfn-init and cfn-signal.
//!
//! Source: AWS pages "cfn-init", "cfn-signal", "Run commands on your Linux instance at launch". Reads a document; the
//! changes are parts of the script's text ([`write`]), made where the text stands by [`super::assembled`].

mod call;
pub mod cloud_order;
pub mod command;
pub(crate) mod command_list;
mod format;
mod parts;
mod runs;
pub mod step_text;
mod steps;
mod words;
pub mod write;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::alternative::branches;
use super::function::{self, to_json};
use super::machine::launch_name;
use super::mapped_text::MappedText;
use super::resource::{attribute, named};
use super::shell::SignalTarget;
use super::{Init, Resource, Section, Template};
use crate::document::{Document, Edit, Path};
pub use call::{CfnOption, HelperUse, helper_uses, option_names, option_of};
use command::{CommandSpans, ShellCommand};
use command_list::WordLists;
pub use format::DataFormat;
pub use parts::DataPart;
pub use runs::{DataRuns, ScriptRuns, names_signal};
pub use steps::{Field, ScriptStep, SignalCondition, StepField, StepKind, steps};

/// Types that have user data of their own.
const INSTANCE: &str = "AWS::EC2::Instance";
const LAUNCH_TEMPLATE: &str = "AWS::EC2::LaunchTemplate";
const LAUNCH_CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";
/// The type that starts machines by a launch template or configuration.
pub const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
const USER_DATA: &str = "UserData";
const TEMPLATE_DATA: &str = "LaunchTemplateData";

/// What runs on a machine, as far as user data and packages tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BootSystem {
    /// Ubuntu and Debian: the helper scripts have to be installed.
    Debian,
    /// Amazon Linux and its relatives: the helper scripts are there, or a package away.
    Amazon,
    /// Windows: Amazon's images have them.
    Windows,
    /// Nothing says it.
    Unknown,
}

/// The user data of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserData {
    /// The resource that has it.
    pub holder: String,
    /// The property.
    pub at: Path,
    /// Its text, with where it stands.
    pub text: MappedText,
    /// How the machine reads it.
    pub format: DataFormat,
    steps: OnDemand<Vec<ScriptStep>>,
    commands: OnDemand<Vec<CommandSpans>>,
    /// What the machine runs.
    pub system: BootSystem,
    runs: OnDemand<DataRuns>,
}

/// What is read from user data when it is first asked for. That of equal user data is equal.
#[derive(Clone, Debug)]
struct OnDemand<T>(OnceLock<T>);

impl<T> Default for OnDemand<T> {
    fn default() -> OnDemand<T> {
        OnDemand(OnceLock::new())
    }
}

impl<T> PartialEq for OnDemand<T> {
    fn eq(&self, _: &OnDemand<T>) -> bool {
        true
    }
}

impl<T> Eq for OnDemand<T> {}

impl UserData {
    /// The user data of the resource `holder`; `None` if it has none that is a text.
    pub fn of(document: &Document, holder: &str) -> Option<UserData> {
        let template = Template::of(document);
        let resource = template.resource(holder)?;
        UserData::at(document, resource, path_of(resource)?)
    }

    /// The user data of a resource at a path: a branch of its property.
    pub fn at(document: &Document, resource: Resource<'_>, at: Path) -> Option<UserData> {
        let text = MappedText::of(document, &at)?;
        let format = DataFormat::of(text.text());
        let system = system(Template::of(document), resource);
        let (steps, commands, runs) = (OnDemand::default(), OnDemand::default(), OnDemand::default());
        Some(UserData { holder: resource.id().to_string(), at, text, format, steps, commands, system, runs })
    }

    /// The same user data after edits of their text, where those change one scalar.
    pub fn after(&self, edits: &[Edit]) -> Option<UserData> {
        let text = self.text.after(edits)?;
        let (at, format) = (self.at.clone(), DataFormat::of(text.text()));
        let (steps, commands, runs) = (OnDemand::default(), OnDemand::default(), OnDemand::default());
        Some(UserData { holder: self.holder.clone(), at, text, format, steps, commands, system: self.system, runs })
    }

    /// The place of the first line of a part of the script, or of its first word where the line is made of fragments.
    pub fn beginning(&self, part: Range<usize>) -> Option<(Path, Range<usize>)> {
        let text = self.text.text().get(part.clone())?;
        let start = part.start + text.len() - text.trim_start().len();
        let line = text.trim_start().split('\n').next().unwrap_or_default().trim_end();
        let word = line.split(' ').next().unwrap_or_default();
        self.text.place(&(start..start + line.len())).or_else(|| self.text.place(&(start..start + word.len())))
    }

    /// The user data of the machine that works through the metadata of `init`.
    pub fn of_init(document: &Document, init: &str) -> Option<UserData> {
        UserData::of(document, &holder_of(Template::of(document), init)?)
    }

    /// The same for each text that a condition chooses from.
    pub fn all_of_init(document: &Document, init: &str) -> Vec<UserData> {
        let template = Template::of(document);
        let Some(resource) = holder_of(template, init).and_then(|holder| template.resource(&holder)) else {
            return Vec::new();
        };
        let paths = path_of(resource).map(|at| branches_of(document, &at)).unwrap_or_default();
        paths.into_iter().filter_map(|at| UserData::at(document, resource, at)).collect()
    }

    /// Its parts as cloud-init handles them.
    pub fn parts(&self) -> Vec<DataPart> {
        parts::parts(self.text.text())
    }

    /// The ways in which its scripts can end.
    pub fn runs(&self) -> &DataRuns {
        self.runs.0.get_or_init(|| runs::data_runs(self))
    }

    /// Whom it signals, each once.
    pub fn targets(&self) -> Vec<SignalTarget> {
        runs::targets(self)
    }

    /// The logical ids that it signals, those of handles too.
    pub fn signalled(&self) -> Vec<String> {
        self.targets().into_iter().filter_map(SignalTarget::name).collect()
    }

    /// What it does, step by step.
    pub fn steps(&self) -> &[ScriptStep] {
        self.steps.0.get_or_init(|| steps(self.text.text()))
    }

    /// The simple commands of the whole text.
    pub fn commands(&self) -> impl Iterator<Item = ShellCommand<'_>> {
        let text = self.text.text();
        let all = self.commands.0.get_or_init(|| command::commands(text).into_iter().map(CommandSpans::of).collect());
        all.iter().map(move |one| one.in_text(text))
    }

    /// The steps of a kind.
    pub fn steps_of(&self, kind: StepKind) -> impl Iterator<Item = &ScriptStep> {
        self.steps().iter().filter(move |step| step.kind == kind)
    }

    /// The calls of cfn-init that name the resource `init`, or the only one there is.
    pub fn calls_for<'u>(&'u self, init: &str) -> Vec<&'u ScriptStep> {
        let all: Vec<&ScriptStep> = self.steps_of(StepKind::Init).collect();
        let own: Vec<&ScriptStep> =
            all.iter().filter(|step| step.says(CfnOption::Resource) == Some(init)).copied().collect();
        if own.is_empty() && all.len() == 1 { all } else { own }
    }

    /// The config sets that the user data asks for, in order; `default` where it names none. `None` if it does not
    /// call cfn-init for this resource or says the sets by a function.
    pub fn sets(&self, init: &str) -> Option<Vec<String>> {
        let calls = self.calls_for(init);
        let call = calls.first()?;
        let said = call.says(CfnOption::ConfigSets).unwrap_or(super::init::DEFAULT_SET);
        (!said.contains("${")).then(|| said.split(',').map(str::to_string).collect())
    }

    /// The folder of the helper scripts, as cfn-init or cfn-signal is called, `/` at its end; empty if they are called
    /// by name alone.
    pub fn folder(&self) -> Option<String> {
        let text = WordLists::of(self.text.text()).text;
        [(StepKind::Init, &call::INIT), (StepKind::Signal, &call::SIGNAL)].iter().find_map(|(kind, program)| {
            let step = self.steps_of(*kind).find(|step| !step.fields.is_empty())?;
            let call = call::calls(&text, step.span.clone(), program).into_iter().next()?;
            let path = text.get(call.program)?.trim_end_matches(".exe").strip_suffix(program.name)?;
            Some(path.to_string())
        })
    }

    /// The folder of the helper scripts, or where this product installs them.
    pub fn folder_or_default(&self) -> String {
        self.folder().unwrap_or_else(|| folder_on(self.system).to_string())
    }

    /// True if the script ends at the first command that fails.
    pub fn stops_at_faults(&self) -> bool {
        self.runs().script().is_some_and(|script| script.runs.errexit)
    }
}

/// Where the helper scripts are on a system, `/` at the end.
pub fn folder_on(system: BootSystem) -> &'static str {
    match system {
        BootSystem::Debian | BootSystem::Amazon | BootSystem::Unknown => "/opt/aws/bin/",
        BootSystem::Windows => "",
    }
}

/// Where a resource has its user data, or would; `None` for types without.
pub fn path_of(resource: Resource<'_>) -> Option<Path> {
    let properties = resource.properties_path();
    match resource.kind()? {
        INSTANCE | LAUNCH_CONFIGURATION => Some(properties.join(USER_DATA)),
        LAUNCH_TEMPLATE => Some(properties.keys([TEMPLATE_DATA, USER_DATA])),
        _ => None,
    }
}

/// The paths of the texts that user data can be: the value itself, or the branches of `Fn::If`, also inside of
/// `Fn::Base64`.
pub fn branches_of(document: &Document, at: &Path) -> Vec<Path> {
    let inside = |at: Path| match document.node(&at).and_then(function::call).filter(|call| call.name == "Fn::Base64") {
        Some(call) => match branches(document, &call.argument_path(&at)) {
            chosen if chosen.len() > 1 => chosen,
            _ => vec![at],
        },
        None => vec![at],
    };
    branches(document, at).into_iter().flat_map(inside).collect()
}

/// The resource whose user data calls cfn-init for the metadata of `init`: the resource itself, the launch template or
/// configuration of a group, or whoever names it.
pub fn holder_of(template: Template<'_>, init: &str) -> Option<String> {
    let resource = template.resource(init)?;
    if matches!(resource.kind(), Some(INSTANCE | LAUNCH_CONFIGURATION | LAUNCH_TEMPLATE)) {
        return Some(init.to_string());
    }
    launch_name(resource).filter(|id| template.resource(id).is_some()).map(str::to_string)
}

/// The metadata for cfn-init that the machine with the user data of `holder` works through: those whose
/// [`holder_of`] it is.
pub fn inits_of<'d>(template: Template<'d>, holder: &str) -> impl Iterator<Item = Init<'d>> {
    template.inits().filter(move |init| {
        let resource = init.resource();
        match resource.kind() {
            Some(INSTANCE | LAUNCH_CONFIGURATION | LAUNCH_TEMPLATE) => resource.id() == holder,
            _ => launch_name(resource) == Some(holder) && template.resource(holder).is_some(),
        }
    })
}

/// The group that starts machines by a launch template or configuration.
pub fn group_of<'d>(template: Template<'d>, launch: &str) -> Option<&'d str> {
    template.resources_of(GROUP).find(|group| launch_name(*group) == Some(launch)).map(|group| group.id())
}

/// The groups by the launch template or configuration that they name: [`group_of`] for all at once.
pub fn groups_by_launch(template: Template<'_>) -> HashMap<&str, &str> {
    let mut groups = HashMap::new();
    for group in template.resources_of(GROUP) {
        if let Some(launch) = launch_name(group) {
            groups.entry(launch).or_insert(group.id());
        }
    }
    groups
}

/// The resource that CloudFormation waits for when the machine of `init` signals: the group of a launch template, else
/// the resource itself.
pub fn waited_for(template: Template<'_>, init: &str) -> String {
    group_of(template, init).unwrap_or(init).to_string()
}

/// What a machine runs: by its image, its user data, the packages, services and files of its metadata.
pub fn system(template: Template<'_>, resource: Resource<'_>) -> BootSystem {
    let by_image = image_of(template, resource).and_then(|image| of_image(&image.to_lowercase()));
    let by_text = || {
        let text = path_of(resource).and_then(|at| MappedText::of(template.document(), &at));
        let text = text.as_ref().map(MappedText::text).unwrap_or_default();
        match DataFormat::of(text) {
            DataFormat::Windows => Some(BootSystem::Windows),
            _ if ["cfn-init.exe", "cfn-signal.exe"].iter().any(|word| text.contains(word)) => Some(BootSystem::Windows),
            _ if text.contains("apt-get") || text.contains("apt ") => Some(BootSystem::Debian),
            _ if text.contains("yum ") || text.contains("dnf ") => Some(BootSystem::Amazon),
            _ => None,
        }
    };
    by_image.or_else(by_text).or_else(|| by_metadata(template, resource)).unwrap_or(BootSystem::Unknown)
}

/// The image as written: an id, the name of a public parameter, a function as JSON.
fn image_of(template: Template<'_>, resource: Resource<'_>) -> Option<String> {
    let own = resource.property("ImageId").or_else(|| resource.property(TEMPLATE_DATA)?.get("ImageId"))?;
    let parameter = named(own).and_then(|name| template.parameter(name)?.default());
    Some(parameter.map_or_else(|| to_json(&own.value()).to_string(), str::to_string))
}

/// The system that the name of an image contains, in lower case.
fn of_image(image: &str) -> Option<BootSystem> {
    const NAMES: [(&str, BootSystem); 7] = [
        ("windows", BootSystem::Windows),
        ("canonical", BootSystem::Debian),
        ("ubuntu", BootSystem::Debian),
        ("debian", BootSystem::Debian),
        ("amazon-linux", BootSystem::Amazon),
        ("al2023", BootSystem::Amazon),
        ("amzn", BootSystem::Amazon),
    ];
    NAMES.iter().find(|(name, _)| image.contains(name)).map(|row| row.1)
}

/// The system of the metadata: by package managers, service managers, paths of files.
fn by_metadata(template: Template<'_>, resource: Resource<'_>) -> Option<BootSystem> {
    let own = template.resource(resource.id()).and_then(|own| own.init());
    let is_own = |id: &str| id == resource.id();
    let others = inits_of(template, resource.id()).filter(|init| !is_own(init.resource().id()));
    let mut inits: Vec<Init<'_>> = own.into_iter().chain(others).collect();
    inits.sort_by_key(|init| init.node().span().start);
    let configs: Vec<_> = inits.into_iter().flat_map(|init| init.configs().collect::<Vec<_>>()).collect();
    let by_package = configs.iter().flat_map(|config| config.packages()).find_map(|package| match package.manager() {
        "apt" => Some(BootSystem::Debian),
        "yum" | "rpm" | "zypper" => Some(BootSystem::Amazon),
        "msi" => Some(BootSystem::Windows),
        _ => None,
    });
    let is_windows = || {
        configs.iter().any(|config| {
            let drive = |path: &str| path.get(1..3).is_some_and(|rest| rest == ":\\" || rest == ":/");
            let services = config.section(Section::Services).is_some_and(|node| node.get("windows").is_some());
            services || config.names(Section::Files).into_iter().any(drive)
        })
    };
    by_package.or_else(|| is_windows().then_some(BootSystem::Windows))
}

/// Resources with user data, in the order of the text, with whether it is there.
pub fn holders(template: Template<'_>) -> Vec<String> {
    let has = |resource: &Resource<'_>| {
        path_of(*resource).is_some_and(|at| template.document().node(&at).is_some())
            && resource.node().get(attribute::PROPERTIES).is_some()
    };
    template.resources().filter(has).map(|resource| resource.id().to_string()).collect()
}
