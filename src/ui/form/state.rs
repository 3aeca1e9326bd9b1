//! Messages of a form about its entry as a whole: removed, or never run.

use leptos::prelude::*;

use super::adder::Empty;
use super::head::{FormBody, FormHead};
use crate::document::Path;
use crate::recipe::service;
use crate::ui::form::note::Warning;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form while its entry exists; after an undo it may not.
#[component]
pub fn Present(
    /// The entry.
    at: Path,
    /// Route of the entry.
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
                <FormBody><Empty text="It is no longer in the template. Undo or Redo may restore it."/></FormBody>
            }
        >
            {children()}
        </Show>
    }
}

/// Note if the default config set does not run the config.
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
            <Warning title=format!("The config set default does not run {}.", name.clone()) text=" cfn-init skips this config unless its -c option names a set that runs it."/>
        </Show>
    }
}
