//! The Problems tab: all diagnostics of the template by severity, each with its place and its fix.
//!
//! It shows what [`crate::check`] finds and runs no rule itself. Fixes are edits through the workspace, one undo step each.

mod fixes;
mod go;
mod list;
mod row;

use leptos::prelude::*;

use crate::check::{Diagnostic, Severity};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;
pub use fixes::{Anchor, Fixes, FixesDialog, diagnostics_at};
pub use go::go_next;
pub use list::ProblemsPane;

/// The severities in the order of the list.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Number of diagnostics of each severity, as a button that shows them. Updated after a pause of typing, and announced then.
#[component]
pub fn ProblemCount(
    /// Shows the list.
    #[prop(into)]
    show: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let count = Memo::new(move |_| {
        workspace.track_debounced();
        workspace.diagnostics.with_untracked(|found| count(found))
    });
    let is_error = move || count.with(|count| count.contains("error"));
    let icon = move || {
        let icon = if is_error() { Icon::Alert } else { Icon::Warning };
        view! { <Svg icon=icon/> }
    };
    view! {
        <span class="problem-count" aria-live="polite" class:err=is_error>
            <Show when=move || !count.with(String::is_empty) fallback=|| view! { <Svg icon=Icon::Check/> "No problems" }>
                {icon}
                <button type="button" class="go" title="Show the problems (Alt+5); F8 goes to the next one" on:click=move |_| show.run(())>{count}</button>
            </Show>
        </span>
    }
}

/// "2 errors, 1 warning"; empty without diagnostics.
fn count(found: &[Diagnostic]) -> String {
    let counts =
        SEVERITIES.map(|severity| (found.iter().filter(|one| one.severity == severity).count(), severity.name()));
    let words = counts.into_iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> =
        words.map(|(number, name)| format!("{number} {name}{}", if number == 1 { "" } else { "s" })).collect();
    words.join(", ")
}
