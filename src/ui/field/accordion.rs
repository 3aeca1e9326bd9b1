//! Accordion: entries of which one is open.

use leptos::prelude::*;

use super::actions::OpenPath;
use super::id::opener_id;
use crate::document::Path;
use crate::ui::diagnostic::{Diagnostics, EntryBadge};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// No entry is open at first, but the one that is linked.
pub fn opened() -> OpenPath {
    RwSignal::new(None)
}

/// True if `linked` is something inside the entry at `at`: a row of it.
pub fn is_row_of(linked: Option<&Path>, at: &Path) -> bool {
    linked.is_some_and(|linked| linked != at && linked.starts_with(at))
}

/// One entry: a line that is always there, and its rows while it is open.
#[component]
pub fn Accordion(
    at: Path,
    opened: OpenPath,
    /// Header: icon, name, short facts.
    head: AnyView,
    /// Buttons at the end of the line.
    menu: AnyView,
    children: ChildrenFn,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let is_open = Memo::new(move |_| {
        let was_opened = opened.with(|open| open.as_ref() == Some(&own));
        was_opened || workspace.linked.with(|linked| is_row_of(linked.as_ref(), &own))
    });
    let path = StoredValue::new(at.clone());
    let toggle = move |_| {
        let open = is_open.get_untracked();
        opened.set(if open { None } else { Some(path.get_value()) });
    };
    let focused = move |_| {
        // Its rows are linked no longer: what was open by that stays so.
        if is_open.get_untracked() {
            opened.set(Some(path.get_value()));
        }
        workspace.linked.set(Some(path.get_value()));
    };
    // Its name, which is no row, has the focus: what was open by a row that was linked stays so.
    let stay = move |_| {
        if opened.with_untracked(|open| path.with_value(|own| open.as_ref() != Some(own))) {
            opened.set(Some(path.get_value()));
        }
    };
    let id = opener_id(&at);
    let body = format!("{id}b");
    let controls = body.clone();
    view! {
        <div class="acc" class:open=is_open>
            <div class="hd">
                <h2>
                    <button
                        type="button" class="opener" id=id aria-expanded=move || is_open.get().to_string()
                        aria-controls=move || is_open.get().then(|| controls.clone())
                        on:click=toggle on:focusin=focused
                    >
                        <Show when=move || is_open.get() fallback=|| view! { <Svg icon=Icon::ChevronRight/> }>
                            <Svg icon=Icon::ChevronDown/>
                        </Show>
                        {head}
                    </button>
                </h2>
                <EntryBadge at=at.clone() is_open=is_open/>
                {menu}
            </div>
            <Show when=move || is_open.get()>
                <div class="acc-body" id=body.clone() on:focusin=stay>
                    <Diagnostics at=path.get_value()/>
                    {children()}
                </div>
            </Show>
        </div>
    }
}
