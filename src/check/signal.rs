//! What the rules of signals ask of the ways in which user data can end: which failures CloudFormation does not hear of.

use super::Context;
use crate::document::Document;
use crate::recipe;
use crate::template::shell::{Ending, ShellStepKind, hardly_fails};
use crate::template::signal::{ScriptCommand, SignalOutcome, SignalOutlook, SignalRow, WaitReason, outlooks_of};
use crate::template::user_data::{StepKind, UserData};

/// The outlooks of what waits for user data that may signal.
pub(super) fn awaited(document: &Document, data: &UserData) -> Vec<SignalOutlook> {
    let waits = |outlook: &SignalOutlook| outlook.wait.reason != WaitReason::Nothing && outlook.wait.count != "0";
    outlooks_of(document, data, false).into_iter().filter(waits).collect()
}

/// Programs whose failure ends with an outcome, cfn-init first. Those that hardly ever fail, and those that a loop tries
/// again, are left out.
pub(super) fn failures(outlook: &SignalOutlook, outcome: SignalOutcome) -> Vec<&ScriptCommand> {
    let rows = outlook.rows.iter().filter(|row| row.outcome == outcome && !row.is_endless);
    let mut found: Vec<&ScriptCommand> = rows.filter_map(SignalRow::first_failure).collect();
    found.retain(|command| !hardly_fails(&command.words));
    found.sort_by_key(|command| command.kind != ShellStepKind::Init);
    found
}

/// True if some way to end gives an outcome.
pub(super) fn has_outcome(outlook: &SignalOutlook, outcome: SignalOutcome) -> bool {
    outlook.rows.iter().any(|row| row.outcome == outcome)
}

/// "cfn-init -v", or "apt-get update or one of 3 other commands", for the subject of a sentence.
pub(super) fn named(failing: &[&ScriptCommand]) -> String {
    const LONGEST: usize = 60;
    let Some(first) = failing.first() else { return String::new() };
    let words = match first.words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", first.words.get(..end).unwrap_or_default().trim_end()),
        None => first.words.clone(),
    };
    match failing.len() - 1 {
        0 => format!("`{words}`"),
        1 => format!("`{words}` or another command"),
        others => format!("`{words}` or one of {others} other commands"),
    }
}

/// What a rule says of an outlook; nothing if all is well.
pub(super) type OutlookRule = fn(&SignalOutlook) -> Option<String>;

/// Reports what is said of the first outlook that is not well at the first call of cfn-signal. The fix signals by a trap,
/// where all is well after it.
pub(super) fn report(context: &mut Context<'_>, data: &UserData, rule: OutlookRule) {
    let Some(message) = awaited(context.document(), data).iter().find_map(rule) else { return };
    match data.steps_of(StepKind::Signal).next() {
        Some(signal) => context.report_step(data, signal, message),
        None => context.report(&data.at, message),
    };
    let holder = data.holder.clone();
    context.fix("Signal even on failure", move |document| {
        let edits = recipe::user_data::signal_by_trap(document, &holder).unwrap_or_default();
        let fixed = document.with_edits(&edits).ok().map(|(document, _)| document);
        let data = fixed.as_ref().and_then(|document| UserData::of(document, &holder));
        let is_well = fixed
            .zip(data)
            .is_some_and(|(document, data)| awaited(&document, &data).iter().all(|one| rule(one).is_none()));
        if is_well { edits } else { Vec::new() }
    });
}

/// True if a script restarts the machine: what goes on afterwards is not known.
pub(super) fn restarts(data: &UserData) -> bool {
    let first = data.runs().script().and_then(|script| script.runs.runs.first());
    first.is_some_and(|run| matches!(run.ending, Ending::Restarted(_)))
}
