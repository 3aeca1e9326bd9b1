//! The reload: cfn-hup finds that the metadata have changed and runs the actions of its hooks.
//!
//! Source: bin/cfn-hup and update_hooks.py of aws-cfn-bootstrap: `post.update` needs an old and a new value that differ;
//! the value is stored only if the action succeeds, so a failed one is run again at each pass.

use super::builder::PlanBuilder;
use super::call;
use super::plan::{BootStep, BootStepKind, Certainty, NeedKind, OnFailure, PlanGap, StepNeed, StepOutcome};
use crate::document::Path;
use crate::template::hup::ini::IniSection;
use crate::template::hup::{Hup, HupText, key};
use crate::template::init::DEFAULT_SET;
use crate::template::user_data::{CfnOption, StepKind, steps as script_steps};
use crate::template::{Resource, Template};

/// Minutes between two passes if the conf says nothing.
const INTERVAL: &str = "15";

/// Adds the steps of a reload after a change of the metadata of a resource.
pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>) {
    let Some(hup) = Hup::of(builder.document, resource.id()) else {
        note(builder, resource.path(), format!("{} has no metadata for cfn-init: nothing is reloaded.", resource.id()));
        return;
    };
    let Some(conf) = &hup.conf else {
        let message =
            "No file of the metadata is cfn-hup.conf: a change of the metadata changes nothing on the machine.";
        note(builder, resource.path(), message.into());
        return;
    };
    if hup.services.is_empty() {
        note(builder, conf.file.clone(), "No service starts cfn-hup: it runs only if something else starts it.".into());
    }
    let main = hup.main();
    let interval = main.as_ref().and_then(|(_, main)| main.value("interval")).unwrap_or(INTERVAL);
    let step = BootStep {
        lines: builder.document.entry_lines(&conf.file),
        detail: format!("asks for the metadata every {interval} minutes, and starts when they have changed"),
        ..BootStep::new(BootStepKind::Unit, "cfn-hup", conf.file.clone())
    };
    let hooks = hup.groups();
    let outcome = match hooks.is_empty() {
        true => StepOutcome::Fails("No hook can be read: cfn-hup ends with exit code 1.".into()),
        false => StepOutcome::Done,
    };
    builder.push(BootStep { outcome, ..step });
    for (written, hook) in hooks {
        run_hook(builder, resource, written, &hook);
    }
    if !builder.is_called {
        note(builder, conf.file.clone(), "No hook that fires calls cfn-init: the change is not applied.".into());
    }
}

fn note(builder: &mut PlanBuilder<'_, '_>, path: Path, message: String) {
    builder.notes.push(PlanGap { path, message });
}

/// Adds a hook, and what cfn-init does if its action calls it.
fn run_hook<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>, written: &HupText, hook: &IniSection) {
    let value = |name: &str| hook.value(name).unwrap_or_default().trim().to_string();
    let (triggers, path, action) = (value(key::TRIGGERS), value(key::PATH), value(key::ACTION));
    let mut step = BootStep {
        lines: lines(builder, written, hook),
        detail: action.clone(),
        on_failure: OnFailure::Retried,
        outcome: StepOutcome::Open,
        ..BootStep::new(BootStepKind::Call, hook.name.clone(), written.file.clone())
    };
    let user = value(key::RUNAS);
    if !user.is_empty() {
        step.needs.push(builder.account(NeedKind::User, &user));
    }
    let idle = idle(&triggers, &path, &action, resource.id());
    if let Some(reason) = idle {
        step.detail = reason;
        step.outcome = StepOutcome::Skipped;
        builder.push(step);
        return;
    }
    let program = action.split_whitespace().next().unwrap_or_default().to_string();
    step.needs.push(StepNeed { kind: NeedKind::Program, name: program, made_by: None, is_there: Certainty::Open });
    let at = builder.push(step);
    let calls = script_steps(&action);
    for call in calls.iter().filter(|step| step.kind == StepKind::Init) {
        let Some(id) = call.says(CfnOption::Resource) else { continue };
        let named = builder.values.substituted(id).unwrap_or_else(|| id.to_string());
        let Some(called) = Template::of(builder.document).resource(&named) else { continue };
        let said = call.says(CfnOption::ConfigSets).unwrap_or(DEFAULT_SET).to_string();
        let said = builder.values.substituted(&said).unwrap_or(said);
        let sets: Vec<String> = said.split(',').map(str::to_string).collect();
        call::steps(builder, called, &sets, at);
    }
}

/// Why a hook does not run when the metadata of a resource change; `None` if it does.
fn idle(triggers: &str, path: &str, action: &str, id: &str) -> Option<String> {
    if triggers.is_empty() || path.is_empty() || action.is_empty() {
        return Some("lacks triggers, path or action: cfn-hup leaves it out".into());
    }
    if !triggers.split(',').any(|one| one.trim() == "post.update") {
        return Some(format!("does not run: its triggers are {triggers}, and a change is post.update"));
    }
    let mut words = path.split('.');
    let (first, named, what) = (words.next(), words.next(), words.next());
    let is_resources = first.is_some_and(|word| word.eq_ignore_ascii_case("resources"));
    // The id may be given by a function, which is shown as ${…}.
    let is_own = named == Some(id) || path.contains("${");
    let is_metadata = what.is_some_and(|word| word.eq_ignore_ascii_case("metadata")) || path.contains("${");
    match (is_resources, is_own, is_metadata) {
        (false, ..) => Some(format!("does not run: cfn-hup ends at the path {path}")),
        (true, false, _) => Some(format!("does not run: it watches {path}")),
        (true, true, false) => Some(format!("does not run: it watches {path}, not the metadata")),
        (true, true, true) => None,
    }
}

fn lines(
    builder: &PlanBuilder<'_, '_>,
    written: &HupText,
    hook: &IniSection,
) -> Option<std::ops::RangeInclusive<usize>> {
    let text = written.text.as_ref()?;
    let line = |part: &std::ops::Range<usize>| {
        let (path, part) = text.place(part)?;
        builder.document.line_of_part(&path, &part)
    };
    let first = line(&hook.name_span)?;
    let last = hook.entries.last().and_then(|entry| line(&entry.value_span)).unwrap_or(first);
    Some(first..=last.max(first))
}
