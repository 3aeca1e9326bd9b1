//! The rows of one subnet.

use leptos::prelude::*;

use super::zone::ZoneRow;
use crate::document::Path;
use crate::recipe::network::zones::TURN_SUBNET;
use crate::recipe::subnet::{Reach, reach};
use crate::schema::ec2::subnet;
use crate::template::{Template, resource_path};
use crate::ui::field::property::{NameRow, SchemaRow};
use crate::ui::form::head::AllKeys;
use crate::ui::recipe::RecipeButton;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The logical id of the subnet whose rows are shown.
pub type ChosenSubnet = RwSignal<Option<String>>;

/// The rows of the subnet with a logical id.
#[component]
pub fn SubnetDetail(
    id: String,
    /// Logical id of the shown subnet; follows a rename.
    chosen: ChosenSubnet,
) -> impl IntoView {
    let (name, whole) = (id.clone(), Route::Resource(id.clone()));
    let at = resource_path(&id);
    let properties = at.join("Properties");
    let moved = move |at: Path| chosen.set(at.last_key().map(str::to_string));
    let own = id.clone();
    let turn = Workspace::expect().memo(move |document| match reach(Template::of(document), &own) {
        Reach::Public => "Make it private".to_string(),
        Reach::Private => "Make it public".to_string(),
    });
    view! {
        <section class="part" aria-label=format!("Subnet {id}")>
            <div class="sect"><h2>{id.clone()}</h2><span class="grow"></span><RecipeButton recipe=&TURN_SUBNET target=id.clone() label=turn/></div>
            <div class="rows">
                <NameRow
                    at=at label="Logical id" moved=moved
                    help="References are renamed too. In an existing stack this replaces the subnet."
                />
                {subnet::ROWS.iter().map(|row| match row.key {
                    key if key == subnet::ZONE.key => view! { <ZoneRow owner=properties.clone()/> }.into_any(),
                    _ => view! { <SchemaRow owner=properties.clone() row=*row/> }.into_any(),
                }).collect_view()}
            </div>
            <AllKeys name=name place=whole/>
        </section>
    }
}
