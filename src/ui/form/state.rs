//! A form whose entry may be absent.

use leptos::prelude::*;

use super::head::{FormBody, FormHead};
use crate::document::Path;
use crate::ui::control::Empty;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form while its entry exists; after an undo it may not.
#[component]
pub fn Present(at: Path, place: Route, children: ChildrenFn) -> impl IntoView {
    let workspace = Workspace::expect();
    let there = workspace.memo(move |document| document.node(&at).is_some());
    let place = StoredValue::new(place);
    view! {
        <Show
            when=move || there.get()
            fallback=move || view! {
                <FormHead place=place.get_value()/>
                <FormBody><Empty text="It is no longer in the template. Undo or Redo may restore it."/></FormBody>
            }
        >
            {children()}
        </Show>
    }
}
