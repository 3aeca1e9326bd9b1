//! The tree form: any value of the template as rows, with an editor for each kind and each function.
//!
//! What a value is, what stands below it and how it is written is the core's (`template::value`); this draws it.

mod add;
mod editor;
mod kind;
mod menu;
mod row;
mod state;

use leptos::prelude::*;

use super::head::{FormBody, FormHead};
use super::schema_rows::NameRow;
use crate::document::Path;
use crate::template::value::{self, ChildLabel, Presence, ValueChild, ValueKind, ValueRef};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;
pub(super) use editor::{Control, ReadAs};
use menu::RowMenu;
use row::{Kids, Row};
use state::TreeState;

/// The form of a place that shows all there is.
#[component]
pub fn TreeForm(
    /// The place.
    place: Route,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = place.path();
    let spot = ValueRef::from(at.clone());
    let tree = TreeState::new(None);
    let own = spot.clone();
    // A list, a mapping, and what is not there yet, show what is in them; a value shows itself.
    let inside = workspace.memo(move |document| {
        let look = value::view(document, &own);
        look.is_none_or(|look| {
            matches!(look.kind, ValueKind::Mapping | ValueKind::List) || (own.at.is_root() && look.count > 0)
        })
    });
    let itself = child_at(&at);
    let menu = match &place {
        Route::Resource(_) | Route::At(_) => itself.clone(),
        _ => None,
    };
    let menu = menu.map(|child| {
        let above = ValueRef::from(child.spot.at.parent().unwrap_or_default());
        view! { <RowMenu child=child above=above tree=tree/> }
    });
    let renamed = named(&place).then(|| view! { <div class="rows"><NameOf at=at.clone()/></div> });
    let itself = StoredValue::new(itself);
    let spot = StoredValue::new(spot);
    view! {
        <FormHead place=place>{menu}</FormHead>
        <FormBody>
            {renamed}
            <div class="tns">
                {move || match (inside.get(), itself.get_value()) {
                    (false, Some(child)) => {
                        let above = ValueRef::from(child.spot.at.parent().unwrap_or_default());
                        view! { <Row child=child above=above depth=0 tree=tree/> }.into_any()
                    }
                    _ => view! { <Kids spot=spot.get_value() depth=0 tree=tree/> }.into_any(),
                }}
            </div>
        </FormBody>
    }
}

/// A value that a line of another form cannot hold.
#[component]
pub fn Nested(
    /// Where it is.
    at: Path,
) -> impl IntoView {
    let spot = ValueRef::from(at.clone());
    let child = ValueChild { spot: spot.clone(), label: ChildLabel::Own, presence: Presence::There };
    let above = ValueRef::from(at.parent().unwrap_or_default());
    view! { <div class="tns is-nested"><Row child=child above=above depth=1 tree=TreeState::new(Some(spot))/></div> }
}

/// The way from a special form to all keys of what it shows.
#[component]
pub fn AllKeys(
    /// What it is called.
    #[prop(into)]
    name: String,
    /// The place that shows them.
    place: Route,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let href = place.to_hash();
    let open = move |ev: web_sys::MouseEvent| {
        ev.prevent_default();
        workspace.select(place.clone());
    };
    view! { <p class="whole"><a href=href on:click=open>{format!("All keys of {name}")}</a></p> }
}

/// True for places whose entry has a name that is asked for above its rows.
fn named(place: &Route) -> bool {
    matches!(place, Route::Resource(_))
}

#[component]
fn NameOf(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let moved = move |at: Path| workspace.select(Route::Resource(at.last_key().unwrap_or_default().to_string()));
    view! {
        <NameRow
            at=at label="Logical id" moved=moved
            help="References are renamed too. In an existing stack this replaces the resource."
        />
    }
}

/// The entry at a path as a row; `None` for the root.
fn child_at(at: &Path) -> Option<ValueChild> {
    use crate::document::Step;
    let label = match at.last()? {
        Step::Key(key) => ChildLabel::Key(key.to_string()),
        Step::Index(index) => ChildLabel::Item(*index),
    };
    Some(ValueChild { spot: at.clone().into(), label, presence: Presence::There })
}
