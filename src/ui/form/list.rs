//! A list of texts: one field an item, with buttons to add and to take out.

use leptos::prelude::*;

use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::template::recipe::entry;
use crate::ui::field::{TextField, field_id, focus_soon};
use crate::ui::form::actions::Actions;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The items of the list at a path. What is no list is shown as a text field shows it.
#[component]
pub fn ListField(
    /// The list.
    at: Path,
    /// What it is called.
    #[prop(into)]
    name: String,
    /// Values to offer for an item.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
) -> impl IntoView {
    let own = at.clone();
    let odd = Workspace::expect().memo(move |document| {
        let node = document.node(&own).filter(|node| !node.is_null());
        node.is_some_and(|node| node.kind() != Kind::Sequence || node.tag().is_some())
    });
    move || match odd.get() {
        true => view! { <TextField at=at.clone() name=name.clone()/> }.into_any(),
        false => view! { <ListItems at=at.clone() name=name.clone() suggest=suggest/> }.into_any(),
    }
}

#[component]
fn ListItems(at: Path, name: String, suggest: Signal<Vec<String>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let own = at.clone();
    let count = workspace.memo(move |document| document.node(&own).map_or(0, |node| node.items().count()));
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(name.clone());
    let add = move |_| {
        let at = path.get_value();
        let index = count.get_untracked();
        let item = Edit::Insert { into: at.clone(), slot: Slot::Index(index), value: Value::from("") };
        if actions.make(&format!("item of {}", title.get_value()), &at, |_| vec![item]) {
            focus_soon(field_id(&at.join(index)));
        }
    };
    view! {
        <div class="list">
            <For each=move || 0..count.get() key=|index| *index let:index>
                <Item at=path.get_value().join(index) name=format!("{}, {}", title.get_value(), index + 1) suggest=suggest actions=actions/>
            </For>
            <button type="button" class="btn sm" id=field_id(&at) aria-label=format!("Add to {name}") on:click=add>
                <Svg icon=Icon::Plus/>"Add"
            </button>
        </div>
    }
}

#[component]
fn Item(at: Path, name: String, suggest: Signal<Vec<String>>, actions: Actions) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(name.clone());
    let take = move |_| {
        let at = path.get_value();
        let owner = at.parent().and_then(|list| list.parent()).unwrap_or_default();
        title.with_value(|title| actions.remove(title, &at, |document| entry::take_with_empty(document, &at, &owner)));
    };
    view! {
        <div class="list-i">
            <TextField at=at name=name.clone() suggest=suggest required=true/>
            <button type="button" class="btn bare icon" aria-label=format!("Remove {name}") on:click=take>
                <Svg icon=Icon::Cross/>
            </button>
        </div>
    }
}
