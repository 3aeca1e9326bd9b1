//! Whether CloudFormation hears how the first boot of a machine went: for each way in which its scripts can end, whether a
//! signal is sent, which one, and what CloudFormation does then.
//!
//! Source: AWS pages "CreationPolicy", "cfn-signal", "WaitCondition": a FAILURE makes the resource fail at once; without a
//! signal it fails when the time is over.

use super::metadata::{command_signals, may_signal};
use super::outcome::{OutcomeReader, ScriptCommand, SignalOutcome, SignalRow, only, summary};
use super::wait::{SignalWait, WaitReason, group_notes, waits};
use crate::document::Document;
use crate::template::Template;
use crate::template::shell::{ShellRun, ShellRuns, ShellStep, SignalTarget};
use crate::template::user_data::{DataRuns, UserData, holder_of, holders as all_holders};

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
    let holder = holder_of(Template::of(document), id);
    holder
        .and_then(|holder| UserData::of(document, &holder))
        .map_or_else(Vec::new, |data| outlooks_of(document, &data, true))
}

/// The outlooks of user data. Lines of the template are looked up only where they are `placed`.
pub fn outlooks_of(document: &Document, data: &UserData, placed: bool) -> Vec<SignalOutlook> {
    let may_signal = may_signal(document, data);
    let found = data.runs();
    let commands = command_signals(document, data);
    let mut targets: Vec<SignalTarget> = commands.iter().map(|command| command.signal.target.clone()).collect();
    targets.extend(found.targets().into_iter().cloned());
    let notes = group_notes(document, &data.holder);
    let rows = |wait: &SignalWait| match found {
        DataRuns::Script(script) => {
            let line = |at: usize| placed.then(|| line(document, data, script.origin(at))).flatten();
            let reader = OutcomeReader { document, wait, commands: &commands, may_signal, line: &line };
            script.runs.runs.iter().map(|run| row(&reader, &script.runs, run)).collect()
        }
        DataRuns::Nothing(why) => vec![only(wait, SignalOutcome::Nothing, why)],
        // Metadata that name a signal are worked through by what is not read here.
        DataRuns::Unread(why, script) if *script || may_signal && data.text.text().contains("cfn-init") => {
            vec![only(wait, SignalOutcome::Unknown, why)]
        }
        DataRuns::Unread(why, _) => vec![only(wait, SignalOutcome::Nothing, why)],
    };
    let outlook = |wait: SignalWait| {
        let rows: Vec<SignalRow> = rows(&wait);
        let mut notes = notes.clone();
        if found.script().is_some_and(|script| !script.runs.complete) {
            notes.push("The script has too many commands: some rows are left out.".into());
        }
        let summary = summary(&wait, &rows);
        SignalOutlook { holder: data.holder.clone(), wait, rows, summary, notes }
    };
    waits(document, &data.holder, &targets).into_iter().map(outlook).collect()
}

/// What waits for the signals of user data; empty if nothing does.
pub fn awaited(document: &Document, data: &UserData) -> Vec<SignalWait> {
    let targets: Vec<SignalTarget> = data.targets();
    let all = waits(document, &data.holder, &targets).into_iter();
    all.filter(|wait| wait.reason != WaitReason::Nothing).collect()
}

fn row(reader: &OutcomeReader<'_>, runs: &ShellRuns, run: &ShellRun) -> SignalRow {
    let command = |step: &ShellStep| ScriptCommand {
        line: (reader.line)(step.span.start),
        words: step.words.clone(),
        kind: step.kind,
        handled: step.handled,
    };
    let mut failing = run.failing.iter().filter_map(|at| runs.step(*at)).map(command).collect::<Vec<_>>();
    let last = failing.pop();
    reader.row(run, last, failing)
}

/// The line of the template at a byte of user data.
fn line(document: &Document, data: &UserData, at: usize) -> Option<usize> {
    // A byte that CloudFormation puts in has no place: the next one that has stands on the same line.
    (at..at.saturating_add(200)).find_map(|at| {
        let (path, part) = data.text.place(&(at..at + 1))?;
        document.line_of_part(&path, &part)
    })
}

/// The holders of user data that have an outlook, in the order of the text.
pub fn holders(document: &Document) -> Vec<String> {
    let all = all_holders(Template::of(document));
    all.into_iter().filter(|holder| UserData::of(document, holder).is_some()).collect()
}
