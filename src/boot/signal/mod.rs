//! Whether CloudFormation hears how the first boot of a machine went: for each way in which its script can end, whether a
//! signal is sent, which one, and what CloudFormation does then.
//!
//! Source: AWS pages "CreationPolicy", "cfn-signal", "WaitCondition": a FAILURE makes the resource fail at once; without a
//! signal it fails when the time is over. Knows the user data and the policies; runs nothing.

mod metadata;
mod outcome;
mod script;
mod wait;

use crate::document::Document;
use crate::template::shell::{ShellEvent, ShellRun, ShellRuns, ShellStep, ShellStepKind, SignalTarget};
use crate::template::user_data::UserData;
pub use outcome::SignalOutcome;
pub use wait::{SignalWait, WaitReason};

/// A command of the script, with its place in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptCommand {
    /// Line of the template, from 1; `None` where a function has a part in it.
    pub line: Option<usize>,
    /// Its words as far as they are known.
    pub words: String,
    /// What it is.
    pub kind: ShellStepKind,
}

/// What comes of one way in which the script can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalRow {
    /// What fails; `None` if nothing does.
    pub failing: Option<ScriptCommand>,
    /// What failed, or was false, before: only so is that command reached.
    pub before: Vec<ScriptCommand>,
    /// What CloudFormation gets.
    pub outcome: SignalOutcome,
    /// The line that signals, or that ends the script.
    pub line: Option<usize>,
    /// What the script does, as a sentence.
    pub does: String,
    /// What CloudFormation does, as a sentence.
    pub result: String,
}

/// The rows for one resource that waits, or for a machine that nobody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalOutlook {
    /// The resource that has the user data.
    pub holder: String,
    /// What waits.
    pub wait: SignalWait,
    /// One for each command that may fail; the first one without failures.
    pub rows: Vec<SignalRow>,
    /// All of it in one sentence.
    pub summary: String,
    /// What else counts.
    pub notes: Vec<String>,
}

/// The outlooks of the machine whose user data the resource `id` has, or whose group it is.
pub fn outlooks(document: &Document, id: &str) -> Vec<SignalOutlook> {
    let Some(data) = crate::template::signal::sender(document, id) else { return Vec::new() };
    let may_signal = metadata::may_signal(document, &data);
    let found = script::data_runs(&data, may_signal);
    let commands = metadata::command_signals(document, &data);
    let mut targets: Vec<SignalTarget> = commands.iter().map(|command| command.signal.target.clone()).collect();
    if let script::DataRuns::Script(runs, _) = &found {
        let events = runs.runs.iter().flat_map(|run| &run.events);
        targets.extend(events.filter_map(|event| match event {
            ShellEvent::Signal(signal) => Some(signal.target.clone()),
            _ => None,
        }));
    }
    let notes = wait::group_notes(document, &data.holder);
    let waits = wait::waits(document, &data.holder, &targets).into_iter();
    waits
        .map(|wait| {
            let rows = match &found {
                script::DataRuns::Script(runs, places) => {
                    let line = |at: usize| script::line(document, &data, places, at);
                    let reader =
                        outcome::OutcomeReader { document, wait: &wait, commands: &commands, may_signal, line: &line };
                    runs.runs.iter().map(|run| row(&reader, runs, run)).collect()
                }
                script::DataRuns::Nothing(why) => vec![outcome::only(&wait, SignalOutcome::Nothing, why)],
                script::DataRuns::Unknown(why) => vec![outcome::only(&wait, SignalOutcome::Unknown, why)],
            };
            let mut notes = notes.clone();
            if let script::DataRuns::Script(ShellRuns { complete: false, .. }, _) = &found {
                notes.push("The script has too many commands: some rows are left out.".into());
            }
            let summary = outcome::summary(&wait, &rows);
            SignalOutlook { holder: data.holder.clone(), wait, rows, summary, notes }
        })
        .collect()
}

fn row(reader: &outcome::OutcomeReader<'_>, runs: &ShellRuns, run: &ShellRun) -> SignalRow {
    let command = |step: &ShellStep| ScriptCommand {
        line: (reader.line)(step.span.start),
        words: step.words.clone(),
        kind: step.kind,
    };
    let mut failing = run.failing.iter().filter_map(|at| runs.step(*at)).map(command).collect::<Vec<_>>();
    let last = failing.pop();
    reader.row(run, last, failing)
}

/// The holders of user data that have an outlook, in the order of the text.
pub fn holders(document: &Document) -> Vec<String> {
    let template = crate::template::Template::of(document);
    let all = crate::template::user_data::holders(template);
    all.into_iter().filter(|holder| UserData::of(document, holder).is_some()).collect()
}

#[cfg(test)]
mod tests;
