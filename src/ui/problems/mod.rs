//! The Problems tab: all diagnostics of the template by severity, each with its place and its fix.
//!
//! It shows what [`crate::check`] finds and runs no rule itself. Fixes are edits through the workspace, one undo step each.

mod explain;
mod fixes;
mod go;
mod list;
mod row;

use leptos::prelude::*;

use crate::check::{Counts, Severity};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Checks, Workspace};
pub use explain::ExplainDialog;
pub use fixes::{Anchor, Fixes, FixesDialog, diagnostics_at};
pub use go::go_next;
pub use list::ProblemsPane;

/// Number of diagnostics of each severity, as a button that shows them. Updated after a pause of typing, and announced then.
#[component]
pub fn ProblemCount(
    /// Shows the list.
    #[prop(into)]
    show: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let count = Memo::new(move |_| Counts::of(workspace.last_found().iter()));
    let is_error = move || count.get().severest() == Some(Severity::Error);
    let icon = move || {
        let icon = if is_error() { Icon::Alert } else { Icon::Warning };
        view! { <Svg icon=icon/> }
    };
    view! {
        <span class="problem-count" aria-live="polite" class:err=is_error>
            <Show when=move || workspace.checks.with(Checks::is_missing)>
                <Svg icon=Icon::Warning/> "Not checked"
                <button type="button" class="go" title="The rules could not be loaded. Check the network." on:click=move |_| workspace.load_checks()>
                    "Try again"
                </button>
            </Show>
            <Show when=move || workspace.is_checked() && count.get().total() == 0>
                <Svg icon=Icon::Check/> "No problems"
            </Show>
            <Show when=move || count.get().total() != 0>
                {icon}
                <button type="button" class="go" title="Show the problems (Alt+5); F8 goes to the next one" on:click=move |_| show.run(())>{move || count.get().words()}</button>
            </Show>
        </span>
    }
}
