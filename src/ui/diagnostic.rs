//! Diagnostics in a form: findings of `check` at a path, each with the button of its fix.

use leptos::prelude::*;

use super::icon::{Icon, Svg};
use super::workspace::Workspace;
use crate::check::{Diagnostic, Severity};
use crate::document::Path;

/// The diagnostics of an entry and all inside it.
#[component]
pub fn Diagnostics(
    #[prop(into)] at: Signal<Path>,
    /// Only rules of this subject, such as `hup`; all if empty.
    #[prop(optional)]
    subject: &'static str,
    /// Called when a fix was applied.
    #[prop(optional, into)]
    then: Option<Callback<()>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let found = Memo::new(move |_| {
        let at = at.get();
        let shown = |one: &&Diagnostic| one.rule.is_of(subject) && one.path.starts_with(&at);
        workspace.diagnostics.with(|all| all.iter().filter(shown).cloned().collect::<Vec<_>>())
    });
    view! {
        <For each=move || found.get() key=|one| (one.rule.id, one.path.clone(), one.message.clone()) let:one>
            <DiagnosticNote of=one then=then/>
        </For>
    }
}

/// One diagnostic: its message, what helps, and the button of its fix.
#[component]
pub fn DiagnosticNote(
    of: Diagnostic,
    /// Called when its fix was applied.
    then: Option<Callback<()>>,
) -> impl IntoView {
    let (severity, why) = (of.severity, of.rule.why);
    let text = of.help.iter().fold(of.message.clone(), |text, help| format!("{text} {help}"));
    view! {
        <div class="note" class:err=severity == Severity::Error title=why>
            <SeverityMark severity=severity/>
            <div>{text}</div>
            <FixButton of=of then=then/>
        </div>
    }
}

/// The icon of a severity, with its word for screen readers.
#[component]
pub fn SeverityMark(severity: Severity) -> impl IntoView {
    let (icon, word) = match severity {
        Severity::Error => (Icon::Alert, "Error: "),
        Severity::Warning => (Icon::Warning, "Warning: "),
        Severity::Note => (Icon::Alert, "Note: "),
    };
    view! { <Svg icon=icon/><span class="sr">{word}</span> }
}

/// The button that applies the fix of a diagnostic as one step of Undo; nothing without a fix.
#[component]
pub fn FixButton(
    of: Diagnostic,
    /// Called when its fix was applied.
    then: Option<Callback<()>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let fix = of.fix.clone();
    let of = StoredValue::new(of);
    fix.map(|fix| {
        let apply = move |_| {
            let done = of.with_value(|of| apply_fix(workspace, of));
            if let (Ok(()), Some(then)) = (&done, then) {
                then.run(());
            }
            refused.try_set(done.err());
        };
        view! {
            <button type="button" class="btn sm" on:click=apply><Svg icon=Icon::Fix/>{fix.label}</button>
            {move || refused.get().map(|why| view! { <p class="help is-err" role="alert">{why}</p> })}
        }
    })
}

/// Applies the fix of a diagnostic, if it has one, as one step of Undo.
///
/// # Errors
/// Why it cannot be applied, as a sentence.
pub fn apply_fix(workspace: Workspace, of: &Diagnostic) -> Result<(), String> {
    let Some(fix) = &of.fix else { return Ok(()) };
    workspace.close_step();
    let edits = workspace.with_untracked(|document| fix.edits(document));
    let done = workspace.edit(&fix.label, &of.path, edits);
    workspace.close_step();
    done.map_err(|why| why.to_string())
}
