//! What a form says of its place as a whole: gone, or never run.

use leptos::prelude::*;

use super::adder::Empty;
use super::head::{FormBody, FormHead};
use crate::document::Path;
use crate::recipe::service;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form inside while its entry is in the template; after an undo it may not be.
#[component]
pub fn Present(
    /// The entry.
    at: Path,
    /// Its place.
    place: Route,
    /// The form.
    children: ChildrenFn,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let there = workspace.memo(move |document| document.node(&at).is_some());
    let place = StoredValue::new(place);
    view! {
        <Show
            when=move || there.get()
            fallback=move || view! {
                <FormHead place=place.get_value()/>
                <FormBody><Empty text="It is not in the template any more. Undo or Redo may bring it back."/></FormBody>
            }
        >
            {children()}
        </Show>
    }
}

/// Says so if the default config set does not run the config.
#[component]
pub fn NotRun(
    /// The config.
    config: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = config.last_key().unwrap_or_default().to_string();
    let runs = workspace.memo(move |document| service::is_run(document, &config));
    view! {
        <Show when=move || !runs.get()>
            <div class="note">
                <Svg icon=Icon::Warning/>
                <div>
                    <b>{format!("The config set default does not run {}.", name.clone())}</b>
                    " cfn-init does nothing here unless its -c names a set that does."
                </div>
            </div>
        </Show>
    }
}
