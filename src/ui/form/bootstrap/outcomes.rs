//! The table of a signal form: for each command of the user data that may fail, what CloudFormation hears.

use leptos::prelude::*;

use super::Part;
use crate::boot::signal::{ScriptCommand, SignalOutcome, SignalOutlook, SignalRow, outlooks};
use crate::document::Position;
use crate::template::shell::ShellStepKind;
use crate::ui::workspace::Workspace;

/// What comes of each way in which the script of a machine can end; nothing without user data.
#[component]
pub fn SignalOutcomes(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let all = workspace.memo_with(&id, |document, id| outlooks(document, id));
    move || all.get().into_iter().map(|outlook| view! { <Outlook outlook=outlook/> }).collect_view()
}

#[component]
fn Outlook(outlook: SignalOutlook) -> impl IntoView {
    let title = format!("If the script fails: {}", outlook.wait.resource);
    let notes = outlook.notes.into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view();
    let label = title.clone();
    view! {
        <Part title=title fact="">
            <p class="outlook">{outlook.summary}</p>
            {notes}
            <table class="tbl outcomes" aria-label=label>
                <thead><tr>
                    <th scope="col">"What fails"</th><th scope="col">"Signal"</th><th scope="col">"What comes of it"</th>
                </tr></thead>
                <tbody>{outlook.rows.into_iter().map(|row| view! { <OutcomeRow row=row/> }).collect_view()}</tbody>
            </table>
        </Part>
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
