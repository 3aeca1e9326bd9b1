//! What the forms of all resources share: the row with the logical id, and the attributes beside the properties.

use leptos::prelude::*;

use super::head::Part;
use super::schema_rows::{NameRow, SchemaRows};
use crate::document::Path;
use crate::schema::anatomy::ATTRIBUTES;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The row with the logical id.
#[component]
pub fn Named(
    /// The resource.
    at: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let moved = move |at: Path| workspace.select(Route::Resource(at.last_key().unwrap_or_default().to_string()));
    view! {
        <div class="rows">
            <NameRow
                at=at label="Logical id" moved=moved
                help="References to it get the new name too. CloudFormation makes a new resource under a new logical id."
            />
        </div>
    }
}

/// What every resource may have beside its properties: condition, order, what happens at its end.
#[component]
pub fn Attributes(
    /// The resource.
    at: Path,
) -> impl IntoView {
    view! {
        <Part title="When it is made and kept"><div class="rows"><SchemaRows owner=at rows=ATTRIBUTES/></div></Part>
    }
}
