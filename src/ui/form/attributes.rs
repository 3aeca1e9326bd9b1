//! Parts of all resource forms: the logical id, and the attributes beside the properties.

use leptos::prelude::*;

use super::head::Part;
use super::renamed::RenamedNote;
use crate::document::Path;
use crate::schema::template_keys::RESOURCE;
use crate::ui::field::property::{NameRow, SchemaRows};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The row with the logical id.
#[component]
pub fn LogicalId(
    at: Path,
    /// What else changes with it.
    #[prop(default = "References are renamed too. In an existing stack this replaces the resource.")]
    help: &'static str,
    /// The form that opens after a rename.
    #[prop(default = Route::Resource)]
    to: fn(String) -> Route,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let moved = move |at: Path| workspace.select(to(at.last_key().unwrap_or_default().to_string()));
    view! {
        <div class="rows"><NameRow at=at.clone() label="Logical id" help=help moved=moved/></div>
        <RenamedNote at=at/>
    }
}

/// Attributes that every resource may have: condition, dependencies, policies.
#[component]
pub fn Attributes(at: Path) -> impl IntoView {
    view! {
        <Part title="Creation and deletion"><div class="rows"><SchemaRows owner=at rows=RESOURCE.shown("")/></div></Part>
    }
}
