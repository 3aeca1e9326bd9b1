//! `signal`: what CloudFormation hears of each way in which the user data can end.

use serde_json::{Value, json};

use super::CliError;
use super::arguments::{Arguments, document};
use crate::template::Template;
use crate::template::shell::ShellStepKind;
use crate::template::signal::{ScriptCommand, SignalOutlook, SignalRow, WaitReason, outlook_holders, outlooks};

pub(super) fn signal(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let resource = arguments.option("--resource")?;
    let format = arguments.option("--format")?;
    arguments.done()?;
    let as_json = match format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => return Err(CliError::Use(format!("--format is text or json, not {other}."))),
    };
    let document = document(&file)?;
    let ids = match resource {
        Some(id) if Template::of(&document).resource(&id).is_none() => {
            return Err(CliError::Input(format!("{file}: The template has no resource {id}.")));
        }
        Some(id) => vec![id],
        None => outlook_holders(&document),
    };
    let found: Vec<SignalOutlook> = ids.iter().flat_map(|id| outlooks(&document, id)).collect();
    if found.is_empty() {
        let names = outlook_holders(&document).join(", ");
        let has =
            if names.is_empty() { "No resource has any".to_string() } else { format!("User data are on {names}") };
        return Err(CliError::Input(format!("{file}: There are no readable user data. {has}.")));
    }
    if as_json {
        let all: Vec<Value> = found.iter().map(as_value).collect();
        let text = serde_json::to_string_pretty(&all);
        return text.map(|text| text + "\n").map_err(|error| CliError::Input(format!("{file}: {error}")));
    }
    Ok(found.iter().map(as_text).collect::<Vec<_>>().join("\n"))
}

fn kind(kind: ShellStepKind) -> &'static str {
    match kind {
        ShellStepKind::Program => "program",
        ShellStepKind::Condition => "condition",
        ShellStepKind::Init => "cfn-init",
        ShellStepKind::Signal => "signal",
    }
}

fn as_value(outlook: &SignalOutlook) -> Value {
    let command =
        |command: &ScriptCommand| json!({"line": command.line, "command": command.words, "kind": kind(command.kind)});
    let row = |row: &SignalRow| {
        json!({
            "failing": row.failing.as_ref().map(command),
            "before": row.before.iter().map(command).collect::<Vec<_>>(),
            "outcome": row.outcome.name(),
            "line": row.line,
            "does": row.does,
            "result": row.result,
        })
    };
    let reason = match outlook.wait.reason {
        WaitReason::CreationPolicy => "CreationPolicy",
        WaitReason::WaitCondition => "WaitCondition",
        WaitReason::Nothing => "nothing",
    };
    json!({
        "userData": outlook.holder,
        "resource": outlook.wait.resource,
        "waitsBy": reason,
        "count": outlook.wait.count,
        "timeoutSeconds": outlook.wait.seconds,
        "summary": outlook.summary,
        "notes": outlook.notes,
        "rows": outlook.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn as_text(outlook: &SignalOutlook) -> String {
    let wait = &outlook.wait;
    let waits = match wait.reason {
        WaitReason::CreationPolicy => format!("CreationPolicy waits for {} within {}", wait.count, wait.time()),
        WaitReason::WaitCondition => format!("the wait condition waits for {} within {}", wait.count, wait.time()),
        WaitReason::Nothing => "nothing waits".to_string(),
    };
    let mut text = format!("{}: {waits}; user data of {}\n{}\n", wait.resource, outlook.holder, outlook.summary);
    for note in &outlook.notes {
        text.push_str(&format!("{note}\n"));
    }
    for row in &outlook.rows {
        let head = match &row.failing {
            None => "if nothing fails".to_string(),
            Some(failing) => {
                let line = failing.line.map_or_else(|| "?".into(), |line| line.to_string());
                let how = if failing.kind == ShellStepKind::Condition { "is false" } else { "fails" };
                format!("line {line} {how}: {}", failing.words)
            }
        };
        let before: Vec<String> = row.before.iter().filter_map(|one| one.line).map(|line| line.to_string()).collect();
        let before =
            if before.is_empty() { String::new() } else { format!(" (after line {} failed)", before.join(", ")) };
        text.push_str(&format!(
            "  {:<9}  {head}{before}\n             {} {}\n",
            row.outcome.name(),
            row.does,
            row.result
        ));
    }
    text
}
