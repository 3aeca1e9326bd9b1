//! The config sets that user data requests, and a field to change them.

use leptos::prelude::*;

use super::line::{LineRow, Write};
use crate::recipe::{config_set, user_data};
use crate::schema::Property;
use crate::template::Template;
use crate::template::init::init_path;
use crate::template::user_data::{CfnOption, StepField, StepKind, UserData, holder_of};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The row with the sets that are asked for, and what they run.
#[component]
pub fn AskedFor(
    /// The resource with the metadata.
    resource: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let data = workspace.memo_with(&resource, move |document, id| UserData::of_init(document, id));
    let own = StoredValue::new(resource.clone());
    let calls = Memo::new(move |_| {
        data.with(|data| data.as_ref().is_some_and(|data| own.with_value(|own| !data.calls_for(own).is_empty())))
    });
    let field = move |data: &Option<UserData>| {
        let data = data.as_ref()?;
        own.with_value(|own| {
            data.calls_for(own).first().and_then(|step| step.field(StepField::Says(CfnOption::ConfigSets)).cloned())
        })
    };
    let value = Signal::derive(move || data.with(field).filter(|field| field.span.is_some()).map(|field| field.value));
    let place = Signal::derive(move || {
        let part = data.with(|data| {
            let found = field(data)?;
            data.as_ref()?.text.place(&found.span?)
        });
        let line = part.as_ref().and_then(|(at, span)| workspace.with(|document| document.line_of_part(at, span)));
        (part.map_or_else(|| own.with_value(|own| init_path(own)), |part| part.0), line)
    });
    let write: Write = Callback::new(move |text: String| {
        workspace.with_untracked(|document| user_data::ask_for(document, &own.get_value(), &text))
    });
    let runs = workspace.memo_with(&resource, |document, id| config_set::requested_runs(document, id));
    let holder = workspace.memo(move |document| holder_of(Template::of(document), &resource));
    let row = StepField::Says(CfnOption::ConfigSets).property(StepKind::Init)?;
    let asked = Property { label: "User data asks for", ..row };
    Some(view! {
        <div class="rows">
            <Show
                when=move || calls.get()
                fallback=move || view! { <NotCalled holder=holder/> }
            >
                <LineRow id="asked-sets" row=asked place=place value=value write=write/>
            </Show>
        </div>
        <p class="run-order" aria-live="polite">
            {move || runs.get().into_iter().map(|sentence| view! { <span>{sentence}</span> }).collect_view()}
        </p>
    })
}

#[component]
fn NotCalled(holder: Memo<Option<String>>) -> impl IntoView {
    let workspace = Workspace::expect();
    view! {
        <div class="empty is-action">
            <span>"No user data in this template calls cfn-init for this metadata in a readable way."</span>
            {move || holder.get().map(|holder| {
                let open = move |_| workspace.select(Route::UserData(holder.clone()));
                view! { <button type="button" class="btn sm" on:click=open>"Open the user data"</button> }
            })}
        </div>
    }
}
