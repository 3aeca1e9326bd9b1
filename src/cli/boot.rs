//! `boot`: what a machine does when it starts, step by step.

use serde_json::{Value as Json, json};

use super::CliError;
use super::arguments::{Arguments, document};
use super::metadata::known;
use crate::boot::{
    self, BootPlan, BootRun, BootStep, BootStepKind, BootTimeline, Skip, StepOutcome, TIME_SOURCES, one_line,
};
use crate::document::Document;
use crate::template::evaluate::ParameterValues;

pub(super) fn boot(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let resource = arguments.option("--resource")?;
    let run = arguments.option("--run")?;
    let format = arguments.option("--format")?;
    let parameters = arguments.options("--parameter");
    arguments.done()?;
    let run = match run.as_deref() {
        None | Some("first") => BootRun::First,
        Some("reload") => BootRun::Reload,
        Some("reboot") => BootRun::Reboot,
        Some(word) => return Err(CliError::Use(format!("--run is first, reload or reboot, not {word}."))),
    };
    let document = document(&file)?;
    let mut given = ParameterValues::new();
    for parameter in parameters {
        let Some((name, value)) = parameter.split_once('=') else {
            return Err(CliError::Use(format!("--parameter needs KEY=VALUE, not {parameter}.")));
        };
        known(&file, &document, name)?;
        given.insert(name.to_string(), value.to_string());
    }
    let id = match resource {
        Some(id) => id,
        None => only(&file, &document)?,
    };
    let Some(plan) = boot::plan(&document, &id, &given, run) else {
        return Err(CliError::Input(format!("{file}: The template has no resource {id}. {}", carriers(&document))));
    };
    match format.as_deref() {
        None | Some("text") => Ok(text(&document, &plan)),
        Some("json") => {
            let json = serde_json::to_string_pretty(&as_json(&document, &plan));
            json.map(|json| json + "\n").map_err(|error| CliError::Input(format!("{file}: {error}")))
        }
        Some(word) => Err(CliError::Use(format!("--format is text or json, not {word}."))),
    }
}

/// The one resource that has a plan.
fn only(file: &str, document: &Document) -> Result<String, CliError> {
    match boot::resources(document).as_slice() {
        [id] => Ok(id.clone()),
        _ => Err(CliError::Input(format!("{file}: --resource is missing. {}", carriers(document)))),
    }
}

fn carriers(document: &Document) -> String {
    match boot::resources(document).as_slice() {
        [] => "No resource has AWS::CloudFormation::Init or user data.".to_string(),
        ids => format!("A boot plan is there for {}.", ids.join(", ")),
    }
}

/// The plan for people.
fn text(document: &Document, plan: &BootPlan) -> String {
    let mut out = format!("{}: {}\n", plan.resource, plan.run.title());
    for note in &plan.notes {
        out.push_str(&format!("  note: {}\n", note.message));
    }
    for (at, step) in plan.steps.iter().enumerate() {
        if step.kind == BootStepKind::Config {
            out.push_str(&format!("\n{:>4}  Config {}{}\n", at + 1, step.name, place(step)));
            continue;
        }
        out.push_str(&format!("{:>4}  {} {}", at + 1, mark(&step.outcome), title(step)));
        if !step.detail.is_empty() {
            out.push_str(&format!(": {}", one_line(&step.detail)));
        }
        out.push_str(&place(step));
        out.push('\n');
        let unreached = (step.outcome == StepOutcome::NotReached).then(|| "Not reached.".to_string());
        for line in unreached.into_iter().chain(plan.remarks(step)).chain(because(plan, step)) {
            out.push_str(&format!("          {line}\n"));
        }
    }
    for gap in &plan.gaps {
        out.push_str(&format!("\nunknown: {}: {}\n", gap.path, gap.message));
    }
    let timeline = plan.timeline(document);
    if !timeline.parts.is_empty() {
        out.push_str(&format!("\ntime: {}\n", timeline.sentence()));
        for part in &timeline.parts {
            let open = if part.open > 0 { format!(", {} unknown", part.open) } else { String::new() };
            out.push_str(&format!("      {}: {}{open}\n", part.name, part.range.in_words()));
        }
    }
    out.push_str(&format!("\n{}\n", plan.verdict()));
    out
}

/// `  (line N)` of a step.
fn place(step: &BootStep) -> String {
    step.lines.as_ref().map(|lines| format!("  (line {})", lines.start())).unwrap_or_default()
}

fn mark(outcome: &StepOutcome) -> char {
    match outcome {
        StepOutcome::Done => '+',
        StepOutcome::Open => '?',
        StepOutcome::Skipped => '-',
        StepOutcome::Fails(_) => '!',
        StepOutcome::NotReached => ' ',
    }
}

fn title(step: &BootStep) -> String {
    let manager = step.manager.as_ref().filter(|manager| **manager != step.name);
    let manager = manager.map(|manager| format!(" {manager}")).unwrap_or_default();
    match step.kind {
        BootStepKind::Entry(section) => format!("{}{manager} {}", section.key(), step.name),
        _ => step.name.clone(),
    }
}

/// The steps that restart a service.
fn because(plan: &BootPlan, step: &BootStep) -> Option<String> {
    let name = |at: &usize| Some(format!("{} (step {})", plan.steps.get(*at)?.name, at + 1));
    let causes: Vec<String> = step.because.iter().filter_map(name).collect();
    (!causes.is_empty()).then(|| format!("because of {}", causes.join(", ")))
}

/// The plan for scripts: places as JSON Pointers, steps counted from 1.
fn as_json(document: &Document, plan: &BootPlan) -> Json {
    let pointer = |path: &crate::document::Path| path.to_pointer();
    let part = |gap: &boot::PlanGap| json!({"at": pointer(&gap.path), "message": gap.message});
    json!({
        "resource": plan.resource,
        "run": plan.run.word(),
        "exitCode": plan.exit_code,
        "verdict": plan.verdict(),
        "stop": plan.stop.as_ref().map(|stop| json!({
            "step": stop.step + 1,
            "at": pointer(&stop.path),
            "line": document.entry_lines(&stop.path).map(|lines| *lines.start()),
            "message": stop.message,
        })),
        "unknown": plan.gaps.iter().map(part).collect::<Vec<_>>(),
        "notes": plan.notes.iter().map(part).collect::<Vec<_>>(),
        "time": time_json(&plan.timeline(document)),
        "steps": plan.steps.iter().enumerate().map(|(at, step)| step_json(at, step)).collect::<Vec<_>>(),
    })
}

/// Milliseconds by part; the timeout in seconds; how the ranges were found.
fn time_json(timeline: &BootTimeline) -> Json {
    let range = |range: boot::TimeRange| json!([range.low, range.high]);
    json!({
        "total": range(timeline.total),
        "unknown": timeline.open,
        "timeout": timeline.timeout,
        "parts": timeline.parts.iter().map(|part| {
            json!({"name": part.name, "range": range(part.range), "unknown": part.open})
        }).collect::<Vec<_>>(),
        "sources": TIME_SOURCES.iter().map(|row| {
            json!({"name": row.name, "range": range(row.range), "source": row.source})
        }).collect::<Vec<_>>(),
    })
}

fn step_json(at: usize, step: &BootStep) -> Json {
    let needs: Vec<Json> = step
        .needs
        .iter()
        .map(|need| json!({"kind": need.kind.word(), "name": need.name, "madeBy": need.made_by.map(|at| at + 1), "isThere": need.is_there.word()}))
        .collect();
    let (outcome, message) = match &step.outcome {
        StepOutcome::Done => ("done", None),
        StepOutcome::Open => ("open", None),
        StepOutcome::Skipped => ("skipped", None),
        StepOutcome::Fails(message) => ("fails", Some(message)),
        StepOutcome::NotReached => ("not-reached", None),
    };
    json!({
        "step": at + 1,
        "kind": step.kind.word(),
        "config": step.config,
        "section": step.section().map(|section| section.key()),
        "manager": step.manager,
        "name": step.name,
        "detail": step.detail,
        "at": step.path.to_pointer(),
        "lines": step.lines.as_ref().map(|lines| [*lines.start(), *lines.end()]),
        "outcome": outcome,
        "message": message,
        "onFailure": step.on_failure.word(),
        "needs": needs,
        "skip": step.skip.as_ref().map(|skip| match skip {
            Skip::Test(test, skips) => json!({"kind": "test", "command": test, "skips": skips.word()}),
            Skip::Present => json!({"kind": "present"}),
            Skip::UnknownManager => json!({"kind": "unknown-manager"}),
        }),
        "changes": step.changes.word(),
        "actions": step.actions.iter().map(|action| action.word()).collect::<Vec<_>>(),
        "because": step.because.iter().map(|at| at + 1).collect::<Vec<_>>(),
    })
}
