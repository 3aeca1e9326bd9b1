//! What is said of user data: each step in a sentence, what is risky, whom new steps would name.

use super::{GROUP, Kind, Says, Step, System, UserData, When, group_of, holder_of, write};
use crate::document::Document;
use crate::template::Template;

/// Something risky in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What is so, and what comes of it.
    pub said: String,
    /// What mends it.
    pub mend: Option<Mend>,
}

/// A change of the script as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The signal is sent by a trap.
    Trap,
}

impl Mend {
    /// For a button.
    pub fn verb(self) -> &'static str {
        match self {
            Mend::Trap => "Signal even on failure",
        }
    }
}

impl Kind {
    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Interpreter => "Interpreter",
            Kind::Install => "Helper scripts",
            Kind::Init => "cfn-init",
            Kind::Health => "Health check",
            Kind::Signal => "cfn-signal",
            Kind::Own => "Your own lines",
        }
    }
}

/// What is risky in the script of a machine.
pub fn advice(data: &UserData) -> Vec<Advice> {
    let mut found = Vec::new();
    let signals: Vec<&Step> = data.steps_of(Kind::Signal).collect();
    let trapped = signals.iter().any(|step| step.when == Some(When::Trap));
    let reached = signals.iter().any(|step| step.when == Some(When::Reached));
    let called = signals.iter().any(|step| step.when == Some(When::Called));
    let can = write::trap_fault(data).is_none().then_some(Mend::Trap);
    if reached && !trapped && !called && data.stops_at_faults() {
        found.push(Advice {
            said: "The script ends at the first command that fails. cfn-signal is not reached then, and CloudFormation waits until its time is over.".into(),
            mend: can,
        });
    } else if reached && !trapped && !called && data.steps_of(Kind::Install).next().is_some() {
        found.push(Advice {
            said: "cfn-signal reports only the command right before it. Earlier failures go unreported.".into(),
            mend: can,
        });
    }
    let constant = signals.iter().filter(|step| step.when == Some(When::Reached) && !called && !trapped);
    if constant
        .into_iter()
        .any(|step| step.says(Says::ExitCode) == Some("0") || step.says(Says::Success) == Some("true"))
        && !data.stops_at_faults()
    {
        found.push(Advice { said: "cfn-signal says success whatever happened before.".into(), mend: can });
    }
    for step in data.steps_of(Kind::Init).chain(data.steps_of(Kind::Signal)) {
        let handle = step.says(Says::Handle).is_some();
        if !step.fields.is_empty() && !handle && step.says(Says::Region).is_none() {
            let who = step.kind.title();
            found.push(Advice { said: format!("{who} is called without --region: it asks in us-east-1."), mend: None });
        }
    }
    found
}

/// A sentence about a step; empty where its fields say all.
pub fn said_of_step(step: &Step) -> &'static str {
    match (step.kind, step.when) {
        (Kind::Signal, Some(When::Trap)) if step.fields.is_empty() => {
            "Calls the function above, however the script ends."
        }
        (Kind::Signal, Some(When::Trap)) => "Sent however the script ends, once the helper scripts are there.",
        (Kind::Signal, Some(When::Called)) => "Sent where the script calls it.",
        (Kind::Signal, _) => "Sent when the script comes to this line.",
        (Kind::Install, _) => "Brings cfn-init, cfn-signal and cfn-hup.",
        (Kind::Own, _) => "Left as they are.",
        (Kind::Init | Kind::Health, _) if step.bound => "Stands in a block of the script.",
        (Kind::Interpreter | Kind::Init | Kind::Health, _) => "",
    }
}

/// What a system means for the helper scripts.
pub fn said_of_system(system: System) -> &'static str {
    match system {
        System::Debian => "Ubuntu or Debian: the script has to install the helper scripts.",
        System::Amazon => "Amazon Linux: the helper scripts are in most images.",
        System::Windows => "Windows: Amazon’s images have the helper scripts.",
        System::Unknown => "Nothing in the template tells which system the image has.",
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
