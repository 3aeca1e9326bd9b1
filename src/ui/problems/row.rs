//! A row of the list: a diagnostic with its place and its fixes.

use leptos::prelude::*;

use super::go::go_to;
use crate::check::{Diagnostic, Severity, Suppressed, Values, fix_all};
use crate::document::Path;
use crate::ui::diagnostic::{AboutCheck, FixButton, SeverityMark};
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// A diagnostic of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    pub of: Diagnostic,
    pub line: usize,
    /// Number of fixable diagnostics of its rule, on the first of several.
    pub all: Option<usize>,
}

impl Problem {
    /// What keeps the row while others change.
    pub fn key(&self) -> (&'static str, Path, String, usize, Option<usize>) {
        (self.of.rule.id, self.of.path.clone(), self.of.message.clone(), self.line, self.all)
    }
}

#[component]
pub(super) fn ProblemRow(of: Problem) -> impl IntoView {
    let workspace = Workspace::expect();
    let Problem { of, line, all } = of;
    let (rule, text, severity, help) = (of.rule, of.message.clone(), of.severity, of.help.clone());
    let go = StoredValue::new(of.clone());
    // The row with the focus is removed.
    let fixed = move |()| {
        workspace.when_checked(|| {
            request_animation_frame(|| {
                let _ = focus_on(".problem .problem-go") || focus_on("#tab-problems");
            });
        });
    };
    let fix_kind = move |_| {
        let fixes =
            workspace.with_untracked(|document| fix_all(document, &Values::new(), |one| one.rule == rule, |_, _| true));
        let count = fixes.fixed.len();
        workspace.close_step();
        let done = workspace.edit(&format!("{count} fixes of {}", rule.id), &Path::root(), fixes.edits);
        workspace.close_step();
        workspace.end_pause();
        match done {
            Ok(()) if count > 0 => {
                workspace.announce(&format!("{count} problems fixed."));
                fixed(());
            }
            Ok(()) => workspace.notify("None of these problems can be fixed together. Fix them one by one."),
            Err(why) => workspace.notify(&why.to_string()),
        }
    };
    view! {
        <li class="problem" class:err=severity == Severity::Error title=rule.why>
            <SeverityMark severity=severity/>
            <button type="button" class="problem-go" on:click=move |_| go.with_value(|of| go_to(workspace, of))>
                <span>{text}</span>" "
                <span class="problem-place">{format!("line {line}")}" · "<code>{rule.id}</code></span>
            </button>
            <AboutCheck rule=rule/>
            {help.map(|help| view! { <p class="problem-help">{help}</p> })}
            <div class="problem-fixes">
                <FixButton of=of then=Some(Callback::new(fixed))/>
                {all.map(|all| view! {
                    <button type="button" class="btn sm" aria-label=format!("Fix all {all} of {}", rule.id) on:click=fix_kind>
                        <Svg icon=Icon::Fix/>{format!("Fix all {all}")}
                    </button>
                })}
            </div>
        </li>
    }
}

#[component]
pub(super) fn AllowedRow(of: Suppressed) -> impl IntoView {
    let workspace = Workspace::expect();
    let line = workspace.with_untracked(|document| document.position(of.diagnostic.span.start).line);
    let reason = of.reason.map_or_else(|| "No reason given.".to_string(), |reason| format!("Reason: {reason}"));
    let (rule, text, severity) = (of.diagnostic.rule, of.diagnostic.message.clone(), of.diagnostic.severity);
    let go = StoredValue::new(of.diagnostic);
    view! {
        <li class="problem is-allowed" title=rule.why>
            <SeverityMark severity=severity/>
            <button type="button" class="problem-go" on:click=move |_| go.with_value(|of| go_to(workspace, of))>
                <span>{text}</span>" "
                <span class="problem-place">{format!("line {line}")}" · "<code>{rule.id}</code></span>
            </button>
            <AboutCheck rule=rule/>
            <p class="problem-help">{reason}</p>
        </li>
    }
}
