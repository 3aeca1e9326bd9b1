//! The first boot: cloud-init works through the user data, part by part; its scripts call cfn-init and cfn-signal.

use std::ops::Range;

use super::builder::PlanBuilder;
use super::place::lines;
use super::plan::{BootStep, BootStepKind, OnFailure, PlanGap, StepOutcome};
use super::{call, module};
use crate::template::init::DEFAULT_SET;
use crate::template::resource::attribute;
use crate::template::shell::{Ending, ShellRuns, ShellStepKind};
use crate::template::signal::{SignalOutlook, SignalRow, WaitReason, outlooks_of, policy_path};
use crate::template::user_data::cloud_order::{CloudOrder, CloudStage, WRITE_FILES};
use crate::template::user_data::{
    CfnOption, DataFormat, DataPart, ScriptStep, SignalCondition, StepKind, UserData, steps as script_steps,
};
use crate::template::{Resource, Template, duration};

/// Adds the steps of the first boot of the machine of a resource.
pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>) {
    let Some(data) = builder.user_data(resource) else {
        uncalled(builder, resource);
        return;
    };
    if !reading(builder, &data) {
        return;
    }
    let order = CloudOrder::of(&data);
    for stage in order.stages() {
        match stage {
            CloudStage::Module(key) => {
                cloud_config(builder, &data, resource, module::items(builder, &data, &order, (key, false)))
            }
            CloudStage::DeferredFiles => {
                cloud_config(builder, &data, resource, module::items(builder, &data, &order, (WRITE_FILES, true)))
            }
            CloudStage::Boothook(part) | CloudStage::Script(part) => script(builder, &data, resource, part),
        }
    }
    if !builder.is_called && resource.init().is_some() {
        uncalled(builder, resource);
    }
    for outlook in outlooks_of(builder.document, &data, false) {
        decision(builder, &outlook);
    }
}

/// What CloudFormation waits for before the resource counts as made.
fn decision(builder: &mut PlanBuilder<'_, '_>, outlook: &SignalOutlook) {
    let wait = &outlook.wait;
    let template = Template::of(builder.document);
    let Some(resource) = template.resource(&wait.resource) else { return };
    let id = resource.id();
    let time = || wait.seconds.map_or_else(|| "the time that the template computes".into(), duration::in_words);
    let signals = if wait.count == "1" { "a signal".to_string() } else { format!("{} signals", wait.count) };
    let (path, mut detail) = match wait.reason {
        WaitReason::CreationPolicy => (
            policy_path(template, id).parent().unwrap_or_else(|| resource.path().join(attribute::CREATION_POLICY)),
            format!("waits for {signals} with success within {}, else {id} fails", time()),
        ),
        WaitReason::WaitCondition => (
            resource.path(),
            format!("the wait condition {id} waits for {signals} with success within {}, else it fails", time()),
        ),
        WaitReason::Nothing => {
            (resource.path(), format!("does not wait for {id}: it counts as made when the machine runs"))
        }
    };
    // cfn-init fails for sure: what the script does then is known.
    let fails_init = |row: &&SignalRow| row.first_failure().is_some_and(|one| one.kind == ShellStepKind::Init);
    if builder.has_stop()
        && wait.reason != WaitReason::Nothing
        && let Some(row) = outlook.rows.iter().find(fails_init)
    {
        detail = format!("{detail}. As cfn-init fails: {}", row.result);
    }
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

/// Adds the steps of a module of cloud-init.
fn cloud_config<'d>(
    builder: &mut PlanBuilder<'d, '_>,
    data: &UserData,
    resource: Resource<'d>,
    items: Vec<module::ModuleItem>,
) {
    for item in items {
        let at = builder.push(item.step.clone());
        module::makes(builder, &item.step, at);
        let Some(script) = item.script else { continue };
        let mut run = ScriptRun { data, resource, ends: false, is_ended: false };
        builder.runs(&script, at);
        script_steps(&script).iter().for_each(|step| run.call(builder, step, at));
    }
}

/// Adds a part that runs as a script.
fn script<'d>(builder: &mut PlanBuilder<'d, '_>, data: &UserData, resource: Resource<'d>, part: &DataPart) {
    let text = data.text.text().get(part.span.clone()).unwrap_or_default();
    let is_one = data.format != DataFormat::Multipart;
    let is_read = matches!(part.format, DataFormat::Shell | DataFormat::Boothook);
    if !is_one {
        let mut step = BootStep {
            lines: lines(builder.document, data, part.span.clone()),
            detail: format!("part of the user data, {}", part.format.name()),
            outcome: if is_read { StepOutcome::Done } else { StepOutcome::Open },
            ..BootStep::new(BootStepKind::UserData, part.name.as_str(), data.at.clone())
        };
        if part.format.is_never_run() {
            step.outcome = StepOutcome::Fails("The machine runs nothing of this part.".into());
        }
        builder.push(step);
        if !is_read {
            return;
        }
    }
    let runs = data.runs().script().map(|script| &script.runs);
    let mut run = ScriptRun { data, resource, ends: runs.is_some_and(|runs| runs.errexit), is_ended: false };
    for step in script_steps(text) {
        let step = step.moved(part.span.start);
        let ends = runs.and_then(|runs| ends_script(runs, &step.span)).unwrap_or(run.ends);
        let at = script_step(builder, data, &step, ends, run.is_ended);
        run.ends = ends;
        run.is_ended |= ends && builder.fails(at);
        run.call(builder, &step, at);
    }
}

/// True if a failure of a program in this part of a script ends the script; `None` if none is called there.
fn ends_script(runs: &ShellRuns, part: &Range<usize>) -> Option<bool> {
    let is_program = |at: usize| {
        let step = runs.step(at).filter(|step| part.contains(&step.span.start));
        step.is_some_and(|step| matches!(step.kind, ShellStepKind::Program | ShellStepKind::Init))
    };
    let failures = runs.runs.iter().filter(|run| run.failing.last().is_some_and(|at| is_program(*at)));
    let mut ends = failures.map(|run| matches!(run.ending, Ending::Stopped(..) | Ending::Exited(..))).peekable();
    ends.peek().is_some().then(|| ends.any(|ends| ends))
}

/// A script with what it has come to.
struct ScriptRun<'d, 'u> {
    data: &'u UserData,
    resource: Resource<'d>,
    /// True if a failure of the current step ends the script.
    ends: bool,
    is_ended: bool,
}

impl<'d> ScriptRun<'d, '_> {
    /// Adds what cfn-init does if the step at position `at` calls it.
    fn call(&mut self, builder: &mut PlanBuilder<'d, '_>, step: &ScriptStep, at: usize) {
        if step.kind != StepKind::Init || self.is_ended {
            return;
        }
        let own = self.resource;
        let id = step.says(CfnOption::Resource);
        let calls = self.data.calls_for(own.id());
        let names_own = id == Some(own.id()) || calls.iter().any(|call| call.says(CfnOption::Resource) == id);
        let named = || id.and_then(|id| Template::of(builder.document).resource(id));
        let Some(called) = Some(own).filter(|_| names_own).or_else(named) else { return };
        let had_stop = builder.has_stop();
        let sets = asked(builder, self.data, step);
        call::steps(builder, called, &sets, at);
        self.is_ended = builder.has_stop() && !had_stop && self.ends;
    }
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
        detail: first_command(data.text.text().get(..step.span.start).unwrap_or_default(), text).to_string(),
        on_failure: if ends { OnFailure::EndsScript } else { OnFailure::ScriptGoesOn },
        outcome: if step.kind == StepKind::Interpreter { StepOutcome::Done } else { StepOutcome::Open },
        ..BootStep::new(BootStepKind::Script(step.kind), step.kind.title(), data.at.clone())
    };
    if is_ended && step.when != Some(SignalCondition::Trap) {
        plan.outcome = StepOutcome::NotReached;
    } else if let Some(message) = plan.lines.as_ref().and_then(|lines| builder.known.of_lines(lines)) {
        plan.outcome = StepOutcome::Fails(message.to_string());
    }
    let at = builder.push(plan);
    if matches!(step.kind, StepKind::Own | StepKind::Install) {
        builder.runs(text, at);
    }
    at
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
    let is_chosen = UserData::all_of_init(builder.document, resource.id()).len() > 1;
    let message = match is_chosen && builder.user_data(resource).is_none() {
        true => format!("Which user data {} gets is known at a deployment only.", resource.id()),
        false => format!("No user data of the template calls cfn-init for {}.", resource.id()),
    };
    builder.notes.push(PlanGap { path: path.clone(), message });
    let step = BootStep {
        detail: "cfn-init, called by hand or by a script outside of the template".into(),
        ..BootStep::new(BootStepKind::Call, "cfn-init", path)
    };
    let at = builder.push(step);
    call::steps(builder, resource, &[DEFAULT_SET.to_string()], at);
}

/// The first line of a part of a script that is neither blank nor a comment, nor the end word of a here-document of the
/// text before.
fn first_command<'t>(before: &str, text: &'t str) -> &'t str {
    let is_end = |line: &str| {
        !line.contains(char::is_whitespace)
            && before.split("<<").skip(1).any(|rest| {
                let word = rest.trim_start_matches(['-', ' ', '\'', '"', '\\']);
                word.strip_prefix(line).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            })
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    lines.find(|line| !line.starts_with('#') && !is_end(line)).unwrap_or(first)
}
