//! What the forms of machines offer beside their rows: the ways to what belongs to them, and changes as a whole, each
//! shown before it is made.

mod around;
mod of_configuration;
mod of_group;
mod options;
mod to_group;

use leptos::prelude::*;

use crate::schema::compute;
use crate::ui::recipe::RecipesOf;
use around::Around;
use of_configuration::OfConfiguration;
use of_group::OfGroup;
pub use to_group::ToGroup;

/// What the form of a type has above its rows; nothing for types that are no machines.
#[component]
pub fn Beside(
    /// The type.
    kind: &'static str,
    /// The logical id.
    id: String,
) -> impl IntoView {
    match kind {
        compute::GROUP => view! { <Around id=id.clone()/><OfGroup id=id/> }.into_any(),
        compute::LAUNCH_TEMPLATE => view! { <Around id=id.clone()/><RecipesOf id=id/> }.into_any(),
        compute::LAUNCH_CONFIGURATION => {
            view! { <Around id=id.clone()/><OfConfiguration id=id.clone()/><RecipesOf id=id/> }.into_any()
        }
        _ => ().into_any(),
    }
}
