//! The form of a VPC: CIDR block with its use, DNS, tags.

use leptos::prelude::*;

use super::space::AddressBars;
use crate::schema::ec2::vpc;
use crate::template::resource_path;
use crate::ui::field::property::SchemaRows;
use crate::ui::form::attributes::LogicalId;
use crate::ui::form::head::AllKeys;
use crate::ui::form::head::{FormBody, FormHead, Part};
use crate::ui::route::Route;

/// The form of the VPC with a logical id.
#[component]
pub fn Vpc(id: String) -> impl IntoView {
    let (name, whole) = (id.clone(), Route::Resource(id.clone()));
    let at = resource_path(&id);
    let properties = at.join("Properties");
    view! {
        <FormHead place=Route::Vpc(id.clone())/>
        <FormBody>
            <Part title="Address space"><AddressBars vpc=id/></Part>
            <div class="part">
                <LogicalId at=at help="References are renamed too. In an existing stack this replaces the VPC." to=Route::Vpc/>
                <div class="rows"><SchemaRows owner=properties rows=vpc::ROWS/></div>
            </div>
            <AllKeys name=name place=whole/>
        </FormBody>
    }
}
