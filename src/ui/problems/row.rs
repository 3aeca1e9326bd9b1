//! A row of the list: a diagnostic with its place and its fixes.

use leptos::prelude::*;

use super::go::go_to;
use crate::check::{Diagnostic, Rule, Severity, Suppressed, Values, fix_all};
use crate::document::{Document, Path};
use crate::recipe::proposal::Proposal;
use crate::ui::diagnostic::{AboutCheck, FixButton, SeverityMark};
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::propose::ProposalDialog;
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
    let asked = RwSignal::new(false);
    let propose = move |()| workspace.with(|document| fix_kind(document, rule));
    let fixed_all = move |()| {
        workspace.end_pause();
        fixed(());
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
                    <button type="button" class="btn sm" aria-label=format!("Fix all {all} of {}", rule.id) aria-haspopup="dialog"
                        on:click=move |_| asked.set(true)>
                        <Svg icon=Icon::Fix/>{format!("Fix all {all}…")}
                    </button>
                    <ProposalDialog title=format!("Fix all of {}", rule.id) open=asked propose=propose stays=true then=fixed_all/>
                })}
            </div>
        </li>
    }
}

/// The fixes of a rule that can be made together, as one change.
fn fix_kind(document: &Document, rule: &'static Rule) -> Result<Proposal, String> {
    let fixes = fix_all(document, &Values::new(), |one| one.rule == rule, |_, _| true);
    let count = fixes.fixed.len();
    if count == 0 {
        return Err("None of these problems can be fixed together. Fix them one by one.".into());
    }
    let word = if count == 1 { "fix" } else { "fixes" };
    let does = vec![format!("{count} {word}: {}", rule.why)];
    Ok(Proposal {
        title: format!("{count} {word} of {}", rule.id),
        does,
        leaves: Vec::new(),
        edits: fixes.edits,
        at: Path::root(),
    })
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
