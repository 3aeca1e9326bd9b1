//! The form of all keys: any value of the template as a tree of rows.

use leptos::prelude::*;

use super::attributes::LogicalId;
use super::head::{FormBody, FormHead};
use crate::template::value::{self, ValueKind, ValueRef};
use crate::ui::field::tree::{Kids, Row, RowMenu, TreeState, child_at};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of a place that shows all there is.
#[component]
pub fn TreeForm(place: Route) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = place.path();
    let spot = ValueRef::from(at.clone());
    let tree = TreeState::new(None);
    let own = spot.clone();
    // A list, a mapping, and what is absent yet, show what is in them; a value shows itself.
    let inside = workspace.memo(move |document| {
        let look = value::view(document, &own);
        look.is_none_or(|look| {
            matches!(look.kind, ValueKind::Mapping | ValueKind::List) || (own.at.is_root() && look.count > 0)
        })
    });
    let itself = child_at(&at);
    let menu = match &place {
        // A resource has the menu of its head.
        Route::At(_) => itself.clone(),
        _ => None,
    };
    let above = StoredValue::new(ValueRef::from(at.parent().unwrap_or_default()));
    let menu = menu.map(|child| view! { <RowMenu child=child above=above.get_value() tree=tree/> });
    let name = matches!(place, Route::Resource(_)).then(|| view! { <LogicalId at=at/> });
    let (itself, spot) = (StoredValue::new(itself), StoredValue::new(spot));
    view! {
        <FormHead place=place>{menu}</FormHead>
        <FormBody>
            {name}
            <div class="tns">
                {move || match (inside.get(), itself.get_value()) {
                    (false, Some(child)) => {
                        view! { <Row child=child above=above.get_value() depth=0 tree=tree/> }.into_any()
                    }
                    _ => view! { <Kids spot=spot.get_value() depth=0 tree=tree/> }.into_any(),
                }}
            </div>
        </FormBody>
    }
}
