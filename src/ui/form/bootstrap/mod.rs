//! The forms of bootstrapping: config sets, cfn-hup, user data, signals.

mod config;
mod hook;
mod hup;
mod line;
mod member;
mod minutes;
mod policies;
mod script;
mod sets;
mod step;
mod step_fields;
mod transfer;
mod wait;

use leptos::prelude::*;

pub use policies::Policies;
pub use script::UserDataForm;

use super::head::Part;
use crate::document::{Document, Edit, Path};
use crate::ui::field::actions::FormActions;
use crate::ui::route::Route;

/// The form of a place that belongs to the metadata of a resource.
#[component]
pub fn OfInit(
    /// The place: config sets or cfn-hup.
    place: Route,
    /// Logical id of the resource with the metadata.
    resource: String,
) -> impl IntoView {
    match place {
        Route::Hup(_) => view! { <hup::HupForm place=place resource=resource/> }.into_any(),
        _ => view! { <sets::SetsForm place=place resource=resource/> }.into_any(),
    }
}

/// Said where a change would go through a function of the template.
const THROUGH_FUNCTION: &str = "The value is a function. Change it in the text.";

/// Makes the edits of a recipe that may have no way to do it.
fn make(actions: FormActions, title: &str, at: &Path, recipe: impl FnOnce(&Document) -> Option<Vec<Edit>>) -> bool {
    let mut none = false;
    let done = actions.make(title, at, |document| {
        recipe(document).unwrap_or_else(|| {
            none = true;
            Vec::new()
        })
    });
    if none {
        actions.refused.set(Some(THROUGH_FUNCTION.into()));
    }
    done && !none
}
