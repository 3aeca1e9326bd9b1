//! The first boot: cloud-init runs the user data, which calls cfn-init and cfn-signal.

use std::ops::{Range, RangeInclusive};

use super::builder::PlanBuilder;
use super::call;
use super::plan::{BootStep, BootStepKind, OnFailure, PlanGap, StepOutcome};
use crate::document::Document;
use crate::template::init::DEFAULT_SET;
use crate::template::resource::attribute;
use crate::template::user_data::{CfnOption, DataFormat, ScriptStep, SignalCondition, StepKind, UserData, waited_for};
use crate::template::{Resource, Template, duration, signal};

/// Adds the steps of the first boot of the machine of a resource.
pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>) {
    let Some(data) = UserData::of_init(builder.document, resource.id()) else {
        uncalled(builder, resource);
        return;
    };
    let is_run = reading(builder, &data);
    if !is_run {
        return;
    }
    let calls = data.calls_for(resource.id());
    let ends = data.stops_at_faults();
    let mut is_ended = false;
    for step in &data.steps {
        let is_call = step.kind == StepKind::Init && calls.contains(&step);
        let at = script_step(builder, &data, step, ends, is_ended);
        if step.kind != StepKind::Init || is_ended {
            continue;
        }
        let Some(called) = called(builder, step, resource, is_call) else { continue };
        let had_stop = builder.has_stop();
        let sets = asked(builder, &data, step);
        call::steps(builder, called, &sets, at);
        is_ended = builder.has_stop() && !had_stop && ends && !step.or_else;
    }
    if !builder.is_called && resource.init().is_some() {
        uncalled(builder, resource);
    }
    decision(builder, &data.holder);
}

/// What CloudFormation waits for before the resource counts as made.
fn decision(builder: &mut PlanBuilder<'_, '_>, holder: &str) {
    let template = Template::of(builder.document);
    let id = waited_for(template, holder);
    let Some(resource) = template.resource(&id) else { return };
    let path = resource.path().join(attribute::CREATION_POLICY);
    let (path, detail) = match signal::waits(resource) {
        Some(waits) => {
            let time = waits.seconds.map_or_else(|| "the time that the template computes".into(), duration::in_words);
            let signals = if waits.count == "1" { "a signal" } else { &format!("{} signals", waits.count) };
            (path, format!("waits for {signals} with success within {time}, else {id} fails"))
        }
        None => (resource.path(), format!("does not wait for {id}: it counts as made when the machine runs")),
    };
    let lines = builder.document.entry_lines(&path);
    let step = BootStep::new(BootStepKind::Stack, "CloudFormation", path);
    builder.push(BootStep { lines, detail, outcome: StepOutcome::Open, ..step });
}

/// The step in which cloud-init reads the user data; false if nothing of them runs.
fn reading(builder: &mut PlanBuilder<'_, '_>, data: &UserData) -> bool {
    let name = if data.format == DataFormat::Windows { "EC2Launch" } else { "cloud-init" };
    let detail = match data.format {
        DataFormat::Shell => "runs the user data once, as root".to_string(),
        format => format!("reads the user data, which is {}", format.name()),
    };
    let lines = builder.document.entry_lines(&data.at);
    let mut step = BootStep { lines, detail, ..BootStep::new(BootStepKind::UserData, name, data.at.clone()) };
    let is_run = !data.format.is_never_run();
    if !is_run {
        let what = data.format.name();
        step.outcome = StepOutcome::Fails(format!("The user data is {what}: the machine runs nothing of it."));
    }
    builder.push(step);
    is_run
}

/// Adds a step of the script; its position.
fn script_step(
    builder: &mut PlanBuilder<'_, '_>,
    data: &UserData,
    step: &ScriptStep,
    ends: bool,
    is_ended: bool,
) -> usize {
    let text = data.text.text().get(step.span.clone()).unwrap_or_default();
    let mut plan = BootStep {
        lines: lines(builder.document, data, step.span.clone()),
        detail: first_command(text).to_string(),
        on_failure: if ends && !step.or_else { OnFailure::EndsScript } else { OnFailure::ScriptGoesOn },
        outcome: if step.kind == StepKind::Interpreter { StepOutcome::Done } else { StepOutcome::Open },
        ..BootStep::new(BootStepKind::Script(step.kind), step.kind.title(), data.at.clone())
    };
    if is_ended && step.when != Some(SignalCondition::Trap) {
        plan.outcome = StepOutcome::NotReached;
    }
    let at = builder.push(plan);
    if matches!(step.kind, StepKind::Own | StepKind::Install) {
        builder.runs(text, at);
    }
    at
}

/// The resource whose metadata a call of cfn-init reads, if it is one of the template.
fn called<'d>(
    builder: &PlanBuilder<'d, '_>,
    step: &ScriptStep,
    resource: Resource<'d>,
    is_own: bool,
) -> Option<Resource<'d>> {
    if is_own {
        return Some(resource);
    }
    let id = step.says(CfnOption::Resource)?;
    Template::of(builder.document).resource(id)
}

/// The config sets that a call asks for.
fn asked(builder: &mut PlanBuilder<'_, '_>, data: &UserData, step: &ScriptStep) -> Vec<String> {
    let said = step.says(CfnOption::ConfigSets).unwrap_or(DEFAULT_SET).to_string();
    let said = match said.contains("${") {
        true => builder.values.substituted(&said),
        false => Some(said),
    };
    match said {
        Some(said) => said.split(',').map(str::to_string).collect(),
        None => {
            let message = "Which config sets the call asks for is known at a deployment only.".to_string();
            builder.gaps.push(PlanGap { path: data.at.clone(), message });
            Vec::new()
        }
    }
}

/// What a call of cfn-init would do that nothing in the template makes.
fn uncalled<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>) {
    let path = resource.init().map_or_else(|| resource.path(), |init| init.path());
    let message = format!("No user data of the template calls cfn-init for {}.", resource.id());
    builder.notes.push(PlanGap { path: path.clone(), message });
    let step = BootStep {
        detail: "cfn-init, called by hand or by a script outside of the template".into(),
        ..BootStep::new(BootStepKind::Call, "cfn-init", path)
    };
    let at = builder.push(step);
    call::steps(builder, resource, &[DEFAULT_SET.to_string()], at);
}

/// Lines of the document that a part of the script takes, without blank lines around it.
pub(super) fn lines(document: &Document, data: &UserData, span: Range<usize>) -> Option<RangeInclusive<usize>> {
    let text = data.text.text().get(span.clone())?;
    let start = span.start + text.len() - text.trim_start().len();
    let end = span.start + text.trim_end().len();
    let line = |at: usize| {
        let length = data.text.text().get(at..)?.chars().next()?.len_utf8();
        let (path, part) = data.text.place(&(at..at + length))?;
        document.line_of_part(&path, &part)
    };
    let last = data.text.text().get(start..end)?.rfind('\n').map_or(start, |at| start + at + 1);
    let last = last + data.text.text().get(last..end)?.len() - data.text.text().get(last..end)?.trim_start().len();
    let first = line(start)?;
    Some(first..=line(last).unwrap_or(first).max(first))
}

/// The first line of a part of a script that is neither blank nor a comment.
fn first_command(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    lines.find(|line| !line.starts_with('#')).unwrap_or(first)
}
