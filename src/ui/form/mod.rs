//! The forms: one a place. A form is a list of rows over the document and holds nothing of its own.

mod entries;
mod head;

use leptos::prelude::*;

pub use head::{FormBody, FormHead};

use super::workspace::{Place, Workspace};

/// The pane with the form of the selected place.
#[component]
pub fn FormPane() -> impl IntoView {
    let workspace = Workspace::expect();
    // A memo: the form is built anew only when the place changes, not when it is selected again.
    let place = Memo::new(move |_| workspace.selected());
    move || view! { <Form place=place.get()/> }
}

/// The form of a place.
#[component]
pub fn Form(
    /// Which one.
    place: Place,
) -> impl IntoView {
    match place {
        Place::Stack
        | Place::Parameters
        | Place::Vpc(_)
        | Place::Subnets
        | Place::Instance(_)
        | Place::ConfigSets(_)
        | Place::Init { .. }
        | Place::Outputs
        | Place::Resource(_) => view! { <entries::Entries place=place/> }.into_any(),
    }
}
