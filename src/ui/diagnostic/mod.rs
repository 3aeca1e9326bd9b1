//! Diagnostics in a form: findings of `check` at a path, each with the button of its fix and the link to its explanation.

mod places;

use leptos::prelude::*;

use super::icon::{Icon, Svg};
use super::workspace::Workspace;
use crate::check::{Counts, Diagnostic, Fix, Rule, Severity};
use crate::document::Path;
use crate::template::recognition::foreign;
use crate::ui::route::Route;
pub use places::NotePlaces;
use places::Place;

/// What the address of the page begins with while a check is explained; its id follows.
pub const CHECK: &str = "#check/";

/// The address that explains a check.
pub fn address_of(rule: &Rule) -> String {
    format!("{CHECK}{}", rule.id)
}

/// A link to the explanation of a check.
#[component]
pub fn AboutCheck(rule: &'static Rule) -> impl IntoView {
    let name = format!("About the check {}", rule.id);
    view! { <a class="about" href=address_of(rule) aria-label=name.clone() title=name><Svg icon=Icon::Info/></a> }
}

/// The diagnostics of an entry and all inside it, without those that a nearer part of the form shows.
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
    let place = Place::new(at, subject);
    view! { <Notes shows=move |one: &Diagnostic| place.shows(one) then=then/> }
}

/// The diagnostics of the open form that no part of it shows.
#[component]
pub fn FormDiagnostics() -> impl IntoView {
    let workspace = Workspace::expect();
    let place = Place::new(Signal::stored(Path::root()), "");
    let form = workspace.selected_now();
    // Every form has a note of its own, with the way to the starters, about a text that is no template.
    let is_foreign = workspace.memo(|document| foreign(document).is_some());
    let shows = move |one: &Diagnostic| {
        workspace.with_untracked(|document| Route::of(document, &one.path)) == form
            && place.shows(one)
            && !(is_foreign.get() && one.path == Path::root())
    };
    view! { <Notes shows=shows then=None/> }
}

/// Number and severity of the diagnostics inside a closed entry.
#[component]
pub fn EntryBadge(at: Path, #[prop(into)] is_open: Signal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let place = Place::counting(Signal::stored(at));
    let counts = Memo::new(move |_| workspace.shown.with(|all| Counts::of(all.iter().filter(|one| place.shows(one)))));
    move || {
        let counts = counts.get();
        let severity = counts.severest().filter(|_| !is_open.get())?;
        Some(view! {
            <span class="entry-pb" class:err=severity == Severity::Error title=counts.words()>
                <Svg icon=icon_of(severity)/><span aria-hidden="true">{counts.total()}</span>
                <span class="sr">{counts.words()}</span>
            </span>
        })
    }
}

#[component]
fn Notes(
    /// True for those to show.
    shows: impl Fn(&Diagnostic) -> bool + Send + Sync + 'static,
    then: Option<Callback<()>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let found = Memo::new(move |_| {
        workspace.shown.with(|all| all.iter().filter(|one| shows(one)).cloned().collect::<Vec<_>>())
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
    let (severity, rule) = (of.severity, of.rule);
    let place = of.path.to_pointer();
    let text = of.help.iter().fold(of.message.clone(), |text, help| format!("{text} {help}"));
    view! {
        <div class="note" class:err=severity == Severity::Error title=rule.why tabindex="-1" data-at=place>
            <SeverityMark severity=severity/>
            <div>{text}<AboutCheck rule=rule/></div>
            <FixButton of=of then=then/>
        </div>
    }
}

/// The icon of a severity.
pub fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Alert,
        Severity::Warning => Icon::Warning,
        Severity::Note => Icon::Info,
    }
}

/// The icon of a severity, with its word for screen readers.
#[component]
pub fn SeverityMark(severity: Severity) -> impl IntoView {
    let word = match severity {
        Severity::Error => "Error: ",
        Severity::Warning => "Warning: ",
        Severity::Note => "Note: ",
    };
    view! { <Svg icon=icon_of(severity)/><span class="sr">{word}</span> }
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
    of.fix.as_ref().map_or(Ok(()), |fix| apply_at(workspace, fix, &of.path))
}

/// Applies a fix of something at a path as one step of Undo.
///
/// # Errors
/// Why it cannot be applied, as a sentence.
pub fn apply_at(workspace: Workspace, fix: &Fix, at: &Path) -> Result<(), String> {
    workspace.close_step();
    let edits = workspace.with_untracked(|document| fix.edits(document));
    let done = workspace.edit(&fix.label, at, edits);
    workspace.close_step();
    workspace.end_pause();
    done.map_err(|why| why.to_string())
}
