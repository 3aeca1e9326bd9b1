//! Rehearsal: a template → the files that run the real cfn-init on the user's own machine, in a container, without AWS.
//!
//! ```text
//! Document, resource, values  ->  Rehearsal { files, notes }  ->  a folder, a zip
//! ```
//!
//! What must never be here: a file system, the page, a value of the template inside of a script or of the container file.
//! The scripts are the same for every template; what they need to know stands in files beside them.
//!
//! Source: AWS pages "cfn-init", "CloudFormation helper scripts reference" and "Release history for CloudFormation helper
//! scripts".

mod container;
mod helper_scripts;
mod no_echo;
mod readme;
mod script;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::json;

use crate::boot::{self, BootRun};
use crate::document::Document;
use crate::template::Template;
use crate::template::evaluate::{EvaluateError, Evaluation, ParameterValues};
use crate::template::system::Machine;
use crate::template::user_data::holder_of;
use crate::zip::{self, ZipEntry};
use container::Container;
use no_echo::NoEchoValue;
use script::ResolvedScript;

const PREPARE: &str = include_str!("machine/prepare.sh");
const REHEARSE: &str = include_str!("machine/rehearse.sh");
const DOUBLE: &str = include_str!("machine/double.sh");
const HELPER: &str = include_str!("machine/helper.sh");
const ASK: &str = include_str!("machine/ask.py");

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearsalFile {
    /// Its path inside of the folder, with `/`.
    pub path: &'static str,
    /// True for a program.
    pub is_executable: bool,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl RehearsalFile {
    /// Its mode, as chmod takes it.
    pub fn mode(&self) -> u32 {
        if self.is_executable { 0o755 } else { 0o644 }
    }
}

/// The bundle for a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// The resource whose metadata cfn-init gets.
    pub resource: String,
    /// The files, each path once.
    pub files: Vec<RehearsalFile>,
    /// What differs from the machine because of this template, a sentence each.
    pub notes: Vec<String>,
    /// True if the container asks for values of NoEcho parameters.
    pub is_asking: bool,
}

/// Why there is no bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RehearsalError {
    /// The resource has no metadata for cfn-init, or is none of the template.
    NoInit(String),
    /// The machine runs Windows.
    Windows(String),
    /// A value cannot be resolved.
    Value(EvaluateError),
}

impl fmt::Display for RehearsalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RehearsalError::NoInit(message) => f.write_str(message),
            RehearsalError::Windows(id) => {
                write!(f, "{id} runs Windows, and the container Linux: its cfn-init cannot be rehearsed.")
            }
            RehearsalError::Value(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for RehearsalError {}

impl From<EvaluateError> for RehearsalError {
    fn from(fault: EvaluateError) -> RehearsalError {
        RehearsalError::Value(fault)
    }
}

/// Logical ids of the resources that can be rehearsed: those with metadata for cfn-init.
pub fn resources(document: &Document) -> Vec<String> {
    Evaluation::init_ids(Template::of(document))
}

/// What the bundle is made of.
struct BundleParts<'f> {
    resource: &'f str,
    container: Container,
    helpers: helper_scripts::HelperScripts,
    script: Result<ResolvedScript, String>,
    config_sets: Vec<String>,
    no_echo: Vec<NoEchoValue>,
    stand_ins: BTreeMap<String, String>,
    predicted: String,
    notes: Vec<String>,
}

impl Rehearsal {
    /// The bundle for the resource `id`. `given` are values of parameters and of pseudo parameters such as
    /// `AWS::Region`; a parameter that is left out has its default, a NoEcho parameter always a generated value.
    ///
    /// # Errors
    /// [`RehearsalError`] if the resource has no metadata for cfn-init, runs Windows, or a value cannot be resolved.
    pub fn of(document: &Document, id: &str, given: &ParameterValues) -> Result<Rehearsal, RehearsalError> {
        let template = Template::of(document);
        let ids = resources(document);
        if !ids.iter().any(|own| own == id) {
            let others = match ids.as_slice() {
                [] => "No resource has it.".to_string(),
                ids => format!("It is on {}.", ids.join(", ")),
            };
            return Err(RehearsalError::NoInit(format!("{id} has no AWS::CloudFormation::Init. {others}")));
        }
        let mut no_echo = no_echo::values(template);
        let hidden: ParameterValues = no_echo.iter().map(|one| (one.name.clone(), one.value.clone())).collect();
        let mut evaluation = Evaluation::of(template, given).with_no_echo(&hidden);
        let Some(metadata) = evaluation.metadata(id)? else {
            return Err(RehearsalError::NoInit(format!("{id} has no Metadata.")));
        };
        // The machine's resource as it is written, in a loop too.
        let written = evaluation.enter(id).map_or(id, |resource| resource.id());
        let holder = holder_of(template, written).unwrap_or_else(|| written.to_string());
        if Machine::find(template, &holder).is_some_and(|machine| machine.is_windows(template)) {
            return Err(RehearsalError::Windows(id.to_string()));
        }
        let data = script::resolved(&mut evaluation, template, &holder);
        let script = data.as_ref().map_err(String::clone).and_then(|data| script::script(data));
        let mut notes: Vec<String> = evaluation.left_out().iter().map(ToString::to_string).collect();
        let text = script.as_ref().map(|script| script.text.as_str()).unwrap_or_default();
        let config_sets = script::config_sets(data.as_deref().unwrap_or_default(), id, &mut notes);
        let container = Container::of(template, &holder, &mut notes);
        let helpers = helper_scripts::of(text, container.os.family(), &mut notes);
        let mut stand_ins = evaluation.stand_ins().clone();
        no_echo.retain(|one| stand_ins.remove(&one.name).is_some());
        let written = format!("{metadata}\n{text}");
        no_echo.iter_mut().for_each(|one| one.is_asked &= written.contains(&one.value));
        notes.extend(no_echo.iter().filter_map(NoEchoValue::note));
        let plan = boot::plan(document, id, given, BootRun::First);
        let predicted = plan.map_or_else(|| "nothing.".to_string(), |plan| plan.verdict());
        let facts =
            BundleParts { resource: id, container, helpers, script, config_sets, no_echo, stand_ins, predicted, notes };
        Ok(facts.bundle(&metadata))
    }

    /// The files as a zip archive, in a folder of the image's name. `None` if they are larger than the format takes.
    pub fn archive(&self) -> Option<Vec<u8>> {
        let paths: Vec<String> = self.files.iter().map(|file| format!("{IMAGE}/{}", file.path)).collect();
        let entries: Vec<ZipEntry<'_>> = self
            .files
            .iter()
            .zip(&paths)
            .map(|(file, path)| ZipEntry { path, mode: file.mode(), bytes: &file.bytes })
            .collect();
        zip::archive(&entries)
    }

    /// The two commands, to be run in the folder of the files: the first makes the image, the second rehearses.
    pub fn commands(&self) -> [String; 2] {
        let asking = if self.is_asking { " --interactive --tty" } else { "" };
        [format!("docker build --file Containerfile --tag {IMAGE} ."), format!("docker run --rm{asking} {IMAGE}")]
    }
}

/// The name that the commands give the image.
const IMAGE: &str = "cf-init-rehearsal";

impl BundleParts<'_> {
    fn bundle(self, metadata: &serde_json::Value) -> Rehearsal {
        let asked: Vec<_> = self.no_echo.iter().filter(|one| one.is_asked).collect();
        let mut rehearsal = Rehearsal {
            resource: self.resource.to_string(),
            files: Vec::new(),
            notes: self.notes.clone(),
            is_asking: !asked.is_empty(),
        };
        let mut files = Vec::new();
        let mut add = |path, is_executable, text: &str| {
            files.push(RehearsalFile { path, is_executable, bytes: text.as_bytes().to_vec() });
        };
        let line = |text: &str| format!("{text}\n");
        add("README.txt", false, &readme::write(&self, &rehearsal));
        add("Containerfile", false, &self.container.file());
        add("machine/prepare.sh", true, PREPARE);
        add("machine/rehearse.sh", true, REHEARSE);
        add("machine/double.sh", true, DOUBLE);
        add("machine/helper.sh", true, HELPER);
        add("machine/ask.py", false, ASK);
        add("machine/family", false, &line(self.container.os.family().manager()));
        add("machine/user", false, &line(self.container.os.user()));
        add("machine/helpers", false, &line(&self.helpers.address));
        add("template/metadata.json", false, &line(&format!("{metadata:#}")));
        add("template/resource", false, &line(self.resource));
        add("template/config-sets", false, &line(&self.config_sets.join("\n")));
        add("template/predicted", false, &line(&self.predicted));
        if let Ok(script) = &self.script {
            add("template/user-data", false, &script.with_helper());
        }
        if !asked.is_empty() {
            let entry = |one: &&NoEchoValue| json!({"name": one.name, "standIn": one.value});
            let entries: Vec<_> = asked.iter().map(entry).collect();
            add("template/no-echo.json", false, &line(&format!("{:#}", json!(entries))));
        }
        rehearsal.files = files;
        rehearsal
    }
}

#[cfg(test)]
mod tests;
