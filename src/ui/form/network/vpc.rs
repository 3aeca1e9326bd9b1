//! The form of a VPC: CIDR block with its use, DNS, tags.

use leptos::prelude::*;

use super::space::AddressBars;
use crate::schema::ec2::vpc;
use crate::template::resource_path;
use crate::ui::field::property::{NameRow, SchemaRows};
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead, Part};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of the VPC with a logical id.
#[component]
pub fn Vpc(
    /// Its logical id.
    id: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, whole) = (id.clone(), Route::Resource(id.clone()));
    let at = resource_path(&id);
    let properties = at.join("Properties");
    let moved = move |at: crate::document::Path| {
        workspace.select(Route::Vpc(at.last_key().unwrap_or_default().to_string()));
    };
    view! {
        <FormHead place=Route::Vpc(id.clone())/>
        <FormBody>
            <Part title="Address space"><AddressBars vpc=id/></Part>
            <div class="rows part">
                <NameRow
                    at=at label="Logical id" moved=moved
                    help="References are renamed too. In an existing stack this replaces the VPC."
                />
                <SchemaRows owner=properties rows=vpc::ROWS/>
            </div>
            <AllKeys name=name place=whole/>
        </FormBody>
    }
}
