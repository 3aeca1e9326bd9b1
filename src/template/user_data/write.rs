//! Changes of a script, as parts of its text: a field gets a value, a step comes or goes.
//!
//! What is written is for bash, or for cmd where Windows runs; what was not recognised is never touched.

use std::ops::Range;

use super::words::lines;
use super::{BootSystem, CfnOption, DataFormat, ScriptStep, SignalCondition, StepField, StepKind, UserData, call};
use crate::template::shell::{ShellStep, ShellStepKind, hardly_fails};

/// A replacement: bytes of the text, and what stands there then.
pub type ScriptPart = (Range<usize>, String);

/// The archive that AWS's page "CloudFormation helper scripts" names for Ubuntu and Debian.
const ARCHIVE: &str = "https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz";

/// Gives a field of a step another value; an empty one takes an option out with its name.
pub fn change(step: &ScriptStep, ask: StepField, value: &str) -> Vec<ScriptPart> {
    let Some(field) = step.field(ask) else { return Vec::new() };
    match (&field.span, value.is_empty()) {
        (None, true) => Vec::new(),
        (Some(_), true) => match ask {
            StepField::Says(_) => vec![(field.whole.clone(), String::new())],
            StepField::Shell | StepField::Address | StepField::Tries | StepField::Pause => Vec::new(),
        },
        (Some(span), false) if field.value == value => vec![(span.clone(), value.to_string())],
        (Some(span), false) => vec![(span.clone(), value.to_string())],
        (None, false) => vec![(field.put.0..field.put.0, format!("{}{value}", field.put.1))],
    }
}

/// Why a step of this kind cannot be added; `None` if it can.
pub fn fault(data: &UserData, kind: StepKind) -> Option<&'static str> {
    let text = data.text.text();
    match data.format {
        DataFormat::Shell | DataFormat::Windows | DataFormat::Unknown => {}
        DataFormat::Empty if kind == StepKind::Interpreter => {}
        DataFormat::Unhandled | DataFormat::Empty
            if data.system == BootSystem::Windows || kind == StepKind::Interpreter => {}
        _ => return Some("The user data is no shell script: write the step into the text."),
    }
    if data.system == BootSystem::Windows && matches!(kind, StepKind::Health | StepKind::Interpreter) {
        return Some("For Windows write it into the text.");
    }
    let windows_script = text.contains("</powershell>") || text.contains("</script>");
    if data.system == BootSystem::Windows && !windows_script {
        return Some("The script has no <script> or <powershell> around it: write the step into the text.");
    }
    let behind =
        data.steps_of(StepKind::Signal).any(|step| step.when == Some(SignalCondition::Reached)) && !stops(data);
    (kind == StepKind::Health && behind && !is_trapped(data))
        .then_some("cfn-signal tells how the line before it ended: have it sent by a trap first.")
}

fn stops(data: &UserData) -> bool {
    data.stops_at_faults() || data.steps_of(StepKind::Init).all(|step| step.or_else)
}

fn is_trapped(data: &UserData) -> bool {
    data.steps_of(StepKind::Signal).any(|step| step.when == Some(SignalCondition::Trap))
}

/// Adds a step of a kind where it belongs. `init` has the metadata that cfn-init works through, `target` is the resource
/// that is signalled.
pub fn add(data: &UserData, kind: StepKind, init: &str, target: &str) -> Vec<ScriptPart> {
    if fault(data, kind).is_some() {
        return Vec::new();
    }
    let folder = data.folder_or_default();
    let windows = data.system == BootSystem::Windows;
    let powershell = data.text.text().contains("<powershell>");
    let exe = if windows { ".exe" } else { "" };
    let stack = "--stack ${AWS::StackName}";
    let region = "--region ${AWS::Region}";
    let or_exit = if stops_by_itself(data) { "" } else { " || exit" };
    let lines = match kind {
        StepKind::Interpreter => "#!/bin/bash\n".to_string(),
        StepKind::Install if data.system == BootSystem::Amazon => {
            format!("# Most images of Amazon Linux have the helper scripts; this brings the newest.\nyum install -y aws-cfn-bootstrap{or_exit}\n")
        }
        StepKind::Install => format!(
            "# Images of Ubuntu and Debian have no helper scripts.\n\
             export DEBIAN_FRONTEND=noninteractive\n\
             apt-get update && apt-get install -y python3-venv{or_exit}\n\
             python3 -m venv /opt/aws/venv{or_exit}\n\
             /opt/aws/venv/bin/pip install 'setuptools<82' {ARCHIVE}{or_exit}\n\
             mkdir -p /opt/aws/bin\n\
             ln -sf /opt/aws/venv/bin/cfn-* /opt/aws/bin/\n"
        ),
        StepKind::Init if windows => format!("{folder}cfn-init{exe} -v {stack} --resource {init} {region}\n"),
        StepKind::Init => format!(
            "# Works through AWS::CloudFormation::Init of {init}.\n{folder}cfn-init -v {stack} --resource {init} --configsets default {region}{or_exit}\n"
        ),
        StepKind::Health => "# Up means: it answers.\ncurl -fsS -o /dev/null -m 5 --retry 10 --retry-delay 5 --retry-all-errors http://127.0.0.1/\n".to_string(),
        StepKind::Signal if windows => {
            let code = if powershell { "$LASTEXITCODE" } else { "%ERRORLEVEL%" };
            format!("{folder}cfn-signal{exe} -e {code} {stack} --resource {target} {region}\n")
        }
        StepKind::Signal => trap(&format!("{folder}cfn-signal -e $? {stack} --resource {target} {region}")),
        StepKind::Own => return Vec::new(),
    };
    let at = place(data, kind);
    let before = data.text.text().get(..at).unwrap_or_default();
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    vec![(at..at, format!("{gap}{lines}"))]
}

/// A failing command ends the script already, or what follows tells how it ended.
fn stops_by_itself(data: &UserData) -> bool {
    let reached = data.steps_of(StepKind::Signal).any(|step| step.when == Some(SignalCondition::Reached));
    data.stops_at_faults() || (reached && !is_trapped(data))
}

fn trap(call: &str) -> String {
    format!("# Tells CloudFormation how the script ended, whatever happens.\ntrap '{call}' EXIT\n")
}

/// Where a step of a kind begins: behind those that come before it.
fn place(data: &UserData, kind: StepKind) -> usize {
    let text = data.text.text();
    let end_of = |kind: StepKind| data.steps_of(kind).last().map(|step| step.span.end);
    let head = end_of(StepKind::Interpreter).unwrap_or(0);
    let trap = data
        .steps_of(StepKind::Signal)
        .filter(|step| step.when == Some(SignalCondition::Trap))
        .last()
        .map(|step| step.span.end);
    let reached = data
        .steps_of(StepKind::Signal)
        .find(|step| step.when == Some(SignalCondition::Reached))
        .map(|step| step.span.start);
    let close = ["</powershell>", "</script>"].iter().filter_map(|mark| text.find(mark)).min();
    let end = reached.or(close).unwrap_or(text.len());
    match kind {
        StepKind::Interpreter => 0,
        StepKind::Signal if data.system == BootSystem::Windows => close.unwrap_or(text.len()),
        StepKind::Signal => head,
        StepKind::Install => trap.unwrap_or(head),
        StepKind::Init => end_of(StepKind::Install)
            .or(data.steps_of(StepKind::Health).next().map(|step| step.span.start))
            .filter(|at| *at <= end)
            .unwrap_or(end),
        StepKind::Health => reached.or(end_of(StepKind::Init)).unwrap_or(end),
        StepKind::Own => end,
    }
}

/// Takes a step out with the comments right above it; a trap and the function that it calls go together. Nothing if it
/// stands in a block.
pub fn remove(data: &UserData, step: &ScriptStep) -> Vec<ScriptPart> {
    let trapped = step.when == Some(SignalCondition::Trap);
    let goes = |one: &&ScriptStep| *one == step || trapped && one.when == Some(SignalCondition::Trap);
    let gone: Vec<&ScriptStep> = data.steps().iter().filter(goes).collect();
    if gone.iter().any(|step| step.bound) {
        return Vec::new();
    }
    gone.iter().map(|step| (step.span.clone(), String::new())).collect()
}

/// Why cfn-signal cannot be moved into a trap; `None` if it can.
pub fn trap_fault(data: &UserData) -> Option<&'static str> {
    let signals: Vec<&ScriptStep> = data.steps_of(StepKind::Signal).collect();
    if data.system == BootSystem::Windows {
        return Some("Windows has no traps.");
    }
    if data.format != DataFormat::Shell {
        return Some("The user data is no shell script: move cfn-signal in the text.");
    }
    if signals.is_empty() || signals.iter().any(|step| step.when != Some(SignalCondition::Reached)) {
        return Some("The script signals in a way of its own.");
    }
    let quoted =
        signals.iter().any(|step| data.text.text().get(step.span.clone()).is_some_and(|part| part.contains('\'')));
    let opaque = signals.iter().any(|step| data.text.place(&step.span).is_none());
    if signals.iter().any(|step| step.bound) || quoted || opaque {
        return Some(
            "cfn-signal stands in a block, in quotes or in several pieces of the template: move it in the text.",
        );
    }
    None
}

/// Sends the signal by a trap, so that CloudFormation hears of every end of the script; cfn-init that fails ends it.
pub fn signal_by_trap(data: &UserData) -> Vec<ScriptPart> {
    let text = data.text.text();
    let signals: Vec<&ScriptStep> = data.steps_of(StepKind::Signal).collect();
    let Some(last) = signals.last().filter(|_| trap_fault(data).is_none()) else { return Vec::new() };
    let Some(call) = call::calls(text, last.span.clone(), &call::SIGNAL).into_iter().next() else { return Vec::new() };
    let mut line = text.get(call.span.clone()).unwrap_or_default().to_string();
    match call.given.iter().find(|given| given.option == CfnOption::ExitCode) {
        Some(given) => {
            let own = given.value.start - call.span.start..given.value.end - call.span.start;
            if line.get(own.clone()).is_some() {
                line.replace_range(own, "$?");
            }
        }
        None => line = line.replacen("cfn-signal", "cfn-signal -e $?", 1),
    }
    let line = line.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let head = data.steps_of(StepKind::Interpreter).last().map_or(0, |step| step.span.end);
    let mut parts: Vec<ScriptPart> = vec![(head..head, trap(&line))];
    parts.extend(signals.iter().map(|step| (step.span.clone(), String::new())));
    if !data.stops_at_faults() {
        let removed = |at: usize| signals.iter().any(|step| step.span.contains(&at));
        let ends = line_ends(data).into_iter().filter(|at| !removed(*at));
        parts.extend(ends.map(|at| (at..at, " || exit".to_string())));
    }
    parts
}

/// Where lines end whose program may fail without the script taking notice, if nothing but it is on them.
fn line_ends(data: &UserData) -> Vec<usize> {
    let text = data.text.text();
    let all = lines(text);
    let steps = data.runs().script().map(|script| script.runs.steps.as_slice()).unwrap_or_default();
    let is_program = |step: &&ShellStep| {
        let is_program = matches!(step.kind, ShellStepKind::Program | ShellStepKind::Init);
        is_program && !step.handled && !hardly_fails(&step.words)
    };
    let mut found: Vec<usize> = Vec::new();
    for step in steps.iter().filter(is_program) {
        let Some(line) = all.iter().find(|line| line.span.contains(&step.span.start)) else { continue };
        let part = text.get(line.span.clone()).unwrap_or_default();
        let part = if part.contains("<<") { part.lines().next().unwrap_or_default() } else { part };
        let own = part.trim_end();
        let is_one = line.depth == 0 && line.after == 0 && !["||", ";", " #"].iter().any(|sign| own.contains(sign));
        if is_one && !own.ends_with('&') && !found.contains(&(line.span.start + own.len())) {
            found.push(line.span.start + own.len());
        }
    }
    found
}
