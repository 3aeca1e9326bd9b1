//! The table of what CloudFormation hears: a row for each command of the user data that may fail.
//!
//! It shows what [`crate::template::signal`] predicts and decides nothing itself.

use leptos::prelude::*;

use crate::document::Position;
use crate::template::shell::ShellStepKind;
use crate::template::signal::{ScriptCommand, SignalOutcome, SignalOutlook, SignalRow, outlooks};
use crate::ui::workspace::Workspace;

/// What comes of each way in which the script of a machine can end, for each signal that is awaited; empty without user
/// data.
pub fn signal_outlooks(workspace: Workspace, id: &str) -> Memo<Vec<SignalOutlook>> {
    workspace.memo_with(id, outlooks)
}

/// The sentence, the notes and the table of one awaited signal.
#[component]
pub fn SignalTable(outlook: SignalOutlook, label: String) -> impl IntoView {
    let notes = outlook.notes.into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view();
    view! {
        <p class="outlook">{outlook.summary}</p>
        {notes}
        <table class="tbl outcomes" aria-label=label>
            <thead><tr>
                <th scope="col">"What fails"</th><th scope="col">"Signal"</th><th scope="col">"What comes of it"</th>
            </tr></thead>
            <tbody>{outlook.rows.into_iter().map(|row| view! { <OutcomeRow row=row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn OutcomeRow(row: SignalRow) -> impl IntoView {
    let tone = match row.outcome {
        SignalOutcome::Success if row.failing.is_none() => "chip ok",
        SignalOutcome::Failure => "chip",
        SignalOutcome::Success | SignalOutcome::Late | SignalOutcome::Nothing => "chip warn",
        SignalOutcome::Unknown => "chip",
    };
    let what = match row.failing {
        None => view! { "Nothing" }.into_any(),
        Some(command) => {
            let is_false = command.kind == ShellStepKind::Condition;
            view! { <Command command=command/>{is_false.then_some(" is false")} }.into_any()
        }
    };
    let before = row.before.into_iter().filter_map(|one| one.line).map(|line| line.to_string()).collect::<Vec<_>>();
    let before = (!before.is_empty())
        .then(|| view! { <span class="help">{format!("after line {} failed", before.join(", "))}</span> });
    view! {
        <tr>
            <td>{what}{before}</td>
            <td><span class=tone>{row.outcome.name()}</span></td>
            <td>{row.does}" "{row.result}{row.line.map(|line| view! { " "<LineLink line=line/> })}</td>
        </tr>
    }
}

#[component]
fn Command(command: ScriptCommand) -> impl IntoView {
    view! { {command.line.map(|line| view! { <LineLink line=line/>" " })}<code class="wrap">{command.words}</code> }
}

/// "line 402": shows that line of the template.
#[component]
fn LineLink(line: usize) -> impl IntoView {
    let workspace = Workspace::expect();
    let show = move |_| workspace.show_position(Position { line, column: 0 });
    view! {
        <button type="button" class="at" aria-label=format!("Show line {line} of the template") on:click=show>
            {format!("line {line}")}
        </button>
    }
}
