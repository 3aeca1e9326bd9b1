//! What the forms of machines have beside their rows: links to what belongs to them, and recipes.

mod around;

use leptos::prelude::*;

use crate::schema::compute;
use crate::ui::recipe::RecipesOf;
use around::Around;

/// What the form of a type has above its rows; nothing for types that are no machines.
#[component]
pub fn Beside(
    /// The type.
    kind: &'static str,
    /// The logical id.
    id: String,
) -> impl IntoView {
    match kind {
        compute::GROUP | compute::LAUNCH_TEMPLATE | compute::LAUNCH_CONFIGURATION => {
            view! { <Around id=id.clone()/><RecipesOf id=id/> }.into_any()
        }
        _ => ().into_any(),
    }
}
