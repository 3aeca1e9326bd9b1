//! cfn-hup of a resource: its conf, hooks, unit and service in the metadata.
//!
//! Source: aws-cfn-bootstrap bin/cfn-hup, update_hooks.py; AWS page "cfn-hup". Reads a document; it changes and judges
//! nothing.

pub mod ini;

use super::Template;
use super::init::{DEFAULT_SET, Init};
use super::mapped_text::MappedText;
use super::user_data::{BootSystem, ScriptStep, StepKind, UserData, steps};
use crate::document::{Document, Path};
use ini::IniSection;

/// Name of the service.
pub const SERVICE: &str = "cfn-hup";
/// Section of the conf.
pub const MAIN: &str = "main";
/// Keys of a hook.
pub mod key {
    /// When it fires.
    pub const TRIGGERS: &str = "triggers";
    /// What it watches.
    pub const PATH: &str = "path";
    /// What it runs.
    pub const ACTION: &str = "action";
    /// Who runs it.
    pub const RUNAS: &str = "runas";
}
/// What a hook may wait for.
pub const TRIGGERS: [&str; 3] = ["post.add", "post.update", "post.remove"];

/// A text of cfn-hup in the metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HupText {
    /// The file's entry.
    pub file: Path,
    /// The text with where it stands; `None` if it is no text.
    pub text: Option<MappedText>,
}

impl HupText {
    /// Its path on the machine.
    pub fn name(&self) -> &str {
        self.file.last_key().unwrap_or_default()
    }

    /// The sections of the text.
    pub fn groups(&self) -> Vec<IniSection> {
        self.text.as_ref().map(|text| ini::groups(text.text())).unwrap_or_default()
    }
}

/// A hook, with the file that has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hook {
    /// The file's entry.
    pub file: Path,
    /// Name of its section.
    pub name: String,
}

/// What the metadata of a resource say of cfn-hup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hup {
    /// The resource that carries the metadata.
    pub resource: String,
    /// `cfn-hup.conf`.
    pub conf: Option<HupText>,
    /// `hooks.conf` and the files of `hooks.d`, in the order of the text.
    pub hooks: Vec<HupText>,
    /// The unit of systemd.
    pub unit: Option<Path>,
    /// The entries among the services.
    pub services: Vec<Path>,
    /// What user data tell.
    pub asked: Asked,
}

/// What user data tells of how cfn-init is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Config sets, with commas.
    pub sets: String,
    /// Folder of the helper scripts, `/` at its end.
    pub folder: String,
    /// What the machine runs.
    pub system: BootSystem,
    /// True if it calls cfn-init at all.
    pub called: bool,
}

impl Hup {
    /// What the metadata of `resource` say; `None` if there are none.
    pub fn of(document: &Document, resource: &str) -> Option<Hup> {
        Hup::with_data(document, resource, UserData::of_init(document, resource).as_ref())
    }

    /// The same with the user data of the machine that works through the metadata.
    pub fn with_data(document: &Document, resource: &str, data: Option<&UserData>) -> Option<Hup> {
        let init = Template::of(document).resource(resource)?.init()?;
        let mut hup = Hup {
            resource: resource.to_string(),
            conf: None,
            hooks: Vec::new(),
            unit: None,
            services: Vec::new(),
            asked: Asked::of(data, resource),
        };
        for config in init.configs() {
            for file in config.files() {
                let at = file.path().clone();
                let name = at.last_key().unwrap_or_default().replace('\\', "/").to_lowercase();
                let written = || HupText { file: at.clone(), text: MappedText::of(document, &at.join("content")) };
                if name.ends_with("/cfn-hup.conf") {
                    hup.conf.get_or_insert_with(written);
                } else if name.ends_with("/cfn/hooks.conf") || name.contains("/cfn/hooks.d/") {
                    hup.hooks.push(written());
                } else if name.ends_with("/cfn-hup.service") {
                    hup.unit.get_or_insert(at);
                }
            }
            let own = config.services().filter(|service| matches!(service.name(), SERVICE | "cfn-hup.service"));
            hup.services.extend(own.map(|service| service.path().clone()));
        }
        Some(hup)
    }

    /// True if nothing of it is there.
    pub fn is_off(&self) -> bool {
        self.conf.is_none() && self.hooks.is_empty() && self.unit.is_none() && self.services.is_empty()
    }

    /// True if conf, a hook and the service are there.
    pub fn is_on(&self) -> bool {
        self.conf.is_some() && !self.hooks.is_empty() && !self.services.is_empty()
    }

    /// The hooks of all files.
    pub fn all_hooks(&self) -> Vec<Hook> {
        let of = |written: &HupText| {
            let groups = written.groups().into_iter();
            groups.map(|group| Hook { file: written.file.clone(), name: group.name }).collect::<Vec<_>>()
        };
        self.hooks.iter().flat_map(of).collect()
    }

    /// The hook that runs cfn-init when this resource's metadata change.
    pub fn reloader(&self) -> Option<(&HupText, IniSection)> {
        let runs = |group: &IniSection| group.value(key::ACTION).is_some_and(|action| action.contains("cfn-init"));
        self.hooks.iter().find_map(|written| Some((written, written.groups().into_iter().find(runs)?)))
    }

    /// The section [main] of the conf, if it can be read.
    pub fn main(&self) -> Option<(&HupText, IniSection)> {
        let conf = self.conf.as_ref()?;
        Some((conf, conf.groups().into_iter().find(|group| group.name == MAIN)?))
    }

    /// The hooks of all files that can be read.
    pub fn groups(&self) -> Vec<(&HupText, IniSection)> {
        self.hooks.iter().flat_map(|written| written.groups().into_iter().map(move |group| (written, group))).collect()
    }

    /// The hooks that call cfn-init, each with its action and the call.
    pub fn init_calls(&self) -> Vec<(&HupText, IniSection, String, ScriptStep)> {
        let call = |(written, group): (_, IniSection)| {
            let action = group.value(key::ACTION)?.to_string();
            let call = steps(&action).into_iter().find(|step| step.kind == StepKind::Init)?;
            Some((written, group, action, call))
        };
        self.groups().into_iter().filter_map(call).collect()
    }

    /// The text of a file of cfn-hup.
    pub fn written(&self, file: &Path) -> Option<&HupText> {
        self.conf.iter().chain(&self.hooks).find(|written| written.file == *file)
    }

    /// Files whose change has to restart the service.
    pub fn files(&self) -> Vec<Path> {
        let texts = self.conf.iter().chain(&self.hooks).map(|written| written.file.clone());
        texts.chain(self.unit.clone()).collect()
    }
}

impl Asked {
    fn of(data: Option<&UserData>, resource: &str) -> Asked {
        let sets = data.and_then(|data| data.sets(resource));
        Asked {
            called: sets.is_some(),
            sets: sets.map_or_else(|| DEFAULT_SET.to_string(), |sets| sets.join(",")),
            folder: data.map_or_else(|| "/opt/aws/bin/".to_string(), UserData::folder_or_default),
            system: data.map_or(BootSystem::Unknown, |data| data.system),
        }
    }

    /// True if what it runs has systemd, and no unit for cfn-hup of its own.
    pub fn wants_unit(&self, init: Init<'_>) -> bool {
        let sysvinit = init.configs().any(|config| config.services().any(|service| service.manager() == "sysvinit"));
        match self.system {
            BootSystem::Debian => true,
            BootSystem::Unknown => !sysvinit,
            BootSystem::Amazon | BootSystem::Windows => false,
        }
    }
}
