//! User data in words: each step in a sentence, and the resources that new steps would name.

use super::{BootSystem, CfnOption, GROUP, ScriptStep, SignalCondition, StepField, StepKind, group_of, holder_of};
use crate::document::Document;
use crate::schema::Property;
use crate::schema::script::{INIT, SIGNAL, STEP};
use crate::template::Template;

impl StepKind {
    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            StepKind::Interpreter => "Interpreter",
            StepKind::Install => "Helper scripts",
            StepKind::Init => "cfn-init",
            StepKind::Health => "Health check",
            StepKind::Signal => "cfn-signal",
            StepKind::Own => "Your own lines",
        }
    }
}

impl StepField {
    /// Label and help of the field in a step of a kind.
    pub fn property(self, kind: StepKind) -> Option<Property> {
        let key = match self {
            StepField::Shell => "shell",
            StepField::Address => "address",
            StepField::Tries => "tries",
            StepField::Pause => "pause",
            StepField::Says(option) => match option {
                CfnOption::Stack => "stack",
                CfnOption::Resource => "resource",
                CfnOption::ConfigSets => "configsets",
                CfnOption::Region => "region",
                CfnOption::ExitCode => "exit-code",
                CfnOption::Success => "success",
                CfnOption::Url => "url",
                CfnOption::Handle => "handle",
                CfnOption::Other => "other",
            },
        };
        let table = match self {
            StepField::Says(_) if kind == StepKind::Init => INIT,
            StepField::Says(_) => SIGNAL,
            _ => STEP,
        };
        table.iter().find(|row| row.key == key).copied()
    }
}

/// A sentence about a step; empty where its fields say all.
pub fn said_of_step(step: &ScriptStep) -> &'static str {
    match (step.kind, step.when) {
        (StepKind::Signal, Some(SignalCondition::Trap)) if step.fields.is_empty() => {
            "Calls the function above, however the script ends."
        }
        (StepKind::Signal, Some(SignalCondition::Trap)) => {
            "Sent however the script ends, once the helper scripts are there."
        }
        (StepKind::Signal, Some(SignalCondition::Called)) => "Sent where the script calls it.",
        (StepKind::Signal, _) => "Sent when the script comes to this line.",
        (StepKind::Install, _) => "Brings cfn-init, cfn-signal and cfn-hup.",
        (StepKind::Own, _) => "Left as they are.",
        (StepKind::Init | StepKind::Health, _) if step.bound => "Stands in a block of the script.",
        (StepKind::Interpreter | StepKind::Init | StepKind::Health, _) => "",
    }
}

/// What a system means for the helper scripts.
pub fn said_of_system(system: BootSystem) -> &'static str {
    match system {
        BootSystem::Debian => "Ubuntu or Debian: the script has to install the helper scripts.",
        BootSystem::Amazon => "Amazon Linux: the helper scripts are in most images.",
        BootSystem::Windows => "Windows: Amazon’s images have the helper scripts.",
        BootSystem::Unknown => "Nothing in the template tells which system the image has.",
    }
}

/// The resource whose metadata a new call of cfn-init names.
pub fn init_for(document: &Document, holder: &str) -> String {
    let template = Template::of(document);
    let ids: Vec<&str> = template.inits().map(|init| init.resource().id()).collect();
    let own = ids.iter().find(|id| **id == holder);
    let of_holder = ids.iter().find(|id| holder_of(template, id).as_deref() == Some(holder));
    own.or(of_holder).map_or(holder, |id| id).to_string()
}

/// The resource that a new call of cfn-signal names: the group of a launch template, else the machine.
pub fn target_for(document: &Document, holder: &str) -> String {
    let template = Template::of(document);
    let is_group = template.resource(holder).is_some_and(|one| one.kind() == Some(GROUP));
    if is_group { holder.to_string() } else { group_of(template, holder).unwrap_or(holder).to_string() }
}
