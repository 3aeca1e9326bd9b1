//! The places that use a name, as a list: path, kind of use, line. Each leads to its lines.

use leptos::prelude::*;

use crate::template::reference::{Use, trail};
use crate::ui::workspace::Workspace;

/// More places than this are counted, not listed.
const LISTED: usize = 100;

/// A list of places with path, kind of use and line.
#[component]
pub fn Places(
    #[prop(into)] uses: Signal<Vec<Use>>,
    /// Where the focus is after a place is shown.
    #[prop(optional)]
    focus: FocusAfter,
) -> impl IntoView {
    let more = move || uses.with(|uses| uses.len().checked_sub(LISTED).filter(|more| *more > 0));
    view! {
        <ul class="places">
            <For each=move || uses.with(|uses| listed(uses)) key=|one| one.clone() let:one>
                <li>
                    <span class="where">{trail(&one.at)}</span>
                    <span class="how">{one.how.word()}</span>
                    <PlaceLink one=one focus=focus/>
                </li>
            </For>
            {move || more().map(|more| view! { <li class="dim">{format!("and {more} more")}</li> })}
        </ul>
    }
}

/// Where the focus is after a place is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FocusAfter {
    /// On the line.
    #[default]
    Line,
    /// Still on the field; the line is highlighted.
    Field,
}

/// "line 402": shows the line of a place.
#[component]
fn PlaceLink(one: Use, focus: FocusAfter) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = one.clone();
    let line = workspace.memo(move |document| document.line_of_part(&own.at, &own.span));
    let label = move || line.get().map(|line| format!("line {line}")).unwrap_or_default();
    let show = move |_| {
        match focus {
            FocusAfter::Line => workspace.show_lines(&one.at),
            FocusAfter::Field => workspace.linked.set(Some(one.at.clone())),
        }
        workspace.key_line.set(line.get_untracked());
    };
    view! {
        <button type="button" class="at" aria-label=move || format!("Show {} of the template", label()) on:click=show>{label}</button>
    }
}

/// The first places that are listed.
fn listed(uses: &[Use]) -> Vec<Use> {
    uses.iter().take(LISTED).cloned().collect()
}
