//! The list: diagnostics by severity, then what exceptions allow.

use std::collections::HashMap;

use leptos::prelude::*;

use super::row::{AllowedRow, Problem, ProblemRow};
use crate::check::{Diagnostic, Severity};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// All diagnostics of the template.
#[component]
pub fn ProblemsPane() -> impl IntoView {
    let workspace = Workspace::expect();
    let found = Memo::new(move |_| {
        let found = workspace.last_found().to_vec();
        workspace.with_untracked(|document| problems(found, |one| document.position(one.span.start).line))
    });
    let allowed = Memo::new(move |_| workspace.allowed());
    let group = move |severity: Severity| {
        let of = Memo::new(move |_| {
            found.with(|found| found.iter().filter(|one| one.of.severity == severity).cloned().collect::<Vec<_>>())
        });
        let title = match severity {
            Severity::Error => "Errors",
            Severity::Warning => "Warnings",
            Severity::Note => "Notes",
        };
        view! {
            <Show when=move || !of.with(Vec::is_empty)>
                <section class="problem-group">
                    <h2>{title} " " <span class="dim">{move || of.with(Vec::len)}</span></h2>
                    <ul>
                        <For each=move || of.get() key=Problem::key let:one><ProblemRow of=one/></For>
                    </ul>
                </section>
            </Show>
        }
    };
    view! {
        <div class="problems" role="region" aria-label="Problems" tabindex="0">
            <Show when=move || workspace.is_checked() && found.with(Vec::is_empty)>
                <p class="none"><Svg icon=Icon::Check/>"No problems."</p>
            </Show>
            {Severity::ALL.map(group).collect_view()}
            <Show when=move || !allowed.with(Vec::is_empty)>
                <section class="problem-group">
                    <h2>"Allowed by an exception " <span class="dim">{move || allowed.with(Vec::len)}</span></h2>
                    <ul>{move || allowed.get().into_iter().map(|one| view! { <AllowedRow of=one/> }).collect_view()}</ul>
                </section>
            </Show>
        </div>
    }
}

/// The rows, errors first, each in text order. The first row of a rule with several fixable diagnostics has their number.
fn problems(mut found: Vec<Diagnostic>, line: impl Fn(&Diagnostic) -> usize) -> Vec<Problem> {
    found.sort_by_key(|one| one.severity);
    let mut fixable: HashMap<&'static str, usize> = HashMap::new();
    for one in found.iter().filter(|one| one.fix.is_some()) {
        *fixable.entry(one.rule.id).or_default() += 1;
    }
    let rows = found.into_iter().map(|of| {
        let all = of.fix.as_ref().and_then(|_| fixable.remove(of.rule.id)).filter(|count| *count > 1);
        Problem { line: line(&of), of, all }
    });
    rows.collect()
}
