//! What the rules of signals ask of the ways in which user data can end: which failures CloudFormation does not hear of.

use super::machine_data::awaited;
use super::{Also, Context};
use crate::document::Document;
use crate::recipe;
use crate::schema::wait_condition;
use crate::template::shell::{Ending, ShellStepKind, hardly_fails};
use crate::template::signal::{ScriptCommand, SignalOutcome, SignalOutlook, SignalRow};
use crate::template::user_data::{GROUP, StepKind, UserData, write};

/// What the outlooks of a machine read beside it: what may wait for its signals, and what starts machines like it.
pub(super) const WAITING: &[Also] = &[Also::Linked, Also::ResourcesOf(WAITING_TYPES)];
/// Types whose resources wait for signals of machines that they need not name, nor be named by.
pub(super) const WAITING_TYPES: &[&str] = &[GROUP, wait_condition::CONDITION, wait_condition::HANDLE_TYPE];

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
    let Some(message) = context.awaited(data).iter().find_map(rule) else { return };
    match data.steps_of(StepKind::Signal).next() {
        Some(signal) => context.report_step(data, signal, message),
        None => context.report(&data.at, message),
    };
    let holder = data.holder.clone();
    context.fix("Signal even on failure", move |document| {
        let Some(data) = UserData::of(document, &holder) else { return Vec::new() };
        let edits = recipe::user_data::edits(document, &data, &write::signal_by_trap(&data)).unwrap_or_default();
        let is_well =
            |document: &Document, data: &UserData| awaited(document, data).iter().all(|one| rule(one).is_none());
        let well = match data.after(&edits) {
            Some(fixed) => is_well(document, &fixed),
            None => document
                .with_edits(&edits)
                .is_ok_and(|(fixed, _)| UserData::of(&fixed, &holder).is_some_and(|data| is_well(&fixed, &data))),
        };
        if well { edits } else { Vec::new() }
    });
}

/// True if a script restarts the machine: what goes on afterwards is not known.
pub(super) fn restarts(data: &UserData) -> bool {
    let first = data.runs().script().and_then(|script| script.runs.runs.first());
    first.is_some_and(|run| matches!(run.ending, Ending::Restarted(_)))
}
